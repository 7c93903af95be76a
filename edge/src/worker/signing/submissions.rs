//! What the signed request and the hosted form have in common: from a
//! submission that is authentic to the ledger's answer.

pub(in crate::worker) use super::command::make_spent_work;

use super::attested;
use super::command::{counts_now, listed_name, make_sign};
use petition::{FormRules, Network, ValidSubmission, check_notices, notices::Shown, validate};
use protocol::{
    Entry, FieldProblem, IdempotencyKey, NoticeShown, Receipt, ServerKeyId, SignatureAnswer,
    Submission,
    ids::{CampaignId, ViewHash},
    session::SessionPayload,
    submission::NoticeRef,
};

use commands::time;
use commands::{Signed, SignedRow, ViewNotice, make_tally};

use crate::{
    mail::token::MailToken,
    objects,
    worker::{
        campaign_cache::{self, CachedCampaign},
        context::Edge,
        problem::{Failure, Refusal, field_problem},
        rate_limits::{self, ClientNetwork, PageSubmitter, Submitter},
    },
};

/// Whose word a submission is.
pub(in crate::worker) enum Signer {
    /// The widget on a partner's page, with a signed request.
    Widget(SessionPayload),
    /// The edge's own page, with a posted form.
    Hosted(SessionPayload),
    /// A partner's own server. No page of ours was seen; that the notices
    /// were shown is what the partner attests.
    Server(ServerKeyId),
}

impl Signer {
    /// The channel as the ledger and the consent's evidence have it.
    pub(super) fn channel(&self) -> &'static str {
        match self {
            Self::Widget(_) => "widget",
            Self::Hosted(_) => "hosted",
            Self::Server(_) => "server",
        }
    }

    /// The page's session; a server has none.
    pub(super) fn session(&self) -> Option<&SessionPayload> {
        match self {
            Self::Widget(session) | Self::Hosted(session) => Some(session),
            Self::Server(_) => None,
        }
    }
}

/// A submission that came unaltered from its signer.
pub(in crate::worker) struct Verified {
    pub(in crate::worker) campaign: CampaignId,
    pub(in crate::worker) submission: Submission,
    pub(in crate::worker) idempotency_key: IdempotencyKey,
    pub(in crate::worker) signer: Signer,
    /// Where it came from.
    pub(in crate::worker) network: Network,
    /// The link of a mail through which the form was opened.
    pub(in crate::worker) link: Option<MailToken>,
}

/// What a submission was answered with.
pub(in crate::worker) struct Carried {
    pub(in crate::worker) answer: SignatureAnswer,
    /// Its mailbox has confirmed it, by the link through which it was made.
    pub(in crate::worker) is_confirmed: bool,
}

/// Steps 5 and 6 of signing: the cached settings, then the ledgers.
///
/// # Errors
///
/// 404 for a partner that is gone, 403 for a protected campaign from anywhere
/// but the edge's own page, 401 for its server's key that is listed no
/// more; 422 with a pointer for each field; 409 when the campaign is not open;
/// 401 far past a network's limit for a session that was asked for before, or
/// 429 where there is no work to ask for; 422 when the key came with another
/// submission, or the work with another key.
/// None depends on whether the address has signed.
pub(in crate::worker) async fn execute(
    edge: &Edge,
    verified: Verified,
) -> Result<Carried, Failure> {
    let submission = &verified.submission;
    let campaign = campaign_cache::load_campaign(edge, &verified.campaign).await?;
    let partner = campaign.partner(&submission.partner)?;
    // Also of a session from before the campaign was protected.
    if campaign.settings.is_protected() && !matches!(verified.signer, Signer::Hosted(_)) {
        return Err(Refusal::HostedOnly.into());
    }
    let view = match &verified.signer {
        Signer::Widget(_) | Signer::Hosted(_) => load_view(edge, &verified).await?,
        Signer::Server(key) => attested::view(&campaign, partner, key, submission)?,
    };
    let rules = FormRules::new(&campaign.settings, edge.config.mailboxes());
    let valid = check(rules, &view, submission)?;
    let submitter = submitter_of(edge, &campaign, &verified);
    // A partner's own server has no network to speak of: its limit is its own.
    if let Some(page) = &submitter.page {
        rate_limits::admit_submission(edge, &campaign, page)?;
    }
    let (shard, mut sign) = make_sign(edge, &campaign, &verified, &view, &valid);
    rate_limits::weigh(edge, &campaign, &submitter, &mut sign).await?;
    let ledger = objects::ledger(&edge.env, &verified.campaign, shard)?;
    match ledger.ask(sign).await? {
        Signed::Accepted(row) => Ok(Carried {
            answer: make_answer(&campaign, &valid, &row),
            is_confirmed: false,
        }),
        Signed::Confirmed(row) => Ok(Carried {
            answer: make_answer(&campaign, &valid, &row),
            is_confirmed: true,
        }),
        Signed::WorkSpent => Err(Refusal::Work("it has paid for another submission").into()),
        Signed::KeyReused => Err(Refusal::KeyReused.into()),
        Signed::Closed => Err(Refusal::CampaignClosed.into()),
    }
}

/// Whose limits it meets. A partner's server sends for many from one address,
/// so it has its partner's and the campaign's limits only.
fn submitter_of<'a>(
    edge: &Edge,
    campaign: &CachedCampaign,
    verified: &'a Verified,
) -> Submitter<'a> {
    let page = verified.signer.session().map(|session| PageSubmitter {
        client: ClientNetwork::of(edge, campaign, verified.network),
        session: &session.sid,
        difficulty_bits: session.difficulty_bits,
        is_hosted: matches!(verified.signer, Signer::Hosted(_)),
    });
    Submitter {
        page,
        partner: verified.submission.partner.as_str(),
    }
}

/// What the supporter was shown: by a rendered block of ours, or, as a partner
/// attests, by a page of its own.
pub(super) struct ShownView {
    /// The rendered block; none where only the partner knows the page.
    pub(super) hash: Option<ViewHash>,
    pub(super) language: String,
    pub(super) petition_version: u32,
    pub(super) collection_notice: NoticeRef,
    pub(super) notices: Vec<ViewNotice>,
}

/// What a block of ours showed.
async fn load_view(edge: &Edge, verified: &Verified) -> Result<ShownView, Failure> {
    let unknown = || {
        let detail = "this consent block was never served here";
        Failure::from(Refusal::Invalid(vec![field_problem(
            "/view", "view", detail,
        )]))
    };
    let hash = verified.submission.view.as_ref().ok_or_else(unknown)?;
    let view = campaign_cache::find_view(edge, &verified.campaign, hash)
        .await?
        .ok_or_else(unknown)?;
    if view.partner != verified.submission.partner || view.language != verified.submission.language
    {
        return Err(unknown());
    }
    Ok(ShownView {
        hash: Some(view.hash.clone()),
        language: view.language.clone(),
        petition_version: view.petition_version,
        collection_notice: view.collection_notice.clone(),
        notices: view.notices.clone(),
    })
}

/// Every field at once: what is typed, and the answers to what was shown.
fn check(
    rules: FormRules,
    view: &ShownView,
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
    match validate(submission, rules) {
        Ok(valid) if problems.is_empty() => Ok(valid),
        Ok(_) => Err(Refusal::Invalid(problems)),
        Err(more) => {
            problems.extend(more);
            Err(Refusal::Invalid(problems))
        }
    }
}

fn make_answer(
    campaign: &CachedCampaign,
    valid: &ValidSubmission,
    row: &SignedRow,
) -> SignatureAnswer {
    let entry = row
        .entry
        .clone()
        .filter(|_| counts_now(campaign))
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
        tally: make_tally(
            &campaign.settings.campaign,
            row.signatures,
            row.goal,
            row.as_of_ms,
        ),
        entry,
    }
}
