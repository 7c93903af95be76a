//! The tables of a campaign's object.

pub(crate) mod feed;
pub(crate) mod goal;
pub(crate) mod letter;
pub(crate) mod pass;
pub(crate) mod picture;
pub(crate) mod published;
pub(crate) mod settings;
