//! The tables of the directory.

pub(crate) mod campaigns;
pub(crate) mod mail_queue;
