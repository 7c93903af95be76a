//! An address as a form sent it, parsed once into the one that is stored,
//! hashed and mailed.
//!
//! Not what makes two addresses one mailbox, which is [`CanonicalEmail`].
//!
//! Invariant: whatever two spellings are folded here, the address that comes
//! out has the key that it always had.

use unicode_normalization::UnicodeNormalization;

use super::{CanonicalEmail, EmailError, canonical_domain, check_length, check_local_length};
use crate::clean::is_invisible;
use crate::dedup::DedupRule;
use crate::typed::as_meant;

/// Which mailboxes the deployment can write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mailboxes {
    /// Those with ASCII before the `@`.
    Ascii,
    /// Any (RFC 6531), or nobody is written to.
    Unicode,
}

/// An address that mail can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    address: String,
    first: CanonicalEmail,
    second: CanonicalEmail,
}

impl EmailAddress {
    /// Parses an address as typed or copied.
    ///
    /// 1. What input methods and copying make is undone (full-width letters,
    ///    ideographic full stops, non-breaking and zero-width characters), and
    ///    an apostrophe between two letters is the straight one.
    /// 2. White space around it is dropped, and one dot after the domain.
    /// 3. Before the `@` stands what RFC 5322 calls a dot-atom; beyond ASCII
    ///    whatever is visible, where `mailboxes` has such.
    /// 4. The domain goes through UTS 46 to its ASCII form.
    /// 5. 64 bytes before the `@` and 254 in all are the limits.
    ///
    /// # Errors
    ///
    /// [`EmailError`], in the order in which a person would look: what cannot
    /// be seen, what stands in no address, letters, dots, the domain.
    pub fn parse(as_typed: &str, mailboxes: Mailboxes) -> Result<Self, EmailError> {
        let meant = undo_input(as_typed);
        let typed = meant.trim();
        if typed.chars().any(is_invisible) {
            return Err(EmailError::Hidden);
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(EmailError::Form)?;
        let local = check_local(local, mailboxes)?;
        if domain.contains(char::is_whitespace) {
            return Err(EmailError::Character);
        }
        let domain = canonical_domain(domain.strip_suffix('.').unwrap_or(domain))?;
        let address = format!("{local}@{domain}");
        check_length(&address)?;
        Ok(Self {
            first: CanonicalEmail::parse(&address, DedupRule::First)?,
            second: CanonicalEmail::parse(&address, DedupRule::Second)?,
            address,
        })
    }

    /// The address, with its domain in ASCII.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// The form in which two are compared in a campaign of this rule.
    #[must_use]
    pub fn canonical(&self, rule: DedupRule) -> &CanonicalEmail {
        match rule {
            DedupRule::First => &self.first,
            DedupRule::Second => &self.second,
        }
    }
}

fn undo_input(typed: &str) -> String {
    let meant: Vec<char> = typed.chars().filter_map(as_meant).collect();
    let is_letter = |at: Option<usize>| {
        let c = at.and_then(|at| meant.get(at));
        c.is_some_and(char::is_ascii_alphanumeric)
    };
    let straight = meant.iter().enumerate().map(|(at, c)| match c {
        '’' | '‘' if is_letter(at.checked_sub(1)) && is_letter(Some(at + 1)) => '\'',
        _ => *c,
    });
    straight.nfc().collect()
}

fn check_local(local: &str, mailboxes: Mailboxes) -> Result<&str, EmailError> {
    if local.is_empty() {
        return Err(EmailError::Form);
    }
    if !local.chars().all(is_atom) {
        return Err(EmailError::Character);
    }
    if mailboxes == Mailboxes::Ascii && !local.is_ascii() {
        return Err(EmailError::Letters);
    }
    if local.split('.').any(str::is_empty) {
        return Err(EmailError::Dots);
    }
    check_local_length(local)?;
    Ok(local)
}

/// RFC 5322's `atext` and the dot between atoms; beyond ASCII letters, digits
/// and the marks on them.
fn is_atom(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c)
    } else {
        !c.is_whitespace() && !"’‘“”„«»‹›‚‛′″´".contains(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Result<String, EmailError> {
        let parsed = EmailAddress::parse(typed, Mailboxes::Ascii);
        parsed.map(|email| email.as_str().to_owned())
    }

    #[test]
    fn what_input_methods_and_copying_make_is_undone() {
        for typed in [
            "anil@example.org",
            " anil@example.org ",
            "ａｎｉｌ＠ｅｘａｍｐｌｅ．ｏｒｇ",
            "anil@example。org",
            "anil@example｡org",
            "anil@Example.ORG",
            "anil@example.org.",
            "\u{a0}anil@example.org\u{202f}",
            "\u{3000}anil@example.org\u{3000}",
            "\u{feff}anil@example.org",
            "anil@example.org\u{200b}",
            "an\u{200b}il@exam\u{ad}ple.org",
            "anil\u{200d}@\u{2060}example.org",
            "\u{202a}anil@example.org\u{202c}",
            "\u{2068}anil@example.org\u{2069}",
            "\u{200f}anil@example.org\u{200e}",
            "\u{61c}anil@example.org",
            "anil@example.org\r\n",
        ] {
            assert_eq!(parse(typed).as_deref(), Ok("anil@example.org"), "{typed:?}");
        }
        for (typed, address) in [
            ("Anil.K+Tag@Example.org", "Anil.K+Tag@example.org"),
            ("o’brien@example.org", "o'brien@example.org"),
            ("a\u{2011}b@c\u{2010}d.example", "a-b@c-d.example"),
            ("anil@münchen.example", "anil@xn--mnchen-3ya.example"),
            ("anil@例え。テスト", "anil@xn--r8jz45g.xn--zckzah"),
            ("anil.+x@example.org", "anil.+x@example.org"),
        ] {
            assert_eq!(parse(typed).as_deref(), Ok(address), "{typed:?}");
        }
    }

    #[test]
    fn what_no_mail_can_be_sent_to_is_questioned_with_its_own_reason() {
        use EmailError::{Character, Domain, Dots, Form, Hidden, Letters};
        for (typed, error) in [
            ("", Form),
            ("anil", Form),
            ("@example.org", Form),
            (".anil@example.org", Dots),
            ("anil.@example.org", Dots),
            ("a..nil@gmail.com", Dots),
            ("...@gmail.com", Dots),
            ("andré@example.org", Letters),
            ("анил@example.org", Letters),
            ("“anil”@example.org", Character),
            ("‘anil’@example.org", Character),
            ("\"anil\"@example.org", Character),
            ("an il@example.org", Character),
            ("an\u{a0}il@example.org", Character),
            ("anil @example.org", Character),
            ("anil@ example.org", Character),
            ("<anil@example.org>", Character),
            ("a@b@example.org", Character),
            ("an\u{202e}il@example.org", Hidden),
            ("anil@exam\u{202d}ple.org", Hidden),
            ("an\u{0}il@example.org", Hidden),
            ("anil@example.org\u{e0041}", Hidden),
            ("anil@example.org\r\nBcc: x@y.example", Hidden),
            ("anil@example", Domain),
            ("anil@example..org", Domain),
            ("anil@example.org..", Domain),
            ("anil@example.org,", Domain),
            ("anil@127.0.0.1", Domain),
        ] {
            assert_eq!(parse(typed), Err(error), "{typed:?}");
        }
        let unicode = EmailAddress::parse("ANDRE\u{301}@Münch.example", Mailboxes::Unicode);
        let unicode = unicode.unwrap();
        assert_eq!(unicode.as_str(), "ANDRÉ@xn--mnch-0ra.example");
        assert_eq!(
            unicode.canonical(DedupRule::First).as_str(),
            "andré@xn--mnch-0ra.example"
        );
    }

    #[test]
    fn the_limits_are_of_what_is_mailed() {
        let local = "a".repeat(64);
        assert!(parse(&format!("{local}@example.org")).is_ok());
        let got = 65;
        assert_eq!(
            parse(&format!("a{local}@example.org")),
            Err(EmailError::LocalLength { got })
        );
        // Each "é" is two bytes as typed and seven, "xn--9ca", in ASCII.
        let typed = format!("{local}@{}org", "é.".repeat(24));
        assert_eq!(parse(&typed), Err(EmailError::Length { got: 260 }));
        assert_eq!(
            parse(&format!("{}@example.org", "\u{200b}".repeat(400))),
            Err(EmailError::Form)
        );
    }
}
