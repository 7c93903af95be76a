//! "Did you mean gmail.com?": a hint at a mistyped domain, which never
//! corrects anything by itself.

use crate::words::{cut, take};

/// Common mailbox domains here, parted by spaces; real ones that look alike
/// stand among them too, so that nobody is told that her own is a mistake.
const DOMAINS: &str = "gmail.com hotmail.com outlook.com yahoo.ca yahoo.com icloud.com live.ca \
    live.com videotron.ca bell.net rogers.com shaw.ca telus.net sympatico.ca proton.me \
    protonmail.com gmx.com msn.com mail.com email.com ymail.com me.com hotmail.ca";

/// The domain that an address probably means: the first known domain a single
/// slip away (a letter more, less, wrong, or two swapped), or an empty text.
/// Short domains have too many neighbours to be guessed.
pub(crate) fn suggest_domain(email: &str) -> &'static str {
    let typed = cut(email, b'@').1;
    let mut close = "";
    let mut rest = DOMAINS;
    while !rest.is_empty() {
        let known = take(&mut rest, b' ');
        if typed.eq_ignore_ascii_case(known) {
            return "";
        }
        if close.is_empty() && known.len() > 7 && is_slip(typed.as_bytes(), known.as_bytes()) {
            close = known;
        }
    }
    close
}

/// Whether one insertion, deletion, replacement or swap turns one into the other.
fn is_slip(mut typed: &[u8], mut known: &[u8]) -> bool {
    while let ([a, typed_rest @ ..], [b, known_rest @ ..]) = (typed, known)
        && a.eq_ignore_ascii_case(b)
    {
        (typed, known) = (typed_rest, known_rest);
    }
    while let ([typed_rest @ .., a], [known_rest @ .., b]) = (typed, known)
        && a.eq_ignore_ascii_case(b)
    {
        (typed, known) = (typed_rest, known_rest);
    }
    match (typed, known) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_recognized() {
        for typed in [
            "gmial.com",
            "gmai.com",
            "gmaill.com",
            "gmail.con",
            "GMAIL.co",
            "gmail.vom",
        ] {
            assert_eq!(
                suggest_domain(&["a@", typed].concat()),
                "gmail.com",
                "{typed}"
            );
        }
        assert_eq!(suggest_domain("a@hotmial.com"), "hotmail.com");
    }

    #[test]
    fn a_real_domain_is_left_alone() {
        for domain in DOMAINS.split(' ') {
            assert_eq!(suggest_domain(&["a@", domain].concat()), "", "{domain}");
        }
        for domain in ["example.org", "gmail", "", "x.ca", "gnmial.com", "be.com"] {
            assert_eq!(suggest_domain(&["a@", domain].concat()), "", "{domain}");
        }
        assert_eq!(suggest_domain("gmial.com"), "");
    }
}
