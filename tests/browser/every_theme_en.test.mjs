// Every state of the petition in the ready themes, in English.

import { IN_THEMES, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["en"], IN_THEMES);
