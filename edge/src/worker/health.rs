//! Whether the edge runs, and what it speaks.

use serde::Serialize;

use super::{context::Edge, problem::Failure, response::Reply};

/// `GET /healthz`: this isolate answers and its settings are complete.
pub(super) fn health() -> Reply {
    Reply::text("text/plain; charset=utf-8", "ok\n".to_owned())
}

/// `GET /.well-known/undersigned`.
///
/// # Errors
///
/// Never; the signature follows serde's.
pub(super) fn well_known(edge: &Edge) -> Result<Reply, Failure> {
    #[derive(Serialize)]
    struct WellKnown<'a> {
        protocol: u8,
        authorities: &'a [String],
        /// Nothing is signed for the public yet: receipts will be.
        public_keys: [&'a str; 0],
    }
    let answer = WellKnown {
        protocol: 1,
        authorities: &edge.config.authorities,
        public_keys: [],
    };
    Ok(Reply::json(&answer)?)
}
