//! Copying trainings to a workspace of the other dialect: where to, what does not fit, and what
//! came of it.

use contract::{Dialect, opencx, talkover};
use leptos::prelude::*;

use crate::{
    state::Session,
    ui::{Dialog, DialogSize},
};

mod copier;
mod make;
mod preview;
mod row;
mod target;
mod view;

/// What is to be copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Copied {
    /// Scenarios, into an agent.
    Scenarios(Vec<opencx::Training>),
    /// Trainings of an agent, into scenarios.
    Trainings(Vec<talkover::Training>),
}

impl Copied {
    /// The dialect that takes them.
    const fn dialect(&self) -> Dialect {
        match self {
            Self::Scenarios(_) => Dialect::Talkover,
            Self::Trainings(_) => Dialect::OpenCx,
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Scenarios(rows) => rows.len(),
            Self::Trainings(rows) => rows.len(),
        }
    }

    /// What they are, for people.
    const fn noun(&self) -> &'static str {
        match self {
            Self::Scenarios(_) => "scenario",
            Self::Trainings(_) => "training",
        }
    }
}

/// Whether there is a workspace of each dialect: else there is nowhere to copy to.
pub fn is_possible() -> bool {
    let workspaces = Session::expect().workspaces();
    let has = |dialect| {
        workspaces
            .iter()
            .any(|workspace| workspace.dialect == dialect)
    };
    has(Dialect::OpenCx) && has(Dialect::Talkover)
}

/// The dialog, while something is to be copied. Closing it sets `None`.
#[component]
pub fn CopyDialog(wanted: RwSignal<Option<Copied>>) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move || open.set(wanted.with(Option::is_some)));
    let title = Signal::derive(move || {
        wanted.with(|wanted| {
            wanted.as_ref().map_or_else(String::new, |wanted| {
                let many = domain::words::count(wanted.len() as u64, wanted.noun());
                format!("Copy {many} to another workspace")
            })
        })
    });
    view! {
        <Dialog
            open=open
            title=title
            size=DialogSize::Large
            on_close=move |()| wanted.set(None)
        >
            {move || wanted.get().map(|copied| view! {
                <view::Content copied=copied on_close=Callback::new(move |()| open.set(false)) />
            })}
        </Dialog>
    }
}
