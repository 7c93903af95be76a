// Every state of the petition in the ready themes, in English.

import { IN_THEMES, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["en"], IN_THEMES));
