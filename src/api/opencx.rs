//! OpenCX's dialect: one function for each request.

use contract::{
    DecodeError, WorkspaceInfo,
    opencx::{
        Directory, DirectoryInput, Generation, ListQuery, Segment, SegmentInput, SegmentPage,
        Shown, Training, TrainingInput, TrainingPage, Version,
    },
};
use gloo_net::http::Method;
use serde_json::{Value, json};

use super::{
    ApiError, Client, Reading,
    send::{Answer, Outgoing},
};
use crate::paths::api;

/// A training with the tag that its next write must match, where the service gives one.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagged {
    /// The training as the service returned it.
    pub training: Training,
    /// `ETag` of this state (extension, decision 24).
    pub etag: Option<String>,
}

type Result<T> = std::result::Result<T, ApiError>;

/// `GET /w` (extension of our own server).
///
/// # Errors
///
/// `NotFound` or `Decode` where the host is another service.
pub async fn workspaces(host: &Client) -> Result<Vec<WorkspaceInfo>> {
    let answer = host.get(api::WORKSPACES, Vec::new(), None).await?;
    decoded(WorkspaceInfo::list_from_json(answer.body))
}

/// A page of trainings.
///
/// # Errors
///
/// Any [`ApiError`]. A row that cannot be read is not one: it is in the page.
pub async fn list(
    client: &Client,
    query: &ListQuery,
    reading: Option<&Reading>,
) -> Result<TrainingPage> {
    let answer = client
        .get(api::TRAININGS, query.to_pairs(), reading)
        .await?;
    decoded(TrainingPage::from_json(answer.body))
}

/// One training.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn training(client: &Client, id: &str, reading: Option<&Reading>) -> Result<Tagged> {
    tagged(client.get(&api::training(id), Vec::new(), reading).await?)
}

/// Creates a training. `idempotency_key` keeps a repeated request from creating it twice, where
/// the service honours it.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn create(
    client: &Client,
    input: &TrainingInput,
    generation: Generation,
    idempotency_key: &str,
) -> Result<Tagged> {
    let outgoing = Outgoing {
        body: Some(input.to_json(generation, Shown::ALL)),
        idempotency_key: Some(idempotency_key),
        ..Outgoing::default()
    };
    tagged(client.send(Method::POST, api::TRAININGS, outgoing).await?)
}

/// Updates a training, in the generation in which the service showed it.
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn update(
    client: &Client,
    base: &Training,
    input: &TrainingInput,
    etag: Option<&str>,
) -> Result<Tagged> {
    let outgoing = Outgoing {
        body: Some(input.to_json(base.generation, base.shown)),
        if_match: etag,
        ..Outgoing::default()
    };
    tagged(
        client
            .send(Method::PUT, &api::training(&base.id), outgoing)
            .await?,
    )
}

/// Publishes the pending text (`false`) or takes the scenario offline (`true`).
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn set_draft(
    client: &Client,
    id: &str,
    is_draft: bool,
    etag: Option<&str>,
) -> Result<Tagged> {
    let outgoing = Outgoing {
        body: Some(json!({ "is_draft": is_draft })),
        if_match: etag,
        ..Outgoing::default()
    };
    tagged(client.send(Method::PUT, &api::draft(id), outgoing).await?)
}

/// Moves a training (extension).
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn move_to(
    client: &Client,
    id: &str,
    directory_id: Option<&str>,
    etag: Option<&str>,
) -> Result<Tagged> {
    let outgoing = Outgoing {
        body: Some(json!({ "directory_id": directory_id })),
        if_match: etag,
        ..Outgoing::default()
    };
    tagged(
        client
            .send(Method::PUT, &api::training_directory(id), outgoing)
            .await?,
    )
}

/// Deletes a training. A service may answer with or without a body (decision 22).
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn delete(client: &Client, id: &str, etag: Option<&str>) -> Result<()> {
    let outgoing = Outgoing {
        if_match: etag,
        ..Outgoing::default()
    };
    client
        .send(Method::DELETE, &api::training(id), outgoing)
        .await
        .map(drop)
}

/// Published versions, newest first (extension).
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn versions(
    client: &Client,
    id: &str,
    reading: Option<&Reading>,
) -> Result<Vec<Version>> {
    let answer = client.get(&api::versions(id), Vec::new(), reading).await?;
    decoded(Version::list_from_json(answer.body))
}

/// All directories (extension).
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn directories(client: &Client, reading: Option<&Reading>) -> Result<Vec<Directory>> {
    let answer = client.get(api::DIRECTORIES, Vec::new(), reading).await?;
    decoded(Directory::list_from_json(answer.body))
}

/// Creates a directory (extension). `idempotency_key` keeps a repeated request from creating it
/// twice.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn create_directory(
    client: &Client,
    input: &DirectoryInput,
    idempotency_key: &str,
) -> Result<Directory> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        idempotency_key: Some(idempotency_key),
        ..Outgoing::default()
    };
    let answer = client
        .send(Method::POST, api::DIRECTORIES, outgoing)
        .await?;
    decoded(Directory::from_json(answer.body))
}

/// Renames or moves a directory (extension).
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn update_directory(
    client: &Client,
    id: &str,
    input: &DirectoryInput,
) -> Result<Directory> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        ..Outgoing::default()
    };
    let answer = client
        .send(Method::PUT, &api::directory(id), outgoing)
        .await?;
    decoded(Directory::from_json(answer.body))
}

/// Deletes a directory; what is in it moves to its parent (extension).
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn delete_directory(client: &Client, id: &str) -> Result<()> {
    client
        .send(Method::DELETE, &api::directory(id), Outgoing::default())
        .await
        .map(drop)
}

/// All segments, page by page.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn segments(client: &Client, reading: Option<&Reading>) -> Result<Vec<Segment>> {
    let mut all: Vec<Segment> = Vec::new();
    for page in 1.. {
        let query = vec![("page", page.to_string()), ("limit", "100".to_owned())];
        let answer = client.get(api::SEGMENTS, query, reading).await?;
        let read = decoded(SegmentPage::from_json(answer.body))?;
        let (before, empty) = (all.len(), read.data.is_empty());
        for segment in read.data {
            if !all.iter().any(|known| known.id == segment.id) {
                all.push(segment);
            }
        }
        // A service that ignores `page` would send the same rows for ever.
        if !read.has_next || empty || all.len() == before {
            break;
        }
    }
    Ok(all)
}

/// One segment, with the tag that its next write must match, where the service gives one.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn segment(client: &Client, id: &str) -> Result<(Segment, Option<String>)> {
    let answer = client.get(&api::segment(id), Vec::new(), None).await?;
    Ok((decoded(Segment::from_json(answer.body))?, answer.etag))
}

/// Creates a segment (extension). `idempotency_key` keeps a repeated request from creating it
/// twice.
///
/// # Errors
///
/// Any [`ApiError`].
pub async fn create_segment(
    client: &Client,
    input: &SegmentInput,
    idempotency_key: &str,
) -> Result<Segment> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        idempotency_key: Some(idempotency_key),
        ..Outgoing::default()
    };
    let answer = client.send(Method::POST, api::SEGMENTS, outgoing).await?;
    decoded(Segment::from_json(answer.body))
}

/// Changes a segment (extension).
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; any other [`ApiError`].
pub async fn update_segment(
    client: &Client,
    id: &str,
    input: &SegmentInput,
    etag: Option<&str>,
) -> Result<Segment> {
    let outgoing = Outgoing {
        body: Some(input.to_json()),
        if_match: etag,
        ..Outgoing::default()
    };
    let answer = client
        .send(Method::PUT, &api::segment(id), outgoing)
        .await?;
    decoded(Segment::from_json(answer.body))
}

/// Deletes a segment (extension).
///
/// # Errors
///
/// [`ApiError::Changed`] where `etag` no longer matches; [`ApiError::Conflict`] where scenarios
/// are restricted to it; any other [`ApiError`].
pub async fn delete_segment(client: &Client, id: &str, etag: Option<&str>) -> Result<()> {
    let outgoing = Outgoing {
        if_match: etag,
        ..Outgoing::default()
    };
    client
        .send(Method::DELETE, &api::segment(id), outgoing)
        .await
        .map(drop)
}

fn tagged(answer: Answer) -> Result<Tagged> {
    Ok(Tagged {
        etag: answer.etag,
        training: decoded(Training::from_json(answer.body))?,
    })
}

fn decoded<T>(result: std::result::Result<T, DecodeError>) -> Result<T> {
    result.map_err(ApiError::Decode)
}

/// Whether a body can be one that this dialect documents; used to tell a service from any host.
#[must_use]
pub fn looks_like_page(body: &Value) -> bool {
    body.is_array() || body.get("items").is_some_and(Value::is_array)
}
