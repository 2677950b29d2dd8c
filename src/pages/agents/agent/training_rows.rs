//! The table of an agent's trainings.

use domain::{Moment, talkover::OrderBy, words};
use leptos::prelude::*;

use super::listing::{Row as Shown, Trainings, Waits, row_id};
use crate::{
    pages::agents::{rows::SortHeader, state_badge::TrainingBadge},
    ui::{AsSeen, IconName, RowsEnd, StatusBadge, Tone},
    web::clock::Clock,
};

/// The list's element.
pub const LIST_ID: &str = "training-list";

/// The rows, drawn as far as somebody looks.
#[component]
pub fn Rows() -> impl IntoView {
    let trainings = Trainings::expect();
    let (order, query) = (trainings.order, trainings.query);
    let seen = AsSeen::begin();
    let drawn = Memo::new(move |_| {
        let open = trainings.open_id();
        trainings.rows.with(|rows| {
            let open = open.and_then(|open| rows.iter().position(|row| row.is(&open)));
            seen.of(rows, open)
        })
    });
    view! {
        <table class="row-table" id=LIST_ID tabindex="-1" aria-label="Trainings" on:keydown=move |event| seen.walk(&event, LIST_ID)>
            <thead>
                <tr>
                    <SortHeader by=OrderBy::Name words="Subject" order=order query=query />
                    <th scope="col" data-part="state">"Status"</th>
                    <SortHeader by=OrderBy::Created words="Created" order=order query=query part="created" />
                    <SortHeader by=OrderBy::Updated words="Updated" order=order query=query part="updated" />
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || drawn.get()
                    key=|row| (
                        row.training.id.clone(),
                        row.training.subject.clone(),
                        row.training.instructions.clone(),
                        row.training.is_active(),
                        row.training.updated_at.clone(),
                        row.waits.map(Waits::label),
                    )
                    children=move |row| view! { <Row row=row /> }
                />
            </tbody>
        </table>
        <RowsEnd seen=seen total=Signal::derive(move || trainings.rows.with(Vec::len)) />
    }
}

#[component]
fn Row(row: Shown) -> impl IntoView {
    let trainings = Trainings::expect();
    let of_row = row.clone();
    let Shown { training, waits } = row;
    let id = training.id.clone();
    let href = {
        let id = id.clone();
        move || trainings.path_of(&id)
    };
    let is_open = Memo::new(move |_| trainings.open_id().is_some_and(|open| of_row.is(&open)));
    let subject = match training.subject.trim() {
        "" => "Without a subject".to_owned(),
        subject => subject.to_owned(),
    };
    view! {
        <tr data-current=move || is_open.get().then_some("") data-gone=(waits == Some(Waits::Deleted)).then_some("")>
            <th scope="row">
                <a class="row-link" id=row_id(&id) href=href aria-current=move || is_open.get().then_some("true")>
                    {subject}
                </a>
                <span class="row-about">{training.instructions.clone()}</span>
            </th>
            <td data-part="state">
                <TrainingBadge status=training.current_status />
                {waits.map(|waits| view! {
                    <StatusBadge label=waits.label() icon=IconName::Changed tone=Tone::Amber plain=true />
                })}
            </td>
            <When at=training.created_at part="created" />
            <When at=training.updated_at part="updated" />
        </tr>
    }
}

#[component]
fn When(at: String, part: &'static str) -> impl IntoView {
    let clock = Clock::expect();
    let moment = Moment::read(&at);
    view! {
        <td data-part=part>
            {moment.map(|moment| view! {
                <time datetime=at title=words::compact_utc(moment)>
                    {move || words::ago(moment, clock.get())}
                </time>
            })}
        </td>
    }
}
