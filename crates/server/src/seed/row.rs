//! From an example to the rows of the store: ids, dates and versions.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use contract::{
    UtcInstant,
    opencx::{Generation, Shown, Training, Version},
};
use uuid::Builder;

use super::{
    Groups, Places,
    dice::Dice,
    example::{Example, State},
};
use crate::{clock::rfc3339, store::seed::SeedTraining};

/// Who publishes.
const AUTHORS: [&str; 4] = [
    "Mara Lindqvist",
    "Tom Okafor",
    "Priya Nair",
    "catalogue-sync",
];

impl Example {
    /// The rows as a workspace would hold them if the example had been written over the months
    /// before `as_of`. Names of directories and segments that are not among `places` and
    /// `groups` are left out.
    #[must_use]
    pub fn rows(self, as_of: DateTime<Utc>, places: &Places, groups: &Groups) -> SeedTraining {
        // Other dice than those of the choices, so that neither disturbs the other.
        let mut dice = Dice::of(self.number + 10_000_000);
        let created = created_at(self.number, as_of, &mut dice);
        let ms = u64::try_from(created.timestamp_millis()).unwrap_or(0);
        let id = Builder::from_unix_timestamp_millis(ms, &dice.bytes())
            .into_uuid()
            .to_string();
        let versions = versions(&self, created, as_of, &mut dice);
        let published = versions.last().map(|(at, _)| *at);
        let since = published.unwrap_or(created);
        let updated = match self.state {
            State::Live => since,
            State::Changed | State::Draft | State::Offline => {
                since + part(as_of - since, dice.between(5, 60))
            }
        };
        let is_draft = matches!(self.state, State::Draft | State::Offline);
        let draft = match self.state {
            // Never published: the draft fields hold the text too (decision 7).
            State::Draft => Some((self.title.clone(), self.content.clone())),
            State::Changed => self
                .pending
                .clone()
                .map(|content| (self.title.clone(), content)),
            State::Live | State::Offline => None,
        };
        let (draft_title, draft_content) = draft.unzip();
        let versions: Vec<Version> = versions.into_iter().map(|(_, version)| version).collect();
        let current_version = versions
            .last()
            .filter(|_| !is_draft)
            .map(|version| version.version);
        let training = Training {
            id,
            title: self.title,
            content: self.content,
            draft_title,
            draft_content,
            r#type: self.r#type,
            is_draft,
            directory_id: places.get(self.place).cloned(),
            restricted_to_channels: self.channels,
            restricted_to_segments: self
                .segments
                .iter()
                .filter_map(|name| groups.get(name).cloned())
                .collect(),
            current_version,
            metadata: self.metadata,
            published_at: current_version.and(published).map(rfc3339),
            start_time: self.window.start.and_then(|at| instant(at, &mut dice)),
            end_time: self.window.end.and_then(|at| instant(at, &mut dice)),
            created_at: rfc3339(created),
            updated_at: rfc3339(updated),
            generation: Generation::G5,
            shown: Shown::ALL,
            unknown: serde_json::Map::new(),
        };
        SeedTraining { training, versions }
    }
}

/// The first examples are the newest: some each week, and the mass of a large workspace closer
/// together before them. Never two at one moment.
fn created_at(number: usize, as_of: DateTime<Utc>, dice: &mut Dice) -> DateTime<Utc> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let recent = number.min(300);
    let minutes = 40 + recent * 33 * 60 + (number - recent) * 20;
    as_of - TimeDelta::minutes(minutes) - TimeDelta::milliseconds(dice.between(0, 900_000))
}

/// The published texts with their moments, oldest first.
fn versions(
    example: &Example,
    created: DateTime<Utc>,
    as_of: DateTime<Utc>,
    dice: &mut Dice,
) -> Vec<(DateTime<Utc>, Version)> {
    if example.state == State::Draft {
        return Vec::new();
    }
    let contents = example.earlier.iter().chain([&example.content]);
    let count = i64::try_from(example.earlier.len()).unwrap_or(0) + 1;
    let first = created + part(as_of - created, 2).min(TimeDelta::hours(5));
    let step = (as_of - first) / i32::try_from(count + 1).unwrap_or(i32::MAX);
    contents
        .zip(0_i32..)
        .map(|(content, at)| {
            // Within the step, so that the order stays.
            let published = first + step * at + part(step, dice.between(0, 60)) * at.min(1);
            let version = Version {
                version: u64::try_from(at + 1).unwrap_or(1),
                title: example.title.clone(),
                content: content.clone(),
                published_at: rfc3339(published),
                published_by: dice.pick(&AUTHORS).map(str::to_owned),
            };
            (published, version)
        })
        .collect()
}

fn part(whole: TimeDelta, percent: i64) -> TimeDelta {
    TimeDelta::milliseconds(whole.num_milliseconds() / 100 * percent)
}

/// Whole hours, in the spellings that people and pipelines use.
fn instant(at: DateTime<Utc>, dice: &mut Dice) -> Option<UtcInstant> {
    let text = match dice.below(4) {
        0 => at.format("%Y-%m-%dT%H:%MZ").to_string(),
        1 => at.to_rfc3339_opts(SecondsFormat::Millis, true),
        _ => at.to_rfc3339_opts(SecondsFormat::Secs, true),
    };
    UtcInstant::parse(&text).ok()
}
