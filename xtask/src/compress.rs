//! `.br` and `.gz` beside every file of text or WebAssembly, made once at build time.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::fingerprint::files_below;

/// Text, and WebAssembly; pictures and archives are compressed already.
const ENDINGS: [&str; 13] = [
    "css",
    "csv",
    "html",
    "ico",
    "js",
    "json",
    "map",
    "mjs",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// The windows of brotli go up to 16 MiB (24); its own default of 4 MiB suits our files.
const WINDOW: u32 = 22;

/// Whether a file is worth compressing.
pub fn is_compressible(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.contains(&ending.to_lowercase().as_str()))
}

/// Compresses every file below `folder`, on all cores, and says how many there were.
///
/// # Errors
/// When a file cannot be read or written.
pub fn folder(folder: &Path) -> Result<usize> {
    let files: Vec<PathBuf> = files_below(folder)?
        .into_iter()
        .filter(|file| is_compressible(file))
        .map(|file| folder.join(file))
        .collect();
    let count = files.len();
    let queue = Mutex::new(files);
    let next = || queue.lock().ok()?.pop();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while let Some(path) = next() {
                        file(&path)
                            .with_context(|| format!("cannot compress {}", path.display()))?;
                    }
                    Ok(())
                })
            })
            .collect();
        for worker in running {
            worker
                .join()
                .map_err(|_| anyhow!("a compression thread died"))??;
        }
        Ok(count)
    })
}

fn file(path: &Path) -> Result<()> {
    let bytes = fs::read(path)?;
    fs::write(beside(path, "br"), brotli(&bytes)?)?;
    fs::write(beside(path, "gz"), gzip(&bytes)?)?;
    Ok(())
}

/// `app.js` to `app.js.br`.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 64 * 1024, 11, WINDOW);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_was_packed_unpacks_to_the_same() {
        let text = "a cue, its moment and its channel. ".repeat(500);
        let packed = brotli(text.as_bytes()).unwrap();
        let mut unpacked = String::new();
        brotli::Decompressor::new(packed.as_slice(), 4096)
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
        assert!(packed.len() < text.len() / 20);

        let packed = gzip(text.as_bytes()).unwrap();
        let mut unpacked = String::new();
        flate2::read::GzDecoder::new(packed.as_slice())
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, text);
    }

    #[test]
    fn text_and_wasm_are_packed_and_pictures_are_not() {
        assert!(is_compressible(Path::new("a/app-0a1b.wasm")));
        assert!(is_compressible(Path::new("manifest.WEBMANIFEST")));
        assert!(!is_compressible(Path::new("shot.png")));
        assert!(!is_compressible(Path::new("app.js.br")));
        assert_eq!(
            beside(Path::new("a/app.js"), "br"),
            Path::new("a/app.js.br")
        );
    }
}
