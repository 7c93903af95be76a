//! Short names between a module and its script: what wasm-bindgen calls
//! `__wbg_showProblems_bf425f08c3b05fa9` on both sides needs two letters.

use walrus::Module;

/// Renames every import and export on both sides; gives the script.
///
/// The generated names carry a hash or two underscores, so they stand for
/// nothing else in the script.
pub(super) fn shorten(module: &mut Module, mut script: String) -> String {
    let mut renamed = Vec::new();
    let mut next = 0_u8;
    let mut rename = |name: &mut String| {
        let short = short(next);
        next += 1;
        renamed.push((std::mem::replace(name, short.clone()), short));
    };
    for import in module.imports.iter_mut() {
        rename(&mut import.name);
    }
    for export in module.exports.iter_mut() {
        if export.name.contains("__") {
            rename(&mut export.name);
        }
    }
    for import in module.imports.iter_mut() {
        script = script.replace(&import.module, "a");
        "a".clone_into(&mut import.module);
    }
    // The longest first: one may be the beginning of another.
    renamed.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, short) in renamed {
        script = script.replace(&name, &short);
    }
    script
}

/// `A`, `B`, ..., `Z`, `AA`, `AB`, ...: no name of the language or the browser.
fn short(index: u8) -> String {
    let letter = |index: u8| char::from(b'A' + index % 26);
    let mut name = String::new();
    if let Some(first) = (index / 26).checked_sub(1) {
        name.push(letter(first));
    }
    name.push(letter(index));
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_get_the_same_names() {
        let mut module = Module::default();
        let signature = module.types.add(&[], &[]);
        for name in ["__wbg_say_12", "__wbg_say_1"] {
            module.add_import_func("./index_bg.js", name, signature);
        }
        let script = "{\"./index_bg.js\": {__wbg_say_1: 1, __wbg_say_12: 2}}";
        let script = shorten(&mut module, script.to_owned());
        assert_eq!(script, "{\"a\": {B: 1, A: 2}}");
        let names: Vec<_> = module
            .imports
            .iter()
            .map(|import| import.name.clone())
            .collect();
        assert_eq!(names, ["A", "B"]);
    }

    #[test]
    fn no_two_names_are_alike() {
        let names: std::collections::BTreeSet<_> = (0..=u8::MAX).map(short).collect();
        assert_eq!(names.len(), 256);
    }
}
