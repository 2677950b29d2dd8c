//! Which days: they stand in the address.

use domain::{Day, Moment, Period};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    pages::go::Go,
    paths,
    state::Workspace,
    ui::{Segmented, SegmentedOption, TextField},
    web::{
        clock::{self, Clock},
        zone,
    },
};

/// Days of the quick choices.
const QUICK: [(i64, &str); 3] = [(1, "Today"), (7, "Last 7 days"), (30, "Last 30 days")];

/// Without days in the address, these are shown.
const DAYS: i64 = 7;

/// The days that are chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// The days.
    pub period: Memo<Period>,
    /// Today, by the device's clock, which all times of this page follow.
    pub today: Memo<Day>,
    go: Go,
    workspace: Workspace,
}

impl Chosen {
    /// Those of the address.
    pub fn here() -> Self {
        let clock = Clock::expect();
        let today = Memo::new(move |_| day_of(clock.get()));
        let query = use_query_map();
        let period = Memo::new(move |_| {
            let otherwise = Period::last(DAYS, today.get());
            query.with(|query| Period::read(query.get_str("from"), query.get_str("to"), otherwise))
        });
        Self {
            period,
            today,
            go: Go::here(),
            workspace: Workspace::expect(),
        }
    }

    /// Shows other days.
    fn choose(self, period: Period) {
        let (from, to) = (period.from.to_text(), period.to.to_text());
        let query = paths::query([("from", from.as_str()), ("to", to.as_str())]);
        self.go
            .replace(&paths::changes(&self.workspace.id(), &query));
    }

    /// The last moment before the days, and their last one.
    pub fn moments(self) -> (Moment, Moment) {
        let zone = zone::of_device();
        let offset = |at| zone::offset_minutes(&zone, at);
        self.period.get().moments(offset)
    }
}

/// The day of a moment, by the device's clock.
pub fn day_of(at: Moment) -> Day {
    Day::of(clock::wall(at))
}

/// The quick choices, and a field for each end.
#[component]
pub fn PeriodBar(chosen: Chosen) -> impl IntoView {
    let options: Vec<SegmentedOption> = QUICK
        .into_iter()
        .map(|(days, label)| SegmentedOption::new(days.to_string(), label))
        .collect();
    let quick = Signal::derive(move || {
        let (period, today) = (chosen.period.get(), chosen.today.get());
        let mut all = QUICK.into_iter();
        all.find(|(days, _)| Period::last(*days, today) == period)
            .map_or_else(String::new, |(days, _)| days.to_string())
    });
    let choose = move |days: String| {
        if let Ok(days) = days.parse() {
            chosen.choose(Period::last(days, chosen.today.get_untracked()));
        }
    };
    let from = Signal::derive(move || chosen.period.get().from.to_text());
    let to = Signal::derive(move || chosen.period.get().to.to_text());
    // A date that is half typed is none.
    let set_from = move |text: String| {
        if let Some(from) = Day::read(&text) {
            let to = chosen.period.get_untracked().to;
            chosen.choose(Period { from, to });
        }
    };
    let set_to = move |text: String| {
        if let Some(to) = Day::read(&text) {
            let from = chosen.period.get_untracked().from;
            chosen.choose(Period { from, to });
        }
    };
    view! {
        <div class="pane-bar changes-bar">
            <Segmented label="Period" options=options value=quick on_change=choose />
            <div class="row">
                <label class="changes-date">
                    "From"
                    <TextField kind="date" value=from on_input=set_from />
                </label>
                <label class="changes-date">
                    "to"
                    <TextField kind="date" value=to on_input=set_to />
                </label>
            </div>
        </div>
    }
}
