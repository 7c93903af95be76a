// What a link fills in (`#undersigned:email=...`): it leaves the address as the
// first thing that this script does.

/** What a mailing's program left where a name was to be: `*|FNAME|*`, `{{name}}`. */
const TAG = /\*\||%%|\[\[|[{$#]\{|<[<%]|\{%/;

let filling = [];
try {
  const [address, fill] = location.href.split("#undersigned:");
  if (fill) {
    history.replaceState(history.state, "", address);
    filling = [...new URLSearchParams(fill.replaceAll("+", "%2B"))].filter(
      ([name, value]) =>
        /^(given_name|family_name|email|postal_code)$/.test(name) && !TAG.test(value),
    );
  }
} catch {}

/** For the first form, and no other. */
export const fromLink = () => filling.splice(0);
