//! `POST /v1/campaigns/{campaign}/signatures`: a supporter signs.

use protocol::{
    ids::{CampaignId, IdempotencyKey},
    limits::{BODY_MAX_BYTES, CREATED_FUTURE_S, CREATED_PAST_S},
    message::Request,
    session::{Session, SessionError, SessionPayload},
    submission::{Submission, SubmissionError},
    verify::SignatureInput,
    verify_content_digest, work,
};

use super::submissions::{self, Channel, Verified};
use crate::{
    address::network_of,
    entry::Edge,
    inbound::Inbound,
    platform::now_ms,
    problem::{Failure, Refusal},
    reply::Reply,
};

/// Signs:
///
/// 1. no query; the body up to its limit;
/// 2. the session: MAC, expiry, campaign, Origin;
/// 3. digest, signature, time window;
/// 4. the submission as JSON, within its limits, and its work. No object and
///    no settings up to here;
/// 5. cached settings: partner, notices, view (`submissions.rs`);
/// 6. the ledger: replay, open by its clock, admit (`ledger_do/signing.rs`).
pub(super) async fn sign(
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
    let now = now_ms();
    // 2. The session.
    let input = parse_signature(inbound)?;
    let session = open_session(edge, input.keyid(), now)?;
    check_binding(inbound, &session.payload, id)?;
    // 3. Digest, signature, window.
    let idempotency_key = verify(edge, inbound, (&input, &session, &body))?;
    check_window(&input, &session.payload, now)?;
    // 4. The submission and its work.
    let submission = Submission::parse(&body).map_err(refuse_submission)?;
    if submission.partner != session.payload.partner {
        return Err(Refusal::Session("it was issued to another partner").into());
    }
    check_work(&session.payload, &submission)?;
    // 5. and 6. Settings and ledger.
    let verified = Verified {
        campaign: id.clone(),
        submission,
        idempotency_key,
        channel: Channel::Widget,
        session: session.payload,
        network: network_of(edge, inbound),
    };
    let answer = submissions::carry_out(edge, verified).await?;
    Ok(Reply::json(&answer)?.with_status(201))
}

fn parse_signature(inbound: &Inbound) -> Result<SignatureInput, Refusal> {
    let (Some(input), Some(signature)) = (
        inbound.header("signature-input"),
        inbound.header("signature"),
    ) else {
        return Err(Refusal::Signature(
            "Signature-Input and Signature are needed",
        ));
    };
    SignatureInput::parse(&input, &signature)
        .map_err(|_| Refusal::Signature("Signature-Input or Signature cannot be read"))
}

/// The session of a token that has not expired.
pub(super) fn open_session(edge: &Edge, token: &str, now_ms: i64) -> Result<Session, Refusal> {
    let session = Session::open(&edge.config.masters, token)
        .map_err(|_: SessionError| Refusal::Session("it was not issued here"))?;
    if now_ms.div_euclid(1_000) >= session.payload.expires_at {
        return Err(Refusal::Session("it has expired"));
    }
    Ok(session)
}

fn check_binding(
    inbound: &Inbound,
    session: &SessionPayload,
    id: &CampaignId,
) -> Result<(), Refusal> {
    if session.campaign != *id {
        return Err(Refusal::Session("it was issued for another campaign"));
    }
    if inbound.header("origin").as_deref() != Some(session.origin.as_str()) {
        return Err(Refusal::Session("it was issued to another origin"));
    }
    Ok(())
}

/// Checks digest and signature. Returns the idempotency key that they cover.
fn verify(
    edge: &Edge,
    inbound: &Inbound,
    (input, session, body): (&SignatureInput, &Session, &[u8]),
) -> Result<IdempotencyKey, Refusal> {
    let header = |name| {
        inbound
            .header(name)
            .ok_or(Refusal::Signature("a covered header is missing"))
    };
    let content_digest = header("content-digest")?;
    let content_type = header("content-type")?;
    let idempotency_key = header("idempotency-key")?;
    if !edge.config.authorities.contains(&inbound.authority) {
        return Err(Refusal::Signature("the authority is not one of this edge"));
    }
    verify_content_digest(&content_digest, body)
        .map_err(|_| Refusal::Signature("the digest does not match the body"))?;
    let request = Request {
        method: &inbound.method,
        authority: &inbound.authority,
        path: &inbound.path,
        content_type: &content_type,
        content_digest: &content_digest,
        idempotency_key: &idempotency_key,
    };
    input
        .verify(&session.key, &request)
        .map_err(|_| Refusal::Signature("it does not match the request"))?;
    parse_idempotency_key(&idempotency_key)
}

/// `"<uuid>"`, a structured-field string.
fn parse_idempotency_key(header: &str) -> Result<IdempotencyKey, Refusal> {
    header
        .trim()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|uuid| IdempotencyKey::parse(uuid).ok())
        .ok_or_else(|| Refusal::Malformed("Idempotency-Key must be a UUID in quotes".to_owned()))
}

/// Fields that are missing are told like fields that are wrong: one by one.
fn refuse_submission(error: SubmissionError) -> Refusal {
    match error {
        SubmissionError::Fields(problems) => Refusal::Invalid(problems),
        malformed @ SubmissionError::Malformed { .. } => Refusal::Malformed(malformed.to_string()),
    }
}

/// The work that this session asked for, done for this address: one hash.
fn check_work(session: &SessionPayload, submission: &Submission) -> Result<(), Refusal> {
    let bits = session.difficulty_bits;
    if bits == 0 {
        return Ok(());
    }
    let Some(solution) = submission.work else {
        return Err(Refusal::Work("this session asks for work"));
    };
    let prefix = work::derive_prefix(&session.sid, &submission.supporter.email);
    if work::verify(&prefix, bits, solution.counter) {
        Ok(())
    } else {
        Err(Refusal::Work("it does not solve this session's work"))
    }
}

fn check_window(input: &SignatureInput, session: &SessionPayload, now: i64) -> Result<(), Refusal> {
    let now_s = now.div_euclid(1_000);
    let created = input.created_s();
    if created < now_s - CREATED_PAST_S || created > now_s + CREATED_FUTURE_S {
        return Err(Refusal::Signature(
            "it was created too long ago, or in the future",
        ));
    }
    if created < session.issued_at {
        return Err(Refusal::Signature("it was created before its session"));
    }
    if input.expires_s().is_some_and(|expires| expires <= now_s) {
        return Err(Refusal::Signature("it has expired"));
    }
    Ok(())
}
