//! The order of checks is part of the protocol: a request that is wrong in
//! two ways gets the earlier problem, and up to the settings no object is met.

use protocol::base64::encode_base64url;
use protocol::{CampaignId, Choice, PartnerId, SessionPayload, Submission};
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER, OTHER_ORIGIN};
use tests::submission::{Attempt, Supporter, fill};
use tests::{Answer, Campaign, Page, Post, Runtime, clock, random};

/// A request as the table's faults change it, before it is signed.
struct Request {
    session: SessionPayload,
    submission: Submission,
    page: Page,
    key: String,
    created_s: i64,
    query: &'static str,
    body: Option<String>,
    padding: usize,
    origin: &'static str,
    authority: Option<&'static str>,
    digest: Option<String>,
    is_forged: bool,
    is_garbled: bool,
    is_idle: bool,
    headers: Vec<(&'static str, Option<&'static str>)>,
}

/// What is wrong, and the problem that reports it.
struct Fault {
    status: u16,
    kind: &'static str,
    step: u8,
    spoil: fn(&mut Request),
}

const fn fault(step: u8, status: u16, kind: &'static str, spoil: fn(&mut Request)) -> Fault {
    Fault {
        status,
        kind,
        step,
        spoil,
    }
}

/// In the order of the checks. The last steps' faults need settings.
#[rustfmt::skip]
const FAULTS: [Fault; 20] = [
    fault(1, 400, "query-not-allowed", |request| request.query = "?x=1"),
    fault(1, 415, "content-encoding", |request| request.headers.push(("content-encoding", Some("gzip")))),
    fault(1, 415, "unsupported-media-type", |request| request.headers.push(("content-type", Some("text/plain")))),
    fault(1, 413, "body-too-large", |request| request.padding = 17_000),
    fault(2, 401, "signature-missing", |request| request.headers.push(("signature", None))),
    fault(2, 401, "session-not-ours", |request| request.is_garbled = true),
    fault(2, 401, "session-expired", |request| {
        request.session.issued_at -= 1_000;
        request.session.expires_at -= 1_000;
    }),
    fault(2, 401, "session-campaign", |request| request.session.campaign = CampaignId::parse("another").unwrap()),
    fault(2, 401, "session-origin", |request| request.origin = OTHER_ORIGIN),
    fault(3, 401, "digest-missing", |request| request.headers.push(("content-digest", None))),
    fault(3, 401, "signature-authority", |request| request.authority = Some("elsewhere.example")),
    fault(3, 401, "digest-mismatch", |request| request.digest = Some(protocol::encode_content_digest(b"another"))),
    fault(3, 401, "signature-mismatch", |request| request.is_forged = true),
    fault(3, 400, "idempotency-key-malformed", |request| "\"1\"".clone_into(&mut request.key)),
    fault(3, 401, "signature-window", |request| request.created_s -= 400),
    fault(4, 400, "malformed", |request| request.body = Some("{".to_owned())),
    fault(4, 401, "session-partner", |request| request.session.partner = PartnerId::parse(OTHER).unwrap()),
    fault(4, 422, "work", |request| {
        request.session.difficulty_bits = 8;
        request.is_idle = true;
    }),
    fault(5, 422, "invalid", |request| request.submission.view = None),
    fault(6, 422, "key-reused", |_| {}),
];

impl Request {
    /// One that would be taken.
    fn good(page: &Page, submission: Submission) -> Self {
        let issued_at = clock::now_s();
        Self {
            session: SessionPayload {
                v: 1,
                campaign: page.campaign.clone(),
                partner: page.partner.clone(),
                origin: LEAD_ORIGIN.to_owned(),
                issued_at,
                expires_at: issued_at + 900,
                sid: encode_base64url(&random::bytes::<16>()),
                difficulty_bits: 0,
            },
            submission,
            page: page.clone(),
            key: format!("\"{}\"", random::idempotency_key()),
            created_s: issued_at,
            query: "",
            body: None,
            padding: 0,
            origin: LEAD_ORIGIN,
            authority: None,
            digest: None,
            is_forged: false,
            is_garbled: false,
            is_idle: false,
            headers: Vec::new(),
        }
    }

    fn send(self, edge: &Runtime) -> Answer {
        let session = edge.secrets().issue(self.session);
        let attempt = Attempt::new(self.submission);
        let page_session = tests::page::PageSession {
            token: session.token.clone(),
            key: session.key.to_vec(),
            issued_at_ms: 0,
        };
        let mut post = Post::new(&self.page, &page_session, &attempt);
        if self.is_idle {
            post.body = attempt.submission.encode().into_bytes();
        }
        if let Some(body) = self.body {
            post.body = body.into_bytes();
        }
        post.body.extend(vec![b' '; self.padding]);
        if self.is_garbled {
            post.token.push('A');
        }
        if self.is_forged {
            post.key = vec![1; 32];
        }
        self.query.clone_into(&mut post.query);
        post.idempotency_key = self.key;
        post.created_s = self.created_s;
        post.origin = Some(self.origin.to_owned());
        post.digest = self.digest;
        if let Some(authority) = self.authority {
            authority.clone_into(&mut post.authority);
            post = post.replacing("host", authority);
        }
        for (name, value) in self.headers {
            post = match value {
                Some(value) => post.replacing(name, value),
                None => post.without(name),
            };
        }
        post.send()
    }
}

#[test]
fn of_two_faults_the_earlier_is_reported() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let embed = page.embed();
    let used = Attempt::new(fill(&embed, &Supporter::new(), Choice::No));
    let _signed = page.send(&used);
    let mut reported = 0;
    for (first, early) in FAULTS.iter().enumerate() {
        for late in &FAULTS[first..] {
            let mut request = Request::good(&page, fill(&embed, &Supporter::new(), Choice::No));
            // The last step's fault: a key that came with another submission
            // of the same person, so to the same shard.
            if late.kind == "key-reused" {
                request.key = format!("\"{}\"", used.key);
                request.submission = used.submission.clone();
                request.submission.source = None;
            }
            (late.spoil)(&mut request);
            (early.spoil)(&mut request);
            println!(
                "{} ({}) before {} ({})",
                early.kind, early.step, late.kind, late.step
            );
            let _problem = request.send(&edge).problem(early.status, early.kind);
            reported += 1;
        }
    }
    assert!(FAULTS.is_sorted_by_key(|fault| fault.step));
    println!("{reported} pairs");
    assert_eq!(campaign.total(), 1);
}

#[test]
fn the_ledgers_replay_comes_before_its_dates() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let used = Attempt::new(page.fill(&Supporter::new(), Choice::No));
    let first = page.send(&used);
    let other = Attempt {
        submission: Submission {
            source: None,
            ..used.submission.clone()
        },
        key: used.key.clone(),
    };
    let unknown_partner = Attempt::new(used.submission.clone());
    campaign.close_at(clock::now_ms() - 86_400_000);
    assert_eq!(page.post(&used).send(), first);
    let _problem = page.post(&other).send().problem(422, "key-reused");
    let _problem = page
        .post(&unknown_partner)
        .send()
        .problem(409, "campaign-closed");
}

#[test]
fn up_to_the_settings_no_object_is_met() {
    // No campaign was ever put, so the first object that is asked, the
    // directory, would make its files.
    let elsewhere = Runtime::shared();
    let form = Campaign::open(&elsewhere);
    let embed = form.lead().embed();
    let edge = Runtime::start();
    let page = Page {
        http: edge.http(),
        authority: edge.authority().to_owned(),
        campaign: CampaignId::parse("nowhere").unwrap(),
        partner: PartnerId::parse(LEAD).unwrap(),
        origin: LEAD_ORIGIN.to_owned(),
    };
    let make = || Request::good(&page, fill(&embed, &Supporter::new(), Choice::No));
    let before = edge.state_files();
    for fault in FAULTS.iter().filter(|fault| fault.step <= 4) {
        let mut request = make();
        (fault.spoil)(&mut request);
        let _problem = request.send(&edge).problem(fault.status, fault.kind);
    }
    assert_eq!(edge.state_files(), before, "an object was met");
    // A request without a fault is what meets the first one.
    let _problem = make().send(&edge).problem(404, "unknown-campaign");
    assert_ne!(edge.state_files(), before);
}
