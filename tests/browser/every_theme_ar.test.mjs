// Every state of the petition in the ready themes, in Arabic.

import { IN_THEMES, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["ar"], IN_THEMES);
