// Every state of the petition in French.

import { BY_ITSELF, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["fr"], BY_ITSELF));
