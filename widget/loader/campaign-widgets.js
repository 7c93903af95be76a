// All widgets of one campaign on this page. They share one socket, and each
// shows what arrives on it.

const widgetsByCampaign = {};

export const campaignWidgetsOf = (campaign) => (widgetsByCampaign[campaign] ??= new CampaignWidgets());

class CampaignWidgets extends Set {
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

  /** One entry, a list or nothing. */
  putEntries(entries, removed) {
    for (const { feed } of this) feed?.put([entries ?? []].flat(), removed);
  }

  replaceEntries(entries = [], isWhole) {
    for (const { feed } of this) feed?.replace(entries, isWhole);
  }
}
