//! A campaign's settings are put: what they may not undo, and what they change
//! at once.

use std::rc::Rc;

use petition::settings::CampaignSettings;
use protocol::ids::EntryId;

use super::{Campaign, pictures::NewPictures};
use commands::{FindSettings, PutSettings, SettingsFound, SettingsPut};

use crate::{
    config::paints_pictures,
    error::InternalError,
    sql::Sql,
    store::campaign::{feed, goal, published, settings as table},
};

impl Campaign {
    /// Stores settings, unless they are looser than those who signed were shown.
    pub(super) fn put_settings(
        self: &Rc<Self>,
        ask: &PutSettings,
    ) -> Result<SettingsPut, InternalError> {
        let body = serde_json::to_string(&ask.settings)?;
        let before = self.settings()?;
        let has_pictures = !ask.settings.is_protected() && paints_pictures(&self.env);
        let pictures = if has_pictures {
            self.make_pictures(&ask.settings)?
        } else {
            NewPictures::default()
        };
        let before = before.as_ref().map(|(version, one)| (*version, &**one));
        let (put, removed) = self.sql.transaction("campaign.put_settings", |sql| {
            let known = before.map_or(0, |(version, _)| version);
            // The same settings again are a retry, whatever they changed.
            let is_retry = table::is_in_force(sql, known, &body)?;
            if !is_retry && ask.changes_version.is_some_and(|changed| changed != known) {
                let outdated = SettingsPut {
                    is_outdated: true,
                    ..accepted(known)
                };
                return Ok((outdated, None));
            }
            if let Some(refused) = refuse_looser(sql, before, ask)? {
                return Ok((refused, None));
            }
            let version = table::insert_settings(sql, &body, ask.now_ms)?;
            let removed = follow_settings(sql, before.map(|(_, one)| one), ask)?;
            pictures.commit(sql, ask.now_ms)?;
            Ok((accepted(version), removed))
        })?;
        self.unsaved_pictures.take();
        if let Some(removed) = removed {
            self.clear_pages(removed)?;
        }
        Ok(put)
    }

    /// The settings of a version, or those in force.
    pub(super) fn find_settings(&self, ask: &FindSettings) -> Result<SettingsFound, InternalError> {
        let version = match ask.version {
            Some(version) => version,
            None => table::load_version(&self.sql)?,
        };
        let settings = table::load_settings(&self.sql, version)?;
        Ok(SettingsFound {
            version: if settings.is_some() { version } else { 0 },
            settings,
        })
    }
}

/// The answer where nothing speaks against the settings.
fn accepted(version: u64) -> SettingsPut {
    SettingsPut {
        version,
        loosens: false,
        loosens_mode: false,
        loosens_delivery: false,
        is_outdated: false,
    }
}

/// What would take back a promise to those who have signed; where nobody has,
/// nothing. Counters can go back to nothing, and the ledgers know of a
/// signature before it is announced.
fn refuse_looser(
    sql: &Sql,
    before: Option<(u64, &CampaignSettings)>,
    ask: &PutSettings,
) -> Result<Option<SettingsPut>, InternalError> {
    let Some((version, before)) = before else {
        return Ok(None);
    };
    let loosened = before.weakened_by(&ask.settings);
    if !loosened.is_any() || !(ask.has_signatures || table::has_changed(sql)?) {
        return Ok(None);
    }
    Ok(Some(SettingsPut {
        loosens: loosened.counts,
        loosens_mode: loosened.mode,
        loosens_delivery: loosened.delivery,
        ..accepted(version)
    }))
}

/// What new settings change at once: other goals may be met already, and a
/// campaign that is protected from now on loses every name, which are returned
/// so that open pages lose them too.
fn follow_settings(
    sql: &Sql,
    before: Option<&CampaignSettings>,
    ask: &PutSettings,
) -> Result<Option<Vec<EntryId>>, InternalError> {
    let (settings, now_ms) = (&ask.settings, ask.now_ms);
    if !settings.is_protected() {
        let counters = table::load_merged(sql)?.counters;
        goal::note(sql, settings, counters.counted(settings.counts), now_ms)?;
        return Ok(None);
    }
    if before.is_some_and(CampaignSettings::is_protected) {
        let signatures = published::load(sql)?.signatures;
        goal::note(sql, settings, signatures, now_ms)?;
        return Ok(None);
    }
    published::begin(sql, settings, now_ms)?;
    Ok(Some(feed::clear(sql)?))
}
