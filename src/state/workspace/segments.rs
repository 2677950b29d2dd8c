//! Commands on segments, where the service has them.

use contract::opencx::{Segment, SegmentInput};
use domain::outbox::{Entry, SegmentWrite};
use leptos::prelude::*;

use super::{Known, Unwritten, Workspace};
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

    /// Writes a segment, once: what it has left, but of one that was deleted. A create whose
    /// answer was lost is looked for first where nothing else keeps it from being made twice. The
    /// list shows it when its form does: [`Workspace::took_segment`].
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where it is not the write's base any more; [`ApiError::Conflict`]
    /// where a scenario is restricted to a segment that is to be deleted; any other [`ApiError`].
    pub async fn write_segment(
        self,
        write: &SegmentWrite,
        entry: &Entry,
    ) -> Result<Option<Segment>, Unwritten> {
        let client = self.client();
        match write {
            SegmentWrite::Put { draft, .. } => {
                let input = draft.to_input().map_err(ApiError::Invalid)?;
                let Some(base) = draft.base.as_deref() else {
                    if self.looks_first(entry).await.map_err(Unwritten::before)? {
                        let all = opencx::segments(&client, None).await;
                        let all = all.map_err(Unwritten::before)?;
                        if let Some(made) = write.made_among(&all) {
                            return Ok(Some(made.clone()));
                        }
                    }
                    let made = opencx::create_segment(&client, &input, &entry.id).await;
                    let made =
                        made.map_err(|error| self.made_with_another_text(error, "segment"))?;
                    return Ok(Some(made));
                };
                match update(&client, base, &input).await {
                    // Somebody has written since; after a lost answer, this write itself may have.
                    Err(Unwritten {
                        error: ApiError::Changed,
                        ..
                    }) if entry.unsure => {
                        let (now, _) = opencx::segment(&client, &base.id).await?;
                        if write.is_done(&now) {
                            Ok(Some(now))
                        } else {
                            Err(ApiError::Changed.into())
                        }
                    }
                    result => result.map(Some),
                }
            }
            SegmentWrite::Delete { base } => match delete(&client, base).await {
                // It is gone, which is what was asked for.
                Ok(())
                | Err(Unwritten {
                    error: ApiError::NotFound { .. },
                    ..
                }) => Ok(None),
                Err(error) => Err(error),
            },
        }
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

    /// Shows what the service returned.
    pub(in crate::state) fn took_segment(self, segment: Segment) {
        self.segments.try_update(|known| {
            if let Known::Ready(segments) = known {
                match segments.iter_mut().find(|old| old.id == segment.id) {
                    Some(old) => *old = segment,
                    None => segments.push(segment),
                }
            }
        });
    }

    /// Shows a deleted segment no longer.
    pub(in crate::state) fn lost_segment(self, id: &str) {
        self.segments.try_update(|known| {
            if let Known::Ready(segments) = known {
                segments.retain(|segment| segment.id != id);
            }
        });
    }
}

async fn update(
    client: &Client,
    base: &Segment,
    input: &SegmentInput,
) -> Result<Segment, Unwritten> {
    let etag = tag_of(client, base).await.map_err(Unwritten::before)?;
    Ok(opencx::update_segment(client, &base.id, input, etag.as_deref()).await?)
}

async fn delete(client: &Client, base: &Segment) -> Result<(), Unwritten> {
    let etag = tag_of(client, base).await.map_err(Unwritten::before)?;
    Ok(opencx::delete_segment(client, &base.id, etag.as_deref()).await?)
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
