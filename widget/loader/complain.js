let isDone;

/** One line in the console for the partner's web admin, once a page. */
export const complain = (reason) => {
  if (!isDone) console.warn("undersigned:", reason);
  isDone = true;
};
