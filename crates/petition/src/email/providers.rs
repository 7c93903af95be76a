//! What providers say of their own addresses: the table of both rules.
//!
//! Only what a provider documents, and only where two spellings are surely
//! one mailbox: when in doubt two addresses stay two people. `docs/dedup.md`
//! has the sources, and the providers that were looked at and left alone.
//!
//! Invariant: a row that is added, changed or taken away is a new rule, since
//! keys derived by this one are stored.

use unicode_normalization::UnicodeNormalization;

/// How one provider tells its mailboxes apart.
struct Provider {
    /// The domains under which each of its mailboxes is reached, the one that
    /// stands for all of them first.
    domains: &'static [&'static str],
    /// Characters that make no difference before the `@`.
    ignored: &'static str,
    /// Whether `anything@name.DOMAIN` is `name@DOMAIN`.
    has_subdomains: bool,
}

const PROVIDERS: [Provider; 5] = [
    // Gmail: "Dots don't matter in Gmail addresses" (support.google.com/mail/answer/7436150).
    Provider {
        domains: &["gmail.com", "googlemail.com"],
        ignored: ".",
        has_subdomains: false,
    },
    // Proton: "these characters are treated as transparent by our service"
    // (proton.me/support/change-username); one name under each of its domains
    // (proton.me/support/addresses-and-aliases).
    Provider {
        domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        ignored: ".-_",
        has_subdomains: false,
    },
    // Apple: one account has all three (support.apple.com/118230).
    Provider {
        domains: &["icloud.com", "me.com", "mac.com"],
        ignored: "",
        has_subdomains: false,
    },
    // Fastmail: subdomain addressing (fastmail.help/hc/en-us/articles/360060591053);
    // its two domains are two mailboxes.
    Provider {
        domains: &["fastmail.com"],
        ignored: "",
        has_subdomains: true,
    },
    Provider {
        domains: &["fastmail.fm"],
        ignored: "",
        has_subdomains: true,
    },
];

/// The mailbox and the domain that stand for all spellings of an address. Both
/// parts are canonical in every other respect; the mailbox can come out empty.
pub(super) fn fold(local: &str, domain: &str) -> (String, String) {
    for provider in &PROVIDERS {
        let Some(name) = provider.domains.first() else {
            continue;
        };
        if provider.domains.contains(&domain) {
            let is_kept = |c: &char| !provider.ignored.contains(*c);
            // A dot can stand between a letter and its accent.
            let mailbox = local.chars().filter(is_kept).nfc().collect();
            return (mailbox, (*name).to_owned());
        }
        if let Some(mailbox) = provider.parse_subdomain(domain) {
            return (mailbox.to_owned(), (*name).to_owned());
        }
    }
    (local.to_owned(), domain.to_owned())
}

/// Whether the domain is one of a mailbox: `name.DOMAIN`.
pub(super) fn names_mailbox(domain: &str) -> bool {
    let mut providers = PROVIDERS.iter();
    providers.any(|provider| provider.parse_subdomain(domain).is_some())
}

impl Provider {
    /// The mailbox that a subdomain names. A hyphen can stand for the
    /// underscore that no domain may have: which one it is, nobody can tell.
    fn parse_subdomain<'a>(&self, domain: &'a str) -> Option<&'a str> {
        if !self.has_subdomains {
            return None;
        }
        let names = self.domains.iter();
        let mut labels = names.filter_map(|name| domain.strip_suffix(name)?.strip_suffix('.'));
        labels.find(|label| label.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_stands_in_one_row() {
        let domains = PROVIDERS.iter().flat_map(|provider| provider.domains);
        let mut domains: Vec<_> = domains.collect();
        let rows = domains.len();
        domains.sort_unstable();
        domains.dedup();
        assert_eq!(domains.len(), rows);
    }

    #[test]
    fn folding_what_is_folded_changes_nothing() {
        for (local, domain) in [
            ("a.n-i_l", "pm.me"),
            ("a.nil", "googlemail.com"),
            ("a.nil", "mac.com"),
            ("shop", "anil.fastmail.com"),
            ("shop", "a-nil.fastmail.com"),
            ("shop", "a.nil.fastmail.com"),
            ("shop", "fastmail.com"),
            ("a.nil", "example.org"),
        ] {
            let (mailbox, name) = fold(local, domain);
            assert_eq!(fold(&mailbox, &name), (mailbox, name), "{local}@{domain}");
        }
    }
}
