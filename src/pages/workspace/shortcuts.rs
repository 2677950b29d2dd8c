//! The keyboard shortcuts: one table that binds them and lists them.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    paths,
    ui::{Shortcut as Row, ShortcutsDialog},
    web::keys::{self, Press},
};

/// What a shortcut does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Lists the shortcuts.
    Help,
    /// Puts the cursor into the search box.
    Search,
    /// Opens the form of a new scenario.
    New,
    /// Saves the draft.
    Save,
    /// Puts the focus into the form.
    Edit,
    /// Opens the review before publishing.
    Publish,
    /// Leaves the field of a form, so that the next Escape closes the form.
    Leave,
    /// Closes the open scenario.
    Close,
    /// Moves the open or the selected scenarios to a directory.
    Move,
    /// Puts the focus into the tree.
    FocusTree,
    /// Puts the focus into the list.
    FocusList,
    /// Undoes what was done last.
    Undo,
    /// Does again what was undone last.
    Redo,
    /// Opens the list of what was done.
    History,
}

/// A shortcut.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    /// What it does.
    pub command: Command,
    /// The key, in lower case.
    key: &'static str,
    /// Whether Ctrl (Cmd on a Mac) is held.
    with_command: bool,
    /// Whether Shift is held, where that tells two shortcuts apart.
    with_shift: Option<bool>,
    /// Whether it rests in a text, which has the same keys for itself.
    rests_in_text: bool,
    /// As it is written for people.
    pub keys: &'static str,
    /// What it does, in words.
    pub words: &'static str,
    /// What it does on the page of the segments; empty where it does nothing there.
    pub for_segments: &'static str,
    /// Whether it is about what is open, rather than about the page.
    is_of_form: bool,
}

const fn letter(
    command: Command,
    key: &'static str,
    words: &'static str,
    for_segments: &'static str,
) -> Shortcut {
    Shortcut {
        command,
        key,
        with_command: false,
        with_shift: None,
        rests_in_text: false,
        keys: key,
        words,
        for_segments,
        is_of_form: false,
    }
}

/// All of them. Widgets have more keys of their own, which `OF_WIDGETS` lists.
pub const SHORTCUTS: &[Shortcut] = &[
    letter(
        Command::Help,
        "?",
        "List the shortcuts",
        "List the shortcuts",
    ),
    letter(
        Command::Search,
        "/",
        "Search the scenarios",
        "Search the segments",
    ),
    letter(Command::New, "n", "New scenario", "New segment"),
    Shortcut {
        with_command: true,
        with_shift: Some(false),
        rests_in_text: true,
        keys: "Ctrl+Z",
        ..letter(Command::Undo, "z", UNDO, UNDO)
    },
    Shortcut {
        with_command: true,
        with_shift: Some(true),
        rests_in_text: true,
        keys: "Ctrl+Shift+Z",
        ..letter(Command::Redo, "z", REDO, REDO)
    },
    // As some are used to; one line in the list is enough.
    Shortcut {
        with_command: true,
        with_shift: Some(false),
        rests_in_text: true,
        ..letter(Command::Redo, "y", "", "")
    },
    letter(Command::History, "h", HISTORY, HISTORY),
    letter(Command::Move, "m", "Move to a directory", ""),
    letter(Command::FocusTree, "t", "Go to the directory tree", ""),
    letter(Command::FocusList, "l", "Go to the list", "Go to the list"),
    Shortcut {
        is_of_form: true,
        ..letter(Command::Edit, "e", "Go to the form", "")
    },
    Shortcut {
        with_command: true,
        keys: "Ctrl+S",
        is_of_form: true,
        ..letter(Command::Save, "s", "Save the draft", "Save the segment")
    },
    Shortcut {
        with_command: true,
        keys: "Ctrl+Enter",
        is_of_form: true,
        ..letter(Command::Publish, "enter", "Review and publish", "")
    },
    Shortcut {
        keys: "Escape",
        is_of_form: true,
        ..letter(Command::Close, "escape", CLOSE, CLOSE)
    },
];

const UNDO: &str = "Undo, outside a text";
const REDO: &str = "Redo, outside a text";
const HISTORY: &str = "Show what was done";
const CLOSE: &str = "Leave the field, then close";

const OF_WIDGETS: &[(&str, &str, &str)] = &[
    ("List", "↑ ↓", "Move through the rows"),
    ("List", "Enter", "Open the scenario"),
    ("List", "Space", "Select the row"),
    ("List", "Shift+↑ ↓", "Select several rows"),
    ("List", "Ctrl+X", "Cut, then Ctrl+V on a directory"),
    ("Directory tree", "← →", "Close and open"),
    ("Directory tree", "*", "Open all beside it"),
    ("Directory tree", "F2", "Rename"),
    ("Directory tree", "Delete", "Delete"),
    ("Directory tree", "Ctrl+X Ctrl+V", "Cut and paste"),
    ("Directory tree", "A letter", "Jump to a name"),
];

const OF_SEGMENT_LIST: &[(&str, &str, &str)] = &[
    ("List", "↑ ↓", "Move through the rows"),
    ("List", "Enter", "Open the segment"),
];

fn command_of(press: &Press) -> Option<Command> {
    SHORTCUTS
        .iter()
        .find(|shortcut| {
            press.key == shortcut.key
                && press.command == shortcut.with_command
                && shortcut.with_shift.is_none_or(|shift| press.shift == shift)
                && !(shortcut.rests_in_text && press.in_text)
                && !press.alt
        })
        .map(|shortcut| shortcut.command)
}

/// Calls `run` for each shortcut pressed where it may fire; `true` claims it.
pub fn on_command(run: impl Fn(Command) -> bool + 'static) {
    keys::on_press(move |press| {
        let command = if press.typing && !press.command {
            (press.key == "escape").then_some(Command::Leave)
        } else {
            command_of(press)
        };
        // Asked last: it looks through the whole page, and most keys are letters of a text.
        command.is_some_and(|command| !keys::something_is_open() && run(command))
    });
}

/// The list of shortcuts, opened by `?` and from the menu.
#[component]
pub fn ShortcutsHelp(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    on_command(move |command| {
        let ours = command == Command::Help;
        if ours {
            open.set(true);
        }
        ours
    });
    let path = use_location().pathname;
    let rows = Signal::derive(move || {
        path.with(|path| match paths::part(path) {
            paths::AGENTS => rows_of_agents(),
            _ => rows(paths::is_segments(path)),
        })
    });
    view! { <ShortcutsDialog open=open shortcuts=rows /> }
}

const OF_AGENTS: &[(&str, &str, &str)] = &[
    ("Everywhere", "?", "List the shortcuts"),
    ("Everywhere", "/", "Search the agents or trainings"),
    ("Everywhere", "n", "New training"),
    ("Everywhere", "l", "Go to the list"),
    ("Everywhere", "Ctrl+Z", "Undo the last run, outside a text"),
    ("Everywhere", "h", HISTORY),
    ("Training", "e", "Go to the form"),
    ("Training", "Ctrl+S", "Look over and make the changes"),
    ("Training", "Ctrl+Enter", "The same, and publish"),
    ("Training", "Escape", CLOSE),
    ("List", "↑ ↓", "Move through the rows"),
    ("List", "Enter", "Open the training"),
];

fn rows_of_agents() -> Vec<Row> {
    let rows = OF_AGENTS.iter().copied();
    rows.map(row).collect()
}

fn row((group, keys, words): (&str, &str, &str)) -> Row {
    Row {
        group: group.to_owned(),
        keys: keys.to_owned(),
        description: words.to_owned(),
    }
}

/// What the page has.
fn rows(is_segments: bool) -> Vec<Row> {
    let (form, widgets) = if is_segments {
        ("Segment", OF_SEGMENT_LIST)
    } else {
        ("Scenario", OF_WIDGETS)
    };
    SHORTCUTS
        .iter()
        .map(|shortcut| {
            let group = if shortcut.is_of_form {
                form
            } else {
                "Everywhere"
            };
            let words = if is_segments {
                shortcut.for_segments
            } else {
                shortcut.words
            };
            (group, shortcut.keys, words)
        })
        .chain(widgets.iter().copied())
        .filter(|(_, _, words)| !words.is_empty())
        .map(row)
        .collect()
}
