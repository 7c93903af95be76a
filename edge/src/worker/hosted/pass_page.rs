//! `/c/{campaign}/{partner}/pass`: where the code of an event pass is entered,
//! on any device of the network that it is for.

use petition::{derive_pass_id, pass::parse_code};
use protocol::ids::{CampaignId, PartnerId};

use super::with_policy;
use crate::worker::{embed::view_input, same_origin::demand_same_origin};
use commands::time;
use commands::{BindPass, PassBound};
use pages::{self, Mode, PassInput, PassState};

use crate::{
    objects,
    platform::now_ms,
    worker::{
        assets,
        campaign_cache::{self, CachedCampaign},
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        rate_limits::{self, ClientNetwork, Purpose},
        request::Inbound,
        response::Reply,
    },
};

/// The form, or what was posted by it.
pub(in crate::worker) async fn answer(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    partner: &PartnerId,
) -> Result<Reply, Failure> {
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let known = campaign.partner(partner)?;
    let language = inbound.parameter("lang");
    let language = campaign.settings.language_for(language.as_deref(), known);
    let (state, status) = if inbound.method == "POST" {
        bind(edge, inbound, &campaign).await?
    } else {
        (PassState::Asked, 200)
    };
    let parts = assets::load_parts(&edge.env).await?;
    let page = pages::render_pass(&PassInput {
        view: &view_input(edge, &campaign, known, language, Mode::Widget),
        style_url: &format!("/assets/{}", parts.manifest.style.name),
        state,
    });
    Ok(with_policy(Reply::html(page), known).with_status(status))
}

/// `POST`: binds the pass to the network that the post comes from:
///
/// 1. the form comes from this page;
/// 2. its network is not far past its limit, so that nobody tries codes;
/// 3. the campaign binds the pass that the code is of.
async fn bind(
    edge: &Edge,
    inbound: &Inbound,
    campaign: &CachedCampaign,
) -> Result<(PassState, u16), Failure> {
    // 1. From this page.
    demand_same_origin(edge, inbound)?;
    let form = inbound.read_form().await?;
    // 2. The network.
    let network = network_of(edge, inbound);
    let client = ClientNetwork::of(edge, campaign, network);
    match rate_limits::admit(edge, campaign, client, Purpose::Pass) {
        Ok(()) => {}
        Err(Refusal::TooMany(_)) => return Ok((PassState::TooMany, 429)),
        Err(refusal) => return Err(refusal.into()),
    }
    // 3. The pass.
    let typed = form.iter().find(|(name, _)| name == "code");
    let code = typed.and_then(|(_, typed)| parse_code(typed));
    let Some(code) = code else {
        return Ok((PassState::Unknown, 422));
    };
    let id = &campaign.settings.campaign;
    let pass = derive_pass_id(&edge.config.dedup_master, id, &code);
    let ask = BindPass {
        id: pass,
        network: rate_limits::make_pass_network(edge, id, &pass, network),
        now_ms: now_ms(),
    };
    Ok(match objects::campaign(&edge.env, id)?.ask(ask).await? {
        PassBound::Bound {
            signatures,
            ends_at_ms,
        } => {
            // Others know it within two seconds; this isolate at once.
            campaign_cache::load_campaign_anew(edge, id).await?;
            let ends_at = time::encode_ms(ends_at_ms);
            (
                PassState::Bound {
                    signatures,
                    ends_at,
                },
                200,
            )
        }
        PassBound::Taken => (PassState::Taken, 409),
        PassBound::Unknown => (PassState::Unknown, 422),
    })
}
