//! A campaign of one test: the example's settings under an id of its own.

use petition::{
    CampaignMode, CampaignSettings, Comments, Counts, Delivery, Limit, LimitSettings, PostalCode,
};
use protocol::{CampaignId, PartnerId};

use crate::organizer::Organizer;
use crate::page::Page;
use crate::runtime::Runtime;
use crate::{place, random};

/// The example's lead, whose language is English.
pub const LEAD: &str = "refugee-council";

/// The example's other partner, whose language is French.
pub const OTHER: &str = "rights-circle";

/// Where the lead's pages stand.
pub const LEAD_ORIGIN: &str = "https://www.refugee-council.example";

/// Where the other partner's pages stand.
pub const OTHER_ORIGIN: &str = "https://cercle-droits.example";

/// How a campaign differs from the example's.
#[derive(Clone, Default)]
pub struct Outline {
    /// Shards of its ledger; 8 unless said.
    pub shards: Option<u16>,
    /// Signatures that one mailbox may give; 1 unless said.
    pub household_limit: Option<u8>,
    /// Whether listed supporters may add a reason; off unless said.
    pub comments: Comments,
    /// Whether the form asks for a postal code; as the example unless said.
    pub postal_code: Option<PostalCode>,
    /// Which signatures count in public; at once unless said, since most tests
    /// are not about a mailbox.
    pub counts: Option<Counts>,
    /// Limits of its own.
    pub limits: LimitSettings,
}

/// So many at once, and none within any test's time.
pub fn at_once(burst: u32) -> Limit {
    Limit { per_hour: 1, burst }
}

/// Protects a campaign, with all that this asks of its settings.
pub fn protect(settings: &mut CampaignSettings) {
    settings.mode = CampaignMode::Protected;
    settings.counts = Counts::Confirmed;
    settings.comments = Comments::Off;
    settings.postal_code = PostalCode::Optional;
    settings.household_limit = 1;
    settings.collection_notice.delivery = Delivery::Count;
    for partner in &mut settings.partners {
        partner.server_keys.clear();
    }
}

impl Outline {
    /// A campaign whose ledger has so many shards.
    pub fn shards(shards: u16) -> Self {
        Self {
            shards: Some(shards),
            ..Self::default()
        }
    }

    /// A campaign with limits of its own.
    pub fn limited(shards: u16, limits: LimitSettings) -> Self {
        Self {
            limits,
            ..Self::shards(shards)
        }
    }

    /// A campaign of one shard whose listed supporters may add a reason.
    pub fn comments(comments: Comments) -> Self {
        Self {
            comments,
            ..Self::shards(1)
        }
    }

    /// The settings, under an id that no other test has. They never close.
    pub fn settings(&self) -> CampaignSettings {
        let file = place::workspace().join("examples/campaigns/welcome-refugees.toml");
        let text = std::fs::read_to_string(file).unwrap();
        let mut settings: CampaignSettings = toml::from_str(&text).unwrap();
        let id = format!("welcome-{}", random::hex::<6>());
        settings.campaign = CampaignId::parse(&id).unwrap();
        settings.closes_at = None;
        settings.closes_zone.clear();
        settings.shards = self.shards.unwrap_or(settings.shards);
        settings.household_limit = self.household_limit.unwrap_or(settings.household_limit);
        settings.comments = self.comments;
        settings.postal_code = self.postal_code.unwrap_or(settings.postal_code);
        settings.counts = self.counts.unwrap_or(Counts::Submitted);
        settings.limits = self.limits.clone();
        for partner in &mut settings.partners {
            let is_lead = partner.partner == settings.lead;
            let origin = if is_lead { LEAD_ORIGIN } else { OTHER_ORIGIN };
            partner.origins = vec![origin.to_owned()];
        }
        settings
    }

    /// Puts the campaign.
    pub fn open<'a>(&self, edge: &'a Runtime) -> Campaign<'a> {
        let settings = self.settings();
        edge.organizer().put(&settings);
        Campaign { edge, settings }
    }
}

/// A campaign on a running edge.
pub struct Campaign<'a> {
    /// The edge.
    pub edge: &'a Runtime,
    /// What its organizers have set.
    pub settings: CampaignSettings,
}

impl<'a> Campaign<'a> {
    /// Puts the example under a new id.
    pub fn open(edge: &'a Runtime) -> Self {
        Outline::default().open(edge)
    }

    /// Its id.
    pub fn id(&self) -> &CampaignId {
        &self.settings.campaign
    }

    /// A supporter's view of it on the lead's page.
    pub fn lead(&self) -> Page {
        self.page(LEAD, LEAD_ORIGIN)
    }

    /// The same on the other partner's page.
    pub fn other(&self) -> Page {
        self.page(OTHER, OTHER_ORIGIN)
    }

    /// A page of a partner, wherever it stands.
    pub fn page(&self, partner: &str, origin: &str) -> Page {
        Page {
            http: self.edge.http(),
            authority: self.edge.authority().to_owned(),
            campaign: self.id().clone(),
            partner: PartnerId::parse(partner).unwrap(),
            origin: origin.to_owned(),
        }
    }

    /// Changes the settings.
    pub fn change(&mut self, change: impl FnOnce(&mut CampaignSettings)) {
        change(&mut self.settings);
        self.organizer().put(&self.settings);
    }

    /// Sets the deadline, in Unix milliseconds.
    pub fn close_at(&mut self, at_ms: i64) {
        self.change(|settings| {
            settings.closes_at = Some(crate::clock::encode_ms(at_ms));
            for language in settings.petition.keys() {
                let place = "Ottawa".to_owned();
                settings.closes_zone.insert(language.clone(), place);
            }
        });
    }

    /// One of its organizers.
    pub fn organizer(&self) -> Organizer {
        self.edge.organizer()
    }

    /// What the ledgers have, read by an organizer.
    #[track_caller]
    pub fn total(&self) -> u64 {
        self.organizer().counts(self.id(), "partner").total
    }
}
