//! The open segment: its form, or, where the service does not take segments, its details.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use crate::{
    api::ApiError,
    pages::{list_body::ListFailed, unsent},
    state::workspace::Known,
    ui::{Button, EmptyState, IconName, Skeleton, SkeletonKind},
};

use super::{Segments, list_pane};

mod condition;
mod definition;
mod details;
mod editor;
mod form;
mod head;

use details::Details;
use editor::Editor;
pub use form::HEADING_ID;

use form::Form;

/// No segment is open: the list has the room to itself.
#[component]
pub fn NoSegmentPane() -> impl IntoView {}

/// The form of a new segment.
#[component]
pub fn NewSegmentPane() -> impl IntoView {
    let segments = Segments::expect();
    match segments.why_not_edit() {
        None => {
            let name = unsent::name_of_new(
                segments.new_edit(),
                Signal::derive(move || segments.open_id().as_deref() == Some("new")),
            );
            Either::Left(move || {
                let name = name.get();
                view! {
                    <Frame>
                        <NamedSegment name=name />
                    </Frame>
                }
            })
        }
        Some(why) => Either::Right(view! {
            <Frame>
                <Nothing title="Segments cannot be created here">
                    <p>{why.to_string()}</p>
                </Nothing>
            </Frame>
        }),
    }
}

#[component]
fn NamedSegment(name: String) -> impl IntoView {
    let segments = Segments::expect();
    let form = Form::new(segments, name.clone());
    form.look_for_unsent();
    Effect::new(move || {
        if form.is_dirty() && segments.new_edit().with_untracked(Option::is_none) {
            segments.name_new(&name);
        }
    });
    view! { <Editor form=form /> }
}

/// A segment that exists.
#[component]
pub fn SegmentPane() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("segment").unwrap_or_default()));
    move || {
        let id = id.get();
        view! {
            <Frame>
                <OpenSegment id=id />
            </Frame>
        }
    }
}

#[component]
fn Frame(children: Children) -> impl IntoView {
    view! {
        <section class="pane" data-name="scenario" id="pane-segment" aria-label="Segment">
            {children()}
        </section>
    }
}

/// What the pane shows.
#[derive(Clone, PartialEq)]
enum Shown {
    Loading,
    Failed(ApiError),
    Missing,
    Open,
}

#[component]
fn OpenSegment(id: String) -> impl IntoView {
    let segments = Segments::expect();
    let workspace = segments.workspace;
    let wanted = id.clone();
    let shown = Memo::new(move |before: Option<&Shown>| {
        // A form with typed text stays, whatever a later reading of the list brings.
        if before == Some(&Shown::Open) {
            return Shown::Open;
        }
        workspace.segments().with(|known| match known {
            Known::Loading => Shown::Loading,
            Known::Failed(error) => Shown::Failed(error.clone()),
            Known::Ready(all) if all.iter().any(|segment| segment.id == wanted) => Shown::Open,
            Known::Ready(_) => Shown::Missing,
        })
    });
    move || match shown.get() {
        Shown::Loading => view! {
            <div class="pane-body" data-pad="">
                <Skeleton kind=SkeletonKind::Form label="Reading the segment" />
            </div>
        }
        .into_any(),
        Shown::Failed(error) => view! {
            <div class="pane-body" data-pad="">
                <ListFailed
                    error=error
                    words=&list_pane::WORDS
                    again=move |()| workspace.retry_segments()
                />
            </div>
        }
        .into_any(),
        Shown::Missing => view! {
            <Nothing title="There is no such segment">
                <p>"It may have been deleted, or the link is wrong."</p>
            </Nothing>
        }
        .into_any(),
        Shown::Open => {
            let segment = untrack(|| segments.find(&id));
            segment
                .map(|segment| {
                    if segments.may_edit() {
                        let form = Form::of(segments, &segment);
                        view! { <Editor form=form /> }.into_any()
                    } else {
                        view! { <Details segment=segment /> }.into_any()
                    }
                })
                .into_any()
        }
    }
}

#[component]
fn Nothing(title: &'static str, children: Children) -> impl IntoView {
    let segments = Segments::expect();
    view! {
        <div class="pane-body" data-pad="">
            <EmptyState
                icon=IconName::Users
                title=title
                actions=ViewFn::from(move || view! {
                    <Button on_click=move |_| segments.close()>"Back to the list"</Button>
                })
            >
                {children()}
            </EmptyState>
        </div>
    }
}
