//! `/r/{campaign}/{token}`: what who reads a mailbox does with what it has.

use protocol::ids::{CampaignId, ReceiptId};

use super::organizer_auth::demand_same_origin;
use crate::{
    broken::Broken,
    cache::{self, Campaign},
    commands::{Act, ActOnPage, HerPage, LoadPage},
    entry::Edge,
    inbound::Inbound,
    mail_token::MailToken,
    objects,
    problem::{Failure, Refusal},
    reply::Reply,
    views::FormValues,
};
use petition::Counts;

/// `POST`: does one thing:
///
/// 1. the form comes from this page, since mail scanners and other sites must
///    not act;
/// 2. what it says: `action`, and the `receipt` or `record` it is about;
/// 3. the ledger does it, if the token is good;
/// 4. see other: the page, whatever came of it, so that a token that is
///    unknown, ended or used is told like any other.
pub(super) async fn act(
    edge: &Edge,
    inbound: &Inbound,
    (id, token): (&CampaignId, &MailToken),
) -> Result<Reply, Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let values = FormValues::from_pairs(inbound.read_form().await?);
    // 2. What.
    let asked = parse_act(&values)?;
    let campaign = cache::load_campaign(edge, id).await?;
    // 3. The ledger.
    if token.shard < campaign.shards {
        let act = with_places(edge, &campaign, (token, asked)).await?;
        let settings = &campaign.settings;
        let ask = ActOnPage {
            token: token.hash(),
            act,
            household_limit: settings.household_limit,
            shows_pending: settings.counts == Counts::Submitted,
        };
        let _acted = objects::ledger(&edge.env, id, token.shard)?
            .ask(ask)
            .await?;
    }
    // 4. See other.
    let to = format!("/r/{id}/{}", token.encode());
    Ok(Reply::empty(303).with_header("location", to))
}

fn parse_act(values: &FormValues) -> Result<Act, Refusal> {
    let malformed = || Refusal::Malformed("the form says nothing that this page does".to_owned());
    let receipt = || ReceiptId::parse(values.text("receipt")).map_err(|_| malformed());
    Ok(match values.text("action") {
        "confirm" => Act::Confirm {
            receipt: receipt()?,
        },
        "discard" => Act::Discard {
            receipt: match values.text("receipt") {
                "" => None,
                _ => Some(receipt()?),
            },
        },
        "list" => Act::List {
            receipt: receipt()?,
            shows_region: false,
            shows_country: false,
        },
        "unlist" => Act::Unlist {
            receipt: receipt()?,
        },
        "withdraw" => Act::WithdrawConsent {
            record_id: values.text("record").to_owned(),
        },
        "take-back" => Act::TakeBack {
            receipt: receipt()?,
        },
        "review" => Act::AskReview {
            receipt: receipt()?,
        },
        _ => return Err(malformed()),
    })
}

/// A listing shows a place by the same rule as a new signature: where enough
/// come from there.
async fn with_places(
    edge: &Edge,
    campaign: &Campaign,
    (token, act): (&MailToken, Act),
) -> Result<Act, Broken> {
    let Act::List { receipt, .. } = act else {
        return Ok(act);
    };
    let page = load(edge, campaign, token).await?;
    let mut signatures = page.iter().flat_map(|page| &page.signatures);
    let known = signatures.find(|one| one.receipt == receipt);
    let country = known.and_then(|one| one.country.clone());
    let region = known.and_then(|one| one.region.clone());
    let region = country
        .as_ref()
        .zip(region)
        .map(|(country, region)| format!("{country}-{region}"));
    Ok(Act::List {
        receipt,
        shows_region: region.is_some_and(|region| campaign.shows_place(&region)),
        shows_country: country.is_some_and(|country| campaign.shows_place(&country)),
    })
}

/// What the mailbox has, if the token is good.
async fn load(
    edge: &Edge,
    campaign: &Campaign,
    token: &MailToken,
) -> Result<Option<HerPage>, Broken> {
    if token.shard >= campaign.shards {
        return Ok(None);
    }
    let id = &campaign.settings.campaign;
    let ask = LoadPage {
        token: token.hash(),
    };
    let ledger = objects::ledger(&edge.env, id, token.shard)?;
    Ok(ledger.ask(ask).await?.page)
}
