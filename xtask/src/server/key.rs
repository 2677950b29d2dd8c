//! The key with full access to the local server.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// 256 bits.
const BYTES: usize = 32;

/// The key in this file; a new one, readable by its owner alone, where there is no file.
///
/// # Errors
/// When the file cannot be read or written, or is empty.
pub fn kept_in(file: &Path) -> Result<String> {
    if file.exists() {
        let text =
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let key = text.trim();
        if key.is_empty() {
            bail!(
                "{} is empty: remove it, and a new key is made",
                file.display()
            );
        }
        return Ok(key.to_owned());
    }
    let key = random()?;
    // The name appears with its content, so that an interrupted start leaves no empty key.
    let partial = file.with_extension("key.partial");
    let _ = fs::remove_file(&partial);
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&partial)
        .with_context(|| format!("cannot write {}", partial.display()))?;
    writeln!(out, "{key}")?;
    out.sync_all()?;
    fs::rename(&partial, file)?;
    Ok(key)
}

fn random() -> Result<String> {
    let mut bytes = [0; BYTES];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("this system has no /dev/urandom to make a key from")?;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(format!("cue_{hex}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_key_is_made_once_and_for_its_owner() {
        let file = std::env::temp_dir().join(format!("xtask-key-{}.key", std::process::id()));
        let _ = fs::remove_file(&file);
        let key = kept_in(&file).unwrap();
        assert_eq!(key.len(), "cue_".len() + 2 * BYTES);
        assert_eq!(kept_in(&file).unwrap(), key);
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_ne!(random().unwrap(), random().unwrap());

        fs::write(&file, " \n").unwrap();
        assert!(kept_in(&file).unwrap_err().to_string().contains("empty"));
        fs::remove_file(file).unwrap();
    }
}
