//! The order of a list.

/// The order of a list of agents or trainings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// By what.
    pub by: OrderBy,
    /// Whether the latest or last comes first.
    pub descending: bool,
}

/// What a list can be ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrderBy {
    /// Time of the last change.
    Updated,
    /// Time of creation.
    Created,
    /// Subject of a training, label of an agent, in natural order.
    Name,
}

impl OrderBy {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Updated, Self::Created, Self::Name];

    /// The word on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Updated => "Updated",
            Self::Created => "Created",
            Self::Name => "Name",
        }
    }

    /// The word in a URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Created => "created",
            Self::Name => "name",
        }
    }
}

impl Default for Order {
    fn default() -> Self {
        Self::first(OrderBy::Updated)
    }
}

impl Order {
    /// The direction that one expects first: the newest time, else from A to Z.
    #[must_use]
    pub const fn first(by: OrderBy) -> Self {
        Self {
            by,
            descending: matches!(by, OrderBy::Updated | OrderBy::Created),
        }
    }

    /// What a press on a column's header does: turn this order round, or order by that column.
    #[must_use]
    pub fn pressed(self, by: OrderBy) -> Self {
        if self.by == by {
            Self {
                by,
                descending: !self.descending,
            }
        } else {
            Self::first(by)
        }
    }

    /// The value of `aria-sort` for a column.
    #[must_use]
    pub fn aria(self, by: OrderBy) -> &'static str {
        match (self.by == by, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    /// The pair `sort=name`, or `sort=-name` for the descending order; none for the default.
    #[must_use]
    pub fn to_pairs(self) -> Vec<(&'static str, String)> {
        let minus = if self.descending { "-" } else { "" };
        if self == Self::default() {
            Vec::new()
        } else {
            vec![("sort", format!("{minus}{}", self.by.name()))]
        }
    }

    /// Reads decoded pairs; the default where none is known.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        pairs
            .into_iter()
            .filter(|(name, _)| *name == "sort")
            .find_map(|(_, value)| {
                let descending = value.starts_with('-');
                let word = value.strip_prefix('-').unwrap_or(value);
                let by = OrderBy::ALL.into_iter().find(|by| by.name() == word)?;
                Some(Self { by, descending })
            })
            .unwrap_or_default()
    }
}
