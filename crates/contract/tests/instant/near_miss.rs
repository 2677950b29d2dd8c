//! Texts that are instants, and texts that almost are.
//!
//! Deterministic, so that the host (against the `regex` crate) and the browser (against the real
//! `RegExp`) judge the same texts, and a failure can be met again.

/// Characters that people, keyboards and other programs put into instants.
const NASTY: &[char] = &[
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '-',
    ':',
    '.',
    ',',
    '+',
    '/',
    'T',
    'Z',
    't',
    'z',
    ' ',
    '\n',
    '\r',
    '\t',
    '\0',
    '_',
    'W',
    '\u{2212}',
    '\u{2010}',
    '\u{ff1a}',
    '\u{0663}',
    '\u{0966}',
    '\u{ff13}',
    '\u{1d7d8}',
    '\u{feff}',
    '\u{2028}',
    '\u{a0}',
    'é',
];

/// Ends in place of the `Z`, or behind it.
const TAILS: &[&str] = &[
    "", "z", "\n", " ", "\r\n", "+00:00", "+02:00", "-00:00", "-0530", "+01", "ZZ", "Z\n", "Z ",
    "Z+00:00", ".Z", ".5", ",5Z", ".5.5Z", ":00", ":00Z", ":60Z", "UTC", "\u{2028}", "[UTC]",
];

/// Years on both sides of every leap rule.
const YEARS: &[u64] = &[
    0, 1, 4, 100, 400, 1600, 1700, 1899, 1900, 1904, 1970, 1996, 2000, 2023, 2024, 2026, 2100,
    2196, 2300, 2400, 8888, 9996, 9999,
];

/// An endless row of texts; the same seed gives the same row.
pub struct NearMisses {
    state: u64,
}

impl NearMisses {
    /// Begins the row that belongs to a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// SplitMix64: small, and good enough to visit every corner.
    fn next_number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next_number() % end
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A number from 0, now and then one just past `last`.
    fn up_to(&mut self, last: u64) -> u64 {
        if self.one_in(40) {
            return last + 1;
        }
        self.below(last + 1)
    }

    /// Looks like an instant; its numbers are right more often than not.
    fn plausible(&mut self) -> String {
        let year = if self.one_in(2) {
            YEARS[self.index(YEARS.len())]
        } else {
            self.below(10_000)
        };
        let month = match self.below(4) {
            0 => 2,
            1 => self.up_to(12),
            _ => 1 + self.below(12),
        };
        let day = match self.below(4) {
            0 => 27 + self.below(6),
            1 => self.up_to(28),
            _ => 1 + self.below(28),
        };
        let (hour, minute) = (self.up_to(23), self.up_to(59));
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}");
        if self.one_in(2) {
            text.push_str(&format!(":{:02}", self.up_to(59)));
            if self.one_in(2) {
                text.push('.');
                for _ in 0..self.below(13) {
                    text.push(char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0)));
                }
            }
        }
        if self.one_in(10) {
            text.push_str(TAILS[self.index(TAILS.len())]);
        } else {
            text.push('Z');
        }
        text
    }

    fn mutate(&mut self, text: &mut Vec<char>) {
        let nasty = NASTY[self.index(NASTY.len())];
        let at = self.index(text.len() + 1);
        if at == text.len() {
            text.push(nasty);
            return;
        }
        match self.below(6) {
            0 => text.insert(at, nasty),
            1 => text[at] = nasty,
            2 => text.insert(at, text[at]),
            3 => {
                text.remove(at);
            }
            4 => {
                let other = self.index(text.len());
                text.swap(at, other);
            }
            // Another digit where a digit was: the numbers change, the shape does not.
            _ if text[at].is_ascii_digit() => {
                text[at] = char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0));
            }
            _ => text.truncate(at),
        }
    }
}

impl Iterator for NearMisses {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let text = self.plausible();
        let mutations = [0, 0, 1, 1, 2, 5][self.index(6)];
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..mutations {
            self.mutate(&mut characters);
        }
        Some(characters.into_iter().collect())
    }
}
