// The files of hosted/ in one process: they share a Chromium and an edge.

import { together } from "./support/test.mjs";

await together("hosted");
