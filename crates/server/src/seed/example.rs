//! One example, before it has ids and dates.

use chrono::{DateTime, TimeDelta, Utc};
use contract::opencx::{Channel, TrainingType};
use serde_json::{Map, Value};

use super::dice::Dice;

/// How far an example has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Published, without edits.
    Live,
    /// Published, with edits that are not.
    Changed,
    /// Never published.
    Draft,
    /// Published before, and taken offline.
    Offline,
}

/// From when until when it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// First moment.
    pub start: Option<DateTime<Utc>>,
    /// First moment after it.
    pub end: Option<DateTime<Utc>>,
}

/// One example.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its number, from 0; everything that is left to chance follows from it.
    pub number: usize,
    /// Title, different from that of every other example.
    pub title: String,
    /// Content in Markdown.
    pub content: String,
    /// Whether it always holds.
    pub r#type: TrainingType,
    /// Path of its directory.
    pub place: &'static str,
    /// Channels; none for all.
    pub channels: Vec<Channel>,
    /// Names of segments; none for everyone.
    pub segments: Vec<&'static str>,
    /// Its schedule.
    pub window: Window,
    /// How far it has come.
    pub state: State,
    /// Contents of older versions, oldest first.
    pub earlier: Vec<String>,
    /// Content that is being edited, where the state is [`State::Changed`].
    pub pending: Option<String>,
    /// Data of the pipeline that pushed it.
    pub metadata: Map<String, Value>,
}

/// Edits that somebody could be about to publish.
const PENDING: [&str; 4] = [
    "Since this month the price includes the postage back. Say so.",
    "If the customer wrote before about the same thing, begin with what was promised then.",
    "Offer a call back where more than two messages went to and fro.",
    "Mention the shop nearest to the postcode, if one is within 30 km.",
];

/// Choices for the examples that are not written by hand.
impl Example {
    /// Restricts, schedules and ages an example as its dice fall.
    pub(super) fn with_chance(mut self, as_of: DateTime<Utc>) -> Self {
        let mut dice = Dice::of(self.number);
        self.state = match dice.below(100) {
            0..12 => State::Draft,
            12..15 => State::Offline,
            15..23 => State::Changed,
            _ => State::Live,
        };
        if self.state == State::Changed
            && let Some(edit) = dice.pick(&PENDING)
        {
            self.pending = Some(format!("{}\n\n{edit}", self.content));
        }
        if dice.chance(35) {
            self.channels = channels(&mut dice);
        }
        if dice.chance(20) {
            self.segments.extend(dice.pick(&super::groups::NAMES));
        }
        if dice.chance(12) {
            self.window = window(&mut dice, as_of);
        }
        if dice.chance(25) && self.state != State::Draft {
            self.earlier = earlier(&self.content, &mut dice);
        }
        if dice.chance(10) {
            self.metadata = metadata(self.number, &mut dice);
        }
        self
    }
}

/// Sets of channels that belong together.
fn channels(dice: &mut Dice) -> Vec<Channel> {
    use Channel::{
        Api, Email, Instagram, Messenger, PhoneVoice, Slack, Sms, Web, WebVoice, Whatsapp,
    };
    match dice.below(10) {
        0 | 1 => vec![Web, Email],
        2 => vec![Email],
        3 => vec![PhoneVoice, WebVoice],
        4 => vec![Web, Whatsapp, Messenger, Instagram],
        5 => vec![Sms, Whatsapp],
        6 => vec![Web],
        7 => vec![Web, Email, Whatsapp, PhoneVoice],
        8 => vec![Instagram, Messenger],
        _ => vec![Slack, Api],
    }
}

/// Over, open, still to come, or open on one side.
fn window(dice: &mut Dice, as_of: DateTime<Utc>) -> Window {
    let (start, end) = match dice.below(5) {
        0 => (Some(dice.between(-200, -60)), Some(dice.between(-50, -2))),
        1 => (Some(dice.between(-60, -2)), Some(dice.between(2, 60))),
        2 => (Some(dice.between(2, 60)), Some(dice.between(70, 160))),
        3 => (Some(dice.between(-40, 40)), None),
        _ => (None, Some(dice.between(-40, 90))),
    };
    // Campaigns begin and end on the hour, seldom at midnight UTC.
    let hour = dice.between(0, 23);
    Window {
        start: start.map(|days| midnight(as_of) + TimeDelta::days(days) + TimeDelta::hours(hour)),
        end: end.map(|days| midnight(as_of) + TimeDelta::days(days) + TimeDelta::hours(hour)),
    }
}

/// Older texts: instructions grow by paragraphs.
fn earlier(content: &str, dice: &mut Dice) -> Vec<String> {
    let ends: Vec<usize> = content.match_indices("\n\n").map(|(at, _)| at).collect();
    let mut older: Vec<String> = ends
        .iter()
        .rev()
        .take(usize::try_from(dice.between(1, 3)).unwrap_or(1))
        .map(|end| content[..*end].to_owned())
        .collect();
    older.reverse();
    if older.is_empty() {
        older.push(format!("{content}\n\nAsk a colleague if in doubt."));
    }
    older
}

/// What a product catalogue writes beside the scenarios that it pushes.
fn metadata(number: usize, dice: &mut Dice) -> Map<String, Value> {
    let mut metadata = Map::new();
    let source = dice
        .pick(&["catalogue-sync", "help-centre-import", "shop-calendar"])
        .unwrap_or("catalogue-sync");
    metadata.insert("source".to_owned(), source.into());
    metadata.insert(
        "external_id".to_owned(),
        format!("TH-{:06}", 40_000 + number).into(),
    );
    metadata.insert("revision".to_owned(), dice.between(1, 40).into());
    if dice.chance(40) {
        metadata.insert(
            "owner".to_owned(),
            serde_json::json!({"team": "range", "reviewed": true}),
        );
    }
    metadata
}

/// The beginning of the day in UTC.
pub(super) fn midnight(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::milliseconds(at.timestamp_millis().rem_euclid(86_400_000))
}
