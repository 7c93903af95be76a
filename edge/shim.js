// The Worker's JavaScript: hands each event to the Rust edge.
//
// The runtime calls an object's own methods (RPC) only on classes that extend
// DurableObject, so each Rust object lives inside one such class. After an
// abort the wasm instance is useless; the next event starts a new one, and an
// object that lived in the old one is made again from its storage.

import { DurableObject } from "cloudflare:workers";
import * as edge from "undersigned-edge";

// Which wasm instance runs. Like every call into the glue it starts a new one
// if the last has aborted; asking first keeps a pointer into the old memory
// from being used in the new.
const runningInstance = () => edge.__worker_init_state().instanceId;

const objectOf = (Inner) =>
  class extends DurableObject {
    #inner;
    #madeIn;

    constructor(ctx, env) {
      super(ctx, env);
      this.#current();
    }

    #current() {
      const running = runningInstance();
      if (this.#madeIn !== running) {
        this.#inner = new Inner(this.ctx, this.env);
        this.#madeIn = running;
      }
      return this.#inner;
    }

    command(json) {
      return this.#current().command(json);
    }

    fetch(request) {
      return this.#current().fetch(request);
    }

    alarm() {
      return this.#current().alarm();
    }

    webSocketMessage(socket, message) {
      return this.#current().webSocketMessage(socket, message);
    }

    webSocketClose(socket, code, reason, wasClean) {
      return this.#current().webSocketClose(socket, code, reason, wasClean);
    }

    webSocketError(socket, error) {
      return this.#current().webSocketError(socket, error);
    }
  };

// How long a ledger gathers the commands that share one commit: less than a
// sync of most disks takes.
const GATHER_MS = 1;

// A ledger carries out the commands of a millisecond in one turn. Each is a
// transaction of its own, and one that fails takes back only itself; the
// runtime commits what one turn wrote at once, and sends no answer before
// that. So they share one sync of the disk, and the pages that all of them
// write: the counters, the limits, the ends of the tables.
const gathering = (Base) =>
  class extends Base {
    #gathered = [];

    command(json) {
      return new Promise((resolve, reject) => {
        if (this.#gathered.push({ json, resolve, reject }) === 1) {
          setTimeout(() => this.#carryOut(), GATHER_MS);
        }
      });
    }

    #carryOut() {
      const gathered = this.#gathered;
      this.#gathered = [];
      for (const { json, resolve, reject } of gathered) {
        try {
          resolve(super.command(json));
        } catch (error) {
          reject(error);
        }
      }
    }
  };

export const DirectoryDo = objectOf(edge.DirectoryDo);
export const LedgerDo = gathering(objectOf(edge.LedgerDo));
export const CampaignDo = objectOf(edge.CampaignDo);
export const RelayDo = objectOf(edge.RelayDo);

export default {
  fetch: (request, env, ctx) => edge.fetch(request, env, ctx),
};
