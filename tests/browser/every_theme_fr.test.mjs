// Every state of the petition in the ready themes, in French.

import { IN_THEMES, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["fr"], IN_THEMES);
