//! What a colour means. It never stands alone: an icon and a word say the same.

/// A colour with a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neutral, and drafts.
    #[default]
    Grey,
    /// Live, done.
    Green,
    /// Needs a look: pending edits, warnings.
    Amber,
    /// Later, information.
    Blue,
    /// Over.
    Brown,
    /// Wrong, destructive.
    Red,
    /// Chosen.
    Accent,
}

impl Tone {
    /// The value of the `data-tone` attribute that the styles look for.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Blue => "blue",
            Self::Brown => "brown",
            Self::Red => "red",
            Self::Accent => "accent",
        }
    }
}
