//! Reads a form's texts into a request, and everything that is wrong with them.

use contract::{Field, FieldErrors, UtcInstant, opencx::TrainingInput};

use super::{Draft, metadata};

/// The request without `is_draft`, and what is wrong. Where something is, the request is not to be
/// sent. All of it comes from the functions that the server asks as well.
///
/// Every field has a value, not only the edited ones: the documentation does not say whether an
/// update keeps or resets what is left out ("full replace style"), and sending what is there is
/// right under either reading. [`TrainingInput::to_json`] leaves out what the service has not
/// shown. That nobody else's write is undone is the matter of `If-Match` (decision 24).
pub(super) fn read(draft: &Draft) -> (TrainingInput, FieldErrors) {
    let mut errors = FieldErrors::default();
    let metadata = metadata::read(&draft.metadata, &mut errors);
    let mut instant = |name: &str, text: &str| match text.trim() {
        "" => Field::Null,
        text => match UtcInstant::parse(text) {
            Ok(instant) => Field::Value(instant),
            Err(error) => {
                errors.push(name, error.message);
                Field::Null
            }
        },
    };
    let start_time = instant("start_time", &draft.start);
    let end_time = instant("end_time", &draft.end);
    let unknown = draft.base.as_deref().map(|base| base.unknown.clone());
    let input = TrainingInput {
        title: draft.title.trim().to_owned(),
        content: draft.content.clone(),
        r#type: Field::Value(draft.r#type),
        is_draft: Field::Absent,
        directory_id: Field::from_option(draft.directory_id.clone()),
        restricted_to_channels: Field::Value(draft.channels.clone()),
        restricted_to_segments: Field::Value(draft.segments.clone()),
        metadata: Field::Value(metadata),
        start_time,
        end_time,
        unknown: unknown.unwrap_or_default(),
    };
    // The form shows them in its own order: texts, settings, times.
    let mut all = input.problems();
    for error in &mut all.0 {
        // The contract speaks of the body's fields; a form speaks of its own.
        if error.field == "end_time" {
            "The end must be later than the start, or the window would never be open."
                .clone_into(&mut error.message);
        }
    }
    let settings = all.0.partition_point(|error| {
        error.field.starts_with("title") || error.field.starts_with("content")
    });
    all.0.splice(settings..settings, errors.0);
    (input, all)
}
