//! What filters and orders ask of a row, in 48 bytes.

use contract::opencx::{Training, TrainingType};

use crate::{Moment, Publication, Status, Window, status};

#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) start: i64,
    pub(super) end: i64,
    pub(super) channels: u32,
    pub(super) segments: u32,
    pub(super) directory: u32,
    pub(super) r#type: TrainingType,
    pub(super) publication: Publication,
}

/// Stand for bounds that are not there; no service can write these moments.
const NO_START: i64 = i64::MIN;
const NO_END: i64 = i64::MAX;

impl Facts {
    /// Without the interned numbers.
    pub(super) fn of(training: &Training) -> Self {
        let (start, end) = status::bounds(training);
        // A time that cannot be read sorts as the oldest; it is shown as it came.
        let time = |text: &str| Moment::read(text).map_or(i64::MIN, |moment| moment.0);
        Self {
            created: time(&training.created_at),
            updated: time(&training.updated_at),
            start: start.map_or(NO_START, |moment| moment.0),
            end: end.map_or(NO_END, |moment| moment.0),
            channels: 0,
            segments: 0,
            directory: 0,
            r#type: training.r#type,
            publication: Publication::of(training),
        }
    }

    pub(super) fn start(&self) -> Option<Moment> {
        (self.start != NO_START).then_some(Moment(self.start))
    }

    pub(super) fn status(&self, now: Moment) -> Status {
        let end = (self.end != NO_END).then_some(Moment(self.end));
        Status {
            publication: self.publication,
            window: Window::at(self.start(), end, now),
        }
    }
}
