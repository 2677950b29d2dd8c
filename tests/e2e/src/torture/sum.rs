//! What runs have come to, one by one and together.

use std::fmt;
use std::time::Duration;

use anyhow::{Result, ensure};

/// What became of a run.
pub struct Outcome {
    /// Steps that were done.
    pub done: usize,
    /// Steps that could not be done, each with why.
    pub skipped: Vec<String>,
    /// Requests that met a fault.
    pub faults: usize,
    /// Entries that were left in the outbox, in JSON.
    pub left_in_outbox: Vec<String>,
    /// Texts that were told to be sent.
    pub sent: usize,
    /// Those of them that neither came to the server nor wait for it.
    pub unsent: Vec<String>,
    /// How long it took.
    pub time: Duration,
    /// What to say of it, where it failed.
    pub failure: Option<String>,
}

/// What many runs have done together.
#[derive(Default)]
pub struct Sum {
    runs: usize,
    done: usize,
    skipped: usize,
    faults: usize,
    left_in_outbox: usize,
    sent: usize,
    unsent: usize,
}

impl Sum {
    /// Adds a run, and prints what somebody should look at although it is no failure.
    pub fn add(&mut self, outcome: &Outcome) {
        self.runs += 1;
        self.done += outcome.done;
        self.faults += outcome.faults;
        self.sent += outcome.sent;
        for (number, words, what) in [
            (&mut self.skipped, "skipped", &outcome.skipped),
            (&mut self.unsent, "saved, not sent", &outcome.unsent),
            (
                &mut self.left_in_outbox,
                "left in the outbox",
                &outcome.left_in_outbox,
            ),
        ] {
            *number += what.len();
            for it in what {
                println!("    {words}: {}", it.chars().take(400).collect::<String>());
            }
        }
    }

    /// Whether it was enough to prove something: with nothing done, nothing is ever lost.
    ///
    /// # Errors
    /// What was too little.
    pub fn is_enough(&self) -> Result<()> {
        ensure!(self.faults > 0, "nothing went wrong: {self}");
        ensure!(self.skipped * 5 < self.done, "too much was skipped: {self}");
        ensure!(self.unsent * 5 < self.sent, "too little was sent: {self}");
        Ok(())
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} runs, {} steps and {} skipped, {} faults, {} texts saved and {} of them not sent, \
             {} writes left in the outbox",
            self.runs,
            self.done,
            self.skipped,
            self.faults,
            self.sent,
            self.unsent,
            self.left_in_outbox,
        )
    }
}
