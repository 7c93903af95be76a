// Every state of the petition in Uyghur, written from the right.

import { MIRRORED, inAll, lookAtStates } from "../support/every_state.mjs";

lookAtStates(inAll(["ug"], MIRRORED));
