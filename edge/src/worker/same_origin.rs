//! What only our own pages may post: another site's form would act with the
//! rights of whoever is looking at it.

use super::{context::Edge, problem::Refusal, request::Inbound};

/// A form or a script of our own page, and of no other site.
pub(super) fn demand_same_origin(edge: &Edge, inbound: &Inbound) -> Result<(), Refusal> {
    let is_same = match inbound.header("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => inbound.header("origin").as_deref() == Some(edge.config.origin.as_str()),
    };
    if is_same {
        Ok(())
    } else {
        Err(Refusal::CrossSite)
    }
}
