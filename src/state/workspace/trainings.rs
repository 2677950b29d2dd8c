//! Commands on scenarios. Each answers with what the service returned.

use contract::{
    Capability,
    opencx::{ListQuery, Shown, Training, TrainingInput, Version, limits::PAGE_ROWS},
};
use domain::{
    Draft, Intent, MetadataRow,
    outbox::{self, CREATE_MARKER, Entry, Moving},
    seen,
};
use leptos::prelude::*;

use super::Workspace;
use crate::{
    api::{
        ApiError, Reading,
        opencx::{self, Tagged},
    },
    web::clock,
};

/// How often a move is sent again because somebody wrote between the reading and the move.
const MOVE_TRIES: u32 = 3;

impl Workspace {
    /// Reads a scenario again.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn read(self, id: &str, reading: Option<&Reading>) -> Result<Tagged, ApiError> {
        let tagged = opencx::training(&self.client(), id, reading).await?;
        self.index
            .try_update(|index| index.upsert(tagged.training.clone()));
        Ok(tagged)
    }

    /// Creates a scenario, once: sent again under the name of its write, it makes no second one.
    /// Where the service does not see to that, or not any more, it is looked for first (decision
    /// 25).
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] where an earlier text of it is there already; any other [`ApiError`].
    pub async fn create_once(
        self,
        entry: &Entry,
        draft: &Draft,
        intent: Intent,
    ) -> Result<Tagged, ApiError> {
        let mut marked = draft.clone();
        let name = entry.id.as_str();
        if self.looks_first(entry).await?
            && let Some(made) = self.made_before(entry, draft).await?
        {
            if entry.renewed && !outbox::is_done(&entry.write, &made.training) {
                self.took(made.training);
                return Err(is_there_already("scenario"));
            }
            self.took(made.training.clone());
            return Ok(made);
        }
        if !self.keeps_creates_apart() {
            marked.metadata.push(MetadataRow {
                key: CREATE_MARKER.to_owned(),
                json: format!("\"{name}\""),
            });
        }
        let input = marked.to_input(intent).map_err(ApiError::Invalid)?;
        let generation = self
            .index
            .try_with_untracked(domain::index::Index::generation)
            .unwrap_or_default();
        let created = opencx::create(&self.client(), &input, generation, name).await;
        let tagged = created.map_err(|error| self.made_with_another_text(error, "scenario"))?;
        self.took(tagged.training.clone());
        Ok(tagged)
    }

    /// Our own server honours `Idempotency-Key`, and it is the one that lists workspaces.
    pub(super) fn keeps_creates_apart(self) -> bool {
        self.info
            .with_value(|info| info.id != crate::api::connect::ONLY_WORKSPACE)
    }

    /// Whether a create is looked for before it is sent: it may be there, and nothing else keeps it
    /// from being made twice.
    ///
    /// # Errors
    ///
    /// The service does not answer.
    pub(super) async fn looks_first(self, entry: &Entry) -> Result<bool, ApiError> {
        if !entry.may_be_made() || !self.keeps_creates_apart() {
            return Ok(entry.may_be_made());
        }
        // A key that the service refuses is asked for now: with another one, the name of the create
        // says nothing, and that must be known before it is sent.
        let query = ListQuery {
            limit: 1,
            ..ListQuery::default()
        };
        match opencx::list(&self.client(), &query, None).await {
            // The key may do something else.
            Ok(_) | Err(ApiError::Forbidden { .. }) => {}
            Err(error) => return Err(error),
        }
        let connection = self.session().connection_untracked();
        let sender = connection.map(|connection| outbox::sender(&connection.key));
        Ok(!entry.is_name_known(sender.as_deref().unwrap_or_default(), clock::now()))
    }

    /// Why a create is refused whose name stands for an earlier text of it. Where names keep creates
    /// apart, titles and names may repeat: a create has nothing else to be in conflict with.
    pub(super) fn made_with_another_text(self, error: ApiError, what: &str) -> ApiError {
        match error {
            ApiError::Conflict { .. } if self.keeps_creates_apart() => is_there_already(what),
            error => error,
        }
    }

    /// The scenario that carries the mark of a create, wherever it is in the list. A service that
    /// shows no metadata cannot show the mark: there the same text counts as it. Where names keep
    /// creates apart there is no mark: the same in every field counts.
    async fn made_before(self, entry: &Entry, draft: &Draft) -> Result<Option<Tagged>, ApiError> {
        let client = self.client();
        let is_unmarked = self.keeps_creates_apart();
        let is_made = |training: &Training| {
            if is_unmarked {
                return outbox::is_done(&entry.write, training);
            }
            let mark = training.metadata.get(CREATE_MARKER);
            mark.and_then(serde_json::Value::as_str) == Some(entry.id.as_str())
                || (!training.shown.has(Shown::METADATA)
                    && training.working_title() == draft.title.trim()
                    && training.working_content() == draft.content)
        };
        let mut query = ListQuery {
            limit: PAGE_ROWS,
            ..ListQuery::default()
        };
        loop {
            let page = opencx::list(&client, &query, None).await?;
            let rows = page.items.len() as u64;
            let made = page.items.iter().flatten().find(|row| is_made(row));
            if let Some(made) = made {
                return opencx::training(&client, &made.id, None).await.map(Some);
            }
            if !page.has_more || rows == 0 {
                return Ok(None);
            }
            query.offset += rows;
        }
    }

    /// Writes a scenario's text and settings.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where somebody wrote since `etag`; any other [`ApiError`].
    pub async fn update(
        self,
        base: &Training,
        input: &TrainingInput,
        etag: Option<&str>,
    ) -> Result<Tagged, ApiError> {
        self.unchanged_since(base, etag).await?;
        let tagged = opencx::update(&self.client(), base, input, etag).await?;
        self.took(tagged.training.clone());
        Ok(tagged)
    }

    /// Takes a scenario offline (`true`) or publishes its pending text (`false`).
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where somebody wrote since `etag`; any other [`ApiError`].
    pub async fn set_draft(
        self,
        base: &Training,
        is_draft: bool,
        etag: Option<&str>,
    ) -> Result<Tagged, ApiError> {
        self.unchanged_since(base, etag).await?;
        let tagged = opencx::set_draft(&self.client(), &base.id, is_draft, etag).await?;
        self.took(tagged.training.clone());
        Ok(tagged)
    }

    /// Moves a scenario to a directory, or out of all of them.
    ///
    /// # Errors
    ///
    /// [`ApiError::Conflict`] where somebody else has moved it to a third place since; any other
    /// [`ApiError`].
    pub async fn move_training(
        self,
        base: &Training,
        directory_id: Option<&str>,
        etag: Option<&str>,
    ) -> Result<Tagged, ApiError> {
        let tagged = self.moved(base, directory_id, etag).await?;
        self.took(tagged.training.clone());
        if self.has(Capability::Directories) {
            self.read_directories_soon();
        }
        Ok(tagged)
    }

    async fn moved(
        self,
        base: &Training,
        directory_id: Option<&str>,
        etag: Option<&str>,
    ) -> Result<Tagged, ApiError> {
        // Where it has the tag of what it was made for, nothing need be read first.
        if etag.is_some() && self.has(Capability::Move) {
            match opencx::move_to(&self.client(), &base.id, directory_id, etag).await {
                Err(ApiError::Changed) => {}
                result => return result,
            }
        }
        let mut tries = 0;
        loop {
            let now = opencx::training(&self.client(), &base.id, None).await?;
            match Moving::of(base, directory_id, &now.training) {
                Moving::Open => {}
                Moving::Done => return Ok(now),
                Moving::Elsewhere => {
                    self.took(now.training);
                    return Err(ApiError::Conflict {
                        message: format!(
                            "Somebody else has moved “{}” to another directory meanwhile. Try again \
                             to move it from there all the same, or take it back.",
                            base.working_title()
                        ),
                    });
                }
            }
            tries += 1;
            match self.move_from(&now, directory_id).await {
                // Somebody wrote in that moment; most likely not its place.
                Err(ApiError::Changed) if tries < MOVE_TRIES => {}
                result => return result,
            }
        }
    }

    async fn move_from(self, now: &Tagged, directory_id: Option<&str>) -> Result<Tagged, ApiError> {
        let Tagged { training, etag } = now;
        let (client, etag) = (self.client(), etag.as_deref());
        if self.has(Capability::Move) {
            return opencx::move_to(&client, &training.id, directory_id, etag).await;
        }
        // Where there is no move, the text goes back as the service has it, with another directory
        // (decision 17).
        let mut draft = Draft::of(training);
        draft.directory_id = directory_id.map(str::to_owned);
        let input = draft
            .to_input(Intent::KeepState)
            .map_err(ApiError::Invalid)?;
        opencx::update(&client, training, &input, etag).await
    }

    /// Deletes a scenario.
    ///
    /// # Errors
    ///
    /// [`ApiError::Changed`] where somebody wrote since `etag`; any other [`ApiError`].
    pub async fn delete(self, base: &Training, etag: Option<&str>) -> Result<(), ApiError> {
        let deleted = async {
            self.unchanged_since(base, etag).await?;
            opencx::delete(&self.client(), &base.id, etag).await
        };
        match deleted.await {
            // Somebody else was faster, or the answer to the same request was lost: it is gone,
            // which is what was asked for.
            Ok(()) | Err(ApiError::NotFound { .. }) => {}
            Err(error) => return Err(error),
        }
        self.index.try_update(|index| index.remove(&base.id));
        if self.has(Capability::Directories) {
            self.read_directories_soon();
        }
        Ok(())
    }

    /// Published versions, newest first.
    ///
    /// # Errors
    ///
    /// Any [`ApiError`].
    pub async fn versions(
        self,
        id: &str,
        reading: Option<&Reading>,
    ) -> Result<Vec<Version>, ApiError> {
        opencx::versions(&self.client(), id, reading).await
    }

    /// Where the service gives no tag, it is read again before a write and compared
    /// (decision 24).
    async fn unchanged_since(self, base: &Training, etag: Option<&str>) -> Result<(), ApiError> {
        if etag.is_some() {
            return Ok(());
        }
        let now = opencx::training(&self.client(), &base.id, None).await?;
        if seen::is_unchanged(base, &now.training) {
            Ok(())
        } else {
            Err(ApiError::Changed)
        }
    }
}

fn is_there_already(what: &str) -> ApiError {
    ApiError::Conflict {
        message: format!(
            "An earlier text of this new {what} has reached the service already, though its answer \
             was lost. Reload to see it in the list; saving again creates another {what}."
        ),
    }
}
