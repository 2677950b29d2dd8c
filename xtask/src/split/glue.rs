//! wasm-bindgen's names, made short in the module and in its JavaScript alike: they are long, with
//! hashes that nothing can compress.

use std::collections::HashMap;

use anyhow::Result;
use walrus::Module;

/// Only wasm-bindgen gives such names; others might be words of JavaScript.
const OURS: [&str; 3] = ["__wbg_", "__wbindgen_", "wasm_bindgen_"];

/// Renames imports and exports of `wasm` and their mentions in `glue`, and takes the comments and
/// the indentation out of the latter.
///
/// # Errors
/// When `wasm` is no module.
pub fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut module = Module::from_buffer(wasm)?;
    let mut short: HashMap<String, String> = HashMap::new();
    let mut rename = |name: &mut String| {
        if OURS.iter().any(|begins| name.starts_with(begins)) {
            let next = short.len();
            short
                .entry(name.clone())
                .or_insert_with(|| format!("_{next:x}"))
                .clone_into(name);
        }
    };
    for import in module.imports.iter_mut() {
        rename(&mut import.name);
    }
    for export in module.exports.iter_mut() {
        rename(&mut export.name);
    }
    Ok((module.emit_wasm(), script(glue, &short)))
}

fn script(glue: &str, short: &HashMap<String, String>) -> String {
    let mut text = String::with_capacity(glue.len());
    let mut in_comment = false;
    for line in glue.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            rename_words(line, short, &mut text);
            text.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    text
}

fn rename_words(line: &str, short: &HashMap<String, String>, text: &mut String) {
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_' || char == '$';
    let mut rest = line;
    while let Some(start) = rest.find(is_word) {
        let length = rest[start..]
            .find(|char| !is_word(char))
            .unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        text.push_str(&rest[..start]);
        text.push_str(short.get(word).map_or(word, String::as_str));
        rest = &rest[start + length..];
    }
    text.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_names_are_replaced_and_comments_go() {
        let short = HashMap::from([("__wbg_set_1".to_owned(), "_0".to_owned())]);
        let glue = "/**\n * __wbg_set_1\n */\nexport function x() {\n    // why\n    \
                    a(__wbg_set_1, __wbg_set_12, \"http://x\");\n}\n";
        assert_eq!(
            script(glue, &short),
            "export function x() {\na(_0, __wbg_set_12, \"http://x\");\n}\n"
        );
    }
}
