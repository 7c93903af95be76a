// What a link fills in (`#undersigned:email=...`) leaves the address as the
// first thing that this script does, however a mail's program has written it.
// The first form reads it (`prefill.js`).

let link;
try {
  const [own, fill] = location.hash.split(/(?:#|%\d+)undersigned(?::|%\d+a)/i);
  if (fill != null) history.replaceState(history.state, "", location.href.split("#")[0] + own);
  link = fill;
} catch {}

/** For the first form, and no other. */
export const takeLink = () => {
  const taken = link;
  link = "";
  return taken;
};
