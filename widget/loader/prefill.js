// What a link fills in (`#undersigned:email=...`): it leaves the address as the
// first thing that this script does.

let filling = [];
try {
  const [address, fill] = location.href.split("#undersigned:");
  if (fill) {
    history.replaceState(history.state, "", address);
    filling = [...new URLSearchParams(fill.replaceAll("+", "%2B"))].filter(([name]) =>
      /^(given_name|family_name|email|postal_code)$/.test(name),
    );
  }
} catch {}

/** For the first form, and no other. */
export const fromLink = () => filling.splice(0);
