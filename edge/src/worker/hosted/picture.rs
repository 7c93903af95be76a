//! `/c/{campaign}/picture.{hash}.png`: what a shared link shows.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use protocol::{base64::parse_base64, ids::CampaignId};
use share_image::PictureHash;

use commands::FindPicture;

use crate::{
    error::InternalError,
    objects,
    worker::{
        campaign_cache,
        context::Edge,
        problem::{Failure, Refusal},
        response::Reply,
    },
};

/// A picture is at most some 100 KiB: 32 of them are about 3 MiB.
const REMEMBERED_MAX: usize = 32;

type Remembered = HashMap<(CampaignId, PictureHash), Rc<Vec<u8>>>;

thread_local! {
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

/// `GET`: the picture:
///
/// 1. the campaign's snapshot knows which there are, so that a stranger's
///    guesses meet no object; a second old, as the page that names it is;
/// 2. its bytes, from memory or from the campaign.
pub(in crate::worker) async fn show(
    edge: &Edge,
    id: &CampaignId,
    hash: &PictureHash,
) -> Result<Reply, Failure> {
    // 1. Whether there is one.
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if !campaign.pictures.has(hash) {
        return Err(Refusal::NotFound.into());
    }
    // 2. Its bytes.
    let png = load(edge, id, hash).await?.ok_or(Refusal::NotFound)?;
    Ok(Reply::bytes("image/png", png.to_vec()))
}

async fn load(
    edge: &Edge,
    id: &CampaignId,
    hash: &PictureHash,
) -> Result<Option<Rc<Vec<u8>>>, InternalError> {
    let key = (id.clone(), hash.clone());
    if let Some(png) = REMEMBERED.with_borrow(|known| known.get(&key).cloned()) {
        return Ok(Some(png));
    }
    let ask = FindPicture { hash: hash.clone() };
    let Some(text) = objects::campaign(&edge.env, id)?.ask(ask).await?.png else {
        return Ok(None);
    };
    let png =
        parse_base64(&text).ok_or_else(|| InternalError::new("a picture came as no base64"))?;
    let png = Rc::new(png);
    REMEMBERED.with_borrow_mut(|known| {
        if known.len() >= REMEMBERED_MAX {
            known.clear();
        }
        known.insert(key, Rc::clone(&png));
    });
    Ok(Some(png))
}
