// What a submission may hold, and what is derived from it.

import { Refusal } from "message.js";

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

const FIELDS = new Set([
  "partner", "language", "petition_version", "view", "supporter", "display", "comment",
  "collection_notice", "consents", "work", "page", "source",
]);
const SUPPORTER = new Set([
  "given_name", "family_name", "email", "postal_code", "country", "region",
]);
const INVISIBLE = /\p{C}/gu;
const NOT_A_LETTER = /[^\p{L}\p{N}]/gu;
const LOCAL = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}$/u;
const ASCII_DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
const ADDRESS = /:\/\/|www\.|[\p{L}\p{N}]\.(?:com|net|org|ca|info|biz|io|co|me|app|dev|xyz)(?![\p{L}\p{N}])/iu;
const POSTAL_CODE = /^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])[\s-]?(\d[ABCEGHJ-NPRSTV-Z]\d)$/i;
const COUNTRY = /^[A-Z]{2}$/;
const SOURCE = /^[\w-]{1,40}$/;
const LANGUAGE = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/;
const PROVINCES = {
  A: "NL", B: "NS", C: "PE", E: "NB", G: "QC", H: "QC", J: "QC", K: "ON", L: "ON", M: "ON",
  N: "ON", P: "ON", R: "MB", S: "SK", T: "AB", V: "BC", X: "NT", Y: "YT",
};
const NUNAVUT = new Set(["X0A", "X0B", "X0C"]);

const isText = (value) => typeof value === "string";
const isTextOrNone = (value) => value === undefined || value === null || isText(value);

/** The submission as JSON of the right shape. */
export function parseSubmission(body) {
  let sent;
  try {
    sent = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, "the body is not JSON");
  }
  const { supporter, consents, collection_notice: notice } = sent ?? {};
  const isShaped =
    isText(sent?.partner) &&
    isText(sent.language) &&
    Number.isInteger(sent.petition_version) &&
    isText(sent.view) &&
    (sent.display === "hidden" || sent.display === "name_initial") &&
    isTextOrNone(sent.comment) &&
    isTextOrNone(sent.page) &&
    isTextOrNone(sent.source) &&
    isText(notice?.id) &&
    Number.isInteger(notice.version) &&
    isText(supporter?.given_name) &&
    isText(supporter.email) &&
    [supporter.family_name, supporter.postal_code, supporter.country].every(isTextOrNone) &&
    Array.isArray(consents) &&
    consents.every(isConsent) &&
    Object.keys(sent).every((name) => FIELDS.has(name)) &&
    Object.keys(supporter).every((name) => SUPPORTER.has(name));
  if (!isShaped) {
    throw new Refusal(400, "a field is missing, unknown or of the wrong type");
  }
  return sent;
}

function isConsent(consent) {
  return (
    isText(consent?.notice) &&
    Number.isInteger(consent.version) &&
    (consent.choice === "yes" || consent.choice === "no")
  );
}

/** Every field at once: what is typed, and the answers to what was shown. */
export function validate(sent, view) {
  const errors = [];
  const check = (pointer, value) => value ?? void errors.push({ pointer, detail: "is not valid" });
  const { supporter } = sent;
  const country = check("/supporter/country", parseCountry(supporter.country));
  const postalCode =
    country === "CA"
      ? check("/supporter/postal_code", parsePostalCode(supporter.postal_code))
      : null;
  const valid = {
    givenName: check("/supporter/given_name", cleanName(supporter.given_name)),
    familyName: supporter.family_name?.trim()
      ? check("/supporter/family_name", cleanName(supporter.family_name))
      : null,
    email: supporter.email.trim(),
    canonicalEmail: check("/supporter/email", canonicalEmail(supporter.email)),
    country,
    postalCode,
    region: postalCode ? provinceOf(postalCode) : null,
    page: sent.page ? check("/page", parsePage(sent.page)) : null,
    source: sent.source ? check("/source", SOURCE.test(sent.source) ? sent.source : null) : null,
  };
  check("/language", LANGUAGE.test(sent.language) ? true : null);
  check("/comment", sent.comment ? null : true);
  checkAnswers(sent, view, check);
  if (errors.length > 0) {
    throw new Refusal(422, "fields are not valid", errors);
  }
  return valid;
}

function checkAnswers(sent, view, check) {
  const { id, version } = view.collection_notice;
  const isShown =
    sent.petition_version === view.petition_version &&
    sent.collection_notice.id === id &&
    sent.collection_notice.version === version;
  check("/collection_notice", isShown ? true : null);
  const isEachShown = sent.consents.every((answer) =>
    view.notices.some((notice) => notice.notice === answer.notice && notice.version === answer.version),
  );
  const isEachAnswered = view.notices.every(
    (notice) =>
      notice.control === "tick" ||
      sent.consents.filter((answer) => answer.notice === notice.notice).length === 1,
  );
  check("/consents", isEachShown && isEachAnswered ? true : null);
}

function cleanName(typed) {
  const name = typed.normalize("NFC").replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
  const isTooLong =
    name.length > 60 &&
    (encoder.encode(name).length > 240 || [...graphemes.segment(name)].length > 60);
  return name === "" || isTooLong || /^[=+@-]/.test(name) || ADDRESS.test(name) ? null : name;
}

function canonicalEmail(typed) {
  const address = typed.trim();
  const at = address.lastIndexOf("@");
  if (at < 1 || encoder.encode(address).length > 254) {
    return null;
  }
  const local = address.slice(0, at).normalize("NFC").toLowerCase();
  const domain = canonicalDomain(address.slice(at + 1).toLowerCase());
  const [mailbox] = local.split("+");
  if (!LOCAL.test(local) || mailbox === "" || !domain) {
    return null;
  }
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return isGmail ? `${mailbox.replaceAll(".", "")}@gmail.com` : `${mailbox}@${domain}`;
}

function canonicalDomain(domain) {
  if (ASCII_DOMAIN.test(domain)) {
    return domain;
  }
  const ascii = URL.parse(`http://${domain}`)?.hostname ?? "";
  return ASCII_DOMAIN.test(ascii) ? ascii : null;
}

function parseCountry(sent) {
  const country = sent?.trim().toUpperCase() || "CA";
  return COUNTRY.test(country) ? country : null;
}

function parsePostalCode(sent) {
  const parts = POSTAL_CODE.exec(sent?.trim() ?? "");
  return parts && `${parts[1]} ${parts[2]}`.toUpperCase();
}

const provinceOf = (postalCode) =>
  NUNAVUT.has(postalCode.slice(0, 3)) ? "NU" : PROVINCES[postalCode[0]];

function parsePage(sent) {
  const page = sent.length <= 2048 ? URL.parse(sent) : null;
  const isWeb = page?.protocol === "https:" || page?.protocol === "http:";
  return isWeb && !page.username ? page.origin + page.pathname : null;
}

/** "Anil K.", by grapheme cluster. */
export function publicName({ givenName, familyName }) {
  if (!familyName) {
    return givenName;
  }
  const { value } = graphemes.segment(familyName)[Symbol.iterator]().next();
  return `${givenName} ${value.segment}.`;
}

/** By what two names of one mailbox are the same person. */
export const foldName = ({ givenName, familyName }) =>
  `${givenName}${familyName ?? ""}`.normalize("NFKD").replace(NOT_A_LETTER, "").toLowerCase();
