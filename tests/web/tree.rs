//! The tree: keys, focus, names edited in place, drags.

use std::collections::BTreeSet;

use cuebook::ui::{
    DragPayload, DragSource, EditTarget, IconName, Tree, TreeEdit, TreeRow, TreeRowKind,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DragEvent, DragEventInit, HtmlInputElement, KeyboardEventInit};

use crate::stage::{Stage, attr, focused, is_inside, mount, press_on, settle, wait};

/// Paths; a directory stands after its parent.
const PATHS: &[&str] = &[
    "Billing",
    "Billing/Cards",
    "Billing/Cards/Visa",
    "Billing/Refunds",
    "Shipping",
    "Shipping/Express",
    "Zones",
];

/// The page around a tree: what it holds, and what it was told.
#[derive(Clone, Copy)]
struct Page {
    paths: RwSignal<Vec<String>>,
    open: RwSignal<BTreeSet<String>>,
    selected: RwSignal<Option<String>>,
    edit: RwSignal<Option<TreeEdit>>,
    cut: RwSignal<Vec<String>>,
    dragging: RwSignal<Option<DragPayload>>,
    focus: RwSignal<Option<String>>,
    told: RwSignal<Vec<String>>,
}

impl Page {
    fn new(paths: impl IntoIterator<Item = String>) -> Self {
        Self {
            paths: RwSignal::new(paths.into_iter().collect()),
            open: RwSignal::default(),
            selected: RwSignal::default(),
            edit: RwSignal::default(),
            cut: RwSignal::default(),
            dragging: RwSignal::default(),
            focus: RwSignal::default(),
            told: RwSignal::default(),
        }
    }

    fn tell(self, what: String) {
        self.told.update(|told| told.push(what));
    }

    fn told(self) -> Vec<String> {
        let told = self.told.get_untracked();
        self.told.set(Vec::new());
        told
    }

    fn rows(self) -> Vec<TreeRow> {
        let (paths, open) = (self.paths.get(), self.open.get());
        let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
        let all = TreeRow {
            id: "all".into(),
            label: "All".into(),
            depth: 0,
            has_children: false,
            expanded: false,
            pos: 1,
            size: 1,
            count: Some(12),
            icon: IconName::Inbox,
            kind: TreeRowKind::Fixed,
        };
        let visible = |path: &str| {
            let mut above = parent(path);
            while let Some(path) = above {
                if !open.contains(&path) {
                    return false;
                }
                above = parent(&path);
            }
            true
        };
        let rows = paths.iter().filter(|path| visible(path)).map(|path| {
            let siblings: Vec<&String> = paths
                .iter()
                .filter(|other| parent(other) == parent(path))
                .collect();
            TreeRow {
                id: path.clone(),
                label: path.rsplit('/').next().unwrap().to_owned(),
                depth: path.matches('/').count(),
                has_children: paths
                    .iter()
                    .any(|other| parent(other).as_ref() == Some(path)),
                expanded: open.contains(path),
                pos: siblings.iter().position(|other| *other == path).unwrap() + 1,
                size: siblings.len(),
                count: Some(3),
                icon: IconName::Folder,
                kind: TreeRowKind::Item,
            }
        });
        std::iter::once(all).chain(rows).collect()
    }
}

fn tree(page: Page) -> impl IntoView {
    let rows = Memo::new(move |_| page.rows());
    let on_cut = move |id: Option<String>| page.cut.set(id.into_iter().collect());
    view! {
        <Tree
            id="tree"
            label="Directories"
            rows=rows
            selected=page.selected
            on_select=move |id: String| {
                page.tell(format!("select {id}"));
                page.selected.set(Some(id));
            }
            on_toggle=move |(ids, open): (Vec<String>, bool)| {
                page.open.update(|set| for id in ids {
                    if open { set.insert(id); } else { set.remove(&id); }
                });
            }
            edit=page.edit
            on_edit=move |(target, text): (EditTarget, String)| {
                page.tell(format!("{target:?} {text}"));
            }
            on_delete=move |id: String| page.tell(format!("delete {id}"))
            cut=page.cut
            on_cut=on_cut
            on_paste=move |id: String| page.tell(format!("paste on {id}"))
            on_menu=move |(id, anchor): (String, cuebook::ui::Anchor)| {
                page.tell(format!("menu {id} {}", anchor.width > 0.0));
            }
            dragging=page.dragging
            can_drop=move |(_, target): (DragPayload, String)| {
                if target == "all" { Err("All holds everything.".to_owned()) } else { Ok(()) }
            }
            on_drop=move |(payload, target): (DragPayload, String)| {
                page.tell(format!("drop {} on {target}", payload.ids.join(",")));
            }
            focus=page.focus
            count_words=|count: u64| format!("{count} scenarios")
        />
    }
}

async fn stage() -> (Stage, Page) {
    let page = Page::new(PATHS.iter().map(|path| (*path).to_owned()));
    let stage = mount(move || tree(page)).await;
    stage.all("[role=treeitem]")[0].focus().unwrap();
    settle().await;
    (stage, page)
}

fn here() -> String {
    attr(&focused(), "data-id")
}

fn ctrl(init: &KeyboardEventInit) {
    init.set_ctrl_key(true);
}

#[wasm_bindgen_test]
async fn rows_say_what_they_are() {
    let (stage, page) = stage().await;
    page.open.set(BTreeSet::from(["Billing".to_owned()]));
    settle().await;
    assert_eq!(
        stage.texts(".tree-label"),
        ["All", "Billing", "Cards", "Refunds", "Shipping", "Zones"]
    );
    let row = |id: &str| stage.one(&format!("[data-id='{id}']"));
    let level = |id: &str| {
        let row = row(id);
        [
            "aria-level",
            "aria-posinset",
            "aria-setsize",
            "aria-expanded",
        ]
        .map(|name| attr(&row, name))
    };
    assert_eq!(level("all"), ["1", "1", "1", ""]);
    assert_eq!(level("Billing"), ["1", "1", "3", "true"]);
    assert_eq!(level("Billing/Cards"), ["2", "1", "2", "false"]);
    assert_eq!(level("Billing/Refunds"), ["2", "2", "2", ""]);
    let names = attr(&row("Billing"), "aria-labelledby");
    let words: Vec<String> = names
        .split(' ')
        .map(|id| {
            document()
                .get_element_by_id(id)
                .unwrap()
                .text_content()
                .unwrap()
        })
        .collect();
    assert_eq!(words, ["Billing", "3 scenarios"]);
    assert_eq!(
        stage.all("[tabindex='0']").len(),
        1,
        "one row is in the tab order"
    );
}

#[wasm_bindgen_test]
async fn keys_move_open_and_close() {
    let (stage, page) = stage().await;
    let steps = [
        ("ArrowDown", "Billing"),
        ("ArrowRight", "Billing"),
        ("ArrowRight", "Billing/Cards"),
        ("ArrowRight", "Billing/Cards"),
        ("ArrowRight", "Billing/Cards/Visa"),
        ("ArrowLeft", "Billing/Cards"),
        ("ArrowLeft", "Billing/Cards"),
        ("ArrowLeft", "Billing"),
        ("End", "Zones"),
        ("Home", "all"),
        ("ArrowUp", "all"),
        ("*", "all"),
        ("End", "Zones"),
        ("ArrowUp", "Shipping/Express"),
    ];
    for (key, expected) in steps {
        assert!(stage.press_with(key, |_| {}).await, "{key} is the tree's");
        assert_eq!(here(), expected, "after {key}");
        assert_eq!(stage.all("[tabindex='0']").len(), 1);
    }
    assert_eq!(
        page.open.get_untracked().into_iter().collect::<Vec<_>>(),
        ["Billing", "Shipping"]
    );
    assert!(
        !stage.press_with("Tab", |_| {}).await,
        "Tab is the browser's"
    );
}

#[wasm_bindgen_test]
async fn letters_lead_to_names() {
    let (stage, _) = stage().await;
    stage.press("z").await;
    assert_eq!(here(), "Zones");
    wait(520).await;
    // Faster than frames are painted.
    for letter in ["s", "h", "i"] {
        press_on(&focused(), letter, |_| {});
    }
    settle().await;
    assert_eq!(here(), "Shipping");
    wait(520).await;
    stage.press_with("b", ctrl).await;
    assert_eq!(here(), "Shipping", "with Ctrl it is a shortcut of the page");
}

#[wasm_bindgen_test]
async fn chooses_cuts_pastes_deletes() {
    let (stage, page) = stage().await;
    stage.press("ArrowDown").await;
    stage.press("Enter").await;
    assert_eq!(page.told(), ["select Billing"]);
    assert_eq!(
        attr(&stage.one("[data-id=Billing]"), "aria-selected"),
        "true"
    );
    assert_eq!(
        attr(&stage.one("[data-id=Billing]"), "aria-current"),
        "true"
    );
    stage.press_with("x", ctrl).await;
    assert!(stage.one("[data-id=Billing]").has_attribute("data-cut"));
    stage.press("End").await;
    stage.press_with("v", |init| init.set_meta_key(true)).await;
    assert_eq!(page.told(), ["paste on Zones"]);
    stage.press("Escape").await;
    assert!(page.cut.get_untracked().is_empty());
    stage.press("Delete").await;
    stage
        .press_with("F10", |init| init.set_shift_key(true))
        .await;
    stage.press("ContextMenu").await;
    assert_eq!(
        page.told(),
        ["delete Zones", "menu Zones true", "menu Zones true"]
    );
}

#[wasm_bindgen_test]
async fn fixed_rows_stay_as_they_are() {
    let (stage, page) = stage().await;
    assert_eq!(here(), "all");
    stage.press("F2").await;
    stage.press("Delete").await;
    stage.press_with("x", ctrl).await;
    assert_eq!(page.told(), Vec::<String>::new());
    assert!(page.cut.get_untracked().is_empty() && page.edit.get_untracked().is_none());
    assert!(!stage.one("[data-id=all]").has_attribute("draggable"));
    assert!(stage.one("[data-id=Zones]").has_attribute("draggable"));
}

#[wasm_bindgen_test]
async fn a_name_is_edited_in_its_row() {
    let (stage, page) = stage().await;
    stage.press("End").await;
    stage.press("F2").await;
    let input = stage.one("input");
    assert_eq!(focused(), *input);
    assert_eq!(input.unchecked_ref::<HtmlInputElement>().value(), "Zones");
    stage.press("s").await;
    assert_eq!(focused(), *input, "a letter is text");
    stage.fill(&input, " Areas ").await;
    stage.press("Enter").await;
    assert_eq!(page.told(), [r#"Rename("Zones") Areas"#]);

    // The service refuses: the text stays, and the reason stands with it.
    page.edit
        .update(|edit| edit.as_mut().unwrap().error = Some("The name is taken.".into()));
    settle().await;
    let input = stage.one("input");
    assert_eq!(input.unchecked_ref::<HtmlInputElement>().value(), " Areas ");
    assert_eq!(attr(&input, "aria-invalid"), "true");
    let why = stage.one(&format!("[id='{}']", attr(&input, "aria-describedby")));
    assert_eq!(why.text_content().unwrap(), "The name is taken.");

    stage.press("Escape").await;
    assert!(page.edit.get_untracked().is_none());
    assert_eq!(here(), "Zones", "the focus is back on the row");
    assert_eq!(page.told(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn leaving_a_name_loses_nothing() {
    let (stage, page) = stage().await;
    page.edit.set(Some(TreeEdit::new_in(None)));
    settle().await;
    stage.fill(&stage.one("input"), "Fees").await;
    stage.one("[data-id=Zones]").focus().unwrap();
    settle().await;
    assert_eq!(page.told(), ["New { parent: None } Fees"]);
    page.edit.set(Some(TreeEdit::rename("Zones", "Zones")));
    settle().await;
    stage.one("[data-id=Billing]").focus().unwrap();
    settle().await;
    assert!(page.edit.get_untracked().is_none(), "nothing was changed");
    assert_eq!(page.told(), Vec::<String>::new());
    assert_eq!(here(), "Billing", "the focus stays where it went");
}

#[wasm_bindgen_test]
async fn a_new_row_stands_under_its_parent() {
    let (stage, page) = stage().await;
    page.open.set(BTreeSet::from(["Billing".to_owned()]));
    page.edit.set(Some(TreeEdit::new_in(Some("Billing"))));
    settle().await;
    let input = stage.one("input");
    let (top, parent) = (
        input.get_bounding_client_rect().top(),
        stage
            .one("[data-id=Billing]")
            .get_bounding_client_rect()
            .bottom(),
    );
    assert!((top - parent).abs() < 8.0, "{top} after {parent}");
    stage.fill(&input, "Fees").await;
    stage.press("Enter").await;
    assert_eq!(page.told(), [r#"New { parent: Some("Billing") } Fees"#]);
    page.edit.update(|edit| edit.as_mut().unwrap().busy = true);
    settle().await;
    stage.press("Escape").await;
    assert!(page.edit.get_untracked().is_some(), "a request runs");
    page.paths
        .update(|paths| paths.insert(1, "Billing/Fees".into()));
    page.edit.set(None);
    page.focus.set(Some("Billing/Fees".into()));
    settle().await;
    assert_eq!(here(), "Billing/Fees");
    assert_eq!(page.told(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn focus_goes_on_when_its_row_has_gone() {
    let (stage, page) = stage().await;
    page.open.set(BTreeSet::from([
        "Billing".to_owned(),
        "Billing/Cards".to_owned(),
    ]));
    settle().await;
    stage.one("[data-id='Billing/Cards/Visa']").focus().unwrap();
    settle().await;
    page.open.set(BTreeSet::new());
    settle().await;
    assert_eq!(here(), "Billing", "its directory was closed");
    page.paths
        .update(|paths| paths.retain(|path| !path.starts_with("Billing")));
    settle().await;
    assert_eq!(here(), "Shipping", "its directory was deleted");
    // Focus that is elsewhere is not taken.
    let outside = document().create_element("input").unwrap();
    document().body().unwrap().append_child(&outside).unwrap();
    outside.unchecked_ref::<HtmlInputElement>().focus().unwrap();
    page.paths
        .update(|paths| paths.retain(|path| !path.starts_with("Shipping")));
    settle().await;
    assert_eq!(focused(), outside);
    outside.remove();
    assert_eq!(stage.texts(".tree-label"), ["All", "Zones"]);
}

#[wasm_bindgen_test]
async fn thousands_of_rows_stay_few_in_the_page() {
    let paths = (0..50).flat_map(|a| {
        let top = format!("Area {a:02}");
        let below = (0..99).map({
            let top = top.clone();
            move |b| format!("{top}/Directory {b:02}")
        });
        std::iter::once(top).chain(below).collect::<Vec<_>>()
    });
    let page = Page::new(paths);
    // The model of this test is slow on purpose's behalf, so its rows are made once.
    page.open
        .set((0..50).map(|a| format!("Area {a:02}")).collect());
    let rows = flat(page);
    let total = rows.len();
    assert_eq!(total, 5_001);
    let rows = RwSignal::new(rows);
    let stage = mount(move || {
        view! {
            <Tree
                id="large"
                label="Directories"
                rows=rows
                selected=page.selected
                on_select=move |id: String| page.selected.set(Some(id))
                on_toggle=|_: (Vec<String>, bool)| {}
            />
        }
    })
    .await;
    let drawn = || stage.all("[role=treeitem]").len();
    assert!((10..60).contains(&drawn()), "{} rows are drawn", drawn());
    stage.all("[role=treeitem]")[0].focus().unwrap();
    stage.press("End").await;
    assert_eq!(here(), "Area 49/Directory 98");
    assert!(is_inside(&focused(), &stage.one("[role=tree]")));
    assert!(drawn() < 60);
    // Scrolled away by the wheel, the focused row stays in the page, and keys go on from it.
    stage.one("[role=tree]").set_scroll_top(0);
    settle().await;
    assert_eq!(here(), "Area 49/Directory 98");
    stage.press("ArrowUp").await;
    assert_eq!(here(), "Area 49/Directory 97");
    assert!(is_inside(&focused(), &stage.one("[role=tree]")));
    assert_eq!(stage.all("[tabindex='0']").len(), 1);
}

/// All rows, two levels deep.
fn flat(page: Page) -> Vec<TreeRow> {
    let paths = page.paths.get_untracked();
    let template = page_row();
    let all = TreeRow {
        id: "all".into(),
        label: "All".into(),
        ..template.clone()
    };
    let rows = paths.iter().map(|path| TreeRow {
        id: path.clone(),
        label: path.rsplit('/').next().unwrap().to_owned(),
        depth: path.matches('/').count(),
        has_children: !path.contains('/'),
        expanded: !path.contains('/'),
        ..template.clone()
    });
    std::iter::once(all).chain(rows).collect()
}

fn page_row() -> TreeRow {
    TreeRow {
        id: String::new(),
        label: String::new(),
        depth: 0,
        has_children: false,
        expanded: false,
        pos: 1,
        size: 1,
        count: None,
        icon: IconName::Folder,
        kind: TreeRowKind::Item,
    }
}

fn drag(stage: &Stage, kind: &str, id: &str) -> bool {
    let row = stage.one(&format!("[data-id='{id}']"));
    let rect = row.get_bounding_client_rect();
    let init = DragEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_client_x((rect.left() + 20.0) as i32);
    init.set_client_y((rect.top() + rect.height() / 2.0) as i32);
    init.set_data_transfer(Some(&web_sys::DataTransfer::new().unwrap()));
    let event = DragEvent::new_with_event_init_dict(kind, &init).unwrap();
    !row.dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
async fn a_drag_is_taken_or_refused() {
    let (stage, page) = stage().await;
    drag(&stage, "dragstart", "Zones");
    let payload = page.dragging.get_untracked().expect("the drag is shared");
    assert_eq!(
        (payload.source, payload.ids),
        (DragSource::Tree, vec!["Zones".to_owned()])
    );
    assert!(
        !drag(&stage, "dragover", "all"),
        "the browser shows that it cannot be dropped"
    );
    settle().await;
    assert_eq!(attr(&stage.one("[data-id=all]"), "data-drop"), "refuses");
    assert_eq!(stage.texts(".tree-refusal"), ["All holds everything."]);
    assert!(drag(&stage, "dragover", "Billing"));
    settle().await;
    assert_eq!(attr(&stage.one("[data-id=Billing]"), "data-drop"), "takes");
    assert_eq!(stage.all(".tree-refusal").len(), 0);
    assert!(page.open.get_untracked().is_empty());
    wait(620).await;
    drag(&stage, "dragover", "Billing");
    assert!(
        page.open.get_untracked().contains("Billing"),
        "it opens under a resting drag"
    );
    drag(&stage, "drop", "Billing");
    settle().await;
    assert_eq!(page.told(), ["drop Zones on Billing"]);
    assert!(page.dragging.get_untracked().is_none());
    assert_eq!(stage.all("[data-drop]").len(), 0);
}

#[wasm_bindgen_test]
async fn rows_of_a_list_are_dropped_on_the_tree() {
    let (stage, page) = stage().await;
    drag(&stage, "dragover", "Billing");
    settle().await;
    assert_eq!(
        stage.all("[data-drop]").len(),
        0,
        "a foreign drag means nothing here"
    );
    page.dragging.set(Some(DragPayload {
        source: DragSource::List,
        ids: vec!["a".into(), "b".into()],
        text: "2 scenarios".into(),
    }));
    drag(&stage, "dragover", "Shipping");
    drag(&stage, "drop", "all");
    assert_eq!(
        page.told(),
        Vec::<String>::new(),
        "a refused drop does nothing"
    );
    page.dragging.set(Some(DragPayload {
        source: DragSource::List,
        ids: vec!["a".into(), "b".into()],
        text: "2 scenarios".into(),
    }));
    drag(&stage, "drop", "Shipping");
    assert_eq!(page.told(), ["drop a,b on Shipping"]);
}
