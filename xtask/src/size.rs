//! `cargo xtask size`: what a partner's page loads, against the budgets.
//!
//! The first response is measured as the running edge sends it, with the
//! example campaign rendered into it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::build::{Flavor, Manifest, PAYLOAD_TOKEN};
use crate::project::Project;
use crate::secrets::Secrets;
use crate::tools::npm::NpmTools;
use crate::workerd::{self, EdgeSetup, Workerd};
use crate::{build, campaign, files, process};

/// Loader, view, style and words, in one response: 8 x 1,024 bytes by brotli.
const FIRST_BUDGET: usize = 8 * 1024;
/// With glue and wasm, so all that signing and the live feed need: 25 x 1,024.
const TOTAL_BUDGET: usize = 25 * 1024;

const EMBED: &str = "/embed/welcome-refugees/refugee-council.js";

/// Prints the table, then fails if a budget is broken.
pub(crate) fn run(project: &Project) -> Result<()> {
    let tools = NpmTools::new(project)?;
    let built = build::all(project, &tools, Flavor::Quick)?;
    let manifest = Manifest::load(project)?;
    let assets = project.assets();
    let first = first_response(project, &tools, &built)?;
    let loader = files::read_text(&assets.join(&manifest.loader.name))?;
    let parts = parts_of(&first, &loader)?;

    let first = Sizes::of(first.as_bytes())?;
    let size_of = |name: &str| Sizes::of(&files::read(&assets.join(name))?);
    let glue = size_of(&manifest.glue.name)?;
    let wasm = size_of(&manifest.wasm.name)?;
    let total = first.plus(&glue).plus(&wasm);
    println!("| what a partner's page loads | raw | gzip | brotli | budget (brotli) |");
    println!("|---|---:|---:|---:|---:|");
    println!("| first response, the form shows: `{EMBED}` {first} {FIRST_BUDGET} |");
    for (name, part) in parts {
        println!(
            "| - of it, compressed alone: {name} {} |",
            Sizes::of(part.as_bytes())?
        );
    }
    println!("| `/assets/{}` {glue} |", manifest.glue.name);
    println!("| `/assets/{}` {wasm} |", manifest.wasm.name);
    println!("| all for signing and the live feed {total} {TOTAL_BUDGET} |");
    let deferred = size_of(&manifest.deferred.name)?;
    println!(
        "| loaded only when needed: `/assets/{}` {deferred} | |",
        manifest.deferred.name
    );
    let counter = size_of(&manifest.counter.name)?;
    println!(
        "| a counter alone, beside its loader and view: `/assets/{}` {counter} | |",
        manifest.counter.name
    );
    hold("before the form shows", first.brotli, FIRST_BUDGET)?;
    hold("in all", total.brotli, TOTAL_BUDGET)
}

fn hold(what: &str, is: usize, budget: usize) -> Result<()> {
    if is > budget {
        bail!(
            "{is} bytes (brotli) {what}: {} over the budget of {budget}",
            is - budget
        );
    }
    Ok(())
}

/// Asks an edge of its own, on a new state.
fn first_response(project: &Project, tools: &NpmTools, built: &Path) -> Result<String> {
    let state = project.scratch("size-state");
    if state.exists() {
        fs::remove_dir_all(&state)?;
    }
    let secrets = Secrets::make()?;
    let port = workerd::free_port(0)?;
    let edge = Workerd::start(
        tools,
        &EdgeSetup {
            built,
            state: &state,
            port,
            mail: &[],
            limits: &workerd::wide_limits(),
        },
        &secrets,
    )?;
    campaign::load_examples(project, &edge, &secrets, &[])?;
    let mut answer = edge.agent().get(format!("{}{EMBED}", edge.origin)).call()?;
    let text = answer.body_mut().read_to_string()?;
    if answer.status() != 200 {
        bail!("{EMBED}: {} {text}", answer.status());
    }
    edge.stop()?;
    Ok(text)
}

#[derive(Deserialize)]
struct Payload {
    html: String,
    style: String,
}

/// What the first response is made of.
fn parts_of(first: &str, loader: &str) -> Result<[(&'static str, String); 4]> {
    let (before, after) = loader
        .split_once(PAYLOAD_TOKEN)
        .context("the loader has no token")?;
    let payload = first
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    let payload = payload.context("the first response is not the built loader with a payload")?;
    let view: Payload = serde_json::from_str(payload)?;
    Ok([
        ("loader", loader.to_owned()),
        ("payload: view, style, words", payload.to_owned()),
        ("of the payload, the view's HTML", view.html),
        ("of the payload, the style", view.style),
    ])
}

/// Both at their best: of brotli, quality 11 and a window of 22 bits are the
/// defaults.
const COMPRESS: &str = "\
const { brotliCompressSync, gzipSync } = require('node:zlib');
const bytes = require('node:fs').readFileSync(0);
console.log(gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);";

/// One file's bytes, raw and as a web server would send them.
struct Sizes {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

impl Sizes {
    fn of(bytes: &[u8]) -> Result<Self> {
        let printed = process::filter(Command::new("node").args(["-e", COMPRESS]), bytes)?;
        let sizes: Vec<usize> = printed
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        let [gzip, brotli] = sizes[..] else {
            bail!("node printed {printed:?} instead of two sizes");
        };
        Ok(Self {
            raw: bytes.len(),
            gzip,
            brotli,
        })
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

impl std::fmt::Display for Sizes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "| {} | {} | {} |", self.raw, self.gzip, self.brotli)
    }
}
