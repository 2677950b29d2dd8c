//! To whom, where and when a scenario applies, in words.

use contract::opencx::{Channel, Segment, Training};

use crate::{Moment, status, words};

/// What an empty channel restriction says.
pub const ALL_CHANNELS: &str = "All channels";
/// What an empty segment restriction says.
pub const EVERYONE: &str = "Everyone";

/// `All channels`, or `Web chat, Email`: the documented ten in their order, then others.
#[must_use]
pub fn channels(restriction: &[Channel]) -> String {
    if restriction.is_empty() {
        return ALL_CHANNELS.to_owned();
    }
    let mut sorted: Vec<&Channel> = restriction.iter().collect();
    sorted.sort_unstable();
    let labels: Vec<&str> = sorted.into_iter().map(Channel::label).collect();
    labels.join(", ")
}

/// `Everyone`, or `VIP, Trial`. A segment that `name` does not know is named by its id.
pub fn segments<'a>(restriction: &'a [String], name: impl Fn(&str) -> Option<&'a str>) -> String {
    if restriction.is_empty() {
        return EVERYONE.to_owned();
    }
    let names: Vec<&str> = restriction
        .iter()
        .map(|id| name(id).unwrap_or(id))
        .collect();
    names.join(", ")
}

/// A lookup of names for [`segments`].
pub fn names<'a>(known: &'a [Segment]) -> impl Fn(&str) -> Option<&'a str> + Copy {
    move |id| {
        let found = known.iter().find(|segment| segment.id == id);
        found.map(|segment| segment.name.as_str())
    }
}

/// `Web chat, Email · VIP, Trial · opens in 3 h`. Parts that restrict nothing are said too, for
/// an empty restriction means everyone.
pub fn summary<'a>(
    training: &'a Training,
    name: impl Fn(&str) -> Option<&'a str>,
    now: Moment,
) -> String {
    let (start, end) = status::bounds(training);
    [
        channels(&training.restricted_to_channels),
        segments(&training.restricted_to_segments, name),
        words::window(start, end, now),
    ]
    .join(" · ")
}

/// The first items and how many more there are, for a narrow cell: (`Web chat, Email`, 3).
#[must_use]
pub fn shortened<'a>(items: &[&'a str], most: usize) -> (Vec<&'a str>, usize) {
    // One more takes no more room than "+1".
    if items.len() <= most + 1 {
        return (items.to_vec(), 0);
    }
    (items[..most].to_vec(), items.len() - most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::training;

    #[test]
    fn says_who_where_and_when() {
        let now = Moment::read("2026-11-20T12:00Z").unwrap();
        let mut row = training("a", "T", "C");
        let known = [Segment::from_json(serde_json::json!({"id": "s1", "name": "VIP"})).unwrap()];
        assert_eq!(
            summary(&row, names(&known), now),
            "All channels · Everyone · Always"
        );
        row.restricted_to_channels =
            vec![Channel::Other("fax".into()), Channel::Email, Channel::Web];
        row.restricted_to_segments = vec!["s1".into(), "s2".into()];
        row.start_time = Some(contract::UtcInstant::parse("2026-11-20T15:00Z").unwrap());
        assert_eq!(
            summary(&row, names(&known), now),
            "Web chat, Email, fax · VIP, s2 · opens in 3 h"
        );
    }

    #[test]
    fn shortens_only_where_that_saves_room() {
        assert_eq!(shortened(&["a", "b", "c"], 2), (vec!["a", "b", "c"], 0));
        assert_eq!(shortened(&["a", "b", "c", "d"], 2), (vec!["a", "b"], 2));
    }
}
