//! What a partner's page allows the petition, as it can be seen from outside:
//! by its Content-Security-Policy and its tags.
//!
//! Not what a browser finds there: what a tag manager adds later, the doctor's
//! probe sees and this does not. The page itself is fetched by the edge.
#![forbid(unsafe_code)]

mod address;
mod judge;
mod markup;
mod policy;
mod recorders;
mod source;

pub use address::{RefusedAddress, Target};
pub use judge::{Wanted, judge};
pub use recorders::{RECORDERS, Recorder};

/// One thing found.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub kind: Kind,
    /// The message that says it.
    pub key: &'static str,
    /// The message's variables.
    pub values: Vec<(&'static str, String)>,
    /// The directive that lacks something, and what it lacks.
    pub add: Option<(&'static str, String)>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// To be changed.
    Bad,
    /// To be known.
    Note,
    /// As it should be.
    Good,
}
