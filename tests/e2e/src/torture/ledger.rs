//! What was typed, and what of it must still be somewhere.

use std::time::Instant;

use super::MAY_BE_MISSING;
use super::plan::{Place, Which};

/// A text that was typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// The scenario.
    pub which: Which,
    /// The field.
    pub place: Place,
    /// The text.
    pub text: String,
    /// When its last character had arrived.
    at: Instant,
    /// A page ended too soon after it.
    is_excused: bool,
    /// When somebody pressed "Save" or "Publish" with it in the form.
    sent_at: Option<Instant>,
}

/// The texts of a run.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Vec<Typed>);

impl Ledger {
    /// A text was typed behind what was there.
    pub fn add(&mut self, which: Which, place: Place, text: &str) {
        self.add_at(Instant::now(), which, place, text);
    }

    fn add_at(&mut self, at: Instant, which: Which, place: Place, text: &str) {
        self.0.push(Typed {
            which,
            place,
            text: text.to_owned(),
            at,
            is_excused: false,
            sent_at: None,
        });
    }

    /// A text is being typed in place of what was there: nobody misses that from now on.
    pub fn replace(&mut self, which: Which, place: Place) {
        self.0
            .retain(|typed| (typed.which, typed.place) != (which, place));
    }

    /// The page ended at this moment.
    pub fn cut(&mut self, at: Instant) {
        let too_soon = |then| at.saturating_duration_since(then) < MAY_BE_MISSING;
        for typed in &mut self.0 {
            typed.is_excused |= too_soon(typed.at);
            typed.sent_at = typed.sent_at.filter(|sent| !too_soon(*sent));
        }
    }

    /// What is typed into the scenario so far was told to be sent.
    pub fn send(&mut self, which: Which) {
        let unsent = |typed: &&mut Typed| typed.which == which && typed.sent_at.is_none();
        for typed in self.0.iter_mut().filter(unsent) {
            typed.sent_at = Some(Instant::now());
        }
    }

    /// What must be with the server, or wait for it.
    pub fn sent(&self) -> impl Iterator<Item = &Typed> {
        self.required().filter(|typed| typed.sent_at.is_some())
    }

    /// What must be somewhere.
    pub fn required(&self) -> impl Iterator<Item = &Typed> {
        self.0.iter().filter(|typed| !typed.is_excused)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_was_replaced_or_typed_too_late_is_not_required() {
        let start = Instant::now();
        let at = |ms: u64| start + Duration::from_millis(ms);
        let mut ledger = Ledger::default();
        ledger.add_at(at(0), 0, Place::Content, "old");
        ledger.add_at(at(10), 0, Place::Title, "title");
        ledger.add_at(at(20), 1, Place::Content, "other");
        ledger.replace(0, Place::Content);
        ledger.add_at(at(30), 0, Place::Content, "new");
        ledger.cut(at(400));
        ledger.add_at(at(500), 0, Place::Content, "late");
        ledger.cut(at(600));
        // What was kept once stays required, whatever comes later.
        let required: Vec<&str> = ledger.required().map(|t| t.text.as_str()).collect();
        assert_eq!(required, ["title", "other", "new"]);
        let mut ledger = Ledger::default();
        ledger.add(0, Place::Content, "sent");
        ledger.add(1, Place::Content, "kept");
        ledger.send(0);
        let sent: Vec<&str> = ledger.sent().map(|t| t.text.as_str()).collect();
        assert_eq!(sent, ["sent"]);
    }
}
