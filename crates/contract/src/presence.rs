//! Absent, null and a value are three different things in these services' bodies.

/// A field of a request: left out, `null`, or a value.
///
/// On an update an absent field keeps what the service has, `null` clears it
/// (decision 8 of the contract).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The field is not in the body.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Field<T> {
    /// `null` for `None`, a value for `Some`.
    pub fn from_option(option: Option<T>) -> Self {
        option.map_or(Self::Null, Self::Value)
    }

    /// Whether the field is left out.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// What is stored after an update with this field: absent keeps `current`.
    pub fn over(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Absent => current,
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Changes the value and leaves absent and null as they are.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }
}
