//! Where the parts of a run are: what was built, the runtime, and folders
//! that go away again.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The edge that was built: `UNDERSIGNED_DIST`, else what `cargo xtask test`
/// or `dev` has built last.
pub fn dist() -> PathBuf {
    let dist = env::var_os("UNDERSIGNED_DIST")
        .map(PathBuf::from)
        .or_else(|| {
            targets()
                .map(|target| target.join("undersigned/quick"))
                .find(|dist| has_edge(dist))
        });
    let dist = dist.expect("there is no edge: run `cargo xtask test integration` first");
    assert!(has_edge(&dist), "there is no edge in {}", dist.display());
    dist
}

fn has_edge(dist: &Path) -> bool {
    dist.join("worker/index.js").is_file()
}

/// The runtime: `UNDERSIGNED_WORKERD`, else what xtask has installed.
pub fn workerd() -> PathBuf {
    env::var_os("UNDERSIGNED_WORKERD")
        .map(PathBuf::from)
        .or_else(installed)
        .expect("workerd was not found: run `cargo xtask test integration` first")
}

/// The checkout.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The target folder that this test was built into, and the usual one.
fn targets() -> impl Iterator<Item = PathBuf> {
    let own = env::current_exe().unwrap_or_default();
    let own: Vec<_> = own.ancestors().map(Path::to_owned).collect();
    own.into_iter().chain([workspace().join("target")])
}

/// xtask keeps its tools in the target folder.
fn installed() -> Option<PathBuf> {
    targets()
        .map(|target| target.join("undersigned-tools/npm/node_modules/@cloudflare"))
        .filter_map(|scope| fs::read_dir(scope).ok())
        .flat_map(Iterator::flatten)
        .map(|package| package.path().join("bin/workerd"))
        .find(|file| file.is_file())
}

/// A folder of one test, removed with everything in it when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new empty folder.
    pub fn make() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("undersigned-it-{}-{number}", std::process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that is left over harms nobody.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// Every file under a folder, sorted.
pub fn files_under(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = item.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
