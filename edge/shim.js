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

export const DirectoryDo = objectOf(edge.DirectoryDo);
export const LedgerDo = objectOf(edge.LedgerDo);
export const CampaignDo = objectOf(edge.CampaignDo);
export const RelayDo = objectOf(edge.RelayDo);

export default {
  fetch: (request, env, ctx) => edge.fetch(request, env, ctx),
};
