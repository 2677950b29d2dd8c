//! Which of the encodings that the build made a browser gets (RFC 9110, section 12.5.3).

/// How a representation is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// In the order of preference where the request does not prefer one: the smallest first.
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Identity];

    /// The name in `Accept-Encoding` and `Content-Encoding`.
    pub(super) const fn token(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }
}

/// The best encoding among those that exist. `accept` is the header's value, if it was sent.
///
/// Where everything is refused the plain bytes are sent all the same: a browser that shows a page
/// is of more use than one that shows a 406.
pub(super) fn choose(accept: Option<&str>, exists: impl Fn(Encoding) -> bool) -> Encoding {
    let Some(accept) = accept else {
        return Encoding::Identity;
    };
    let mut best = (Encoding::Identity, 0);
    for encoding in Encoding::ALL {
        let weight = weight(accept, encoding);
        if weight > best.1 && exists(encoding) {
            best = (encoding, weight);
        }
    }
    best.0
}

/// The weight of an encoding in thousandths, 0 for a refused one.
fn weight(accept: &str, encoding: Encoding) -> u16 {
    let mut any = None;
    for entry in accept.split(',') {
        let mut parts = entry.split(';');
        let name = parts.next().unwrap_or("").trim().to_ascii_lowercase();
        let quality = parts
            .filter_map(|part| part.trim().split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case("q"))
            .map_or(1000, |(_, value)| thousandths(value.trim()));
        // `x-gzip` is gzip's old name, section 8.4.1.3.
        if name == encoding.token() || (encoding == Encoding::Gzip && name == "x-gzip") {
            return quality;
        }
        if name == "*" {
            any = Some(quality);
        }
    }
    match (encoding, any) {
        (_, Some(quality)) => quality,
        // Plain bytes may always be sent unless refused, but any listed encoding is preferred.
        (Encoding::Identity, None) => 1,
        (_, None) => 0,
    }
}

fn thousandths(text: &str) -> u16 {
    let quality: f32 = text.parse().unwrap_or(0.0);
    if (0.0..=1.0).contains(&quality) {
        // Between 0 and 1000, so nothing is cut off.
        (quality * 1000.0).round() as u16
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_existing_encoding_wins() {
        let check = |accept: &str, expected: Encoding| {
            assert_eq!(choose(Some(accept), |_| true), expected, "{accept}");
        };
        check("gzip, deflate, br, zstd", Encoding::Brotli);
        check("gzip, br;q=0.5", Encoding::Gzip);
        check("GZIP;Q=0.8, br;q=0.2", Encoding::Gzip);
        check("x-gzip", Encoding::Gzip);
        check("br;q=0, gzip;q=0", Encoding::Identity);
        check("br;q=0.5, identity", Encoding::Identity);
        check("identity;q=0.5, br;q=0.4, gzip;q=0.4", Encoding::Identity);
        check("*", Encoding::Brotli);
        check("*;q=0.3, br;q=0", Encoding::Gzip);
        check("deflate", Encoding::Identity);
        check("br;q=nonsense, gzip;q=7", Encoding::Identity);
        check("", Encoding::Identity);
        check("identity;q=0, *;q=0", Encoding::Identity);
    }

    #[test]
    fn what_was_not_built_is_not_sent() {
        assert_eq!(choose(None, |_| true), Encoding::Identity);
        let only_gzip = |encoding| encoding != Encoding::Brotli;
        assert_eq!(choose(Some("br, gzip;q=0.1"), only_gzip), Encoding::Gzip);
    }
}
