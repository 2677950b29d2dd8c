//! The list of edits that were not sent.

use domain::{
    Moment,
    journal::{Damaged, EditKey, Unsent},
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    state::{
        Device,
        device::{Holder, KnownEdit},
    },
    ui::{Button, EmptyState, IconName, Skeleton, SkeletonKind},
    web::idb::Store,
};

use super::{Place, damaged::Unread, edit::Edit};

/// Entries that are drawn before somebody asks for more.
const AT_FIRST: usize = 50;
/// Entries that are read before the page may draw again.
const IN_ONE_GO: usize = 10;

/// What the list shows of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Where it belongs.
    pub key: EditKey,
    /// When something was typed in it last.
    pub at: Moment,
    /// Its title or name.
    pub title: String,
    /// The fields that were edited.
    pub labels: Vec<&'static str>,
    /// Why it cannot be continued.
    pub damaged: Option<Damaged>,
}

/// A heading over entries of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Recovered,
    Left,
    Elsewhere,
    Here,
}

impl Group {
    const ALL: [Self; 4] = [Self::Recovered, Self::Left, Self::Here, Self::Elsewhere];

    const fn of(holder: Holder) -> Self {
        match holder {
            Holder::Nobody => Self::Recovered,
            Holder::LeftHere => Self::Left,
            Holder::OpenHere => Self::Here,
            Holder::OtherTab => Self::Elsewhere,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Recovered => "Recovered edits",
            Self::Left => "Left in this tab",
            Self::Here => "Open in this tab",
            Self::Elsewhere => "Open in another tab",
        }
    }
}

/// The edits of the workspace, those first that nobody has open.
#[component]
pub fn Edits() -> impl IntoView {
    let device = Device::expect();
    let place = Place::expect();
    // Those first whose forms were opened last; the keys say so, the texts are not needed for it.
    let edits = Memo::new(move |_| {
        let mut edits = device.edits(&place.scope());
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.key.began));
        edits
    });
    let unread = Memo::new(move |_| device.unread(Store::Edits, &place.scope()));
    let limit = RwSignal::new(AT_FIRST);
    let shown = Memo::new(move |_| {
        edits.with(|edits| -> Vec<EditKey> {
            let keys = edits.iter().map(|edit| edit.key.clone());
            keys.take(limit.get()).collect()
        })
    });
    let read = RwSignal::new(None::<Vec<Listed>>);
    // Read again when an entry comes or goes; what is typed meanwhile shows at the next opening.
    Effect::new(move || {
        let shown = shown.get();
        spawn_local(async move {
            let known = read.try_get_untracked().flatten().unwrap_or_default();
            let listed = read_all(device, shown, known).await;
            read.try_set(Some(listed));
        });
    });
    let list = move || {
        let edits = edits.get();
        if edits.is_empty() && unread.with(|unread| !unread.is_empty()) {
            return ().into_any();
        }
        if edits.is_empty() {
            return view! {
                <EmptyState icon=IconName::Check title="Everything you typed was sent">
                    <p>
                        "While you type, every edit is kept on this device until the service has it. After a crash or a closed tab you find it here."
                    </p>
                </EmptyState>
            }
            .into_any();
        }
        let Some(listed) = read.get() else {
            return view! {
                <Skeleton kind=SkeletonKind::Rows count=3 label="Reading the unsent edits" />
            }
            .into_any();
        };
        let total = edits.len();
        let rows: Vec<(KnownEdit, Listed)> = listed
            .into_iter()
            .filter_map(|listed| {
                let known = edits.iter().find(|edit| edit.key == listed.key)?;
                Some((known.clone(), listed))
            })
            .collect();
        let groups = Group::ALL
            .into_iter()
            .filter_map(|group| {
                let rows: Vec<_> = rows
                    .iter()
                    .filter(|(edit, _)| Group::of(edit.holder) == group)
                    .cloned()
                    .collect();
                (!rows.is_empty()).then(|| {
                    view! {
                        <section class="device-group" aria-label=group.words()>
                            <h3 class="section-title">{group.words()}</h3>
                            <ul class="device-list" role="list">
                                {rows
                                    .into_iter()
                                    .map(|(edit, listed)| view! { <Edit edit=edit listed=listed /> })
                                    .collect_view()}
                            </ul>
                        </section>
                    }
                })
            })
            .collect_view();
        view! {
            {groups}
            <Show when=move || { total > limit.get() }>
                <Button on_click=move |_| limit.update(|limit| *limit += AT_FIRST)>
                    {move || format!("Show more of {total}")}
                </Button>
            </Show>
        }
        .into_any()
    };
    view! {
        <Unread store=Store::Edits keys=unread />
        {list}
    }
}

/// What the list shows of these entries, newest first. What was taken away meanwhile is left out.
async fn read_all(device: Device, keys: Vec<EditKey>, mut known: Vec<Listed>) -> Vec<Listed> {
    let mut all = Vec::with_capacity(keys.len());
    let mut reads = 0;
    for key in keys {
        if let Some(at) = known.iter().position(|listed| listed.key == key) {
            all.push(known.swap_remove(at));
            continue;
        }
        reads += 1;
        if reads % IN_ONE_GO == 0 {
            crate::web::clock::sleep(std::time::Duration::ZERO).await;
        }
        match device.read_edit(&key).await {
            Ok(Some(Ok(unsent))) => all.push(listed(key, &unsent)),
            Ok(Some(Err(damaged))) => all.push(Listed {
                at: Moment::default(),
                title: damaged.title.clone().unwrap_or_default(),
                labels: Vec::new(),
                damaged: Some(damaged),
                key,
            }),
            Ok(None) => {}
            // The trouble is shown over the page.
            Err(_) => break,
        }
    }
    all.sort_by_key(|listed| std::cmp::Reverse(listed.at));
    all
}

fn listed(key: EditKey, unsent: &Unsent) -> Listed {
    Listed {
        key,
        at: unsent.at,
        title: unsent.edited.title().to_owned(),
        labels: unsent.edited.labels(),
        damaged: None,
    }
}
