// Every state of the petition in English.

import { BY_ITSELF, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["en"], BY_ITSELF));
