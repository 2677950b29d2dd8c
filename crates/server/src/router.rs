//! The table of contents of the API.

use std::any::Any;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, Method, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{any, get},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use crate::{
    dialect,
    error::ApiError,
    guard::{self, guard},
    openapi, request,
    routes::{
        directories, health, knowledge, lifecycle, search, segments, talkover, trainings, versions,
        workspaces,
    },
    state::AppState,
};

/// `/w…`, `/openapi.json` and `/healthz`. Every path under `/w` is answered here, also one that
/// leads nowhere; other paths are the caller's to serve.
pub fn api_router(state: AppState) -> Router {
    let (workspaces, _) = workspaces_router().split_for_parts();
    let (public, _) = public_router().split_for_parts();
    let workspaces = workspaces
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::disable())
        // Inside the guard, so that also this answer carries the rate; the other one is for the
        // guard itself.
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(state.clone(), guard));
    let router = public
        .route("/openapi.json", get(openapi::serve))
        // A nested router does not see the path that ends with its own slash.
        .route("/w/", any(nowhere))
        .method_not_allowed_fallback(wrong_method)
        .nest("/w", workspaces)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(dialect::speak));
    let router = match cors(state.cors_origins()) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router.with_state(state)
}

/// The document that describes the routes.
pub(crate) fn document() -> OpenApi {
    let mut document = OpenApiRouter::with_openapi(openapi::base())
        .merge(public_router())
        .nest("/w", workspaces_router())
        .into_openapi();
    openapi::mark_headers(&mut document);
    document
}

/// What needs no key and counts for no rate.
fn public_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(health::healthz))
        .routes(naming_methods(routes!(talkover::health::health)))
}

/// Everything under `/w` that needs a key.
fn workspaces_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(workspaces::list))
        .merge(opencx_router())
        .merge(talkover_router())
}

/// OpenCX's paths in a workspace.
fn opencx_router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(trainings::list, trainings::create))
        .routes(routes!(
            trainings::get,
            trainings::update,
            trainings::delete
        ))
        .routes(routes!(lifecycle::toggle_draft))
        .routes(routes!(lifecycle::move_to_directory))
        .routes(routes!(versions::list))
        .routes(routes!(versions::restore))
        .routes(routes!(search::search))
        .routes(routes!(search::status))
        .routes(routes!(knowledge::list, knowledge::import))
        .routes(routes!(knowledge::get, knowledge::delete))
        .routes(routes!(directories::list, directories::create))
        .routes(routes!(directories::update, directories::delete))
        .routes(routes!(segments::list, segments::create))
        .routes(routes!(segments::get, segments::update, segments::delete))
        .routes(routes!(segments::list_for_contact))
}

/// Talkover's paths in a workspace.
fn talkover_router() -> OpenApiRouter<AppState> {
    use talkover::{agents, settings, status, trainings};
    [
        routes!(agents::list, agents::create),
        routes!(agents::get, agents::delete),
        routes!(settings::knowledge),
        routes!(settings::voice),
        routes!(settings::calling),
        routes!(status::publish),
        routes!(status::unpublish),
        routes!(trainings::list, trainings::upsert),
        routes!(trainings::get, trainings::delete),
    ]
    .into_iter()
    .map(naming_methods)
    .fold(OpenApiRouter::new(), OpenApiRouter::routes)
}

async fn nowhere(request: Request) -> ApiError {
    ApiError::NotFound(format!(
        "There is nothing at {}. GET /openapi.json lists what there is.",
        path(&request)
    ))
}

async fn wrong_method(request: Request) -> ApiError {
    ApiError::MethodNotAllowed {
        method: request.method().to_string(),
        path: path(&request),
        supported: String::new(),
    }
}

/// With an answer to any other method that names those that there are: Talkover's sentence does,
/// and the Allow header is added too late to be read.
fn naming_methods(routes: UtoipaMethodRouter<AppState>) -> UtoipaMethodRouter<AppState> {
    let (schemas, paths, methods) = routes;
    let item = paths.paths.values().next();
    let supported: Vec<&str> = item.map_or_else(Vec::new, |item| {
        [
            ("GET", &item.get),
            ("HEAD", &item.get),
            ("POST", &item.post),
            ("PUT", &item.put),
            ("DELETE", &item.delete),
        ]
        .into_iter()
        .filter_map(|(name, operation)| operation.is_some().then_some(name))
        .collect()
    });
    let supported = supported.join(", ");
    let methods = methods.fallback(move |request: Request| async move {
        ApiError::MethodNotAllowed {
            method: request.method().to_string(),
            path: path(&request),
            supported,
        }
    });
    (schemas, paths, methods)
}

/// The path as the caller sent it: inside `/w` the request's own has lost its beginning.
fn path(request: &Request) -> String {
    request
        .extensions()
        .get::<axum::extract::OriginalUri>()
        .map_or_else(|| request.uri().path(), |original| original.0.path())
        .to_owned()
}

/// A handler that panicked wrote nothing: its transaction went with it.
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let what = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    tracing::error!(panic = what, "a handler panicked");
    ApiError::Internal.into_response()
}

/// Lets the pages of these origins in; without any, only our own (decision 26).
fn cors(origins: &[String]) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> = origins
        .iter()
        .filter_map(|origin| HeaderValue::from_str(origin).ok())
        .collect();
    (!origins.is_empty()).then(|| {
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
            .allow_headers([
                header::AUTHORIZATION,
                header::CONTENT_TYPE,
                header::IF_MATCH,
                header::IF_NONE_MATCH,
                request::IDEMPOTENCY_KEY,
            ])
            .expose_headers([
                header::ETAG,
                header::RETRY_AFTER,
                guard::LIMIT,
                guard::REMAINING,
                guard::RESET,
                request::IDEMPOTENCY_REPLAYED,
            ])
            .max_age(std::time::Duration::from_secs(600))
    })
}
