//! The widget: wasm for size, its glue, the loader, the style.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::assets::{Asset, Manifest, PAYLOAD_TOKEN};
use super::bindgen::{self, Host};
use super::esbuild::Bundle;
use super::released::Releases;
use super::stamp::Stamp;
use super::wasm::{self, Profile, WasmCrate};
use crate::files;
use crate::project::Project;
use crate::tools::npm::NpmTools;

const WIDGET: WasmCrate = WasmCrate {
    package: "widget",
    profile: Profile::named("widget"),
    // SIMD: 0.7 KB less, and faster hashing; every browser since 2023 has it.
    // The threshold: what is optimized for size inlines next to nothing, and
    // wasm-opt, which inlines later, can't keep the parts in locals. 0.3 KB.
    rustc_flags: &[
        "-Ctarget-feature=+simd128",
        "-Cllvm-args=-inline-threshold=30",
    ],
};

/// The smallest after brotli of some dozens of combinations: everything for
/// speed, control flow made anew, then for size until nothing changes. No address below
/// 1,024 is data, since the stack comes first.
const WASM_FLAGS: [&str; 8] = [
    "--enable-simd",
    "--low-memory-unused",
    "-O4",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
];

/// Members that only the wasm's glue and `deferred.js` use, and that neither a
/// browser's object nor an answer has: shortened to one letter each. 0.1 KB.
const OWN_MEMBERS: &str = "--mangle-props=^(campaignWidgets|clearProblems|consents|emit|feed\
    |fieldProblem|hook|i18n|isHidden|isTicked|markField|plural|province|putEntries\
    |replaceEntries|setText|show|showForm|showOthers|showProblem|showProblems|showSending\
    |showStatus|showTally|showThanks)$";

/// A classic script for what browsers with SIMD can read: no more is rewritten.
const SCRIPT_FLAGS: [&str; 2] = ["--format=iife", "--target=es2022"];

/// Writes [`Project::assets`], unless they are up to date.
pub(crate) fn build(project: &Project, tools: &NpmTools) -> Result<()> {
    let (wasm_file, wasm_bytes) = WIDGET.compile(project)?;
    let loader = project.root.join("widget/loader");
    let mut stamp = Stamp::new(project, "widget")?;
    stamp.add_bytes(&wasm_bytes);
    stamp.add_folder(&loader)?;
    let probe = project.root.join("widget/probe");
    stamp.add_folder(&probe)?;
    for released in Releases::of(project).files()? {
        stamp.add_bytes(&files::read(&released)?);
    }
    if stamp.is_fresh(&project.assets().join("manifest.json")) {
        return Ok(());
    }
    eprintln!("xtask: bundling the widget");
    stamp.forget()?;
    let scratch = project.scratch("widget");
    let glue = bindgen::generate(Host::Browser, &wasm_file, &scratch)?;
    let optimized = scratch.join("optimized.wasm");
    wasm::optimize(&tools.wasm_opt()?, &glue.wasm, &optimized, &WASM_FLAGS)?;
    let wasm = Asset::new("widget", "wasm", files::read(&optimized)?).pinned();

    let bundler = Bundler {
        esbuild: tools.esbuild()?,
        loader,
        scratch,
    };
    let alias = format!("--alias:undersigned-glue={}", glue.script.display());
    // The first bundle writes it, the second reads it.
    let members = bundler.scratch.join("members.json");
    files::write(&members, "{}")?;
    let members = [
        OWN_MEMBERS.to_owned(),
        format!("--mangle-cache={}", members.display()),
    ];
    let style = bundler.scratch.join("deferred.css");
    bundler.write("deferred.css", Vec::new())?;
    let flags = [
        &members[..],
        &[
            format!("--alias:undersigned-deferred-style={}", style.display()),
            "--loader:.css=text".to_owned(),
        ],
    ];
    let deferred = bundler.script("deferred", flags.concat())?;
    let deferred = Asset::new("deferred", "js", deferred).pinned();
    let mut glue_flags = names_of(&[("DEFERRED", &deferred)])?;
    glue_flags.push(alias);
    glue_flags.extend(members);
    let glue = Asset::new("glue", "js", bundler.script("glue", glue_flags)?).pinned();
    let counter = Asset::new("counter", "js", bundler.script("counter", Vec::new())?).pinned();
    let names = names_of(&[("GLUE", &glue), ("WASM", &wasm), ("COUNTER", &counter)])?;
    let script = bundler.script("main", names)?;
    demand_token("loader", &script)?;
    let probe = bundler.probe(&probe)?;
    demand_token("probe", &probe)?;
    let paint = bundler.write("paint.css", Vec::new())?;
    let style = bundler.write("style.css", Vec::new())?;
    let manifest = Manifest {
        loader: Asset::new("embed", "js", script).pinned(),
        glue,
        wasm,
        deferred,
        counter,
        probe: Asset::new("probe", "js", probe),
        paint: Asset::new("paint", "css", paint),
        style: Asset::new("style", "css", style),
    };
    manifest.write(project)?;
    stamp.commit()
}

/// The edge puts a payload in the token's place, so there is one of it.
fn demand_token(name: &str, script: &[u8]) -> Result<()> {
    let mentions = String::from_utf8_lossy(script)
        .matches(PAYLOAD_TOKEN)
        .count();
    if mentions != 1 {
        bail!("the bundled {name} has {PAYLOAD_TOKEN} {mentions} times instead of once");
    }
    Ok(())
}

/// The loader's folder and where its bundles go.
struct Bundler {
    esbuild: PathBuf,
    loader: PathBuf,
    scratch: PathBuf,
}

impl Bundler {
    /// A classic script, which leaves no name behind.
    fn script(&self, name: &str, mut flags: Vec<String>) -> Result<Vec<u8>> {
        flags.extend(SCRIPT_FLAGS.map(str::to_owned));
        self.write(&format!("{name}.js"), flags)
    }

    /// The probe, a classic script too, with its style inside.
    fn probe(&self, folder: &Path) -> Result<Vec<u8>> {
        let mut flags = vec!["--loader:.css=text".to_owned()];
        flags.extend(SCRIPT_FLAGS.map(str::to_owned));
        let bundle = Bundle {
            esbuild: &self.esbuild,
            entry: &folder.join("main.js"),
            output: &self.scratch.join("probe.js"),
            flags,
        };
        bundle.write()
    }

    fn write(&self, file: &str, flags: Vec<String>) -> Result<Vec<u8>> {
        let bundle = Bundle {
            esbuild: &self.esbuild,
            entry: &self.loader.join(file),
            output: &self.scratch.join(file),
            flags,
        };
        bundle.write()
    }
}

/// What a script knows of the assets that it loads: their names and hashes.
fn names_of(assets: &[(&str, &Asset)]) -> Result<Vec<String>> {
    let mut flags = Vec::new();
    for (name, asset) in assets {
        flags.push(define(&format!("UNDERSIGNED_{name}_NAME"), &asset.name)?);
        let integrity = asset.integrity.as_deref().unwrap_or_default();
        flags.push(define(&format!("UNDERSIGNED_{name}_INTEGRITY"), integrity)?);
    }
    Ok(flags)
}

/// A constant for the bundle, as a JavaScript string literal.
fn define(name: &str, value: &str) -> Result<String> {
    Ok(format!("--define:{name}={}", serde_json::to_string(value)?))
}
