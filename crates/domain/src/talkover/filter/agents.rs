//! Which agents a list shows.

use contract::talkover::{Agent, AgentStatus, Direction};

use super::{Order, holds, terms};

/// A filter of agents. Empty fields let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentFilter {
    /// Words that are in the name or the label, without regard to case.
    pub text: String,
    /// Only drafts, or only published ones.
    pub status: Option<AgentStatus>,
    /// Only those that are called, or only those that call.
    pub direction: Option<Direction>,
    /// Only those that can be published, or only those of which the service says that they cannot.
    pub is_ready: Option<bool>,
}

impl AgentFilter {
    /// Whether it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.conditions() == 0
    }

    /// How many fields beside the text narrow the list: the number on a "Filters" button.
    #[must_use]
    pub fn conditions(&self) -> usize {
        usize::from(self.status.is_some())
            + usize::from(self.direction.is_some())
            + usize::from(self.is_ready.is_some())
    }

    /// The rows that it lets through, in their order.
    #[must_use]
    pub fn view<'a>(&self, order: Order, rows: &'a [Agent]) -> Vec<&'a Agent> {
        let terms = terms(&self.text);
        let passes = |row: &&Agent| {
            let (status, direction) = (self.status.as_ref(), self.direction.as_ref());
            status.is_none_or(|status| row.current_status == *status)
                && direction.is_none_or(|direction| row.direction.as_ref() == Some(direction))
                && (self.is_ready.is_none() || row.is_ready_to_publish == self.is_ready)
                && holds(&terms, [&row.name, &row.label])
        };
        let mut rows: Vec<&Agent> = rows.iter().filter(passes).collect();
        order.sort(&mut rows);
        rows
    }

    /// The pairs, not yet percent-encoded: `q`, `status=draft|published`,
    /// `direction=inbound|outbound`, `ready=yes|no`. A filter that lets everything through has
    /// none.
    #[must_use]
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let Self {
            text,
            status,
            direction,
            is_ready,
        } = self;
        let mut pairs = Vec::new();
        if !text.is_empty() {
            pairs.push(("q", text.clone()));
        }
        if let Some(status) = status {
            pairs.push(("status", status.as_str().to_owned()));
        }
        if let Some(direction) = direction {
            pairs.push(("direction", direction.as_str().to_owned()));
        }
        if let Some(is_ready) = is_ready {
            pairs.push(("ready", if *is_ready { "yes" } else { "no" }.to_owned()));
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
                "status" => filter.status = AgentStatus::known(value),
                "direction" => filter.direction = Direction::known(value),
                "ready" => {
                    filter.is_ready = match value {
                        "yes" => Some(true),
                        "no" => Some(false),
                        _ => None,
                    }
                }
                _ => {}
            }
        }
        filter
    }
}
