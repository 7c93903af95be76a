// A mail provider on a socket of its own, in Postmark's documented shape: what
// the edge sends is read here, as its supporters would in their mailboxes.

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { until } from "./wait.mjs";

export class Mailbox {
  #server;
  #token = randomBytes(16).toString("hex");
  /** What came, oldest first: {to, from, subject, text, html}. */
  mails = [];
  /** Takes nothing. */
  isDown = false;
  /** Addresses to which it will never send. */
  gone = new Set();
  /** Whether the edge has its address. */
  isSetUp = true;

  static async start() {
    const mailbox = new Mailbox();
    mailbox.#server = createServer((request, response) => mailbox.#answer(request, response)).listen(0, "127.0.0.1");
    await once(mailbox.#server, "listening");
    mailbox.address = `127.0.0.1:${mailbox.#server.address().port}`;
    return mailbox;
  }

  /** The edge's settings for it. */
  get variables() {
    if (!this.isSetUp) return { UNDERSIGNED_MAIL: "" };
    const mail = { adapter: "postmark", url: `http://${this.address}`, from: "sign@mail.example.org" };
    return { UNDERSIGNED_MAIL: JSON.stringify(mail), UNDERSIGNED_MAIL_TOKEN: this.#token };
  }

  /** The newest mail to an address, once there are so many of them. */
  async await(to, count = 1) {
    const theirs = () => this.mails.filter((mail) => mail.to === to);
    await until(`mail number ${count} to ${to}`, () => theirs().length >= count);
    return theirs().at(-1);
  }

  /** The link in a mail: the one line that is an address. */
  static link = (mail) => mail.text.split("\n").find((line) => line.startsWith("http"));

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request, response) {
    const number = /^\/html\/(\d+)$/.exec(request.url)?.[1];
    if (request.method === "GET" && this.mails[number]) return respond(response, 200, this.mails[number].html);
    if (request.headers["x-postmark-server-token"] !== this.#token)
      return respond(response, 401, { ErrorCode: 10, Message: "Bad or missing API token" });
    if (this.isDown) return respond(response, 500, { ErrorCode: 100, Message: "Maintenance" });
    const chunks = await request.toArray();
    const { To: to, From: from, Subject: subject, TextBody: text, HtmlBody: html } = JSON.parse(Buffer.concat(chunks));
    if (this.gone.has(to)) return respond(response, 422, { ErrorCode: 406, Message: "Inactive recipient" });
    this.mails.push({ to, from, subject, text, html });
    respond(response, 200, { To: to, MessageID: `m-${this.mails.length}`, ErrorCode: 0, Message: "OK" });
  }
}

function respond(response, status, body) {
  const isPage = typeof body === "string";
  response.writeHead(status, { "Content-Type": isPage ? "text/html; charset=utf-8" : "application/json" });
  response.end(isPage ? body : JSON.stringify(body));
}
