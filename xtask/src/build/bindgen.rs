//! The JavaScript glue, by wasm-bindgen's own library in the crate's version.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::{mangle_names, strip_panics};
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
    let bytes = files::read(wasm)?;
    let bytes = match host {
        Host::Browser => strip_panics::without_tables(bytes)?,
        Host::Worker => bytes,
    };
    bindgen.input_bytes("index", bytes).typescript(false);
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
            strip_panics::number_first_object(module)?;
            strip_panics::trap_panics(module)?;
            strip_panics::blank_places(module);
            strip_panics::blank_texts(module);
            let script = start_plainly(&files::read_text(&glue.script)?)?;
            files::write(&glue.script, mangle_names::shorten(module, script))?;
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
/// The one way that is ours: a response of the edge, whose type is right. Without a
/// table there is nothing to be begun before the first call.
const INIT: &str = "
let wasm, onFault;
export const init = async (response, fault) => {
    onFault = fault;
    const { instance } = await WebAssembly.instantiateStreaming(response, __wbg_get_imports());
    wasm = instance.exports;
};
";

/// What no page needs, and its plain form. Where the browser calls the wasm
/// nothing is thrown into the page. A closure of ours ends with its owner in the
/// wasm, so no finalizer has to. No text begins with a mark of byte order, and
/// memory stays below 2 GB. Of the constants among the page's objects we use one. A
/// timer throws nothing when it is set, and what it calls is not called in itself.
const PLAIN: [(&str, &str); 18] = [
    (
        "        } finally {
",
        "        } catch (error) {
            onFault(error);
        } finally {
",
    ),
    ("            CLOSURE_DTORS.unregister(state);\n", ""),
    ("    CLOSURE_DTORS.register(real, state, state);\n", ""),
    (
        "const CLOSURE_DTORS = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(state => wasm.__wbindgen_destroy_closure(state.a, state.b));",
        "",
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
    ("'utf-8', { ignoreBOM: true }", ""),
    ("cachedTextDecoder.decode();\n", ""),
    (" >>> 0", ""),
    (
        "getUint8ArrayMemory0().subarray(ptr / 1, ptr / 1 + len)",
        "new Uint8Array(wasm.memory.buffer, ptr, len)",
    ),
    (
        "getUint8ArrayMemory0().subarray(ptr, ptr + len)",
        "new Uint8Array(wasm.memory.buffer, ptr, len)",
    ),
    (
        "let heap = new Array(1024).fill(undefined);
heap.push(undefined, null, true, false);
",
        "let heap = Array(1028);\n",
    ),
    // See `strip_panics::number_first_object`.
    (
        "import * as import1 from \"__wbindgen_externref_xform__\"\n",
        "",
    ),
    ("        \"__wbindgen_externref_xform__\": import1,\n", ""),
    ("        __proto__: null,\n", ""),
    (": function(", "("),
    (
        "() { return handleError(function (arg0, arg1) {",
        "(arg0, arg1) {",
    ),
    ("        }, arguments); },", "        },"),
    ("= makeMutClosure(", "= makeClosure("),
];

/// What the script has before and after the import that throws, which a module
/// whose panics trap never calls; were it called, no page could start it.
fn without_throw(script: &str) -> Option<(&str, &str)> {
    let (before, _) = script.split_once("throw new Error(")?;
    let start = before.rfind("        __wbg")?;
    let (before, entry) = script.split_at_checked(start)?;
    let (_, after) = entry.split_once("        },\n")?;
    Some((before, after))
}

/// A page has one way to start the module; the others cost it 0.7 KB, and what
/// else is left out here 0.2 KB.
fn start_plainly(script: &str) -> Result<String> {
    const OTHER: &str = "wasm-bindgen writes its script in another way than pinned";
    let (before, _) = script.split_once(LOADING).context(OTHER)?;
    let mut script = format!("{before}{INIT}");
    for (old, plain) in PLAIN {
        ensure!(script.contains(old), "{OTHER}: no {old:?}");
        script = script.replace(old, plain);
    }
    let (before, after) = without_throw(&script).context(OTHER)?;
    Ok(format!("{before}{after}"))
}
