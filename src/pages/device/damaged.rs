//! Entries that cannot be read: what is left of them, to be copied, and what becomes of them.
//! Nothing of them goes before the person says so, and then it can be had back.

use domain::{
    journal::{Damaged, Texts},
    outbox::Entry,
    words,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{Device, Messages},
    ui::{Banner, Button, ButtonSize, Tone},
    web::idb::{Key, Store},
};

/// Entries that are drawn before somebody asks for more.
const AT_FIRST: usize = 20;
/// Letters of an entry that are drawn: no build wrote one as long, and a page must not stand still
/// over one.
const LETTERS: usize = 1_000_000;

/// What an entry of a store is called.
const fn name_of(store: Store) -> &'static str {
    match store {
        Store::Outbox => "write",
        Store::Steps => "step",
        Store::Edits | Store::Bases | Store::Seen | Store::Meta => "edit",
    }
}

/// The entries of a store that cannot be read, under a heading that counts them.
#[component]
pub(super) fn Unread(
    store: Store,
    /// Their keys.
    keys: Memo<Vec<Key>>,
) -> impl IntoView {
    let device = Device::expect();
    let limit = RwSignal::new(AT_FIRST);
    let read = RwSignal::new(Vec::<(Key, Damaged)>::new());
    Effect::new(move || {
        let shown: Vec<Key> = keys.get().into_iter().take(limit.get()).collect();
        spawn_local(async move {
            let mut all = Vec::with_capacity(shown.len());
            for key in shown {
                // Where the device fails, the trouble is shown over the page.
                if let Ok(Some(texts)) = device.raw(store, &key).await {
                    all.extend(damaged_in(store, &texts).map(|damaged| (key, damaged)));
                }
            }
            read.try_set(all);
        });
    });
    let heading = move || {
        let count = keys.with(Vec::len);
        let counted = words::count(count as u64, name_of(store));
        format!("{counted} that cannot be read")
    };
    view! {
        <Show when=move || keys.with(|keys| !keys.is_empty())>
            <section class="device-group" aria-label=heading>
                <h3 class="section-title">{heading}</h3>
                <ul class="device-list" role="list">
                    <For
                        each=move || read.get()
                        key=|(key, damaged)| (key.clone(), damaged.raw.len())
                        children=move |(key, damaged)| {
                            let title = damaged.title.clone().unwrap_or_default();
                            let title = match title.trim() {
                                "" => "Without a title".to_owned(),
                                title => title.to_owned(),
                            };
                            view! {
                                <li class="device-item">
                                    <strong class="device-item-title truncate">{title}</strong>
                                    <DamagedEntry store=store key=key damaged=damaged />
                                </li>
                            }
                        }
                    />
                </ul>
                <Show when=move || { keys.with(Vec::len) > limit.get() }>
                    <Button on_click=move |_| limit.update(|limit| *limit += AT_FIRST)>
                        {move || format!("Show more of {}", keys.with(Vec::len))}
                    </Button>
                </Show>
            </section>
        </Show>
    }
}

fn damaged_in(store: Store, texts: &Texts) -> Option<Damaged> {
    match store {
        Store::Outbox => Entry::read(&texts.typed).err(),
        _ => Some(Damaged::keyless(texts)),
    }
}

/// One entry that cannot be continued: why, what can be read of it, and all of it.
#[component]
pub(super) fn DamagedEntry(store: Store, key: Key, damaged: Damaged) -> impl IntoView {
    let take_out = TakeOut::expect(store);
    let (tone, title, meaning) = match store {
        Store::Outbox => (
            Tone::Red,
            "This write is not sent",
            " It was asked for on this device, and the service may not have it. What can be read of it stands below, to be copied. It is kept as it is before you discard it.",
        ),
        _ => (
            Tone::Amber,
            "This edit cannot be continued",
            " What can be read of it stands below, to be copied. Nothing of it is thrown away before you discard it.",
        ),
    };
    let Damaged {
        problem,
        content,
        raw,
        ..
    } = damaged;
    let name = name_of(store);
    let has_all = content.is_none();
    let left = shortened(content.as_ref().unwrap_or(&raw));
    let shows = RwSignal::new(false);
    let raw = StoredValue::new(raw);
    let all = move || raw.with_value(|raw| shortened(raw));
    let discard = move |_| {
        let said = format!("Discarded the {name} that could not be read.");
        take_out.run(vec![key.clone()], said);
    };
    view! {
        <Banner tone=tone silent=true title=title>
            {problem}
            {meaning}
        </Banner>
        <pre class="device-raw" tabindex="0" aria-label=format!("What is left of the {name}")>
            {left}
        </pre>
        <Show when=move || shows.get()>
            <pre class="device-raw" tabindex="0" aria-label=format!("All of the {name}, as it is kept")>
                {all}
            </pre>
        </Show>
        <div class="row">
            {(!has_all).then(|| view! {
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| shows.update(|shows| *shows = !*shows)
                    attr:aria-expanded=move || shows.get().to_string()
                >
                    "Show all of it"
                </Button>
            })}
            <Button size=ButtonSize::Small on_click=discard>"Discard"</Button>
        </div>
    }
}

/// In a few words: that steps of the history cannot be read.
#[component]
pub(super) fn UnreadSteps(
    /// Their keys.
    keys: Memo<Vec<Key>>,
) -> impl IntoView {
    let take_out = TakeOut::expect(Store::Steps);
    let counted = move || words::count(keys.with(Vec::len) as u64, name_of(Store::Steps));
    let remove = move |_| {
        let said = format!("Removed {} that could not be read.", untrack(counted));
        take_out.run(keys.get_untracked(), said);
    };
    view! {
        <Show when=move || keys.with(|keys| !keys.is_empty())>
            <div class="row device-foot">
                <p class="field-hint">
                    {counted}
                    " cannot be read and cannot be undone: damaged, or written by a newer version of Cuebook."
                </p>
                <Button size=ButtonSize::Small on_click=remove>"Remove"</Button>
            </div>
        </Show>
    }
}

/// Takes entries out that cannot be read, and offers to put them back.
#[derive(Clone, Copy)]
struct TakeOut {
    store: Store,
    device: Device,
    messages: Messages,
}

impl TakeOut {
    fn expect(store: Store) -> Self {
        Self {
            store,
            device: Device::expect(),
            messages: Messages::expect(),
        }
    }

    fn run(self, keys: Vec<Key>, said: String) {
        let Self {
            store,
            device,
            messages,
        } = self;
        spawn_local(async move {
            let taken = match device.discard_raw(store, &keys).await {
                // Another tab was faster.
                Ok(taken) if taken.is_empty() => return,
                Ok(taken) => taken,
                Err(error) => {
                    messages.failed(format!("{error} {}", error.advice()));
                    return;
                }
            };
            messages.given_up(said, "Undo", move || {
                let taken = taken.clone();
                spawn_local(async move {
                    if let Err(error) = device.put_raw_back(store, taken).await {
                        messages.failed(format!("{error} {}", error.advice()));
                    }
                });
            });
        });
    }
}

/// A text, up to where it would hold the page up.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}… ({} bytes in all)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}
