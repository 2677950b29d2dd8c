//! The tabs of this browser that show the same site: which of them live, what they tell each
//! other, and what only one of them may do at a time.

use std::{cell::RefCell, collections::HashSet, rc::Rc, time::Duration};

use futures_channel::oneshot;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{aside, clock};

const CHANNEL: &str = "cuebook";
const LOCK_OF_TAB: &str = "cuebook-tab-";
/// A browser that has put a page aside throws it away when there is news for it.
const BEGINS: &str = ".";
const ASKS_WHO_IS_THERE: &str = "?";
const IS_THERE: &str = "!";

/// How long a tab may take to say that it lives, where the browser does not know.
const ANSWERS_WITHIN: Duration = Duration::from_millis(250);

/// This tab among the others.
#[derive(Clone)]
pub struct Tabs {
    id: String,
    channel: Option<BroadcastChannel>,
    heard: Rc<RefCell<HashSet<String>>>,
}

impl Tabs {
    /// Joins the others under a name. `on_news` is called when another tab has changed something
    /// that all of them see.
    #[must_use]
    pub fn join(id: String, on_news: impl Fn(String) + 'static) -> Self {
        // A tab that lives holds a lock; when it ends, however it ends, the browser lets it go. One
        // that is put aside does not live, and lets it go itself.
        if let Some(locks) = locks() {
            let (leave, left) = oneshot::channel::<()>();
            let leave = RefCell::new(Some(leave));
            aside::on_left(move || drop(leave.take()));
            let until_left = Closure::once_into_js(move || {
                wasm_bindgen_futures::future_to_promise(async move {
                    let _ = left.await;
                    Ok(JsValue::UNDEFINED)
                })
            });
            // Where it is refused, the tab counts as gone: others offer its edits, nobody loses any.
            let _ = request(&locks, &format!("{LOCK_OF_TAB}{id}"), &until_left);
        }
        aside::begin_anew_when_back();
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let heard = Rc::new(RefCell::new(HashSet::new()));
        if let Some(channel) = &channel {
            let answers = channel.clone();
            let (own, hears) = (id.clone(), Rc::clone(&heard));
            let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let Some(text) = event.data().as_string() else {
                    return;
                };
                if text == ASKS_WHO_IS_THERE {
                    post(&answers, &format!("{IS_THERE}{own}"));
                } else if let Some(other) = text.strip_prefix(IS_THERE) {
                    hears.borrow_mut().insert(other.to_owned());
                } else if text != BEGINS {
                    on_news(text);
                }
            });
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            // As long as the tab.
            on_message.forget();
            post(channel, BEGINS);
        }
        Self { id, channel, heard }
    }

    /// The name of this tab.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Tells the others.
    pub fn tell(&self, news: &str) {
        if let Some(channel) = &self.channel {
            post(channel, news);
        }
    }

    /// The names of the tabs that live, this one among them.
    pub async fn alive(&self) -> HashSet<String> {
        let mut alive = match holders().await {
            Some(alive) => alive,
            None => self.ask_around().await,
        };
        alive.insert(self.id.clone());
        alive
    }

    /// Where there are no locks (pages without a secure context), the others are asked.
    async fn ask_around(&self) -> HashSet<String> {
        self.heard.borrow_mut().clear();
        self.tell(ASKS_WHO_IS_THERE);
        clock::sleep(ANSWERS_WITHIN).await;
        self.heard.borrow().clone()
    }
}

/// Something that one tab at a time may do. It is let go when this is dropped.
pub struct Turn(Option<oneshot::Sender<()>>);

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(done) = self.0.take() {
            // The browser may have ended the wait already.
            let _ = done.send(());
        }
    }
}

/// Waits for the turn of a name. Where the browser has no locks, it is there at once.
pub async fn turn(name: &str) -> Turn {
    let Some(locks) = locks() else {
        return Turn(None);
    };
    let (granted, grant) = oneshot::channel::<()>();
    let (done, wait) = oneshot::channel::<()>();
    let hold = Closure::once_into_js(move || {
        let _ = granted.send(());
        wasm_bindgen_futures::future_to_promise(async move {
            let _ = wait.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    if request(&locks, &format!("cuebook-{name}"), &hold).is_none() {
        return Turn(None);
    }
    // A refusal drops the sender: one tab then goes on as if it were alone.
    let _ = grant.await;
    Turn(Some(done))
}

fn post(channel: &BroadcastChannel, text: &str) {
    // Texts can always be posted; the channel lives as long as the tab.
    let _ = channel.post_message(&text.into());
}

/// `navigator.locks`, which `web-sys` has only behind its unstable flag.
fn locks() -> Option<Object> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &"locks".into())
        .ok()?
        .dyn_into()
        .ok()
}

fn request(locks: &Object, name: &str, hold: &JsValue) -> Option<()> {
    let request: Function = Reflect::get(locks, &"request".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = request
        .call2(locks, &name.into(), hold)
        .ok()?
        .dyn_into()
        .ok()?;
    // It ends with the tab, or as a refusal that the caller notices by itself.
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(promise).await;
    });
    Some(())
}

async fn holders() -> Option<HashSet<String>> {
    let locks = locks()?;
    let query: Function = Reflect::get(&locks, &"query".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = query.call0(&locks).ok()?.dyn_into().ok()?;
    let snapshot = JsFuture::from(promise).await.ok()?;
    let held: Array = Reflect::get(&snapshot, &"held".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let name_of = |lock: JsValue| {
        let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
        Some(name.strip_prefix(LOCK_OF_TAB)?.to_owned())
    };
    Some(held.iter().filter_map(name_of).collect())
}
