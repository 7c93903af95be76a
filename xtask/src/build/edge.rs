//! The edge: the Worker's wasm, its glue and the shim in one module.

use std::fs;

use anyhow::Result;

use super::bindgen::{self, Host};
use super::esbuild::Bundle;
use super::stamp::Stamp;
use super::wasm::{self, WasmCrate};
use crate::files;
use crate::project::Project;
use crate::tools::npm::NpmTools;

const EDGE: WasmCrate = WasmCrate {
    package: "edge",
    profile: "release",
    rustc_flags: &[],
};

/// Writes `dist/worker/`, unless it is up to date.
pub(crate) fn build(project: &Project, tools: &NpmTools) -> Result<()> {
    let (wasm_file, wasm_bytes) = EDGE.compile(project)?;
    let shim = project.root.join("edge/shim.js");
    let mut stamp = Stamp::new(project, "edge")?;
    stamp.add_bytes(&wasm_bytes);
    stamp.add_bytes(&files::read(&shim)?);
    let worker = project.dist().join("worker");
    if stamp.is_fresh(&worker.join("index.js")) {
        return Ok(());
    }
    eprintln!("xtask: bundling the edge");
    stamp.forget()?;
    let glue = bindgen::generate(Host::Worker, &wasm_file, &project.scratch("edge"))?;
    fs::create_dir_all(&worker)?;
    // Exceptions: the glue tells an abort from an error by catching both.
    let flags = ["-O2", "--enable-exception-handling"];
    wasm::optimize(
        &tools.wasm_opt()?,
        &glue.wasm,
        &worker.join("index_bg.wasm"),
        &flags,
    )?;
    let bundle = Bundle {
        esbuild: &tools.esbuild()?,
        entry: &shim,
        output: &worker.join("index.js"),
        flags: vec![
            "--format=esm".to_owned(),
            format!("--alias:undersigned-edge={}", glue.script.display()),
            "--external:./index_bg.wasm".to_owned(),
            "--external:cloudflare:*".to_owned(),
        ],
    };
    bundle.write()?;
    stamp.commit()
}
