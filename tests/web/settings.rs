//! Settings of a voice agent: what is given up for somebody else's can be put back.

use contract::{Backend, Dialect, WorkspaceInfo};
use cuebook::{
    pages::{agents::settings::AgentSettingsPage, device::Shell},
    state::{Agents, Device, Leaving, Messages, Prefs, Session},
    web::clock::Clock,
};
use leptos::prelude::*;
use leptos_router::{
    components::{Route, Router, Routes},
    hooks::use_navigate,
    path,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlTextAreaElement;

use crate::page::{Hands, pause, settled, show, text};
use crate::stage::Stage;

/// A service with one agent, whose description somebody changes.
const SERVE: &str = r#"
    window.agent = {
        id: 'a1', name: 'order_line', label: 'Order line', current_status: 'draft',
        description: 'First.', interrupt_sensitivity: 'medium', llm_temperature: 0.3,
        ask_if_human_present_on_idle: true, initial_message_delay: 0,
        created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z',
    };
    window.realFetch ??= window.fetch;
    window.fetch = async (request) => {
        const isOne = (request.url ?? String(request)).includes('/agents/a1');
        const data = isOne ? window.agent : [window.agent];
        const headers = { 'content-type': 'application/json' };
        return new Response(JSON.stringify({ success: true, data }), { headers });
    };
    history.replaceState(null, '', '/workspace/voice/agents/a1/settings');
"#;
const SOMEBODY_WRITES: &str = "
    window.agent.description = 'Theirs.';
    window.agent.updated_at = '2026-01-02T00:00:00Z';
";
const DESCRIPTION: &str = "#knowledge-description";

#[component]
fn Inside() -> impl IntoView {
    Leaving::provide();
    Agents::provide(WorkspaceInfo {
        id: "voice".to_owned(),
        name: "Voice".to_owned(),
        dialect: Dialect::Talkover,
        backend: Backend::Local,
        capabilities: Vec::new(),
    });
    provide_context(Device::expect());
    Shell::provide();
    let go = use_navigate();
    view! {
        // A link would be followed by the router of an earlier test as well.
        <button id="away" on:click=move |_| go("/workspace/voice/elsewhere", Default::default())>
            "Elsewhere"
        </button>
        <Routes fallback=|| ()>
            <Route path=path!("/workspace/voice/agents/:agent/settings") view=AgentSettingsPage />
            <Route path=path!("/workspace/voice/elsewhere") view=|| view! { <p id="elsewhere"></p> } />
        </Routes>
    }
}

struct Page {
    stage: Stage,
    messages: Messages,
}

impl Page {
    async fn open() -> Self {
        js_sys::eval(SERVE).unwrap();
        let made = StoredValue::new(None);
        let stage = show(move || {
            Clock::provide();
            Prefs::provide();
            Session::provide();
            made.set_value(Some(Messages::provide()));
            view! {
                <Router>
                    <Inside />
                </Router>
            }
        })
        .await;
        let messages = made.get_value().unwrap();
        Self { stage, messages }
    }

    async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        for _ in 0..250 {
            if holds() {
                return settled().await;
            }
            pause(20).await;
        }
        panic!("never {what}: {:?}", self.stage.said("main"));
    }

    async fn has(&self, description: &str) {
        let value = || {
            let fields = self.stage.all(DESCRIPTION).into_iter();
            let mut values = fields.map(|it| it.unchecked_into::<HtmlTextAreaElement>().value());
            values.next()
        };
        self.until(description, || value().as_deref() == Some(description))
            .await;
    }

    fn says(&self, words: &str) -> bool {
        self.stage.said("main").concat().contains(words)
    }

    async fn press(&self, words: &str) {
        let buttons = self.stage.all("button").into_iter();
        let button = buttons.into_iter().find(|it| text(it) == words);
        self.stage.click(&button.expect(words)).await;
    }

    /// Presses "Undo" of the last toast, which says this.
    fn undo(&self, words: &str) {
        let toast = self.messages.toasts().get_untracked().pop().unwrap();
        let (label, undo) = toast.action.unwrap();
        assert_eq!((toast.text.as_str(), label), (words, "Undo"));
        undo.run(());
    }
}

#[wasm_bindgen_test]
async fn what_is_given_up_for_newer_settings_can_be_put_back() {
    const SOMEBODY: &str = "Somebody changed these settings since you opened them";
    const RECOVERED: &str = "These are your unsent edits of";
    let page = Page::open().await;
    page.has("First.").await;
    page.stage.write(DESCRIPTION, "Mine.").await;
    js_sys::eval(SOMEBODY_WRITES).unwrap();
    page.press("Save knowledge").await;
    page.until("asked", || page.says(SOMEBODY)).await;
    page.press("Take the newer settings").await;
    page.has("Theirs.").await;
    assert!(!page.says(SOMEBODY));

    page.undo("These are the newer settings.");
    page.has("Mine.").await;
    // It stands on what the agent was: the question is asked again.
    assert!(page.says(RECOVERED) && page.says(SOMEBODY));
    page.press("Put my edits on top").await;
    page.has("Mine.").await;

    // From another page its form is opened for it.
    page.press("Give up edits").await;
    page.has("Theirs.").await;
    page.stage.tap("#away").await;
    page.until("elsewhere", || page.stage.has("#elsewhere"))
        .await;
    page.undo("The edits were given up.");
    page.has("Mine.").await;
    assert!(page.says(RECOVERED));
    page.press("Discard them").await;
    page.has("Theirs.").await;
    js_sys::eval("window.fetch = window.realFetch").unwrap();
}
