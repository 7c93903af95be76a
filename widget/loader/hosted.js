// What there is where the widget can't run: the hosted page in a frame, and
// a link to it, for pages that forbid frames too.

export const hosted = (root, address) => {
  const frame = document.createElement("iframe");
  frame.src = frame.title = address;
  frame.style.cssText = "display:block;width:100%;height:60em;border:0";
  const link = document.createElement("a");
  link.href = address;
  link.append(address);
  link.target = "_blank";
  root.replaceChildren(frame, link);
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "frame-src" && address.startsWith(event.blockedURI))
      frame.remove();
  });
};
