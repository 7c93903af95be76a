//! The doctor's look at a partner's page: which address is fetched, how, and
//! what is said of it.

use std::time::Duration;

use tests::campaign::{LEAD, LEAD_ORIGIN};
use tests::site::{Manner, Site, page};
use tests::{Answer, Ask, Campaign, Configuration, Runtime, Setup, clock};

/// The page's limit of eight seconds, and a busy machine.
const ANSWER_LIMIT: Duration = Duration::from_mins(1);

fn encode(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02x}")
        }
    };
    text.bytes().map(byte).collect()
}

fn check(campaign: &Campaign<'_>, url: &str) -> Answer {
    let path = format!(
        "/doctor/{}/{LEAD}?lang=en&url={}",
        campaign.id(),
        encode(url)
    );
    let ask = Ask::get(&path)
        .header("cookie", "secret=1")
        .header("authorization", "Bearer secret");
    campaign.edge.http().send(&ask).expect(200)
}

/// The checks of one kind in the answer.
fn found(answer: &Answer, kind: &str) -> Vec<String> {
    let mark = format!("<li data-kind=\"{kind}\" data-check=\"check-");
    let text = answer.text();
    let lines = text.split(&mark).skip(1);
    lines
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

fn listing<'a>(edge: &'a Runtime, origins: &[&str]) -> Campaign<'a> {
    let mut campaign = Campaign::open(edge);
    campaign.change(|settings| {
        let lead = settings.lead.clone();
        let partner = settings.partners.iter_mut().find(|one| one.partner == lead);
        partner
            .unwrap()
            .origins
            .extend(origins.iter().map(|origin| (*origin).to_owned()));
    });
    campaign
}

fn tag(edge: &Runtime, campaign: &Campaign<'_>) -> String {
    format!(
        "<!doctype html><p>Act</p><script async src=\"{}/embed/{}/{LEAD}.js\"></script>",
        edge.origin(),
        campaign.id()
    )
}

/// A listed site whose pages need the campaign's id, so it starts before.
fn site_with(
    edge: &Runtime,
    manners: impl Fn(&str) -> Vec<(&'static str, Manner)>,
) -> (Campaign<'_>, Site) {
    let campaign = Campaign::open(edge);
    let site = Site::start(&manners(&tag(edge, &campaign)));
    let mut campaign = campaign;
    let origin = site.origin();
    campaign.change(|settings| {
        let lead = settings.lead.clone();
        let partner = settings.partners.iter_mut().find(|one| one.partner == lead);
        partner.unwrap().origins.push(origin);
    });
    (campaign, site)
}

#[test]
fn a_listed_page_is_read_and_explained() {
    let edge = Runtime::shared();
    let policy = "content-security-policy: script-src 'self'; connect-src *\r\n";
    let (campaign, site) = site_with(&edge, |tag| {
        vec![
            ("/", Manner::Whole(page("", tag))),
            (
                "/act?p=5",
                Manner::Whole(page(
                    policy,
                    &format!("{tag}<script src=//static.hotjar.com/a></script>"),
                )),
            ),
            (
                "/other",
                Manner::Whole(page("", &tag.replace(LEAD, "rights-circle"))),
            ),
        ]
    });
    let fine = check(&campaign, &format!("{}/", site.origin()));
    assert_eq!(found(&fine, "bad"), [""; 0], "{}", fine.text());
    assert!(fine.text().contains("lets the petition work"));
    let forbidding = check(&campaign, &format!("{}/act?p=5#there", site.origin()));
    assert_eq!(
        found(&forbidding, "bad"),
        ["recorder", "script-bad", "wasm-bad"]
    );
    assert!(forbidding.text().contains("Hotjar"));
    let wrong = check(&campaign, &format!("{}/other", site.origin()));
    assert_eq!(found(&wrong, "bad"), ["tag-wrong"]);
}

#[test]
fn a_page_is_asked_for_with_nothing_of_anybodys() {
    let edge = Runtime::shared();
    let (campaign, site) = site_with(&edge, |tag| {
        vec![("/", Manner::Whole(page("set-cookie: a=b\r\n", tag)))]
    });
    let answer = check(&campaign, &site.origin());
    assert_eq!(answer.header("set-cookie"), None);
    check(&campaign, &site.origin());
    let seen = site.seen();
    assert_eq!(seen.len(), 2);
    for head in seen {
        for name in ["cookie:", "authorization:", "origin:", "referer:", "secret"] {
            assert!(!head.contains(name), "{name} in {head}");
        }
        assert!(head.contains("undersigned-doctor"), "{head}");
    }
}

#[test]
fn no_address_but_a_listed_one_is_asked_for() {
    let edge = Runtime::shared();
    let (campaign, site) = site_with(&edge, |tag| vec![("/", Manner::Whole(page("", tag)))]);
    let stranger = Site::start(&[("/", Manner::Whole(page("", "<p>")))]);
    let (origin, other) = (site.origin(), stranger.origin());
    let port = origin.rsplit(':').next().unwrap().to_owned();
    let host = format!("127.0.0.1:{port}");
    let other_host = other.trim_start_matches("http://").to_owned();
    let not_listed = "not at one of your listed addresses";
    let malformed = "not the address of a page";
    for (asked, said) in [
        (other.clone(), not_listed),
        (format!("http://localhost:{port}/"), not_listed),
        (format!("http://127.0.0.2:{port}/"), not_listed),
        (format!("http://[::1]:{port}/"), not_listed),
        (format!("http://[::ffff:127.0.0.1]:{port}/"), not_listed),
        (format!("https://{host}/"), not_listed),
        (format!("http://{host}@{other_host}/"), malformed),
        (format!("http://user:pw@{host}/"), malformed),
        (format!("http://user@{host}/"), malformed),
        (format!("http://{other_host}#@{host}/"), not_listed),
        (format!("http://{other_host}\\@{host}/"), not_listed),
        (format!("http://{host}.evil.example/"), malformed),
        (edge.origin().to_owned(), not_listed),
        (format!("{}/organizer", edge.origin()), not_listed),
        (
            "http://169.254.169.254/latest/meta-data/".to_owned(),
            not_listed,
        ),
        ("https://www.example.org/".to_owned(), not_listed),
        (format!("{LEAD_ORIGIN}:444/"), not_listed),
        (format!("ftp://{host}/"), malformed),
        (format!("ws://{host}/"), malformed),
        ("file:///etc/passwd".to_owned(), malformed),
        ("javascript:alert(1)".to_owned(), malformed),
        (String::new(), malformed),
    ] {
        let answer = check(&campaign, &asked);
        assert!(answer.text().contains(said), "{asked}: {}", answer.text());
    }
    assert_eq!(site.seen().len() + stranger.seen().len(), 0);
    // The same address written otherwise is the same.
    for asked in [
        format!("http://2130706433:{port}/"),
        format!("http://0x7f.1:{port}/"),
    ] {
        let answer = check(&campaign, &asked);
        assert_eq!(found(&answer, "bad"), [""; 0], "{asked}");
    }
    assert_eq!((site.seen().len(), stranger.seen().len()), (2, 0));
}

#[test]
fn a_deployment_on_the_web_asks_no_address_of_its_own_machine() {
    let edge = Runtime::with(Setup {
        variables: &[("UNDERSIGNED_ORIGIN", "https://sign.example")],
        ..Setup::default()
    });
    let site = Site::start(&[("/", Manner::Whole(page("", "<p>")))]);
    let origin = site.origin();
    let campaign = listing(
        &edge,
        &[
            &origin,
            "https://10.0.0.1",
            "https://[::1]",
            "https://www.partner.example:8443",
        ],
    );
    for asked in [
        &origin,
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://www.partner.example:8443/",
    ] {
        let text = check(&campaign, asked).text();
        assert!(text.contains("only pages over HTTPS"), "{asked}: {text}");
    }
    assert_eq!(site.seen().len(), 0);
}

#[test]
fn where_a_page_leads_is_not_followed() {
    let edge = Runtime::shared();
    let target = Site::start(&[("/", Manner::Whole(page("", "<p>")))]);
    let location = target.origin();
    let (campaign, site) = site_with(&edge, |_| {
        let leading = |to: &str| {
            Manner::Whole(format!(
                "HTTP/1.1 302 X\r\nlocation: {to}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            ))
        };
        vec![("/away", leading(&location)), ("/self", leading("/away"))]
    });
    for path in ["/away", "/self"] {
        let text = check(&campaign, &format!("{}{path}", site.origin())).text();
        assert!(text.contains("leads to another address"), "{text}");
        assert!(!text.contains(&location));
    }
    assert_eq!((site.seen().len(), target.seen().len()), (2, 0));
}

#[test]
fn what_is_no_page_gets_an_explanation() {
    let edge = Runtime::shared();
    let json = "HTTP/1.1 200 X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
    let (campaign, site) = site_with(&edge, |_| {
        vec![
            ("/json", Manner::Whole(json.to_owned())),
            ("/garbage", Manner::Whole("what?\r\n\r\n".to_owned())),
            (
                "/cut",
                Manner::Whole(
                    "HTTP/1.1 200 X\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\n<p>"
                        .to_owned(),
                ),
            ),
        ]
    });
    for (path, said) in [
        ("/json", "no web page"),
        ("/none", "answered with 404"),
        ("/garbage", "did not answer in time"),
        ("/cut", "did not answer in time"),
    ] {
        let text = check(&campaign, &format!("{}{path}", site.origin())).text();
        assert!(text.contains(said), "{path}: {text}");
    }
    let origin = site.origin();
    drop(site);
    let text = check(&campaign, &origin).text();
    assert!(text.contains("did not answer in time"), "{text}");
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "reads /proc, which is Linux's")]
fn a_page_without_end_is_read_at_its_start_only() {
    // A test's edge grows when V8 optimizes it, late.
    let edge = Runtime::with(Setup {
        configuration: Configuration::Deployment,
        ..Setup::default()
    });
    let (campaign, site) = site_with(&edge, |tag| {
        let head = "HTTP/1.1 200 X\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n";
        vec![("/", Manner::Endless(format!("{head}{tag}")))]
    });
    // The first compiles what reads a page.
    let _warm = check(&campaign, &site.origin());
    let before_kib = edge.resident_kib();
    for _ in 0..4 {
        let started = clock::now();
        let answer = check(&campaign, &site.origin());
        assert_eq!(found(&answer, "bad"), [""; 0], "{}", answer.text());
        assert!(started.elapsed() < ANSWER_LIMIT);
    }
    let grown_kib = edge.resident_kib().saturating_sub(before_kib);
    assert!(grown_kib < 64 * 1024, "{grown_kib} KiB more");
}

#[test]
fn a_page_that_stalls_is_waited_for_so_long_and_no_longer() {
    let edge = Runtime::shared();
    let (campaign, site) = site_with(&edge, |_| {
        let head = "HTTP/1.1 200 X\r\ncontent-type: text/html\r\ncontent-length: 99\r\n\r\n<p>";
        vec![
            ("/body", Manner::Stalling(head.to_owned())),
            ("/head", Manner::Stalling(String::new())),
        ]
    });
    for path in ["/body", "/head"] {
        let started = clock::now();
        let text = check(&campaign, &format!("{}{path}", site.origin())).text();
        assert!(text.contains("did not answer in time"), "{path}: {text}");
        assert!(
            started.elapsed() < ANSWER_LIMIT,
            "{path}: {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn a_network_is_answered_so_often_and_no_more() {
    let edge = Runtime::shared();
    let (campaign, site) = site_with(&edge, |tag| vec![("/", Manner::Whole(page("", tag)))]);
    for _ in 0..10 {
        check(&campaign, &site.origin());
    }
    let text = check(&campaign, &site.origin()).text();
    assert!(text.contains("checked too often"), "{text}");
    assert_eq!(site.seen().len(), 10);
}
