//! The headers that keep a page from being misused.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::inline::inline_texts;

/// Powers of a browser that the console never asks for.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), \
     gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// The Content-Security-Policy for a page: its inline scripts and styles are named by their
/// hashes, so nothing that is written into the page later can run.
pub(super) fn content_security_policy(page: &str) -> String {
    let scripts = hashes(page, "script");
    let styles = hashes(page, "style");
    [
        "default-src 'none'".to_owned(),
        // WebAssembly cannot be compiled without 'wasm-unsafe-eval'; it permits nothing else.
        format!("script-src 'self' 'wasm-unsafe-eval'{scripts}"),
        format!("style-src 'self'{styles}"),
        "img-src 'self' data:".to_owned(),
        "font-src 'self'".to_owned(),
        // A person may point the console at any service, in a house's own network also without
        // TLS. Otherwise the browser would call such a service unreachable.
        "connect-src 'self' https: http:".to_owned(),
        "manifest-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "object-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; ")
}

fn hashes(page: &str, tag: &str) -> String {
    inline_texts(page, tag)
        .iter()
        .map(|text| {
            let hash = BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
            format!(" 'sha256-{hash}'")
        })
        .collect()
}

/// Adds the headers that every answer of the site carries.
pub(super) fn harden(headers: &mut HeaderMap) {
    let fixed = |text: &'static str| HeaderValue::from_static(text);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(header::REFERRER_POLICY, fixed("no-referrer"));
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        fixed("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        fixed("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        fixed(PERMISSIONS),
    );
}
