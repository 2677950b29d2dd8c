//! What the list shows: filter, sort and open scenario from the URL, and the choice of rows.

use std::collections::HashSet;

use domain::{DirectoryChoice, Draft, Filter, Sort, index::View};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    pages::{copying::Copied, go::Go, query::Typed},
    paths,
    state::Workspace,
    ui::DragPayload,
    web::{clock::Clock, query},
};

/// Something that was cut and waits to be pasted on a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Scenarios, by id.
    Scenarios(Vec<String>),
    /// A directory, by id.
    Directory(String),
}

/// Stands for the id of a scenario that does not exist yet.
pub const NEW: &str = "new";

/// A view of the open scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The form.
    #[default]
    Edit,
    /// Published text and draft side by side.
    Compare,
    /// Published versions.
    History,
}

impl Tab {
    /// All, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Edit, Self::Compare, Self::History];

    /// The name in the URL.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Compare => "compare",
            Self::History => "history",
        }
    }

    /// The word on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Edit => "Edit",
            Self::Compare => "Compare",
            Self::History => "History",
        }
    }

    /// Reads a name; the form for an unknown one.
    #[must_use]
    pub fn read(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|tab| tab.name() == name)
            .unwrap_or_default()
    }
}

/// The list and its companions, shared by the panes.
#[derive(Clone, Copy)]
pub struct Listing {
    /// The workspace.
    pub workspace: Workspace,
    /// The filter, with the text as it is being typed.
    pub filter: Memo<Filter>,
    /// The order.
    pub sort: Memo<Sort>,
    /// The rows that the filter lets through, and the numbers beside its choices.
    pub view: Memo<View>,
    /// Chosen rows, by slot of the index.
    pub selection: RwSignal<HashSet<u32>>,
    /// The row that the keyboard stands on.
    pub active: RwSignal<Option<u32>>,
    /// What is being dragged from the list or within the tree.
    pub dragging: RwSignal<Option<DragPayload>>,
    /// What was cut.
    pub cut: RwSignal<Option<Cut>>,
    /// What "Move to…" is asked for.
    pub moving: RwSignal<Option<Cut>>,
    /// What is to be copied to another workspace.
    pub copying: RwSignal<Option<Copied>>,
    /// The tab of the open scenario.
    pub tab: Memo<Tab>,
    /// What the next new scenario begins with: the copy of another one.
    pub prefill: StoredValue<Option<Draft>>,
    new_edit: Memo<Option<String>>,
    /// The name of a new scenario on this device, and the id that it has got.
    became: StoredValue<Option<(String, String)>>,
    open: Memo<Option<String>>,
    typed: Typed,
    go: Go,
}

impl Listing {
    /// Reads the URL, and gives the listing to the panes below.
    pub fn provide() -> Self {
        let workspace = Workspace::expect();
        let location = use_location();
        let search = Memo::new(move |_| location.search.get());
        let pathname = location.pathname;
        let open = Memo::new(move |_| pathname.with(|path| open_scenario(path)));
        let typed = Typed::begin();
        let filter = Memo::new(move |_| {
            let pairs = search.with(|search| query::pairs(search));
            let mut filter = Filter::from_query(borrowed(&pairs));
            if let Some(text) = typed.get() {
                filter.text = text;
            }
            filter
        });
        let sort = Memo::new(move |_| {
            let pairs = search.with(|search| query::pairs(search));
            Sort::from_query(borrowed(&pairs))
        });
        let value_of = move |wanted: &str| {
            let pairs = search.with(|search| query::pairs(search));
            let found = pairs.into_iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value)
        };
        let tab = Memo::new(move |_| {
            value_of("tab")
                .map(|value| Tab::read(&value))
                .unwrap_or_default()
        });
        let new_edit = Memo::new(move |_| value_of("edit").filter(|name| !name.is_empty()));
        let clock = Clock::expect();
        let view = Memo::new(move |_| {
            let now = clock.get();
            workspace.index().with(|index| {
                workspace.tree().with(|tree| {
                    filter.with(|filter| sort.with(|sort| index.view(filter, sort, now, tree)))
                })
            })
        });
        let selection = RwSignal::new(HashSet::new());
        let active = RwSignal::new(None);
        // A slot whose scenario is gone may be given to another one.
        Effect::new(move || {
            workspace.index().with(|index| {
                let gone = |slot: &u32| index.at(*slot).is_none();
                if selection.with_untracked(|chosen: &HashSet<u32>| chosen.iter().any(gone)) {
                    selection.update(|chosen| chosen.retain(|slot| !gone(slot)));
                }
                if active.with_untracked(|active: &Option<u32>| active.as_ref().is_some_and(gone)) {
                    active.set(None);
                }
            });
        });
        let listing = Self {
            workspace,
            filter,
            sort,
            view,
            selection,
            active,
            dragging: RwSignal::new(None),
            cut: RwSignal::new(None),
            moving: RwSignal::new(None),
            copying: RwSignal::new(None),
            tab,
            new_edit,
            prefill: StoredValue::new(None),
            became: StoredValue::new(None),
            open,
            typed,
            go: Go::here(),
        };
        provide_context(listing);
        listing
    }

    /// The listing around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The id of the open scenario; `new` while one is being written.
    #[must_use]
    pub fn open_id(self) -> Option<String> {
        self.open.get()
    }

    /// Opens a scenario beside the list.
    pub fn open(self, id: &str) {
        let query = self.query_untracked();
        self.go
            .to(&paths::scenario(&self.workspace.id(), id, &query));
    }

    /// The path of a scenario under the present filter.
    #[must_use]
    pub fn path_of(self, id: &str) -> String {
        paths::scenario(&self.workspace.id(), id, &self.query_untracked())
    }

    /// Opens the form of a new scenario.
    pub fn open_new(self) {
        self.go.to(&self.path_of_new(None));
    }

    /// What this device calls the new scenario of the address.
    #[must_use]
    pub const fn new_edit(self) -> Memo<Option<String>> {
        self.new_edit
    }

    /// Puts the name of the new scenario into the address.
    pub fn name_new(self, name: &str) {
        self.go.replace(&self.path_of_new(Some(name)));
    }

    /// Goes on with a new scenario that was not sent.
    pub fn open_unsent(self, name: &str) {
        self.go.to(&self.path_of_new(Some(name)));
    }

    fn path_of_new(self, name: Option<&str>) -> String {
        let mut query = self.query_untracked();
        if let Some(name) = name {
            push_query(&mut query, "edit", name);
        }
        paths::new_scenario(&self.workspace.id(), &query)
    }

    /// Closes the open scenario.
    pub fn close(self) {
        self.go.to(&paths::scenarios(
            &self.workspace.id(),
            &self.query_untracked(),
        ));
    }

    /// A new scenario exists now: its form goes on under the address of its id.
    pub fn became(self, name: &str, id: &str) {
        self.became
            .set_value(Some((name.to_owned(), id.to_owned())));
        self.go.replace(&self.path_of(id));
    }

    /// Whether a scenario is the one that a new one has become.
    #[must_use]
    pub fn has_become(self, name: &str, id: &str) -> bool {
        self.became.with_value(|became| {
            became
                .as_ref()
                .is_some_and(|(new, known)| new == name && known == id)
        })
    }

    /// Changes the filter; the URL follows.
    pub fn change(self, change: impl FnOnce(&mut Filter)) {
        let mut filter = self.filter.get_untracked();
        change(&mut filter);
        self.typed.forget();
        self.show(&filter, self.sort.get_untracked(), false);
    }

    /// Takes over the text of the search box at once, and into the URL when typing rests.
    pub fn type_text(self, text: String) {
        self.typed.take(text, move |_| {
            let filter = self.filter.get_untracked();
            self.show(&filter, self.sort.get_untracked(), true);
        });
    }

    /// Sorts by another column or the other way.
    pub fn sort_by(self, sort: Sort) {
        self.show(&self.filter.get_untracked(), sort, false);
    }

    /// Shows a directory.
    pub fn choose_directory(self, directory: DirectoryChoice) {
        self.change(|filter| filter.directory = directory);
    }

    /// The ids behind slots, in the order of the list.
    #[must_use]
    pub fn ids(self, slots: &[u32]) -> Vec<String> {
        self.workspace.index().with_untracked(|index| {
            slots
                .iter()
                .filter_map(|slot| Some(index.at(*slot)?.id.clone()))
                .collect()
        })
    }

    /// Asks where these scenarios are to be copied.
    pub fn begin_copy(self, ids: &[String]) {
        let rows = ids.iter().filter_map(|id| self.workspace.training(id));
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            self.copying.set(Some(Copied::Scenarios(rows)));
        }
    }

    /// The chosen rows in the order of the list, also those that the filter hides.
    #[must_use]
    pub fn chosen(self) -> Vec<String> {
        let chosen = self.selection.get_untracked();
        let mut slots: Vec<u32> = self.view.with_untracked(|view| {
            view.rows
                .iter()
                .copied()
                .filter(|slot| chosen.contains(slot))
                .collect()
        });
        let mut hidden: Vec<u32> = chosen
            .into_iter()
            .filter(|slot| !slots.contains(slot))
            .collect();
        hidden.sort_unstable();
        slots.append(&mut hidden);
        self.ids(&slots)
    }

    /// Shows a tab of the open scenario.
    pub fn show_tab(self, tab: Tab) {
        if let Some(id) = self.open.get_untracked() {
            let mut query = self.query_untracked();
            if tab != Tab::default() {
                push_query(&mut query, "tab", tab.name());
            }
            self.go.to(&self.path_over(Some(&id), query));
        }
    }

    /// Opens the form of a new scenario with a copy of this text.
    pub fn duplicate(self, draft: &Draft) {
        self.prefill.set_value(Some(draft.duplicate()));
        self.open_new();
    }

    fn show(self, filter: &Filter, sort: Sort, replace: bool) {
        let open = self.open.get_untracked();
        let path = self.path_over(open.as_deref(), query_of(filter, sort));
        if replace {
            self.go.replace(&path);
        } else {
            self.go.to(&path);
        }
    }

    /// The address of what is open, over another query. Something new keeps its name: without it
    /// the form would be that of another new one.
    fn path_over(self, open: Option<&str>, mut query: String) -> String {
        let workspace = self.workspace.id();
        match open {
            None => paths::scenarios(&workspace, &query),
            Some(NEW) => {
                if let Some(name) = self.new_edit.get_untracked() {
                    push_query(&mut query, "edit", &name);
                }
                paths::new_scenario(&workspace, &query)
            }
            Some(id) => paths::scenario(&workspace, id, &query),
        }
    }

    fn query_untracked(self) -> String {
        self.filter
            .with_untracked(|filter| query_of(filter, self.sort.get_untracked()))
    }
}

fn query_of(filter: &Filter, sort: Sort) -> String {
    let mut pairs = filter.to_query();
    pairs.extend(sort.to_query());
    paths::query(pairs.iter().map(|(name, value)| (*name, value.as_str())))
}

fn push_query(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(&paths::query([(name, value)]));
}

/// The scenario of a path like `/workspace/main/scenarios/{id}`.
fn open_scenario(path: &str) -> Option<String> {
    let mut parts = path.trim_start_matches('/').split('/').skip(2);
    if parts.next()? != "scenarios" {
        return None;
    }
    parts.next().filter(|id| !id.is_empty()).map(query::decode)
}

fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
}
