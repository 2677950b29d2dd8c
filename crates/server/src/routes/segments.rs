//! `/w/{workspace}/contacts/segments`

use axum::{extract::State, response::Response};
use contract::{
    Field, FieldErrors,
    opencx::{Segment, SegmentInput, SegmentPage, limits, segment::empty_definition},
};
use domain::lifecycle::after;
use serde::Serialize;

use super::{new_id, stamp};
use crate::{
    answer,
    error::ApiError,
    openapi::{
        schema,
        status::{Conditional, Created, Guarded, ReadOne, WithBody},
    },
    request::{
        Access, Id, Idempotency, JsonBody, Match, NoneMatch, Pairs, SegmentsRead, SegmentsWrite,
    },
    state::AppState,
    store::{SegmentStore as _, Written, segment::unknown},
};

/// The name of the parameter in the documented paths.
const SEGMENT_ID: &str = "segment_id";

#[derive(Serialize)]
struct Segments {
    data: Vec<Segment>,
}

/// List contact segments
#[utoipa::path(
    get, path = "/{workspace}/contacts/segments", operation_id = "listContactSegments", tag = "segments",
    params(schema::WorkspacePath, schema::SegmentListQuery),
    responses(
        (status = 200, description = "A page, newest first", body = schema::SegmentPage),
        (status = 400, description = "A value of the query is not accepted", body = schema::ErrorBody),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        Guarded,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    access: Access<SegmentsRead>,
    pairs: Pairs,
) -> Result<Response, ApiError> {
    let (page, limit) = paging(&pairs)?;
    let offset = (page - 1).saturating_mul(limit);
    let (data, total) = state
        .store()
        .list_segments(&access.workspace, limit, offset)
        .await?;
    answer::value(&SegmentPage {
        has_next: offset.saturating_add(limit) < total,
        has_previous: page > 1,
        data,
        page,
        limit,
        total,
    })
}

/// `page` and `limit`; nothing is clamped.
fn paging(pairs: &Pairs) -> Result<(u64, u64), FieldErrors> {
    let (mut page, mut limit) = (1, 20);
    let mut errors = FieldErrors::default();
    for (name, value) in pairs.iter() {
        let (target, max) = match name {
            "page" => (&mut page, limits::LARGEST_NUMBER),
            "limit" => (&mut limit, limits::PAGE_ROWS),
            _ => continue,
        };
        match value
            .parse()
            .ok()
            .filter(|number| (1..=max).contains(number))
        {
            Some(number) => *target = number,
            None => errors.push(name, format!("must be a whole number from 1 to {max}")),
        }
    }
    errors.or((page, limit))
}

/// Get a contact segment
#[utoipa::path(
    get, path = "/{workspace}/contacts/segments/{segment_id}", operation_id = "getContactSegment", tag = "segments",
    params(schema::WorkspacePath, schema::SegmentIdPath, schema::IfNoneMatchHeader),
    responses((status = 200, description = "The segment", body = schema::Segment,
        headers(("ETag" = String, description = "Tag of this state; an extension"))),
        (status = 304, description = "The caller has this state"), ReadOne, Guarded),
)]
pub async fn get(
    State(state): State<AppState>,
    access: Access<SegmentsRead>,
    id: Id,
    known: NoneMatch,
) -> Result<Response, ApiError> {
    let id = id.uuid(SEGMENT_ID)?;
    let segment = state.store().segment(&access.workspace, &id).await?;
    Ok(answer::row(segment.ok_or_else(|| unknown(&id))?, &known))
}

/// List the segments of a contact
///
/// A contact that nobody knows is in none.
#[utoipa::path(
    get, path = "/{workspace}/contacts/segments/contacts/{contact_id}", operation_id = "listSegmentsForContact", tag = "segments",
    params(schema::WorkspacePath, schema::ContactIdPath),
    responses((status = 200, description = "All of them, by name", body = schema::ContactSegments),
        (status = 400, description = "The id is no UUID", body = schema::ErrorBody),
        (status = 404, description = "Unknown workspace", body = schema::ErrorBody),
        Guarded),
)]
pub async fn list_for_contact(
    State(state): State<AppState>,
    access: Access<SegmentsRead>,
    id: Id,
) -> Result<Response, ApiError> {
    let contact = id.uuid("contact_id")?;
    let data = state
        .store()
        .segments_of(&access.workspace, &contact)
        .await?;
    answer::value(&Segments { data })
}

/// Create a contact segment
///
/// Without a definition nobody is in it.
#[utoipa::path(
    post, path = "/{workspace}/contacts/segments", operation_id = "createContactSegment", tag = "segments",
    params(schema::WorkspacePath, schema::IdempotencyHeader),
    request_body = schema::SegmentCreate,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The segment", body = schema::Segment,
        headers(("ETag" = String, description = "Tag of this state"))), Created, WithBody, Guarded),
)]
pub async fn create(
    State(state): State<AppState>,
    access: Access<SegmentsWrite>,
    idempotency: Idempotency,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let claim = idempotency.claim(&access.caller, Some(&body), state.clock().now());
    let input = SegmentInput::create_from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let blank = Segment {
        id: new_id(),
        name: String::new(),
        description: None,
        definition: empty_definition(),
        created_at: Some(now.clone()),
        updated_at: None,
    };
    Ok(state
        .store()
        .create_segment(&access.workspace, merged(blank, input, &now), claim)
        .await?)
}

/// Update a contact segment
///
/// An absent field keeps its value; `description: null` clears it.
#[utoipa::path(
    put, path = "/{workspace}/contacts/segments/{segment_id}", operation_id = "updateContactSegment", tag = "segments",
    params(schema::WorkspacePath, schema::SegmentIdPath, schema::IfMatchHeader),
    request_body = schema::SegmentUpdate,
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "The segment", body = schema::Segment,
        headers(("ETag" = String, description = "Tag of this state"))), Conditional, WithBody, Guarded),
)]
pub async fn update(
    State(state): State<AppState>,
    access: Access<SegmentsWrite>,
    id: Id,
    Match(if_match): Match,
    body: JsonBody,
) -> Result<Written, ApiError> {
    let id = id.uuid(SEGMENT_ID)?;
    let input = SegmentInput::update_from_json(body.value)?;
    let now = stamp(&state, &access.caller).now;
    let rule = move |current: Segment| merged(current, input, &now);
    Ok(state
        .store()
        .change_segment(&access.workspace, &id, if_match, rule)
        .await?)
}

/// The segment with everything that the input names.
fn merged(current: Segment, input: SegmentInput, now: &str) -> Segment {
    let SegmentInput {
        name,
        description,
        definition,
    } = input;
    Segment {
        id: current.id,
        name: name.over(Some(current.name)).unwrap_or_default(),
        description: match description {
            // An empty description says as much as none.
            Field::Value(text) if text.is_empty() => None,
            description => description.over(current.description),
        },
        definition: definition
            .over(Some(current.definition))
            .unwrap_or_default(),
        created_at: current.created_at,
        updated_at: Some(after(
            current.updated_at.as_deref().unwrap_or_default(),
            now,
        )),
    }
}

/// Delete a contact segment
///
/// Refused while a scenario is restricted to it.
#[utoipa::path(
    delete, path = "/{workspace}/contacts/segments/{segment_id}", operation_id = "deleteContactSegment", tag = "segments",
    params(schema::WorkspacePath, schema::SegmentIdPath, schema::IfMatchHeader),
    extensions(("x-cuebook-extension" = json!(true))),
    responses((status = 200, description = "It is gone", body = schema::Success),
        (status = 409, description = "Scenarios are restricted to it", body = schema::ErrorBody),
        Conditional, Guarded),
)]
pub async fn delete(
    State(state): State<AppState>,
    access: Access<SegmentsWrite>,
    id: Id,
    Match(if_match): Match,
) -> Result<Response, ApiError> {
    let id = id.uuid(SEGMENT_ID)?;
    state
        .store()
        .delete_segment(&access.workspace, &id, if_match)
        .await?;
    Ok(answer::success())
}
