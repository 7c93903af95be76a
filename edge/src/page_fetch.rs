//! The fetching of a partner's page, and how often it may be done. What the
//! page allows is judged by the crate `page_check`.

mod fetch;
mod meter;

pub(crate) use fetch::{Fetched, fetch};
pub(crate) use meter::admit;
