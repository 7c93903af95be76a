// Values that a link brings (`#undersigned:email=...`). Before anything else this
// script removes them from the address, however a mailing program has written
// them. The first form reads them (`prefill.js`).

let prefillText;
try {
  const [own, fill] = location.hash.split(/(?:#|%\d+)undersigned(?::|%\d+a)/i);
  if (fill != null) history.replaceState(history.state, "", location.href.split("#")[0] + own);
  prefillText = fill;
} catch {}

/** Returns them to the first form that asks, and to no other. */
export const takePrefillText = () => {
  const taken = prefillText;
  prefillText = "";
  return taken;
};
