//! What is on the page, by role and name.

use std::panic::Location;

use super::{FIELDS, Page, locator::Locator};

impl Page {
    /// Something of any role.
    #[track_caller]
    #[must_use]
    pub fn role(&self, role: &str, name: &str) -> Locator {
        Locator::new(self.clone(), &[role], Some(name), Location::caller())
    }

    /// Everything of a role, whatever its name.
    #[track_caller]
    #[must_use]
    pub fn any(&self, role: &str) -> Locator {
        Locator::new(self.clone(), &[role], None, Location::caller())
    }

    /// A button.
    #[track_caller]
    #[must_use]
    pub fn button(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["button"], Some(name), Location::caller())
    }

    /// A link.
    #[track_caller]
    #[must_use]
    pub fn link(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["link"], Some(name), Location::caller())
    }

    /// A field to type or choose in.
    #[track_caller]
    #[must_use]
    pub fn field(&self, label: &str) -> Locator {
        Locator::new(self.clone(), FIELDS, Some(label), Location::caller())
    }

    /// A heading.
    #[track_caller]
    #[must_use]
    pub fn heading(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["heading"], Some(name), Location::caller())
    }

    /// A tab.
    #[track_caller]
    #[must_use]
    pub fn tab(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["tab"], Some(name), Location::caller())
    }

    /// A dialog.
    #[track_caller]
    #[must_use]
    pub fn dialog(&self, name: &str) -> Locator {
        Locator::new(
            self.clone(),
            &["dialog", "alertdialog"],
            Some(name),
            Location::caller(),
        )
    }

    /// A directory of the tree, by its own name.
    #[track_caller]
    #[must_use]
    pub fn tree_item(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["treeitem"], Some(name), Location::caller()).containing()
    }

    /// A row of a list, by some of its text.
    #[track_caller]
    #[must_use]
    pub fn row(&self, text: &str) -> Locator {
        Locator::new(self.clone(), &["row"], Some(text), Location::caller()).containing()
    }

    /// An entry of an open menu.
    #[track_caller]
    #[must_use]
    pub fn menu_item(&self, name: &str) -> Locator {
        Locator::new(
            self.clone(),
            &["menuitem", "menuitemradio"],
            Some(name),
            Location::caller(),
        )
    }

    /// An option of an open list.
    #[track_caller]
    #[must_use]
    pub fn option(&self, name: &str) -> Locator {
        Locator::new(self.clone(), &["option"], Some(name), Location::caller())
    }

    /// Opens a combobox, types to find an option, and takes it.
    #[track_caller]
    pub fn choose(&self, field: &str, option: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let field = Locator::new(self.clone(), FIELDS, Some(field), at);
        let choice = Locator::new(self.clone(), &["option"], Some(option), at).containing();
        async move {
            field.click().await;
            self.type_text(option).await;
            choice.click().await;
            self.press("Escape").await;
        }
    }

    /// Types a date like `2026-11-20` into a field of dates, part by part in the order that the
    /// browser's language has.
    #[track_caller]
    pub fn type_date(&self, field: &str, date: &str) -> impl Future<Output = ()> {
        const ORDER: &str = "return new Intl.DateTimeFormat().formatToParts() \
            .map((part) => part.type).filter((type) => type !== 'literal')";
        let at = Location::caller();
        let field = Locator::new(self.clone(), FIELDS, Some(field), at);
        async move {
            let parts: Vec<&str> = date.split('-').collect();
            let [year, month, day] = parts[..] else {
                self.fail(at, &format!("{date} is no date")).await;
            };
            field.focus().await;
            field.has_focus().await;
            self.press_times("ArrowLeft", 2).await;
            let order = self.run(ORDER).await;
            for part in order.as_array().into_iter().flatten() {
                self.type_text(match part.as_str() {
                    Some("year") => year,
                    Some("month") => month,
                    _ => day,
                })
                .await;
            }
            field.has_value(date).await;
        }
    }
}
