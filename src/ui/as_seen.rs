//! Long tables: rows are drawn as far as somebody looks.
//!
//! A table of a few dozen rows needs nothing of it. Of thousands, the first hundreds are drawn, and
//! more when the end of those comes near; a row that is drawn stays, so that finding in the page,
//! links and marks of the keyboard go on working.

use leptos::{html, prelude::*, web_sys};

use super::row_walk;
use crate::web::sight::Watching;

const AT_FIRST: usize = 150;
const MORE: usize = 300;
/// How many drawn rows are kept below the one that the keyboard has come to: keys can be quicker
/// than the browser says what is in sight.
const AHEAD: usize = 50;

/// How far the rows of a table are drawn.
#[derive(Clone, Copy)]
pub struct AsSeen {
    drawn: RwSignal<usize>,
    end: NodeRef<html::Div>,
}

impl AsSeen {
    /// Begins with the first rows.
    #[must_use]
    pub fn begin() -> Self {
        let seen = Self {
            drawn: RwSignal::new(AT_FIRST),
            end: NodeRef::new(),
        };
        let watching = StoredValue::new_local(None::<Watching>);
        Effect::new(move || {
            let end = seen.end.get();
            watching.set_value(end.and_then(|end| Watching::begin(&end, move || seen.draw_more())));
        });
        seen
    }

    fn draw_more(self) {
        // The table may be gone when the browser says that its end is in sight.
        self.drawn
            .try_update(|drawn| *drawn = drawn.saturating_add(MORE));
    }

    /// The rows that are drawn: as far as somebody has looked, and the one that is `open`.
    #[must_use]
    pub fn of<T: Clone>(self, rows: &[T], open: Option<usize>) -> Vec<T> {
        let drawn = self.drawn.get().max(open.map_or(0, |open| open + 1));
        rows.iter().take(drawn).cloned().collect()
    }

    /// Moves by keys between the rows, to the last one of all at `End`.
    pub fn walk(self, event: &web_sys::KeyboardEvent, list: &'static str) {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() != "End" || !is_plain {
            row_walk::walk(event, list);
            if row_walk::is_near_the_last(list, AHEAD) {
                self.draw_more();
            }
            return;
        }
        event.prevent_default();
        self.drawn.set(usize::MAX);
        request_animation_frame(move || row_walk::go_to_last(list));
    }
}

/// Stands behind the table, and asks for more rows when it comes near.
#[component]
pub fn RowsEnd(
    /// How far the rows are drawn.
    seen: AsSeen,
    /// How many there are.
    #[prop(into)]
    total: Signal<usize>,
) -> impl IntoView {
    let has_more = Memo::new(move |_| total.get() > seen.drawn.get());
    view! {
        <Show when=move || has_more.get()>
            <div class="rows-end" node_ref=seen.end aria-hidden="true"></div>
        </Show>
    }
}
