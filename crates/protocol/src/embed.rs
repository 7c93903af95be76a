//! One placement of the widget: all that a page needs to show the form and
//! to sign.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::feed::Entry;
use crate::ids::{CampaignId, NoticeId, PartnerId, ViewHash};
use crate::submission::NoticeRef;
use crate::tally::Tally;

/// The rendered view with everything that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbedAnswer {
    /// The view's markup, rendered by the edge.
    pub html: String,
    /// The view's stylesheet.
    pub style: String,
    /// Hash of the rendered consent block, to be sent back with a submission.
    pub view: ViewHash,
    /// Version of the petition's text.
    pub petition_version: u32,
    /// The collection notice shown.
    pub collection_notice: NoticeRef,
    /// The consent notices shown, in their order.
    pub notices: Vec<NoticeShown>,
    /// The count.
    pub tally: Tally,
    /// The newest listed signatures, newest first.
    pub entries: Vec<Entry>,
    /// Signatures that count and are not among the entries.
    pub others: u64,
    /// Where the other parts are.
    pub assets: Assets,
    /// Texts with `{placeholders}` that the widget fills.
    pub messages: BTreeMap<String, String>,
    /// The campaign.
    pub campaign: CampaignId,
    /// The partner whose placement it is.
    pub partner: PartnerId,
    /// The language of the view.
    pub language: String,
    /// Every language of the campaign by its tag, with its own name.
    #[serde(default)]
    pub languages: BTreeMap<String, String>,
}

/// What a view shows to some only, fetched when the first of it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestAnswer {
    /// Markup for the view's thanks, rendered by the edge.
    pub html: String,
    /// Texts with `{placeholders}`, beside those of the view.
    pub messages: BTreeMap<String, String>,
}

/// A consent notice as it stands in a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeShown {
    /// The notice.
    pub notice: NoticeId,
    /// Its version.
    pub version: u32,
    /// How the choice is indicated.
    pub control: Control,
}

/// How a supporter indicates their choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    /// Yes and no of equal weight, neither selected; an answer is required.
    #[default]
    Choose,
    /// One box, not ticked.
    Tick,
}

/// Where the parts of the widget are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assets {
    /// URL of the pinned loader.
    pub loader: String,
    /// URL of the widget's wasm.
    pub wasm: String,
    /// Subresource integrity of the wasm.
    pub wasm_integrity: String,
    /// URL of the live socket, `ws:` or `wss:`.
    pub live: String,
    /// Origin of the edge.
    pub edge: String,
}
