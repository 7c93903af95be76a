// Which script tags this run of the script stands for.

const isShown = (tag) => !tag.closest("head");

/**
 * The tag that runs now, if one does; where a script optimizer has lost it, or runs a copy
 * in the head, every tag of ours where it could be seen. Those that are served
 * already are left out by `claim`.
 */
export const tagsOf = (payload, current) =>
  current && isShown(current)
    ? [current]
    : [...document.scripts].filter((tag) => isShown(tag) && isOurs(tag, payload));

const isOurs = ({ src, dataset }, { assets, campaign, partner }) =>
  assets
    ? src.startsWith(`${assets.edge}/embed/${campaign}/${partner}.js`)
    : dataset.campaign && /\/assets\/embed\.\w+\.js$/.test(src);
