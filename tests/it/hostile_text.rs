//! Text that strangers type, from the form to every public surface: it stays
//! text, it cannot reach past its place, and people's names stay theirs.

use std::time::Duration;

use petition::Comments;
use protocol::{Choice, Entry, SignatureAnswer};
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Page, Runtime, personal, wait};

const PUSHED: Duration = Duration::from_secs(10);

/// After OWASP's cheat sheet for filter evasion, and what breaks JSON, HTML,
/// templates and terminals.
const SCRIPTS: [&str; 22] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.test/x></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<IMG \"\"\"><script>alert(1)</script>\">",
    "<svg/onload=alert(1)>",
    "<svg><style><!--</style><img src=x onerror=alert(1)>-->",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "` onclick=alert(1) `",
    "</bdi></li></ol></section><h1>Owned</h1>",
    "</textarea><iframe srcdoc='<script>1</script>'>",
    "</title><meta http-equiv=refresh content=0>",
    "<!--><script>alert(1)</script>-->",
    "]]><![CDATA[<b>",
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "{{7*7}} ${7*7} <%= 7*7 %> #{7*7}",
    "\\u003cscript\\u003e \\x3cb\\x3e",
    "&lt;script&gt; &#60;b&#62; &amp;",
    "a\\\",\"name\":\"x",
    "'; DROP TABLE signature; --",
    "\u{2028}</script>\u{2029}",
];

/// As typed, and what is left of it.
const MARKS: [(&str, &str); 8] = [
    ("\u{202e}lina\u{202c} K", "lina K"),
    (
        "/*\u{202e} } \u{2066}if (isAdmin)\u{2069} \u{2066}*/",
        "/* } if (isAdmin) */",
    ),
    ("A\u{200b}n\u{200c}i\u{200d}l\u{feff}\u{2060}\u{ad}", "Anil"),
    (
        "Z\u{334}\u{335}\u{336}\u{337}\u{338}\u{300}\u{301}oe",
        "Z\u{334}\u{335}\u{336}oe",
    ),
    ("A\u{0}n\u{7}i\u{1b}[31ml", "Ani[31ml"),
    ("\u{e0041}\u{e0042}tag\u{e007f}", "tag"),
    ("A\u{e000}\u{378}\u{fdd0}nil", "Anil"),
    ("two\r\nlines\u{85}and\u{2029}more", "two lines and more"),
];

/// Names of people, in the scripts that they write them in.
const NAMES: [(&str, Option<&str>, &str); 13] = [
    ("Sinéad", Some("O'Brien"), "Sinéad O."),
    ("Anne-Marie", Some("Saint-Onge"), "Anne-Marie S."),
    ("Plato", None, "Plato"),
    ("محمد", Some("الأحمد"), "محمد ا."),
    ("ئايگۈل", Some("تۇرسۇن"), "ئايگۈل ت."),
    ("علی\u{200c}رضا", Some("کریمی"), "علی\u{200c}رضا ک."),
    ("ᐊᓄᕆ", Some("ᓄᓇᕗᑦ"), "ᐊᓄᕆ ᓄ."),
    ("小明", Some("王"), "小明 王."),
    ("கவிதா", Some("கிருஷ்ணன்"), "கவிதா கி."),
    ("Nguyễn", Some("Ẩn"), "Nguyễn Ẩ."),
    ("שָׁלוֹם", Some("כֹּהֵן"), "שָׁלוֹם כֹּ."),
    (
        "Sam 👩\u{200d}👩\u{200d}👧",
        Some("👨\u{200d}🚀"),
        "Sam 👩\u{200d}👩\u{200d}👧 👨\u{200d}🚀.",
    ),
    ("X Æ A-12", Some("7"), "X Æ A-12 7."),
];

fn sign(page: &Page, given: &str, family: Option<&str>, comment: Option<&str>) -> tests::Answer {
    let mut submission = page.fill(&Supporter::new(), Choice::No);
    personal::remember(given);
    given.clone_into(&mut submission.supporter.given_name);
    submission.supporter.family_name = family.map(str::to_owned);
    submission.comment = comment.map(str::to_owned);
    page.post(&Attempt::new(submission)).send()
}

/// Waits until the public feed lists the entry as the answer said, and holds
/// the hosted page to it: isolated text, nothing else. Returns that page.
fn published(campaign: &Campaign<'_>, entry: &Entry) -> String {
    let page = campaign.lead();
    wait::until_true("the entry in the feed as it was answered", PUSHED, || {
        page.feed().entries.contains(entry)
    });
    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let html = campaign.edge.http().get(&path).expect(200).text();
    let name = format!("<bdi class=\"us-name\">{}</bdi>", escaped(&entry.name));
    assert!(html.contains(&name), "{name}");
    if let Some(comment) = &entry.comment {
        let comment = format!("<bdi class=\"us-comment\">{}</bdi>", escaped(comment));
        assert!(html.contains(&comment), "{comment}");
    }
    for raw in [
        "<script",
        "<img",
        "<svg/",
        "<iframe",
        "<meta http",
        "<h1>Owned",
    ] {
        assert!(!html.contains(raw), "{raw}");
    }
    html
}

/// A text as `maud` writes it into HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

#[test]
fn a_script_is_text_on_every_surface() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut live = campaign.other().live();
    let mut listed = Vec::new();
    for typed in SCRIPTS {
        let kept = typed
            .split(['\u{2028}', '\u{2029}'])
            .collect::<Vec<_>>()
            .join(" ");
        let kept = kept.trim();
        let answer = sign(&page, "Anil", None, Some(typed)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(entry.comment.as_deref(), Some(kept), "{typed:?}");
        let message = live.until("the entry", PUSHED, |message| {
            message.entries.iter().any(|shown| shown.id == entry.id)
        });
        // A link waits; everything else is shown as it is.
        if message.entries.contains(&entry) {
            published(&campaign, &entry);
            listed.push(kept.to_owned());
        }
        // As a name, where it is short enough and none of a spreadsheet's.
        let named = sign(&page, typed, Some("<b>"), None);
        if named.status == 201 {
            let entry = named.json::<SignatureAnswer>().entry.unwrap();
            assert_eq!(entry.name, format!("{kept} b."));
        } else {
            assert_eq!(named.pointers(), ["/supporter/given_name"], "{typed:?}");
        }
    }
    assert!(listed.len() > 18, "{listed:?}");
    // The payload stands inside a script: nothing in it ends that script.
    let script = format!("/embed/{}/{}.js", campaign.id(), page.partner);
    let script = edge.http().get(&script).expect(200).text();
    assert!(!script.contains("</script") && !script.contains('\u{2028}'));
}

#[test]
fn what_cannot_be_seen_reaches_nobody() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let mut html = String::new();
    for (typed, kept) in MARKS {
        let answer = sign(&page, typed, None, Some(typed)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.comment.as_deref()),
            (kept, Some(kept)),
            "{typed:?}"
        );
        html = published(&campaign, &entry);
    }
    let body = edge.http().get(&page.path("feed")).expect(200).text();
    for mark in [
        '\u{202e}',
        '\u{2066}',
        '\u{200b}',
        '\u{feff}',
        '\u{0}',
        '\u{1b}',
        '\u{e0041}',
    ] {
        assert!(!html.contains(mark) && !body.contains(mark), "{mark:?}");
    }
}

#[test]
fn peoples_names_and_reasons_stay_theirs_in_every_script() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    for (given, family, shown) in NAMES {
        let reason = format!("{given} – {}", family.unwrap_or("…"));
        let answer = sign(&page, given, family, Some(&reason)).expect(201);
        let entry = answer.json::<SignatureAnswer>().entry.unwrap();
        assert_eq!(
            (entry.name.as_str(), entry.comment.as_deref()),
            (shown, Some(reason.as_str()))
        );
        published(&campaign, &entry);
    }
    assert_eq!(campaign.organizer().queue(campaign.id())["waiting"], 0);
}

#[test]
fn a_name_that_is_an_address_or_a_formula_is_refused_and_no_reason_is() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let refused = [
        "https://spam.example",
        "www.spam.example",
        "Buy.Online",
        "ｓｐａｍ．ｃｏｍ",
        "spam\u{3002}com",
        "=HYPERLINK(1)",
        "+1",
        "-1+1",
        "@SUM(1)",
        "\u{200b}=1",
        "\u{ff1d}1",
        "\t@x",
        "\u{202e}\u{200b}",
        "\u{301}\u{301}",
    ];
    for typed in refused {
        assert_eq!(
            sign(&page, typed, None, None).pointers(),
            ["/supporter/given_name"],
            "{typed:?}"
        );
        if !typed
            .trim_matches(['\u{202e}', '\u{200b}', '\u{301}'])
            .is_empty()
        {
            let family = sign(&page, "Anil", Some(typed), None);
            assert_eq!(family.pointers(), ["/supporter/family_name"], "{typed:?}");
        }
        let _signed = sign(&page, "Anil", None, Some(typed)).expect(201);
    }
    assert_eq!(campaign.total(), refused.len() as u64);
}

#[test]
fn a_hostile_form_comes_back_as_text() {
    let edge = Runtime::shared();
    let campaign = Outline::comments(Comments::Open).open(&edge);
    let page = campaign.lead();
    let path = format!("/c/{}/{}", campaign.id(), page.partner);
    let html = edge.http().get(&path).expect(200).text();
    for typed in SCRIPTS {
        let mut form = HostedForm::of(&path, &html);
        form.fill(&campaign, &Supporter::new());
        for field in ["given_name", "family_name", "comment"] {
            form.set(field, typed);
        }
        form.set("postal_code", "12345");
        let again = form.post(&campaign).expect(422).text();
        assert!(
            again.contains(&format!("\n{}</textarea>", escaped(typed))),
            "{typed:?}"
        );
        assert!(
            again.contains(&format!("value=\"{}\"", escaped(typed))),
            "{typed:?}"
        );
        assert!(
            !again.contains("<script") && !again.contains("<img"),
            "{typed:?}"
        );
    }
}
