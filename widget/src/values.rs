//! The form's values, and which of them are invalid.
//!
//! The edge decides; these checks only save the supporter a round trip, so they
//! never refuse what the edge would accept.

use protocol::message::concat;

use crate::tokens::{add_word, cut, take};

/// Whether and how the form asks where the supporter lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AddressMode {
    /// It does not ask.
    Off,
    /// The supporter may leave it out.
    Optional,
    /// In Canada the supporter must say.
    Required,
}

/// A form's values, without white space around them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormValues<'a> {
    /// Given name.
    pub(crate) given_name: &'a str,
    /// Family name; empty for one name.
    pub(crate) family_name: &'a str,
    /// Email address.
    pub(crate) email: &'a str,
    /// How the form asks for the next four.
    pub(crate) address_mode: AddressMode,
    /// Postal code.
    pub(crate) postal_code: &'a str,
    /// A province chosen instead.
    pub(crate) region: &'a str,
    /// The country chosen.
    pub(crate) country: &'a str,
    /// Whether the supporter lives outside Canada.
    pub(crate) is_abroad: bool,
    /// Whether the supporter wants to be listed.
    pub(crate) is_listed: bool,
    /// The supporter's reason, which is listed with them; empty if they give none.
    pub(crate) comment: &'a str,
    answers: &'a str,
}

/// One consent notice and what the supporter answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer<'a> {
    /// The notice's id.
    pub(crate) notice: &'a str,
    /// The version shown, in decimal.
    pub(crate) version: &'a str,
    /// Yes, no, or nothing yet; a box not ticked is a no.
    pub(crate) choice: Option<bool>,
}

impl Answer<'_> {
    /// The name of its controls in the form.
    fn field(&self) -> String {
        concat(&["consent:", self.notice])
    }
}

impl<'a> FormValues<'a> {
    /// Parses what the page wrote: a line for each field, in the order above, then
    /// one for each consent notice: id, version, control, choice.
    pub(crate) fn parse(mut text: &'a str) -> Self {
        let mut line = || take(&mut text, b'\n');
        let (given_name, family_name, email) = (line(), line(), line());
        let address_mode = match line() {
            "required" => AddressMode::Required,
            "optional" => AddressMode::Optional,
            _ => AddressMode::Off,
        };
        let (postal_code, region, country) = (line(), line(), line());
        let is_abroad = !line().is_empty();
        let (listed, comment) = cut(line(), b' ');
        Self {
            given_name,
            family_name,
            email,
            address_mode,
            postal_code,
            region,
            country,
            is_abroad,
            is_listed: !listed.is_empty(),
            comment,
            answers: text,
        }
    }

    /// The supporter's answers, in the form's order.
    pub(crate) fn answers(self) -> impl Iterator<Item = Answer<'a>> {
        let mut rest = self.answers;
        core::iter::from_fn(move || {
            let mut line = take(&mut rest, b'\n');
            let notice = take(&mut line, b' ');
            let version = take(&mut line, b' ');
            let choice = match line {
                "tick yes" | "choose yes" => Some(true),
                "choose " => None,
                _ => Some(false),
            };
            (!notice.is_empty()).then_some(Answer {
                notice,
                version,
                choice,
            })
        })
    }

    /// The names of the invalid fields, in the form's order, space-separated.
    pub(crate) fn invalid_fields(self) -> String {
        let mut invalid = String::new();
        let mut check = |is_valid: bool, name: &str| {
            if !is_valid {
                add_word(&mut invalid, name);
            }
        };
        check(!self.given_name.is_empty(), "given_name");
        check(is_email(self.email), "email");
        if self.address_mode != AddressMode::Off {
            if self.is_abroad {
                check(!self.country.is_empty(), "country");
            } else if self.postal_code.is_empty() {
                let is_asked = self.address_mode == AddressMode::Required && self.region.is_empty();
                check(!is_asked, "postal_code");
            } else {
                check(is_postal_code(self.postal_code), "postal_code");
            }
        }
        for answer in self.answers() {
            check(answer.choice.is_some(), &answer.field());
        }
        invalid
    }

    /// Adds the field that a JSON pointer into the submission means.
    pub(crate) fn add_field(self, fields: &mut String, pointer: &str) {
        if let Some(consent) = pointer.strip_prefix("/consents/") {
            // A form has at most two notices, so the index is one digit.
            for (index, answer) in (b'0'..).zip(self.answers()) {
                if cut(consent, b'/').0.as_bytes() == [index] {
                    add_word(fields, &answer.field());
                }
            }
        } else if let Some(field) = pointer.strip_prefix("/supporter/") {
            let is_region = field == "region";
            add_word(fields, if is_region { "postal_code" } else { field });
        } else if pointer == "/comment" {
            add_word(fields, "comment");
        }
    }
}

/// `name@example.org`: one `@` between a name and a domain with a dot. Text that is
/// not ASCII may be full-width, and is left to the edge.
fn is_email(text: &str) -> bool {
    if !text.is_ascii() {
        return true;
    }
    let (name, domain) = cut(text, b'@');
    let (host, rest) = cut(domain, b'.');
    let is_plain = |byte: u8| byte > b' ' && byte != b'@' && byte != b'"';
    !name.is_empty()
        && !host.is_empty()
        && !rest.is_empty()
        && text.len() <= protocol::limits::EMAIL_MAX_BYTES
        && name.bytes().all(is_plain)
        && domain.bytes().all(is_plain)
}

/// A Canadian postal code, ignoring spaces, hyphens and case; Canada Post uses
/// no D, F, I, O, Q and U. Text that is not ASCII may be full-width, or another
/// hyphen, and is left to the edge.
fn is_postal_code(text: &str) -> bool {
    if !text.is_ascii() {
        return true;
    }
    let mut length = 0;
    let is_right = text
        .bytes()
        .filter(|sign| !b" -".contains(sign))
        .all(|sign| {
            length += 1;
            if length % 2 == 0 {
                sign.is_ascii_digit()
            } else {
                sign.is_ascii_alphabetic() && !b"DFIOQU".contains(&sign.to_ascii_uppercase())
            }
        });
    is_right && length == 6
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A complete form as the page writes it.
    pub(crate) const LINES: [&str; 11] = [
        "Zoé \"Z\"",
        "Ünal",
        "zoe@example.org",
        "required",
        "k1a0b1",
        "",
        "",
        "",
        "listed For \"Z\"",
        "council-updates 2 choose yes",
        "circle-updates 1 tick ",
    ];

    /// The same with some lines changed.
    pub(crate) fn form(changes: &[(usize, &'static str)]) -> String {
        let mut lines = LINES;
        for &(line, text) in changes {
            lines[line] = text;
        }
        lines.join("\n")
    }

    fn wrong(changes: &[(usize, &'static str)]) -> String {
        FormValues::parse(&form(changes)).invalid_fields()
    }

    #[test]
    fn a_complete_form_has_nothing_wrong() {
        let text = form(&[]);
        let values = FormValues::parse(&text);
        assert_eq!(values.invalid_fields(), "");
        assert_eq!(values.family_name, "Ünal");
        assert!(values.is_listed && !values.is_abroad);
        assert_eq!(values.comment, "For \"Z\"");
        let answers: Vec<_> = values
            .answers()
            .map(|answer| (answer.notice, answer.version, answer.choice))
            .collect();
        let expected = [
            ("council-updates", "2", Some(true)),
            ("circle-updates", "1", Some(false)),
        ];
        assert_eq!(answers, expected);
    }

    #[test]
    fn an_empty_form_names_every_field_in_its_order() {
        let empty = [(0, ""), (2, ""), (4, ""), (9, "council-updates 2 choose ")];
        assert_eq!(
            wrong(&empty),
            "given_name email postal_code consent:council-updates"
        );
    }

    #[test]
    fn a_province_stands_in_for_a_postal_code() {
        assert_eq!(wrong(&[(4, ""), (5, "ON")]), "");
        assert_eq!(wrong(&[(4, "K1A"), (5, "ON")]), "postal_code");
    }

    #[test]
    fn abroad_asks_for_a_country_instead() {
        assert_eq!(wrong(&[(4, ""), (7, "true")]), "country");
        assert_eq!(wrong(&[(4, "x"), (6, "NP"), (7, "true")]), "");
    }

    #[test]
    fn an_optional_postal_code_may_be_left_out_but_not_wrong() {
        assert_eq!(wrong(&[(3, "optional"), (4, "")]), "");
        assert_eq!(wrong(&[(3, "optional"), (4, "12345")]), "postal_code");
        assert_eq!(wrong(&[(3, ""), (4, "12345")]), "");
    }

    #[test]
    fn a_pointer_finds_its_field() {
        let text = form(&[]);
        let values = FormValues::parse(&text);
        let mut fields = String::new();
        for pointer in [
            "/supporter/email",
            "/supporter/region",
            "/supporter/postal_code",
            "/comment",
            "/consents/1/choice",
            "/consents/2/choice",
            "/view",
            "",
        ] {
            values.add_field(&mut fields, pointer);
        }
        assert_eq!(fields, "email postal_code comment consent:circle-updates");
    }

    #[test]
    fn postal_codes_are_read_as_people_write_them() {
        for right in [
            "K1A 0B1",
            "k1a0b1",
            "k1a-0b1",
            "K 1 A 0 B 1",
            "Ｋ１Ａ－０Ｂ１",
        ] {
            assert!(is_postal_code(right), "{right}");
        }
        for wrong in ["", "K1A", "K1A 0BB", "K1A 0O1", "1K1 A0B", "K1A 0B1 2"] {
            assert!(!is_postal_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for right in [
            "a@b.ca",
            "a+b@b.example.org",
            "é@exämple.org",
            "a.b@c-d.io",
            "a＠b。ca",
            "a@b.ca.",
        ] {
            assert!(is_email(right), "{right}");
        }
        for wrong in [
            "",
            "a",
            "a@",
            "@b.ca",
            "a@b",
            "a@b.",
            "a b@c.ca",
            "a@b@c.ca",
            "\"a\"@b.ca",
        ] {
            assert!(!is_email(wrong), "{wrong}");
        }
        assert!(!is_email(&["a".repeat(250).as_str(), "@b.ca"].concat()));
    }
}
