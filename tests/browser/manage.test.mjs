// The files of manage/ in one process: they share a Chromium and an edge.

import { together } from "./support/test.mjs";

await together("manage");
