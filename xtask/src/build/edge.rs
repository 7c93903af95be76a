//! The edge: the Worker's wasm, its glue and the shim in one module.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Flavor;
use super::bindgen::{self, Host};
use super::esbuild::Bundle;
use super::stamp::Stamp;
use super::wasm::{self, Profile, WasmCrate};
use crate::files;
use crate::project::Project;
use crate::tools::npm::NpmTools;

/// Writes `worker/` into the flavor's folder, unless it is up to date.
pub(crate) fn build(project: &Project, tools: &NpmTools, flavor: Flavor) -> Result<()> {
    let edge = WasmCrate {
        package: "edge",
        profile: match flavor {
            Flavor::Quick => Profile::QUICK,
            Flavor::Released => Profile::named("release"),
        },
        rustc_flags: &[],
    };
    let (wasm_file, wasm_bytes) = edge.compile(project)?;
    let shim = project.root.join("edge/shim.js");
    let step = format!("edge-{}", flavor.name());
    let mut stamp = Stamp::new(project, &step)?;
    stamp.add_bytes(&wasm_bytes);
    stamp.add_bytes(&files::read(&shim)?);
    let worker = flavor.folder(project).join("worker");
    if stamp.is_fresh(&worker.join("index.js")) {
        return Ok(());
    }
    eprintln!("xtask: bundling the edge");
    stamp.forget()?;
    let glue = bindgen::generate(Host::Worker, &wasm_file, &project.scratch(&step))?;
    fs::create_dir_all(&worker)?;
    write_wasm(tools, flavor, &glue.wasm, &worker.join("index_bg.wasm"))?;
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

/// The module as it runs: what is deployed has been through binaryen, which
/// takes longer than the quick build's compiler.
fn write_wasm(tools: &NpmTools, flavor: Flavor, made: &Path, output: &Path) -> Result<()> {
    match flavor {
        Flavor::Quick => files::write(output, files::read(made)?),
        Flavor::Released => {
            // Exceptions: the glue tells an abort from an error by catching both.
            let flags = ["-O2", "--enable-exception-handling"];
            wasm::optimize(&tools.wasm_opt()?, made, output, &flags)
        }
    }
}
