//! What keys and the pointer do to a combobox.

use leptos::{
    ev, html,
    prelude::*,
    web_sys::{Element, HtmlElement},
};
use wasm_bindgen::JsCast;

use super::{
    ComboOption, focus,
    matching::{self, Line},
};
use crate::ui::virtual_list::viewport::Viewport;

/// Lines that PageUp and PageDown pass.
const PAGE: usize = 10;

/// Everything that acts on a combobox. Copied into its event handlers.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    pub wrapper: NodeRef<html::Div>,
    pub input: NodeRef<html::Input>,
    pub viewport: Viewport,
    pub options: Signal<Vec<ComboOption>>,
    pub value: Signal<Vec<String>>,
    pub on_change: Callback<Vec<String>>,
    pub on_retry: Option<Callback<()>>,
    pub multiple: bool,
    pub open: RwSignal<bool>,
    /// What was typed since the list opened; none while the choice itself stands in the input.
    pub typed: RwSignal<Option<String>>,
    /// The line that Enter chooses.
    pub active: RwSignal<Option<usize>>,
    pub lines: Memo<Vec<Line>>,
    pub disabled: Memo<bool>,
}

impl Acts {
    pub fn key(self, event: &ev::KeyboardEvent) {
        if self.disabled.get_untracked() || event.is_composing() {
            return;
        }
        let key = event.key();
        let open = self.open.get_untracked();
        let command = event.ctrl_key() || event.meta_key();
        let done = match key.as_str() {
            "ArrowDown" | "ArrowUp" if event.alt_key() => {
                if key == "ArrowDown" {
                    self.show(false)
                } else {
                    self.close()
                }
                true
            }
            "ArrowDown" | "ArrowUp" if !open => {
                self.show(true);
                if self.active.with_untracked(Option::is_none) {
                    self.go(&key);
                }
                true
            }
            "ArrowDown" | "ArrowUp" | "PageDown" | "PageUp" if open => self.go(&key),
            "Home" | "End" if open && !event.shift_key() && !command => self.go(&key),
            "Enter" if open && !command => {
                match self.active.get_untracked() {
                    Some(at) => self.choose(at),
                    None => self.close(),
                }
                true
            }
            // An open list takes Escape from the dialog around it; typed text goes first.
            "Escape" if open || self.typed.with_untracked(Option::is_some) => {
                self.close();
                true
            }
            "Backspace" if self.multiple && self.is_blank() => self.remove_last(),
            "ArrowLeft" if self.multiple && self.is_blank() => self.focus_chip(None),
            _ => false,
        };
        if done {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn is_blank(self) -> bool {
        self.typed
            .with_untracked(|typed| typed.as_ref().is_none_or(String::is_empty))
    }

    pub fn type_text(self, text: String) {
        if self.disabled.get_untracked() {
            return;
        }
        let blank = text.trim().is_empty();
        self.typed.set(Some(text));
        self.open.set(true);
        // What fits best waits for Enter; without a text nothing is chosen by accident.
        let first = self
            .lines
            .with_untracked(|lines| lines.iter().position(|line| line.can_be_active()));
        self.active.set(first.filter(|_| !blank));
        self.viewport.scroll_to(0.0);
    }

    /// Opens the list; `at_choice` makes the choice active.
    pub fn show(self, at_choice: bool) {
        if self.disabled.get_untracked() || self.open.get_untracked() {
            return;
        }
        let chosen = self
            .lines
            .with_untracked(|lines| lines.iter().position(|line| self.is_chosen(*line)));
        self.active
            .set(chosen.filter(|_| at_choice || !self.multiple));
        self.open.set(true);
    }

    pub fn close(self) {
        self.open.set(false);
        self.typed.set(None);
        self.active.set(None);
    }

    fn go(self, key: &str) -> bool {
        let at = self.active.get_untracked();
        let to = self
            .lines
            .with_untracked(|lines| matching::target(lines, at, key, PAGE));
        if to.is_some() {
            self.active.set(to);
            self.reveal_active();
        }
        true
    }

    /// Scrolls the active line into sight; the heading of a first option comes with it.
    pub fn reveal_active(self) {
        let Some(Some(at)) = self.active.try_get_untracked() else {
            return;
        };
        let total = self.lines.with_untracked(Vec::len);
        let below_heading = self.lines.with_untracked(|lines| {
            at == 1 && lines.first().is_some_and(|line| !line.can_be_active())
        });
        if below_heading {
            self.viewport.reveal(0, total);
        }
        self.viewport.reveal(at, total);
    }

    /// Whether the choice is this line's.
    pub fn is_chosen(self, line: Line) -> bool {
        self.value.with(|value| match line {
            Line::Empty => value.is_empty(),
            Line::Option(at) => self.options.with(|options| {
                options
                    .get(at)
                    .is_some_and(|option| value.contains(&option.value))
            }),
            Line::Heading(_) | Line::Retry => false,
        })
    }

    pub fn choose(self, at: usize) {
        let line = self.lines.with_untracked(|lines| lines.get(at).copied());
        match line {
            None | Some(Line::Heading(_)) => {}
            Some(Line::Retry) => {
                if let Some(retry) = self.on_retry {
                    retry.run(());
                }
            }
            Some(Line::Empty) => {
                self.change(Vec::new());
                self.close();
            }
            Some(Line::Option(index)) => {
                let option = self
                    .options
                    .with_untracked(|options| options.get(index).cloned());
                if let Some(option) = option.filter(|option| option.disabled.is_none()) {
                    self.choose_option(option.value);
                }
            }
        }
    }

    fn choose_option(self, chosen: String) {
        if !self.multiple {
            self.close();
            return self.change(vec![chosen]);
        }
        let mut value = self.value.get_untracked();
        if value.contains(&chosen) {
            value.retain(|it| *it != chosen);
        } else {
            value.push(chosen.clone());
        }
        // The list stays for the next choice, at the place of this one.
        self.typed.set(None);
        let place = self.lines.with_untracked(|lines| {
            self.options.with_untracked(|options| {
                lines.iter().position(|line| {
                    matches!(line, Line::Option(at)
                    if options.get(*at).is_some_and(|it| it.value == chosen))
                })
            })
        });
        self.active.set(place);
        self.change(value);
    }

    fn change(self, value: Vec<String>) {
        if self.value.with_untracked(|now| *now != value) {
            self.on_change.run(value);
        }
    }

    fn remove_last(self) -> bool {
        let last = self.value.with_untracked(|value| value.last().cloned());
        if let Some(last) = &last {
            self.remove(last);
        }
        last.is_some()
    }

    pub fn remove(self, removed: &str) {
        if !self.disabled.get_untracked() {
            let mut value = self.value.get_untracked();
            value.retain(|it| it != removed);
            self.change(value);
        }
    }

    fn chips(self) -> Vec<HtmlElement> {
        let found = self
            .wrapper
            .get_untracked()
            .and_then(|wrapper| wrapper.query_selector_all(".chip-remove").ok());
        let Some(found) = found else {
            return Vec::new();
        };
        let nodes = (0..found.length()).filter_map(|at| found.item(at));
        nodes.filter_map(|node| node.dyn_into().ok()).collect()
    }

    /// Moves the focus to a chip, the last one unless `at` says which; to the input behind them.
    fn focus_chip(self, at: Option<usize>) -> bool {
        let chips = self.chips();
        let at = at.or_else(|| chips.len().checked_sub(1));
        match at.and_then(|at| chips.get(at)) {
            Some(chip) => {
                let _ = chip.focus();
                true
            }
            None => {
                focus(self.input);
                at.is_some()
            }
        }
    }

    /// Keys on the button of a chip.
    pub fn chip_key(self, event: &ev::KeyboardEvent, value: &str) {
        let chips = self.chips();
        let here = document().active_element();
        let Some(at) = chips.iter().position(|chip| {
            let chip: &Element = chip;
            here.as_ref() == Some(chip)
        }) else {
            return;
        };
        match event.key().as_str() {
            "ArrowLeft" => self.focus_chip(Some(at.saturating_sub(1))),
            "ArrowRight" => self.focus_chip(Some(at + 1)),
            "Home" => self.focus_chip(Some(0)),
            "End" | "Escape" => self.focus_chip(Some(chips.len())),
            "Delete" | "Backspace" | "Enter" | " " => {
                self.remove(value);
                // Its neighbour takes the place once it has gone.
                request_animation_frame(move || {
                    let left = self.chips().len();
                    self.focus_chip(Some(if at < left { at } else { left }));
                });
                true
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
    }

    /// A press beside the input means the input.
    pub fn press(self, event: &ev::PointerEvent) {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        let on_wrapper = target.is_some_and(|target| {
            target
                .matches(".combobox, .combobox-chips, .chip, .chip-label")
                .unwrap_or(false)
        });
        if on_wrapper {
            event.prevent_default();
            focus(self.input);
            self.show(false);
        }
    }

    pub fn clicked_input(self) {
        self.show(false);
    }

    pub fn clicked_button(self) {
        let open = self.open.get_untracked();
        focus(self.input);
        if open { self.close() } else { self.show(false) }
    }
}
