//! Which trainings of an agent a list shows.

use contract::talkover::{Training, TrainingStatus};

use super::{Order, holds, terms};

/// A filter of an agent's trainings. Empty fields let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainingFilter {
    /// Words that are in the subject or the instructions, without regard to case.
    pub text: String,
    /// Only active, or only inactive ones.
    pub status: Option<TrainingStatus>,
}

impl TrainingFilter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.status.is_none()
    }

    /// The rows that it lets through, in their order.
    #[must_use]
    pub fn view<'a>(&self, order: Order, rows: &'a [Training]) -> Vec<&'a Training> {
        let terms = terms(&self.text);
        let passes = |row: &&Training| {
            let status = self.status.as_ref();
            status.is_none_or(|status| row.current_status == *status)
                && holds(&terms, [&row.subject, &row.instructions])
        };
        let mut rows: Vec<&Training> = rows.iter().filter(passes).collect();
        order.sort(&mut rows);
        rows
    }

    /// The pairs, not yet percent-encoded: `q`, `status=active|inactive`. A filter that lets
    /// everything through has none.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let Self { text, status } = self;
        let mut pairs = Vec::new();
        if !text.is_empty() {
            pairs.push(("q", text.clone()));
        }
        if let Some(status) = status {
            pairs.push(("status", status.as_str().to_owned()));
        }
        pairs
    }

    /// Reads decoded pairs. Names and words that this build does not know are passed over: a link
    /// from another version shows more rows, never an error.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "q" => value.clone_into(&mut filter.text),
                "status" => filter.status = TrainingStatus::known(value),
                _ => {}
            }
        }
        filter
    }
}
