//! A whole build of the site, read at one moment.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{SiteError, file::File, media::is_hashed, policy::content_security_policy};

/// More than this is no build of the console, but a folder that was named by mistake.
const LARGEST_SITE: u64 = 256 * 1024 * 1024;

/// A compressed form that is older than its original by more than this belongs to an earlier
/// build. Copying a folder changes the order of times only by moments.
const COPY_SKEW: Duration = Duration::from_secs(10);

/// What the folder looks like from outside; any build or compression changes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stamp(Vec<Entry>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// From the site's folder, `/` first and between.
    path: String,
    file: PathBuf,
    bytes: u64,
    modified: SystemTime,
}

impl Stamp {
    /// Looks at the folder. A folder that does not exist is an empty site.
    pub(super) fn take(folder: &Path) -> Result<Self, SiteError> {
        let mut entries = Vec::new();
        match walk(folder, "", &mut entries) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                return Err(SiteError::Unreadable {
                    folder: folder.to_owned(),
                    source,
                });
            }
            Ok(()) => {}
        }
        if entries.iter().map(|entry| entry.bytes).sum::<u64>() > LARGEST_SITE {
            return Err(SiteError::TooLarge {
                folder: folder.to_owned(),
            });
        }
        entries.sort();
        Ok(Self(entries))
    }
}

fn walk(folder: &Path, prefix: &str, entries: &mut Vec<Entry>) -> io::Result<()> {
    for found in fs::read_dir(folder)? {
        let found = found?;
        let name = found.file_name();
        let Some(name) = name.to_str() else { continue };
        // Hidden ones are a build in progress (Trunk's `.stage`) or nobody's business.
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}/{name}");
        if found.file_type()?.is_dir() {
            walk(&found.path(), &path, entries)?;
            continue;
        }
        let about = match fs::metadata(found.path()) {
            Ok(about) => about,
            // It went away meanwhile, or is a link to nowhere.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        // A linked folder could lead anywhere, also back here.
        if about.is_file() {
            entries.push(Entry {
                path,
                file: found.path(),
                bytes: about.len(),
                modified: about.modified()?,
            });
        }
    }
    Ok(())
}

/// Every file of a build, by its path.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    pub(super) files: HashMap<String, File>,
    /// For `index.html`, from its own inline scripts.
    pub(super) policy: String,
    pub(super) stamp: Stamp,
}

impl Snapshot {
    /// Reads what the stamp lists.
    pub(super) fn read(folder: &Path, stamp: Stamp) -> Result<Self, SiteError> {
        let mut raw: HashMap<&str, (Vec<u8>, SystemTime)> = HashMap::new();
        for entry in &stamp.0 {
            let bytes = fs::read(&entry.file).map_err(|source| SiteError::Unreadable {
                folder: folder.join(entry.path.trim_start_matches('/')),
                source,
            })?;
            raw.insert(&entry.path, (bytes, entry.modified));
        }
        let mut files = HashMap::new();
        for entry in &stamp.0 {
            let path = entry.path.as_str();
            // In this order an original comes before its compressed forms and takes them along.
            let mut compressed = |suffix: &str| {
                raw.remove(format!("{path}{suffix}").as_str())
                    .filter(|(_, made)| *made + COPY_SKEW >= entry.modified)
                    .map(|(bytes, _)| bytes)
            };
            let (brotli, gzip) = (compressed(".br"), compressed(".gz"));
            if let Some((plain, _)) = raw.remove(path) {
                files.insert(path.to_owned(), File::new(path, plain, brotli, gzip));
            }
        }
        let policy = files.get("/index.html").map_or_else(String::new, |index| {
            content_security_policy(&String::from_utf8_lossy(index.plain()))
        });
        Ok(Self {
            files,
            policy,
            stamp,
        })
    }

    /// The page, where the folder has one.
    pub(super) fn index(&self) -> Option<&File> {
        self.files.get("/index.html")
    }

    /// The first hashed file that the page names and that is not there: a build that is being
    /// written, or one that lost a file.
    pub(super) fn missing(&self) -> Option<String> {
        let page = String::from_utf8_lossy(self.index()?.plain()).into_owned();
        page.split(['"', '\''])
            .filter(|text| text.starts_with('/') && is_hashed(text))
            .find(|path| !self.files.contains_key(*path))
            .map(str::to_owned)
    }
}
