//! The directories: choose one to see its scenarios, and put them in order.

use std::collections::{BTreeSet, HashSet};

use contract::Capability;
use domain::{DirectoryChoice, tree::Moving};
use leptos::prelude::*;

use crate::{
    pages::workspace::Panes,
    state::{Prefs, Workspace, workspace::Known},
    ui::{
        Banner, ButtonSize, DragPayload, DragSource, IconButton, IconName, Tone, Tree, TreeEdit,
        TreeRow, TreeRowKind,
    },
};

use super::{Cut, Listing};

mod actions;
mod row_menu;
mod waiting;

use actions::DirectoryActions;
use row_menu::RowMenu;
use waiting::WaitingWrites;

/// DOM id of the tree.
pub const TREE_ID: &str = "directories";

const ALL: &str = "all";
const NONE: &str = "none";
const DIRECTORY: &str = "directory:";

/// The pane of the tree.
#[component]
pub fn TreePane() -> impl IntoView {
    let listing = Listing::expect();
    let panes = Panes::expect();
    let workspace = listing.workspace;
    let open = Open::of(workspace);
    let rows = Memo::new(move |_| rows(workspace, &open.get()));
    let selected = Signal::derive(move || {
        let directory = listing.filter.with(|filter| filter.directory.clone());
        Some(row_id(&directory))
    });
    let edit = RwSignal::new(None::<TreeEdit>);
    let actions = DirectoryActions::new(listing, edit, open);
    actions.follow(panes);
    let menu = RwSignal::new(None);
    let has_directories = workspace.has(Capability::Directories);
    let choose = move |row: String| {
        if let Some(choice) = choice_of(&row) {
            listing.choose_directory(choice);
            panes.close_drawer();
        }
    };
    let cut = Signal::derive(move || match listing.cut.get() {
        Some(Cut::Directory(id)) => vec![format!("{DIRECTORY}{id}")],
        _ => Vec::new(),
    });
    let on_cut = move |row: Option<String>| {
        let cut = row.as_deref().and_then(directory_of).map(Cut::Directory);
        listing.cut.set(cut);
    };
    let on_paste = move |row: String| {
        if let Some(cut) = listing.cut.get_untracked() {
            actions.put(&cut, &row);
        }
    };
    let can_drop = move |(payload, row): (DragPayload, String)| {
        let Some(what) = dragged(&payload) else {
            return Err("This cannot be moved here.".to_owned());
        };
        accepts(workspace, &what, &row)
    };
    let on_drop = move |(payload, row): (DragPayload, String)| {
        if let Some(what) = dragged(&payload) {
            actions.put(&what, &row);
        }
    };
    view! {
        <nav class="pane" data-name="tree" id="pane-tree" aria-label="Directories">
            <div class="pane-head">
                <h2 class="pane-title">"Directories"</h2>
                <div class="pane-actions">
                    <Show when=move || has_directories>
                        <IconButton
                            label="New directory"
                            icon=IconName::FolderPlus
                            size=ButtonSize::Small
                            on_click=move |_| actions.begin_new()
                        />
                    </Show>
                    <span class="only-drawer">
                        <IconButton
                            label="Close the directories"
                            icon=IconName::Close
                            size=ButtonSize::Small
                            on_click=move |_| panes.close_drawer()
                        />
                    </span>
                </div>
            </div>
            <Unreadable workspace=workspace />
            <WaitingWrites workspace=workspace />
            <div class="pane-body" data-virtual="">
                <Tree
                    id=TREE_ID
                    label="Directories"
                    rows=rows
                    selected=selected
                    on_select=choose
                    on_toggle=move |(rows, opened): (Vec<String>, bool)| open.toggle(&rows, opened)
                    edit=edit
                    on_edit=move |(target, name)| actions.confirm(target, name)
                    on_delete=move |row: String| actions.ask_delete(&row)
                    cut=cut
                    on_cut=on_cut
                    on_paste=on_paste
                    on_menu=move |(row, anchor)| menu.set(Some((row, anchor)))
                    dragging=listing.dragging
                    can_drop=can_drop
                    on_drop=on_drop
                    count_words=|count| domain::words::count(count, "scenario")
                    movable=has_directories
                />
            </div>
            <RowMenu request=menu actions=actions />
            {actions.dialog()}
        </nav>
    }
}

#[component]
fn Unreadable(workspace: Workspace) -> impl IntoView {
    move || {
        workspace.directories().with(|known| match known {
            Known::Failed(error) if workspace.has(Capability::Directories) => Some(view! {
                <Banner tone=Tone::Red title="The directories cannot be shown">
                    {format!("{error} {}", error.advice())}
                </Banner>
            }),
            _ => None,
        })
    }
}

/// The open directories: as they were left on this device, the top level at first.
#[derive(Clone, Copy)]
pub(super) struct Open {
    prefs: Prefs,
    workspace: Workspace,
}

impl Open {
    fn of(workspace: Workspace) -> Self {
        Self {
            prefs: Prefs::expect(),
            workspace,
        }
    }

    fn get(self) -> HashSet<String> {
        match self.prefs.expanded(&self.workspace.id()) {
            Some(open) => open.into_iter().collect(),
            None => self.workspace.tree().with(|tree| {
                let tops = tree.nodes().iter().filter(|node| node.parent.is_none());
                tops.map(|node| node.id.clone()).collect()
            }),
        }
    }

    fn toggle(self, rows: &[String], opened: bool) {
        let mut open: BTreeSet<String> = untrack(move || self.get()).into_iter().collect();
        for id in rows.iter().filter_map(|row| directory_of(row)) {
            if opened {
                open.insert(id);
            } else {
                open.remove(&id);
            }
        }
        self.prefs.set_expanded(&self.workspace.id(), open);
    }
}

fn rows(workspace: Workspace, open: &HashSet<String>) -> Vec<TreeRow> {
    let counts = workspace
        .index()
        .with(domain::index::Index::directory_counts);
    workspace.tree().with(|tree| {
        let rolled = tree.roll_up(|id| counts.direct.get(id).copied().unwrap_or(0));
        let tops = tree
            .nodes()
            .iter()
            .filter(|node| node.parent.is_none())
            .count();
        let size = tops + 2;
        let fixed = |id: &str, label: &str, icon, pos, count: u32| TreeRow {
            id: id.to_owned(),
            label: label.to_owned(),
            depth: 0,
            has_children: false,
            expanded: false,
            pos,
            size,
            count: Some(u64::from(count)),
            icon,
            kind: TreeRowKind::Fixed,
        };
        let mut rows = vec![
            fixed(ALL, "All", IconName::Inbox, 1, counts.all),
            fixed(NONE, "No directory", IconName::FolderOff, 2, counts.none),
        ];
        rows.extend(tree.rows(open).into_iter().map(|row| {
            let is_top = row.level <= 1;
            TreeRow {
                id: format!("{DIRECTORY}{}", row.id),
                label: row.name,
                depth: row.level.saturating_sub(1),
                has_children: row.has_children,
                expanded: row.is_expanded,
                pos: if is_top {
                    row.position + 2
                } else {
                    row.position
                },
                size: if is_top { size } else { row.siblings },
                count: rolled.get(row.place).copied().map(u64::from),
                icon: if row.is_expanded {
                    IconName::FolderOpen
                } else {
                    IconName::Folder
                },
                kind: TreeRowKind::Item,
            }
        }));
        rows
    })
}

fn row_id(choice: &DirectoryChoice) -> String {
    match choice {
        DirectoryChoice::All => ALL.to_owned(),
        DirectoryChoice::None => NONE.to_owned(),
        DirectoryChoice::Id(id) => format!("{DIRECTORY}{id}"),
    }
}

fn choice_of(row: &str) -> Option<DirectoryChoice> {
    match row {
        ALL => Some(DirectoryChoice::All),
        NONE => Some(DirectoryChoice::None),
        row => directory_of(row).map(DirectoryChoice::Id),
    }
}

/// The directory of a row; none for the two fixed rows.
pub(super) fn directory_of(row: &str) -> Option<String> {
    row.strip_prefix(DIRECTORY).map(str::to_owned)
}

fn dragged(payload: &DragPayload) -> Option<Cut> {
    match payload.source {
        DragSource::List => Some(Cut::Scenarios(payload.ids.clone())),
        DragSource::Tree => payload
            .ids
            .first()
            .and_then(|row| directory_of(row))
            .map(Cut::Directory),
    }
}

/// Whether something may be put on a row, and why not.
fn accepts(workspace: Workspace, what: &Cut, row: &str) -> Result<(), String> {
    let target = directory_of(row);
    workspace.tree().with_untracked(|tree| match what {
        Cut::Scenarios(_) if row == ALL => {
            Err("“All” is not a directory. Use “No directory” to take scenarios out.".to_owned())
        }
        Cut::Scenarios(_) => Ok(()),
        Cut::Directory(_) if row == NONE => {
            Err("Drop a directory on “All” to move it to the top.".to_owned())
        }
        Cut::Directory(id) if tree.accepts(Moving::Directory(id), target.as_deref()) => Ok(()),
        Cut::Directory(_) => Err(
            "It is here already, would lie inside itself or too deep, or the name is taken."
                .to_owned(),
        ),
    })
}
