//! What a menu offers.

use leptos::prelude::*;

use crate::ui::icon::IconName;

/// One line of a menu.
#[derive(Clone)]
pub enum MenuEntry {
    /// Something to do.
    Item(MenuItem),
    /// A line between groups.
    Separator,
}

impl From<MenuItem> for MenuEntry {
    fn from(item: MenuItem) -> Self {
        Self::Item(item)
    }
}

/// Something to do. Build it with [`MenuItem::new`] and the methods after it.
#[derive(Clone)]
pub struct MenuItem {
    pub(super) label: String,
    pub(super) icon: Option<IconName>,
    pub(super) keys: Option<String>,
    pub(super) danger: bool,
    pub(super) checked: Option<bool>,
    pub(super) disabled_reason: Option<String>,
    pub(super) on_select: Callback<()>,
}

impl MenuItem {
    /// A line that does `on_select`.
    pub fn new(label: impl Into<String>, on_select: impl Into<Callback<()>>) -> Self {
        Self {
            label: label.into(),
            icon: None,
            keys: None,
            danger: false,
            checked: None,
            disabled_reason: None,
            on_select: on_select.into(),
        }
    }

    /// With a drawing.
    #[must_use]
    pub fn icon(self, icon: IconName) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// With the shortcut that does the same.
    #[must_use]
    pub fn keys(self, keys: impl Into<String>) -> Self {
        Self {
            keys: Some(keys.into()),
            ..self
        }
    }

    /// Destroys something.
    #[must_use]
    pub fn danger(self) -> Self {
        Self {
            danger: true,
            ..self
        }
    }

    /// One of several choices, chosen or not.
    #[must_use]
    pub fn checked(self, checked: bool) -> Self {
        Self {
            checked: Some(checked),
            ..self
        }
    }

    /// Cannot be used now, and why; `None` where it can.
    #[must_use]
    pub fn disabled_because(self, reason: Option<String>) -> Self {
        Self {
            disabled_reason: reason,
            ..self
        }
    }
}
