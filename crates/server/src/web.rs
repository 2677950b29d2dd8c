//! The API and the site on one address.

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::site::Site;

/// Everything that the API does not know goes to the site, which answers in the dialect's error
/// body where it has nothing either.
pub fn with_site(api: Router, site: Arc<Site>) -> Router {
    api.layer(axum::middleware::map_response(keep_private))
        .fallback(move |request: Request| {
            let site = Arc::clone(&site);
            async move { site.answer(&request.into_parts().0).await }
        })
}

/// What the API answers belongs to the caller alone, and is never a page.
async fn keep_private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let absent = |headers: &HeaderMap, name: &header::HeaderName| !headers.contains_key(name);
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        if absent(headers, &name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    response
}
