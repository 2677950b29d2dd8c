//! What the device keeps and this build cannot read: it is counted, shown, and given back.

use contract::{Backend, Dialect, WorkspaceInfo};
use cuebook::{
    pages::device::OnThisDevice,
    state::{
        Device, Leaving, Messages, Prefs, Session, Workspace,
        device::{Holder, KnownEdit},
    },
    web::{
        clock::Clock,
        idb::{Change, Database, Durability, Key, Store},
        storage,
    },
};
use domain::{
    Draft, Intent, Moment, SegmentDraft,
    journal::{EditKey, Edited, Kind, Texts, Unsent},
    outbox::{Entry, Target, Write},
    undo::Record,
};
use leptos::prelude::*;
use leptos_router::components::Router;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Hands, pause, settled, show};
use crate::stage::Stage;

/// The workspace that is open, as keys and entries name it.
const SCOPE: &str = " main";

/// A page with "On this device", and what it is made of.
struct Page {
    stage: Stage,
    device: Device,
    messages: Messages,
}

async fn database() -> Database {
    Database::open().await.unwrap()
}

/// Lets the device keep this and nothing else.
async fn keep(changes: Vec<Change>) {
    let all = [
        Store::Edits,
        Store::Bases,
        Store::Outbox,
        Store::Steps,
        Store::Meta,
    ];
    let all = all.into_iter().map(Change::Clear).chain(changes);
    let all: Vec<Change> = all.collect();
    let written = database().await.write(&all, Durability::Relaxed).await;
    written.unwrap();
}

fn put(store: Store, key: impl Into<Key>, text: impl Into<String>) -> Change {
    Change::Put(store, key.into(), text.into())
}

/// The service has nothing.
fn serve_nothing() {
    let serve = "window.fetch = async () => \
        new Response('[]', { headers: { 'content-type': 'application/json' } });";
    js_sys::eval(serve).unwrap();
}

#[component]
fn Inside(made: StoredValue<Option<(Device, Messages)>>) -> impl IntoView {
    Leaving::provide();
    Workspace::provide(WorkspaceInfo {
        id: "main".to_owned(),
        name: "Main".to_owned(),
        dialect: Dialect::OpenCx,
        backend: Backend::Local,
        capabilities: Vec::new(),
    });
    let device = Device::expect();
    provide_context(device);
    made.set_value(Some((device, Messages::expect())));
    view! { <OnThisDevice /> }
}

async fn open() -> Page {
    serve_nothing();
    let owner = Owner::new();
    let made = owner.with(|| StoredValue::new(None));
    let stage = show(move || {
        Clock::provide();
        Prefs::provide();
        Session::provide();
        Messages::provide();
        view! {
            <Router>
                <Inside made=made />
            </Router>
        }
    })
    .await;
    let (device, messages) = made.get_value().unwrap();
    Page {
        stage,
        device,
        messages,
    }
}

impl Page {
    /// Waits until a condition holds.
    async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..250 {
            if holds() {
                settled().await;
                return;
            }
            pause(20).await;
        }
        panic!("never {what}: {:?}", self.stage.said("body, .device-item"));
    }

    /// Waits until this is counted beside "On this device".
    async fn counts(&self, count: &str) {
        let badge = || self.stage.said(".count-badge").concat();
        self.until(&format!("{count} in the badge"), || badge() == count)
            .await;
    }

    /// Waits until the drawer says this.
    async fn says(&self, words: &str) {
        self.until(&format!("said {words:?}"), || self.has(words))
            .await;
    }

    fn has(&self, words: &str) -> bool {
        self.stage.said("dialog").concat().contains(words)
    }

    async fn open_tab(&self, name: &str) {
        self.stage.tap("button").await;
        let tabs = self.stage.all("[role=tab]");
        let tab = tabs
            .iter()
            .find(|tab| tab.text_content().unwrap().contains(name));
        self.stage.click(tab.unwrap()).await;
    }

    /// Presses the first button of these words.
    async fn press(&self, words: &str) {
        let buttons = self.stage.all("dialog button");
        let named = |button: &&web_sys::HtmlElement| button.text_content().unwrap() == words;
        let button = buttons.iter().find(named);
        self.stage
            .click(button.unwrap_or_else(|| panic!("no button {words}")))
            .await;
    }

    fn edits(&self) -> Vec<KnownEdit> {
        untrack(|| self.device.edits(SCOPE))
    }

    fn unread_writes(&self) -> Vec<Key> {
        untrack(|| self.device.unread(Store::Outbox, SCOPE))
    }

    /// Takes the last thing back that was done.
    async fn undo(&self) {
        let toasts = self.messages.toasts();
        let last = || toasts.with_untracked(|all| all.last().and_then(|toast| toast.action));
        self.until("offered to undo", || last().is_some()).await;
        let (words, undo) = last().unwrap();
        assert_eq!(words, "Undo");
        undo.run(());
        settled().await;
    }
}

async fn stored(store: Store, key: impl Into<Key>) -> Option<String> {
    database().await.read(store, &key.into()).await.unwrap()
}

fn number(number: u64) -> Key {
    Key::Number(number)
}

fn write(content: &str) -> Entry {
    let mut draft = Draft::new(None);
    "Opening hours".clone_into(&mut draft.title);
    content.clone_into(&mut draft.content);
    let write = Write::Put {
        draft,
        intent: Intent::SaveDraft,
    };
    let target = Target::New("name".to_owned());
    let id = content.to_owned();
    Entry::new(id, SCOPE.to_owned(), target, write, Moment(1))
}

#[wasm_bindgen_test]
async fn writes_that_cannot_be_read_are_counted_shown_and_given_back() {
    let newer = json!({ "format": 9, "scope": SCOPE, "title": "From the future",
        "draft": { "content": "Future text" }, "does": "Hologram" });
    let cut = "{\"format\":1,\"id\":\"x\",\"sco";
    let elsewhere = json!({ "format": 9, "scope": " other", "title": "Of another workspace" });
    keep(vec![
        put(Store::Outbox, number(7), newer.to_string()),
        put(Store::Outbox, number(8), cut),
        put(Store::Outbox, number(9), elsewhere.to_string()),
    ])
    .await;
    let page = open().await;
    page.counts("2 unsent").await;
    assert!(page.stage.has(".count-badge[data-failed]"));
    page.open_tab("Outbox").await;
    page.says("2 writes that cannot be read").await;
    page.says("A newer version of Cuebook wrote this entry")
        .await;
    page.says("Future text").await;
    page.says("The entry is damaged").await;
    page.says(cut).await;
    assert!(!page.has("Of another workspace"));
    assert!(!page.has("The service has everything you sent"));
    page.press("Show all of it").await;
    page.says("Hologram").await;

    page.press("Discard").await;
    page.counts("1 unsent").await;
    page.says("1 write that cannot be read").await;
    assert_eq!(stored(Store::Outbox, number(7)).await, None);
    page.undo().await;
    page.counts("2 unsent").await;
    assert_eq!(
        stored(Store::Outbox, number(7)).await,
        Some(newer.to_string())
    );
    // Nobody asked for the others.
    assert_eq!(stored(Store::Outbox, number(8)).await.as_deref(), Some(cut));
    assert!(stored(Store::Outbox, number(9)).await.is_some());
}

#[wasm_bindgen_test]
async fn a_write_of_a_newer_build_is_not_sent_however_well_it_can_be_read() {
    let text = serde_json::to_string(&write("Typed")).unwrap();
    let newer = text.replacen("\"format\":1", "\"format\":2", 1);
    assert_ne!(newer, text);
    keep(vec![put(Store::Outbox, number(3), newer.clone())]).await;
    let page = open().await;
    page.counts("1 unsent").await;
    assert!(untrack(|| page.device.outbox(SCOPE)).is_empty());
    // A write behind it goes its way, and takes nothing along.
    page.device.enqueue(vec![write("Later")]).await;
    page.until("known", || page.unread_writes() == [number(3)])
        .await;
    assert_eq!(stored(Store::Outbox, number(3)).await, Some(newer));
}

#[wasm_bindgen_test]
async fn what_is_no_text_at_all_is_shown_as_it_can_be_written_down() {
    keep(Vec::new()).await;
    let page = open().await;
    js_sys::eval(
        "indexedDB.open('cuebook').onsuccess = ({ target }) => { \
           const store = target.result.transaction('outbox', 'readwrite').objectStore('outbox'); \
           store.put({ strange: 'thing' }, 5); target.result.close(); }",
    )
    .unwrap();
    for _ in 0..100 {
        if !page.unread_writes().is_empty() {
            break;
        }
        page.device.read_outbox();
        pause(20).await;
    }
    page.counts("1 unsent").await;
    page.open_tab("Outbox").await;
    page.says(r#"{"strange":"thing"}"#).await;
}

#[wasm_bindgen_test]
async fn edits_under_keys_that_cannot_be_read_are_counted_shown_and_given_back() {
    let Entry {
        write: Write::Put { draft, .. },
        ..
    } = write("Typed on a newer build")
    else {
        unreachable!()
    };
    let unsent = Unsent {
        at: Moment(1),
        edited: Edited::Scenario(draft),
        create_key: None,
        written: Vec::new(),
        over: Vec::new(),
    };
    let strange = " main|hologram|x|1|2|3|4|5|";
    keep(vec![
        put(Store::Edits, strange, unsent.typed()),
        put(Store::Bases, strange, "its base"),
        put(Store::Edits, "nonsense", "?"),
        put(Store::Edits, " other|hologram|x|", "of another workspace"),
    ])
    .await;
    let page = open().await;
    page.counts("2 unsent").await;
    assert!(!page.stage.has(".count-badge[data-failed]"));
    page.open_tab("Unsent edits").await;
    page.says("2 edits that cannot be read").await;
    page.says("does not know where this edit belongs").await;
    page.says("Typed on a newer build").await;
    page.says("?").await;
    assert!(!page.has("of another workspace"));
    assert!(!page.has("Everything you typed was sent"));

    page.press("Discard").await;
    page.counts("1 unsent").await;
    assert_eq!(stored(Store::Edits, strange).await, None);
    assert_eq!(stored(Store::Bases, strange).await, None);
    page.undo().await;
    page.counts("2 unsent").await;
    assert_eq!(stored(Store::Edits, strange).await, Some(unsent.typed()));
    assert_eq!(
        stored(Store::Bases, strange).await.as_deref(),
        Some("its base")
    );
}

#[wasm_bindgen_test]
async fn a_damaged_edit_is_discarded_and_given_back_by_the_same_row() {
    let key = " main|scenario|a||gone|0|";
    let cut = "{\"format\":1,\"scenario\":{\"title\":\"Cut off\",\"content\":\"What is left";
    keep(vec![put(Store::Edits, key, cut)]).await;
    let page = open().await;
    page.counts("1 unsent").await;
    page.open_tab("Unsent edits").await;
    page.says("This edit cannot be continued").await;
    page.says("What is left").await;
    page.press("Discard").await;
    page.says("Everything you typed was sent").await;
    assert_eq!(stored(Store::Edits, key).await, None);
    page.undo().await;
    page.says("This edit cannot be continued").await;
    assert_eq!(stored(Store::Edits, key).await.as_deref(), Some(cut));
}

#[wasm_bindgen_test]
async fn steps_that_cannot_be_read_are_said_and_stay_until_they_are_removed() {
    let training = contract::opencx::Training::from_json(json!({
        "id": "t", "title": "Opening hours", "content": "9 to 17", "is_draft": false,
        "created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z",
    }))
    .unwrap();
    let delete = Write::Delete {
        base: Box::new(training),
    };
    let target = Target::Known("t".to_owned());
    let entry = Entry::new("w".to_owned(), SCOPE.to_owned(), target, delete, Moment(1));
    let record = Record::of(&entry, None).unwrap();
    let readable = serde_json::to_string(&record).unwrap();
    let newer = readable.replacen('{', "{\"format\":7,", 1);
    keep(vec![
        put(Store::Steps, number(1), newer.clone()),
        put(Store::Steps, number(2), readable),
        put(Store::Steps, number(3), "{"),
    ])
    .await;
    let page = open().await;
    page.open_tab("History").await;
    page.says("2 steps cannot be read and cannot be undone")
        .await;
    page.says("Opening hours").await;
    // The history that can be read goes without them.
    page.device.forget_steps(SCOPE).await.unwrap();
    assert_eq!(stored(Store::Steps, number(2)).await, None);
    assert_eq!(stored(Store::Steps, number(1)).await, Some(newer.clone()));
    page.says("2 steps cannot be read and cannot be undone")
        .await;
    page.press("Remove").await;
    page.says("Nothing was done here yet").await;
    assert_eq!(stored(Store::Steps, number(1)).await, None);
    page.undo().await;
    page.says("2 steps cannot be read and cannot be undone")
        .await;
    assert_eq!(stored(Store::Steps, number(1)).await, Some(newer));
    assert_eq!(stored(Store::Steps, number(3)).await.as_deref(), Some("{"));
}

fn segment_edit(name: &str, at: i64) -> (EditKey, Unsent) {
    let segment = contract::opencx::Segment::from_json(json!({
        "id": "s", "name": "Members", "description": null,
        "definition": { "or": [] }, "created_at": null, "updated_at": "2026-01-01T00:00:00Z",
    }))
    .unwrap();
    let mut draft = SegmentDraft::of(&segment);
    name.clone_into(&mut draft.name);
    let edited = Edited::Segment(draft);
    let place = ("gone".to_owned(), 3);
    let key = EditKey::of(SCOPE, &edited, "", place, Moment(1));
    let unsent = Unsent {
        at: Moment(at),
        edited,
        create_key: None,
        written: Vec::new(),
        over: Vec::new(),
    };
    (key, unsent)
}

/// Leaves a text outside of the database, as a page does that goes.
fn breathe_out(key: &EditKey, texts: &Texts) -> String {
    let name = format!("cuebook.edit {}", key.to_text());
    let breath = json!({ "typed": texts.typed, "base": texts.base });
    storage::write(storage::Place::Device, &name, &breath);
    name
}

fn is_held(name: &str) -> bool {
    !storage::names(storage::Place::Device, name).is_empty()
}

#[wasm_bindgen_test]
async fn a_last_breath_stands_beside_an_entry_that_cannot_be_read() {
    let (key, unsent) = segment_edit("Typed last", 5);
    keep(vec![put(Store::Edits, key.to_text().as_str(), "{")]).await;
    let name = breathe_out(&key, &unsent.to_texts());
    let page = open().await;
    page.counts("2 unsent").await;
    assert!(!is_held(&name));
    let kept = stored(Store::Edits, key.to_text().as_str()).await;
    assert_eq!(kept.as_deref(), Some("{"));
    let beside = page.device.read_edit(&key.beside()).await;
    let beside = beside.unwrap().unwrap().unwrap();
    assert_eq!(beside.edited, unsent.edited);
    // It says of which form it is: a write of that is not somebody else's to it.
    assert_eq!(beside.over, [key.origin()]);
    let edits = untrack(|| page.device.edits_of(SCOPE, Kind::Segment, "s"));
    assert!(edits.iter().all(|edit| edit.holder == Holder::Nobody));
    page.open_tab("Unsent edits").await;
    page.says("This edit cannot be continued").await;
    page.says("Typed last").await;
}

#[wasm_bindgen_test]
async fn a_last_breath_that_cannot_be_read_takes_nothing_away_and_is_shown() {
    let (key, unsent) = segment_edit("In the store", 5);
    keep(vec![put(
        Store::Edits,
        key.to_text().as_str(),
        unsent.typed(),
    )])
    .await;
    let raw = Texts {
        typed: "{\"format\":99}".to_owned(),
        base: None,
    };
    let name = breathe_out(&key, &raw);
    let page = open().await;
    page.counts("2 unsent").await;
    assert!(!is_held(&name));
    let kept = stored(Store::Edits, key.to_text().as_str()).await;
    assert_eq!(kept, Some(unsent.typed()));
    let beside = stored(Store::Edits, key.beside().to_text().as_str()).await;
    assert_eq!(beside, Some(raw.typed));
}

#[wasm_bindgen_test]
async fn a_last_breath_that_was_typed_before_the_store_has_it_is_let_go() {
    let (key, unsent) = segment_edit("In the store", 5);
    let (_, older) = segment_edit("Before", 4);
    keep(vec![put(
        Store::Edits,
        key.to_text().as_str(),
        unsent.typed(),
    )])
    .await;
    let name = breathe_out(&key, &older.to_texts());
    let page = open().await;
    page.counts("1 unsent").await;
    page.until("let go", || !is_held(&name)).await;
    let kept = stored(Store::Edits, key.to_text().as_str()).await;
    assert_eq!(kept, Some(unsent.typed()));
    assert_eq!(page.edits().len(), 1);
}

#[wasm_bindgen_test]
async fn edits_of_a_deleted_segment_become_those_of_a_new_one() {
    let (key, unsent) = segment_edit("Club", 5);
    keep(vec![put(
        Store::Edits,
        key.to_text().as_str(),
        unsent.typed(),
    )])
    .await;
    let page = open().await;
    page.counts("1 unsent").await;
    page.open_tab("Unsent edits").await;
    page.says("The service has this segment no longer").await;
    assert!(!page.has("Continue"));
    let before = window().location().pathname().unwrap();
    page.press("Save as a new segment").await;
    page.until("a new one", || {
        let edits = page.edits();
        edits.len() == 1 && edits[0].key.is_new() && edits[0].key.kind == Kind::Segment
    })
    .await;
    let new = page.edits().remove(0).key;
    let read = page.device.read_edit(&new).await.unwrap().unwrap().unwrap();
    let Edited::Segment(draft) = read.edited else {
        panic!("it became something else");
    };
    assert!(draft.is_new() && draft.name == "Club");
    let address = window().location().href().unwrap();
    assert!(
        address.ends_with(&format!("segments/new?edit={}", new.item)),
        "{address}"
    );
    let back = wasm_bindgen::JsValue::NULL;
    let history = window().history().unwrap();
    history
        .replace_state_with_url(&back, "", Some(&before))
        .unwrap();
}
