// The campaign's letter: the supporter edits it and sends it with a program of
// their own. Each way out is counted once; the text is sent nowhere.

import { showCopied } from "./copied.js";
import { make } from "./make.js";

/** The links to a program, and the exit that each is counted as. */
const LINKS = { mail: "mail", gmail: "webmail", outlook: "webmail" };

export const fillLetter = (page) => {
  const text = page.hook("letter-text");
  if (!text) return;
  const subject = text.dataset.subject;
  const counted = new Set();
  const count = (exit) => {
    if (counted.has(exit)) return;
    counted.add(exit);
    reportExit(page, exit);
  };
  for (const name in LINKS) {
    const link = page.hook(`letter-${name}`);
    link.onclick = () => {
      setLinkBody(link, text.value);
      count(LINKS[name]);
    };
  }
  const copy = page.hook("letter-copy");
  copy.onclick = async () => {
    count("copy");
    try {
      await navigator.clipboard.writeText(`${subject}\n\n${text.value}`);
      showCopied(page, copy);
    } catch {
      text.select();
    }
  };
  const print = page.hook("letter-print");
  print.onclick = () => {
    count("print");
    printOut(subject, text.value);
  };
  copy.hidden = print.hidden = false;
};

/** Restores the campaign's text, also in the links that had the supporter's. */
export const resetLetter = (page) => {
  const text = page.hook("letter-text");
  if (!text) return;
  text.value = text.defaultValue;
  for (const name in LINKS) setLinkBody(page.hook(`letter-${name}`), text.value);
};

const setLinkBody = (link, text) => {
  // The body follows the subject, as the edge writes it.
  const [before] = link.href.split("&body=");
  // RFC 6068: line breaks are CRLF.
  link.href = `${before}&body=${encodeURIComponent(text.replaceAll(/\r?\n/g, "\r\n"))}`;
};

const reportExit = async (page, exit) => {
  const { partner } = JSON.parse(page.ask);
  try {
    await fetch(`${page.edge}${page.path}letters`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ partner, exit }),
      credentials: "omit",
      // The supporter may leave the page for the program.
      keepalive: true,
    });
  } catch {}
};

/** Prints the letter in a frame of its own, without the page around it. */
const printOut = (subject, text) => {
  const frame = make("iframe", { title: subject });
  frame.style.cssText = "position:fixed;inset-block-end:0;width:0;height:0;border:0";
  frame.onload = () => {
    frame.onload = undefined;
    const { contentDocument, contentWindow } = frame;
    contentDocument.title = subject;
    const sheet = contentDocument.createElement("div");
    sheet.style.cssText = "white-space:pre-wrap;font:12pt/1.5 serif";
    sheet.textContent = text;
    contentDocument.body.append(sheet);
    contentWindow.onafterprint = () => frame.remove();
    contentWindow.print();
  };
  document.body.append(frame);
};
