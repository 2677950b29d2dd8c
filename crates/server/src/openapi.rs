//! The OpenAPI document of the API, made from the routes.

use axum::response::Response;
use utoipa::{
    Modify, OpenApi,
    openapi::{
        RefOr,
        extensions::Extensions,
        path::ParameterIn,
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::answer;

pub mod schema;
pub mod status;
pub mod talkover_status;

/// What the document says beside its paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Cuebook",
        description = "Under `/w/{workspace}` every path is the vendor's own: a client of OpenCX's \
            AI Training API or of Talkover's API works here when only its base URL and token \
            change. `GET /w` says which of the two a workspace speaks. Operations, headers and \
            fields that the vendor does not document are marked `x-cuebook-extension`. Every \
            answer under `/w` carries `X-RateLimit-Limit` (requests in a minute), \
            `X-RateLimit-Remaining` and `X-RateLimit-Reset` (seconds until the full number is \
            there again), but for `/api/v1/health`. Errors are `{statusCode, message, error}`, \
            and under `/w/{workspace}/api` `{success, message, errors}`; white space around the \
            texts of requests there is taken off before they are judged and kept. A key has full access \
            or scopes: `training:read` and `training:write` (scenarios, directories, \
            knowledge, and the trainings of agents), `segments:read`, `segments:write`, `agents:read` and \
            `agents:write`.",
        license(name = "MIT", identifier = "MIT"),
    ),
    servers((url = "/", description = "This server")),
    tags(
        (name = "workspaces", description = "Bodies of training, each in one dialect"),
        (name = "training", description = "Scenarios, their drafts and their published versions"),
        (name = "directories", description = "Folders of scenarios"),
        (name = "search", description = "Scenarios and knowledge by what they say"),
        (name = "knowledge", description = "Documents that searches look through beside the scenarios"),
        (name = "segments", description = "Groups of contacts"),
        (name = "agents", description = "Voice agents: their settings, and whether they take calls"),
        (name = "trainings", description = "What a voice agent knows"),
        (name = "server", description = "The server itself"),
    ),
    // Named where the operations are not looked through.
    components(schemas(schema::NotAuthorized, schema::Setup)),
    security(("bearerAuth" = [])),
    modifiers(&Bearer),
)]
struct Base;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "bearerAuth",
            SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        );
    }
}

pub(crate) fn base() -> utoipa::openapi::OpenApi {
    Base::openapi()
}

/// Marks the headers that a request may carry: no vendor documents one beside `Authorization`.
pub(crate) fn mark_headers(document: &mut utoipa::openapi::OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.delete,
        ];
        let parameters = operations
            .into_iter()
            .flatten()
            .filter_map(|operation| operation.parameters.as_mut())
            .flatten();
        for parameter in parameters {
            if let RefOr::T(parameter) = parameter
                && matches!(parameter.parameter_in, ParameterIn::Header)
            {
                let mark = Extensions::builder()
                    .add("x-cuebook-extension", true)
                    .build();
                parameter.extensions = Some(mark);
            }
        }
    }
}

/// The document as it is served and committed: pretty JSON with a line break at its end.
#[must_use]
pub fn openapi_document() -> String {
    // The document is strings, maps and lists: it always serialises.
    let mut text = crate::router::document()
        .to_pretty_json()
        .unwrap_or_default();
    text.push('\n');
    text
}

/// `GET /openapi.json`
pub(crate) async fn serve() -> Response {
    static DOCUMENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(openapi_document);
    answer::json(DOCUMENT.as_str())
}
