//! The life of a training: what a write makes of it (decisions 6 to 11 and 20).
//!
//! Functions from the current row to the next one. Time and ids are passed in; the server runs
//! them inside the transaction that writes, so that nothing comes between reading and writing.

use contract::{
    FieldErrors, UtcInstant,
    opencx::{Generation, Shown, Training, TrainingInput, Version, input::window_problem},
};

use crate::Moment;

/// Who writes, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// RFC 3339 in UTC with milliseconds and `Z`.
    pub now: String,
    /// Name of the key, for the history of versions.
    pub by: Option<String>,
}

/// A training as it is stored, with what its body does not show.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    /// The row.
    pub training: Training,
    /// Number of the newest version ever published, also while the scenario is offline; 0 for
    /// none. The numbering goes on from here.
    pub last_version: u64,
}

/// What a write leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The row.
    pub training: Training,
    /// The version that this write published.
    pub published: Option<Version>,
}

/// The training that a create makes. It publishes version 1 unless the input says that it is a
/// draft (decision 6).
///
/// # Errors
///
/// A window that ends before it starts.
pub fn create(input: TrainingInput, id: String, stamp: &Stamp) -> Result<Change, FieldErrors> {
    let is_draft = input.is_draft.value() == Some(&true);
    let blank = Training {
        id,
        title: String::new(),
        content: String::new(),
        draft_title: None,
        draft_content: None,
        r#type: input.r#type.value().copied().unwrap_or_default(),
        is_draft: true,
        directory_id: None,
        restricted_to_channels: Vec::new(),
        restricted_to_segments: Vec::new(),
        current_version: None,
        metadata: serde_json::Map::new(),
        published_at: None,
        start_time: None,
        end_time: None,
        created_at: stamp.now.clone(),
        updated_at: stamp.now.clone(),
        generation: Generation::G5,
        shown: Shown::ALL,
        unknown: serde_json::Map::new(),
    };
    let (mut training, text) = merged(blank, input)?;
    let published = if is_draft {
        save_draft(&mut training, text, 0);
        None
    } else {
        Some(publish(&mut training, text, 0, stamp))
    };
    Ok(Change {
        training,
        published,
    })
}

/// The training that an update leaves (decisions 8, 10 and 11).
///
/// # Errors
///
/// A window that ends before it starts, with the bounds that the input leaves alone.
pub fn update(
    current: &Current,
    input: TrainingInput,
    stamp: &Stamp,
) -> Result<Change, FieldErrors> {
    let was_live = !current.training.is_draft;
    let wish = input.is_draft.value().copied();
    let kind = input.r#type.value().copied();
    let retyped = kind.is_some_and(|kind| kind != current.training.r#type);
    let (mut training, text) = merged(current.training.clone(), input)?;
    training.updated_at = after(&current.training.updated_at, &stamp.now);
    // The vendor's rule stands above the caller's wish: a live scenario whose type changes goes
    // back to draft, so that nobody meets it in its new role before somebody has looked.
    let wish = if was_live && retyped {
        Some(true)
    } else {
        wish
    };
    let mut published = None;
    match wish {
        Some(false) => {
            published = Some(publish(&mut training, text, current.last_version, stamp));
        }
        Some(true) => save_draft(&mut training, text, current.last_version),
        None if was_live => save_pending(&mut training, text),
        None => save_draft(&mut training, text, current.last_version),
    }
    Ok(Change {
        training,
        published,
    })
}

/// Publishes the pending draft as the next version, or takes the scenario offline (decision 9).
/// What is already so stays as it is.
#[must_use]
pub fn toggle(current: &Current, is_draft: bool, stamp: &Stamp) -> Change {
    let mut training = current.training.clone();
    let text = working_text(&training);
    let pending = training.draft_title.is_some() || training.draft_content.is_some();
    let mut published = None;
    if is_draft && !training.is_draft {
        training.updated_at = after(&training.updated_at, &stamp.now);
        save_draft(&mut training, text, current.last_version);
    } else if !is_draft && (training.is_draft || pending) {
        training.updated_at = after(&training.updated_at, &stamp.now);
        published = Some(publish(&mut training, text, current.last_version, stamp));
    }
    Change {
        training,
        published,
    }
}

/// Fills the draft with an older version's text; what is live stays live (decision 20).
#[must_use]
pub fn restore(current: &Current, version: &Version, stamp: &Stamp) -> Training {
    let mut training = current.training.clone();
    training.updated_at = after(&training.updated_at, &stamp.now);
    let text = Text {
        title: version.title.clone(),
        content: version.content.clone(),
    };
    if training.is_draft {
        save_draft(&mut training, text, current.last_version);
    } else {
        save_pending(&mut training, text);
    }
    training
}

/// The training in another directory; `None` for no directory (decision 17).
#[must_use]
pub fn relocate(current: &Training, directory_id: Option<String>, now: &str) -> Training {
    let mut training = current.clone();
    if training.directory_id != directory_id {
        training.directory_id = directory_id;
        training.updated_at = after(&current.updated_at, now);
    }
    training
}

/// `now`, or one millisecond after `previous` where the clock has not moved on: `updated_at`
/// grows with every write of a row, so that it tells its states apart.
#[must_use]
pub fn after(previous: &str, now: &str) -> String {
    if now > previous {
        return now.to_owned();
    }
    let Some(next) = Moment::read(previous).map(|moment| moment.plus(1)) else {
        return now.to_owned();
    };
    let wall = next.utc();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
        wall.year,
        wall.month,
        wall.day,
        wall.hour,
        wall.minute,
        wall.second,
        next.0.rem_euclid(1_000)
    )
}

/// A title and a content that belong together.
struct Text {
    title: String,
    content: String,
}

fn working_text(training: &Training) -> Text {
    Text {
        title: training.working_title().to_owned(),
        content: training.working_content().to_owned(),
    }
}

/// The row with everything that belongs to the scenario and not to a version, and the new text.
fn merged(current: Training, input: TrainingInput) -> Result<(Training, Text), FieldErrors> {
    let TrainingInput {
        title,
        content,
        r#type,
        // What it means depends on the row; the callers decide.
        is_draft: _,
        directory_id,
        restricted_to_channels,
        restricted_to_segments,
        metadata,
        start_time,
        end_time,
        // Only a service that showed unknown fields understands them; this one shows none.
        unknown: _,
    } = input;
    let keep = |start: Option<UtcInstant>, end: Option<UtcInstant>| {
        window_problem(start.as_ref(), end.as_ref()).or((start, end))
    };
    let (start_time, end_time) = keep(
        start_time.over(current.start_time),
        end_time.over(current.end_time),
    )?;
    let training = Training {
        r#type: r#type.over(Some(current.r#type)).unwrap_or_default(),
        directory_id: directory_id.over(current.directory_id),
        restricted_to_channels: restricted_to_channels
            .over(Some(current.restricted_to_channels))
            .unwrap_or_default(),
        restricted_to_segments: restricted_to_segments
            .over(Some(current.restricted_to_segments))
            .unwrap_or_default(),
        metadata: metadata.over(Some(current.metadata)).unwrap_or_default(),
        start_time,
        end_time,
        ..current
    };
    Ok((training, Text { title, content }))
}

/// Makes a text the live one.
fn publish(training: &mut Training, text: Text, last_version: u64, stamp: &Stamp) -> Version {
    let number = last_version + 1;
    training.title.clone_from(&text.title);
    training.content.clone_from(&text.content);
    training.draft_title = None;
    training.draft_content = None;
    training.is_draft = false;
    training.current_version = Some(number);
    training.published_at = Some(stamp.now.clone());
    Version {
        version: number,
        title: text.title,
        content: text.content,
        published_at: stamp.now.clone(),
        published_by: stamp.by.clone(),
    }
}

/// Keeps a text as the draft of a scenario that is not live. One that was never published shows
/// it as its text too (decision 7); one that was keeps showing what was live last.
fn save_draft(training: &mut Training, text: Text, last_version: u64) {
    if last_version == 0 {
        training.title.clone_from(&text.title);
        training.content.clone_from(&text.content);
    }
    training.draft_title = Some(text.title);
    training.draft_content = Some(text.content);
    training.is_draft = true;
    training.current_version = None;
    training.published_at = None;
}

/// Keeps a text beside the live one. The live text itself is no pending change.
fn save_pending(training: &mut Training, text: Text) {
    if text.title == training.title && text.content == training.content {
        training.draft_title = None;
        training.draft_content = None;
    } else {
        training.draft_title = Some(text.title);
        training.draft_content = Some(text.content);
    }
}

#[cfg(test)]
mod tests;
