//! The files that pages load: named by their content's hash, and listed in
//! `manifest.json`, which is all that the edge knows about them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use base64ct::{Base64, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::released::Releases;
use crate::files;
use crate::project::Project;

/// The loader's only mention of its payload, quotes included; the edge puts the
/// rendered view there.
pub(crate) const PAYLOAD_TOKEN: &str = "\"__UNDERSIGNED_PAYLOAD__\"";

/// `manifest.json` beside the assets.
#[derive(Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) loader: Asset,
    pub(crate) glue: Asset,
    pub(crate) wasm: Asset,
    /// Loaded only when something in it is needed.
    pub(crate) deferred: Asset,
    /// What the layout `counter` has in the place of glue and wasm.
    pub(crate) counter: Asset,
    /// What a partner's web admin tries their page with; the edge puts the words
    /// into it, so no page asks for this file by its name.
    pub(crate) probe: Asset,
    /// What the tag's script has of the style; the edge puts it there too.
    pub(crate) paint: Asset,
    pub(crate) style: Asset,
}

/// One file: its name, and for what a page may pin its integrity.
#[derive(Serialize, Deserialize)]
pub(crate) struct Asset {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) integrity: Option<String>,
    #[serde(skip)]
    pub(crate) bytes: Vec<u8>,
}

impl Asset {
    /// `{stem}.{first 16 hex of sha256}.{extension}`.
    pub(crate) fn new(stem: &str, extension: &str, bytes: Vec<u8>) -> Self {
        let hash: String = hex(&Sha256::digest(&bytes)).chars().take(16).collect();
        Self {
            name: format!("{stem}.{hash}.{extension}"),
            integrity: None,
            bytes,
        }
    }

    /// With its Subresource Integrity (W3C SRI, section 3.5). A page pays for
    /// every character of it, and SHA-256 is as far from a collision as needed.
    pub(crate) fn pinned(mut self) -> Self {
        let digest = Base64::encode_string(&Sha256::digest(&self.bytes));
        self.integrity = Some(format!("sha256-{digest}"));
        self
    }
}

impl Manifest {
    /// What the last build wrote.
    pub(crate) fn load(project: &Project) -> Result<Self> {
        let file = project.assets().join("manifest.json");
        let text = files::read_text(&file)?;
        serde_json::from_str(&text).with_context(|| file.display().to_string())
    }

    /// Replaces the folder: these files, the released ones, and the manifest.
    pub(crate) fn write(&self, project: &Project) -> Result<()> {
        let folder = project.assets();
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        for path in Releases::of(project).files()? {
            if let Some(name) = path.file_name() {
                files::write(&folder.join(name), files::read(&path)?)?;
            }
        }
        for asset in self.assets() {
            files::write(&folder.join(&asset.name), &asset.bytes)?;
        }
        files::write(&folder.join("manifest.json"), serde_json::to_vec(self)?)
    }

    /// Where the last build put each of these files.
    pub(crate) fn paths(&self, project: &Project) -> Vec<PathBuf> {
        let folder = project.assets();
        let path = |asset: &&Asset| folder.join(&asset.name);
        self.assets().iter().map(path).collect()
    }

    fn assets(&self) -> [&Asset; 8] {
        [
            &self.loader,
            &self.glue,
            &self.wasm,
            &self.deferred,
            &self.counter,
            &self.probe,
            &self.paint,
            &self.style,
        ]
    }
}

/// Lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::Head;

    #[test]
    fn an_asset_is_named_and_pinned_by_its_bytes() {
        let asset = Asset::new("widget", "wasm", b"abc".to_vec()).pinned();
        // SHA-256 of "abc", FIPS 180-4's example.
        assert_eq!(asset.name, "widget.ba7816bf8f01cfea.wasm");
        let pin = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(asset.integrity.as_deref(), Some(pin));
    }

    #[test]
    fn a_later_build_has_the_files_of_a_release_too() {
        let place = tempfile::tempdir().unwrap();
        let project = Project {
            root: place.path().to_owned(),
            target: place.path().join("target"),
        };
        let build = |text: &str| {
            let asset = |stem| Asset::new(stem, "js", text.into());
            let manifest = Manifest {
                loader: asset("embed"),
                glue: asset("glue"),
                wasm: asset("widget"),
                deferred: asset("deferred"),
                counter: asset("counter"),
                probe: asset("probe"),
                paint: asset("paint"),
                style: asset("style"),
            };
            manifest.write(&project).unwrap();
            manifest
        };
        let first = build("first").paths(&project);
        let head = Head {
            commit: String::new(),
            date: String::new(),
        };
        Releases::of(&project).add("1.0.0", &head, &first).unwrap();
        let second = build("second").paths(&project);
        for path in first.iter().chain(&second) {
            assert!(path.is_file(), "{}", path.display());
        }
    }
}
