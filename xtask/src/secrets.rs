//! The secrets of an edge on this machine, made once for each state folder.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context, Result};
use base64ct::{Base64, Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Serialize};

use crate::files;

/// What `secrets.json` holds: the edge's master keys and the organizers' token.
#[derive(Serialize, Deserialize)]
pub(crate) struct Secrets {
    master_k1: String,
    dedup_master: String,
    pub(crate) organizer_token: String,
}

impl Secrets {
    /// Reads the folder's secrets, or makes them for a new folder. They must
    /// stay with the state: without its dedup master no supporter in it is
    /// ever recognized again.
    pub(crate) fn load_or_make(state: &Path) -> Result<Self> {
        let file = state.join("secrets.json");
        if file.exists() {
            let text = files::read_text(&file)?;
            return serde_json::from_str(&text).with_context(|| file.display().to_string());
        }
        let secrets = Self::make()?;
        let mut options = OpenOptions::new();
        let mut open = options
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(file)?;
        open.write_all(&serde_json::to_vec_pretty(&secrets)?)?;
        open.sync_all()?;
        Ok(secrets)
    }

    /// New ones, from the operating system's randomness.
    pub(crate) fn make() -> Result<Self> {
        Ok(Self {
            master_k1: Base64::encode_string(&random()?),
            dedup_master: Base64::encode_string(&random()?),
            organizer_token: make_token()?,
        })
    }

    /// As the edge takes them from its environment.
    pub(crate) fn variables(&self) -> BTreeMap<&'static str, &str> {
        BTreeMap::from([
            ("UNDERSIGNED_MASTER_K1", self.master_k1.as_str()),
            ("UNDERSIGNED_ACTIVE_KID", "k1"),
            ("UNDERSIGNED_DEDUP_MASTER", self.dedup_master.as_str()),
            ("UNDERSIGNED_ORGANIZER_TOKEN", self.organizer_token.as_str()),
        ])
    }
}

/// A secret as text.
pub(crate) fn make_token() -> Result<String> {
    Ok(Base64UrlUnpadded::encode_string(&random()?))
}

fn random() -> Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    Ok(bytes)
}
