// The fallback where the widget can't run: the hosted page in a frame, and a link
// to it for pages that forbid frames too.

import { make } from "./make.js";

export const showHostedPage = (root, address, isLink) => {
  const frame = make("iframe", { src: address, title: address });
  frame.style.cssText = "display:block;width:100%;height:60em;border:0";
  const link = make("a", { href: address, target: "_blank" });
  // Not by `textContent`, which a page may have replaced.
  link.append(address);
  root.replaceChildren(frame, link);
  // The edge would not accept the frame's form from a sandbox without an origin.
  if (isLink || origin === "null") frame.remove();
  document.addEventListener("securitypolicyviolation", (event) => {
    if (event.effectiveDirective === "frame-src" && address.startsWith(event.blockedURI))
      frame.remove();
  });
};
