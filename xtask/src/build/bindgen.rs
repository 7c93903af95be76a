//! The JavaScript glue, by wasm-bindgen's own library in the crate's version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{short, slim};
use crate::files;

/// Who loads the wasm.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    /// A page: the second script instantiates the module. Made small.
    Browser,
    /// The runtime: the module is imported, and can be started anew after an abort.
    Worker,
}

/// The generated module and its wasm.
pub(crate) struct Glue {
    pub(crate) script: PathBuf,
    pub(crate) wasm: PathBuf,
}

/// Writes the script and `index_bg.wasm` into an emptied folder.
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
    let mut output = bindgen.generate_output()?;
    match host {
        Host::Browser => {
            output.emit(folder)?;
            let glue = Glue::of(folder, "index.js");
            let module = output.wasm_mut();
            slim::trap_panics(module)?;
            slim::blank_places(module);
            slim::blank_texts(module);
            let script = start_plainly(&files::read_text(&glue.script)?)?;
            files::write(&glue.script, short::shorten(module, script))?;
            module.emit_wasm_file(&glue.wasm)?;
            Ok(glue)
        }
        Host::Worker => {
            output.emit(folder)?;
            let glue = Glue::of(folder, "index.js");
            import_plainly(&glue.script)?;
            Ok(glue)
        }
    }
}

impl Glue {
    fn of(folder: &Path, script: &str) -> Self {
        Self {
            script: folder.join(script),
            wasm: folder.join("index_bg.wasm"),
        }
    }
}

/// The runtime gives a compiled module for a plain import of a `.wasm` file; it
/// and esbuild don't know the source-phase keyword.
fn import_plainly(script: &Path) -> Result<()> {
    let text = files::read_text(script)?;
    files::write(script, text.replace("import source ", "import "))
}

/// Where the script begins to know a dozen ways to load a module.
const LOADING: &str = "let wasmModule, wasmInstance, wasm;";
/// The one way that is ours: a response of the edge, whose type is right.
const INIT: &str = "
let wasm, onFault;
export const init = async (response, fault) => {
    onFault = fault;
    const { instance } = await WebAssembly.instantiateStreaming(response, __wbg_get_imports());
    wasm = instance.exports;
    wasm.__wbindgen_start();
};
";

/// What no page needs that can run the module at all, and its plain form: an
/// engine without finalizers is older than SIMD, and a decoder that a browser
/// wears out after 2 GB wears out on no form.
const OLD: [(&str, &str); 3] = [
    // Where the browser calls the wasm nothing is thrown into the page.
    (
        "        } finally {
            state.a = a;",
        "        } catch (error) {
            onFault(error);
        } finally {
            state.a = a;",
    ),
    (
        "(typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new",
        "new",
    ),
    (
        "    numBytesDecoded += bytes.length;
    if (numBytesDecoded >= MAX_SAFARI_DECODE_BYTES) {
        cachedTextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
        cachedTextDecoder.decode();
        numBytesDecoded = bytes.length;
    }
",
        "",
    ),
];

/// A page has one way to start the module; the others cost it 0.7 KB, and what
/// is for old engines 0.1 KB.
fn start_plainly(script: &str) -> Result<String> {
    const OTHER: &str = "wasm-bindgen writes its script in another way than pinned";
    let (before, _) = script.split_once(LOADING).context(OTHER)?;
    let mut script = format!("{before}{INIT}");
    for (old, plain) in OLD {
        let (start, end) = script.split_once(old).context(OTHER)?;
        script = [start, plain, end].concat();
    }
    Ok(script)
}
