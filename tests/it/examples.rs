//! The example campaigns as they are in their files: one waits for mailboxes,
//! one counts at once, one is protected.

use petition::{CampaignSettings, Counts};
use protocol::CampaignId;
use tests::campaign::{LEAD, LEAD_ORIGIN, OTHER_ORIGIN};
use tests::hosted::HostedForm;
use tests::submission::Supporter;
use tests::{Campaign, Runtime, place, random};

/// Puts a file of `examples/campaigns/` under an id that no other test has.
fn open<'a>(edge: &'a Runtime, file: &str) -> Campaign<'a> {
    let file = place::workspace().join("examples/campaigns").join(file);
    let text = std::fs::read_to_string(file).unwrap();
    let mut settings: CampaignSettings = toml::from_str(&text).unwrap();
    let id = format!("{}-{}", settings.campaign, random::hex::<6>());
    settings.campaign = CampaignId::parse(&id).unwrap();
    settings.closes_at = None;
    settings.closes_zone.clear();
    for (partner, origin) in settings
        .partners
        .iter_mut()
        .zip([LEAD_ORIGIN, OTHER_ORIGIN])
    {
        partner.origins = vec![origin.to_owned()];
    }
    edge.organizer().put(&settings);
    Campaign { edge, settings }
}

#[test]
fn the_first_example_waits_for_mailboxes_and_the_second_counts_at_once() {
    let edge = Runtime::shared();
    for (file, counts, total) in [
        ("welcome-refugees.toml", Counts::Confirmed, 0),
        ("open-letter.toml", Counts::Submitted, 1),
    ] {
        let campaign = open(&edge, file);
        assert_eq!(campaign.settings.counts, counts, "{file}");
        let answer = campaign.lead().sign(&Supporter::new());
        assert_eq!(answer.tally.signatures, total, "{file}");
        let _signed_elsewhere = campaign.other().sign(&Supporter::new());
        assert_eq!(campaign.total(), 2 * total, "{file}");
    }
}

#[test]
fn the_third_example_is_protected_and_asks_for_nothing_but_a_signature() {
    let edge = Runtime::shared();
    let campaign = open(&edge, "people-at-risk.toml");
    assert!(campaign.settings.is_protected());
    let path = format!("/c/{}/{LEAD}", campaign.id());
    let page = edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    form.fill(&campaign, &Supporter::new());
    let status = form.post(&campaign).status;
    assert!([200, 303].contains(&status), "{status}");
    let rows = campaign.organizer().counts(campaign.id(), "partner").rows;
    assert_eq!(rows.len(), 1, "it is there, and waits for its mailbox");
    assert_eq!((rows[0].key.as_str(), rows[0].signatures), (LEAD, 0));
}
