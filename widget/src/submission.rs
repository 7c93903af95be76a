//! The body of a signature: what the supporter was shown, with what they filled in.
//!
//! It is written by hand: a serializer would be larger than the rest of the widget.

use protocol::message::{concat, push_digits};

use crate::values::{AddressMode, FormValues};

/// Encodes a submission as `protocol`'s `Submission` is written: the same
/// members, and none that the edge does not know.
///
/// `shown` is a JSON object that says what was shown: partner, language,
/// petition version, view, collection notice, page and source.
pub(crate) fn encode_submission(shown: &str, form: FormValues) -> String {
    let mut out = String::from(shown.strip_suffix('}').unwrap_or_default());
    out.push_str(",\"supporter\":{");
    push_supporter(&mut out, form);
    out.push('}');
    push_member(
        &mut out,
        "display",
        if form.is_listed {
            "name_initial"
        } else {
            "hidden"
        },
    );
    push_member(&mut out, "comment", form.comment);
    out.push_str(",\"consents\":[");
    for answer in form.answers() {
        push_separator(&mut out);
        out.push('{');
        push_member(&mut out, "notice", answer.notice);
        push_member(
            &mut out,
            "choice",
            if answer.choice == Some(true) {
                "yes"
            } else {
                "no"
            },
        );
        out.push_str(",\"version\":");
        out.push_str(answer.version);
        out.push('}');
    }
    out.push_str("]}");
    out
}

/// The submission with its work. Two submissions that differ only in their work
/// are the same: a retry with another session has another counter.
pub(crate) fn with_work(body: &str, counter: u64) -> String {
    let mut digits = String::new();
    push_digits(&mut digits, counter);
    let open = body.strip_suffix('}').unwrap_or_default();
    concat(&[open, ",\"work\":{\"counter\":", &digits, "}}"])
}

/// Encodes only what applies: no postal code for a supporter abroad, and no
/// province beside a postal code.
fn push_supporter(out: &mut String, form: FormValues) {
    push_member(out, "given_name", form.given_name);
    push_member(out, "family_name", form.family_name);
    push_member(out, "email", form.email);
    if form.address_mode == AddressMode::Off {
        return;
    }
    if form.is_abroad {
        push_member(out, "country", form.country);
        return;
    }
    push_member(out, "country", "CA");
    if form.postal_code.is_empty() {
        push_member(out, "region", form.region);
    } else {
        push_member(out, "postal_code", form.postal_code);
    }
}

/// Adds a member with a text; an empty text is left out.
#[inline(never)]
fn push_member(out: &mut String, name: &str, value: &str) {
    if value.is_empty() {
        return;
    }
    push_separator(out);
    out.push('"');
    out.push_str(name);
    out.push_str("\":\"");
    for character in value.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control < ' ' => {
                out.push_str(if control < '\u{10}' {
                    "\\u000"
                } else {
                    "\\u001"
                });
                out.push(char::from_digit(u32::from(control) % 16, 16).unwrap_or('0'));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Adds a comma, unless this is the first in its object or list.
fn push_separator(out: &mut String) {
    if !matches!(out.as_bytes().last(), Some(b'{' | b'[')) {
        out.push(',');
    }
}

#[cfg(test)]
mod tests {
    use protocol::{Choice, Display, Submission};

    use super::*;
    use crate::values::tests::form;

    fn parse(changes: &[(usize, &'static str)]) -> Submission {
        let shown = serde_json::json!({
            "partner": "refugee-council",
            "language": "fr-CA",
            "petition_version": 3,
            "view": "ab".repeat(32),
            "collection_notice": {"id": "main", "version": 1},
            "page": "https://partner.example/act",
            "source": "newsletter-3",
        });
        let text = form(changes);
        let body = encode_submission(&shown.to_string(), FormValues::parse(&text));
        Submission::parse(body.as_bytes()).unwrap()
    }

    #[test]
    fn the_edge_reads_what_is_written() {
        let read = parse(&[]);
        assert_eq!(read.partner.as_str(), "refugee-council");
        assert_eq!(
            (read.language.as_str(), read.petition_version),
            ("fr-CA", 3)
        );
        assert_eq!(read.view.unwrap().as_str(), "ab".repeat(32));
        assert_eq!(read.supporter.given_name, "Zoé \"Z\"");
        assert_eq!(read.supporter.family_name.as_deref(), Some("Ünal"));
        assert_eq!(read.supporter.email, "zoe@example.org");
        assert_eq!(read.supporter.postal_code.as_deref(), Some("k1a0b1"));
        assert_eq!(read.supporter.country.as_deref(), Some("CA"));
        assert_eq!(read.supporter.region, None);
        assert_eq!(read.display, Display::NameInitial);
        assert_eq!(read.collection_notice.version, 1);
        let choices: Vec<_> = read
            .consents
            .iter()
            .map(|consent| (consent.notice.as_str(), consent.version, consent.choice))
            .collect();
        let expected = [
            ("council-updates", 2, Choice::Yes),
            ("circle-updates", 1, Choice::No),
        ];
        assert_eq!(choices, expected);
        assert_eq!(read.page.as_deref(), Some("https://partner.example/act"));
        assert_eq!(read.source.as_deref(), Some("newsletter-3"));
        assert_eq!(read.comment.as_deref(), Some("For \"Z\""));
        assert_eq!(read.work, None);
    }

    #[test]
    fn the_work_is_added_to_the_submission() {
        let text = form(&[]);
        let body = encode_submission("{\"partner\":\"a\"}", FormValues::parse(&text));
        let parse = |body: &str| serde_json::from_str::<serde_json::Value>(body).unwrap();
        let mut with = parse(&with_work(&body, 70_368_744_177_664));
        let work = with.as_object_mut().unwrap().remove("work");
        assert_eq!(
            work,
            Some(serde_json::json!({"counter": 70_368_744_177_664_u64}))
        );
        assert_eq!(with, parse(&body));
    }

    #[test]
    fn every_text_survives_a_parser() {
        let mut hostile = (0_u8..128)
            .map(char::from)
            .chain("é\u{2028}𝒜".chars())
            .collect::<String>();
        hostile.push('\u{10FFFF}');
        let mut out = String::from("{");
        push_member(&mut out, "a", &hostile);
        push_member(&mut out, "b", "");
        out.push('}');
        let parsed: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(parsed, serde_json::json!({ "a": hostile }));
    }

    #[test]
    fn abroad_means_a_country_and_no_postal_code() {
        let supporter = parse(&[(6, "NP"), (7, "true")]).supporter;
        assert_eq!(supporter.country.as_deref(), Some("NP"));
        assert_eq!((supporter.postal_code, supporter.region), (None, None));
    }

    #[test]
    fn a_province_goes_where_there_is_no_postal_code() {
        let supporter = parse(&[(1, ""), (4, ""), (5, "QC")]).supporter;
        assert_eq!(supporter.region.as_deref(), Some("QC"));
        assert_eq!((supporter.postal_code, supporter.family_name), (None, None));
    }

    #[test]
    fn what_was_not_asked_is_not_sent() {
        let read = parse(&[(3, ""), (8, "")]);
        assert_eq!(
            (read.supporter.country, read.supporter.postal_code),
            (None, None)
        );
        assert_eq!((read.display, read.comment), (Display::Hidden, None));
    }
}
