//! What a page need not load of a generated module: the text of panics, and
//! long names between the wasm and its script.
//!
//! In a page a panic prints nothing: its message is formatted, given to a hook
//! that has nowhere to write, and then the module traps. Here every function
//! that starts a panic traps at once, so wasm-opt can drop what formats the
//! message. A nightly compiler's `panic = "immediate-abort"` does the same.
//!
//! Invariant: nothing but a panic formats text. A direct call of `core::fmt`
//! from anywhere else fails the build, since it would trap in the page.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use walrus::ir::{Call, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, FunctionId, FunctionKind, ImportKind, LocalFunction, Module, ir::Value,
};

/// Parts of the names of functions that begin or carry on a panic. The last one
/// throws an error instead, for faults of the same kind.
const PANICS: [&str; 4] = [
    "panicking",
    "PanicPayload",
    "::panic_",
    "wasm_bindgen::throw_str",
];
/// Parts of the names of functions that only a panic's message needs. The
/// second is linked because it is exported, and nothing here suspends a call.
const ONLY_FOR_PANICS: [&str; 2] = ["::fmt", "js_sys::futures"];

/// Makes every panic a bare trap, and its message's formatting nothing.
pub(super) fn trap_panics(module: &mut Module) -> Result<()> {
    let mut names = HashMap::new();
    for function in module.funcs.iter() {
        names.insert(function.id(), plain(function.name.as_deref()));
    }
    let is_one = |id: &FunctionId, parts: &[&str]| {
        let name = names.get(id).map_or("", String::as_str);
        parts.iter().any(|part| name.contains(part))
    };
    let mut silent = Vec::new();
    for function in module.funcs.iter() {
        let FunctionKind::Local(body) = &function.kind else {
            continue;
        };
        let id = function.id();
        if is_one(&id, &PANICS) || is_one(&id, &ONLY_FOR_PANICS) {
            silent.push(id);
        } else if let Some(callee) = callees(body).iter().find(|id| is_one(id, &ONLY_FOR_PANICS)) {
            let (from, to) = (names.get(&id), names.get(callee));
            bail!("{from:?} calls {to:?}, which only panics may: format no text in the widget");
        }
    }
    for id in silent {
        let body = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let mut start = body.builder_mut().func_body();
        start.instrs_mut().clear();
        start.unreachable();
    }
    Ok(())
}

/// `core[0123456789abcdef]::fmt` as `core::fmt`.
fn plain(name: Option<&str>) -> String {
    let mut depth = 0_u32;
    let outside = |sign: &char| {
        depth += u32::from(*sign == '[');
        let is_outside = depth == 0;
        depth -= u32::from(*sign == ']' && depth > 0);
        is_outside
    };
    name.unwrap_or_default().chars().filter(outside).collect()
}

struct Callees(Vec<FunctionId>);

impl Visitor<'_> for Callees {
    fn visit_call(&mut self, call: &Call) {
        self.0.push(call.func);
    }
}

fn callees(body: &LocalFunction) -> Vec<FunctionId> {
    let mut callees = Callees(Vec::new());
    dfs_in_order(&mut callees, body, body.entry_block());
    callees.0
}

/// What the compiler says that it may use, as the section `target_features` has it.
const TABLES: &[u8] = b"+\x0freference-types";

/// The page's objects in an array of the script, and not in a table of the
/// module, whose code to keep it is longer: 0.3 KB.
pub(super) fn without_tables(mut bytes: Vec<u8>) -> Result<Vec<u8>> {
    let mut places = bytes.windows(TABLES.len());
    let place = places.position(|window| window == TABLES);
    let sign = place.and_then(|place| bytes.get_mut(place));
    *sign.context("the compiler does not say that it may use tables")? = b'-';
    Ok(bytes)
}

/// Where the array's objects begin, after its constants: wasm-bindgen's
/// `JSIDX_OFFSET` and four.
const FIRST_OBJECT: i32 = 1028;

/// Answers the one question that wasm-bindgen leaves open without a table:
/// where its constants end.
pub(super) fn number_first_object(module: &mut Module) -> Result<()> {
    let asked = module.imports.iter().find_map(|import| match import.kind {
        ImportKind::Function(id) if import.name == "__wbindgen_externref_statics_end" => Some(id),
        _ => None,
    });
    let asked = asked.context("nothing asks where the page's objects begin")?;
    module.replace_imported_func(asked, |(body, _)| {
        body.i32_const(FIRST_OBJECT);
    })?;
    Ok(())
}

/// Of the standard library's and wasm-bindgen's panics. What another version
/// words anew is left and costs its bytes.
const TEXTS: [&str; 20] = [
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899",
    "slice index starts at ",
    " but ends at ",
    "index out of bounds: the len is ",
    " but the index is ",
    "range start index ",
    "range end index ",
    " out of range for slice of length ",
    "cannot access a Thread Local Storage value during or after destruction: ",
    "copy_from_slice: source slice length (",
    ") does not match destination slice length (",
    "Tried to shrink to a larger capacity",
    "capacity overflow",
    "RefCell already mutably borrowed",
    "RefCell already borrowed",
    "FnOnce called more than once",
    "closure invoked recursively or after being dropped",
    "called `Result::unwrap_throw()` on an `Err` value",
    "null pointer passed to rust",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
];

/// Blanks the texts of panics, which nothing reads any more.
pub(super) fn blank_texts(module: &mut Module) {
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let bytes = &mut module.data.get_mut(id).value;
        for text in TEXTS {
            let starts: Vec<_> = bytes
                .windows(text.len())
                .enumerate()
                .filter_map(|(at, window)| (window == text.as_bytes()).then_some(at))
                .collect();
            for at in starts {
                bytes
                    .iter_mut()
                    .skip(at)
                    .take(text.len())
                    .for_each(|byte| *byte = 0);
            }
        }
    }
}

/// Blanks the places in the source that panics would name: 16 bytes each
/// (`core::panic::Location`: path, its length, line and column), and the paths.
///
/// The linker keeps them, since the calls that passed them were still there.
pub(super) fn blank_places(module: &mut Module) {
    let mut blanks = Vec::new();
    let memory = Memory::of(module);
    for (start, bytes) in &memory.segments {
        let words = bytes.len() / 4;
        for at in (0..words).map(|word| word * 4) {
            if let Some(path) = memory.path_of(bytes, at) {
                blanks.push((start + at, 16));
                blanks.push(path);
            }
        }
    }
    let segments: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        let Some(start) = start_of(&data.kind) else {
            continue;
        };
        for &(address, length) in &blanks {
            let place = address.wrapping_sub(start);
            if let Some(bytes) = data.value.get_mut(place..place.saturating_add(length)) {
                bytes.fill(0);
            }
        }
    }
}

/// The constant data, by address.
struct Memory {
    segments: Vec<(usize, Vec<u8>)>,
}

impl Memory {
    fn of(module: &Module) -> Self {
        let active = module.data.iter();
        let segments = active
            .filter_map(|data| Some((start_of(&data.kind)?, data.value.clone())))
            .collect();
        Self { segments }
    }

    /// The address and length of the path that a place at this offset names,
    /// if there is a place: a path of a source file ends in `.rs` and a NUL.
    fn path_of(&self, bytes: &[u8], at: usize) -> Option<(usize, usize)> {
        let [path, length, line, column] = [0, 4, 8, 12].map(|offset| word(bytes, at + offset));
        let (path, length) = (path?, length?);
        let is_place = (1..100_000).contains(&line?) && (1..1_000).contains(&column?);
        let text = self.read(path, length.checked_add(1)?)?;
        (is_place && text.ends_with(b".rs\0")).then_some((path, length))
    }

    fn read(&self, address: usize, length: usize) -> Option<&[u8]> {
        self.segments.iter().find_map(|(start, bytes)| {
            let place = address.checked_sub(*start)?;
            bytes.get(place..place.checked_add(length)?)
        })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<usize> {
    let word = bytes.get(at..)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*word)).ok()
}

fn start_of(kind: &DataKind) -> Option<usize> {
    match kind {
        DataKind::Active {
            offset: ConstExpr::Value(Value::I32(start)),
            ..
        } => usize::try_from(*start).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use walrus::{FunctionBuilder, MemoryId};

    use super::*;

    /// A function with this name that calls another or drops a number.
    fn add(module: &mut Module, name: &str, callee: Option<FunctionId>) -> FunctionId {
        let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
        let mut body = function.name(name.to_owned()).func_body();
        match callee {
            Some(callee) => body.call(callee),
            None => body.i32_const(1).drop(),
        };
        function.finish(Vec::new(), &mut module.funcs)
    }

    fn traps(module: &Module, id: FunctionId) -> bool {
        let body = module.funcs.get(id).kind.unwrap_local();
        let start = body.block(body.entry_block());
        matches!(start.instrs.as_slice(), [(first, _)] if first.is_unreachable())
    }

    #[test]
    fn a_panic_traps_at_once_and_its_callers_stay() {
        let mut module = Module::default();
        let write = add(&mut module, "core[0123]::fmt::write", None);
        let panic = add(&mut module, "core[0123]::panicking::panic_fmt", Some(write));
        let ours = add(&mut module, "widget::submit::press", Some(panic));
        trap_panics(&mut module).unwrap();
        assert!(traps(&module, write) && traps(&module, panic));
        assert!(!traps(&module, ours));
    }

    #[test]
    fn formatting_text_elsewhere_fails_the_build() {
        let mut module = Module::default();
        let write = add(&mut module, "core[0123]::fmt::write", None);
        add(&mut module, "widget::submit::press", Some(write));
        let text = trap_panics(&mut module).unwrap_err().to_string();
        assert!(text.contains("widget::submit::press"), "{text}");
    }

    fn data(module: &mut Module, memory: MemoryId, start: i32, bytes: &[u8]) {
        let offset = ConstExpr::Value(Value::I32(start));
        module
            .data
            .add(DataKind::Active { memory, offset }, bytes.to_vec());
    }

    #[test]
    fn places_are_blanked_and_nothing_else() {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let words = |words: [u32; 4]| words.map(u32::to_le_bytes).concat();
        let place = words([1024, 10, 7, 9]);
        // As long, but no path.
        let other = words([1035, 10, 7, 9]);
        data(&mut module, memory, 1024, b"src/lib.rs\0some words\0");
        data(&mut module, memory, 2048, &[place, other.clone()].concat());
        blank_places(&mut module);
        let left: Vec<_> = module.data.iter().map(|data| data.value.clone()).collect();
        assert_eq!(left[0], [&[0; 11][..], b"some words\0"].concat());
        assert_eq!(left[1], [vec![0; 16], other].concat());
    }
}
