//! Which limits a submission is weighed against, and where each is kept.
//!
//! A supporter's key says which shard admits a submission, so those of one
//! network, session or pass fall on all shards. Their meter lives in one
//! shard, chosen by its own name, and is asked first: so a limit holds whatever
//! the number of shards. A partner's and a campaign's are shared by the shards
//! where they are large (`Rate::share`), so that no shard meets every
//! submission. With one shard all of them are weighed in the transaction that
//! admits.

use petition::{HeldReason, Limit, Rate, shard_of};
use protocol::{IdempotencyKey, base64::encode_base64url, derive_hmac, lp};

use super::{ClientNetwork, limits_of};
use commands::{Bucket, Sign, Weigh};

use crate::{
    error::InternalError,
    objects,
    platform::make_random,
    worker::{campaign_cache::CachedCampaign, context::Edge, problem::TooMany},
};

/// Whose limits a submission meets.
pub(crate) struct Submitter<'a> {
    /// The page that it came from; none from a partner's own server.
    pub(crate) page: Option<PageSubmitter<'a>>,
    pub(crate) partner: &'a str,
}

/// A page's session and network.
#[derive(Clone, Copy)]
pub(crate) struct PageSubmitter<'a> {
    pub(crate) client: ClientNetwork,
    pub(crate) session: &'a str,
    /// What the session's work was.
    pub(crate) difficulty_bits: u8,
    /// By the form without scripts.
    pub(crate) is_hosted: bool,
}

/// Who asks for a link.
pub(crate) struct LinkAsk<'a> {
    pub(crate) client: ClientNetwork,
    /// The session whose work pays for it; none without scripts.
    pub(crate) session: Option<&'a str>,
}

/// Limits whose meter lives in one shard, from the narrowest to the widest.
struct Meter {
    shard: u16,
    buckets: Vec<Bucket>,
}

/// Weighs a submission against the limits of other shards, one after another,
/// and gives it those that its own shard weighs. Every meter is asked whatever
/// the one before has said, so that the answer takes as long.
///
/// # Errors
///
/// A shard failed: nothing was admitted. The same submission again is charged
/// once.
pub(crate) async fn weigh(
    edge: &Edge,
    campaign: &CachedCampaign,
    submitter: &Submitter<'_>,
    sign: &mut Sign,
) -> Result<(), InternalError> {
    let (meters, here) = place_buckets(edge, campaign, submitter, sign.shard);
    for meter in meters {
        let ask = Weigh {
            charge: derive_charge(edge, sign, &meter),
            buckets: meter.buckets,
            over: sign.over,
        };
        let ledger = objects::ledger(&edge.env, &sign.campaign, meter.shard)?;
        sign.over = ledger.ask(ask).await?.over;
    }
    sign.buckets = here;
    Ok(())
}

/// Weighs what asks for a link, by meters of its own: whoever asks for links
/// without end keeps nobody from signing. The same limits as of a submission,
/// those of its session and its network; without scripts that of the form
/// without scripts in its session's place, since no session costs such a form
/// anything.
///
/// # Errors
///
/// A shard failed: nothing is ordered.
pub(crate) async fn weigh_link(
    edge: &Edge,
    campaign: &CachedCampaign,
    ask: &LinkAsk<'_>,
) -> Result<Option<TooMany>, InternalError> {
    let limits = limits_of(edge, campaign);
    let network = encode_base64url(&ask.client.key);
    let of_network = ask.client.raise(limits.network);
    let network_bucket = bucket(
        format!("link:{network}"),
        HeldReason::Network,
        Rate::whole(of_network),
    );
    let (own, groups) = if let Some(session) = ask.session {
        let own = ask.client.raise(limits.session);
        let name = format!("link-session:{session}");
        let session = bucket(name, HeldReason::Session, Rate::whole(own));
        (own, vec![vec![session], vec![network_bucket]])
    } else {
        let own = ask.client.raise(limits.hosted);
        let name = format!("link-hosted:{network}");
        let hosted = bucket(name, HeldReason::Hosted, Rate::whole(own));
        (own, vec![vec![hosted, network_bucket]])
    };
    let mut over = None;
    for buckets in groups {
        let home = home_of(edge, campaign, &buckets);
        let ask = Weigh {
            charge: make_random(),
            buckets,
            over,
        };
        let ledger = objects::ledger(&edge.env, &campaign.settings.campaign, home)?;
        over = ledger.ask(ask).await?.over;
    }
    Ok(over.map(|reason| {
        TooMany::of(match reason {
            HeldReason::Network => of_network,
            _ => own,
        })
    }))
}

/// The name of what a meter charges a submission: a keyed hash of what makes it
/// the same when it comes again.
fn derive_charge(edge: &Edge, sign: &Sign, meter: &Meter) -> [u8; 16] {
    let kind = meter.buckets.first().map(|bucket| bucket.reason.as_str());
    let key: &IdempotencyKey = &sign.idempotency_key;
    let hash = derive_hmac(
        &edge.config.dedup_master.expand(&[b"charge"]),
        &lp(&[
            kind.unwrap_or_default().as_bytes(),
            key.as_str().as_bytes(),
            &sign.submission_digest,
        ]),
    );
    let mut charge = [0; 16];
    charge
        .iter_mut()
        .zip(hash)
        .for_each(|(to, from)| *to = from);
    charge
}

fn place_buckets(
    edge: &Edge,
    campaign: &CachedCampaign,
    submitter: &Submitter<'_>,
    shard: u16,
) -> (Vec<Meter>, Vec<Bucket>) {
    let mut groups: Vec<Vec<Bucket>> = submitter
        .page
        .map(|page| page_buckets(edge, campaign, page))
        .unwrap_or_default();
    let mut here = Vec::new();
    let limits = limits_of(edge, campaign);
    let of_partner = |rate| {
        let name = format!("partner:{}", submitter.partner);
        bucket(name, HeldReason::Partner, rate)
    };
    let of_campaign = |rate| bucket("campaign".to_owned(), HeldReason::Campaign, rate);
    let part = |limit| Rate::share(limit, shard, campaign.shards);
    match (part(limits.partner), part(limits.campaign)) {
        (Some(partner), Some(campaign)) => {
            here.push(of_partner(partner));
            here.push(of_campaign(campaign));
        }
        (None, Some(campaign)) => {
            groups.push(vec![of_partner(Rate::whole(limits.partner))]);
            here.push(of_campaign(campaign));
        }
        // The narrower one comes first, so it is kept whole too.
        (Some(_) | None, None) => {
            groups.push(vec![of_partner(Rate::whole(limits.partner))]);
            groups.push(vec![of_campaign(Rate::whole(limits.campaign))]);
        }
    }
    if campaign.shards <= 1 {
        let all = groups.into_iter().flatten().chain(here);
        return (Vec::new(), all.collect());
    }
    let meters = groups.into_iter().map(|buckets| Meter {
        shard: home_of(edge, campaign, &buckets),
        buckets,
    });
    (meters.collect(), here)
}

/// The limits of a page's session and network, or of the pass that its network
/// has instead: at a rally one tablet goes from hand to hand.
fn page_buckets(
    edge: &Edge,
    campaign: &CachedCampaign,
    page: PageSubmitter<'_>,
) -> Vec<Vec<Bucket>> {
    if let Some(pass) = page.client.pass {
        let name = format!("pass:{}", encode_base64url(&pass.id));
        return vec![vec![Bucket {
            // A number does not refill: its clock stands at the pass's end.
            clock_ms: Some(pass.ends_at_ms),
            ..bucket(name, HeldReason::Network, Rate::number(pass.signatures))
        }]];
    }
    let limits = limits_of(edge, campaign);
    let network = encode_base64url(&page.client.key);
    let whole = |kind: &str, reason, limit: Limit| {
        let name = match reason {
            HeldReason::Session => format!("{kind}:{}", page.session),
            _ => format!("{kind}:{network}"),
        };
        bucket(name, reason, Rate::whole(limit))
    };
    let session = whole("session", HeldReason::Session, limits.session);
    let mut of_network = Vec::with_capacity(2);
    if page.is_hosted {
        of_network.push(whole("hosted", HeldReason::Hosted, limits.hosted));
    }
    of_network.push(whole("network", HeldReason::Network, limits.network));
    vec![vec![session], of_network]
}

/// The shard that keeps these: by the widest one's name, so that a network has
/// one place whether its people use scripts or not. Keyed, so that nobody can
/// send all networks of theirs to one shard.
fn home_of(edge: &Edge, campaign: &CachedCampaign, buckets: &[Bucket]) -> u16 {
    let name = buckets.last().map_or("", |bucket| &bucket.name);
    let key = edge.config.dedup_master.expand(&[b"meter"]);
    shard_of(&derive_hmac(&key, name.as_bytes()), campaign.shards)
}

fn bucket(name: String, reason: HeldReason, rate: Rate) -> Bucket {
    Bucket {
        name,
        reason,
        interval_us: rate.interval_us,
        burst: rate.burst,
        clock_ms: None,
    }
}
