//! What a service makes of the writes, by the rules.

use contract::opencx::Training;

use super::Act;
use crate::lifecycle::{self, Current, Stamp};

/// What it has of one scenario.
#[derive(Clone, Debug)]
pub(super) struct Service {
    current: Option<Current>,
    made: u32,
}

impl Service {
    pub(super) fn of(training: Option<&Training>) -> Self {
        let current = training.map(|training| Current {
            last_version: training.current_version.unwrap_or(7),
            training: training.clone(),
        });
        Self { current, made: 0 }
    }

    pub(super) fn training(&self) -> Option<&Training> {
        self.current.as_ref().map(|current| &current.training)
    }

    pub(super) fn take(&mut self, act: &Act) {
        let stamp = Stamp {
            now: "2026-11-20T09:00:00.000Z".into(),
            by: None,
        };
        let change = match (act, &self.current) {
            (Act::Create { draft, intent }, None) => {
                self.made += 1;
                let input = draft.to_input(*intent).unwrap();
                lifecycle::create(input, format!("new-{}", self.made), &stamp).unwrap()
            }
            (Act::Save { draft, intent }, Some(current)) => {
                let input = draft.to_input(*intent).unwrap();
                lifecycle::update(current, input, &stamp).unwrap()
            }
            (Act::SetDraft(is_draft), Some(current)) => {
                lifecycle::toggle(current, *is_draft, &stamp)
            }
            (Act::Move(to), Some(current)) => lifecycle::Change {
                training: lifecycle::relocate(&current.training, to.clone(), &stamp.now),
                published: None,
            },
            (Act::Delete, Some(_)) => {
                self.current = None;
                return;
            }
            (act, current) => panic!("{act:?} to {current:?}"),
        };
        let before = self
            .current
            .as_ref()
            .map_or(0, |current| current.last_version);
        self.current = Some(Current {
            last_version: change.published.map_or(before, |version| version.version),
            training: change.training,
        });
    }

    pub(super) fn take_all(&mut self, acts: Vec<Act>) {
        for (n, act) in acts.into_iter().enumerate() {
            let act = match self.training() {
                Some(now) if n > 0 => act.over(now),
                _ => act,
            };
            self.take(&act);
        }
    }
}
