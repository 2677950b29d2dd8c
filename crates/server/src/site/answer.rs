//! What a request for the site gets.

use std::{borrow::Cow, path::Path};

use axum::{
    Json,
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use contract::ErrorBody;
use percent_encoding::percent_decode_str;

use super::{Build, file::File, policy::harden};

/// Answers a request; the headers that every answer carries are added here.
pub(super) fn answer(build: &Build, folder: &Path, request: &Parts) -> Response {
    let mut response = route(build, folder, request);
    harden(response.headers_mut());
    response
}

fn route(build: &Build, folder: &Path, request: &Parts) -> Response {
    let path = request.uri.path();
    if request.method != Method::GET && request.method != Method::HEAD {
        let mut refusal = problem(
            StatusCode::METHOD_NOT_ALLOWED,
            format!(
                "{} is not possible on {path}: the site can only be read. \
                 The services are under /w/{{workspace}}.",
                request.method
            ),
        );
        refusal
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    let Ok(decoded) = percent_decode_str(path).decode_utf8() else {
        return not_found(path);
    };
    // The files are looked up by name in memory, so no path can lead out of the folder; these
    // are answered like any other unknown name, but never with the page.
    if decoded.split(['/', '\\']).any(|part| part == "..") || decoded.contains('\0') {
        return not_found(path);
    }
    let index = build.now.index();
    match (&*decoded, index) {
        ("/" | "/index.html", Some(page)) => shown(build, page, request),
        ("/", None) => not_built(folder),
        (decoded, _) => match build.file(decoded) {
            Some(file) => sent(file, request),
            None => match index {
                Some(page) if is_navigation(decoded, &request.headers) => {
                    shown(build, page, request)
                }
                _ => not_found(path),
            },
        },
    }
}

/// Whether somebody opens one of the app's own addresses: it has no file extension, and the
/// request takes HTML. A program that calls the API at a wrong address gets an error it can read
/// instead of a page.
fn is_navigation(path: &str, headers: &HeaderMap) -> bool {
    let name = path.rsplit('/').next().unwrap_or("");
    let is_api = path == "/w" || path.starts_with("/w/");
    let by_script = headers.contains_key(header::AUTHORIZATION)
        || text(headers, "sec-fetch-dest").is_some_and(|dest| dest == "empty");
    let accept = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect::<Vec<_>>()
        .join(",")
        .to_ascii_lowercase();
    let takes_html = accept.is_empty()
        || ["text/html", "application/xhtml+xml", "text/*", "*/*"]
            .into_iter()
            .any(|range| accept.contains(range));
    let prefers_json = accept.contains("application/json") && !accept.contains("text/html");
    !name.contains('.') && !is_api && !by_script && takes_html && !prefers_json
}

/// The page, with the policy that was made for it.
fn shown(build: &Build, page: &File, request: &Parts) -> Response {
    let mut response = sent(page, request);
    if let Ok(policy) = HeaderValue::from_str(&build.now.policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn sent(file: &File, request: &Parts) -> Response {
    let accept: Vec<&str> = request
        .headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let encoding = file.choose((!accept.is_empty()).then(|| accept.join(",")).as_deref());
    let etag = file.etag(encoding);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, file.cache_control());
    if let Ok(value) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, value);
    }
    if file.varies() {
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if text(&request.headers, header::IF_NONE_MATCH.as_str()).is_some_and(|seen| holds(seen, &etag))
    {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(file.media_type),
    );
    if encoding != super::encoding::Encoding::Identity {
        headers.insert(
            header::CONTENT_ENCODING,
            HeaderValue::from_static(encoding.token()),
        );
    }
    let bytes = file.bytes(encoding);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let body = if request.method == Method::HEAD {
        Body::empty()
    } else {
        Body::from(bytes)
    };
    (headers, body).into_response()
}

/// Whether an `If-None-Match` names the tag; the comparison is the weak one (RFC 9110, 13.1.2).
fn holds(seen: &str, etag: &str) -> bool {
    seen.split(',').map(str::trim).any(|candidate| {
        candidate == "*" || candidate.strip_prefix("W/").unwrap_or(candidate) == etag
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn not_found(path: &str) -> Response {
    problem(
        StatusCode::NOT_FOUND,
        format!("There is nothing at {path}. The services are under /w/{{workspace}}."),
    )
}

fn problem(status: StatusCode, message: String) -> Response {
    let body = ErrorBody {
        status_code: status.as_u16(),
        message,
        error: status.canonical_reason().unwrap_or("Error").to_owned(),
    };
    let no_store = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (status, no_store, Json(body)).into_response()
}

/// The site will be there as soon as it is built, so this is a 503.
fn not_built(folder: &Path) -> Response {
    let shown = folder.display().to_string();
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>Cuebook: the site is not built</title>\
         <h1>The site is not built yet</h1>\
         <p>There is no <code>index.html</code> in <code>{}</code>.</p>\
         <p>Run <code>cargo xtask serve</code> in the checkout, which builds and serves everything, \
         or <code>trunk build --release</code> and reload this page. \
         To serve another folder, start with <code>--site FOLDER</code>.</p>\
         <p>The API answers already: <a href=\"/openapi.json\">openapi.json</a>.</p></html>",
        escaped(&shown)
    );
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"),
        ),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;"),
    )
}
