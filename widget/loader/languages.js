// Which language of a campaign is the nearest to what is wished for, and which
// one the switch offers first.

/** Languages that regions write in different scripts, any tag with a script, and a few more. */
const SCRIPTS = /az|pa|sr|uz|zh|-....\b/i;

const written = (tag) => new Intl.Locale(tag).maximize().script;

/** Whether who reads one reads the other: not `zh-TW` for `zh-Hans`. */
const isNear = (tag, wish) =>
  tag.split("-")[0] === wish.split("-")[0] &&
  // The first use of `Intl` takes a slow phone 20 ms, and the form waits.
  (!SCRIPTS.test(tag + " " + wish) || written(tag) === written(wish));

/** For the first wish that there is anything for: the same tag, else a near one. */
export const nearest = (tags, wishes) => {
  for (const each of wishes)
    try {
      // Pages also write `fr_CA` and `FR`.
      const wish = each.replace(/_/g, "-").toLowerCase();
      const found =
        tags.find((tag) => tag.toLowerCase() === wish) ?? tags.find((tag) => isNear(tag, wish));
      if (found) return found;
    } catch {
      // What a page has written there is no tag.
    }
};

/**
 * What to show or to ask for: as the tag says, or the page, or the browser; else
 * as the partner has set it.
 */
export const languageFor = ({ lang }, { language, languages } = {}) => {
  const wishes = [lang, document.documentElement.lang, ...navigator.languages];
  // Where it is not known what there is, the edge finds what is near.
  if (!languages) return wishes[0] || wishes[1];
  return nearest(Object.keys(languages), wishes) ?? language;
};

/** The link to a language. */
export const linkTo = (root, tag) => root.querySelector(`[data-us=language][lang="${tag}"]`);

/** The supporter's own language first: in their browser's order, not in the page's. */
export const offer = (root, { language, languages = {} }) => {
  const others = Object.keys(languages).filter((tag) => tag !== language);
  const own = linkTo(root, nearest(others, navigator.languages));
  own?.parentNode.prepend(own);
};
