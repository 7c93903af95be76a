//! Where what stands behind a `+` is known to be a tag: the rule `dedup/2`.
//!
//! At any other domain `anil+x@` may be somebody else's mailbox, or none: when in
//! doubt two addresses stay two people. `docs/dedup.md` has the sources.
//!
//! Invariant: a domain that is added or taken away is a new rule, since keys
//! derived by this one are stored.

use super::providers;

/// Gmail, Outlook.com, iCloud, Proton and Fastmail, under the domains that they
/// give to people. Yahoo's keywords stand behind a hyphen; at a domain of one's
/// own nobody but its owner knows.
const TAGGED: [&str; 24] = [
    "fastmail.com",
    "fastmail.fm",
    "gmail.com",
    "googlemail.com",
    "hotmail.ca",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "icloud.com",
    "live.ca",
    "live.co.uk",
    "live.com",
    "live.fr",
    "mac.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "pm.me",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
];

/// Whether a `+` begins a tag at this domain, in ASCII and lower case. Before a
/// subdomain that names a mailbox, anything leads to it.
pub(super) fn are_known(domain: &str) -> bool {
    TAGGED.contains(&domain) || providers::names_mailbox(domain)
}

#[cfg(test)]
mod tests {
    use super::TAGGED;

    #[test]
    fn a_domain_stands_here_once() {
        assert!(TAGGED.is_sorted_by(|one, next| one < next));
    }
}
