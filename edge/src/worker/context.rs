//! What a handler has of its surroundings.

use std::rc::Rc;

use worker::{Context, Env};

use crate::config::Config;

/// The deployment that a request has reached.
pub(crate) struct Edge {
    /// Its objects, assets and variables.
    pub(crate) env: Env,
    /// What outlives the response.
    pub(crate) context: Context,
    /// Its settings, read once for each isolate.
    pub(crate) config: Rc<Config>,
}
