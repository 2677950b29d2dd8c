//! What one run does, decided by its seed before anything happens.

use std::fmt;
use std::time::Duration;

use crate::dice::Dice;
use crate::faults::Weather;

/// A scenario of the plan. Its title begins with its mark, always.
pub type Which = usize;

/// A field that is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The title, behind the scenario's mark.
    Title,
    /// The content.
    Content,
    /// The key of the first row of the metadata.
    MetadataKey,
    /// The value beside it, which is no JSON while it is typed.
    MetadataValue,
    /// The start of the schedule, which what is typed here never is.
    Start,
    /// The end of the schedule.
    End,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Opens the form of a new scenario and types both fields.
    Create { which: Which, text: String },
    /// Goes to a scenario, whatever is open.
    Go { which: Which },
    /// Types into a field of what is open, in place of what is there or behind it.
    Type {
        which: Which,
        place: Place,
        replaces: bool,
        text: String,
    },
    /// Saves what is open.
    Save { which: Which },
    /// Publishes what is open.
    Publish { which: Which },
    /// Reloads.
    Reload,
    /// Does nothing for a while.
    Rest(Duration),
    /// The weather changes.
    Weather(Weather),
}

/// A run.
pub struct Plan {
    /// The seed of it.
    pub seed: u64,
    /// How many scenarios are there before it, made by the API.
    pub given: usize,
    /// How many there are in the end.
    pub scenarios: usize,
    /// What is done.
    pub steps: Vec<Step>,
}

/// The mark of a scenario, with which its title begins.
#[must_use]
pub fn mark(seed: u64, which: Which) -> String {
    format!("⟦{seed}·s{which}⟧")
}

impl Plan {
    /// The plan of a seed.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut dice = Dice::of(seed, "plan");
        let given = usize::from(dice.percent(70));
        let mut plan = Self {
            seed,
            given,
            scenarios: given,
            steps: Vec::new(),
        };
        let mut open = None;
        if given == 0 || dice.percent(50) {
            open = Some(plan.create(&mut dice));
        }
        let number = dice.between(6, 10);
        for _ in 0..number {
            plan.step(&mut dice, &mut open);
        }
        plan
    }

    fn step(&mut self, dice: &mut Dice, open: &mut Option<Which>) {
        if dice.percent(25) {
            let weather =
                dice.weighted(&[(2, Weather::CALM), (5, Weather::ROUGH), (3, Weather::STORM)]);
            self.steps.push(Step::Weather(weather));
        }
        let Some(which) = *open else {
            let which = self.any(dice);
            self.steps.push(Step::Go { which });
            *open = Some(which);
            return;
        };
        match dice.weighted(&[
            (34, 't'),
            (20, 's'),
            (10, 'p'),
            (10, 'r'),
            (14, 'g'),
            (8, 'c'),
            (6, 'w'),
        ]) {
            't' => {
                let place = dice.weighted(&[(1, Place::Title), (3, Place::Content)]);
                let text = self.text(dice);
                let replaces = dice.percent(50);
                self.steps.push(Step::Type {
                    which,
                    place,
                    replaces,
                    text,
                });
                // What is typed is mostly sent.
                match dice.below(10) {
                    0..=4 => self.steps.push(Step::Save { which }),
                    5 => self.steps.push(Step::Publish { which }),
                    6 => {
                        let rest = Duration::from_millis(dice.below(700));
                        self.steps.extend([Step::Rest(rest), Step::Reload]);
                    }
                    _ => {}
                }
            }
            's' => self.steps.push(Step::Save { which }),
            'p' => self.steps.push(Step::Publish { which }),
            'r' => self.steps.push(Step::Reload),
            'g' => {
                let which = self.any(dice);
                self.steps.push(Step::Go { which });
                *open = Some(which);
            }
            'c' if self.scenarios < 3 => *open = Some(self.create(dice)),
            _ => {
                let rest = Duration::from_millis(dice.between(50, 1200));
                self.steps.push(Step::Rest(rest));
            }
        }
    }

    fn create(&mut self, dice: &mut Dice) -> Which {
        let which = self.scenarios;
        self.scenarios += 1;
        let text = self.text(dice);
        self.steps.push(Step::Create { which, text });
        match dice.below(10) {
            0..=5 => self.steps.push(Step::Save { which }),
            6 => self.steps.push(Step::Publish { which }),
            _ => {}
        }
        which
    }

    fn any(&self, dice: &mut Dice) -> Which {
        usize::try_from(dice.below(self.scenarios as u64)).unwrap_or(0)
    }

    /// A text that there is once in the world.
    fn text(&self, dice: &mut Dice) -> String {
        const WORDS: [&str; 8] = [
            "parcel",
            "refund",
            "Tuesday",
            "jacket",
            "“quote”",
            "größer",
            "ask",
            "42",
        ];
        let mut text = format!("⟦{}·{}⟧", self.seed, self.steps.len());
        for _ in 0..dice.between(1, 4) {
            let word = usize::try_from(dice.below(WORDS.len() as u64)).unwrap_or(0);
            text.push(' ');
            text.push_str(WORDS[word]);
        }
        text
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "scenarios before it: {}", self.given)?;
        for (number, step) in self.steps.iter().enumerate() {
            writeln!(f, "  {number:2} {step:?}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_seeds_differ() {
        assert_eq!(Plan::of(5).steps, Plan::of(5).steps);
        assert_ne!(Plan::of(5).steps, Plan::of(6).steps);
    }

    #[test]
    fn plans_have_everything_in_them() {
        let steps: Vec<Step> = (0..60).flat_map(|seed| Plan::of(seed).steps).collect();
        let has = |fits: fn(&Step) -> bool| steps.iter().filter(|step| fits(step)).count() > 5;
        assert!(has(|step| matches!(step, Step::Create { .. })));
        assert!(has(|step| matches!(step, Step::Publish { .. })));
        assert!(has(|step| matches!(step, Step::Save { .. })));
        assert!(has(|step| matches!(step, Step::Go { .. })));
        assert!(has(|step| matches!(step, Step::Reload)));
        assert!(has(|step| matches!(
            step,
            Step::Type { replaces: true, .. }
        )));
    }

    #[test]
    fn no_text_comes_twice() {
        for seed in 0..40 {
            let mut texts: Vec<String> = Plan::of(seed)
                .steps
                .into_iter()
                .filter_map(|step| match step {
                    Step::Create { text, .. } | Step::Type { text, .. } => Some(text),
                    _ => None,
                })
                .collect();
            let all = texts.len();
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), all);
        }
    }
}
