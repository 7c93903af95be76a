//! A supporter's own page: read by anything that follows links it changes
//! nothing, and who has no link learns nothing.

use petition::{Counts, LimitSettings};
use protocol::{Choice, SignatureAnswer};
use tests::campaign::at_once;
use tests::mailbox::{Link, ask_link, pass};
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Ask, Campaign, Outline, Runtime, clock, database};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn confirmed() -> Outline {
    Outline {
        counts: Some(Counts::Confirmed),
        ..Outline::shards(1)
    }
}

/// Signs on the lead's page with "yes" to its notices; the receipt.
fn sign(campaign: &Campaign<'_>, name: &str, email: &str) -> String {
    let page = campaign.lead();
    let supporter = Supporter {
        given_name: name.to_owned(),
        ..Supporter::with_email(email)
    };
    let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
    let answer: SignatureAnswer = page.send(&attempt).json();
    answer.receipt.id.to_string()
}

/// What a page says of itself to caches, robots and other sites.
fn headers(answer: &Answer) -> Vec<Option<&str>> {
    let names = [
        "cache-control",
        "content-security-policy",
        "referrer-policy",
        "x-content-type-options",
        "x-robots-tag",
        "content-type",
    ];
    names.into_iter().map(|name| answer.header(name)).collect()
}

/// Every address that stands in a page, as a scanner follows them.
fn links(page: &str) -> Vec<String> {
    let parts = ["href=\"", "action=\"", "src=\""].map(|mark| page.split(mark).skip(1));
    let links = parts.into_iter().flatten();
    links
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect()
}

#[test]
fn a_scanner_that_follows_every_link_confirms_nothing() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let receipt = sign(&campaign, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    let http = edge.http();
    let page = http.get(&link.path).expect(200);
    assert_eq!(
        headers(&page)[..2],
        [
            Some("no-store"),
            Some(
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; \
                 frame-ancestors 'none'"
            )
        ]
    );
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert_eq!(page.header("x-robots-tag"), Some("noindex, nofollow"));
    assert!(page.text().contains("Confirm my signature"));
    let found = links(&page.text());
    assert!(found.len() >= 3, "{found:?}");
    for method in ["GET", "HEAD"] {
        for to in [
            link.path.clone(),
            format!("{}?action=confirm&receipt={receipt}", link.path),
        ]
        .into_iter()
        .chain(
            found
                .iter()
                .filter(|to| to.starts_with('?'))
                .map(|to| format!("{}{to}", link.path)),
        ) {
            let answer = http.send(&Ask::new(method, &to)).expect(200);
            assert_eq!(answer.text().is_empty(), method == "HEAD");
        }
    }
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
        let _problem = http
            .send(&Ask::new(method, &link.path))
            .problem(405, "method-not-allowed");
    }
    assert_eq!(campaign.total(), 0);
    // And the link is still good.
    link.act("confirm", &receipt);
    assert_eq!(campaign.total(), 1);
}

#[test]
fn a_link_is_good_or_nothing_whatever_is_wrong_with_it() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let receipt = sign(&campaign, "Anil", "anil@mail.example");
    let expired = Link::plant_until(&campaign, "anil@mail.example", clock::now_ms() - 1);
    let path = |token: &str| format!("/r/{}/{token}", campaign.id());
    let unknown = edge.http().get(&path(&"A".repeat(24))).expect(404);
    assert!(unknown.text().contains("This link does not work"));
    assert!(unknown.text().contains("name=\"email\""));
    let others = [
        expired.path.clone(),
        path(&"_".repeat(24)),
        path("x"),
        path(""),
        path("%3Cscript%3E"),
    ];
    for to in others {
        let answer = edge.http().get(&to).expect(404);
        assert_eq!(answer.text(), unknown.text(), "{to}");
        assert_eq!(headers(&answer), headers(&unknown), "{to}");
    }
    expired.act("confirm", &receipt);
    assert_eq!(campaign.total(), 0);
    // A link that has confirmed is the supporter's page for a day, and then nothing
    // either.
    let used = Link::plant_until(
        &campaign,
        "anil@mail.example",
        clock::now_ms() + 14 * DAY_MS,
    );
    used.act("confirm", &receipt);
    pass(&edge, DAY_MS - 3_600_000);
    let _page = edge.http().get(&used.path).expect(200);
    pass(&edge, 3_600_000);
    let answer = edge.http().get(&used.path).expect(404);
    assert_eq!(answer.text(), unknown.text());
}

#[test]
fn another_site_can_post_nothing_for_a_supporter() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let receipt = sign(&campaign, "Anil", "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let ask = Ask::new("POST", &link.path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .body(format!("action=confirm&receipt={receipt}"));
        let _problem = edge.http().send(&ask).problem(403, "cross-site");
    }
    assert_eq!(campaign.total(), 0);
}

#[test]
fn the_page_follows_what_the_supporter_does_and_what_people_wrote_stays_text() {
    let edge = Runtime::start();
    let campaign = confirmed().open(&edge);
    let hostile = "Anil</dd><img src=x>";
    let receipt = sign(&campaign, hostile, "anil@mail.example");
    let link = Link::plant(&campaign, "anil@mail.example");
    let shows = |texts: &[&str]| {
        let page = edge.http().get(&link.path).expect(200).text();
        for text in texts {
            assert!(page.contains(text), "{text} in {page}");
        }
        assert!(!page.contains("<img"), "{page}");
        page
    };
    let page = shows(&["Confirm your signature", "Anil&lt;/dd&gt;&lt;img src=x&gt;"]);
    assert!(page.contains(&format!("value=\"{receipt}\"")));
    link.act("confirm", &receipt);
    shows(&[
        "Your signature is counted.",
        "Take me off the list",
        "Yes to emails since",
    ]);
    link.act("unlist", &receipt);
    shows(&["Not listed", "List me as"]);
    link.act("take-back", &receipt);
    let page = shows(&["You have taken back your signature.", "Yes to emails since"]);
    assert!(!page.contains("value=\"take-back\""));
    let french = edge
        .http()
        .get(&format!("{}?lang=fr", link.path))
        .expect(200);
    assert!(french.text().contains("Vous avez retiré votre signature."));
}

#[test]
fn who_asks_for_a_link_hears_the_same_whether_the_address_has_signed() {
    let edge = Runtime::start();
    let campaign = Outline::shards(1).open(&edge);
    campaign
        .lead()
        .sign(&Supporter::with_email("anil@gmail.com"));
    let known = ask_link(&campaign, "Anil+again@gmail.com").expect(303);
    let unknown = ask_link(&campaign, "nobody@mail.example").expect(303);
    assert_eq!(known, unknown);
    let to = format!("/r/{}?sent=1&lang=fr", campaign.id());
    assert_eq!(known.header("location"), Some(to.as_str()));
    let sent = edge.http().get(&to).expect(200).text();
    assert!(sent.contains("Regardez dans votre boîte") && !sent.contains("mail.example"));
    let wrong = ask_link(&campaign, "\"><script>").expect(422).text();
    assert!(
        wrong.contains("value=\"&quot;&gt;&lt;script&gt;\""),
        "{wrong}"
    );
    tests::wait::until_true(
        "a mail to who has signed, and no other",
        std::time::Duration::from_mins(1),
        || {
            edge.kill();
            let ordered = database::query(&edge.ledger_file(), "SELECT count(*) FROM outbox");
            edge.start_again(None);
            ordered == ["1"]
        },
    );
}

#[test]
fn far_too_many_asks_for_links_are_refused_by_a_page() {
    let edge = Runtime::start();
    let limits = LimitSettings {
        network: Some(at_once(1)),
        ..LimitSettings::default()
    };
    let campaign = Outline::limited(1, limits).open(&edge);
    let answers: Vec<_> = (0..30)
        .map(|_| ask_link(&campaign, "nobody@mail.example"))
        .collect();
    let refused = answers.iter().find(|answer| answer.status == 429).unwrap();
    assert!(refused.header("retry-after").is_some());
    assert!(
        refused
            .text()
            .contains("Trop d'essais à partir de ce réseau.")
    );
    assert!(
        answers
            .iter()
            .all(|answer| [303, 429].contains(&answer.status))
    );
}
