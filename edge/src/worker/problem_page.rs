//! `/problems/{type}`: what a problem's `type` leads to (RFC 9457, section 3.1.1):
//! the problem in plain words, for whoever follows it.

use crate::worker::page_policy::PagePolicy;
use pages::{self, ProblemInput};

use super::{
    assets,
    context::Edge,
    problem::{Failure, Refusal},
    request::Inbound,
    response::Reply,
};

/// The page of a kind of problem, in a language that its reader has.
pub(super) async fn show(edge: &Edge, inbound: &Inbound, kind: &str) -> Result<Reply, Failure> {
    let kind = pages::known_problem(kind).ok_or(Refusal::NotFound)?;
    let asked = inbound.parameter("lang");
    let accepted = inbound.header("accept-language");
    let parts = assets::load_parts(&edge.env).await?;
    let page = pages::render_problem(&ProblemInput {
        language: pages::plain_language(asked.as_deref(), accepted.as_deref()),
        kind,
        style_url: &format!("/assets/{}", parts.manifest.style.name),
    });
    Ok(PagePolicy::TEXT
        .on(Reply::html(page))
        .with_header("referrer-policy", "same-origin".to_owned())
        .with_header("vary", "accept-language".to_owned()))
}
