// The edge as a process: bare workerd on a free port, with secrets and a state
// folder of its own. It is ended by its own pid.

import { spawn } from "node:child_process";
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { Mailbox } from "./mailbox.mjs";
import { setting } from "./tools.mjs";
import { until } from "./wait.mjs";

const master = () => randomBytes(32).toString("base64");

// Everybody signs from 127.0.0.1 here, so one network may sign a hundred
// thousand times and more.
const roomy = { per_hour: 100_000_000, burst: 1_000_000 };
const LIMITS = { network: roomy, hosted: roomy, session: roomy, partner: roomy, campaign: roomy };

export class Edge {
  /** For an edge that lives for seconds; what is measured has a deployment's. */
  static configuration = "workerd-test.capnp";
  /** Little, since this suite signs for dozens of supporters without a page. */
  #workBits = 8;
  #process;
  #front;
  #secrets = {
    UNDERSIGNED_MASTER_K1: master(),
    UNDERSIGNED_ACTIVE_KID: "k1",
    UNDERSIGNED_DEDUP_MASTER: master(),
    UNDERSIGNED_ORGANIZER_TOKEN: randomBytes(32).toString("base64url"),
  };

  /** Serves `assets`, or what was built. */
  static async start(assets = path.join(setting("UNDERSIGNED_DIST"), "assets")) {
    const edge = new Edge();
    edge.assets = assets;
    edge.mailbox = await Mailbox.start();
    edge.state = await mkdtemp(path.join(tmpdir(), "undersigned-browser-"));
    edge.authority = `127.0.0.1:${await freePort()}`;
    edge.origin = `http://${edge.authority}`;
    await edge.run();
    return edge;
  }

  get token() {
    return this.#secrets.UNDERSIGNED_ORGANIZER_TOKEN;
  }

  /** The names and integrity of what it serves. */
  get manifest() {
    return JSON.parse(readFileSync(path.join(this.assets, "manifest.json"), "utf8"));
  }

  /** Runs it on its port and state; also again, after it was killed. */
  async run() {
    const dist = setting("UNDERSIGNED_DIST");
    const parameters = [
      "serve",
      path.join(dist, Edge.configuration),
      `--directory-path=assets=${this.assets}`,
      `--directory-path=state=${this.state}`,
      `--socket-addr=http=${this.authority}`,
      `--external-addr=mail=${this.mailbox.address}`,
    ];
    const env = { ...process.env, ...this.#secrets, ...this.mailbox.variables };
    env.UNDERSIGNED_ORIGIN = this.#front ?? this.origin;
    env.UNDERSIGNED_AUTHORITIES = [this.origin, this.#front ?? this.origin].map((each) => new URL(each).host).join();
    env.UNDERSIGNED_WORK_BITS = String(this.#workBits);
    env.UNDERSIGNED_LIMITS = JSON.stringify(LIMITS);
    // The pictures of a campaign's four languages take 0.7 s of processor time.
    if (Edge.configuration !== "workerd.capnp") env.UNDERSIGNED_PICTURES = "off";
    this.#process = spawn(setting("UNDERSIGNED_WORKERD"), parameters, {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    await until("the edge to answer /healthz", async () => {
      if (this.#process.exitCode !== null) throw new Error("workerd ended at once");
      const answer = await fetch(`${this.origin}/healthz`).catch(() => null);
      return answer?.ok;
    });
  }

  /** Ends it and runs it on the same state, with other work for sessions. */
  async runAgain(workBits) {
    await this.kill();
    this.#workBits = workBits;
    await this.run();
  }

  /** Runs it again with another master key in the place of the one before. */
  async rotate() {
    await this.kill();
    delete this.#secrets.UNDERSIGNED_MASTER_K1;
    Object.assign(this.#secrets, { UNDERSIGNED_MASTER_K2: master(), UNDERSIGNED_ACTIVE_KID: "k2" });
    await this.run();
  }

  /** A session that it has issued some hours ago, which has ended since. */
  expiredSession(campaign, partner, origin) {
    const issued_at = Math.floor(Date.now() / 1000) - 7200;
    const sid = randomBytes(16).toString("base64url");
    const fields = { v: 1, campaign, partner, origin, issued_at, expires_at: issued_at + 900, sid, difficulty_bits: 0 };
    const payload = Buffer.from(JSON.stringify(fields)).toString("base64url");
    const derive = (...parts) =>
      Buffer.from(hkdfSync("sha256", Buffer.from(this.#secrets.UNDERSIGNED_MASTER_K1, "base64"), "undersigned/v1", lp(...parts), 32));
    const mac = createHmac("sha256", derive("session-mac")).update(lp("k1", payload)).digest("base64url");
    const key = derive("session-key", payload).toString("base64");
    return { session: `us1.k1.${payload}.${mac}`, key, server_time_ms: Date.now(), expires_in_s: 900 };
  }

  /** Runs it again as the edge behind another origin's server, which asks it. */
  async runBehind(origin) {
    await this.kill();
    this.#front = origin;
    await this.run();
  }

  /** As a power cut would: nothing is finished, every socket is gone. */
  async kill() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }

  async stop() {
    await this.kill();
    this.mailbox.close();
    await rm(this.state, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Parts put together as `docs/protocol.md` has it: each after its length. */
function lp(...parts) {
  const lengths = parts.map((part) => Buffer.from(Uint32Array.of(part.length).buffer).swap32());
  return Buffer.concat(parts.flatMap((part, at) => [lengths[at], Buffer.from(part)]));
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
