//! Requests and answers, whatever they are for.

mod contract;
mod header_fields;
mod near_miss;
mod order_of_checks;
mod refused_bodies;
mod unknown_names;
