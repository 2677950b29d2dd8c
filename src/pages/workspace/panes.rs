//! Which pane a narrow screen shows, and whether the tree's drawer is open.

use leptos::prelude::*;

/// A pane of the main screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownPane {
    /// The directories.
    Tree,
    /// The scenarios.
    List,
    /// The open scenario.
    Scenario,
}

impl ShownPane {
    /// The value of `data-pane`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tree => "tree",
            Self::List => "list",
            Self::Scenario => "scenario",
        }
    }
}

/// The panes of the main screen.
#[derive(Clone, Copy)]
pub struct Panes {
    shown: RwSignal<ShownPane>,
    drawer: RwSignal<bool>,
}

impl Panes {
    /// Gives the panes to the page below.
    pub fn provide() -> Self {
        let panes = Self {
            shown: RwSignal::new(ShownPane::List),
            drawer: RwSignal::new(false),
        };
        provide_context(panes);
        panes
    }

    /// The panes around this view.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Which one a phone shows.
    #[must_use]
    pub fn shown(self) -> ShownPane {
        self.shown.get()
    }

    /// Shows a pane: alone on a phone, the tree as a drawer on a middling screen.
    pub fn show(self, pane: ShownPane) {
        self.shown.set(pane);
        self.drawer.set(pane == ShownPane::Tree);
    }

    /// Whether the tree's drawer is open.
    #[must_use]
    pub fn drawer(self) -> bool {
        self.drawer.get()
    }

    /// Closes the drawer.
    pub fn close_drawer(self) {
        self.drawer.set(false);
        if self.shown.get_untracked() == ShownPane::Tree {
            self.shown.set(ShownPane::List);
        }
    }
}
