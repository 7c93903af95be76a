//! The JavaScript glue, by wasm-bindgen's own library in the crate's version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use wasm_bindgen_cli_support::Bindgen;

use crate::files;

/// Who loads the wasm.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    /// A page: the loader passes the compiled module in.
    Browser,
    /// The runtime: the module is imported, and can be started anew after an abort.
    Worker,
}

/// The generated module and its wasm.
pub(crate) struct Glue {
    pub(crate) script: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// Writes `index.js` and `index_bg.wasm` into an emptied folder.
pub(crate) fn generate(host: Host, wasm: &Path, folder: &Path) -> Result<Glue> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("index").typescript(false);
    bindgen.omit_default_module_path(true);
    match host {
        Host::Browser => bindgen.web(true)?,
        Host::Worker => bindgen
            .module(true)?
            .reset_state_function(true)
            .force_enable_abort_handler(true),
    };
    bindgen.generate(folder)?;
    let glue = Glue {
        script: folder.join("index.js"),
        wasm: folder.join("index_bg.wasm"),
    };
    if matches!(host, Host::Worker) {
        import_plainly(&glue.script)?;
    }
    Ok(glue)
}

/// The runtime gives a compiled module for a plain import of a `.wasm` file; it
/// and esbuild don't know the source-phase keyword.
fn import_plainly(script: &Path) -> Result<()> {
    let text = files::read_text(script)?;
    files::write(script, text.replace("import source ", "import "))
}
