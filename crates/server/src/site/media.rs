//! What a file's name says about it: its media type, and whether its bytes can ever change.

/// The type of drawings.
pub(super) const SVG: &str = "image/svg+xml";

/// The media type for a file's extension; text is always UTF-8.
pub(super) fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => SVG,
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// Whether the build put a hash of the content into the name, as in `app-5f1c09aa3be2d417.js` or
/// `cuebook-5f1c09aa3be2d417_bg.wasm`. Such a name never stands for other bytes.
pub(super) fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((stem, _)) = name.split_once('.') else {
        return false;
    };
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let Some((before, hash)) = stem.rsplit_once('-') else {
        return false;
    };
    !before.is_empty()
        && (8..=64).contains(&hash.len())
        && hash
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        // A word of the letters a to f alone is a name, not a hash.
        && hash.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_told_from_words() {
        let check = |path: &str, expected: bool| assert_eq!(is_hashed(path), expected, "{path}");
        check("/cuebook-5f1c09aa3be2d417.js", true);
        check("/cuebook-5f1c09aa3be2d417_bg.wasm", true);
        check("/fonts/inter-0a1b2c3d.woff2", true);
        check("/cuebook-5f1c09aa3be2d417.js.map", true);
        check("/index.html", false);
        check("/snippets/leptos-5f1c09aa3be2d417/inline0.js", false);
        check("/well-defaced.css", false);
        check("/report-2026.pdf", false);
        check("/-5f1c09aa3be2d417.js", false);
        check("/noextension-5f1c09aa3be2d417", false);
    }

    #[test]
    fn media_types_follow_the_extension() {
        assert_eq!(media_type("a_bg.wasm"), "application/wasm");
        assert_eq!(media_type("app.webmanifest"), "application/manifest+json");
        assert_eq!(media_type("A.SVG"), "image/svg+xml");
        assert_eq!(media_type("LICENSE"), "application/octet-stream");
    }
}
