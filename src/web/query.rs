//! Reading query strings as the browser does.

/// The decoded pairs of a query string, with or without `?`, in their order.
#[must_use]
pub fn pairs(search: &str) -> Vec<(String, String)> {
    let Ok(params) = web_sys::UrlSearchParams::new_with_str(search) else {
        return Vec::new();
    };
    js_sys::try_iter(&params)
        .ok()
        .flatten()
        .into_iter()
        .flatten()
        .flatten()
        .map(|pair| {
            let pair = js_sys::Array::from(&pair);
            let text = |at| pair.get(at).as_string().unwrap_or_default();
            (text(0), text(1))
        })
        .collect()
}

/// Decodes a segment of a path; one that is not encoded properly stays as it is.
#[must_use]
pub fn decode(segment: &str) -> String {
    js_sys::decode_uri_component(segment)
        .map_or_else(|_| segment.to_owned(), |text| String::from(&text))
}
