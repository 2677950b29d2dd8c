//! `knowledge`: documents that searches look through beside the scenarios.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Subcommand;
use contract::{
    Dialect,
    opencx::{KnowledgeDocument, KnowledgeFormat, KnowledgeInput, limits},
};
use cuebook_server::{
    clock::{Clock, SystemClock, rfc3339},
    knowledge,
    store::{KnowledgeStore, SqliteStore},
};

use super::{database, print};

/// Deepest folder that is looked into, against folders that contain themselves.
const DEEPEST: usize = 32;

/// What can be done with knowledge documents.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Import every Markdown, text and HTML file in a folder and its subfolders
    #[command(after_help = IMPORT_HELP)]
    Import {
        /// The folder
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Workspace that gets the documents
        #[arg(long, value_name = "ID", default_value = "main")]
        workspace: String,
    },
}

const IMPORT_HELP: &str = "\
A document is named by its path in the folder. One of the same name is replaced, so that the
command can be run again after the files have changed; documents whose files are gone stay.
Files ending with .md, .markdown, .txt, .html and .htm are read, others and hidden ones are not.
A file that cannot be imported is named, and the others are imported all the same.

Examples:
  cuebook-server knowledge import handbook
  cuebook-server knowledge import /srv/help-center --workspace main";

/// Runs one of them.
///
/// # Errors
/// What is wrong and what to do.
pub async fn run(url: &str, command: Command) -> anyhow::Result<()> {
    let Command::Import { folder, workspace } = command;
    let mut files = Vec::new();
    collect(&folder, DEEPEST, &mut files)?;
    files.sort();
    let store = database::open(url).await?;
    let result = import(&store, &folder, &workspace, &files).await;
    store.close().await;
    result
}

async fn import(
    store: &SqliteStore,
    folder: &Path,
    workspace: &str,
    files: &[PathBuf],
) -> anyhow::Result<()> {
    let found = store.workspaces().iter().find(|w| w.id == workspace);
    match found.map(|workspace| workspace.dialect) {
        Some(Dialect::OpenCx) => {}
        Some(Dialect::Talkover) => bail!("`{workspace}` has voice agents, and no knowledge"),
        None => bail!("there is no workspace `{workspace}` in this database"),
    }
    if files.is_empty() {
        bail!(
            "{} has no file that ends with .md, .markdown, .txt, .html or .htm",
            folder.display()
        );
    }
    let mut passages = 0;
    let mut refused = 0;
    for file in files {
        match one(store, folder, workspace, file).await {
            Ok(count) => passages += count,
            Err(error) => {
                refused += 1;
                print::note(&format!("{}: {error:#}", file.display()));
            }
        }
    }
    print::line(&format!(
        "{} documents with {passages} passages were imported into `{workspace}`",
        files.len() - refused
    ))?;
    if refused > 0 {
        bail!(
            "{refused} of {} files were not imported; what is wrong with each stands above",
            files.len()
        );
    }
    Ok(())
}

/// Imports one file and gives the number of its passages.
async fn one(
    store: &SqliteStore,
    folder: &Path,
    workspace: &str,
    file: &Path,
) -> anyhow::Result<u64> {
    let size = std::fs::metadata(file).context("cannot be read")?.len();
    // Not read into memory first: a file of gigabytes is no document.
    if size > limits::DOCUMENT_BYTES as u64 {
        bail!(
            "has {size} bytes, at most {} are possible; split it",
            limits::DOCUMENT_BYTES
        );
    }
    let bytes = std::fs::read(file).context("cannot be read")?;
    let content = String::from_utf8(bytes).context("is not UTF-8")?;
    let parts: Vec<_> = file
        .strip_prefix(folder)
        .unwrap_or(file)
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    let name = parts.join("/");
    let input = KnowledgeInput {
        format: KnowledgeFormat::of_name(&name).unwrap_or(KnowledgeFormat::Text),
        name,
        content,
    };
    input.problems().or(())?;
    let passages = knowledge::split(&input)?;
    let now = rfc3339(SystemClock.now());
    let document = KnowledgeDocument {
        id: uuid::Uuid::now_v7().to_string(),
        name: input.name,
        format: input.format,
        bytes: input.content.len() as u64,
        passage_count: passages.len() as u64,
        created_at: now.clone(),
        updated_at: now,
    };
    let written = store.put_document(workspace, document, passages).await?;
    Ok(written.passage_count)
}

/// The files of a folder that can be documents. Links are not followed: they may lead anywhere.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| {
        format!(
            "cannot read the folder {}; give one that exists",
            folder.display()
        )
    })?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        let kind = entry
            .file_type()
            .with_context(|| format!("cannot read {}", entry.path().display()))?;
        if kind.is_dir() && depth > 0 {
            collect(&entry.path(), depth - 1, files)?;
        } else if kind.is_file() && KnowledgeFormat::of_name(&name).is_some() {
            files.push(entry.path());
        }
    }
    Ok(())
}
