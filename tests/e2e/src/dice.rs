//! Chance that can be repeated: one seed, one sequence.

/// A small generator (splitmix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014). Its quality is enough to choose among things.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The sequence of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The sequence of a seed and what it is for: two purposes have nothing to do with each other.
    #[must_use]
    pub fn of(seed: u64, purpose: &str) -> Self {
        // FNV-1a over the purpose.
        let hash = purpose
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self(seed ^ hash)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.roll().checked_rem(end).unwrap_or(0)
    }

    /// A number of `from..=to`.
    pub fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to.saturating_sub(from).saturating_add(1))
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, of_hundred: u64) -> bool {
        self.below(100) < of_hundred
    }

    /// One of several things, each as often as its weight says.
    ///
    /// # Panics
    /// When there is nothing to choose from.
    pub fn weighted<T: Copy>(&mut self, things: &[(u64, T)]) -> T {
        let mut left = self.below(things.iter().map(|(weight, _)| weight).sum());
        for (weight, thing) in things {
            if left < *weight {
                return *thing;
            }
            left -= weight;
        }
        panic!("nothing to choose from")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_a_purpose_has_its_own_sequence() {
        let roll = |mut dice: Dice| -> Vec<u64> { (0..8).map(|_| dice.below(1000)).collect() };
        assert_eq!(roll(Dice::of(7, "a")), roll(Dice::of(7, "a")));
        assert_ne!(roll(Dice::of(7, "a")), roll(Dice::of(7, "b")));
        assert_ne!(roll(Dice::of(7, "a")), roll(Dice::of(8, "a")));
    }

    #[test]
    fn weights_count() {
        let mut dice = Dice::new(1);
        let chosen: Vec<char> = (0..1000)
            .map(|_| dice.weighted(&[(1, 'a'), (0, 'b'), (3, 'c')]))
            .collect();
        let count = |what| chosen.iter().filter(|c| **c == what).count();
        assert_eq!(count('b'), 0);
        assert!((150..350).contains(&count('a')), "{}", count('a'));
    }
}
