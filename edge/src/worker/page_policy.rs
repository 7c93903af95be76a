//! The content security policies of our own pages (CSP Level 3): each loads from
//! the edge and from nowhere else, and has no inline script or style.

use super::response::Reply;

/// What a page of ours may do.
#[derive(Clone, Copy)]
pub(super) struct PagePolicy<'a> {
    /// It runs a script of ours, which may fetch from the edge.
    pub(super) has_script: bool,
    pub(super) has_images: bool,
    pub(super) has_forms: bool,
    /// Which origins may frame it, separated by spaces; `'none'` for none.
    pub(super) frame_ancestors: &'a str,
}

impl PagePolicy<'static> {
    /// A page that is read, in no frame.
    pub(super) const TEXT: Self = Self {
        has_script: false,
        has_images: false,
        has_forms: false,
        frame_ancestors: "'none'",
    };

    /// A page with forms and no script, in no frame.
    pub(super) const FORMS: Self = Self {
        has_forms: true,
        ..Self::TEXT
    };
}

impl PagePolicy<'_> {
    /// The reply with the policy as its header.
    pub(super) fn on(self, reply: Reply) -> Reply {
        reply.with_header("content-security-policy", self.encode())
    }

    fn encode(self) -> String {
        let mut policy = String::from("default-src 'none'; style-src 'self'; ");
        if self.has_script {
            policy.push_str("script-src 'self'; connect-src 'self'; ");
        }
        if self.has_images {
            policy.push_str("img-src 'self'; ");
        }
        if self.has_forms {
            policy.push_str("form-action 'self'; ");
        }
        policy.push_str("base-uri 'none'; frame-ancestors ");
        policy.push_str(self.frame_ancestors);
        policy
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_do_what_it_says_and_nothing_else() {
        let all = PagePolicy {
            has_script: true,
            has_images: true,
            has_forms: true,
            frame_ancestors: "https://a.example https://b.example",
        };
        for (policy, text) in [
            (
                PagePolicy::TEXT,
                "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
            ),
            (
                PagePolicy::FORMS,
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors 'none'",
            ),
            (
                all,
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                 img-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors https://a.example https://b.example",
            ),
        ] {
            assert_eq!(policy.encode(), text);
        }
    }
}
