(({ tag, reason, words, link }) => {
  // One line in the console for all of them, with the petitions that are there.
  const mark = Symbol.for("undersigned");
  const petition = customElements.get("undersigned-petition");
  if (petition?.complain) petition.complain(reason);
  else if (!document[mark]) console.warn("undersigned:", reason);
  const done = (document[mark] ??= new WeakSet());
  const isShown = (script) => !script.closest("head");
  // As the petition's own script finds its place: the tag that runs, else every
  // tag of this address.
  const { currentScript } = document;
  const places =
    currentScript && isShown(currentScript)
      ? [currentScript]
      : [...document.scripts].filter((script) => isShown(script) && script.src.startsWith(tag));
  const languageOf = (script) =>
    [script.dataset.lang, new URL(script.src).searchParams.get("lang"), document.documentElement.lang]
      .map((language) => language?.split(/[-_]/)[0].toLowerCase())
      .find((language) => Object.hasOwn(words, language)) ?? "en";
  const put = (script) => {
    if (done.has(script)) return;
    done.add(script);
    const language = languageOf(script);
    const { line, own, dir } = words[language];
    const text = Object.assign(document.createElement("p"), { lang: language, dir });
    text.append(line);
    if (link) {
      const way = document.createElement("a");
      way.href = `${link}?lang=${language}`;
      way.target = "_blank";
      way.rel = "noopener";
      way.append(own);
      text.append(" ", way);
    }
    const host = document.createElement("div");
    host.attachShadow({ mode: "open" }).append(text);
    script.after(host);
  };
  places.forEach(put);
})("__UNDERSIGNED_PAYLOAD__");
