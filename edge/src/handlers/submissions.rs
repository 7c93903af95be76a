//! What the signed request and the hosted form have in common: from a
//! submission that is authentic to the ledger's answer.

mod command;

use command::{listed_name, make_sign};
use petition::{Network, ValidSubmission, check_notices, notices::Shown, validate};
use protocol::{
    Entry, FieldProblem, IdempotencyKey, NoticeShown, Receipt, SignatureAnswer, Submission,
    ids::CampaignId, session::SessionPayload,
};

use crate::{
    cache::{self, Campaign},
    commands::{Signed, SignedRow, ViewRecord, make_tally},
    entry::Edge,
    limits::{self, Submitter, Whence},
    objects,
    problem::{Failure, Refusal, field_problem},
    time,
};

/// How a submission reached us.
#[derive(Clone, Copy)]
pub(super) enum Channel {
    /// The widget on a partner's page, with a signed request.
    Widget,
    /// The edge's own page, with a posted form.
    Hosted,
}

impl Channel {
    fn as_str(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Hosted => "hosted",
        }
    }
}

/// A submission that came unaltered from the session's page.
pub(super) struct Verified {
    pub(super) campaign: CampaignId,
    pub(super) submission: Submission,
    pub(super) idempotency_key: IdempotencyKey,
    pub(super) channel: Channel,
    pub(super) session: SessionPayload,
    /// Where it came from.
    pub(super) network: Network,
}

/// Steps 5 and 6 of signing: the cached settings, then the ledger.
///
/// # Errors
///
/// 404 for a partner that is gone; 422 with a pointer for each field; 409 when
/// the campaign is not open; 429 far past a network's limit; 422 when the key came with another submission.
/// None depends on whether the address has signed.
pub(super) async fn carry_out(edge: &Edge, verified: Verified) -> Result<SignatureAnswer, Failure> {
    let submission = &verified.submission;
    let campaign = cache::load_campaign(edge, &verified.campaign).await?;
    campaign.partner(&submission.partner)?;
    let view = load_view(edge, &verified).await?;
    let valid = check(&campaign, &view, submission)?;
    let whence = Whence::of(edge, &verified.campaign, verified.network);
    limits::admit_network(edge, &campaign, whence)?;
    let (shard, mut sign) = make_sign(edge, &campaign, (&verified, &view, &valid));
    sign.buckets = limits::make_buckets(
        edge,
        &campaign,
        &Submitter {
            whence,
            session: &verified.session.sid,
            partner: submission.partner.as_str(),
            is_hosted: matches!(verified.channel, Channel::Hosted),
        },
    );
    let ledger = objects::ledger(&edge.env, &verified.campaign, shard)?;
    match ledger.ask(sign).await? {
        Signed::Accepted(row) => Ok(make_answer(&verified.campaign, &valid, &row)),
        Signed::KeyReused => Err(Refusal::KeyReused.into()),
        Signed::Closed => Err(Refusal::CampaignClosed.into()),
    }
}

/// What the supporter was shown.
async fn load_view(edge: &Edge, verified: &Verified) -> Result<ViewRecord, Failure> {
    let unknown = || {
        let detail = "this consent block was never served here";
        Failure::from(Refusal::Invalid(vec![field_problem(
            "/view", "view", detail,
        )]))
    };
    let hash = verified.submission.view.as_ref().ok_or_else(unknown)?;
    let view = cache::find_view(edge, &verified.campaign, hash)
        .await?
        .ok_or_else(unknown)?;
    if view.partner != verified.submission.partner || view.language != verified.submission.language
    {
        return Err(unknown());
    }
    Ok(ViewRecord::clone(&view))
}

/// Every field at once: what is typed, and the answers to what was shown.
fn check(
    campaign: &Campaign,
    view: &ViewRecord,
    submission: &Submission,
) -> Result<ValidSubmission, Refusal> {
    let notices: Vec<NoticeShown> = view
        .notices
        .iter()
        .map(|notice| NoticeShown {
            notice: notice.notice.clone(),
            version: notice.version,
            control: notice.control,
        })
        .collect();
    let shown = Shown {
        petition_version: view.petition_version,
        collection_notice: &view.collection_notice,
        notices: &notices,
    };
    let mut problems: Vec<FieldProblem> = Vec::new();
    problems.extend(check_notices(&shown, submission).err().unwrap_or_default());
    let settings = &campaign.settings;
    match validate(submission, settings.postal_code, settings.comments) {
        Ok(valid) if problems.is_empty() => Ok(valid),
        Ok(_) => Err(Refusal::Invalid(problems)),
        Err(more) => {
            problems.extend(more);
            Err(Refusal::Invalid(problems))
        }
    }
}

fn make_answer(id: &CampaignId, valid: &ValidSubmission, row: &SignedRow) -> SignatureAnswer {
    let entry = row
        .entry
        .clone()
        .zip(listed_name(valid))
        .map(|(id, name)| Entry {
            id,
            name,
            region: valid.region.clone().filter(|_| row.shows_region),
            country: Some(valid.country.clone()).filter(|_| row.shows_country),
            comment: valid.comment.clone().filter(|_| row.shows_comment),
            signed_at: time::encode_minute(row.signed_at_ms),
        });
    SignatureAnswer {
        receipt: Receipt {
            id: row.receipt.clone(),
        },
        tally: make_tally(id, row.signatures, row.goal, row.as_of_ms),
        entry,
    }
}
