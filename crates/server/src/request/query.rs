//! The pairs of a query, decoded without guessing.

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::error::ApiError;

/// Names and values in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// The pairs as the contract reads them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn read(query: &str) -> Result<Self, ApiError> {
        query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                let name = decoded(name).ok_or_else(|| refused("A parameter's name"))?;
                let value = decoded(value).ok_or_else(|| refused(&name))?;
                Ok((name, value))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn refused(what: &str) -> ApiError {
    ApiError::BadRequest(format!(
        "{what}: must be UTF-8 in percent-encoding, without NUL; a percent sign itself is %25"
    ))
}

impl<S: Sync> FromRequestParts<S> for Pairs {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Self::read(parts.uri.query().unwrap_or_default())
    }
}

/// `application/x-www-form-urlencoded`. `None` where the bytes are no text: a replacement
/// character would search for something that nobody asked for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || {
                    rest.next()
                        .and_then(|digit| char::from(digit).to_digit(16))
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                digit()? * 16 + digit()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_exactly_or_not_at_all() {
        let check = |query: &str, expected: Option<&[(&str, &str)]>| {
            let pairs = Pairs::read(query).ok();
            let pairs = pairs.as_ref().map(|pairs| pairs.iter().collect::<Vec<_>>());
            assert_eq!(pairs.as_deref(), expected, "{query}");
        };
        check("", Some(&[]));
        check("a=b&&c", Some(&[("a", "b"), ("c", "")]));
        check("q=a+b%20c%2B", Some(&[("q", "a b c+")]));
        check("q=%C3%A4%F0%9F%98%80", Some(&[("q", "ä😀")]));
        check("q=a=b", Some(&[("q", "a=b")]));
        check("q=%C3", None);
        check("q=%ED%A0%80", None);
        check("q=%00", None);
        check("q=%", None);
        check("q=%4", None);
        check("q=%zz", None);
        check("%FF=1", None);
    }
}
