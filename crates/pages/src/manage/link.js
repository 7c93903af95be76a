// "Email me my link", with scripts: a mail costs the work of a session, as a
// signature does (docs/protocol.md, "The work"). What goes wrong here leaves the
// plain form, which has a lower limit.
(() => {
  "use strict";

  const SLICE_MS = 12;
  const LABEL = "undersigned/v1/work";

  // SHA-256 (FIPS 180-4). The browser's own answers by a promise for each block,
  // which takes ten times as long, and not at all on a page without TLS.
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (root) => (n) => ((n ** (1 / root) % 1) * 2 ** 32) | 0;
  const K = primes.map(fraction(3));
  const START = primes.slice(0, 8).map(fraction(2));
  const words = new Int32Array(64);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  function addBlock(hash, view, at) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) {
        words[i] = view.getInt32(at + i * 4);
        continue;
      }
      const x = words[i - 15];
      const y = words[i - 2];
      const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
      const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + words[i]) | 0;
      const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      hash[i] = (hash[i] + value) | 0;
    });
  }

  /** The message in whole blocks: with its end and its length. */
  function pad(bytes) {
    const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    new DataView(padded.buffer).setUint32(padded.length - 4, bytes.length * 8);
    return padded;
  }

  function digest(bytes) {
    const view = new DataView(pad(bytes).buffer);
    const hash = Int32Array.from(START);
    for (let at = 0; at < view.byteLength; at += 64) addBlock(hash, view, at);
    const out = new DataView(new ArrayBuffer(32));
    hash.forEach((word, i) => out.setInt32(i * 4, word));
    return new Uint8Array(out.buffer);
  }

  /** Each part behind its length in four bytes. */
  function lp(...texts) {
    const parts = texts.map((text) => new TextEncoder().encode(text));
    const out = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
    let at = 0;
    for (const part of parts) {
      new DataView(out.buffer).setUint32(at, part.length);
      out.set(part, at + 4);
      at += 4 + part.length;
    }
    return out;
  }

  /** A counter whose hash begins with so many zero bits; the page stays alive. */
  async function solve(sid, email, bits) {
    const block = pad(new Uint8Array([...digest(lp(LABEL, sid, email)), ...new Uint8Array(8)]));
    const view = new DataView(block.buffer);
    const hash = new Int32Array(8);
    for (let counter = 0; ; ) {
      const end = performance.now() + SLICE_MS;
      do {
        for (let i = 0; i < 64; i += 1, counter += 1) {
          view.setUint32(36, counter);
          hash.set(START);
          addBlock(hash, view, 0);
          if (Math.clz32(hash[0]) >= bits) return counter;
        }
      } while (performance.now() < end);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  async function pay(form) {
    const { campaign, partner, language } = form.dataset;
    const answer = await fetch(`/v1/campaigns/${campaign}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ partner, language }),
    });
    if (!answer.ok) return {};
    const { session, work } = await answer.json();
    if (!work) return { session };
    const payload = session.split(".")[2].replace(/-/g, "+").replace(/_/g, "/");
    const { sid } = JSON.parse(atob(payload));
    const counter = await solve(sid, form.elements.email.value, work.difficulty_bits);
    return { session, counter };
  }

  const form = document.querySelector("form[data-campaign]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.disabled) return;
    button.disabled = true;
    const label = button.textContent;
    button.textContent = form.dataset.working;
    let paid = {};
    try {
      paid = await pay(form);
    } catch {
      // The plain form then.
    }
    for (const [name, value] of Object.entries(paid)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    form.submit();
    // The browser keeps the page for its way back.
    button.textContent = label;
    button.disabled = false;
    for (const name of Object.keys(paid)) form.elements[name].remove();
  });
})();
