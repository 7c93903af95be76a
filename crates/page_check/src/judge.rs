//! What is found on a page, in the order of the probe.

use url::Url;

use crate::{
    Finding, Kind, RECORDERS,
    markup::{Markup, Tag},
    policy::Policies,
};

/// Whose page it is meant to be.
pub struct Wanted<'a> {
    /// The edge's origin.
    pub edge: &'a str,
    /// The campaign's id.
    pub campaign: &'a str,
    /// The partner's id.
    pub partner: &'a str,
}

/// A page's findings, what is to be changed first.
///
/// `policies` are its header fields; `page` is its address.
#[must_use]
pub fn judge(wanted: &Wanted<'_>, page: &str, policies: &[String], html: &[u8]) -> Vec<Finding> {
    let (Ok(page), Ok(edge)) = (Url::parse(page), Url::parse(wanted.edge)) else {
        return Vec::new();
    };
    let markup = Markup::parse(html);
    let mut all = Policies::default();
    for policy in policies.iter().chain(&markup.policies) {
        all.add(policy);
    }
    let embeds = embeds_of(&markup, &page);
    let mut findings = tags(wanted, &embeds);
    findings.extend(recorders(&markup, &page));
    let nonce = embeds.iter().find_map(|embed| embed.nonce.as_deref());
    findings.extend(allowed(&all, wanted, &edge, &page, nonce));
    findings.sort_by_key(|finding| finding.kind);
    findings
}

/// One placement of a petition.
struct Embed {
    /// `https://EDGE/embed/CAMPAIGN/PARTNER.js`, also of a pinned tag.
    address: String,
    nonce: Option<String>,
    /// Something keeps the browser from running it at once.
    is_held: bool,
}

fn embeds_of(markup: &Markup, page: &Url) -> Vec<Embed> {
    let tags = markup
        .scripts
        .iter()
        .filter_map(|tag| read_script(tag, page));
    let elements = markup.elements.iter().filter_map(|tag| {
        let (campaign, partner) = (tag.value("campaign")?, tag.value("partner")?);
        Some(Embed {
            // Which edge it is of, a script that is elsewhere decides.
            address: format!("/embed/{campaign}/{partner}.js"),
            nonce: None,
            is_held: false,
        })
    });
    tags.chain(elements).collect()
}

fn read_script(tag: &Tag, page: &Url) -> Option<Embed> {
    let runs = tag.value("type").is_none_or(|kind| {
        let kind = kind.trim().to_ascii_lowercase();
        ["", "module", "text/javascript", "application/javascript"].contains(&kind.as_str())
    });
    tag.attributes().find_map(|(name, value)| {
        let url = page.join(value).ok()?;
        let origin = url.origin().ascii_serialization();
        let segments: Vec<_> = url.path().split('/').collect();
        let address = match segments.as_slice() {
            ["", "embed", campaign, script] => {
                let partner = script.strip_suffix(".js")?;
                format!("{origin}/embed/{campaign}/{partner}.js")
            }
            ["", "assets", file] if file.starts_with("embed.") => {
                let (campaign, partner) = (tag.value("data-campaign")?, tag.value("data-partner")?);
                format!("{origin}/embed/{campaign}/{partner}.js")
            }
            _ => return None,
        };
        Some(Embed {
            address,
            nonce: tag.value("nonce").map(str::to_owned),
            is_held: name != "src" || !runs,
        })
    })
}

fn tags(wanted: &Wanted<'_>, embeds: &[Embed]) -> Vec<Finding> {
    if embeds.is_empty() {
        return vec![finding(Kind::Bad, "check-tag-none")];
    }
    let path = format!("/embed/{}/{}.js", wanted.campaign, wanted.partner);
    let ours = format!("{}{path}", wanted.edge);
    let judge = |embed: &Embed| {
        let found = embed.address.clone();
        if found != ours && found != path {
            let values = vec![("found", found), ("wanted", ours.clone())];
            Finding {
                values,
                ..finding(Kind::Bad, "check-tag-wrong")
            }
        } else if embed.is_held {
            Finding {
                values: vec![("found", found)],
                ..finding(Kind::Note, "check-tag-held")
            }
        } else {
            finding(Kind::Good, "check-tag-good")
        }
    };
    embeds.iter().map(judge).collect()
}

/// By the hosts of scripts, and by hosts that a script in the page names.
fn recorders(markup: &Markup, page: &Url) -> Vec<Finding> {
    let hosts: Vec<String> = markup
        .scripts
        .iter()
        .filter_map(|tag| {
            page.join(tag.value("src")?)
                .ok()?
                .host_str()
                .map(str::to_owned)
        })
        .collect();
    let is_here = |host: &&str| {
        let is_from = |one: &String| {
            one.strip_suffix(host)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        hosts.iter().any(is_from) || markup.script_text.contains(*host)
    };
    let found: Vec<_> = RECORDERS
        .iter()
        .filter(|recorder| recorder.hosts.iter().any(is_here))
        .map(|recorder| Finding {
            values: vec![("name", recorder.name.to_owned())],
            ..finding(Kind::Bad, "check-recorder")
        })
        .collect();
    if found.is_empty() {
        return vec![finding(Kind::Good, "check-recorder-none")];
    }
    found
}

/// What the policies let through.
fn allowed(
    policies: &Policies,
    wanted: &Wanted<'_>,
    edge: &Url,
    page: &Url,
    nonce: Option<&str>,
) -> Vec<Finding> {
    let edge_value = || vec![("edge", wanted.edge.to_owned())];
    let sockets = wanted.edge.replacen("http", "ws", 1);
    let connects = |url: &Url| policies.allow(&["connect-src", "default-src"], url, page);
    let may_run = |path: &str| {
        let script = edge.join(path);
        script.is_ok_and(|script| policies.allow_script(&script, page, nonce))
    };
    let has_wasm = policies.allow_wasm();
    let frames = policies.allow(&["frame-src", "child-src", "default-src"], edge, page);
    let own = format!("/embed/{}/{}.js", wanted.campaign, wanted.partner);
    let mut findings = vec![
        // The tag's own script, and those that it loads.
        if may_run(&own) && may_run("/assets/any.js") {
            with(finding(Kind::Good, "check-script-good"), edge_value())
        } else {
            let script = with(finding(Kind::Bad, "check-script-bad"), edge_value());
            lacking(script, "script-src", wanted.edge)
        },
        if connects(edge) {
            with(finding(Kind::Good, "check-connect-good"), edge_value())
        } else {
            let connect = with(finding(Kind::Bad, "check-connect-bad"), edge_value());
            lacking(connect, "connect-src", wanted.edge)
        },
        if Url::parse(&sockets).is_ok_and(|url| connects(&url)) {
            finding(Kind::Good, "check-socket-good")
        } else {
            lacking(
                finding(Kind::Note, "check-socket-bad"),
                "connect-src",
                &sockets,
            )
        },
        if has_wasm {
            finding(Kind::Good, "check-wasm-good")
        } else {
            let wasm = finding(Kind::Bad, "check-wasm-bad");
            lacking(wasm, "script-src", "'wasm-unsafe-eval'")
        },
        match (frames, has_wasm) {
            (true, _) => finding(Kind::Good, "check-frame-good"),
            (false, true) => with(finding(Kind::Note, "check-frame-spare"), edge_value()),
            (false, false) => {
                let frame = with(finding(Kind::Bad, "check-frame-bad"), edge_value());
                lacking(frame, "frame-src", wanted.edge)
            }
        },
        match (policies.demand_types(), policies.allow_type("undersigned")) {
            (false, _) => finding(Kind::Good, "check-types-off"),
            (true, true) => finding(Kind::Good, "check-types-good"),
            (true, false) => lacking(
                finding(Kind::Bad, "check-types-bad"),
                "trusted-types",
                "undersigned",
            ),
        },
    ];
    for (flag, key) in [
        ("allow-same-origin", "check-opaque"),
        ("allow-forms", "check-forms"),
    ] {
        if policies.lack_in_sandbox(flag) {
            findings.push(finding(Kind::Bad, key));
        }
    }
    findings
}

fn finding(kind: Kind, key: &'static str) -> Finding {
    Finding {
        kind,
        key,
        values: Vec::new(),
        add: None,
    }
}

fn with(finding: Finding, values: Vec<(&'static str, String)>) -> Finding {
    Finding { values, ..finding }
}

fn lacking(finding: Finding, directive: &'static str, value: &str) -> Finding {
    Finding {
        add: Some((directive, value.to_owned())),
        ..finding
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TAG: &str = "<script async src=https://sign.example/embed/welcome/council.js></script>";
    const FINE: &str = "default-src 'none'; script-src https://sign.example 'wasm-unsafe-eval'; \
                        connect-src https://sign.example wss://sign.example; \
                        frame-src https://sign.example; \
                        require-trusted-types-for 'script'; trusted-types undersigned";

    /// The keys of what is not good.
    fn found(policies: &[&str], html: &str) -> Vec<&'static str> {
        let wanted = Wanted {
            edge: "https://sign.example",
            campaign: "welcome",
            partner: "council",
        };
        let policies: Vec<_> = policies.iter().map(|one| (*one).to_owned()).collect();
        let page = "https://www.council.example/act";
        judge(&wanted, page, &policies, html.as_bytes())
            .into_iter()
            .filter(|finding| finding.kind != Kind::Good)
            .map(|finding| finding.key)
            .collect()
    }

    #[test]
    fn a_page_that_allows_all_of_it_has_nothing_to_change() {
        assert_eq!(found(&[], TAG), [""; 0]);
        assert_eq!(found(&[FINE], TAG), [""; 0]);
    }

    #[test]
    fn what_a_policy_forbids_is_said() {
        let none: [&str; 0] = [];
        for (from, to, expected) in [
            (
                "script-src https://sign.example",
                "script-src",
                &["check-script-bad"][..],
            ),
            (
                "script-src https://sign.example",
                "script-src https://sign.example/embed/",
                &["check-script-bad"],
            ),
            (" 'wasm-unsafe-eval'", "", &["check-wasm-bad"]),
            (
                "connect-src https://sign.example",
                "connect-src",
                &["check-connect-bad"],
            ),
            (" wss://sign.example", "", &["check-socket-bad"]),
            (
                "frame-src https://sign.example",
                "frame-src 'none'",
                &["check-frame-spare"],
            ),
            (
                "trusted-types undersigned",
                "trusted-types theirs",
                &["check-types-bad"],
            ),
            (
                "default-src 'none'",
                "sandbox allow-scripts",
                &["check-opaque", "check-forms"],
            ),
            ("trusted-types undersigned", "trusted-types *", &none),
        ] {
            assert_eq!(found(&[&FINE.replace(from, to)], TAG), expected, "{to}");
        }
        let meta =
            format!("<meta http-equiv=Content-Security-Policy content=\"script-src https:\">{TAG}");
        assert_eq!(found(&[], &meta), ["check-wasm-bad"]);
        assert_eq!(
            found(&["default-src 'self'"], TAG),
            [
                "check-script-bad",
                "check-connect-bad",
                "check-wasm-bad",
                "check-frame-bad",
                "check-socket-bad"
            ]
        );
        let trusting = "script-src 'nonce-a' 'strict-dynamic' 'wasm-unsafe-eval'";
        let with_nonce = TAG.replace("async", "async nonce=a");
        assert_eq!(found(&[trusting], &with_nonce), [""; 0]);
        assert_eq!(found(&[trusting], TAG), ["check-script-bad"]);
    }

    #[test]
    fn tags_and_recorders_are_told_apart() {
        let pinned = "<script data-campaign=welcome data-partner=council \
                      src=https://sign.example/assets/embed.0123456789abcdef.js></script>";
        for (html, expected) in [
            ("<p>", &["check-tag-none"][..]),
            (pinned, &[]),
            (&TAG.replace("council", "circle"), &["check-tag-wrong"]),
            (
                &TAG.replace("sign.example", "other.example"),
                &["check-tag-wrong"],
            ),
            (
                &TAG.replace("async", "type=text/plain"),
                &["check-tag-held"],
            ),
            (&TAG.replace("src", "data-src"), &["check-tag-held"]),
            (
                "<undersigned-petition campaign=welcome partner=council>",
                &[],
            ),
            (
                &format!("{TAG}<script src=//static.hotjar.com/c.js></script>"),
                &["check-recorder"],
            ),
            (
                &format!(
                    "{TAG}<script>load('https://connect.facebook.net/en_US/fbevents.js')</script>"
                ),
                &["check-recorder"],
            ),
            (
                &format!("{TAG}<script src=//nothotjar.com/c.js></script>"),
                &[],
            ),
        ] {
            assert_eq!(found(&[], html), expected, "{html}");
        }
    }
}
