// Every state of the petition in Arabic, written from the right.

import { MIRRORED, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["ar"], MIRRORED));
