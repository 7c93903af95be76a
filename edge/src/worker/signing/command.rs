//! A valid submission as the ledger's command.

use petition::{
    CampaignSettings, Comments, Counts, ValidSubmission, derive_name_key, derive_supporter_key,
    fold_name, place_in_shard, public_name, review, shard_of,
};
use protocol::{
    Choice, Display,
    ids::{EntryId, PartnerId, ReceiptId},
    lp::lp,
    session::SessionPayload,
};
use sha2::{Digest, Sha256};

use super::submissions::{ShownView, Signer, Verified};
use commands::{
    ConsentGiven, Reviewed, Sign, SignRules, SignedRow, SpentWork, SubmissionOrigin, SupporterRow,
};

use crate::{
    mail::token::MailToken,
    platform::{make_random, make_uuid, now_ms},
    worker::{campaign_cache::CachedCampaign, context::Edge},
};

/// The ledger's command, and the shard that it belongs to.
pub(in crate::worker) fn make_sign(
    edge: &Edge,
    campaign: &CachedCampaign,
    verified: &Verified,
    view: &ShownView,
    valid: &ValidSubmission,
) -> (u16, Sign) {
    let id = &verified.campaign;
    let canonical = valid.email.canonical(campaign.rule);
    let supporter_key = derive_supporter_key(&edge.config.dedup_master, id, canonical);
    let folded = fold_name(&valid.given_name, valid.family_name.as_deref());
    let shard = shard_of(&supporter_key, campaign.shards);
    let (consents, refusals) = split_choices(view, valid);
    let settings = &campaign.settings;
    let sign = Sign {
        campaign: id.clone(),
        shard,
        idempotency_key: verified.idempotency_key.clone(),
        submission_digest: verified.submission.digest(),
        supporter_key,
        name_key: derive_name_key(&edge.config.dedup_master, id, campaign.rule, &folded),
        rules: SignRules {
            opens_at_ms: settings.opens_at_ms(),
            closes_at_ms: settings.closes_at_ms(),
            session_issued_at_ms: issued_at_ms(&verified.signer),
            household_limit: settings.household_limit,
            shows_pending: settings.counts == Counts::Submitted,
        },
        supporter: make_supporter(settings, valid),
        origin: make_origin(verified, view, valid),
        consents,
        refusals,
        answer: make_row(campaign, valid, shard),
        buckets: Vec::new(),
        over: None,
        spent_work: spent_work(verified),
        link: verified.link.as_ref().map(MailToken::hash),
    };
    (shard, sign)
}

fn make_supporter(settings: &CampaignSettings, valid: &ValidSubmission) -> SupporterRow {
    SupporterRow {
        given_name: valid.given_name.clone(),
        family_name: valid.family_name.clone().unwrap_or_default(),
        email: valid.email.as_str().to_owned(),
        postal_code: valid.postal_code.clone().unwrap_or_default(),
        public_name: listed_name(valid),
        comment: valid.comment.clone(),
        reviewed: review_listed(settings, valid),
    }
}

/// What a moderator looks at first. The answer does not tell.
fn review_listed(settings: &CampaignSettings, valid: &ValidSubmission) -> Reviewed {
    if valid.display == Display::Hidden {
        return Reviewed::default();
    }
    let name = (valid.given_name.as_str(), valid.family_name.as_deref());
    let review = review(name, valid.comment.as_deref(), settings.comments);
    let mut reasons: Vec<String> = Vec::new();
    for reason in review.name.iter().chain(&review.comment) {
        if !reasons.iter().any(|known| known == reason.as_str()) {
            reasons.push(reason.as_str().to_owned());
        }
    }
    Reviewed {
        is_name_waiting: !review.name.is_empty(),
        is_comment_waiting: !review.comment.is_empty(),
        reasons,
    }
}

/// What the public sees of the supporter, decided once, here.
pub(in crate::worker) fn listed_name(valid: &ValidSubmission) -> Option<String> {
    match valid.display {
        Display::Hidden => None,
        Display::NameInitial => Some(public_name(&valid.given_name, valid.family_name.as_deref())),
    }
}

fn make_origin(verified: &Verified, view: &ShownView, valid: &ValidSubmission) -> SubmissionOrigin {
    let session = verified.signer.session();
    SubmissionOrigin {
        partner: verified.submission.partner.clone(),
        language: view.language.clone(),
        country: Some(valid.country.clone()),
        region: valid.region.clone(),
        channel: verified.signer.channel().to_owned(),
        origin: origin_of(&verified.signer),
        page: valid.page.clone(),
        source: valid.source.clone(),
        session_id: session
            .map(|session| session.sid.clone())
            .unwrap_or_default(),
        petition_version: view.petition_version,
        view: view.hash.clone(),
        collection_notice: view.collection_notice.clone(),
    }
}

/// A session issued before the deadline may finish; a server's request counts
/// from when it arrives.
fn issued_at_ms(signer: &Signer) -> i64 {
    signer
        .session()
        .map_or_else(now_ms, |session| session.issued_at.saturating_mul(1_000))
}

/// The work that pays for it: the same counter under the same session and for
/// the same address is the same work. A session that asked for none has none.
fn spent_work(verified: &Verified) -> Option<SpentWork> {
    let session = verified.signer.session()?;
    let solution = verified.submission.work.as_ref();
    let solution = solution.filter(|_| session.difficulty_bits > 0)?;
    let email = &verified.submission.supporter.email;
    Some(make_spent_work(session, email, solution.counter))
}

/// A solution of a session's work for an address as it was sent. Whatever it
/// pays for, it pays once.
pub(in crate::worker) fn make_spent_work(
    session: &SessionPayload,
    email: &str,
    counter: u64,
) -> SpentWork {
    let work = lp(&[
        b"undersigned/v1/spent-work",
        session.sid.as_bytes(),
        email.as_bytes(),
        &counter.to_be_bytes(),
    ]);
    SpentWork {
        work: Sha256::digest(work).into(),
        expires_at_ms: session.expires_at.saturating_mul(1_000),
    }
}

/// The origin of the page; for a server its key's name, which says who attests
/// what was shown.
fn origin_of(signer: &Signer) -> String {
    match signer {
        Signer::Widget(session) | Signer::Hosted(session) => session.origin.clone(),
        Signer::Server(key) => key.to_string(),
    }
}

fn split_choices(view: &ShownView, valid: &ValidSubmission) -> (Vec<ConsentGiven>, Vec<PartnerId>) {
    let mut given = Vec::new();
    let mut refused = Vec::new();
    for notice in &view.notices {
        let answer = valid
            .consents
            .iter()
            .find(|choice| choice.notice == notice.notice);
        match answer.map(|choice| choice.choice) {
            Some(Choice::Yes) => given.push(ConsentGiven {
                record_id: make_uuid(),
                partner: notice.partner.clone(),
                purpose: notice.purpose.clone(),
                notice: notice.notice.clone(),
                version: notice.version,
                notice_hash: notice.notice_hash.clone(),
                control: notice.control,
                control_label: notice.control_label.clone(),
            }),
            // A box that was left is a no; a choice without an answer never
            // comes this far.
            Some(Choice::No) | None => refused.push(notice.partner.clone()),
        }
    }
    (given, refused)
}

/// Whether the campaign counts a signature before its mailbox has confirmed.
pub(in crate::worker) fn counts_now(campaign: &CachedCampaign) -> bool {
    campaign.settings.counts == Counts::Submitted
}

/// What is answered unless the submission is a replay: by one rule for new,
/// repeated and held, so that the answer reveals nothing.
fn make_row(campaign: &CachedCampaign, valid: &ValidSubmission, shard: u16) -> SignedRow {
    let tally = campaign.tally();
    let region = valid
        .region
        .as_ref()
        .map(|region| format!("{}-{region}", valid.country));
    SignedRow {
        // It says its shard, so that who waits for the mailbox asks one.
        receipt: ReceiptId::from_bytes(place_in_shard(make_random(), shard, campaign.shards)),
        entry: match valid.display {
            Display::Hidden => None,
            Display::NameInitial => Some(EntryId::from_bytes(make_random())),
        },
        shows_region: region.is_some_and(|region| campaign.shows_place(&region)),
        shows_country: campaign.shows_place(&valid.country),
        // What waits for a mailbox is not counted, and nothing says it is.
        signatures: tally.signatures + u64::from(counts_now(campaign)),
        goal: tally.goal,
        as_of_ms: campaign.as_of_ms,
        signed_at_ms: now_ms(),
        shows_comment: campaign.settings.comments == Comments::Open && valid.comment.is_some(),
    }
}
