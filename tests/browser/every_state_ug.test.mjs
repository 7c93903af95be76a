// Every state of the petition in Uyghur, written from the right.

import { MIRRORED, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["ug"], MIRRORED);
