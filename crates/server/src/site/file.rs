//! One file of the site with its compressed forms, held in memory.

use axum::body::Bytes;
use axum::http::HeaderValue;
use sha2::{Digest, Sha256};

use super::{
    encoding::{self, Encoding},
    media::{SVG, is_hashed, media_type},
};

/// A file as it is sent.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) media_type: &'static str,
    /// Whether its name never stands for other bytes.
    pub(super) immutable: bool,
    /// Names the plain bytes; the compressed forms add their encoding.
    digest: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl File {
    /// A file that is found at `path`, `/` first.
    pub(super) fn new(
        path: &str,
        plain: Vec<u8>,
        brotli: Option<Vec<u8>>,
        gzip: Option<Vec<u8>>,
    ) -> Self {
        let digest = Sha256::digest(&plain)
            .iter()
            .take(12)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            media_type: media_type(path),
            immutable: is_hashed(path),
            digest,
            plain: plain.into(),
            brotli: brotli.map(Bytes::from),
            gzip: gzip.map(Bytes::from),
        }
    }

    /// The plain bytes.
    pub(super) fn plain(&self) -> &[u8] {
        &self.plain
    }

    /// Whether the answer depends on `Accept-Encoding`.
    pub(super) fn varies(&self) -> bool {
        self.brotli.is_some() || self.gzip.is_some()
    }

    /// The encoding that a request gets.
    pub(super) fn choose(&self, accept: Option<&str>) -> Encoding {
        encoding::choose(accept, |encoding| self.form(encoding).is_some())
    }

    /// The bytes in an encoding that [`File::choose`] named.
    pub(super) fn bytes(&self, encoding: Encoding) -> Bytes {
        self.form(encoding).unwrap_or(&self.plain).clone()
    }

    /// The entity tag in an encoding. Strong: every encoding has bytes of its own.
    pub(super) fn etag(&self, encoding: Encoding) -> String {
        match encoding {
            Encoding::Identity => format!("\"{}\"", self.digest),
            other => format!("\"{}-{}\"", self.digest, other.token()),
        }
    }

    /// How long a browser may keep it. Names without a hash are asked for again each time, which
    /// costs a 304: a page that named the hashed files of an older build would not start.
    pub(super) fn cache_control(&self) -> HeaderValue {
        HeaderValue::from_static(if self.immutable {
            "public, max-age=31536000, immutable"
        } else if self.media_type == SVG {
            // The icons are drawn from a file whenever one appears, also without a connection.
            "max-age=600, stale-while-revalidate=604800"
        } else {
            "no-cache"
        })
    }

    fn form(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Brotli => self.brotli.as_ref(),
            Encoding::Gzip => self.gzip.as_ref(),
            Encoding::Identity => Some(&self.plain),
        }
    }
}
