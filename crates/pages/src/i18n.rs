//! The languages of the interface: their words, numbers, dates and countries.

pub(crate) mod countries;
pub(crate) mod dates;
pub(crate) mod digits;
pub(crate) mod language_switch;
pub(crate) mod languages;
#[cfg(test)]
mod languages_tests;
pub(crate) mod messages;
pub(crate) mod sentences;
pub(crate) mod texts;
