//! Filter and sort as pairs of a URL's query. The names are stable: people keep such links.

use contract::opencx::{Channel, TrainingType};

use super::{DirectoryChoice, Filter, SegmentChoice, Sort, SortBy, State};

/// An id that could be read as a word of ours (`none`, `everyone`) carries this in front.
const ESCAPE: &str = "id:";

impl Filter {
    /// The pairs, not yet percent-encoded. A filter that lets everything through has none.
    ///
    /// `q`, `type=behavioral|specific`, `state` (words joined by commas), `channel` and `segment`
    /// (one pair each; `everyone` for unrestricted ones), `dir` (`none` or an id).
    #[must_use]
    pub fn to_query(&self) -> Vec<(&'static str, String)> {
        let Self {
            text,
            r#type,
            states,
            channels,
            segments,
            directory,
        } = self;
        let mut pairs = Vec::new();
        if !text.is_empty() {
            pairs.push(("q", text.clone()));
        }
        if let Some(kind) = r#type {
            pairs.push(("type", type_name(*kind).to_owned()));
        }
        if !states.is_empty() {
            let names: Vec<&str> = states.iter().map(|state| state.name()).collect();
            pairs.push(("state", names.join(",")));
        }
        let channel = |channel: &Channel| ("channel", channel.as_str().to_owned());
        pairs.extend(channels.iter().map(channel));
        pairs.extend(segments.iter().map(|segment| match segment {
            SegmentChoice::Everyone => ("segment", "everyone".to_owned()),
            SegmentChoice::Id(id) => ("segment", escaped(id, "everyone")),
        }));
        match directory {
            DirectoryChoice::All => {}
            DirectoryChoice::None => pairs.push(("dir", "none".to_owned())),
            DirectoryChoice::Id(id) => pairs.push(("dir", escaped(id, "none"))),
        }
        pairs
    }

    /// Reads decoded pairs. Names and words that this build does not know are passed over: a
    /// link from another version shows more rows, never an error.
    pub fn from_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            match name {
                "q" => value.clone_into(&mut filter.text),
                "type" => {
                    filter.r#type = TrainingType::ALL
                        .into_iter()
                        .find(|kind| type_name(*kind) == value);
                }
                "state" => {
                    filter.states.extend(value.split(',').filter_map(|word| {
                        State::ALL.into_iter().find(|state| state.name() == word)
                    }))
                }
                // A channel that only this service has can be filtered by as well.
                "channel" if !value.is_empty() => {
                    filter.channels.insert(Channel::read(value));
                }
                "segment" if value == "everyone" => {
                    filter.segments.insert(SegmentChoice::Everyone);
                }
                "segment" if !value.is_empty() => {
                    filter.segments.insert(SegmentChoice::Id(unescaped(value)));
                }
                "dir" => {
                    filter.directory = match value {
                        "" => DirectoryChoice::All,
                        "none" => DirectoryChoice::None,
                        id => DirectoryChoice::Id(unescaped(id)),
                    }
                }
                _ => {}
            }
        }
        filter
    }
}

impl Sort {
    /// The pair `sort=title`, or `sort=-title` for the descending order; none for the default.
    #[must_use]
    pub fn to_query(self) -> Option<(&'static str, String)> {
        let minus = if self.descending { "-" } else { "" };
        (self != Self::default()).then(|| ("sort", format!("{minus}{}", self.by.name())))
    }

    /// Reads decoded pairs; the default where none is known.
    pub fn from_query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        pairs
            .into_iter()
            .filter(|(name, _)| *name == "sort")
            .find_map(|(_, value)| {
                let descending = value.starts_with('-');
                let word = value.strip_prefix('-').unwrap_or(value);
                let by = SortBy::ALL.into_iter().find(|by| by.name() == word)?;
                Some(Self { by, descending })
            })
            .unwrap_or_default()
    }
}

const fn type_name(kind: TrainingType) -> &'static str {
    match kind {
        TrainingType::Behavioral => "behavioral",
        TrainingType::ScenarioSpecific => "specific",
    }
}

fn escaped(id: &str, word: &str) -> String {
    if id.is_empty() || id == word || id.starts_with(ESCAPE) {
        format!("{ESCAPE}{id}")
    } else {
        id.to_owned()
    }
}

fn unescaped(value: &str) -> String {
    value.strip_prefix(ESCAPE).unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_set, option, prelude::*, sample::select};

    fn id() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,12}",
            Just("none".to_owned()),
            Just("everyone".to_owned()),
            "id:[a-z]{0,3}"
        ]
    }

    fn filters() -> impl Strategy<Value = Filter> {
        let channel = prop_oneof![
            select(&Channel::ALL[..]),
            "[a-z,]{1,8}".prop_map(|name| Channel::read(&name))
        ];
        let segment = prop_oneof![
            Just(SegmentChoice::Everyone),
            id().prop_map(SegmentChoice::Id)
        ];
        let directory = prop_oneof![
            Just(DirectoryChoice::All),
            Just(DirectoryChoice::None),
            id().prop_map(DirectoryChoice::Id)
        ];
        (
            "\\PC{0,12}",
            option::of(select(&TrainingType::ALL[..])),
            btree_set(select(&State::ALL[..]), 0..4),
            btree_set(channel, 0..3),
            btree_set(segment, 0..3),
            directory,
        )
            .prop_map(
                |(text, r#type, states, channels, segments, directory)| Filter {
                    text,
                    r#type,
                    states,
                    channels,
                    segments,
                    directory,
                },
            )
    }

    proptest! {
        #[test]
        fn filters_survive_the_url(filter in filters()) {
            let pairs = filter.to_query();
            let read = Filter::from_query(pairs.iter().map(|(name, value)| (*name, value.as_str())));
            prop_assert_eq!(read, filter);
        }

        #[test]
        fn sorts_survive_the_url(by in select(&SortBy::ALL[..]), descending: bool) {
            let sort = Sort { by, descending };
            let pair = sort.to_query();
            let read = Sort::from_query(pair.iter().map(|(name, value)| (*name, value.as_str())));
            prop_assert_eq!(read, sort);
        }
    }

    #[test]
    fn unknown_words_are_passed_over() {
        let pairs = [
            ("state", "draft,shiny,expired"),
            ("type", "magic"),
            ("colour", "red"),
            ("channel", ""),
            ("sort", "colour"),
            ("sort", "-title"),
        ];
        let filter = Filter::from_query(pairs);
        assert_eq!(filter.states, [State::Draft, State::Expired].into());
        assert_eq!(filter.conditions(), 1);
        assert_eq!(
            Sort::from_query(pairs),
            Sort {
                by: SortBy::Title,
                descending: true
            }
        );
    }

    #[test]
    fn terms_are_the_longest_first_and_once() {
        let filter = Filter {
            text: "  b Refund  b\tÄ ".into(),
            ..Filter::default()
        };
        assert_eq!(filter.terms(), ["refund", "ä", "b"]);
    }
}
