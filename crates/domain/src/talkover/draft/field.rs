//! The fields of a training's form.

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TrainingField {
    /// Subject or title.
    Subject,
    /// What the agent learns.
    Instructions,
    /// Active or inactive.
    Status,
}

impl TrainingField {
    /// All of them, in the form's order.
    pub const ALL: [Self; 3] = [Self::Subject, Self::Instructions, Self::Status];

    /// The field's name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Subject => "Subject",
            Self::Instructions => "Instructions",
            Self::Status => "Status",
        }
    }

    /// The field's name in a body and in [`FieldErrors`](contract::FieldErrors).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Instructions => "instructions",
            Self::Status => "current_status",
        }
    }
}
