//! The keys of trainings that this device has written, where the service does not show them.
//!
//! Without them every edit of such a training would have to create it anew and delete the old row
//! (decision 28), also of one that was made here a minute ago.

use std::collections::BTreeMap;

use contract::talkover::Training;
use serde::{Deserialize, Serialize};

use super::{Run, batch::State};

/// Known keys, by the id of the training.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keys(BTreeMap<String, String>);

impl Keys {
    /// Remembers under which keys a run has left its trainings. Says whether that is news, to be
    /// stored.
    pub fn learn(&mut self, run: &Run) -> bool {
        let before = self.0.len();
        for task in run.tasks() {
            if let State::Done { left: Some(left) } = &task.state
                && let Some(key) = &left.node_id
            {
                self.0.insert(left.id.clone(), key.clone());
            }
        }
        self.0.len() != before
    }

    /// Puts the known keys into trainings that come without.
    pub fn fill(&self, rows: &mut [Training]) {
        for row in rows.iter_mut().filter(|row| row.node_id.is_none()) {
            row.node_id = self.0.get(&row.id).cloned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talkover::{
        Batch, Change, TrainingDraft,
        batch::{Answer, Step},
        fixture::{agent, unkeyed},
    };

    #[test]
    fn what_was_made_here_is_written_again_and_not_replaced() {
        let mut batch = Batch::new("a1".to_owned());
        batch.add(Change::Put(TrainingDraft {
            subject: "Refunds".to_owned(),
            instructions: "Text".to_owned(),
            ..TrainingDraft::new("n".to_owned())
        }));
        let mut run = Run::new(&batch, &agent("draft"), false);
        let mut keys = Keys::default();
        assert!(!keys.learn(&run));
        run.listed(&[]);
        assert!(run.send().is_some());
        let made = unkeyed("t", "Refunds", "Text");
        run.answered(Answer::Done(Some(Box::new(made.clone()))));
        assert!(keys.learn(&run) && !keys.learn(&run));

        let kept = serde_json::to_string(&keys).unwrap();
        let keys: Keys = serde_json::from_str(&kept).unwrap();
        let mut rows = [made, unkeyed("u", "Unknown", "Text")];
        keys.fill(&mut rows);
        assert_eq!(
            (rows[0].node_id.as_deref(), rows[1].node_id.as_deref()),
            (Some("n"), None)
        );
        rows[0].node_id = Some("shown".to_owned());
        keys.fill(&mut rows);
        assert_eq!(
            rows[0].node_id.as_deref(),
            Some("shown"),
            "the service has the word"
        );
        rows[0].node_id = Some("n".to_owned());
        let draft = TrainingDraft::of(&rows[0], "spare".to_owned());
        assert!(!draft.has_unknown_node() && draft.node_id == "n");
        assert!(matches!(
            Change::Put(draft).steps().as_slice(),
            [Step::Put(_)]
        ));
    }
}
