//! The spelling of an address: what a mail is ordered, marked and opened by.
//!
//! Not the mailbox: two spellings of one mailbox have one supporter's key and
//! stay two spellings, since nobody but the provider knows that both arrive.
//!
//! Invariant: it folds what no provider tells apart (letter case, the form of
//! Unicode and of the domain, white space around), and nothing else. It reads
//! every text: what was stored once is read by any later version.

use unicode_normalization::UnicodeNormalization;

/// An address in the form in which two are the same spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spelling(String);

impl Spelling {
    /// The spelling of an address as typed.
    #[must_use]
    pub fn of(as_typed: &str) -> Self {
        let typed = as_typed.trim();
        let (local, domain) = typed.rsplit_once('@').unwrap_or((typed, ""));
        let local: String = local.nfc().flat_map(char::to_lowercase).nfc().collect();
        let domain = idna::domain_to_ascii_strict(domain).unwrap_or_else(|_| domain.to_lowercase());
        Self(format!("{local}@{domain}"))
    }

    /// The spelling as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_and_the_form_of_unicode_make_no_other_spelling() {
        for (typed, other) in [
            ("anil@example.org", " ANIL@Example.ORG "),
            ("andr\u{e9}@example.org", "andre\u{301}@example.org"),
            ("a@m\u{fc}nchen.example", "a@xn--mnchen-3ya.example"),
            ("no address", "NO address"),
        ] {
            assert_eq!(Spelling::of(typed), Spelling::of(other), "{typed}");
        }
        assert_eq!(
            Spelling::of("Anil+X@Gmail.com").as_str(),
            "anil+x@gmail.com"
        );
    }

    #[test]
    fn what_a_provider_may_tell_apart_is_another_spelling() {
        for other in [
            "anil+x@gmail.com",
            "a.nil@gmail.com",
            "anil.@gmail.com",
            "anil@googlemail.com",
            "anil+\u{fc}@gmail.com",
        ] {
            assert_ne!(
                Spelling::of("anil@gmail.com"),
                Spelling::of(other),
                "{other}"
            );
        }
    }
}
