//! The canonical form of an email address, by a campaign's rule.
//!
//! For the key only, never for delivery: mail goes to the [`EmailAddress`],
//! which a form's text is parsed into once (`email/address.rs`).
//! No typo is corrected and no provider is blocked. What single providers do is
//! a table (`email/providers.rs`).
//!
//! Invariant: the canonical form of a canonical form is itself. A change of
//! any step is a new rule, since keys derived by this one are stored.

mod address;
mod providers;
mod spelling;
mod tags;

pub use self::address::{EmailAddress, Mailboxes};
pub use self::spelling::Spelling;

use protocol::limits::{EMAIL_LOCAL_MAX_BYTES, EMAIL_MAX_BYTES};
use unicode_normalization::UnicodeNormalization;

use crate::{clean::is_invisible, dedup::DedupRule};

/// Why a text is not an email address. The text is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Too long as a whole.
    #[error("has {got} bytes, the limit is {EMAIL_MAX_BYTES}")]
    Length {
        /// Bytes of the address.
        got: usize,
    },
    /// Too long before the `@`.
    #[error("has {got} bytes before the @, the limit is {EMAIL_LOCAL_MAX_BYTES}")]
    LocalLength {
        /// Bytes of the local part.
        got: usize,
    },
    /// Not one `@` with something before it.
    #[error("is not one name, an @ and a domain")]
    Form,
    /// A control, an invisible or bidirectional mark, a space, a quote or
    /// another character that stands in no mailbox's name.
    #[error("has a character that no address has before the @")]
    Character,
    /// A character that nobody sees, and of which nobody knows what was meant.
    #[error("has a hidden character")]
    Hidden,
    /// Letters beyond ASCII before the `@`, where no mail can be sent to such.
    #[error("has letters other than a to z before the @")]
    Letters,
    /// A dot at the start or the end, or two in a row, before the `@`.
    #[error("has a dot too many before the @")]
    Dots,
    /// Not a domain of the Internet.
    #[error("has no domain after the @")]
    Domain,
}

impl EmailError {
    /// Which of the form's messages says it to the supporter; none where the
    /// field's own does.
    #[must_use]
    pub fn kind(self) -> Option<&'static str> {
        match self {
            Self::Form => None,
            Self::Length { .. } | Self::LocalLength { .. } => Some("email-long"),
            Self::Character => Some("email-character"),
            Self::Hidden => Some("email-hidden"),
            Self::Letters => Some("email-letters"),
            Self::Dots => Some("email-dots"),
            Self::Domain => Some("email-domain"),
        }
    }
}

/// An email address in the form in which two are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CanonicalEmail {
    address: String,
    rule: DedupRule,
}

impl CanonicalEmail {
    /// Parses an address as typed.
    ///
    /// 1. White space around it is dropped; 254 bytes in all and 64 before
    ///    the `@` are the limits, here and again for the result.
    /// 2. Controls, invisible and bidirectional characters, spaces and quoted
    ///    local parts are refused.
    /// 3. The domain goes through UTS 46 to its ASCII form; it has a dot and
    ///    is no address of numbers.
    /// 4. The local part goes to NFC, lower case letter by letter, NFC again.
    /// 5. What follows its first `+` is dropped; by `dedup/2` only where that is
    ///    known to be a tag (`email/tags.rs`).
    /// 6. Where the table knows the provider, characters that it ignores are
    ///    dropped and its other domains are folded.
    ///
    /// # Errors
    ///
    /// [`EmailError`] when a step refuses the address or leaves nothing of
    /// its local part.
    pub fn parse(as_typed: &str, rule: DedupRule) -> Result<Self, EmailError> {
        let typed = as_typed.trim();
        check_length(typed)?;
        let (local, domain) = typed.rsplit_once('@').ok_or(EmailError::Form)?;
        let local = canonical_local(local)?;
        let domain = canonical_domain(domain)?;
        let (mailbox, tag) = match local.split_once('+') {
            Some((mailbox, _)) => (mailbox, local.get(mailbox.len()..).unwrap_or_default()),
            None => (local.as_str(), ""),
        };
        check_local_length(mailbox)?;
        let tag = match rule {
            DedupRule::First => "",
            DedupRule::Second if tags::are_known(&domain) => "",
            DedupRule::Second => tag,
        };
        let (mailbox, domain) = providers::fold(mailbox, &domain);
        if mailbox.is_empty() {
            return Err(EmailError::Form);
        }
        let address = format!("{mailbox}{tag}@{domain}");
        check_length(&address)?;
        Ok(Self { address, rule })
    }

    /// The canonical address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The rule by which it is canonical.
    #[must_use]
    pub fn rule(&self) -> DedupRule {
        self.rule
    }
}

fn check_length(address: &str) -> Result<(), EmailError> {
    let got = address.len();
    if got > EMAIL_MAX_BYTES {
        Err(EmailError::Length { got })
    } else {
        Ok(())
    }
}

fn check_local_length(local: &str) -> Result<(), EmailError> {
    let got = local.len();
    if got > EMAIL_LOCAL_MAX_BYTES {
        Err(EmailError::LocalLength { got })
    } else {
        Ok(())
    }
}

fn canonical_local(local: &str) -> Result<String, EmailError> {
    if local.is_empty() {
        return Err(EmailError::Form);
    }
    check_local_length(local)?;
    // Letter by letter: the standard library's lower case of a whole text
    // would make a sigma depend on what follows it.
    let lower: String = local.nfc().flat_map(char::to_lowercase).nfc().collect();
    // Both are looked at: NFC makes a semicolon of the Greek question mark.
    if !local.chars().chain(lower.chars()).all(is_local_char) {
        return Err(EmailError::Character);
    }
    Ok(lower)
}

/// RFC 5322's `atext` and dots, and beyond ASCII (RFC 6532) whatever is visible.
fn is_local_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c)
    } else {
        !c.is_whitespace() && !is_invisible(c)
    }
}

fn canonical_domain(domain: &str) -> Result<String, EmailError> {
    let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| EmailError::Domain)?;
    let (_, top) = ascii.rsplit_once('.').ok_or(EmailError::Domain)?;
    if top.is_empty() || top.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(EmailError::Domain);
    }
    Ok(ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(typed: &str) -> Result<String, EmailError> {
        canonical_by(DedupRule::First, typed)
    }

    fn canonical_by(rule: DedupRule, typed: &str) -> Result<String, EmailError> {
        CanonicalEmail::parse(typed, rule).map(|email| email.as_str().to_owned())
    }

    #[test]
    fn each_fault_has_its_own_words() {
        let long = "a".repeat(65);
        for (typed, kind) in [
            ("anil", None),
            (&*format!("{long}@example.org"), Some("email-long")),
            ("an il@example.org", Some("email-character")),
            ("anil\u{202e}@example.org", Some("email-hidden")),
            ("añil@example.org", Some("email-letters")),
            ("anil..k@example.org", Some("email-dots")),
            ("anil@example", Some("email-domain")),
        ] {
            let error = EmailAddress::parse(typed, Mailboxes::Ascii).unwrap_err();
            assert_eq!(error.kind(), kind, "{typed:?}");
        }
    }

    #[test]
    fn by_the_second_rule_a_tag_is_dropped_where_it_is_known_to_be_one() {
        for (typed, expected) in [
            ("Anil+Petition@example.org", "anil+petition@example.org"),
            ("anil+a+b@example.org", "anil+a+b@example.org"),
            ("anil@example.org", "anil@example.org"),
            ("A.n.i.l+x@GMail.com", "anil@gmail.com"),
            ("a.nil+x@googlemail.com", "anil@gmail.com"),
            ("anil+x@mail.gmail.com", "anil+x@mail.gmail.com"),
            ("anil+x@outlook.com", "anil@outlook.com"),
            ("an-il+x@protonmail.ch", "anil@proton.me"),
            ("anil+x@mac.com", "anil@icloud.com"),
            ("anil+x@fastmail.fm", "anil@fastmail.fm"),
            ("any+thing@anil.fastmail.com", "anil@fastmail.com"),
            ("anil+x@yahoo.com", "anil+x@yahoo.com"),
        ] {
            let once = canonical_by(DedupRule::Second, typed);
            assert_eq!(once.as_deref(), Ok(expected), "{typed}");
            assert_eq!(canonical_by(DedupRule::Second, expected), once, "{typed}");
        }
        let nobody = canonical_by(DedupRule::Second, "+x@example.org");
        assert_eq!(nobody, Err(EmailError::Form));
    }

    #[test]
    fn one_mailbox_has_one_canonical_address() {
        for (typed, expected) in [
            (" Anil.Kumar@Example.ORG ", "anil.kumar@example.org"),
            ("anil+petition@example.org", "anil@example.org"),
            ("anil+a+b@example.org", "anil@example.org"),
            ("A.n.i.l+x@GMail.com", "anil@gmail.com"),
            ("a.nil@googlemail.com", "anil@gmail.com"),
            ("a.nil@mail.gmail.com", "a.nil@mail.gmail.com"),
            ("a.\u{300}@gmail.com", "\u{e0}@gmail.com"),
            ("andr\u{e9}@example.org", "andr\u{e9}@example.org"),
            ("andre\u{301}@example.org", "andr\u{e9}@example.org"),
            ("ANDRE\u{301}@example.org", "andr\u{e9}@example.org"),
            ("name@M\u{fc}nchen.example", "name@xn--mnchen-3ya.example"),
            ("name@xn--mnchen-3ya.example", "name@xn--mnchen-3ya.example"),
            ("name@例え。テスト", "name@xn--r8jz45g.xn--zckzah"),
            ("o'brien/x=y@example.org", "o'brien/x=y@example.org"),
        ] {
            assert_eq!(canonical(typed).as_deref(), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        use EmailError::{Character, Domain, Form};
        for (typed, error) in [
            ("", Form),
            ("anil", Form),
            ("@example.org", Form),
            ("+tag@example.org", Form),
            ("...@gmail.com", Form),
            ("a@b@example.org", Character),
            ("\"anil k\"@example.org", Character),
            ("anil k@example.org", Character),
            ("anil\n@example.org", Character),
            ("anil\u{202e}@example.org", Character),
            ("anil\u{200b}@example.org", Character),
            ("anil\u{ad}@example.org", Character),
            ("anil\u{37e}@example.org", Character),
            ("anil\u{e000}@example.org", Character),
            ("<anil@example.org>", Character),
            ("anil@", Domain),
            ("anil@localhost", Domain),
            ("anil@example.", Domain),
            ("anil@.example", Domain),
            ("anil@example..org", Domain),
            ("anil@exa mple.org", Domain),
            ("anil@exam_ple.org", Domain),
            ("anil@127.0.0.1", Domain),
            ("anil@[127.0.0.1]", Domain),
            ("anil@-example.org", Domain),
        ] {
            assert_eq!(canonical(typed), Err(error), "{typed:?}");
        }
    }

    #[test]
    fn the_limits_are_those_of_smtp() {
        let local = "a".repeat(64);
        assert!(canonical(&format!("{local}@example.org")).is_ok());
        let got = 65;
        assert_eq!(
            canonical(&format!("a{local}@example.org")),
            Err(EmailError::LocalLength { got })
        );
        let domain = format!(
            "{}.{}.{}.org",
            "b".repeat(61),
            "c".repeat(61),
            "d".repeat(61)
        );
        assert_eq!(format!("{local}@{domain}").len(), 254);
        assert!(canonical(&format!("{local}@{domain}")).is_ok());
        let got = 255;
        assert_eq!(
            canonical(&format!("{local}@d{domain}")),
            Err(EmailError::Length { got })
        );
    }

    #[test]
    fn the_limits_hold_for_the_canonical_form_too() {
        // Each "é" is two bytes as typed and seven, "xn--9ca", in ASCII.
        let typed = format!("{}@{}org", "a".repeat(64), "é.".repeat(24));
        assert_eq!(canonical(&typed), Err(EmailError::Length { got: 260 }));
        // Two bytes in upper case, three in lower.
        let typed = format!("{}@example.org", "\u{23a}".repeat(32));
        assert_eq!(canonical(&typed), Err(EmailError::LocalLength { got: 96 }));
    }
}
