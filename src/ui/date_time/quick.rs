//! Instants that people often want, one press away.

use domain::{
    Moment,
    moment::{DAY, MINUTE, Wall},
    zone,
};

/// An instant that people often want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quick {
    /// This minute.
    Now,
    /// The next midnight.
    Tomorrow,
    /// A week after what stands in the field, or after now.
    WeekLater,
}

/// The choices in the order of their menu.
pub const CHOICES: &[Quick] = &[Quick::Now, Quick::Tomorrow, Quick::WeekLater];

impl Quick {
    /// What the menu says.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Now => "Now",
            Self::Tomorrow => "Start of tomorrow",
            Self::WeekLater => "One week later",
        }
    }

    /// The instant, by a clock that is `offset` minutes ahead of UTC. A midnight that the clock
    /// skips gives way to the moment at which the day begins.
    #[must_use]
    pub fn moment(
        self,
        now: Moment,
        from: Moment,
        offset: impl Fn(i64) -> Option<i32>,
    ) -> Option<Moment> {
        let minute = |at: Moment| Moment(at.0.div_euclid(MINUTE) * MINUTE);
        match self {
            Self::Now => Some(minute(now)),
            Self::Tomorrow => {
                let today = zone::wall(now, &offset)?;
                let noon = Wall {
                    hour: 12,
                    minute: 0,
                    second: 0,
                    ..today
                };
                let next = noon.as_if_utc().plus(DAY).utc();
                first(Wall { hour: 0, ..next }, &offset)
            }
            Self::WeekLater => {
                // The same time of day, also where the clocks change in between.
                let wall = zone::wall(minute(from), &offset)?;
                first(wall.as_if_utc().plus(7 * DAY).utc(), &offset)
            }
        }
    }
}

fn first(wall: Wall, offset: impl Fn(i64) -> Option<i32>) -> Option<Moment> {
    Some(match zone::resolve(wall, offset).ok()? {
        zone::Reading::Unique(at) | zone::Reading::Repeated { first: at, .. } => at,
        zone::Reading::Skipped { at, .. } => at,
    })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn at(text: &str) -> Moment {
        Moment::read(text).expect("a moment")
    }

    /// Berlin in 2026: clocks go forward on 29 March at 01:00 UTC.
    fn berlin(millis: i64) -> Option<i32> {
        Some(if millis < at("2026-03-29T01:00:00Z").0 {
            60
        } else {
            120
        })
    }

    fn check(quick: Quick, now: &str, from: &str, expected: &str) {
        assert_eq!(
            quick.moment(at(now), at(from), berlin),
            Some(at(expected)),
            "{quick:?} {now}"
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn quick_choices_keep_to_the_clock() {
        let (now, from) = ("2026-03-28T22:59:31Z", "2026-03-25T08:00:00Z");
        check(Quick::Now, now, from, "2026-03-28T22:59:00Z");
        check(Quick::Tomorrow, now, from, "2026-03-28T23:00:00Z");
        check(
            Quick::Tomorrow,
            "2026-03-28T23:00:00Z",
            from,
            "2026-03-29T22:00:00Z",
        );
        // Nine o'clock in Berlin on both days, an hour of UTC apart.
        check(Quick::WeekLater, now, from, "2026-04-01T07:00:00Z");
    }
}
