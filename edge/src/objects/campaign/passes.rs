//! The campaign's event passes: made, bound to one network, ended.

use petition::pass::PASSES_MAX;

use super::Campaign;
use commands::{
    BindPass, BoundPass, CreatePass, EndPass, PassBound, PassCreated, PassEnded, PassesListed,
};

use crate::{
    error::InternalError,
    platform::now_ms,
    store::campaign::pass::{self, Pass},
};

impl Campaign {
    /// Keeps a new pass, unless the campaign has as many as it may.
    pub(super) fn create_pass(&self, ask: &CreatePass) -> Result<PassCreated, InternalError> {
        self.sql.transaction("campaign.create_pass", |sql| {
            let is_created = pass::load(sql, ask.now_ms)?.len() < PASSES_MAX;
            if is_created {
                pass::insert(sql, ask)?;
            }
            Ok(PassCreated { is_created })
        })
    }

    /// Binds a pass to the first network that has its code.
    pub(super) fn bind_pass(&self, ask: &BindPass) -> Result<PassBound, InternalError> {
        self.sql.transaction("campaign.bind_pass", |sql| {
            let Some(found) = pass::find(sql, &ask.id, ask.now_ms)? else {
                return Ok(PassBound::Unknown);
            };
            match found.network {
                Some(network) if network != ask.network => return Ok(PassBound::Taken),
                Some(_) => {}
                None => pass::bind(sql, &ask.id, &ask.network)?,
            }
            Ok(PassBound::Bound {
                signatures: found.row.signatures,
                ends_at_ms: found.row.ends_at_ms,
            })
        })
    }

    /// Ends a pass. What was signed under it stays as it is.
    pub(super) fn end_pass(&self, ask: &EndPass) -> Result<PassEnded, InternalError> {
        let is_found = self.sql.transaction("campaign.end_pass", |sql| {
            let is_found = pass::end(sql, &ask.id, ask.now_ms)?;
            pass::forget_ended(sql, ask.now_ms)?;
            Ok(is_found)
        })?;
        Ok(PassEnded { is_found })
    }

    pub(super) fn list_passes(&self) -> Result<PassesListed, InternalError> {
        let passes = pass::load(&self.sql, now_ms())?;
        Ok(PassesListed {
            passes: passes.into_iter().map(|pass| pass.row).collect(),
        })
    }

    /// The bound passes for the Workers. Whoever asks is often, so it is here
    /// that an ended pass loses its network.
    pub(super) fn load_passes_in_force(&self) -> Result<Vec<BoundPass>, InternalError> {
        let now_ms = now_ms();
        if pass::has_ended(&self.sql, now_ms)? {
            self.sql.transaction("campaign.forget_passes", |sql| {
                pass::forget_ended(sql, now_ms)
            })?;
        }
        let passes = pass::load(&self.sql, now_ms)?;
        Ok(passes.into_iter().filter_map(Pass::into_bound).collect())
    }
}
