// Which script tags this run of the script stands for.

/**
 * The tag that runs now; where a script optimizer has lost it, every tag of
 * ours on the page. Those that are served already are left out by `claim`.
 */
export const tagsOf = (payload, current) =>
  current ? [current] : [...document.scripts].filter((tag) => isOurs(tag, payload));

const isOurs = ({ src, dataset }, { assets, campaign, partner }) =>
  assets
    ? src.startsWith(`${assets.edge}/embed/${campaign}/${partner}.js`)
    : dataset.campaign && /\/assets\/embed\.\w+\.js$/.test(src);
