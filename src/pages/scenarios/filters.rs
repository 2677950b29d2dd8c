//! The filters over the list: choices with their numbers, and chips for what is chosen.

use contract::opencx::{Channel, TrainingType};
use domain::{Filter, SegmentChoice, filter::State, index::Facets};
use leptos::prelude::*;

use crate::{
    state::Workspace,
    ui::{Button, ButtonSize, ButtonVariant, Checkbox, Chip, IconName, Popover, SearchField},
};

use super::Listing;

/// From this number of choices on they can be searched.
const SEARCHABLE: usize = 12;

/// One value that a filter can have.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    State(State),
    Type(TrainingType),
    Channel(Channel),
    Segment(SegmentChoice),
}

impl Choice {
    fn label(&self, workspace: Workspace) -> String {
        match self {
            Self::State(state) => state.label().to_owned(),
            Self::Type(kind) => kind.label().to_owned(),
            Self::Channel(channel) => channel.label().to_owned(),
            Self::Segment(SegmentChoice::Everyone) => "Everyone (unrestricted)".to_owned(),
            Self::Segment(SegmentChoice::Id(id)) => workspace.segment_name(id),
        }
    }

    fn is_in(&self, filter: &Filter) -> bool {
        match self {
            Self::State(state) => filter.states.contains(state),
            Self::Type(kind) => filter.r#type == Some(*kind),
            Self::Channel(channel) => filter.channels.contains(channel),
            Self::Segment(segment) => filter.segments.contains(segment),
        }
    }

    fn set(self, filter: &mut Filter, chosen: bool) {
        fn put<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T, chosen: bool) {
            if chosen {
                set.insert(value);
            } else {
                set.remove(&value);
            }
        }
        match self {
            Self::State(state) => put(&mut filter.states, state, chosen),
            Self::Type(kind) => filter.r#type = chosen.then_some(kind),
            Self::Channel(channel) => put(&mut filter.channels, channel, chosen),
            Self::Segment(segment) => put(&mut filter.segments, segment, chosen),
        }
    }

    fn count(&self, facets: &Facets) -> u32 {
        match self {
            Self::State(state) => facets.states.get(state).copied(),
            Self::Type(kind) => facets.types.get(kind).copied(),
            Self::Channel(channel) => facets.channels.get(channel).copied(),
            Self::Segment(SegmentChoice::Everyone) => Some(facets.everyone),
            Self::Segment(SegmentChoice::Id(id)) => {
                Some(facets.segments.get(id).copied().unwrap_or(facets.everyone))
            }
        }
        .unwrap_or(0)
    }
}

/// The filters' buttons.
#[component]
pub fn FilterBar(listing: Listing) -> impl IntoView {
    let workspace = listing.workspace;
    let states = || State::ALL.map(Choice::State).to_vec();
    let types = || TrainingType::ALL.map(Choice::Type).to_vec();
    let channels = move || {
        listing.view.with(|view| {
            view.facets
                .channels
                .keys()
                .cloned()
                .map(Choice::Channel)
                .collect()
        })
    };
    let segments = move || {
        let mut choices = vec![Choice::Segment(SegmentChoice::Everyone)];
        workspace.segments().with(|known| {
            choices.extend(
                known
                    .ready()
                    .into_iter()
                    .flatten()
                    .map(|segment| Choice::Segment(SegmentChoice::Id(segment.id.clone()))),
            );
        });
        choices
    };
    view! {
        <div class="filter-bar" role="group" aria-label="Filters">
            <FilterButton listing=listing label="State" choices=Signal::derive(states) />
            <FilterButton listing=listing label="Type" choices=Signal::derive(types) />
            <FilterButton listing=listing label="Channel" choices=Signal::derive(channels) />
            <FilterButton listing=listing label="Segment" choices=Signal::derive(segments) />
        </div>
    }
}

#[component]
fn FilterButton(
    listing: Listing,
    label: &'static str,
    choices: Signal<Vec<Choice>>,
) -> impl IntoView {
    view! {
        <Popover
            label=label
            title=format!("Filter by {}", label.to_lowercase())
            icon=IconName::ChevronDown
            variant=ButtonVariant::Quiet
            size=ButtonSize::Small
        >
            <Choices listing=listing label=label choices=choices />
        </Popover>
    }
}

#[component]
fn Choices(listing: Listing, label: &'static str, choices: Signal<Vec<Choice>>) -> impl IntoView {
    let workspace = listing.workspace;
    let text = RwSignal::new(String::new());
    let found = move || {
        let wanted = text.get().to_lowercase();
        choices
            .get()
            .into_iter()
            .filter(|choice| choice.label(workspace).to_lowercase().contains(&wanted))
            .collect::<Vec<_>>()
    };
    view! {
        <div class="filter-choices">
            <Show when=move || { choices.with(Vec::len) >= SEARCHABLE }>
                <SearchField
                    label=format!("Find a {}", label.to_lowercase())
                    value=text
                    on_input=move |typed| text.set(typed)
                />
            </Show>
            <div class="filter-list" role="group" aria-label=label>
                {move || {
                    found()
                        .into_iter()
                        .map(|choice| view! { <OneChoice listing=listing choice=choice /> })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

#[component]
fn OneChoice(listing: Listing, choice: Choice) -> impl IntoView {
    let label = choice.label(listing.workspace);
    let (checked, counted) = (choice.clone(), choice.clone());
    let checked = Signal::derive(move || listing.filter.with(|filter| checked.is_in(filter)));
    let count = move || listing.view.with(|view| counted.count(&view.facets));
    view! {
        <div class="filter-choice">
            <Checkbox
                checked=checked
                on_change=move |chosen| {
                    let choice = choice.clone();
                    listing.change(|filter| choice.set(filter, chosen));
                }
            >
                {label}
            </Checkbox>
            <span class="count">{count}</span>
        </div>
    }
}

/// What is chosen, each with a way to take it back.
#[component]
pub fn ActiveFilters(listing: Listing) -> impl IntoView {
    let chosen = move || {
        listing.filter.with(|filter| {
            let mut choices: Vec<Choice> =
                filter.states.iter().copied().map(Choice::State).collect();
            choices.extend(filter.r#type.map(Choice::Type));
            choices.extend(filter.channels.iter().cloned().map(Choice::Channel));
            choices.extend(filter.segments.iter().cloned().map(Choice::Segment));
            choices
        })
    };
    let some = Memo::new(move |_| !chosen().is_empty());
    view! {
        <Show when=move || some.get()>
            <div class="active-filters" role="group" aria-label="Filters in use">
                {move || {
                    chosen()
                        .into_iter()
                        .map(|choice| {
                            let label = choice.label(listing.workspace);
                            view! {
                                <Chip
                                    label=label
                                    on_remove=move |()| {
                                        let choice = choice.clone();
                                        listing.change(|filter| choice.set(filter, false));
                                    }
                                />
                            }
                        })
                        .collect_view()
                }}
                <Button
                    size=ButtonSize::Small
                    variant=ButtonVariant::Quiet
                    on_click=move |_| listing.change(|filter| {
                        *filter = Filter {
                            text: std::mem::take(&mut filter.text),
                            directory: filter.directory.clone(),
                            ..Filter::default()
                        };
                    })
                >
                    "Clear"
                </Button>
            </div>
        </Show>
    }
}
