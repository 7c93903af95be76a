// Anybody's page in Firefox, where there is one.

import { tryAll } from "../support/trials.mjs";

tryAll("Firefox");
