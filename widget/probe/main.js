// The doctor's probe: pasted into a partner's page for a while, it tries what
// the petition needs there and shows in a box what is allowed, what is not, and
// what to change. A classic script that leaves nothing on the page but one
// element, stores nothing, and sends only the requests of a widget.
//
// The edge replaces the payload's token.

import { checkForms } from "./forms.js";
import { checkPage } from "./marks.js";
import { checkPermissions } from "./trials.js";
import { Report } from "./report.js";

const payload = "__UNDERSIGNED_PAYLOAD__";
/** A script optimizer that runs scripts later leaves no current script. */
const isCurrent = !!document.currentScript;

const examine = async (box) => {
  const permissions = await checkPermissions(payload, box);
  // Later than the permissions: by then a tag manager has added its scripts.
  const findings = [...checkPage(payload, box, isCurrent), ...permissions];
  return [...findings, ...(await checkForms(payload, findings))];
};

const run = () => {
  try {
    // A second copy of the probe does nothing.
    if (document.querySelector("undersigned-doctor")) return;
    new Report(payload, examine).show();
  } catch {
    // The page is the partner's: the probe never throws into it.
  }
};

if (document.readyState === "complete") run();
else window.addEventListener("load", run, { once: true });
