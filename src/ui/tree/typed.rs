//! Type-ahead: letters typed one after the other lead to the row that begins with them.

/// A pause of more than this many milliseconds begins a new word.
const PAUSE_MS: f64 = 500.0;

/// The letters typed so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    text: String,
    at_ms: f64,
}

impl Typed {
    /// Whether a word is being typed at this moment, so that a space belongs to it.
    #[must_use]
    pub fn goes_on(&self, now_ms: f64) -> bool {
        !self.text.is_empty() && now_ms - self.at_ms <= PAUSE_MS
    }

    /// Takes what a key wrote; `now_ms` is the time stamp of its event.
    pub fn push(&mut self, letters: &str, now_ms: f64) {
        if !self.goes_on(now_ms) {
            self.text.clear();
        }
        self.text
            .extend(letters.chars().flat_map(char::to_lowercase));
        self.at_ms = now_ms;
    }

    /// The row to go to from row `at`. The same letter again and again goes round the rows that
    /// begin with it; a longer word stays on its row while that still fits.
    pub fn find<'a>(
        &self,
        labels: impl ExactSizeIterator<Item = &'a str> + Clone,
        at: usize,
    ) -> Option<usize> {
        let mut letters = self.text.chars();
        let first = letters.next()?;
        let repeated = letters.all(|letter| letter == first);
        let (needle, from) = if repeated {
            (&self.text[..first.len_utf8()], at + 1)
        } else {
            (&*self.text, at)
        };
        let count = labels.len();
        let matching = |label: &str| {
            let mut letters = label.chars().flat_map(char::to_lowercase);
            needle.chars().all(|letter| letters.next() == Some(letter))
        };
        let mut round = labels.clone().enumerate().skip(from.min(count));
        let mut start = labels.enumerate().take(from.min(count));
        round
            .find(|(_, label)| matching(label))
            .or_else(|| start.find(|(_, label)| matching(label)))
            .map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const LABELS: [&str; 6] = [
        "All",
        "Billing",
        "bank",
        "Über uns",
        "Bank details",
        "Zones",
    ];

    fn typed(keys: &[(&str, f64)]) -> Typed {
        let mut typed = Typed::default();
        for (letters, at) in keys {
            typed.push(letters, *at);
        }
        typed
    }

    fn check(keys: &[(&str, f64)], at: usize, expected: Option<usize>) {
        assert_eq!(
            typed(keys).find(LABELS.into_iter(), at),
            expected,
            "{keys:?} from {at}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn one_letter_goes_to_the_next_row_and_round() {
        check(&[("b", 0.0)], 0, Some(1));
        check(&[("b", 0.0)], 1, Some(2));
        check(&[("B", 0.0)], 4, Some(1));
        check(&[("q", 0.0)], 1, None);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn several_letters_make_a_word() {
        check(&[("b", 0.0), ("a", 200.0)], 1, Some(2));
        check(
            &[
                ("b", 0.0),
                ("a", 200.0),
                ("n", 400.0),
                ("k", 600.0),
                (" ", 900.0),
            ],
            2,
            Some(4),
        );
        check(&[("ü", 0.0)], 0, Some(3));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn the_same_letter_goes_round() {
        check(&[("b", 0.0), ("b", 100.0)], 2, Some(4));
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_pause_begins_a_new_word() {
        check(&[("b", 0.0), ("z", 501.0)], 0, Some(5));
        check(&[("b", 0.0), ("z", 499.0)], 0, None);
        assert!(!typed(&[("b", 0.0)]).goes_on(501.0));
        assert!(typed(&[("b", 0.0)]).goes_on(500.0));
    }
}
