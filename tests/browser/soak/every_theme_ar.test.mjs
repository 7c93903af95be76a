// Every state of the petition in the ready themes, in Arabic.

import { IN_THEMES, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["ar"], IN_THEMES));
