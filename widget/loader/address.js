// The page's own address, as it is shared: without anything that belongs to the
// visit.

/** Parameters that mail tools, advertisers and networks add to a link, and our own tag's `source`. */
const TRACKING = new RegExp(
  `^(${[
    "source|ref|referrer",
    // Advertisers and networks.
    "utm_.*|_g[al]|_gac|g?clid|dclid|[gw]braid|fbclid|msclkid|ttclid|twclid|yclid|li_fat_id|igsh(id)?|mibextid",
    // Mail tools.
    "mc_.*|mkt_tok|_hs.*|oly_.*|vero_.*|ck_subscriber_id|ml_subscriber.*|emci|emdi|ceid|nvep|recruiter_id|email_(referrer|subject)",
  ].join("|")})$`,
  "i",
);

/** Whether a parameter belongs to the visit. A value with an email address always does. */
const isVisitParameter = ([name, value]) => TRACKING.test(name) || value.includes("@");

/**
 * The page's `rel=canonical`, or else its address without tracking parameters;
 * either with a fragment that is an app's route.
 */
export const addressOf = (href, canonical) => {
  const here = new URL(href);
  const route = /^#!?\//.test(here.hash) ? here.hash : "";
  if (/^https?:/.test(canonical)) return new URL(route || canonical, canonical).href;
  const pairs = [...here.searchParams];
  const kept = pairs.filter((pair) => !isVisitParameter(pair));
  // If no parameter is removed, the query stays as it is written.
  if (kept.length < pairs.length) here.search = new URLSearchParams(kept);
  here.hash = route;
  return here.href;
};
