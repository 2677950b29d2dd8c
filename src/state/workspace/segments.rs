//! Commands on segments, where the service has them.

use contract::opencx::{Segment, SegmentInput};
use leptos::prelude::*;

use super::{Known, Workspace};
use crate::api::{ApiError, Client, opencx};

impl Workspace {
    /// Reads a segment again.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn read_segment(self, id: &str) -> Result<Segment, ApiError> {
        let (segment, _) = opencx::segment(&self.client(), id).await?;
        self.took_segment(segment.clone());
        Ok(segment)
    }

    /// Creates a segment. Send the same `idempotency_key` again only for the same segment.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn create_segment(
        self,
        input: &SegmentInput,
        idempotency_key: &str,
    ) -> Result<Segment, ApiError> {
        let segment = opencx::create_segment(&self.client(), input, idempotency_key).await?;
        self.took_segment(segment.clone());
        Ok(segment)
    }

    /// Changes a segment.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where it is not `base` any more; any other [`ApiError`].
    pub async fn update_segment(
        self,
        base: &Segment,
        input: &SegmentInput,
    ) -> Result<Segment, ApiError> {
        let client = self.client();
        let etag = tag_of(&client, base).await?;
        let segment = opencx::update_segment(&client, &base.id, input, etag.as_deref()).await?;
        self.took_segment(segment.clone());
        Ok(segment)
    }

    /// Deletes a segment that no scenario is restricted to.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where it is not `base` any more; [`ApiError::Conflict`] where a
    /// scenario is restricted to it; any other [`ApiError`].
    pub async fn delete_segment(self, base: &Segment) -> Result<(), ApiError> {
        let client = self.client();
        let etag = tag_of(&client, base).await?;
        opencx::delete_segment(&client, &base.id, etag.as_deref()).await?;
        self.segments.try_update(|known| {
            if let Known::Ready(segments) = known {
                segments.retain(|segment| segment.id != base.id);
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

/// The tag of a segment that is still `base`. The list gives no tags, so it is read first; a write
/// between this reading and ours is what the tag is for.
async fn tag_of(client: &Client, base: &Segment) -> Result<Option<String>, ApiError> {
    let (now, etag) = opencx::segment(client, &base.id).await?;
    if now == *base {
        Ok(etag)
    } else {
        Err(ApiError::Changed)
    }
}
