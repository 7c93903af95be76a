// What an app does with the declarations: `tsc --noEmit --strict sample.ts`.

import type { UndersignedTally } from "./undersigned";

const petition = document.createElement("undersigned-petition");
petition.setAttribute("campaign", "welcome-refugees");
petition.setAttribute("partner", "refugee-council");
petition.lang = "fr";

const show = ({ signatures, goal }: UndersignedTally): string => `${signatures} / ${goal}`;

petition.addEventListener("undersigned:signed", ({ detail }) => show(detail));
document.addEventListener("undersigned:tally", ({ detail }) => show(detail));
document.addEventListener("undersigned:problem", ({ detail }) => detail?.status.toFixed());

// @ts-expect-error: no event says who signed.
petition.addEventListener("undersigned:signed", ({ detail }) => detail.email);
