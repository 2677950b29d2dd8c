//! What the list of segments shows: the search text from the URL, and numbers from the index.

use std::collections::HashMap;

use contract::opencx::Segment;
use domain::{
    Action, Filter, SegmentChoice, SegmentDraft,
    can::{Why, can},
    journal::EditKey,
    natural,
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    pages::{
        go::Go,
        query::{Query, TEXT},
    },
    paths,
    state::{Workspace, workspace::Known},
    web::{
        focus::{self, Place},
        query,
    },
};

use super::list_pane::{LIST_ID, row_id};

/// The name of a new segment on this device, in the URL.
const EDIT: &str = "edit";

/// The list of segments, shared by the panes.
#[derive(Clone, Copy)]
pub struct Segments {
    /// The workspace.
    pub workspace: Workspace,
    /// The search text, as it is being typed.
    pub text: Memo<String>,
    /// What the search lets through, by name.
    pub rows: Memo<Vec<Segment>>,
    counts: Memo<HashMap<String, u32>>,
    open: Memo<Option<String>>,
    new_edit: Memo<Option<String>>,
    address: Query,
    go: Go,
    /// What the form of a new segment leaves to that of the segment it has become.
    pub left: StoredValue<Option<Left>>,
}

/// A form that goes on under another URL, once its segment exists.
#[derive(Clone)]
pub struct Left {
    /// The draft, with what was typed while it was sent.
    pub draft: SegmentDraft,
    /// When it was sent.
    pub sent: Option<String>,
    /// What the device keeps of it.
    pub kept: Vec<EditKey>,
    /// The forms that it has gone on from.
    pub over: Vec<String>,
    /// Where the keyboard was in it.
    pub place: Option<Place>,
}

impl Segments {
    /// Reads the URL, and gives the list to the panes below.
    pub fn provide() -> Self {
        let workspace = Workspace::expect();
        let address = Query::here();
        let pathname = use_location().pathname;
        let open = Memo::new(move |_| pathname.with(|path| open_segment(path)));
        let text = address.value(TEXT);
        let edit = address.value(EDIT);
        let new_edit = Memo::new(move |_| Some(edit.get()).filter(|name| !name.is_empty()));
        let rows = Memo::new(move |_| {
            workspace.segments().with(|known| match known {
                Known::Ready(segments) => text.with(|text| found(segments, text)),
                Known::Loading | Known::Failed(_) => Vec::new(),
            })
        });
        let counts = Memo::new(move |_| workspace.index().with(|index| index.segment_counts()));
        let segments = Self {
            workspace,
            text,
            rows,
            counts,
            open,
            new_edit,
            address,
            go: Go::here(),
            left: StoredValue::new(None),
        };
        provide_context(segments);
        segments
    }

    /// The list around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Why segments cannot be written here; `None` where they can.
    #[must_use]
    pub fn why_not_edit(self) -> Option<Why> {
        can(Action::EditSegment, None, &self.workspace.access()).err()
    }

    /// Whether segments can be written here.
    #[must_use]
    pub fn may_edit(self) -> bool {
        self.why_not_edit().is_none()
    }

    /// A segment by its id, as the service showed it last.
    #[must_use]
    pub fn find(self, id: &str) -> Option<Segment> {
        self.workspace.segments().with(|known| {
            let segments = known.ready()?;
            segments.iter().find(|segment| segment.id == id).cloned()
        })
    }

    /// The id of the open segment; `new` while one is being written.
    #[must_use]
    pub fn open_id(self) -> Option<String> {
        self.open.get()
    }

    /// The path of a segment, under the present search.
    #[must_use]
    pub fn path_of(self, id: &str) -> String {
        paths::with_query(paths::segment(&self.workspace.id(), id), &self.query())
    }

    /// The path of the list, under the present search.
    #[must_use]
    pub fn path_of_list(self) -> String {
        paths::with_query(paths::segments(&self.workspace.id()), &self.query())
    }

    /// The path of the scenarios that a contact of the segment gets.
    #[must_use]
    pub fn path_of_scenarios(self, id: &str) -> String {
        let filter = Filter {
            segments: [SegmentChoice::Id(id.to_owned())].into(),
            ..Filter::default()
        };
        let pairs = filter.to_query();
        let query = paths::query(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        paths::scenarios(&self.workspace.id(), &query)
    }

    /// How many scenarios are known to be restricted to a segment.
    #[must_use]
    pub fn count(self, id: &str) -> u32 {
        self.counts
            .with(|counts| counts.get(id).copied().unwrap_or_default())
    }

    /// Whether all scenarios are read, so that [`Segments::count`] is not merely the least.
    #[must_use]
    pub fn is_counted(self) -> bool {
        self.workspace.loading().with(|loading| {
            loading.finished && loading.error.is_none() && loading.unreadable.is_empty()
        })
    }

    /// Opens the form of a new segment.
    pub fn open_new(self) {
        let query = untrack(move || self.query());
        self.go.to(&paths::with_query(
            paths::new_segment(&self.workspace.id()),
            &query,
        ));
    }

    /// What this device calls the new segment of the address.
    #[must_use]
    pub const fn new_edit(self) -> Memo<Option<String>> {
        self.new_edit
    }

    /// Puts the name of the new segment into the address.
    pub fn name_new(self, name: &str) {
        self.go.replace(&self.path_of_new(name));
    }

    /// Goes on with an edit that was not sent.
    pub fn open_unsent(self, key: &EditKey) {
        let path = if key.is_new() {
            self.path_of_new(&key.item)
        } else {
            untrack(move || self.path_of(&key.item))
        };
        self.go.to(&path);
    }

    fn path_of_new(self, name: &str) -> String {
        let mut query = untrack(move || self.query());
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&paths::query([(EDIT, name)]));
        paths::with_query(paths::new_segment(&self.workspace.id()), &query)
    }

    /// Closes the open segment; the focus goes to its row.
    pub fn close(self) {
        let target = self
            .open
            .get_untracked()
            .filter(|id| id != "new")
            .map_or_else(|| LIST_ID.to_owned(), |id| row_id(&id));
        self.go.to(&untrack(move || self.path_of_list()));
        // Where the person is asked first, the dialog keeps the focus.
        focus::focus_id(target);
    }

    /// Shows a segment in place of the form that has become it.
    pub fn became(self, id: &str, left: Left) {
        self.left.set_value(Some(left));
        self.go.replace(&untrack(move || self.path_of(id)));
    }

    /// Takes over the text of the search box at once, and into the URL when typing rests.
    pub fn type_text(self, text: String) {
        self.address.type_text(text);
    }

    /// Searches for nothing.
    pub fn clear_search(self) {
        self.address.put(&[TEXT], Vec::new());
    }

    fn query(self) -> String {
        self.text.with(|text| {
            if text.is_empty() {
                String::new()
            } else {
                paths::query([(TEXT, text.as_str())])
            }
        })
    }
}

/// The segments whose name or description has every word of the text, by name.
fn found(segments: &[Segment], text: &str) -> Vec<Segment> {
    let terms: Vec<String> = text.split_whitespace().map(natural::fold).collect();
    let mut rows: Vec<Segment> = segments
        .iter()
        .filter(|segment| {
            let name = natural::fold(&segment.name);
            let about = natural::fold(segment.description.as_deref().unwrap_or_default());
            terms
                .iter()
                .all(|term| name.contains(term) || about.contains(term))
        })
        .cloned()
        .collect();
    rows.sort_by(|a, b| natural::compare(&a.name, &b.name).then_with(|| a.id.cmp(&b.id)));
    rows
}

/// The segment of a path like `/workspace/main/segments/{id}`.
fn open_segment(path: &str) -> Option<String> {
    let mut parts = path.trim_start_matches('/').split('/').skip(2);
    if parts.next()? != "segments" {
        return None;
    }
    parts.next().filter(|id| !id.is_empty()).map(query::decode)
}
