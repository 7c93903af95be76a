// Ways to share: links with the petition's address and title, and nothing about
// the supporter. Nothing is loaded from third parties.

import { addressOf } from "./address.js";
import { showCopied } from "./copied.js";

const address = () => addressOf(location.href, document.querySelector("link[rel~=canonical i]")?.href);
const title = (page) => page.hook("headline")?.textContent ?? "";

export const fillShare = (page) => {
  const both = encodeURIComponent(`${title(page)} ${address()}`);
  const url = encodeURIComponent(address());
  const links = {
    whatsapp: `https://wa.me/?text=${both}`,
    facebook: `https://www.facebook.com/sharer/sharer.php?u=${url}`,
    email: `mailto:?subject=${encodeURIComponent(title(page))}&body=${url}`,
    sms: `sms:?&body=${both}`,
  };
  for (const name in links) {
    const link = page.hook(`share-${name}`);
    if (link) link.href = links[name];
  }
  page.setText("share-url", address());
  page.hook("share-copy").onclick = () => copy(page);
  const button = page.hook("share-native");
  button.hidden = !navigator.share;
  button.onclick = () => share(page);
  page.show("share", true);
};

const share = (page) =>
  navigator.share({ title: title(page), url: address() }).catch(() => {});

/** Copies the address; if that is forbidden, selects it. */
const copy = async (page) => {
  try {
    await navigator.clipboard.writeText(address());
    showCopied(page, page.hook("share-copy"));
  } catch {
    getSelection().selectAllChildren(page.hook("share-url"));
  }
};
