let hasWarned;

/** Warns the partner's web admin in the console, once for each page; returns the reason. */
export const warnOnce = (reason) => {
  if (!hasWarned) console.warn("undersigned:", reason);
  hasWarned = true;
  return reason;
};
