// Which language of a campaign is nearest to the one that is wanted, and which
// one the switch offers first.

/** Languages that regions write in different scripts, any tag with a script, and a few more. */
const SCRIPTS = /az|pa|sr|uz|zh|-....\b/i;

const scriptOf = (tag) => new Intl.Locale(tag).maximize().script;

/** Whether a reader of one reads the other: not `zh-TW` for `zh-Hans`. */
const isNear = (tag, wish) =>
  tag.split("-")[0] === wish.split("-")[0] &&
  // The first use of `Intl` takes a slow phone 20 ms, and the form waits.
  (!SCRIPTS.test(tag + " " + wish) || scriptOf(tag) === scriptOf(wish));

/** The tag for the first wish that has one: the same tag, otherwise a near one. */
export const nearest = (tags, wishes) => {
  for (const each of wishes)
    try {
      // Pages also write `fr_CA` and `FR`.
      const wish = each.replace(/_/g, "-").toLowerCase();
      const found =
        tags.find((tag) => tag.toLowerCase() === wish) ?? tags.find((tag) => isNear(tag, wish));
      if (found) return found;
    } catch {
      // The page's attribute is not a language tag.
    }
};

/**
 * The language to show or to request: the tag's, or the page's, or the browser's;
 * otherwise the partner's setting.
 */
export const languageFor = ({ lang }, { language, languages } = {}) => {
  const wishes = [lang, document.documentElement.lang, ...navigator.languages];
  // As long as the campaign's languages are unknown, the edge chooses.
  if (!languages) return wishes[0] || wishes[1];
  return nearest(Object.keys(languages), wishes) ?? language;
};

/** The link to a language. */
export const linkTo = (root, tag) => root.querySelector(`[data-us=language][lang="${tag}"]`);

/** Moves the supporter's own language to the front: in the browser's order, not in the page's. */
export const offerOwnLanguage = (root, { language, languages = {} }) => {
  const others = Object.keys(languages).filter((tag) => tag !== language);
  const own = linkTo(root, nearest(others, navigator.languages));
  own?.parentNode.prepend(own);
};
