//! Whether anything changed that a build depends on.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// Every file below `folder`, sorted, as paths relative to it; nothing where it does not exist.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    fn visit(folder: &Path, base: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                visit(&path, base, found)?;
            } else {
                found.push(path.strip_prefix(base)?.to_owned());
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    if folder.is_dir() {
        visit(folder, folder, &mut found)?;
    }
    found.sort();
    Ok(found)
}

/// A hash over the names and contents of `inputs` (files, or folders with all that is in them,
/// relative to `root`) and over the words `also`. A missing input counts as such.
///
/// # Errors
/// When an input cannot be read.
pub fn of(root: &Path, inputs: &[&str], also: &[String]) -> Result<String> {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        // The length keeps ("ab", "c") and ("a", "bc") apart.
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    for input in inputs {
        part(input.as_bytes());
        let path = root.join(input);
        if path.is_dir() {
            for file in files_below(&path)? {
                part(file.as_os_str().as_encoded_bytes());
                part(&read(&path.join(file))?);
            }
        } else if path.exists() {
            part(&read(&path)?);
        } else {
            part(b"missing");
        }
    }
    for word in also {
        part(word.as_bytes());
    }
    let bytes = hash.finalize();
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_changes_with_content_name_and_tools_alone() {
        let root = std::env::temp_dir().join(format!("xtask-print-{}", std::process::id()));
        fs::create_dir_all(root.join("src/deep")).unwrap();
        fs::write(root.join("src/deep/a.rs"), "one").unwrap();
        fs::write(root.join("other.txt"), "not an input").unwrap();
        let print = |tool: &str| of(&root, &["src", "gone.toml"], &[tool.to_owned()]).unwrap();

        let first = print("trunk 1");
        assert_eq!(first, print("trunk 1"));
        assert_ne!(first, print("trunk 2"));
        fs::write(root.join("other.txt"), "changed").unwrap();
        assert_eq!(first, print("trunk 1"));
        fs::write(root.join("src/deep/a.rs"), "two").unwrap();
        let second = print("trunk 1");
        assert_ne!(first, second);
        fs::rename(root.join("src/deep/a.rs"), root.join("src/deep/b.rs")).unwrap();
        assert_ne!(second, print("trunk 1"));
        fs::remove_dir_all(root).unwrap();
    }
}
