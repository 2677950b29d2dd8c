//! The addresses that may become links.

/// An absolute address with the scheme `http`, `https` or `mailto`. There is no other way to make
/// one than [`Href::parse`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Href(String);

impl Href {
    /// Takes an address, or refuses it: any other scheme, relative addresses (they would lead into
    /// the console itself), and any white space or control character, which browsers drop and
    /// which could hide a scheme.
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let is_hidden = |letter: char| letter.is_control() || letter.is_whitespace();
        if address.chars().any(is_hidden) {
            return None;
        }
        let (scheme, rest) = address.split_once(':')?;
        let is_allowed = if scheme.eq_ignore_ascii_case("mailto") {
            !rest.is_empty()
        } else {
            // Browsers read `https:host` against the page's own address.
            let host = rest.strip_prefix("//");
            (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
                && host.is_some_and(|host| {
                    !host.is_empty() && !host.starts_with(['/', '\\', '?', '#'])
                })
        };
        is_allowed.then(|| Self(address.to_owned()))
    }

    /// The address for an `href` attribute.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
