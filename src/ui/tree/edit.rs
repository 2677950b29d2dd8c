//! A name that is edited in its row: a new one, or another one.

use leptos::{ev, html, prelude::*, task};

/// A name being edited. The page holds it: it begins an edit, shows that a request runs or why
/// it was refused, and ends it by taking the value away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEdit {
    /// What the name is for.
    pub target: EditTarget,
    /// The text to begin with.
    pub text: String,
    /// The name that the row has: confirming that one changes nothing.
    pub was: String,
    /// Why the last text was refused.
    pub error: Option<String>,
    /// Whether a request runs.
    pub busy: bool,
}

/// What an edited name is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum EditTarget {
    /// A row that is there.
    Rename(String),
    /// A row to be made, under `parent` or at the top.
    New {
        /// The row under which it will stand.
        parent: Option<String>,
    },
}

impl EditTarget {
    /// The row that there already is.
    pub(super) fn row(self) -> Option<String> {
        match self {
            Self::Rename(id) => Some(id),
            Self::New { parent } => parent,
        }
    }
}

impl TreeEdit {
    /// Another name for a row.
    #[must_use]
    pub fn rename(id: &str, label: &str) -> Self {
        Self {
            target: EditTarget::Rename(id.to_owned()),
            text: label.to_owned(),
            was: label.to_owned(),
            error: None,
            busy: false,
        }
    }

    /// A new row under `parent`, or at the top.
    #[must_use]
    pub fn new_in(parent: Option<&str>) -> Self {
        Self {
            target: EditTarget::New {
                parent: parent.map(str::to_owned),
            },
            text: String::new(),
            was: String::new(),
            error: None,
            busy: false,
        }
    }
}

/// The input in a row. Enter hands the text over, Escape gives up; leaving does as much as the
/// text calls for, so that nothing typed is lost.
#[component]
pub(super) fn NameInput(
    edit: RwSignal<Option<TreeEdit>>,
    on_edit: Option<Callback<(EditTarget, String)>>,
    id: String,
    label: &'static str,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let begun =
        edit.with_untracked(|edit| edit.as_ref().map(|it| (it.text.clone(), it.was.clone())));
    let (begun, was) = begun.unwrap_or_default();
    let was = StoredValue::new(was);
    let text = RwSignal::new(begun);
    let error = Memo::new(move |_| edit.with(|edit| edit.as_ref().and_then(|it| it.error.clone())));
    let busy = Memo::new(move |_| edit.with(|edit| edit.as_ref().is_some_and(|it| it.busy)));
    let error_id = format!("{id}-error");
    let described = error_id.clone();

    input.on_load(move |input| {
        // The row is in the page only after this turn.
        task::spawn_local(async move {
            task::tick().await;
            let _ = input.focus();
            input.select();
        });
    });

    let give_up = move || edit.set(None);
    let hand_over = move || {
        let typed = text.get_untracked().trim().to_owned();
        let target = edit.with_untracked(|edit| edit.as_ref().map(|it| it.target.clone()));
        let (Some(target), Some(on_edit)) = (target, on_edit) else {
            return give_up();
        };
        let same = typed == was.get_value();
        if same && error.get_untracked().is_none() && matches!(target, EditTarget::Rename(_)) {
            return give_up();
        }
        on_edit.run((target, typed));
    };
    let key = move |event: ev::KeyboardEvent| {
        // Letters, arrows and Delete belong to the text here, not to the tree.
        event.stop_propagation();
        if event.is_composing() || busy.get_untracked() {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                hand_over();
            }
            "Escape" => {
                event.prevent_default();
                give_up();
            }
            _ => {}
        }
    };
    let left = move |_| {
        // An edit that ended takes its input away, which also looks like leaving it.
        let open = edit.try_with_untracked(Option::is_some).unwrap_or_default();
        // Another window is in front: the person comes back to this text.
        let away = !document().has_focus().unwrap_or(true);
        if !open || away || busy.get_untracked() || error.get_untracked().is_some() {
            return;
        }
        if text.with_untracked(|text| text.trim().is_empty()) {
            give_up();
        } else {
            hand_over();
        }
    };

    view! {
        <span class="tree-edit">
            <input
                node_ref=input
                id=id
                type="text"
                class="tree-input"
                autocomplete="off"
                spellcheck="false"
                aria-label=label
                aria-invalid=move || error.get().is_some().then_some("true")
                aria-describedby=move || error.get().is_some().then(|| described.clone())
                aria-busy=move || busy.get().then_some("true")
                readonly=move || busy.get()
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=key
                on:blur=left
            />
            {move || {
                let id = error_id.clone();
                error.get().map(|error| view! {
                    <span class="tree-error" role="alert" id=id>{error}</span>
                })
            }}
        </span>
    }
}
