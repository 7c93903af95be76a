//! The whole way with Worker and objects in two services, so in two isolates:
//! nothing depends on memory that they would share.

use std::time::Duration;

use protocol::Choice;
use tests::campaign::{LEAD, OTHER};
use tests::hosted::HostedForm;
use tests::submission::{Attempt, Supporter};
use tests::{Configuration, Outline, Runtime, Setup, wait};

const PUSHED: Duration = Duration::from_mins(1);

#[test]
fn a_signature_goes_its_whole_way_with_the_objects_in_a_service_of_their_own() {
    for shards in [1, 8] {
        let edge = Runtime::with(Setup {
            configuration: Configuration::TestTwoServices,
            ..Setup::default()
        });
        let campaign = Outline::shards(shards).open(&edge);
        let (lead, other) = (campaign.lead(), campaign.other());
        let mut live = other.live();

        // Signed on one page, pushed to the other.
        let supporter = Supporter::new();
        let attempt = Attempt::new(lead.fill(&supporter, Choice::Yes));
        let first = lead.send(&attempt);
        let entry = first.json::<protocol::SignatureAnswer>().entry.unwrap();
        live.until("the entry", PUSHED, |message| {
            message.entries.contains(&entry)
        });

        // A retry, and the same person on the other page.
        assert_eq!(lead.post(&attempt).send(), first);
        let _signed = other.send(&Attempt::new(other.fill(&supporter, Choice::Yes)));
        let counts = campaign.organizer().counts(campaign.id(), "partner");
        let rows: Vec<_> = counts
            .rows
            .iter()
            .map(|row| (row.key.as_str(), row.signatures, row.consents))
            .collect();
        assert_eq!(rows, [(LEAD, 1, 1), (OTHER, 0, 1)]);

        // The page without scripts.
        let path = format!("/c/{}/{OTHER}", campaign.id());
        let mut form = HostedForm::of(&path, &edge.http().get(&path).expect(200).text());
        form.fill(&campaign, &Supporter::new());
        let _signed = form.post(&campaign).expect(303);
        live.until("the hosted signature", PUSHED, |message| {
            message.tally.signatures == 2
        });

        // Hidden, everywhere.
        campaign.organizer().hide(campaign.id(), &entry.id);
        live.until("the removal", PUSHED, |message| {
            message.removed.contains(&entry.id)
        });

        // And kept.
        edge.restart();
        assert_eq!(lead.post(&attempt).send(), first);
        assert_eq!(campaign.total(), 2);
        wait::until_true("the public state", PUSHED, || {
            let feed = lead.feed();
            feed.tally.signatures == 2 && feed.entries.iter().all(|listed| listed.id != entry.id)
        });
    }
}
