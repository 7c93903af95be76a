//! `POST /v1/campaigns/{campaign}/signatures`: a supporter signs.

use protocol::{
    ids::CampaignId,
    limits::BODY_MAX_BYTES,
    submission::{Submission, SubmissionError},
};

use super::{
    message, signer,
    submissions::{self, Verified},
};
use crate::{
    platform::now_ms,
    worker::{
        client_network::network_of,
        context::Edge,
        problem::{Failure, Refusal},
        request::Inbound,
        response::Reply,
    },
};

pub(in crate::worker) use super::signer::{open_session, solves_work};

/// Signs:
///
/// 1. no query; the body up to its limit;
/// 2. who signs: the session's MAC, expiry, campaign and Origin, or the secret
///    of a partner's own server;
/// 3. digest, signature, time window;
/// 4. the submission as JSON, within its limits, and its work. No object and
///    no settings up to here;
/// 5. cached settings: partner, server's key, notices, view (`submissions.rs`);
/// 6. the ledger: replay, open by its clock, admit (`objects/ledger/signing.rs`).
pub(in crate::worker) async fn sign(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    // 1. The body.
    if inbound.query.is_some() {
        return Err(Refusal::QueryNotAllowed.into());
    }
    let body = inbound
        .read_body("application/json", BODY_MAX_BYTES)
        .await?;
    let now_s = now_ms().div_euclid(1_000);
    // 2. Who signs.
    let input = message::parse_signature(inbound)?;
    let claim = signer::open(edge, inbound, id, input.keyid(), now_s)?;
    // 3. Digest, signature, window.
    let idempotency_key = message::verify(edge, inbound, &input, &claim.key, &body)?;
    message::check_window(&input, claim.issued_at_s(), now_s)?;
    // 4. The submission and its work.
    let submission = Submission::parse(&body).map_err(refuse_submission)?;
    claim.check_partner(&submission.partner)?;
    claim.check_work(&submission)?;
    // 5. and 6. Settings and ledger.
    let verified = Verified {
        campaign: id.clone(),
        submission,
        idempotency_key,
        signer: claim.signer,
        network: network_of(edge, inbound),
        link: None,
    };
    let carried = submissions::execute(edge, verified).await?;
    Ok(Reply::json(&carried.answer)?.with_status(201))
}

/// Missing fields are reported like wrong ones: one by one.
fn refuse_submission(error: SubmissionError) -> Refusal {
    match error {
        SubmissionError::Fields(problems) => Refusal::Invalid(problems),
        malformed @ SubmissionError::Malformed { .. } => Refusal::Malformed(malformed.to_string()),
    }
}
