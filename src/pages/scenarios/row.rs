//! A row of the list: what somebody must know without opening the scenario.

use contract::opencx::{Training, TrainingType};
use domain::{Moment, Status, status, words};
use leptos::prelude::*;

use crate::{
    state::Workspace,
    ui::{Column, Direction, Icon, IconName, StatusBadge, Tone, VisuallyHidden},
    web::clock::Clock,
};

/// The columns, with the sorts that their headings offer.
#[must_use]
pub fn columns() -> Vec<Column> {
    let column = |id, label: &str, sort| Column {
        id,
        label: label.to_owned(),
        sort,
        align_end: id == "updated",
    };
    vec![
        column("state", "State", Some(Direction::Ascending)),
        column("title", "Title", Some(Direction::Ascending)),
        column("channels", "Channels", None),
        column("segments", "Segments", None),
        column("start", "Window", Some(Direction::Ascending)),
        column("directory", "Directory", Some(Direction::Ascending)),
        column("updated", "Updated", Some(Direction::Descending)),
    ]
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Facts {
    title: String,
    status: Option<Status>,
    kind: TrainingType,
    channels: String,
    segments: String,
    window: String,
    directory: String,
    updated: String,
    updated_exact: String,
}

impl Facts {
    fn of(workspace: Workspace, training: &Training, now: Moment) -> Self {
        let channels: Vec<&str> = training
            .restricted_to_channels
            .iter()
            .map(contract::opencx::Channel::label)
            .collect();
        let segments: Vec<String> = training
            .restricted_to_segments
            .iter()
            .map(|id| workspace.segment_name(id))
            .collect();
        let (start, end) = status::bounds(training);
        let updated = Moment::read(&training.updated_at);
        Self {
            title: training.working_title().to_owned(),
            status: Some(Status::of(training, now)),
            kind: training.r#type,
            channels: channels.join(", "),
            segments: segments.join(", "),
            window: words::window(start, end, now),
            directory: training
                .directory_id
                .as_deref()
                .map(|id| workspace.tree().with(|tree| tree.path(id)))
                .unwrap_or_default(),
            updated: updated.map(|at| words::ago(at, now)).unwrap_or_default(),
            updated_exact: updated.map(words::compact_utc).unwrap_or_default(),
        }
    }
}

/// The cells of a row, in the order of [`columns`].
pub fn cells(workspace: Workspace, slot: u32) -> impl IntoView {
    let clock = Clock::expect();
    let facts = Memo::new(move |_| {
        let now = clock.get();
        workspace.index().with(|index| {
            index
                .at(slot)
                .map(|training| Facts::of(workspace, training, now))
                .unwrap_or_default()
        })
    });
    let part =
        move |part: fn(&Facts) -> &String| Memo::new(move |_| facts.with(|f| part(f).clone()));
    let title = part(|facts| &facts.title);
    view! {
        <div role="gridcell" class="scenario-state">
            {move || facts.with(|facts| facts.status).map(status_badge)}
        </div>
        <div role="gridcell" class="scenario-title">
            <span class="truncate" title=move || title.get()>{move || title.get()}</span>
            {move || {
                (facts.with(|facts| facts.kind) == TrainingType::Behavioral)
                    .then(|| view! { <span class="scenario-kind" title="Behavioral: always active">
                        <Icon name=IconName::Always />
                        <VisuallyHidden>"Behavioral"</VisuallyHidden>
                    </span> })
            }}
        </div>
        <Words class="scenario-channels" words=part(|facts| &facts.channels) empty="All channels" />
        <Words class="scenario-segments" words=part(|facts| &facts.segments) empty="Everyone" />
        <Words class="scenario-window" words=part(|facts| &facts.window) empty="Always" />
        <Words class="scenario-directory" words=part(|facts| &facts.directory) empty="No directory" />
        <div role="gridcell" class="scenario-updated" title=move || facts.with(|f| f.updated_exact.clone())>
            {move || facts.with(|facts| facts.updated.clone())}
        </div>
    }
}

/// A cell whose absence has a name: an empty restriction means everyone.
#[component]
fn Words(class: &'static str, words: Memo<String>, empty: &'static str) -> impl IntoView {
    let is_usual = Memo::new(move |_| words.with(|words| words.is_empty() || words == empty));
    let shown = move || {
        if words.with(String::is_empty) {
            empty.to_owned()
        } else {
            words.get()
        }
    };
    view! {
        <div role="gridcell" class=class data-usual=move || is_usual.get().then_some("")>
            <span class="truncate" title=shown>{shown}</span>
        </div>
    }
}

/// One badge, and the drawing of the publication before it where it says something else; its word
/// is shown where there is room for it.
fn status_badge(status: Status) -> impl IntoView {
    let badge = status.badge();
    let publication = Some(status.publication.badge()).filter(|publication| *publication != badge);
    view! {
        <span class="scenario-badge" title=status.words()>
            {publication.map(|badge| view! {
                <span class="scenario-publication">
                    <StatusBadge label=badge.label icon=icon(badge.icon) tone=tone(badge.icon) plain=true />
                </span>
            })}
            <StatusBadge label=badge.label icon=icon(badge.icon) tone=tone(badge.icon) plain=true />
        </span>
    }
}

/// The badges of a status: publication, and the window where it matters.
pub fn status_badges(status: Status) -> impl IntoView {
    let (publication, window) = status.badges();
    view! {
        <StatusBadge label=publication.label icon=icon(publication.icon) tone=tone(publication.icon) plain=true />
        {window
            .map(|badge| {
                view! { <StatusBadge label=badge.label icon=icon(badge.icon) tone=tone(badge.icon) plain=true /> }
            })}
    }
}

/// The drawing of a badge, by the name that the domain gives it.
#[must_use]
pub fn icon(name: &str) -> IconName {
    match name {
        "published" => IconName::Published,
        "changed" => IconName::Changed,
        "scheduled" => IconName::Scheduled,
        "expired" => IconName::Expired,
        _ => IconName::Draft,
    }
}

/// The colour of a badge, by the name that the domain gives it.
#[must_use]
pub fn tone(name: &str) -> Tone {
    match name {
        "published" => Tone::Green,
        "changed" => Tone::Amber,
        "scheduled" => Tone::Blue,
        "expired" => Tone::Brown,
        _ => Tone::Grey,
    }
}
