// Every state of the petition in the ready themes, in French.

import { IN_THEMES, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["fr"], IN_THEMES));
