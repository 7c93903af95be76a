// Every state of the petition in Arabic, written from the right.

import { MIRRORED, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["ar"], MIRRORED);
