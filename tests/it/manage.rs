//! A supporter's own page, which the link in a mail opens.

mod confirming;
mod links;
mod page;
mod taken_back;
