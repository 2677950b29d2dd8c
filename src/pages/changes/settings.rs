//! What the person decides about the history on this device.

use domain::seen::usage;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{
        Device, Messages, Prefs,
        device::{LIMITS, Usage},
    },
    ui::{
        Button, ButtonSize, ButtonVariant, Checkbox, ConfirmDialog, Dialog, DialogSize, Select,
        SelectOption, Switch,
    },
    web::clock::Clock,
};

/// Whether to remember, how much, and the end of it.
#[component]
pub fn HistorySettings() -> impl IntoView {
    let device = Device::expect();
    let prefs = Prefs::expect();
    measured(device);
    let asks = RwSignal::new(false);
    let switch = move |on: bool| {
        if on {
            prefs.set_remembers(true);
            return;
        }
        prefs.set_remembers(false);
        let has_some = device_usage(device).is_some_and(|usage| usage.versions > 0);
        asks.set(has_some);
    };
    let limits: Vec<SelectOption> = LIMITS
        .into_iter()
        .map(|limit| SelectOption::new(limit.to_string(), format!("{limit} MB")))
        .collect();
    let limit = Signal::derive(move || device.seen_limit().to_string());
    let set_limit = move |limit: String| {
        if let Ok(limit) = limit.parse() {
            device.set_seen_limit(limit);
        }
    };
    view! {
        <section class="card stack history-settings" aria-labelledby="history-settings">
            <h2 class="section-title" id="history-settings">"History on this device"</h2>
            <div>
                <Switch on=Signal::derive(move || prefs.remembers()) on_change=switch>
                    "Remember versions on this device"
                    <span class="check-hint">
                        "Every version of a scenario that this browser shows is kept in it, to be compared and restored. Nothing of it is sent anywhere. Unsent edits, writes that wait and the steps that Undo takes back are kept in any case."
                    </span>
                </Switch>
            </div>
            <HowMuch />
            <div class="row" data-align="between">
                <label class="changes-date">
                    "Keep at most"
                    <Select options=limits value=limit on_change=set_limit label="Keep at most" />
                </label>
                <DeleteHistory />
            </div>
            <p class="field-hint">
                "All workspaces together. The oldest versions go first, and all of them before an unsent edit does."
            </p>
        </section>
        <StopDialog open=asks />
    }
}

fn device_usage(device: Device) -> Option<Usage> {
    untrack(|| device.seen_usage())
}

/// Measures what is kept, now and whenever that has changed.
fn measured(device: Device) {
    Effect::new(move || {
        let _news = device.seen_news();
        device.measure_seen();
    });
}

#[component]
fn HowMuch() -> impl IntoView {
    let device = Device::expect();
    let clock = Clock::expect();
    let share = move || {
        let used = device.seen_usage().unwrap_or_default().bytes as f64;
        (used / 10_000.0 / f64::from(device.seen_limit())).min(100.0)
    };
    let words = move || match device.seen_usage() {
        Some(used) => usage(
            used.bytes,
            device.seen_limit(),
            used.versions,
            used.since,
            clock.get(),
        ),
        None => "Measuring…".to_owned(),
    };
    view! {
        <div class="history-used">
            <div class="history-bar" aria-hidden="true">
                <div class="history-bar-used" style:inline-size=move || format!("{:.1}%", share())></div>
            </div>
            <p class="history-words">{words}</p>
        </div>
    }
}

/// Deletes everything, after a question.
async fn delete_all(device: Device, messages: Messages) {
    match device.forget_seen().await {
        Ok(()) => messages.done("Deleted the history on this device."),
        Err(error) => messages.failed(format!("The history is still on this device. {error}")),
    }
}

/// The button that deletes everything that was seen, and its question.
#[component]
pub fn DeleteHistory() -> impl IntoView {
    let device = Device::expect();
    let messages = Messages::expect();
    let asks = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let nothing = MaybeProp::derive(move || {
        let used = device.seen_usage()?;
        (used.versions == 0).then(|| "There is no history on this device.".to_owned())
    });
    let delete = move || {
        busy.set(true);
        spawn_local(async move {
            delete_all(device, messages).await;
            busy.try_set(false);
        });
    };
    view! {
        <Button
            size=ButtonSize::Small
            disabled_reason=nothing
            loading=busy
            on_click=move |_| asks.set(true)
        >
            "Delete local history…"
        </Button>
        <ConfirmDialog
            open=asks
            title="Delete the history on this device?"
            confirm="Delete the history"
            danger=true
            on_confirm=move |()| delete()
        >
            <p>
                "Every version that was remembered goes, of every workspace. This cannot be undone. What the service has stays, and so do your unsent edits and the steps that Undo takes back."
            </p>
        </ConfirmDialog>
    }
}

/// What becomes of the history, now that nothing new is remembered?
#[component]
fn StopDialog(open: RwSignal<bool>) -> impl IntoView {
    let device = Device::expect();
    let messages = Messages::expect();
    let delete = move |_| {
        open.set(false);
        spawn_local(async move {
            delete_all(device, messages).await;
        });
    };
    let footer = move || {
        view! {
            <Button attr:autofocus="" on_click=move |_| open.set(false)>"Keep it"</Button>
            <Button variant=ButtonVariant::Danger on_click=delete>"Delete the history"</Button>
        }
    };
    view! {
        <Dialog
            open=open
            title="Delete what was remembered so far?"
            size=DialogSize::Small
            role="alertdialog"
            footer=footer
        >
            <p>
                "Nothing new is remembered from now on. What was remembered before is still on this device. Deleting it cannot be undone."
            </p>
        </Dialog>
    }
}

/// On Connect: whether versions are remembered, and what is there where they are not to be.
#[component]
pub fn RememberChoice() -> impl IntoView {
    let prefs = Prefs::expect();
    view! {
        <Checkbox
            checked=Signal::derive(move || prefs.remembers())
            on_change=move |on| prefs.set_remembers(on)
            hint="Every version of a scenario that you see stays in this browser, to be compared and restored. Unsent edits and the steps that Undo takes back do in any case."
        >
            "Remember versions on this device"
        </Checkbox>
        <Show when=move || !prefs.remembers()>
            <ForgetWhatIsThere />
        </Show>
    }
}

#[component]
fn ForgetWhatIsThere() -> impl IntoView {
    let device = Device::expect();
    let prefs = Prefs::expect();
    let clock = Clock::expect();
    measured(device);
    let there = move || {
        let used = device.seen_usage().filter(|used| used.versions > 0)?;
        let limit = device.seen_limit();
        (!prefs.remembers())
            .then(|| usage(used.bytes, limit, used.versions, used.since, clock.get()))
    };
    view! {
        {move || there().map(|words| view! {
            <div class="stack" data-gap="2">
                <p class="field-hint">
                    "Remembered before, and still on this device: " {words} "."
                </p>
                <div class="row">
                    <DeleteHistory />
                </div>
            </div>
        })}
    }
}
