// "List me publicly as ...": exactly what the list would show, before anything
// is sent. It repeats the edge's rule step by step (`crates/petition/src/clean.rs`
// and `name/shown.rs`); `crates/protocol/vectors` checks both against each other.

const anyOf = (names, property) => new RegExp(names.map((name) => `\\p{${property}=${name}}`).join("|"), "u");

/** The most marks on one base: by its script, otherwise three. */
const MARK_LIMITS = [
  [4, "Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala Arabic Syriac Hebrew"],
  [6, "Tibetan Khmer Balinese Chakma Cham Javanese Lepcha Limbu Meetei_Mayek Sundanese Tai_Tham"],
  [8, "Myanmar"],
].flatMap(([most, names]) =>
  names.split(" ").map((name) => ({ most, script: anyOf([name], "Script"), own: anyOf([name], "Script_Extensions") })),
);
const DEFAULT_LIMIT = 3;
const OTHER = { most: DEFAULT_LIMIT, own: /[]/ };

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
const JOINER = /[\u200c\u200d\u180e]/;
const SEPARATOR = "\u180e";
const MONGOLIAN = /(?=\p{Script=Mongolian})\p{Alphabetic}/u;
const JOINS_AFTER = /[\p{Lo}\p{Mn}\p{Mc}\p{So}\p{Sk}]/u;
const JOINS_BEFORE = /[\p{Lo}\p{So}]/u;
/** Of combining class 9. */
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed]/;

const limitMarks = (chars) => {
  let base;
  let all = 0;
  let foreign = 0;
  return chars.filter((c) => {
    if (c === " ") {
      base = undefined;
    } else if (JOINER.test(c)) {
      return true;
    } else if (!/\p{M}/u.test(c) || (!base && /\p{Mc}/u.test(c))) {
      base = MARK_LIMITS.find(({ script }) => script.test(c)) ?? OTHER;
      all = base.most;
      foreign = DEFAULT_LIMIT;
    } else {
      const isForeign = base && !base.own.test(c);
      if (!base || !all || (isForeign && !foreign)) return false;
      all -= 1;
      foreign -= isForeign ? 1 : 0;
    }
    return true;
  });
};

const isShaping = (joiner, before = "", after = "") => {
  if (joiner === SEPARATOR) return MONGOLIAN.test(before) && MONGOLIAN.test(after);
  if (VIRAMA.test(before)) return true;
  return JOINS_AFTER.test(before) && (JOINS_BEFORE.test(after) || VIRAMA.test(after));
};

const keepShapingJoiners = (chars) => {
  const kept = [];
  chars.forEach((c, at) => {
    if (!JOINER.test(c) || isShaping(c, kept.at(-1), chars[at + 1])) kept.push(c);
  });
  return kept;
};

const cleanOnce = (text) => {
  const line = text.replace(/\p{White_Space}/gu, " ").normalize();
  const visible = [...line].filter((c) => JOINER.test(c) || !INVISIBLE.test(c));
  const words = keepShapingJoiners(limitMarks(visible)).join("").split(" ");
  return words.filter(Boolean).join(" ").normalize();
};

/** The part of a typed name that is stored. */
export const cleanName = (typed) => {
  const line = cleanOnce(typed);
  return line === typed ? line : cleanName(line);
};

const NOT_ARABIC = /[یکگچپژڤەڕڵۆێہھےںٹڈڑ]/;
const NO_ARTICLE =
  "الياس الياسي الهام الهامي الطاف الماس الماسي البرت البير الفريد الفرد الفونس الكسندر الكساندر الين الينا اليس اليزابيث".split(" ");
const VOWEL_SIGN = /[\u0610-\u061a\u064b-\u065f\u0670]/g;

const hasArticle = (family) => {
  const ownOf = (text) => text.replace(VOWEL_SIGN, "").replace(/ـ|\P{Alphabetic}/gu, "");
  return (
    /^[اٱ]ل[\u0620-\u06ff]{2}/.test(ownOf(family)) &&
    !NOT_ARABIC.test(ownOf(family)) &&
    !NO_ARTICLE.includes(ownOf(family.split(/[ -]/)[0]))
  );
};

const initialOf = (family) => {
  // Browsers of before 2024 have no segmenter.
  const clusters = Intl.Segmenter
    ? Array.from(new Intl.Segmenter().segment(family), ({ segment }) => segment)
    : [...family];
  const letters = clusters.filter((text) => /^(?!ـ)[\p{Alphabetic}\p{N}]/u.test(text));
  const own = letters.find((text) => !/^[เแโใไເແໂໃໄ\u1031]/.test(text));
  return (hasArticle(family) && letters[2]) || own || letters[0] || clusters[0];
};

/** "Anil K.", as the edge will list it; empty without a given name. */
export const publicName = (given, family) => {
  const [name, initial] = [cleanName(given), initialOf(cleanName(family))];
  return name && initial ? `${name} ${initial}.` : name;
};

/** Shows exactly what would be listed. */
export const showPublicName = (page) => {
  const raw = (name) => page.field(name)?.value ?? "";
  const name = publicName(raw("given_name"), raw("family_name"));
  // As the view was painted, without a name.
  page.publicNamePlaceholder ??= page.hook("public-name")?.textContent;
  page.setText("public-name", name || page.publicNamePlaceholder);
};
