//! What the person prefers on this device. Nothing secret, and nothing that cannot be lost.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::web::{
    storage::{self, Place},
    theme::{self, Theme},
    zone,
};

const STORED_AS: &str = "cuebook.prefs";

/// Apart from the others: a tab that changes another preference must not undo this one, which a
/// second tab may have changed.
const REMEMBERS_AS: &str = "cuebook.remember";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    theme: Theme,
    zone: String,
    tree_width: u32,
    scenario_width: u32,
    last_workspace: Option<String>,
    expanded: BTreeMap<String, BTreeSet<String>>,
    labels: BTreeMap<String, BTreeMap<String, String>>,
}

impl Default for Stored {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zone: zone::of_device(),
            tree_width: 240,
            scenario_width: 620,
            last_workspace: None,
            expanded: BTreeMap::new(),
            labels: BTreeMap::new(),
        }
    }
}

/// The preferences of this device.
#[derive(Clone, Copy)]
pub struct Prefs(RwSignal<Stored>, RwSignal<bool>);

impl Prefs {
    /// Reads them, applies the colours, and gives them to everything below.
    pub fn provide() -> Self {
        let stored: Stored = storage::read(Place::Device, STORED_AS).unwrap_or_default();
        theme::apply(stored.theme);
        let remembers = storage::read(Place::Device, REMEMBERS_AS).unwrap_or(true);
        let prefs = Self(RwSignal::new(stored), RwSignal::new(remembers));
        provide_context(prefs);
        prefs
    }

    /// The preferences of this app.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    fn change(self, change: impl FnOnce(&mut Stored)) {
        self.0.update(change);
        // A browser that refuses storage forgets preferences with the tab; nothing depends on it.
        self.0
            .with_untracked(|stored| storage::write(Place::Device, STORED_AS, stored));
    }

    /// The colours.
    #[must_use]
    pub fn theme(self) -> Theme {
        self.0.with(|stored| stored.theme)
    }

    /// Chooses the colours.
    pub fn set_theme(self, theme: Theme) {
        theme::apply(theme);
        self.change(|stored| stored.theme = theme);
    }

    /// Whether versions of scenarios are remembered on this device. Unsent edits are in any case.
    #[must_use]
    pub fn remembers(self) -> bool {
        self.1.get()
    }

    /// The same, without following it, and also where another tab has chosen meanwhile.
    pub fn still_remembers(self) -> bool {
        let remembers = storage::read::<bool>(Place::Device, REMEMBERS_AS);
        if let Some(remembers) = remembers
            && self.1.try_get_untracked() == Some(!remembers)
        {
            self.1.set(remembers);
        }
        self.1.try_get_untracked().unwrap_or(false)
    }

    /// Chooses whether versions of scenarios are remembered on this device.
    pub fn set_remembers(self, remembers: bool) {
        storage::write(Place::Device, REMEMBERS_AS, &remembers);
        self.1.set(remembers);
    }

    /// The zone in which wall times are typed.
    #[must_use]
    pub fn zone(self) -> String {
        self.0.with(|stored| stored.zone.clone())
    }

    /// Chooses the zone.
    pub fn set_zone(self, zone: String) {
        self.change(|stored| stored.zone = zone);
    }

    /// Width of the tree, in CSS pixels.
    #[must_use]
    pub fn tree_width(self) -> f64 {
        f64::from(self.0.with(|stored| stored.tree_width))
    }

    /// Remembers the width of the tree, in CSS pixels.
    pub fn set_tree_width(self, width: f64) {
        self.change(|stored| stored.tree_width = width.round() as u32);
    }

    /// Width of the scenario pane, in CSS pixels.
    #[must_use]
    pub fn scenario_width(self) -> f64 {
        f64::from(self.0.with(|stored| stored.scenario_width))
    }

    /// Remembers the width of the scenario pane, in CSS pixels.
    pub fn set_scenario_width(self, width: f64) {
        self.change(|stored| stored.scenario_width = width.round() as u32);
    }

    /// The workspace that was open last.
    #[must_use]
    pub fn last_workspace(self) -> Option<String> {
        self.0
            .with_untracked(|stored| stored.last_workspace.clone())
    }

    /// Remembers which workspace is open.
    pub fn set_last_workspace(self, workspace: &str) {
        self.change(|stored| stored.last_workspace = Some(workspace.to_owned()));
    }

    /// The open directories of a workspace; `None` where the person never opened or closed one.
    #[must_use]
    pub fn expanded(self, workspace: &str) -> Option<BTreeSet<String>> {
        self.0
            .with(|stored| stored.expanded.get(workspace).cloned())
    }

    /// Remembers the open directories of a workspace.
    pub fn set_expanded(self, workspace: &str, expanded: BTreeSet<String>) {
        self.change(|stored| {
            stored.expanded.insert(workspace.to_owned(), expanded);
        });
    }

    /// Names that were given on this device to directories of a service that names none.
    #[must_use]
    pub fn labels(self, workspace: &str) -> BTreeMap<String, String> {
        self.0
            .with(|stored| stored.labels.get(workspace).cloned().unwrap_or_default())
    }

    /// Names a directory on this device.
    pub fn set_label(self, workspace: &str, directory: &str, label: String) {
        self.change(|stored| {
            stored
                .labels
                .entry(workspace.to_owned())
                .or_default()
                .insert(directory.to_owned(), label);
        });
    }
}
