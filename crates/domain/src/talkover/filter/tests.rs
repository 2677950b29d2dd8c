//! Lists, by example, and their URLs at random.

use contract::talkover::{AgentStatus, Direction, TrainingStatus};
use proptest::{option, prelude::*, sample::select};

use super::*;
use crate::talkover::fixture::{agent, row};

fn order(by: OrderBy, descending: bool) -> Order {
    Order { by, descending }
}

fn trainings() -> Vec<Training> {
    let at = |id: &str, subject: &str, text: &str, created: &str, updated: &str| Training {
        created_at: created.to_owned(),
        updated_at: updated.to_owned(),
        ..row(id, subject, text)
    };
    vec![
        at(
            "1",
            "Refunds 10",
            "Within THIRTY days.",
            "2026-01-01T10:00:00Z",
            "2026-03-01T10:00:00Z",
        ),
        at(
            "2",
            "refunds 2",
            "Cash.",
            "2026-01-01T10:00:00.500000Z",
            "2026-02-01T10:00:00Z",
        ),
        Training {
            current_status: TrainingStatus::Inactive,
            ..at(
                "3",
                "Größe",
                "Sizes.",
                "2026-01-01T12:00:00+03:00",
                "2026-03-01T10:00:00Z",
            )
        },
    ]
}

#[test]
fn trainings_are_filtered_by_words_and_status() {
    let check = |text: &str, status: Option<TrainingStatus>, expected: &[&str]| {
        let filter = TrainingFilter {
            text: text.to_owned(),
            status,
        };
        let rows = trainings();
        let view = filter.view(order(OrderBy::Name, false), &rows);
        let ids: Vec<&str> = view.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, expected, "{filter:?}");
    };
    check("", None, &["3", "2", "1"]);
    check("  ", Some(TrainingStatus::Active), &["2", "1"]);
    check("REFUNDS", None, &["2", "1"]);
    check("thirty refunds", None, &["1"]);
    check("GRÖSSE", None, &[]);
    check("grÖß", Some(TrainingStatus::Inactive), &["3"]);
    check("refunds", Some(TrainingStatus::Inactive), &[]);
    assert!(
        TrainingFilter {
            text: " ".into(),
            status: None
        }
        .is_empty()
    );
}

#[test]
fn times_are_compared_and_not_their_spelling() {
    let check = |order: Order, expected: &[&str]| {
        // From either side: ties go by id.
        let mut rows = trainings();
        rows.reverse();
        let view = TrainingFilter::default().view(order, &rows);
        let ids: Vec<&str> = view.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(ids, expected, "{order:?}");
    };
    check(order(OrderBy::Created, false), &["3", "1", "2"]);
    check(order(OrderBy::Created, true), &["2", "1", "3"]);
    check(order(OrderBy::Updated, false), &["2", "1", "3"]);
    check(order(OrderBy::Updated, true), &["1", "3", "2"]);
    assert!(by_time("2026-01-01T10:00:00.000001Z", "2026-01-01T10:00:00.000002Z").is_lt());
    assert!(by_time("soon", "2026-01-01T10:00:00Z").is_lt());
}

#[test]
fn agents_are_filtered_by_what_they_are() {
    let mut rows = vec![agent("draft"), agent("published"), agent("draft")];
    for (n, (row, label)) in rows
        .iter_mut()
        .zip(["Orders", "Returns", "Sales"])
        .enumerate()
    {
        row.id = n.to_string();
        row.label = label.to_owned();
    }
    rows[0].direction = Some(Direction::Inbound);
    rows[1].direction = Some(Direction::Outbound);
    rows[2].is_ready_to_publish = Some(false);
    let check = |filter: AgentFilter, conditions: usize, expected: &[&str]| {
        let view = filter.view(order(OrderBy::Name, false), &rows);
        let ids: Vec<&str> = view.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(
            (ids.as_slice(), filter.conditions()),
            (expected, conditions),
            "{filter:?}"
        );
        assert_eq!(filter.is_empty(), conditions == 0 && filter.text.is_empty());
    };
    let all = AgentFilter::default;
    check(all(), 0, &["0", "1", "2"]);
    check(
        AgentFilter {
            text: "order_LINE ret".into(),
            ..all()
        },
        0,
        &["1"],
    );
    check(
        AgentFilter {
            status: Some(AgentStatus::Draft),
            ..all()
        },
        1,
        &["0", "2"],
    );
    check(
        AgentFilter {
            direction: Some(Direction::Inbound),
            ..all()
        },
        1,
        &["0"],
    );
    check(
        AgentFilter {
            is_ready: Some(true),
            ..all()
        },
        1,
        &["0", "1"],
    );
    check(
        AgentFilter {
            is_ready: Some(false),
            status: Some(AgentStatus::Published),
            ..all()
        },
        2,
        &[],
    );
}

#[test]
fn a_press_turns_the_order_round() {
    let newest = Order::default();
    assert_eq!(newest, order(OrderBy::Updated, true));
    assert_eq!(
        newest.pressed(OrderBy::Updated),
        order(OrderBy::Updated, false)
    );
    assert_eq!(newest.pressed(OrderBy::Name), order(OrderBy::Name, false));
    let aria = |by| newest.pressed(OrderBy::Name).aria(by);
    assert_eq!(
        (aria(OrderBy::Name), aria(OrderBy::Updated)),
        ("ascending", "none")
    );
    assert_eq!(newest.aria(OrderBy::Updated), "descending");
}

#[test]
fn unknown_words_are_passed_over() {
    let pairs = [
        ("status", "paused"),
        ("ready", "maybe"),
        ("colour", "red"),
        ("sort", "-colour"),
        ("sort", "name"),
    ];
    assert!(TrainingFilter::from_pairs(pairs).is_empty());
    assert!(AgentFilter::from_pairs(pairs).is_empty());
    assert_eq!(Order::from_pairs(pairs), order(OrderBy::Name, false));
    assert_eq!(Order::from_pairs([]), Order::default());
}

fn read<'a>(pairs: &'a [(&'static str, String)]) -> impl Iterator<Item = (&'a str, &'a str)> {
    pairs.iter().map(|(name, value)| (*name, value.as_str()))
}

proptest! {
    #[test]
    fn filters_survive_the_url(
        text in "\\PC{0,12}",
        status in option::of(select(&TrainingStatus::ALL[..])),
        agent in option::of(select(&AgentStatus::ALL[..])),
        direction in option::of(select(&Direction::ALL[..])),
        is_ready: Option<bool>,
        by in select(&OrderBy::ALL[..]),
        descending: bool,
    ) {
        let filter = TrainingFilter { text: text.clone(), status };
        prop_assert_eq!(TrainingFilter::from_pairs(read(&filter.to_pairs())), filter);
        let filter = AgentFilter { text, status: agent, direction, is_ready };
        prop_assert_eq!(AgentFilter::from_pairs(read(&filter.to_pairs())), filter);
        let order = order(by, descending);
        prop_assert_eq!(Order::from_pairs(read(&order.to_pairs())), order);
    }
}
