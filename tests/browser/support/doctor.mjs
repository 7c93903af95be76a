// What the doctor's page gives a partner's web admin to paste.

const NAMED = { lt: "<", gt: ">", quot: '"', amp: "&" };

/** The texts of its boxes: tag, pinned tag, policy, frame-src, probe. */
export async function snippets(url) {
  const html = await fetch(url).then((answer) => answer.text());
  const texts = Array.from(html.matchAll(/<pre[^>]*><code>(.*?)<\/code>/gs), ([, text]) =>
    text.replace(/&(lt|gt|quot|amp);/g, (all, name) => NAMED[name]),
  );
  const [tag, pinned, policy, frame, probe] = texts;
  return { tag, pinned, policy: policy.replaceAll("\n", " "), frame, probe };
}
