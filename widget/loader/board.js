// Every widget of one campaign on this page: they share one socket, and what
// comes by it is shown on all of them.

const boards = {};

export const boardOf = (campaign) => (boards[campaign] ??= new Board());

class Board extends Set {
  get document() {
    return document;
  }

  isHidden() {
    return document.visibilityState === "hidden";
  }

  message({ data }) {
    try {
      return JSON.parse(data);
    } catch {}
  }

  showTally(tally, isNumber) {
    for (const page of this) page.showTally(tally, isNumber);
  }

  /** One entry, or a list, or none. */
  putEntries(entries, removed) {
    for (const { feed } of this) feed?.put([entries ?? []].flat(), removed);
  }

  replaceEntries(entries = [], isWhole) {
    for (const { feed } of this) feed?.replace(entries, isWhole);
  }
}
