//! What everybody can watch about an address that somebody tries: the count,
//! the feed and what open pages are sent, by what the campaign counts.
//!
//! That nothing moved is not waited for: a signature that everybody sees
//! follows in the same ledger, and what the one before it moved would have
//! come with it at the latest.

use std::time::Duration;

use petition::{Counts, Limit, LimitSettings};
use protocol::{Choice, Entry, Feed, LiveMessage, SignatureAnswer};
use tests::live::Live;
use tests::mail_server::{MailServer, Provider};
use tests::mailbox::Link;
use tests::submission::{Attempt, Supporter};
use tests::{Campaign, Outline, Post, Runtime, Setup, wait};

const PUBLISHED: Duration = Duration::from_mins(1);

/// The given name of those who are seen by everybody.
const MARKER: &str = "Zoranika";

/// What moved for everybody who watches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Moved {
    /// Signatures of the tally.
    pub(crate) tally: u64,
    /// Entries of the feed.
    pub(crate) feed: usize,
    /// Entries that open pages were sent.
    pub(crate) live: usize,
}

impl Moved {
    pub(crate) const NOTHING: Self = Self {
        tally: 0,
        feed: 0,
        live: 0,
    };
    pub(crate) const ONE: Self = Self {
        tally: 1,
        feed: 1,
        live: 1,
    };
}

/// A campaign of one shard with an open page, and supporters who are seen when
/// it is their turn.
pub(crate) struct Watched<'a> {
    campaign: &'a Campaign<'a>,
    server: &'a MailServer,
    live: Live,
    /// Where only confirmed signatures count: who waits for their mailbox, with
    /// the receipt.
    waiting: Vec<(Supporter, String)>,
}

impl<'a> Watched<'a> {
    /// Watches a campaign, for so many probes. One signature that everybody sees
    /// comes first: the open page may still be sent those before it.
    pub(crate) fn begin(campaign: &'a Campaign<'a>, server: &'a MailServer, probes: usize) -> Self {
        let mut watched = Self {
            campaign,
            server,
            live: campaign.lead().live(),
            waiting: Vec::new(),
        };
        if campaign.settings.counts == Counts::Confirmed {
            for _ in 0..=probes {
                let supporter = marker();
                let receipt = watched.sign(&supporter);
                watched.waiting.push((supporter, receipt));
            }
        }
        watched.mark();
        let _told = watched.await_marker(|_| ());
        watched
    }

    /// Waits until the open page and the feed have the one who is seen; what the
    /// page was sent until then.
    fn await_marker(&mut self, mut see: impl FnMut(&LiveMessage)) -> Feed {
        let sent = self
            .live
            .until("the one who is seen", PUBLISHED, |message| {
                see(message);
                message.entries.iter().any(is_marker)
            });
        let page = self.campaign.lead();
        wait::until("the one who is seen in the feed", PUBLISHED, || {
            let feed = page.feed();
            let is_there = |entry| feed.entries.contains(entry);
            sent.entries.iter().all(is_there).then_some(feed)
        })
    }

    /// Somebody signs who is listed; the receipt.
    fn sign(&self, supporter: &Supporter) -> String {
        let page = self.campaign.lead();
        let attempt = Attempt::new(page.fill(supporter, Choice::Yes));
        let session = page.make_session(self.campaign.edge);
        let signed: SignatureAnswer = Post::new(&page, &session, &attempt)
            .send()
            .expect(201)
            .json();
        signed.receipt.id.to_string()
    }

    /// One signature that everybody sees.
    fn mark(&mut self) {
        match self.waiting.pop() {
            Some((supporter, receipt)) => {
                confirm(self.campaign, self.server, (&supporter.email, &receipt));
            }
            None => drop(self.sign(&marker())),
        }
    }

    /// Tries an address with a submission, and returns what it moved.
    pub(crate) fn probe(&mut self, post: &Post) -> Moved {
        let page = self.campaign.lead();
        let before = page.feed();
        let _signed = post.send().expect(201);
        self.mark();
        let mut live = 0;
        let after = self.await_marker(|message| {
            let others = message.entries.iter().filter(|entry| !is_marker(entry));
            live += others.count();
        });
        Moved {
            tally: after.tally.signatures - before.tally.signatures - 1,
            feed: after.entries.len() - before.entries.len() - 1,
            live,
        }
    }
}

fn is_marker(entry: &Entry) -> bool {
    entry.name.starts_with(MARKER)
}

fn marker() -> Supporter {
    Supporter {
        given_name: MARKER.to_owned(),
        ..Supporter::new()
    }
}

/// The newest mail's link confirms this receipt.
pub(crate) fn confirm(
    campaign: &Campaign<'_>,
    server: &MailServer,
    (email, receipt): (&str, &str),
) {
    wait::until_true("their mail", PUBLISHED, || {
        !server.taken_for(email).is_empty()
    });
    let mail = server.taken_for(email).pop().unwrap();
    let path = mail.link().strip_prefix(campaign.edge.origin()).unwrap();
    Link::new(campaign, path).act("confirm", receipt);
}

#[test]
fn what_the_public_count_gives_away_is_what_the_setting_says() {
    let server = MailServer::start(Provider::Postmark);
    let edge = Runtime::with(Setup {
        mail: Some(&server),
        ..Setup::default()
    });
    for counts in [Counts::Submitted, Counts::Confirmed] {
        // One signature for a session: the second with it is held.
        let once = Limit {
            per_hour: 1,
            burst: 1,
        };
        let campaign = Outline {
            limits: LimitSettings {
                session: Some(once),
                ..LimitSettings::default()
            },
            counts: Some(counts),
            ..Outline::shards(1)
        }
        .open(&edge);
        let page = campaign.lead();
        let form = page.fill(&Supporter::new(), Choice::Yes);
        let session = page.make_session(&edge);
        let again = Attempt::new(form.clone());
        let other = Attempt::new(page.fill(&Supporter::new(), Choice::Yes));
        let probes = [
            Post::new(&page, &session, &Attempt::new(form)),
            Post::new(&page, &page.make_session(&edge), &again),
            Post::new(&page, &session, &other),
        ];
        let mut watched = Watched::begin(&campaign, &server, probes.len());
        let seen = probes.map(|post| watched.probe(&post));
        println!("{counts:?}: new, repeated, held: {seen:?}");
        let new = match counts {
            // Who spends a submission sees whether the address was new.
            Counts::Submitted => Moved::ONE,
            Counts::Confirmed => Moved::NOTHING,
        };
        assert_eq!(seen, [new, Moved::NOTHING, Moved::NOTHING]);
        let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
        assert_eq!(rows.iter().map(|row| row.held).sum::<u64>(), 1);
    }
}
