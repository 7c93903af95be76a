// Every state of the petition in French.

import { BY_ITSELF, lookAtEveryState } from "./support/every_state.mjs";

lookAtEveryState(["fr"], BY_ITSELF);
