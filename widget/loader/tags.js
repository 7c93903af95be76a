// The script tags that this run of the script handles.

const isShown = (tag) => !tag.closest("head");

/**
 * The tag that runs now. If a script optimizer has lost it, or runs a copy in the
 * head: every tag of ours outside of the head. `claim` skips those that have
 * their petition already.
 */
export const tagsOf = (payload, current) =>
  current && isShown(current)
    ? [current]
    : [...document.scripts].filter((tag) => isShown(tag) && isOurs(tag, payload));

const isOurs = ({ src, dataset }, { assets, campaign, partner }) =>
  assets
    ? src.startsWith(`${assets.edge}/embed/${campaign}/${partner}.js`)
    : dataset.campaign && /\/assets\/embed\.\w+\.js$/.test(src);
