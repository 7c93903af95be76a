// A server between the pages and the edge that fails as networks and servers
// do: it cuts, hangs, answers for the edge, changes what passes, or is away.

import { once } from "node:events";
import { createServer, request as ask } from "node:http";
import net from "node:net";

const CORS = { "Access-Control-Allow-Origin": "*" };

/** Each fault gets `{message, body, response, forward}`; `forward` asks the edge. */
export const FAULTS = {
  /** Never reaches the edge. */
  lost: ({ response }) => response.destroy(),
  /** The edge has done it, and nobody learns. */
  answerLost: async ({ response, forward }) => {
    await forward();
    response.destroy();
  },
  /** The answer ends in the middle. */
  cut: async ({ response, forward }) => {
    const { status, headers, body } = await forward();
    response.writeHead(status, { ...headers, "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
  },
  /** The edge has done it, and no answer ever comes. */
  hangs: async ({ forward }) => {
    await forward();
  },
  /** What a balancer says before the edge has it. */
  unavailable: ({ response }) => response.writeHead(503, { ...CORS, "Content-Type": "text/html" }).end("<h1>503</h1>"),
  /** And after. */
  gatewayTimeout: async ({ response, forward }) => {
    await forward();
    response.writeHead(504, { ...CORS, "Content-Type": "text/html" }).end("<h1>504</h1>");
  },
  /** A proxy that "fixes" what it passes on. */
  alters: async ({ message, response, forward }) => {
    const headers = { ...message.headers, "content-type": "application/json; charset=utf-8" };
    give(response, await forward({ headers }));
  },
};

const give = (response, { status, headers, body }) => response.writeHead(status, headers).end(body);

export class Faulty {
  #server;
  #edge;
  #sockets = new Set();
  /** `(path, method) => a fault, or nothing`. */
  judge = () => undefined;

  static async before(edge) {
    const faulty = new Faulty();
    faulty.#edge = edge;
    await faulty.up();
    faulty.origin = `http://127.0.0.1:${faulty.port}`;
    return faulty;
  }

  /** Listens; again, on its port, after it was down. */
  async up() {
    this.#server = createServer((message, response) => this.#pass(message, response));
    this.#server.on("upgrade", (message, socket, head) => this.#upgrade(message, socket, head));
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#server.listen(this.port ?? 0, "127.0.0.1");
    await once(this.#server, "listening");
    this.port = this.#server.address().port;
  }

  /** Nothing listens any more, and what was open is cut. */
  async down() {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #pass(message, response) {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const forward = ({ headers = message.headers } = {}) => this.#forward(message, headers, body);
    const fault = this.judge(new URL(message.url, this.origin).pathname, message.method);
    try {
      if (fault) await fault({ message, body, response, forward });
      else give(response, await forward());
    } catch {
      // The edge is away: so is this.
      response.destroy();
    }
  }

  #forward({ method, url }, headers, body) {
    return new Promise((resolve, reject) => {
      const [hostname, port] = this.#edge.authority.split(":");
      const asked = ask({ hostname, port, method, path: url, headers }, async (answer) => {
        const chunks = [];
        for await (const chunk of answer) chunks.push(chunk);
        const { "transfer-encoding": _, ...kept } = answer.headers;
        resolve({ status: answer.statusCode, headers: kept, body: Buffer.concat(chunks) });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  /** The live socket goes through, byte for byte. */
  #upgrade(message, socket, head) {
    const [hostname, port] = this.#edge.authority.split(":");
    const onward = net.connect(port, hostname, () => {
      const lines = message.rawHeaders.map((text, at) => text + (at % 2 ? "\r\n" : ": ")).join("");
      onward.write(`${message.method} ${message.url} HTTP/1.1\r\n${lines}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const one of [onward, socket]) one.on("error", () => [onward, socket].forEach((each) => each.destroy()));
  }
}
