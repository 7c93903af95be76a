//! One request to a mail provider, bounded in time and in what is read.

use super::{Answered, MailConfig, Outgoing};
use crate::{
    error::InternalError,
    outbound::{OutboundRequest, read_first},
};

/// A provider answers in a tenth of a second; past ten seconds it hangs, and
/// the next attempt is minutes away anyway.
pub(super) const ATTEMPT_LIMIT_MS: u32 = 10_000;

/// A documented answer has some 200 bytes; no more than this is read.
const ANSWER_MAX_BYTES: usize = 16 * 1024;

/// Sends it; none when there is no whole answer in time.
///
/// # Errors
///
/// The request cannot be made in this runtime.
pub(super) async fn send(
    config: &MailConfig,
    outgoing: &Outgoing,
) -> Result<Option<Answered>, InternalError> {
    let service = if config.is_local() {
        let service = config.local.as_ref().ok_or_else(|| {
            InternalError::new(
                "UNDERSIGNED_MAIL has an http: address, which only bare workerd can reach",
            )
        })?;
        Some(service)
    } else {
        None
    };
    let fields = outgoing.headers.iter();
    let mut headers: Vec<_> = fields
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    headers.push(("content-type", "application/json"));
    // The secret in them goes where the operator said, and nowhere else: no
    // redirect is followed.
    let request = OutboundRequest {
        url: &format!("{}{}", config.url, outgoing.path),
        headers: &headers,
        body: Some(&outgoing.body),
        limit_ms: ATTEMPT_LIMIT_MS,
        service,
    };
    // Tried again; the ledger tells the organizers when it lasts.
    let Some(response) = request.send().await? else {
        return Ok(None);
    };
    let retry_after = response.headers().get("retry-after").ok().flatten();
    let Some(body) = read_first(&response, ANSWER_MAX_BYTES).await else {
        return Ok(None);
    };
    Ok(Some(Answered {
        status: response.status(),
        retry_after_s: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
        body,
    }))
}
