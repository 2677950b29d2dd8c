//! What a service makes of the requests, by its rules: for tests.

use contract::talkover::{Agent, Training};

use super::{Answer, Next, Refusal, Request, Run};
use crate::talkover::{fixture::agent, publish, retrained, upsert};

/// An agent with its trainings. One that hides its keys is Talkover, one that shows them is ours.
#[derive(Clone, Debug)]
pub(in crate::talkover) struct Service {
    pub agent: Agent,
    pub rows: Vec<Training>,
    pub hides_keys: bool,
    pub made: u32,
    pub taken: u32,
}

impl Service {
    pub(in crate::talkover) fn new(rows: Vec<Training>, hides_keys: bool) -> Self {
        Self {
            agent: agent("published"),
            rows,
            hides_keys,
            made: 0,
            taken: 0,
        }
    }

    /// The list as it answers it.
    pub(in crate::talkover) fn list(&self) -> Vec<Training> {
        self.rows.iter().map(|row| self.shown(row)).collect()
    }

    fn shown(&self, row: &Training) -> Training {
        let node_id = row.node_id.clone().filter(|_| !self.hides_keys);
        Training {
            node_id,
            ..row.clone()
        }
    }

    /// The row that a write under a key overwrites.
    pub(in crate::talkover) fn with_key(&self, key: &str) -> Option<usize> {
        let by_key = self
            .rows
            .iter()
            .position(|row| row.node_id.as_deref() == Some(key));
        by_key.or_else(|| self.rows.iter().position(|row| row.id == key))
    }

    pub(in crate::talkover) fn take(&mut self, request: &Request) -> Answer {
        self.taken += 1;
        let now = format!("2026-11-20T09:{:02}:00.000Z", self.taken % 60);
        match request {
            Request::Put(input) => {
                let at = self.with_key(input.node_id.as_deref().unwrap());
                let current = at.map(|at| &self.rows[at]);
                let left = upsert(
                    current,
                    input.clone(),
                    format!("made-{}", self.made + 1),
                    &now,
                );
                match at {
                    Some(at) => self.rows[at] = left.clone(),
                    None => {
                        self.made += 1;
                        self.rows.push(left.clone());
                    }
                }
                self.agent = retrained(&self.agent, &now);
                Answer::Done(Some(Box::new(self.shown(&left))))
            }
            Request::Delete { training_id } => {
                let Some(at) = self.rows.iter().position(|row| row.id == *training_id) else {
                    return Answer::Outdated(Refusal::new("Training not found"));
                };
                self.rows.remove(at);
                self.agent = retrained(&self.agent, &now);
                Answer::Done(None)
            }
            Request::Publish => match publish(&self.agent, &now) {
                Ok(agent) => {
                    self.agent = agent;
                    Answer::Done(None)
                }
                Err(not_ready) => Answer::Refused(Refusal::new(not_ready.to_string())),
            },
        }
    }

    /// Runs until somebody must decide, or nothing is left to be done.
    pub(in crate::talkover) fn run(&mut self, run: &mut Run) -> Next {
        loop {
            match run.next() {
                Next::List => run.listed(&self.list()),
                Next::Look => run.looked(&self.agent),
                Next::Send => {
                    if let Some(request) = run.send() {
                        let answer = self.take(&request);
                        run.answered(answer);
                    }
                }
                other => return other,
            }
        }
    }
}
