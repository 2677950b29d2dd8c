//! Chance that is the same each time: a generator seeded with an example's number.

/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast and good enough to choose examples.
#[derive(Clone, Debug)]
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of one example.
    pub(super) fn of(number: usize) -> Self {
        let mut dice = Self(0x7461_726e_686f_6c6c ^ (number as u64).wrapping_mul(0x9e37_79b9));
        dice.next();
        dice
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to `end - 1`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: u64) -> u64 {
        // The bias of the remainder is far below what anybody could see in examples.
        self.next().checked_rem(end).unwrap_or(0)
    }

    /// From `from` to `to`, both included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(from.abs_diff(to) + 1)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub(super) fn pick<T: Copy>(&mut self, list: &[T]) -> Option<T> {
        let at = usize::try_from(self.below(list.len() as u64)).ok()?;
        list.get(at).copied()
    }

    /// Ten bytes for a UUID.
    pub(super) fn bytes(&mut self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[..8].copy_from_slice(&self.next().to_le_bytes());
        bytes[8..].copy_from_slice(&self.next().to_le_bytes()[..2]);
        bytes
    }
}
