//! Releases: files that every later build serves too.
//!
//! A page may pin a loader by its hash for years, and the loader knows its wasm
//! and its scripts by theirs. `edge/released/assets/` has the files of all
//! releases, and `{version}.json` beside it says which are whose. Both are only
//! ever added, which a gate holds against the history.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::assets::hex;
use crate::files;
use crate::git::Head;
use crate::project::Project;

/// One release, as `{version}.json` has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Release {
    pub(crate) version: String,
    /// What it was built from.
    pub(crate) commit: String,
    /// The commit's day.
    pub(crate) date: String,
    pub(crate) files: Vec<ReleasedFile>,
}

/// One file of a release.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleasedFile {
    pub(crate) name: String,
    /// Lower-case hex.
    pub(crate) sha256: String,
    pub(crate) size_bytes: usize,
}

impl ReleasedFile {
    fn of(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            size_bytes: bytes.len(),
        }
    }
}

/// The folder of all releases.
pub(crate) struct Releases {
    folder: PathBuf,
}

impl Releases {
    /// Those of the product.
    pub(crate) fn of(project: &Project) -> Self {
        Self::in_folder(project.root.join("edge/released"))
    }

    /// Those in any folder of the same form.
    pub(crate) fn in_folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Every file of every release; none where there was no release yet.
    pub(crate) fn files(&self) -> Result<Vec<PathBuf>> {
        list(&self.folder.join("assets"))
    }

    /// Every release, in the order of the files' names.
    pub(crate) fn load(&self) -> Result<Vec<Release>> {
        let mut manifests = list(&self.folder)?;
        manifests.retain(|path| path.extension().is_some_and(|kind| kind == "json"));
        let parse = |path: PathBuf| {
            serde_json::from_str(&files::read_text(&path)?).with_context(|| display(&path))
        };
        manifests.into_iter().map(parse).collect()
    }

    /// Keeps these files of a build for good.
    ///
    /// # Errors
    /// The version is there already or is none, or a file is there with other
    /// bytes.
    pub(crate) fn add(&self, version: &str, head: &Head, built: &[PathBuf]) -> Result<Release> {
        if !is_version(version) {
            bail!("a version is as 1.2.3 or 1.2.3-alpha.1, not {version}");
        }
        let manifest = self.folder.join(format!("{version}.json"));
        if manifest.exists() {
            bail!("{version} is released already, and a release does not change");
        }
        let mut rows = Vec::new();
        for path in built {
            let (name, bytes) = (name_of(path), files::read(path)?);
            let kept = self.folder.join("assets").join(&name);
            if kept.exists() && files::read(&kept)? != bytes {
                bail!("{name} is released already, with other bytes");
            }
            files::write(&kept, &bytes)?;
            rows.push(ReleasedFile::of(&name, &bytes));
        }
        let release = Release {
            version: version.to_owned(),
            commit: head.commit.clone(),
            date: head.date.clone(),
            files: rows,
        };
        let text = serde_json::to_string_pretty(&release)?;
        files::write(&manifest, format!("{text}\n"))?;
        Ok(release)
    }

    /// Every row has its file with those very bytes, and every file a row.
    pub(crate) fn check(&self) -> Result<()> {
        let mut of_releases = BTreeSet::new();
        for release in self.load()? {
            for row in release.files {
                let bytes = files::read(&self.folder.join("assets").join(&row.name))
                    .with_context(|| format!("a file of the release {}", release.version))?;
                let is = ReleasedFile::of(&row.name, &bytes);
                if (&is.sha256, is.size_bytes) != (&row.sha256, row.size_bytes) {
                    bail!("{} is not what {} released", row.name, release.version);
                }
                of_releases.insert(row.name);
            }
        }
        let names = self.files()?.iter().map(|path| name_of(path)).collect();
        let strays: Vec<_> = of_releases.symmetric_difference(&names).collect();
        if !strays.is_empty() {
            bail!("in no release: {strays:?}");
        }
        Ok(())
    }
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = files::list(folder)?;
    paths.retain(|path| path.is_file());
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn display(path: &Path) -> String {
    path.display().to_string()
}

/// As Semantic Versioning 2.0.0 has it, without build metadata.
fn is_version(text: &str) -> bool {
    let (numbers, label) = text.split_once('-').unwrap_or((text, "1"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_label =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_number)
        && label.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    struct Fixture {
        place: TempDir,
        releases: Releases,
    }

    impl Fixture {
        fn make() -> Self {
            let place = tempfile::tempdir().unwrap();
            let releases = Releases::in_folder(place.path().join("edge/released"));
            Self { place, releases }
        }

        /// What a build has written, released under a version.
        fn release(&self, version: &str, built: &[(&str, &str)]) -> Result<Release> {
            let write = |&(name, text): &(&str, &str)| {
                let path = self.place.path().join(name);
                fs::write(&path, text).unwrap();
                path
            };
            let built: Vec<_> = built.iter().map(write).collect();
            let head = Head {
                commit: "0".repeat(40),
                date: "2026-11-24".to_owned(),
            };
            self.releases.add(version, &head, &built)
        }

        fn kept(&self, name: &str) -> PathBuf {
            self.releases.folder.join("assets").join(name)
        }

        fn fault(&self) -> String {
            format!("{:#}", self.releases.check().unwrap_err())
        }
    }

    #[test]
    fn a_release_says_what_each_of_its_files_is() {
        let place = Fixture::make();
        let release = place.release("0.1.0-alpha.1", &[("a.js", "abc")]).unwrap();
        let [file] = &release.files[..] else { panic!() };
        // SHA-256 of "abc", FIPS 180-4's example.
        assert_eq!(
            file.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!((file.name.as_str(), file.size_bytes), ("a.js", 3));
        assert_eq!(fs::read(place.kept("a.js")).unwrap(), b"abc");
        place.releases.check().unwrap();
    }

    #[test]
    fn releases_share_a_file_that_has_not_changed_and_never_replace_one() {
        let place = Fixture::make();
        place.release("1.0.0", &[("a.js", "a")]).unwrap();
        place
            .release("1.0.1", &[("a.js", "a"), ("b.js", "b")])
            .unwrap();
        assert_eq!(place.releases.files().unwrap().len(), 2);
        assert!(place.release("1.0.1", &[("c.js", "c")]).is_err());
        assert!(place.release("1.0.2", &[("a.js", "other")]).is_err());
        assert_eq!(fs::read(place.kept("a.js")).unwrap(), b"a");
        place.releases.check().unwrap();
    }

    #[test]
    fn a_version_is_no_path() {
        let place = Fixture::make();
        for version in [
            "",
            "1.0",
            "1.0.0.0",
            "../1.0.0",
            "1.0.0-",
            "1.0.0-a/b",
            "v1.0.0",
        ] {
            assert!(place.release(version, &[]).is_err(), "{version}");
        }
    }

    #[test]
    fn a_released_file_that_is_gone_changed_or_nobodys_is_noticed() {
        let place = Fixture::make();
        place.releases.check().unwrap();
        place.release("1.0.0", &[("a.js", "a")]).unwrap();
        fs::write(place.kept("b.js"), "b").unwrap();
        assert!(place.fault().contains("b.js"));
        fs::remove_file(place.kept("b.js")).unwrap();
        fs::write(place.kept("a.js"), "A").unwrap();
        assert!(place.fault().contains("a.js is not what 1.0.0 released"));
        fs::remove_file(place.kept("a.js")).unwrap();
        assert!(place.fault().contains("a file of the release 1.0.0"));
    }
}
