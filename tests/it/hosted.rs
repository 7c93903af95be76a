//! The edge's own page, which needs no script.

mod confirmed;
mod form;
mod pictures;
mod protected;
