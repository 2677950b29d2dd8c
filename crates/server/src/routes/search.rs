//! `/w/{workspace}/training/search` and `/w/{workspace}/search/status`

use axum::{extract::State, response::Response};
use contract::opencx::SearchInput;

use crate::{
    answer,
    error::ApiError,
    openapi::{
        schema,
        status::{Guarded, WithBody},
    },
    request::{Access, JsonBody, TrainingRead},
    search,
    state::AppState,
};

/// Search scenarios and knowledge
///
/// The query is plain text: no character of it has a meaning of its own. Each scenario and each
/// document is in the answer at most once, by the text of it that fits best. All filters must
/// hold; a scenario passes `channel` and `segments` where it is restricted to what they name or
/// not restricted at all, as for a contact on that channel, and one of several `segments` is
/// enough. Knowledge is for everyone on all channels, and passes every filter but `type`.
///
/// `mode` is `semantic` where there is a model: two lists are made, of the hundred scenarios and
/// documents whose texts are nearest in meaning, and of the hundred that fit best by words. `score`
/// is the exact cosine of the text and the query, whichever list it is from; the order is that of
/// `score + lexical / 4`, with the lexical score below for those of the second list.
///
/// `mode` is `lexical` where there is no model, where it does not answer, and while much of the
/// workspace waits for its embeddings: hits share at least one word with the query, compared without case, accents
/// and English endings, and common English words are left out where there are others. They are
/// ordered by BM25, in which a word of the title counts as much as four of the content, and `score`
/// is `b / (b + 10)` of that number: from 0 to 1, and comparable within one answer only.
#[utoipa::path(
    post, path = "/{workspace}/training/search", operation_id = "searchTrainings", tag = "search",
    params(schema::WorkspacePath),
    request_body = schema::SearchRequest,
    extensions(("x-cuebook-extension" = json!(true))),
    responses(
        (status = 200, description = "The best hits", body = schema::SearchAnswer),
        (status = 400, description = "The message names each field that is not accepted or not known", body = schema::ErrorBody),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        WithBody, Guarded,
    ),
)]
pub async fn search(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
    body: JsonBody,
) -> Result<Response, ApiError> {
    let input = SearchInput::from_json(body.value)?;
    let found = search::search(state.store(), state.index(), &access.workspace, &input).await?;
    answer::value(&found)
}

/// Whether searches are by meaning
///
/// `unavailable`: there is no model, or it does not answer, and searches are lexical until it does.
/// `indexing`: texts wait for their embeddings, and searches are lexical while those are more than
/// a tenth. A text that the model refuses stays pending when all others are `ready`.
#[utoipa::path(
    get, path = "/{workspace}/search/status", operation_id = "getSearchStatus", tag = "search",
    params(schema::WorkspacePath),
    extensions(("x-cuebook-extension" = json!(true))),
    responses(
        (status = 200, description = "The state of the index", body = schema::SearchStatus),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        Guarded,
    ),
)]
pub async fn status(
    State(state): State<AppState>,
    access: Access<TrainingRead>,
) -> Result<Response, ApiError> {
    let status = state.index().status(state.store(), &access.workspace);
    answer::value(&status.await?)
}
