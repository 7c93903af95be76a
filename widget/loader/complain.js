let isDone;

/** One line in the console for the partner's web admin, once a page; gives the reason back. */
export const complain = (reason) => {
  if (!isDone) console.warn("undersigned:", reason);
  isDone = true;
  return reason;
};
