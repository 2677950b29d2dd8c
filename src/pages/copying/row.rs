//! One copy: what it will be, what does not fit, and how far it is.

use domain::talkover::copy::{Misfit, PlannedCopy, Progress};
use leptos::prelude::*;

use super::copier::Copier;
use crate::ui::{
    Button, ButtonSize, Checkbox, Count, Field, Icon, IconName, StatusBadge, TextField, Tone,
};

/// A row of the preview.
#[component]
pub fn Row(copier: Copier, key: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let copy =
        Memo::new(move |_| key.with_value(|key| copier.plan.with(|plan| plan.get(key).cloned())));
    let of = move |part: fn(&PlannedCopy) -> bool| {
        Memo::new(move |_| copy.with(|copy| copy.as_ref().is_some_and(part)))
    };
    let wanted = of(|copy| copy.is_wanted);
    let may_change = of(PlannedCopy::may_change);
    // Once there was something to correct, the field stays while it is being corrected.
    let is_corrected = Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || copy.with(|copy| copy.as_ref().is_some_and(needs_title))
    });
    let source = copy.with_untracked(|copy| copy.as_ref().map(|copy| copy.source.clone()));
    let source = source.filter(|text| !text.is_empty());
    let source = source.unwrap_or_else(|| "Without a title".to_owned());
    view! {
        <li class="copy-row" data-left-out=move || (!wanted.get()).then_some("")>
            <div class="copy-row-head">
                <Show
                    when=move || may_change.get()
                    fallback={
                        let source = source.clone();
                        move || view! { <span class="copy-source">{source.clone()}</span> }
                    }
                >
                    {
                        let source = source.clone();
                        view! {
                            <Checkbox
                                checked=wanted
                                on_change=move |is_wanted| {
                                    key.with_value(|key| {
                                        copier.plan.update(|plan| plan.want(key, is_wanted));
                                    });
                                }
                            >
                                <span class="copy-source">{source}</span>
                            </Checkbox>
                        }
                    }
                </Show>
                <HowFar copy=copy />
            </div>
            <Show when=move || wanted.get() && may_change.get() && is_corrected.get()>
                <Title copier=copier copy=copy key=key />
            </Show>
            <Notes copier=copier copy=copy />
        </li>
    }
}

fn needs_title(copy: &PlannedCopy) -> bool {
    copy.is_twin || copy.made.misfits().iter().any(Misfit::is_of_title)
}

/// The subject or title, to be corrected in its place.
#[component]
fn Title(
    copier: Copier,
    copy: Memo<Option<PlannedCopy>>,
    key: StoredValue<String>,
) -> impl IntoView {
    let label = if copier.is_to_agent() {
        "Subject"
    } else {
        "Title"
    };
    let value = Memo::new(move |_| {
        copy.with(|copy| {
            copy.as_ref()
                .map_or_else(String::new, |copy| copy.made.title().to_owned())
        })
    });
    let rename = move |title: String| {
        key.with_value(|key| copier.plan.update(|plan| plan.rename(key, title)));
    };
    let count = MaybeProp::derive(move || {
        let limit = copy.with(|copy| copy.as_ref().map(|copy| copy.made.title_chars()))?;
        let used = value.with(|title| title.trim().chars().count());
        (used * 5 >= limit * 4).then_some(Count { used, limit })
    });
    let misfit = Memo::new(move |_| {
        copy.with(|copy| {
            let first = copy.as_ref()?.made.misfits().first()?;
            first.is_fatal().then(|| first.clone())
        })
    });
    let error = MaybeProp::derive(move || {
        let misfit = misfit.get().filter(Misfit::is_of_title);
        misfit.map(|misfit| misfit.words())
    });
    let proposal = Memo::new(move |_| match misfit.get() {
        Some(Misfit::LongSubject { proposal, .. } | Misfit::LongTitle { proposal, .. }) => {
            Some(proposal)
        }
        _ => None,
    });
    view! {
        <div class="copy-title">
            <Field label=label error=error count=count>
                <TextField value=value on_input=rename />
            </Field>
            {move || proposal.get().map(|proposal| view! {
                <Button
                    size=ButtonSize::Small
                    on_click=move |_| rename(proposal.clone())
                >
                    "Cut it between words"
                </Button>
            })}
        </div>
    }
}

/// What does not fit, and that there is one already.
#[component]
fn Notes(copier: Copier, copy: Memo<Option<PlannedCopy>>) -> impl IntoView {
    let misfits = Memo::new(move |_| {
        copy.with(|copy| {
            // What is wrong with its title stands at the field of that.
            let misfits = copy.as_ref().map(|copy| copy.made.misfits().iter());
            let misfits = misfits
                .into_iter()
                .flatten()
                .filter(|misfit| !misfit.is_of_title());
            misfits.cloned().collect::<Vec<_>>()
        })
    });
    let twin = Memo::new(move |_| {
        copy.with(|copy| {
            copy.as_ref()
                .is_some_and(|copy| copy.is_twin && copy.may_change())
        })
    });
    let said = Memo::new(move |_| {
        copy.with(|copy| match copy.as_ref().map(|copy| &copy.progress) {
            Some(Progress::Refused(why) | Progress::Unsure(why)) => Some(why.clone()),
            _ => None,
        })
    });
    let line = |tone: Tone, icon: IconName, words: String| {
        view! {
            <li data-tone=tone.as_str()>
                <Icon name=icon />
                <span>{words}</span>
            </li>
        }
    };
    view! {
        <ul class="copy-notes" role="list">
            {move || said.get().map(|why| line(Tone::Red, IconName::Error, why))}
            {move || twin.get().then(|| {
                let what = if copier.is_to_agent() { "subject" } else { "title" };
                line(
                    Tone::Amber,
                    IconName::Copy,
                    format!("{} has one with this {what} already.", copier.place()),
                )
            })}
            {move || misfits.get().into_iter().map(|misfit| {
                let (tone, icon) = if misfit.is_fatal() {
                    (Tone::Red, IconName::Error)
                } else {
                    (Tone::Grey, IconName::Info)
                };
                line(tone, icon, misfit.words())
            }).collect_view()}
        </ul>
    }
}

#[component]
fn HowFar(copy: Memo<Option<PlannedCopy>>) -> impl IntoView {
    let badge = Memo::new(move |_| {
        copy.with(|copy| {
            let copy = copy.as_ref()?;
            Some(match &copy.progress {
                Progress::Planned if copy.is_wanted => return None,
                Progress::Planned => ("Left out", IconName::Minus, Tone::Grey),
                Progress::Going => ("Copying…", IconName::Refresh, Tone::Blue),
                Progress::Done => ("Copied", IconName::Success, Tone::Green),
                Progress::Refused(_) => ("Refused", IconName::Error, Tone::Red),
                Progress::Unsure(_) => ("No answer", IconName::Warning, Tone::Amber),
            })
        })
    });
    move || {
        badge.get().map(|(label, icon, tone)| {
            view! { <StatusBadge label=label icon=icon tone=tone plain=true /> }
        })
    }
}
