//! Step 3 of signing: what RFC 9421 and RFC 9530 say about the request.
//!
//! A covered field that came as several lines is their values joined by `, `,
//! as RFC 9421 section 2.1 combines them and as the runtime hands them over.

use protocol::{
    DigestError, MessageError,
    ids::IdempotencyKey,
    limits::{CREATED_FUTURE_S, CREATED_PAST_S},
    message::Request,
    verify::SignatureInput,
    verify_content_digest,
};

use crate::worker::{
    context::Edge,
    problem::{Refusal, SignatureFault},
    request::Inbound,
};

/// The one signature of the request that is for us.
pub(in crate::worker) fn parse_signature(inbound: &Inbound) -> Result<SignatureInput, Refusal> {
    let (Some(input), Some(signature)) = (
        inbound.header("signature-input"),
        inbound.header("signature"),
    ) else {
        return Err(Refusal::Signature(SignatureFault::Missing));
    };
    SignatureInput::parse(&input, &signature).map_err(refuse_message)
}

fn refuse_message(error: MessageError) -> Refusal {
    Refusal::Signature(match error {
        MessageError::Malformed { .. } => SignatureFault::Malformed,
        MessageError::NotForUs => SignatureFault::NotForUs,
        MessageError::Several { .. } => SignatureFault::Several,
        MessageError::Parameter { .. } => SignatureFault::Parameter,
        MessageError::Algorithm => SignatureFault::Algorithm,
        MessageError::Components => SignatureFault::Components,
        MessageError::Mismatch => SignatureFault::Mismatch,
    })
}

fn refuse_digest(error: DigestError) -> Refusal {
    Refusal::Signature(match error {
        DigestError::Malformed => SignatureFault::DigestMalformed,
        DigestError::Missing => SignatureFault::DigestMissing,
        DigestError::Mismatch => SignatureFault::DigestMismatch,
    })
}

/// Checks digest and signature. Returns the idempotency key that they cover.
pub(in crate::worker) fn verify(
    edge: &Edge,
    inbound: &Inbound,
    input: &SignatureInput,
    key: &[u8; 32],
    body: &[u8],
) -> Result<IdempotencyKey, Refusal> {
    let header = |name, fault| inbound.header(name).ok_or(Refusal::Signature(fault));
    let content_digest = header("content-digest", SignatureFault::DigestMissing)?;
    let idempotency_key = header("idempotency-key", SignatureFault::KeyMissing)?;
    // Without a Content-Type the body was refused before.
    let content_type = inbound.header("content-type").unwrap_or_default();
    if !edge.config.authorities.contains(&inbound.authority) {
        return Err(Refusal::Signature(SignatureFault::Authority));
    }
    verify_content_digest(&content_digest, body).map_err(refuse_digest)?;
    let request = Request {
        method: &inbound.method,
        authority: &inbound.authority,
        path: &inbound.path,
        content_type: &content_type,
        content_digest: &content_digest,
        idempotency_key: &idempotency_key,
    };
    input.verify(key, &request).map_err(refuse_message)?;
    parse_idempotency_key(&idempotency_key)
}

/// `"<uuid>"`, a structured-field string.
fn parse_idempotency_key(header: &str) -> Result<IdempotencyKey, Refusal> {
    header
        .trim()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|uuid| IdempotencyKey::parse(uuid).ok())
        .ok_or(Refusal::IdempotencyKeyMalformed)
}

/// Whether the request was signed within its time, in Unix seconds.
pub(in crate::worker) fn check_window(
    input: &SignatureInput,
    issued_at_s: Option<i64>,
    now_s: i64,
) -> Result<(), Refusal> {
    let created_s = input.created_s();
    if created_s < now_s - CREATED_PAST_S || created_s > now_s + CREATED_FUTURE_S {
        return Err(Refusal::Signature(SignatureFault::Window));
    }
    if issued_at_s.is_some_and(|issued_at_s| created_s < issued_at_s) {
        return Err(Refusal::Signature(SignatureFault::BeforeSession));
    }
    if input
        .expires_s()
        .is_some_and(|expires_s| expires_s <= now_s)
    {
        return Err(Refusal::Signature(SignatureFault::Expired));
    }
    Ok(())
}
