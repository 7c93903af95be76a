//! `POST /v1/campaigns/{campaign}/letters`: that a supporter has opened the
//! campaign's letter in a program of their own. This is a hint for organizers
//! and nothing more: it is not tied to a signature, and its text never comes
//! here.

use petition::NextStep;
use protocol::ids::{CampaignId, PartnerId};
use serde::{Deserialize, Serialize};

use crate::worker::{organizers::auth::Organizer, signing::sessions::demand_listed};
use commands::{CountLetter, LetterExit, LoadLetters};

use crate::{
    error::InternalError,
    objects,
    worker::{
        campaign_cache,
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        rate_limits::{self, ClientNetwork, Purpose},
        request::Inbound,
        response::Reply,
    },
};

/// Counts it:
///
/// 1. read `{partner, exit}`;
/// 2. a campaign that has a letter, on a page that its partner lists;
/// 3. its network is not far past its limit;
/// 4. the campaign counts one more.
pub(in crate::worker) async fn count(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Ask {
        partner: PartnerId,
        exit: LetterExit,
    }
    // 1. Read.
    let ask: Ask = inbound
        .read_json(r#"{"partner", "exit"}, where exit is mail, webmail, copy or print"#)
        .await?;
    // 2. Campaign and page.
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let partner = campaign.partner(&ask.partner)?;
    demand_listed(edge, inbound, partner)?;
    if !matches!(campaign.settings.next_step, Some(NextStep::Letter(_))) {
        return Err(Refusal::NoLetter.into());
    }
    // 3. The network.
    let client = ClientNetwork::of(edge, &campaign, network_of(edge, inbound));
    rate_limits::admit(edge, &campaign, client, Purpose::Letter)?;
    // 4. One more.
    let ask = CountLetter { exit: ask.exit };
    let _done = objects::campaign(&edge.env, id)?.ask(ask).await?;
    Ok(Reply::empty(202))
}

/// `GET /v1/organizer/campaigns/{campaign}/letters`.
pub(in crate::worker) async fn show(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct Answer {
        mail: u64,
        webmail: u64,
        copy: u64,
        print: u64,
    }
    let edge = organizer.edge();
    // There is such a campaign.
    let _campaign = campaign_cache::load_campaign(edge, id).await?;
    let [mail, webmail, copy, print] = load_letters(edge, id).await?;
    Ok(Reply::json(&Answer {
        mail,
        webmail,
        copy,
        print,
    })?)
}

/// How often each exit was opened, in the order of [`LetterExit::ALL`].
pub(in crate::worker) async fn load_letters(
    edge: &Edge,
    id: &CampaignId,
) -> Result<[u64; 4], InternalError> {
    let campaign = objects::campaign(&edge.env, id)?;
    let opened = campaign.ask(LoadLetters {}).await?.opened;
    Ok(LetterExit::ALL.map(|exit| opened.get(&exit).copied().unwrap_or(0)))
}
