//! What a partner's page allows the petition, as it can be told from outside:
//! by its Content-Security-Policy and its tags.
//!
//! Not what a browser finds there: what a tag manager adds later, the probe
//! sees and this does not. Everything but `fetch.rs` is pure.

mod address;
mod fetch;
mod judge;
mod markup;
mod meter;
mod policy;
mod source;

pub(crate) use address::{Refused, Target};
pub(crate) use fetch::{Fetched, fetch};
pub(crate) use judge::{Wanted, judge};
pub(crate) use meter::admit;

/// One thing found.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) kind: Kind,
    /// The message that says it.
    pub(crate) key: &'static str,
    /// The message's variables.
    pub(crate) values: Vec<(&'static str, String)>,
    /// The directive that lacks something, and what it lacks.
    pub(crate) add: Option<(&'static str, String)>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// To be changed.
    Bad,
    /// To be known.
    Note,
    /// As it should be.
    Good,
}
