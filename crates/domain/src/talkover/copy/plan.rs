//! Several copies that are looked over together, and then made one after the other.
//!
//! The plan is a value: it says which copy is to be made next, is told what came of it, and never
//! hands out one that is made already.

use contract::{opencx, talkover};

use super::{Misfit, Scenario, VoiceTraining, fitting, preview};
use crate::words::{grouped, list};

/// What is made of what is copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Made {
    /// A training of an agent.
    Training(VoiceTraining),
    /// A scenario.
    Scenario(Scenario),
}

impl Made {
    /// The subject or title, as it will be.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Training(copy) => &copy.draft.subject,
            Self::Scenario(copy) => &copy.draft.title,
        }
    }

    /// What does not fit: first what must be corrected.
    #[must_use]
    pub fn misfits(&self) -> &[Misfit] {
        match self {
            Self::Training(copy) => &copy.misfits,
            Self::Scenario(copy) => &copy.misfits,
        }
    }

    /// The most characters of its title.
    #[must_use]
    pub const fn title_chars(&self) -> usize {
        match self {
            Self::Training(_) => talkover::limits::SUBJECT_CHARS,
            Self::Scenario(_) => opencx::limits::TITLE_CHARS,
        }
    }

    /// Gives it another title, and judges that.
    fn rename(&mut self, title: String) {
        let most = self.title_chars();
        let chars = title.trim().chars().count();
        let proposal = || fitting(&title, most).to_owned();
        let is_training = matches!(self, Self::Training(_));
        let wrong = if chars == 0 {
            Some(Misfit::NoSubject)
        } else if chars <= most {
            None
        } else if is_training {
            Some(Misfit::LongSubject {
                chars,
                proposal: proposal(),
            })
        } else {
            Some(Misfit::LongTitle {
                chars,
                proposal: proposal(),
            })
        };
        let (text, misfits) = match self {
            Self::Training(copy) => (&mut copy.draft.subject, &mut copy.misfits),
            Self::Scenario(copy) => (&mut copy.draft.title, &mut copy.misfits),
        };
        misfits.retain(|misfit| !misfit.is_of_title());
        if let Some(wrong) = wrong {
            misfits.insert(0, wrong);
        }
        *text = title;
    }
}

/// How far a copy is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing was sent.
    Planned,
    /// It is being made.
    Going,
    /// It is there.
    Done,
    /// The service refused it; the words say why.
    Refused(String),
    /// Nobody knows whether it is there; the words say why. It is asked for again under the same
    /// key, which makes nothing twice.
    Unsure(String),
}

/// One copy of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedCopy {
    /// Under which it is made, however often it is asked for.
    pub key: String,
    /// What is copied, as the person knows it.
    pub source: String,
    /// What is made of it.
    pub made: Made,
    /// Whether the target has one of the same subject already.
    pub is_twin: bool,
    /// Whether the person wants it.
    pub is_wanted: bool,
    /// How far it is.
    pub progress: Progress,
}

impl PlannedCopy {
    /// Whether something must be corrected before it can be made.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.made.misfits().iter().any(Misfit::is_fatal)
    }

    /// Whether it may still be changed: a text that may have arrived stands for its key.
    #[must_use]
    pub const fn may_change(&self) -> bool {
        matches!(self.progress, Progress::Planned | Progress::Refused(_))
    }

    fn is_due(&self) -> bool {
        let is_open = matches!(
            self.progress,
            Progress::Planned | Progress::Refused(_) | Progress::Unsure(_)
        );
        is_open && self.is_wanted
    }
}

/// Several copies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CopyPlan {
    copies: Vec<PlannedCopy>,
    there: Vec<String>,
}

impl CopyPlan {
    /// A plan of copies, each with its key and what the person calls its source. `there` are the
    /// subjects or titles that the target has: a copy of one of them is left out until the person
    /// wants it all the same.
    #[must_use]
    pub fn new(copies: Vec<(String, String, Made)>, there: &[&str]) -> Self {
        let there: Vec<String> = there.iter().map(|title| folded(title)).collect();
        let copies = copies.into_iter().map(|(key, source, made)| {
            let is_twin = there.contains(&folded(made.title()));
            PlannedCopy {
                key,
                source,
                made,
                is_twin,
                is_wanted: !is_twin,
                progress: Progress::Planned,
            }
        });
        Self {
            copies: copies.collect(),
            there,
        }
    }

    /// The copies in their order.
    #[must_use]
    pub fn copies(&self) -> &[PlannedCopy] {
        &self.copies
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&PlannedCopy> {
        self.copies.iter().find(|copy| copy.key == key)
    }

    /// Gives a copy another subject or title. One that may have arrived keeps its own.
    pub fn rename(&mut self, key: &str, title: String) {
        let there = &self.there;
        if let Some(copy) = self.copies.iter_mut().find(|copy| copy.key == key)
            && copy.may_change()
        {
            copy.made.rename(title);
            copy.is_twin = there.contains(&folded(copy.made.title()));
        }
    }

    /// Takes a copy in or leaves it out.
    pub fn want(&mut self, key: &str, is_wanted: bool) {
        if let Some(copy) = self.copies.iter_mut().find(|copy| copy.key == key) {
            copy.is_wanted = is_wanted;
        }
    }

    /// Whether it can begin, or go on.
    #[must_use]
    pub fn may_begin(&self) -> bool {
        let mut due = self.copies.iter().filter(|copy| copy.is_due()).peekable();
        due.peek().is_some() && due.all(|copy| !copy.is_fatal()) && !self.is_going()
    }

    /// Whether one is being made.
    #[must_use]
    pub fn is_going(&self) -> bool {
        self.copies.iter().any(|c| c.progress == Progress::Going)
    }

    /// Whether anything was sent.
    #[must_use]
    pub fn has_begun(&self) -> bool {
        self.copies.iter().any(|c| c.progress != Progress::Planned)
    }

    /// How many are still to be made.
    #[must_use]
    pub fn due(&self) -> usize {
        self.copies.iter().filter(|copy| copy.is_due()).count()
    }

    /// How many are there.
    #[must_use]
    pub fn done(&self) -> usize {
        let is_done = |copy: &&PlannedCopy| copy.progress == Progress::Done;
        self.copies.iter().filter(is_done).count()
    }

    /// The keys of those that are to be made now, in their order.
    #[must_use]
    pub fn round(&self) -> Vec<String> {
        let due = self.copies.iter().filter(|copy| copy.is_due());
        due.map(|copy| copy.key.clone()).collect()
    }

    /// Notes how far a copy is. What is there stays there.
    pub fn note(&mut self, key: &str, progress: Progress) {
        if let Some(copy) = self.copies.iter_mut().find(|copy| copy.key == key)
            && copy.progress != Progress::Done
        {
            copy.progress = progress;
        }
    }

    /// What is to be expected of those that are wanted: `2 fit, 1 loses something`.
    #[must_use]
    pub fn preview(&self) -> String {
        let wanted = self.copies.iter().filter(|copy| copy.is_due());
        preview(wanted.map(|copy| copy.made.misfits()))
    }

    /// What came of it: `2 copied and 1 refused`. `None` before anything was sent.
    #[must_use]
    pub fn outcome(&self) -> Option<String> {
        if !self.has_begun() || self.is_going() {
            return None;
        }
        let of = |is: fn(&Progress) -> bool| {
            let found = self.copies.iter().filter(|copy| is(&copy.progress));
            found.count() as u64
        };
        let refused = of(|progress| matches!(progress, Progress::Refused(_)));
        let unsure = of(|progress| matches!(progress, Progress::Unsure(_)));
        let mut parts = vec![format!("{} copied", grouped(self.done() as u64))];
        if refused > 0 {
            parts.push(format!("{} refused", grouped(refused)));
        }
        if unsure > 0 {
            parts.push(format!("{} without an answer", grouped(unsure)));
        }
        Some(list(&parts))
    }
}

/// Titles that a person takes for the same.
fn folded(title: &str) -> String {
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
