//! The numbers beneath a text field.

use contract::opencx::limits;

use crate::words::grouped;

/// How long a text is, as the service counts it: Unicode characters after trimming (decision 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Characters after trimming.
    pub characters: usize,
    /// Words: runs of characters between white space.
    pub words: usize,
    /// The most characters that the service takes.
    pub limit: usize,
}

/// How near the limit a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Room {
    /// Less than nine tenths are used.
    Plenty,
    /// The last tenth.
    Little,
    /// Over the limit: it cannot be saved.
    None,
}

impl Counter {
    /// Counts a title.
    #[must_use]
    pub fn title(text: &str) -> Self {
        Self::new(text, limits::TITLE_CHARS)
    }

    /// Counts a content.
    #[must_use]
    pub fn content(text: &str) -> Self {
        Self::new(text, limits::CONTENT_CHARS)
    }

    /// Counts a text against a limit in characters.
    #[must_use]
    pub fn new(text: &str, limit: usize) -> Self {
        Self {
            characters: text.trim().chars().count(),
            words: text.split_whitespace().count(),
            limit,
        }
    }

    /// How near the limit it is.
    #[must_use]
    pub fn room(self) -> Room {
        if self.characters > self.limit {
            Room::None
        } else if self.characters * 10 > self.limit * 9 {
            Room::Little
        } else {
            Room::Plenty
        }
    }

    /// `1,234 of 50,000 characters`.
    #[must_use]
    pub fn label(self) -> String {
        let [characters, limit] = [self.characters, self.limit].map(|n| grouped(n as u64));
        format!("{characters} of {limit} characters")
    }

    /// What a live region says when the room changes; nothing while there is plenty.
    #[must_use]
    pub fn announcement(self) -> Option<String> {
        match self.room() {
            Room::Plenty => None,
            Room::Little => {
                let left = (self.limit - self.characters) as u64;
                Some(format!("{} left", crate::words::count(left, "character")))
            }
            Room::None => {
                let over = (self.characters - self.limit) as u64;
                Some(format!(
                    "{} too many",
                    crate::words::count(over, "character")
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_service_does() {
        let counter = Counter::title("  Wo ist  mein Päckchen? 📦\n");
        assert_eq!((counter.characters, counter.words), (24, 5));
        assert_eq!(counter.label(), "24 of 500 characters");
        let check = |length: usize, room, words: Option<&str>| {
            let counter = Counter::title(&"ß".repeat(length));
            assert_eq!(
                (counter.room(), counter.announcement().as_deref()),
                (room, words)
            );
        };
        check(0, Room::Plenty, None);
        check(450, Room::Plenty, None);
        check(451, Room::Little, Some("49 characters left"));
        check(500, Room::Little, Some("0 characters left"));
        check(501, Room::None, Some("1 character too many"));
    }
}
