//! A page's Content-Security-Policies (CSP level 3): there may be several, and
//! what one of them forbids is forbidden.

use url::Url;

use crate::source::any_matches;

/// All of a page.
#[derive(Default)]
pub(crate) struct Policies(Vec<Policy>);

/// One: its directives, the first of each name.
struct Policy(Vec<(String, Vec<String>)>);

impl Policies {
    /// Adds the policies of a header field or a `<meta>` tag: several stand
    /// apart by commas.
    pub(crate) fn add(&mut self, text: &str) {
        self.0.extend(text.split(',').map(Policy::parse));
    }

    /// Whether an address may be used as the first of these directives that a
    /// policy has says.
    pub(crate) fn allow(&self, directives: &[&str], url: &Url, page: &Url) -> bool {
        self.every(|policy| {
            let sources = policy.first(directives);
            sources.is_none_or(|sources| any_matches(sources, url, page))
        })
    }

    /// Whether a script of this address may run, by its address or by what its
    /// tag carries.
    pub(crate) fn allow_script(&self, url: &Url, page: &Url, nonce: Option<&str>) -> bool {
        self.every(|policy| {
            let Some(sources) = policy.first(&["script-src-elem", "script-src", "default-src"])
            else {
                return true;
            };
            let has = |wanted: &str| sources.iter().any(|one| one.eq_ignore_ascii_case(wanted));
            // Nonces are case-sensitive.
            let is_trusted = nonce
                .filter(|nonce| !nonce.is_empty())
                .is_some_and(|nonce| sources.iter().any(|one| *one == format!("'nonce-{nonce}'")));
            // What a trusted script loads is trusted with it; else only what is
            // listed, and the tag's script loads others.
            if has("'strict-dynamic'") {
                is_trusted
            } else {
                any_matches(sources, url, page)
            }
        })
    }

    /// Whether WebAssembly may be compiled.
    pub(crate) fn allow_wasm(&self) -> bool {
        self.every(|policy| {
            let sources = policy.first(&["script-src", "default-src"]);
            sources.is_none_or(|sources| {
                ["'wasm-unsafe-eval'", "'unsafe-eval'"]
                    .iter()
                    .any(|wanted| sources.iter().any(|one| one.eq_ignore_ascii_case(wanted)))
            })
        })
    }

    /// Whether markup has to come from a Trusted Types policy.
    pub(crate) fn demand_types(&self) -> bool {
        !self.every(|policy| policy.first(&["require-trusted-types-for"]).is_none())
    }

    /// Whether a Trusted Types policy of this name may be made.
    pub(crate) fn allow_type(&self, name: &str) -> bool {
        self.every(|policy| {
            let names = policy.first(&["trusted-types"]);
            names.is_none_or(|names| names.iter().any(|one| one == name || one == "*"))
        })
    }

    /// Whether a sandbox of the page's own leaves this out.
    pub(crate) fn lack_in_sandbox(&self, flag: &str) -> bool {
        !self.every(|policy| {
            let flags = policy.first(&["sandbox"]);
            flags.is_none_or(|flags| flags.iter().any(|one| one.eq_ignore_ascii_case(flag)))
        })
    }

    fn every(&self, is_allowed: impl Fn(&Policy) -> bool) -> bool {
        self.0.iter().all(is_allowed)
    }
}

impl Policy {
    fn parse(text: &str) -> Self {
        let mut directives: Vec<(String, Vec<String>)> = Vec::new();
        for directive in text.split(';') {
            let mut words = directive.split_ascii_whitespace();
            let Some(name) = words.next().map(str::to_ascii_lowercase) else {
                continue;
            };
            if directives.iter().all(|(known, _)| *known != name) {
                directives.push((name, words.map(str::to_owned).collect()));
            }
        }
        Self(directives)
    }

    /// The sources of the first of these directives that it has.
    fn first(&self, names: &[&str]) -> Option<&[String]> {
        names.iter().find_map(|name| {
            let found = self.0.iter().find(|(known, _)| known == name);
            found.map(|(_, sources)| sources.as_slice())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policies(texts: &[&str]) -> Policies {
        let mut policies = Policies::default();
        for text in texts {
            policies.add(text);
        }
        policies
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_page_without_a_policy_allows_everything() {
        let none = policies(&[]);
        let (edge, page) = (
            url("https://sign.example/"),
            url("https://partner.example/"),
        );
        assert!(none.allow(&["connect-src", "default-src"], &edge, &page));
        assert!(none.allow_script(&edge, &page, None) && none.allow_wasm());
        assert!(!none.demand_types() && none.allow_type("undersigned"));
        assert!(!none.lack_in_sandbox("allow-forms"));
    }

    #[test]
    fn what_one_of_several_policies_forbids_is_forbidden() {
        let (edge, page) = (
            url("https://sign.example/"),
            url("https://partner.example/"),
        );
        for text in [
            "connect-src https://sign.example, connect-src 'self'",
            "default-src 'none'",
            "CONNECT-SRC 'self'; connect-src *",
            "connect-src",
        ] {
            let found = policies(&[text]).allow(&["connect-src", "default-src"], &edge, &page);
            assert!(!found, "{text}");
        }
        let two = policies(&["connect-src *", "script-src 'self'"]);
        assert!(two.allow(&["connect-src", "default-src"], &edge, &page));
        assert!(!two.allow_script(&edge, &page, None));
    }

    #[test]
    fn a_nonce_helps_only_where_it_is_passed_on() {
        let (edge, page) = (
            url("https://sign.example/"),
            url("https://partner.example/"),
        );
        for (text, nonce, is_allowed) in [
            ("script-src 'nonce-a' 'strict-dynamic'", Some("a"), true),
            ("script-src 'nonce-a' 'strict-dynamic'", Some("A"), false),
            ("script-src 'nonce-a' 'strict-dynamic' https:", None, false),
            ("script-src 'nonce-a'", Some("a"), false),
            ("script-src 'nonce-a' https:", None, true),
            ("script-src 'self'; script-src-elem https:", None, true),
        ] {
            let found = policies(&[text]).allow_script(&edge, &page, nonce);
            assert_eq!(found, is_allowed, "{text}");
        }
    }

    #[test]
    fn wasm_types_and_sandboxes_are_read() {
        for (text, is_allowed) in [
            ("script-src 'self' 'wasm-unsafe-eval'", true),
            ("script-src 'unsafe-eval'", true),
            ("script-src *", false),
            ("default-src 'wasm-unsafe-eval'; script-src 'self'", false),
            ("img-src 'none'", true),
        ] {
            assert_eq!(policies(&[text]).allow_wasm(), is_allowed, "{text}");
        }
        let types = policies(&["require-trusted-types-for 'script'; trusted-types theirs"]);
        assert!(types.demand_types() && !types.allow_type("undersigned"));
        assert!(policies(&["trusted-types *"]).allow_type("undersigned"));
        let sandbox = policies(&["sandbox allow-scripts allow-forms"]);
        assert!(sandbox.lack_in_sandbox("allow-same-origin"));
        assert!(!sandbox.lack_in_sandbox("allow-forms"));
    }
}
