//! The examples that were written by hand.

use chrono::{DateTime, TimeDelta, Utc};
use contract::opencx::{Channel, TrainingType};
use serde_json::{Map, Value};

use super::{
    SeedError,
    block::Block,
    example::{Example, State, Window, midnight},
    groups, places,
};

/// By theme; examples are taken from them in turn.
const FILES: [&str; 8] = [
    include_str!("written/shipping.md"),
    include_str!("written/behavioral.md"),
    include_str!("written/returns.md"),
    include_str!("written/campaigns.md"),
    include_str!("written/orders.md"),
    include_str!("written/warranty.md"),
    include_str!("written/advice.md"),
    include_str!("written/account.md"),
];

/// All of them, numbered from 0.
pub(super) fn all(as_of: DateTime<Utc>) -> Result<Vec<Example>, SeedError> {
    let files = FILES
        .into_iter()
        .map(Block::read_all)
        .collect::<Result<Vec<_>, _>>()?;
    let longest = files.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest)
        .flat_map(|at| files.iter().filter_map(move |file| file.get(at)))
        .enumerate()
        .map(|(number, block)| example(number, block, as_of))
        .collect()
}

fn example(number: usize, block: &Block, as_of: DateTime<Utc>) -> Result<Example, SeedError> {
    let window = block
        .field("window")
        .map_or(Ok(Window::default()), |text| window(block, text, as_of))?;
    let dated = |text: &str| dated(text, window);
    Ok(Example {
        number,
        title: block.title.to_owned(),
        content: dated(block.text),
        r#type: match block.field("type") {
            Some("behavioral") => TrainingType::Behavioral,
            None => TrainingType::ScenarioSpecific,
            Some(other) => return Err(block.error(format!("unknown type `{other}`"))),
        },
        place: one_of(block, &places::PATHS, block.field("in").unwrap_or(""))?,
        channels: block
            .list("channels")
            .map(|name| {
                Channel::known(name).ok_or_else(|| block.error(format!("no channel `{name}`")))
            })
            .collect::<Result<_, _>>()?,
        segments: block
            .list("segments")
            .map(|name| one_of(block, &groups::NAMES, name))
            .collect::<Result<_, _>>()?,
        window,
        state: match block.field("state") {
            Some("live") => State::Live,
            Some("changed") => State::Changed,
            Some("draft") => State::Draft,
            Some("offline") => State::Offline,
            other => return Err(block.error(format!("unknown state `{}`", other.unwrap_or("")))),
        },
        earlier: block.further("earlier").map(dated).collect(),
        pending: block.further("draft").next().map(dated),
        metadata: metadata(block)?,
    })
}

fn one_of(block: &Block, known: &[&'static str], wanted: &str) -> Result<&'static str, SeedError> {
    known
        .iter()
        .copied()
        .find(|name| *name == wanted)
        .ok_or_else(|| block.error(format!("`{wanted}` is not known")))
}

fn metadata(block: &Block) -> Result<Map<String, Value>, SeedError> {
    block.field("metadata").map_or(Ok(Map::new()), |text| {
        serde_json::from_str(text).map_err(|error| block.error(format!("metadata: {error}")))
    })
}

/// `-4d .. 10d`: days from the day of `as_of`; a bound may be left out.
fn window(block: &Block, text: &str, as_of: DateTime<Utc>) -> Result<Window, SeedError> {
    let wrong = || block.error(format!("`{text}` is no window"));
    let (start, end) = text.split_once("..").ok_or_else(wrong)?;
    let bound = |text: &str| -> Result<Option<DateTime<Utc>>, SeedError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let days: i64 = text
            .strip_suffix('d')
            .and_then(|days| days.parse().ok())
            .ok_or_else(wrong)?;
        Ok(Some(midnight(as_of) + TimeDelta::days(days)))
    };
    Ok(Window {
        start: bound(start)?,
        end: bound(end)?,
    })
}

/// Puts the window's days where a text names them.
fn dated(text: &str, window: Window) -> String {
    let day = |at: Option<DateTime<Utc>>| {
        at.map_or_else(String::new, |at| at.format("%-d %B").to_string())
    };
    text.replace("{start}", &day(window.start))
        .replace("{end}", &day(window.end))
}
