//! No answer reveals whether an address has signed.

use std::collections::BTreeMap;

use petition::{Limit, LimitSettings};
use protocol::Choice;
use serde_json::{Value, json};
use tests::campaign::LEAD;
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Post, Runtime, clock};

/// An answer without what is random or of the clock: its status, and each
/// header and field by the length of its value.
pub(crate) fn lengths(answer: &Answer) -> (u16, BTreeMap<String, usize>) {
    fn walk(at: &str, value: &Value, lengths: &mut BTreeMap<String, usize>) {
        if let Value::Object(object) = value {
            for (name, value) in object {
                walk(&format!("{at}/{name}"), value, lengths);
            }
        } else {
            lengths.insert(at.to_owned(), value.to_string().len());
        }
    }
    let headers = answer.headers.iter();
    let headers = headers.map(|(name, value)| (name.clone(), value.len()));
    let mut lengths: BTreeMap<_, _> = headers.collect();
    lengths.insert("the whole body".to_owned(), answer.body.len());
    walk("", &answer.json(), &mut lengths);
    (answer.status, lengths)
}

#[test]
fn a_new_a_repeated_and_a_held_signature_are_answered_alike_to_the_byte() {
    for shards in [1, 8] {
        let edge = Runtime::shared();
        let outline = Outline {
            limits: LimitSettings {
                session: Some(Limit {
                    per_hour: 1,
                    burst: 1,
                }),
                ..LimitSettings::default()
            },
            ..Outline::shards(shards)
        };
        let campaign = outline.open(&edge);
        let mut answers = Vec::new();
        for number in 0..3 {
            // Addresses of one length; an answer never repeats the supporter's own.
            let email = format!("same-length-{number:02}-{}@mail.example", campaign.id());
            let supporter = Supporter::with_email(&email);
            for page in [campaign.lead(), campaign.lead(), campaign.other()] {
                let attempt = Attempt::new(page.fill(&supporter, Choice::Yes));
                answers.push(lengths(&page.send(&attempt)));
            }
        }
        // Each shard takes one of a session, so of nine at least one is held.
        let page = campaign.lead();
        let session = page.session();
        for number in 3..12 {
            let email = format!("same-length-{number:02}-{}@mail.example", campaign.id());
            let attempt = Attempt::new(page.fill(&Supporter::with_email(&email), Choice::Yes));
            let answer = Post::new(&page, &session, &attempt).send();
            answers.push(lengths(&answer));
        }
        let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
        assert!(rows.iter().any(|row| row.held > 0), "none was held");
        for answer in &answers {
            assert_eq!(*answer, answers[0]);
        }
    }
}

#[test]
fn no_problem_tells_whether_an_address_has_signed() {
    let edge = Runtime::shared();
    let mut campaign = Outline::shards(1).open(&edge);
    let page = campaign.lead();
    let signed = Supporter::new();
    let first = Attempt::new(page.fill(&signed, Choice::No));
    let _signed = page.send(&first);
    let strangers = [signed.clone(), Supporter::new()];

    let mut cases: Vec<(&str, Vec<Answer>)> = Vec::new();
    let mut both = |what, ask: &dyn Fn(&Supporter) -> Answer| {
        cases.push((what, strangers.iter().map(ask).collect()));
    };
    let post = |supporter: &Supporter| {
        let attempt = Attempt::new(page.fill(supporter, Choice::No));
        page.post(&attempt)
    };
    let changed = |supporter: &Supporter, change: &dyn Fn(&mut Value)| {
        let mut body = serde_json::to_value(page.fill(supporter, Choice::No)).unwrap();
        change(&mut body);
        post(supporter).with_body(body.to_string()).send()
    };
    both("a wrong signature", &|s| {
        post(s).without("signature").send()
    });
    both("an unknown field", &|s| {
        changed(s, &|body| body["phone"] = json!("1"))
    });
    both("a missing field", &|s| {
        changed(s, &|body| body["display"] = Value::Null)
    });
    both("a wrong field", &|s| {
        changed(s, &|body| body["supporter"]["postal_code"] = json!("12345"))
    });
    both("an unknown view", &|s| {
        changed(s, &|body| body["view"] = Value::Null)
    });
    both("an unanswered notice", &|s| {
        changed(s, &|body| body["consents"] = json!([]))
    });
    both("a used key", &|s| {
        let mut reused = post(s);
        reused.idempotency_key = format!("\"{}\"", first.key);
        let mut other = page.fill(s, Choice::No);
        other.source = Some("another".to_owned());
        reused.with_body(other.encode()).send()
    });
    let open_posts: Vec<Post> = strangers.iter().map(post).collect();
    campaign.close_at(clock::now_ms() - 86_400_000);
    let closed = open_posts.iter().map(Post::send).collect();
    cases.push(("a closed campaign", closed));

    for (what, answers) in &cases {
        assert!(answers[0].status >= 400, "{what}: {}", answers[0].text());
        assert_eq!(answers[0], answers[1], "{what}");
    }
    let statuses: Vec<_> = cases.iter().map(|(_, answers)| answers[0].status).collect();
    assert_eq!(statuses, [401, 422, 422, 422, 422, 422, 422, 409]);
}

#[test]
fn the_hosted_form_answers_a_first_and_a_repeated_signature_alike() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let supporter = Supporter::new();
    let sign = || {
        let page = edge.http().get(&path).expect(200).text();
        let mut form = HostedForm::of(&path, &page);
        form.fill(&campaign, &supporter);
        form.post(&campaign).expect(303)
    };
    let (first, repeated) = (sign(), sign());
    assert_eq!(first, repeated);
    assert_eq!(campaign.total(), 1);
}
