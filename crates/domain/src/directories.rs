//! The tree of directories: which changes keep it a tree of at most eight levels in which a
//! name says one thing (decision 16). The form asks these functions before it sends, the server
//! inside the transaction that writes.

use std::collections::HashSet;

use contract::{
    Field, FieldErrors,
    opencx::{Directory, DirectoryInput, limits},
};

/// A change of the tree that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The directory that is to be changed does not exist.
    #[error("There is no directory `{0}`; it may have been deleted. Load the directories again.")]
    Unknown(String),
    /// A field cannot be accepted as it is.
    #[error("{0}")]
    Invalid(#[from] FieldErrors),
    /// A sibling has the name already.
    #[error(
        "There is already a directory `{0}` at this place; capital letters make no difference. Choose another name."
    )]
    NameTaken(String),
}

/// A text without the difference between capital and small letters, in any script.
///
/// Letter by letter, so that a part of a word folds as it does inside the word: the Greek
/// sigma at a word's end is folded like any other.
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
        .collect()
}

/// The directory that a create makes. `now` is RFC 3339.
///
/// # Errors
///
/// An unknown parent, a tree that would be too deep, a name that a sibling has.
pub fn create(
    all: &[Directory],
    input: DirectoryInput,
    id: String,
    now: &str,
) -> Result<Directory, TreeError> {
    let DirectoryInput { name, parent_id } = input;
    let made = Directory {
        id,
        name: name.over(None).unwrap_or_default(),
        parent_id: parent_id.over(None),
        training_count: 0,
        created_at: now.to_owned(),
        updated_at: now.to_owned(),
    };
    check(all, &made)?;
    Ok(made)
}

/// The directory that an update leaves: an absent field keeps its value.
///
/// # Errors
///
/// As [`create`], and a move into itself or below itself.
pub fn update(
    all: &[Directory],
    id: &str,
    input: DirectoryInput,
    now: &str,
) -> Result<Directory, TreeError> {
    let current = find(all, id).ok_or_else(|| TreeError::Unknown(id.to_owned()))?;
    let DirectoryInput { name, parent_id } = input;
    let made = Directory {
        name: match name {
            Field::Value(name) => name,
            Field::Absent | Field::Null => current.name.clone(),
        },
        parent_id: parent_id.over(current.parent_id.clone()),
        updated_at: crate::lifecycle::after(&current.updated_at, now),
        ..current.clone()
    };
    check(all, &made)?;
    Ok(made)
}

/// The subdirectories that move up when a directory is deleted, as they will be: below its
/// parent, and with a number behind the name where the parent has that name already.
///
/// # Errors
///
/// An unknown directory.
pub fn remove(all: &[Directory], id: &str, now: &str) -> Result<Vec<Directory>, TreeError> {
    let gone = find(all, id).ok_or_else(|| TreeError::Unknown(id.to_owned()))?;
    let mut taken: HashSet<String> = all
        .iter()
        .filter(|other| other.parent_id == gone.parent_id && other.id != gone.id)
        .map(|other| fold_case(&other.name))
        .collect();
    let children = all
        .iter()
        .filter(|child| child.parent_id.as_deref() == Some(id));
    Ok(children
        .map(|child| {
            let name = free_name(&taken, &child.name);
            taken.insert(fold_case(&name));
            Directory {
                name,
                parent_id: gone.parent_id.clone(),
                updated_at: crate::lifecycle::after(&child.updated_at, now),
                ..child.clone()
            }
        })
        .collect())
}

/// Why a directory cannot stand where it says, or nothing.
///
/// # Errors
///
/// As [`create`] and [`update`].
pub fn check(all: &[Directory], made: &Directory) -> Result<(), TreeError> {
    let mut depth = 1;
    let mut above = made.parent_id.as_deref();
    while let Some(parent) = above {
        if parent == made.id {
            let message = "must not be the directory itself or one below it";
            return Err(FieldErrors::one("parent_id", message).into());
        }
        let Some(parent) = find(all, parent) else {
            let message = format!(
                "names no directory: `{parent}`. Choose one from the list, or null for the top"
            );
            return Err(FieldErrors::one("parent_id", message).into());
        };
        depth += 1;
        above = parent.parent_id.as_deref();
        // Also ends a walk through a tree that was broken before.
        if depth > limits::DIRECTORY_DEPTH {
            break;
        }
    }
    if depth + height(all, &made.id) - 1 > limits::DIRECTORY_DEPTH {
        let message = format!(
            "would make the tree deeper than {} levels; choose a place further up",
            limits::DIRECTORY_DEPTH
        );
        return Err(FieldErrors::one("parent_id", message).into());
    }
    let name = fold_case(&made.name);
    let taken = all.iter().any(|other| {
        other.id != made.id && other.parent_id == made.parent_id && fold_case(&other.name) == name
    });
    if taken {
        return Err(TreeError::NameTaken(made.name.clone()));
    }
    Ok(())
}

/// Levels that a directory and what is below it take: 1 where nothing is below it.
#[must_use]
pub fn height(all: &[Directory], id: &str) -> usize {
    let mut level = vec![id];
    let mut height = 0;
    while !level.is_empty() && height <= limits::DIRECTORY_DEPTH {
        height += 1;
        level = all
            .iter()
            .filter(|child| {
                child
                    .parent_id
                    .as_deref()
                    .is_some_and(|parent| level.contains(&parent))
            })
            .map(|child| child.id.as_str())
            .collect();
    }
    height
}

fn find<'a>(all: &'a [Directory], id: &str) -> Option<&'a Directory> {
    all.iter().find(|directory| directory.id == id)
}

/// The name itself, or the first of `name (2)`, `name (3)`, … that no sibling has.
fn free_name(taken: &HashSet<String>, name: &str) -> String {
    let is_free = |name: &str| !taken.contains(&fold_case(name));
    if is_free(name) {
        return name.to_owned();
    }
    (2_u64..)
        .map(|number| {
            let suffix = format!(" ({number})");
            let room = limits::NAME_CHARS - suffix.chars().count();
            let start: String = name.chars().take(room).collect();
            format!("{}{suffix}", start.trim_end())
        })
        .find(|name| is_free(name))
        // There are more numbers than siblings.
        .unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests;
