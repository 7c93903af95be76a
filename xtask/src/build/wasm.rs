//! Rust to wasm by cargo, and binaryen's pass over it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::files;
use crate::process;
use crate::project::Project;

const TARGET: &str = "wasm32-unknown-unknown";

/// What LLVM may use when it compiles for this target; wasm-opt must be told,
/// since it would refuse the instructions otherwise.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A profile of the root manifest, and what differs from it.
#[derive(Clone, Copy)]
pub(crate) struct Profile {
    name: &'static str,
    /// Cargo's folder for its artefacts.
    folder: &'static str,
    settings: &'static [&'static str],
}

impl Profile {
    /// A profile as the root manifest has it.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self {
            name,
            folder: name,
            settings: &[],
        }
    }

    /// The native tests' profile, so that build scripts and macros are compiled
    /// once for both, but fast enough to run: a request takes the same
    /// processor time as with `release`, and a build a fraction of it.
    pub(crate) const QUICK: Self = Self {
        name: "dev",
        folder: "debug",
        settings: &[
            "profile.dev.opt-level=1",
            "profile.dev.codegen-units=16",
            "profile.dev.debug=false",
            "profile.dev.debug-assertions=false",
            "profile.dev.overflow-checks=false",
        ],
    };
}

/// One crate that runs as wasm.
pub(crate) struct WasmCrate {
    /// The package's name, and so the file's.
    pub(crate) package: &'static str,
    /// How it is optimized.
    pub(crate) profile: Profile,
    /// More for rustc, as `target.*.rustflags` has it.
    pub(crate) rustc_flags: &'static [&'static str],
}

impl WasmCrate {
    /// Lets cargo build it if it has changed; gives the wasm's bytes.
    pub(crate) fn compile(&self, project: &Project) -> Result<(PathBuf, Vec<u8>)> {
        let mut flags: Vec<String> = self
            .rustc_flags
            .iter()
            .map(|&flag| flag.to_owned())
            .collect();
        flags.extend(path_remaps()?);
        let config = format!(
            "target.{TARGET}.rustflags={}",
            serde_json::to_string(&flags)?
        );
        let mut cargo = process::cargo();
        cargo
            .current_dir(&project.root)
            // These would silently win over the flags above.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .args([
                "build",
                "--locked",
                "--lib",
                "--package",
                self.package,
                "--profile",
                self.profile.name,
            ])
            .args(
                self.profile
                    .settings
                    .iter()
                    .flat_map(|setting| ["--config", setting]),
            )
            .args(["--target", TARGET, "--config", &config, "--target-dir"])
            .arg(&project.target);
        process::run(&mut cargo)?;
        let folder = project.target.join(TARGET).join(self.profile.folder);
        let file = folder.join(self.package).with_extension("wasm");
        let bytes = files::read(&file)?;
        Ok((file, bytes))
    }
}

/// Panic locations name files of the registry's folder; the same words on every
/// machine make the build reproducible (and tell nobody whose machine it was).
fn path_remaps() -> Result<Vec<String>> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sources = home
        .context("neither CARGO_HOME nor HOME is set")?
        .join("registry/src");
    if !sources.is_dir() {
        return Ok(Vec::new());
    }
    let remap = |folder: PathBuf| format!("--remap-path-prefix={}=crates", folder.display());
    Ok(files::list(&sources)?.into_iter().map(remap).collect())
}

/// Runs wasm-opt with a level such as `-Oz`, and strips names and notes.
pub(crate) fn optimize(wasm_opt: &Path, input: &Path, output: &Path, more: &[&str]) -> Result<()> {
    let mut command = Command::new(wasm_opt);
    command
        .args(FEATURES)
        .args(more)
        .args([
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args([
            input.as_os_str().to_owned(),
            OsString::from("-o"),
            output.as_os_str().to_owned(),
        ]);
    process::run(&mut command)
}
