//! What mail programs and mail providers ask of the edge.

pub(super) mod events;
pub(super) mod stop;
