// Every state of the petition in English.

import { BY_ITSELF, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["en"], BY_ITSELF);
