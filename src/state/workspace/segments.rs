//! Commands on segments, where the service has them.

use contract::opencx::{Segment, SegmentInput};
use leptos::prelude::*;

use super::{Known, Workspace};
use crate::api::{ApiError, opencx};

impl Workspace {
    /// Creates a segment.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn create_segment(self, input: &SegmentInput) -> Result<Segment, ApiError> {
        let segment = opencx::create_segment(&self.client(), input).await?;
        self.took_segment(segment.clone());
        Ok(segment)
    }

    /// Changes a segment.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn update_segment(self, id: &str, input: &SegmentInput) -> Result<Segment, ApiError> {
        let segment = opencx::update_segment(&self.client(), id, input).await?;
        self.took_segment(segment.clone());
        Ok(segment)
    }

    /// Deletes a segment that no scenario is restricted to.
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] where one is; any other [`ApiError`].
    pub async fn delete_segment(self, id: &str) -> Result<(), ApiError> {
        opencx::delete_segment(&self.client(), id).await?;
        self.segments.try_update(|known| {
            if let Known::Ready(segments) = known {
                segments.retain(|segment| segment.id != id);
            }
        });
        Ok(())
    }

    /// The name of a segment; its id where the service does not know it.
    #[must_use]
    pub fn segment_name(self, id: &str) -> String {
        self.segments.with(|known| {
            known
                .ready()
                .and_then(|segments| segments.iter().find(|segment| segment.id == id))
                .map_or_else(|| id.to_owned(), |segment| segment.name.clone())
        })
    }

    /// Reads the segments again after they could not be had; meanwhile they are on their way.
    pub fn retry_segments(self) {
        self.segments.set(Known::Loading);
        self.segments_again.update(|times| *times += 1);
    }

    fn took_segment(self, segment: Segment) {
        self.segments.try_update(|known| {
            if let Known::Ready(segments) = known {
                match segments.iter_mut().find(|old| old.id == segment.id) {
                    Some(old) => *old = segment,
                    None => segments.push(segment),
                }
            }
        });
    }
}
