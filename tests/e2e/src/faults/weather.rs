//! What can go wrong with a request, and how often it does.

use std::time::Duration;

use crate::dice::Dice;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection ends before the server has seen anything.
    DropRequest,
    /// The server has done it, and nobody is told.
    DropAnswer,
    /// It comes to the server later.
    Delay(Duration),
    /// 429 with `Retry-After` in seconds; the server sees nothing.
    TooMany(u32),
    /// 500 or 503; the server sees nothing.
    Failing(u16),
    /// 422 with this body, as a service refuses that knows more than the form; the server sees
    /// nothing.
    Refused(&'static str),
    /// 409 with this body, for what this server itself never says; it sees nothing.
    Conflict(&'static str),
    /// The server has done it, and half of the answer's body arrives.
    Cut,
    /// 401; the server sees nothing.
    Unauthorized,
}

/// How often what is hit, of a hundred requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weather {
    /// Requests that change something.
    pub writes: u64,
    /// Requests that read.
    pub reads: u64,
    /// The site's own files.
    pub site: u64,
}

impl Weather {
    /// Everything goes through.
    pub const CALM: Self = Self {
        writes: 0,
        reads: 0,
        site: 0,
    };
    /// Every second write meets something.
    pub const ROUGH: Self = Self {
        writes: 55,
        reads: 0,
        site: 0,
    };
    /// Reads as well.
    pub const STORM: Self = Self {
        writes: 70,
        reads: 15,
        site: 0,
    };

    /// The fault of a request whose dice these are.
    pub(super) fn fault(self, dice: &mut Dice, what: What) -> Fault {
        let share = match what {
            What::Write => self.writes,
            What::Read => self.reads,
            What::Site => self.site,
        };
        if !dice.percent(share) {
            return Fault::None;
        }
        // What has no key cannot be refused for it.
        let refused = u64::from(what != What::Site) * 8;
        match dice.weighted(&[
            (18, 'r'),
            (24, 'a'),
            (18, 'd'),
            (12, 't'),
            (12, 'f'),
            (12, 'c'),
            (refused, 'u'),
        ]) {
            'r' => Fault::DropRequest,
            'a' => Fault::DropAnswer,
            'd' => {
                // Rather short than long, up to three seconds.
                let ceiling = dice.between(100, 3000);
                Fault::Delay(Duration::from_millis(dice.between(100, ceiling)))
            }
            't' => Fault::TooMany(if dice.percent(70) { 1 } else { 2 }),
            'f' => Fault::Failing(if dice.percent(50) { 500 } else { 503 }),
            'c' => Fault::Cut,
            _ => Fault::Unauthorized,
        }
    }
}

/// What a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Changes something.
    Write,
    /// Reads from the API.
    Read,
    /// A file of the site.
    Site,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calm_weather_lets_everything_through_and_a_storm_does_not() {
        let hit = |weather: Weather, what| {
            let mut dice = Dice::new(3);
            (0..1000)
                .filter(|_| weather.fault(&mut dice, what) != Fault::None)
                .count()
        };
        assert_eq!(hit(Weather::CALM, What::Write), 0);
        assert_eq!(hit(Weather::ROUGH, What::Read), 0);
        let writes = hit(Weather::STORM, What::Write);
        assert!((600..800).contains(&writes), "{writes}");
    }

    #[test]
    fn every_fault_comes_up() {
        let mut dice = Dice::new(4);
        let mut seen: Vec<String> = (0..2000)
            .map(|_| Weather::STORM.fault(&mut dice, What::Write))
            .map(|fault| format!("{fault:?}"))
            .map(|words| words.split('(').next().unwrap_or_default().to_owned())
            .collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 8, "{seen:?}");
    }
}
