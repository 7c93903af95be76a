// What pages may have pinned: the releases in `edge/released/`, the build of an
// earlier commit in `tests/released/`, and today's.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { project, setting } from "./tools.mjs";

const FOLDERS = ["edge/released", "tests/released"].map((name) => project(name)).filter(existsSync);

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Every earlier build: its version, its files, and the tag's script. */
export const earlierBuilds = FOLDERS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const { version, files } = readJson(path.join(folder, name));
      const { name: loader, sha256 } = files.find((file) => file.name.startsWith("embed."));
      const integrity = `sha256-${Buffer.from(sha256, "hex").toString("base64")}`;
      return { version, files: files.map((file) => file.name), loader: { name: loader, integrity } };
    }),
);

/** `{loader, glue, wasm, deferred, ...}`, each with its name and integrity. */
export const today = readJson(path.join(setting("UNDERSIGNED_DIST"), "assets/manifest.json"));

/** The tag that a partner pastes who pins the loader. */
export const pinnedTag = ({ name, integrity }, edge) =>
  `<script async data-cfasync="false" crossorigin="anonymous" data-campaign="welcome-refugees"
    data-partner="refugee-council" src="${edge}/assets/${name}" integrity="${integrity}"></script>`;

/** A copy of what the edge serves, with every earlier build, to be damaged. */
export class Assets {
  folder = mkdtempSync(path.join(tmpdir(), "undersigned-assets-"));

  constructor() {
    cpSync(path.join(setting("UNDERSIGNED_DIST"), "assets"), this.folder, { recursive: true });
    for (const folder of FOLDERS)
      if (existsSync(path.join(folder, "assets")))
        cpSync(path.join(folder, "assets"), this.folder, { recursive: true });
  }

  /** Changes the last byte of a file for as long as the job runs. */
  async damaged(name, change, job) {
    const file = path.join(this.folder, name);
    const whole = readFileSync(file);
    const bytes = Buffer.from(whole);
    bytes[bytes.length - 1] = change(bytes.at(-1));
    writeFileSync(file, bytes);
    try {
      return await job();
    } finally {
      writeFileSync(file, whole);
    }
  }

  remove() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
