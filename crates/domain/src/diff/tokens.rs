//! Cutting a text into the pieces that are compared.

/// Lines with their ends.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Words, runs of spaces, line ends, and every other character on its own.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = Class::Single;
    for (at, letter) in text.char_indices() {
        let class = Class::of(letter);
        let goes_on = match class {
            Class::Mark => at > 0,
            Class::Single => false,
            Class::Word | Class::Space => class == last,
        };
        if !goes_on {
            words.extend(text.get(start..at).filter(|word| !word.is_empty()));
            start = at;
        }
        if class != Class::Mark {
            last = class;
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    /// Belongs to the character before it.
    Mark,
    Single,
}

impl Class {
    fn of(letter: char) -> Self {
        match letter {
            '\n' => Self::Single,
            '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => Self::Mark,
            // Scripts without spaces between words: each character is compared by itself.
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
                Self::Single
            }
            '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Self::Single
            }
            _ if letter.is_alphanumeric() || letter == '_' => Self::Word,
            _ if letter.is_whitespace() => Self::Space,
            _ => Self::Single,
        }
    }
}
