//! Reading a workspace: pages into the index, several at once, shown while they come.

use std::{collections::HashSet, time::Duration};

use contract::{
    Capability,
    opencx::{ListQuery, TrainingPage, limits::PAGE_ROWS},
};
use futures_util::{StreamExt, stream};
use leptos::{prelude::*, task::spawn_local};

use super::{Known, Loading, Workspace};
use crate::{
    api::{ApiError, Client, Reading, opencx},
    web::{clock, rest},
};

/// Pages that are asked for at the same time. More would only queue in the browser.
const AT_ONCE: usize = 4;

/// Passes that are tried until as many rows were seen as the service says it has. Offset paging
/// misses rows when others delete some meanwhile.
const PASSES: usize = 3;

/// A pause between writes that is long enough to read what they have changed.
const WRITES_PAUSE: Duration = Duration::from_millis(600);

impl Workspace {
    /// Reads everything again. What is on the screen stays until it is replaced.
    pub fn load(self) {
        self.reload.update(|times| *times += 1);
    }

    /// Reads now and whenever somebody asks. A read ends with its owner, so it must not begin
    /// under the button that asks: an error's "Try again" goes with the error.
    pub(super) fn read_when_asked(self) {
        Effect::new(move || {
            self.reload.track();
            untrack(move || self.read_all());
        });
        Effect::new(move || {
            self.reload.track();
            self.segments_again.track();
            untrack(move || self.read_segments());
        });
    }

    fn read_all(self) {
        self.loading.set(Loading::default());
        self.read_directories(false);
        let reading = Reading::here();
        let client = self.client();
        spawn_local(async move {
            for _ in 0..PASSES {
                let result = self.pass(&client, reading.as_ref()).await;
                let complete = match result {
                    Ok(complete) => complete,
                    Err(ApiError::Aborted) => return,
                    Err(error) => {
                        self.loading
                            .try_update(|loading| loading.error = Some(error));
                        return;
                    }
                };
                if complete {
                    self.loading.try_update(|loading| loading.complete = true);
                    break;
                }
            }
            self.loading.try_update(|loading| loading.finished = true);
        });
    }

    /// Reads the directories again, where the service has them. After a write (`keeping`) those that
    /// are known stay where they cannot be read: the tree has what was written already.
    pub(super) fn read_directories(self, keeping: bool) {
        if !self.has(Capability::Directories) {
            return;
        }
        let reading = Reading::here();
        let client = self.client();
        spawn_local(async move {
            let known = match opencx::directories(&client, reading.as_ref()).await {
                Ok(directories) => Known::Ready(directories),
                Err(ApiError::Aborted) => return,
                Err(_) if keeping && self.knows_directories() => return,
                Err(error) => Known::Failed(error),
            };
            self.directories.try_set(known);
        });
    }

    fn knows_directories(self) -> bool {
        let known = |known: &Known<_>| known.ready().is_some();
        self.directories.try_with_untracked(known) == Some(true)
    }

    /// The same, when the writes that change their counts pause: a hundred moves are no reason for
    /// a hundred readings.
    pub(super) fn read_directories_soon(self) {
        if let Some(timer) = self.directories_soon.try_get_value().flatten() {
            timer.clear();
        }
        let read = move || {
            // The workspace may have been left meanwhile.
            if self.info.try_with_value(|_| ()).is_some() {
                self.read_directories(true);
            }
        };
        let timer = set_timeout_with_handle(read, WRITES_PAUSE);
        self.directories_soon.try_set_value(timer.ok());
    }

    fn read_segments(self) {
        let reading = Reading::here();
        let client = self.client();
        spawn_local(async move {
            let known = match opencx::segments(&client, reading.as_ref()).await {
                Ok(segments) => Known::Ready(segments),
                Err(ApiError::Aborted) => return,
                Err(error) => Known::Failed(error),
            };
            self.segments.try_set(known);
        });
    }

    /// One pass over all pages; whether it saw as many rows as there are.
    async fn pass(self, client: &Client, reading: Option<&Reading>) -> Result<bool, ApiError> {
        self.written.try_update_value(Vec::clear);
        let mut seen = HashSet::new();
        self.loading.try_update(|loading| {
            loading.loaded = 0;
            loading.unreadable.clear();
        });
        let first = self.page(client, 0, reading).await;
        // The first rows have the line to themselves; now the rest of the app may come.
        rest::fetch();
        let first = first?;
        let rows = first.items.len() as u64;
        let (mut total, mut has_more) = (first.total, first.has_more);
        self.take_page(first, &mut seen);
        // A service may give fewer rows a page than it was asked for.
        let step = if rows == 0 { PAGE_ROWS } else { rows };
        let mut next = step;
        while has_more {
            let end = total.max(next + 1);
            let offsets = (next..end).step_by(usize::try_from(step).unwrap_or(usize::MAX));
            let mut pages = stream::iter(offsets)
                .map(|offset| self.page(client, offset, reading))
                .buffer_unordered(AT_ONCE);
            has_more = false;
            while let Some(page) = pages.next().await {
                let page = page?;
                total = page.total.max(total);
                // The last page of a list that has grown meanwhile.
                has_more |= page.has_more && page.offset + page.items.len() as u64 >= end;
                self.take_page(page, &mut seen);
            }
            next = end.next_multiple_of(step);
        }
        let unreadable = self
            .loading
            .try_with_untracked(|loading| loading.unreadable.len())
            .unwrap_or(0);
        let complete = (seen.len() + unreadable) as u64 >= total;
        if complete {
            self.drop_unseen(&seen);
        }
        Ok(complete)
    }

    /// One page, waiting as long as the service asks for.
    async fn page(
        self,
        client: &Client,
        offset: u64,
        reading: Option<&Reading>,
    ) -> Result<TrainingPage, ApiError> {
        let query = ListQuery {
            limit: PAGE_ROWS,
            offset,
            ..ListQuery::default()
        };
        loop {
            match opencx::list(client, &query, reading).await {
                Err(ApiError::RateLimited { retry_after }) => {
                    self.loading
                        .try_update(|loading| loading.waiting = Some(retry_after));
                    clock::sleep(Duration::from_secs(u64::from(retry_after.max(1)))).await;
                    self.loading.try_update(|loading| loading.waiting = None);
                }
                other => return other,
            }
        }
    }

    fn take_page(self, page: TrainingPage, seen: &mut HashSet<String>) {
        let mut rows = Vec::with_capacity(page.items.len());
        let mut unreadable = Vec::new();
        for item in page.items {
            match item {
                Ok(training) => rows.push(training),
                Err(error) => unreadable.push(error),
            }
        }
        seen.extend(rows.iter().map(|training| training.id.clone()));
        // What this tab wrote after the page was asked for is newer than the page.
        let written = self.written.try_get_value().unwrap_or_default();
        rows.retain(|training| !written.contains(&training.id));
        let loaded = (seen.len() + unreadable.len()) as u64;
        self.index.try_update(|index| index.upsert_page(rows));
        self.loading.try_update(|loading| {
            loading.total = Some(page.total);
            loading.loaded = loaded.max(loading.loaded);
            loading.unreadable.extend(unreadable);
        });
    }

    /// Takes away what the service no longer has. Only after a pass that saw everything.
    fn drop_unseen(self, seen: &HashSet<String>) {
        let written = self.written.try_get_value().unwrap_or_default();
        let kept = |id: &str| seen.contains(id) || written.iter().any(|written| written == id);
        // Nothing is drawn again where nothing has gone.
        self.index
            .try_maybe_update(|index| (index.retain(kept) > 0, ()));
    }
}
