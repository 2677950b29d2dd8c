//! The virtual list: rows in sight, keys, choice, headings, what stays while rows come.

use std::collections::HashSet;

use cuebook::ui::{Anchor, Column, Direction, DragPayload, DragSource, Sort, VirtualList};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, KeyboardEventInit, MouseEvent, MouseEventInit};

use crate::stage::{Stage, attr, is_inside, mount, settle};

type Keys = Vec<u32>;

/// The page around a list.
#[derive(Clone, Copy)]
struct Page {
    rows: RwSignal<Vec<u32>>,
    sort: RwSignal<Option<Sort>>,
    selection: RwSignal<HashSet<u32>>,
    active: RwSignal<Option<u32>>,
    dragging: RwSignal<Option<DragPayload>>,
    view_key: RwSignal<String>,
    scroll: RwSignal<f64>,
    told: RwSignal<Vec<String>>,
}

impl Page {
    fn new(rows: impl IntoIterator<Item = u32>) -> Self {
        Self {
            rows: RwSignal::new(rows.into_iter().collect()),
            sort: RwSignal::default(),
            selection: RwSignal::default(),
            active: RwSignal::default(),
            dragging: RwSignal::default(),
            view_key: RwSignal::default(),
            scroll: RwSignal::default(),
            told: RwSignal::default(),
        }
    }

    fn told(self) -> Vec<String> {
        let told = self.told.get_untracked();
        self.told.set(Vec::new());
        told
    }

    fn chosen(self) -> Vec<u32> {
        let mut chosen: Vec<u32> = self.selection.get_untracked().into_iter().collect();
        chosen.sort_unstable();
        chosen
    }
}

fn list(page: Page) -> impl IntoView {
    let tell = move |what: String| page.told.update(|told| told.push(what));
    let columns = vec![
        Column {
            id: "title",
            label: "Title".into(),
            sort: Some(Direction::Ascending),
            align_end: false,
        },
        Column {
            id: "updated",
            label: "Updated".into(),
            sort: Some(Direction::Descending),
            align_end: true,
        },
        Column {
            id: "state",
            label: "State".into(),
            sort: None,
            align_end: false,
        },
    ];
    view! {
        <VirtualList
            id="list"
            label="Scenarios"
            rows=page.rows
            row=|key: u32| view! {
                <span role="gridcell">{format!("Row {key}")}</span>
                <span role="gridcell"><button class="inner">"Do"</button></span>
                <span role="gridcell"></span>
            }
            columns=Signal::stored(columns)
            sort=page.sort
            on_sort=move |sort: Sort| page.sort.set(Some(sort))
            selection=page.selection
            active=page.active
            on_open=move |key: u32| tell(format!("open {key}"))
            on_cut=move |keys: Keys| tell(format!("cut {keys:?}"))
            on_delete=move |keys: Keys| tell(format!("delete {keys:?}"))
            on_menu=move |(keys, _): (Keys, Anchor)| tell(format!("menu {keys:?}"))
            dragging=page.dragging
            drag_payload=|keys: Keys| DragPayload {
                source: DragSource::List,
                ids: keys.iter().map(u32::to_string).collect(),
                text: format!("{} scenarios", keys.len()),
            }
            view_key=page.view_key
            scroll=page.scroll
            empty=|| view! { <p>"Nothing here yet."</p> }
        />
    }
}

async fn stage(page: Page) -> Stage {
    let stage = mount(move || list(page)).await;
    stage.one("[role=grid]").focus().unwrap();
    settle().await;
    stage
}

fn rows_seen(stage: &Stage) -> Vec<String> {
    let grid = stage.one("[role=grid]");
    let head = stage.one(".list-head").get_bounding_client_rect().bottom();
    let bottom = grid.get_bounding_client_rect().bottom();
    stage
        .all(".list-row")
        .iter()
        .filter(|row| {
            let rect = row.get_bounding_client_rect();
            rect.bottom() > head + 1.0 && rect.top() < bottom - 1.0
        })
        .map(|row| row.text_content().unwrap().replace("Do", ""))
        .collect()
}

/// The row that the grid names as active.
fn active(stage: &Stage) -> HtmlElement {
    let id = attr(&stage.one("[role=grid]"), "aria-activedescendant");
    stage.one(&format!("[id='{id}']"))
}

fn row(stage: &Stage, key: u32) -> HtmlElement {
    stage.one(&format!("[id='list-row-{key}']"))
}

async fn click_with(element: &HtmlElement, with: impl FnOnce(&MouseEventInit)) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    with(&init);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    element.dispatch_event(&event).unwrap();
    settle().await;
}

fn shift(init: &KeyboardEventInit) {
    init.set_shift_key(true);
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_rows_are_a_few_elements() {
    let page = Page::new(0..100_000);
    let stage = stage(page).await;
    let drawn = stage.all(".list-row").len();
    assert!((8..100).contains(&drawn), "{drawn} rows are drawn");
    let grid = stage.one("[role=grid]");
    assert_eq!(attr(&grid, "aria-rowcount"), "100001");
    assert_eq!(rows_seen(&stage)[0], "Row 0");

    stage.press("End").await;
    assert_eq!(active(&stage).text_content().unwrap(), "Row 99999Do");
    assert_eq!(attr(&active(&stage), "aria-rowindex"), "100001");
    assert!(is_inside(&active(&stage), &grid));
    assert_eq!(rows_seen(&stage).last().unwrap(), "Row 99999");
    assert!(stage.all(".list-row").len() < 100);

    // Anywhere between.
    grid.set_scroll_top(1_000_000);
    settle().await;
    let seen = rows_seen(&stage);
    let first: u32 = seen[0].trim_start_matches("Row ").parse().unwrap();
    let height = row(&stage, first).get_bounding_client_rect().height();
    assert_eq!(first, (1_000_000.0 / height) as u32);
    assert!(seen.len() as f64 * height >= 330.0, "no gap: {seen:?}");
    // The active row is out of sight, and still there to be named.
    assert_eq!(active(&stage).text_content().unwrap(), "Row 99999Do");
}

#[wasm_bindgen_test]
async fn more_rows_than_an_element_can_be_tall_are_all_reached() {
    let page = Page::new(0..1_200_000);
    let stage = stage(page).await;
    let canvas = stage
        .one(".list-canvas")
        .get_bounding_client_rect()
        .height();
    assert!(canvas <= 15_000_001.0, "{canvas}");
    stage.press("End").await;
    assert_eq!(rows_seen(&stage).last().unwrap(), "Row 1199999");
    assert!(is_inside(&active(&stage), &stage.one("[role=grid]")));
    stage.press("ArrowUp").await;
    assert_eq!(active(&stage).text_content().unwrap(), "Row 1199998Do");
    stage.press("Home").await;
    assert_eq!(rows_seen(&stage)[0], "Row 0");
}

#[wasm_bindgen_test]
async fn keys_move_open_and_hand_over() {
    let page = Page::new(0..500);
    let stage = stage(page).await;
    stage.press("ArrowDown").await;
    stage.press("ArrowDown").await;
    assert_eq!(page.active.get_untracked(), Some(1));
    stage.press("Enter").await;
    stage.press("PageDown").await;
    let page_down = page.active.get_untracked().unwrap();
    assert!((8..16).contains(&page_down), "a page is {page_down}");
    stage.press("PageUp").await;
    assert_eq!(page.active.get_untracked(), Some(1));
    stage.press_with("x", |init| init.set_meta_key(true)).await;
    stage.press("Delete").await;
    stage.press("ContextMenu").await;
    assert_eq!(page.told(), ["open 1", "cut [1]", "delete [1]", "menu [1]"]);
    assert!(
        !stage.press_with("j", |_| {}).await,
        "letters are the page's"
    );
}

#[wasm_bindgen_test]
async fn keys_choose() {
    let page = Page::new(0..500);
    let stage = stage(page).await;
    for key in ["ArrowDown", "ArrowDown", " "] {
        stage.press(key).await;
    }
    assert_eq!(page.chosen(), [1]);
    assert_eq!(attr(&row(&stage, 1), "aria-selected"), "true");
    for _ in 0..3 {
        stage.press_with("ArrowDown", shift).await;
    }
    assert_eq!(page.chosen(), [1, 2, 3, 4]);
    stage.press_with("ArrowUp", shift).await;
    assert_eq!(page.chosen(), [1, 2, 3]);
    stage.press_with("Home", shift).await;
    assert_eq!(page.chosen(), [0, 1]);
    stage.press_with("a", |init| init.set_ctrl_key(true)).await;
    assert_eq!(page.chosen().len(), 500);
    assert_eq!(
        attr(&stage.one(".list-head .list-check"), "aria-checked"),
        "true"
    );
    // A filter hides rows; the choice stays, and so does the place.
    page.active.set(Some(7));
    page.rows.set((0..500).filter(|key| key % 2 == 0).collect());
    settle().await;
    assert_eq!(page.chosen().len(), 500);
    assert_eq!(attr(&stage.one("[role=grid]"), "aria-activedescendant"), "");
    stage.press("Escape").await;
    assert_eq!(page.chosen(), Vec::<u32>::new());
}

#[wasm_bindgen_test]
async fn keys_go_on_where_a_filter_hid_the_active_row() {
    let page = Page::new(0..100);
    let stage = stage(page).await;
    for _ in 0..8 {
        stage.press("ArrowDown").await;
    }
    assert_eq!(page.active.get_untracked(), Some(7));
    page.rows.set((0..100).filter(|key| *key != 7).collect());
    settle().await;
    stage.press("ArrowDown").await;
    assert_eq!(
        page.active.get_untracked(),
        Some(8),
        "the row that took its place"
    );
}

#[wasm_bindgen_test]
async fn the_pointer_opens_and_chooses() {
    let page = Page::new(0..50);
    let stage = stage(page).await;
    stage.click(&row(&stage, 3)).await;
    assert_eq!(page.told(), ["open 3"]);
    click_with(&row(&stage, 5), |init| init.set_ctrl_key(true)).await;
    click_with(&row(&stage, 7), |init| init.set_meta_key(true)).await;
    assert_eq!(page.chosen(), [5, 7]);
    click_with(&row(&stage, 9), |init| init.set_shift_key(true)).await;
    assert_eq!(page.chosen(), [5, 7, 8, 9]);
    let check = |key: u32| {
        row(&stage, key)
            .query_selector(".list-check")
            .unwrap()
            .unwrap()
    };
    stage.click(check(0).unchecked_ref()).await;
    stage.click(check(9).unchecked_ref()).await;
    assert_eq!(page.chosen(), [0, 5, 7, 8]);
    // A button in a row is no click on the row.
    let button = row(&stage, 2).query_selector("button").unwrap().unwrap();
    stage.click(button.unchecked_ref()).await;
    assert_eq!(page.told(), Vec::<String>::new());
    assert_eq!(page.active.get_untracked(), Some(2));
    stage.click(&stage.one(".list-head .list-check")).await;
    assert_eq!(page.chosen(), Vec::<u32>::new());
    stage.click(&stage.one(".list-head .list-check")).await;
    assert_eq!(page.chosen().len(), 50);
}

#[wasm_bindgen_test]
async fn headings_sort() {
    let page = Page::new(0..5);
    let stage = stage(page).await;
    assert_eq!(
        stage.texts("[role=columnheader]"),
        ["", "Title", "Updated", "State"]
    );
    let heading = |column: &str| stage.one(&format!("[data-column={column}]"));
    assert_eq!(stage.all(".list-sort").len(), 2, "State does not sort");
    let press = async |column: &str| {
        let button = heading(column).query_selector("button").unwrap().unwrap();
        stage.click(button.unchecked_ref()).await;
    };
    press("updated").await;
    assert_eq!(attr(&heading("updated"), "aria-sort"), "descending");
    press("updated").await;
    assert_eq!(attr(&heading("updated"), "aria-sort"), "ascending");
    press("title").await;
    assert_eq!(attr(&heading("title"), "aria-sort"), "ascending");
    assert_eq!(attr(&heading("updated"), "aria-sort"), "");
    assert_eq!(page.told(), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn the_view_stays_while_rows_are_put_in_above() {
    let page = Page::new(1_000..2_000);
    let stage = stage(page).await;
    let grid = stage.one("[role=grid]");
    grid.set_scroll_top(5_005);
    settle().await;
    let seen = rows_seen(&stage);
    let top = |stage: &Stage| {
        row(stage, seen[0][4..].parse().unwrap())
            .get_bounding_client_rect()
            .top()
    };
    let before = top(&stage);
    page.rows.update(|rows| {
        rows.splice(0..0, 0..400);
    });
    settle().await;
    assert_eq!(rows_seen(&stage), seen);
    assert!((top(&stage) - before).abs() <= 1.0);
    // At its very top a list shows what is new, and another filter begins there.
    page.view_key.set("q=refund".into());
    settle().await;
    assert_eq!(rows_seen(&stage)[0], "Row 0");
    page.rows.update(|rows| rows.insert(0, 9_999));
    settle().await;
    assert_eq!(rows_seen(&stage)[0], "Row 9999");
}

#[wasm_bindgen_test]
async fn the_position_is_told_and_restored() {
    let page = Page::new([]);
    page.scroll.set(3_200.0);
    let stage = stage(page).await;
    assert_eq!(
        stage.one(".list-empty").text_content().unwrap(),
        "Nothing here yet."
    );
    page.rows.set((0..20).collect());
    settle().await;
    page.rows.set((0..1_000).collect());
    settle().await;
    assert_eq!(stage.one("[role=grid]").scroll_top(), 3_200);
    assert_eq!(stage.all(".list-empty").len(), 0);
    stage.one("[role=grid]").set_scroll_top(640);
    settle().await;
    assert_eq!(page.scroll.get_untracked(), 640.0);
}

#[wasm_bindgen_test]
async fn a_row_that_arrives_late_is_brought_into_sight() {
    let page = Page::new([]);
    page.active.set(Some(700));
    let stage = stage(page).await;
    page.rows.set((0..500).collect());
    settle().await;
    assert_eq!(rows_seen(&stage)[0], "Row 0");
    page.rows.set((0..1_000).collect());
    settle().await;
    assert!(is_inside(&active(&stage), &stage.one("[role=grid]")));
    assert_eq!(active(&stage).text_content().unwrap(), "Row 700Do");
}

#[wasm_bindgen_test]
async fn chosen_rows_are_dragged_together() {
    let page = Page::new(0..50);
    let stage = stage(page).await;
    page.selection.set(HashSet::from([8, 4, 6]));
    settle().await;
    let drag = |key: u32| {
        let init = web_sys::DragEventInit::new();
        init.set_bubbles(true);
        init.set_data_transfer(Some(&web_sys::DataTransfer::new().unwrap()));
        let event = web_sys::DragEvent::new_with_event_init_dict("dragstart", &init).unwrap();
        row(&stage, key).dispatch_event(&event).unwrap();
        page.dragging.get_untracked().unwrap().ids
    };
    assert_eq!(drag(6), ["4", "6", "8"]);
    assert_eq!(drag(1), ["1"]);
}
