//! What was acknowledged is there, once, whatever was killed.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use protocol::Choice;
use protocol::limits::FEED_ENTRIES;
use tests::submission::{Attempt, Supporter};
use tests::{Answer, Campaign, Outline, Page, Post, Runtime, Setup, tier, wait};

const CLIENTS: usize = 8;

/// What a client knows when the edge was killed under it.
#[derive(Default)]
struct Sent {
    acknowledged: Vec<(Attempt, Answer)>,
    unanswered: Vec<Attempt>,
}

/// Signs one new supporter after another until the edge is gone.
fn sign_until_cut(page: &Page, count: &AtomicUsize) -> Sent {
    let mut sent = Sent::default();
    let embed = page.embed();
    let session = page.session();
    loop {
        let submission = tests::submission::fill(&embed, &Supporter::new(), Choice::Yes);
        let attempt = Attempt::new(submission);
        match Post::new(page, &session, &attempt).try_send() {
            Ok(answer) if answer.status == 201 => {
                count.fetch_add(1, Ordering::SeqCst);
                sent.acknowledged.push((attempt, answer));
            }
            // A connection that was cut in the middle, or never made.
            _ => {
                sent.unanswered.push(attempt);
                return sent;
            }
        }
    }
}

/// Signs with many clients, and kills the edge under them.
fn sign_and_kill(campaign: &Campaign<'_>) -> Sent {
    // Acknowledged before each kill, at least.
    let least = tier::pick(30, 150);
    let count = AtomicUsize::new(0);
    thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let page = match client % 2 {
                    0 => campaign.lead(),
                    _ => campaign.other(),
                };
                let count = &count;
                scope.spawn(move || sign_until_cut(&page, count))
            })
            .collect();
        wait::until_true("signatures before the kill", Duration::from_mins(1), || {
            count.load(Ordering::SeqCst) >= least
        });
        campaign.edge.kill();
        let mut all = Sent::default();
        for client in clients {
            let sent = client.join().unwrap();
            all.acknowledged.extend(sent.acknowledged);
            all.unanswered.extend(sent.unanswered);
        }
        all
    })
}

fn page_of(campaign: &Campaign<'_>, attempt: &Attempt) -> Page {
    if attempt.submission.partner == campaign.settings.lead {
        campaign.lead()
    } else {
        campaign.other()
    }
}

#[test]
fn every_acknowledged_signature_survives_a_kill_once() {
    for shards in [1, 8] {
        let edge = Runtime::start();
        let campaign = Outline::shards(shards).open(&edge);
        let mut acknowledged = Vec::new();
        let mut unanswered = Vec::new();
        for _ in 0..2 {
            let sent = sign_and_kill(&campaign);
            acknowledged.extend(sent.acknowledged);
            unanswered.extend(sent.unanswered);
            edge.start_again(None);
        }
        let found = campaign.total();
        let most = acknowledged.len() + unanswered.len();
        println!(
            "{shards} shards: acknowledged {}, unanswered {}, found {found}",
            acknowledged.len(),
            unanswered.len()
        );
        assert!(usize::try_from(found).unwrap() >= acknowledged.len());
        assert!(usize::try_from(found).unwrap() <= most);
        // The edge knows each of them: a retry gets the same answer and counts nothing.
        for (attempt, first) in &acknowledged {
            let again = page_of(&campaign, attempt).post(attempt).send();
            assert_eq!(again, *first, "{}", again.text());
        }
        assert_eq!(campaign.total(), found);
        // A retry of what had no answer counts if it did not before.
        for attempt in &unanswered {
            let _signed = page_of(&campaign, attempt).send(attempt);
        }
        let everybody = u64::try_from(most).unwrap();
        assert_eq!(campaign.total(), everybody);
        await_public_state(&campaign, everybody);
    }
}

/// The merged tally and the feed come to what the ledgers have.
fn await_public_state(campaign: &Campaign<'_>, signatures: u64) {
    let page = campaign.lead();
    let limit = Duration::from_mins(1);
    wait::until_true("the public tally to be complete", limit, || {
        page.tally().signatures == signatures
    });
    let feed = page.feed();
    let ids: BTreeSet<_> = feed.entries.iter().map(|entry| &entry.id).collect();
    let listed = u64::try_from(ids.len()).unwrap();
    assert_eq!(listed, signatures.min(FEED_ENTRIES as u64));
    assert_eq!(feed.others + listed, signatures);
}

#[test]
fn an_announcement_that_a_kill_has_cut_off_is_made_by_the_alarm() {
    for shards in [1, 8] {
        // However soon an announcement comes, it is made by nobody before the
        // kill.
        let edge = Runtime::with(Setup {
            fail_at: Some("campaign.announce:1"),
            ..Setup::default()
        });
        let campaign = Outline::shards(shards).open(&edge);
        let page = campaign.lead();
        let supporters = 4;
        for _ in 0..supporters {
            let _signed = page.sign(&Supporter::new());
        }
        assert_eq!(page.tally().signatures, 0);
        edge.kill();
        edge.start_again(None);
        assert_eq!(campaign.total(), supporters);
        let killed_at = tests::clock::now();
        let limit = Duration::from_mins(1);
        wait::until_true("the announcement by the alarm", limit, || {
            page.tally().signatures == supporters
        });
        println!(
            "announced {} ms after the restart",
            killed_at.elapsed().as_millis()
        );
        let listed = page.feed().entries.len();
        assert_eq!(u64::try_from(listed).unwrap(), supporters);
    }
}

#[test]
fn settings_views_and_hidden_entries_survive_a_kill() {
    let edge = Runtime::start();
    let campaign = Campaign::open(&edge);
    let page = campaign.lead();
    let kept = page.sign(&Supporter::new()).entry.unwrap();
    let hidden = page.sign(&Supporter::new()).entry.unwrap();
    let shown_before = page.fill(&Supporter::new(), Choice::Yes);
    campaign.organizer().hide(campaign.id(), &hidden.id);
    edge.restart();
    // A form that was open in a page before the kill still signs.
    let signed: protocol::SignatureAnswer = page.send(&Attempt::new(shown_before)).json();
    let limit = Duration::from_mins(1);
    // Which of the two comes first is open: the kill may have cut off the older
    // one's announcement, and the alarm makes it after the newer one's.
    let listed = BTreeSet::from([signed.entry.unwrap().id, kept.id]);
    wait::until_true("the feed without the hidden entry", limit, || {
        let entries = page.feed().entries.into_iter();
        entries.map(|entry| entry.id).collect::<BTreeSet<_>>() == listed
    });
    assert_eq!(page.tally().goal, campaign.settings.goal);
    assert_eq!(campaign.total(), 3);
}
