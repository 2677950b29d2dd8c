//! One copy: what it will be, what does not fit, and how far it is.

use domain::talkover::copy::{Misfit, PlannedCopy, Progress};
use leptos::prelude::*;

use super::copier::Copier;
use crate::{
    pages::problems::near,
    ui::{Button, ButtonSize, Checkbox, Field, Icon, IconName, StatusBadge, TextField, Tone},
};

/// What a row shows of a copy: not its text, which may be long and is drawn nowhere.
#[derive(Clone, PartialEq)]
struct Shown {
    title: String,
    misfits: Vec<Misfit>,
    is_twin: bool,
    is_wanted: bool,
    may_change: bool,
    progress: Progress,
}

impl Shown {
    fn of(copy: &PlannedCopy) -> Self {
        Self {
            title: copy.made.title().to_owned(),
            misfits: copy.made.misfits().to_vec(),
            is_twin: copy.is_twin,
            is_wanted: copy.is_wanted,
            may_change: copy.may_change(),
            progress: copy.progress.clone(),
        }
    }

    /// What is wrong with the title.
    fn wrong_title(&self) -> Option<&Misfit> {
        self.misfits.iter().find(|misfit| misfit.is_of_title())
    }
}

/// A row of the preview: the copy at this place of the plan.
#[component]
pub fn Row(copier: Copier, at: usize, key: String) -> impl IntoView {
    let key = StoredValue::new(key);
    let (source, most) = copier.plan.with_untracked(|plan| {
        plan.copies().get(at).map_or_else(Default::default, |copy| {
            (copy.source.clone(), copy.made.title_chars())
        })
    });
    let source = StoredValue::new(if source.is_empty() {
        "Without a title".to_owned()
    } else {
        source
    });
    let shown = Memo::new(move |_| {
        copier
            .plan
            .with(|plan| plan.copies().get(at).map(Shown::of))
    });
    let of = move |part: fn(&Shown) -> bool| {
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(part)))
    };
    let wanted = of(|shown| shown.is_wanted);
    let may_change = of(|shown| shown.may_change);
    // Once there was something to correct, the field stays while it is being corrected.
    let is_corrected = Memo::new(move |before: Option<&bool>| {
        let needs_it = |shown: &Shown| shown.is_twin || shown.wrong_title().is_some();
        before == Some(&true) || shown.with(|shown| shown.as_ref().is_some_and(needs_it))
    });
    let want = move |is_wanted| {
        key.with_value(|key| copier.plan.update(|plan| plan.want(key, is_wanted)));
    };
    let name = move || view! { <span class="copy-source">{source.get_value()}</span> };
    view! {
        <li class="copy-row" data-left-out=move || (!wanted.get()).then_some("")>
            <div class="copy-row-head">
                <Show when=move || may_change.get() fallback=name>
                    <Checkbox checked=wanted on_change=want>{name()}</Checkbox>
                </Show>
                <HowFar shown=shown />
            </div>
            <Show when=move || wanted.get() && may_change.get() && is_corrected.get()>
                <Title copier=copier shown=shown most=most key=key />
            </Show>
            <Notes copier=copier shown=shown />
        </li>
    }
}

/// The subject or title, to be corrected in its place.
#[component]
fn Title(
    copier: Copier,
    shown: Memo<Option<Shown>>,
    /// The most characters.
    most: usize,
    key: StoredValue<String>,
) -> impl IntoView {
    let label = if copier.is_to_agent() {
        "Subject"
    } else {
        "Title"
    };
    let value = Memo::new(move |_| {
        shown.with(|shown| {
            shown
                .as_ref()
                .map_or_else(String::new, |shown| shown.title.clone())
        })
    });
    let rename = move |title: String| {
        key.with_value(|key| copier.plan.update(|plan| plan.rename(key, title)));
    };
    let count = MaybeProp::derive(move || value.with(|title| near(title, most)));
    let wrong = Memo::new(move |_| shown.with(|shown| shown.as_ref()?.wrong_title().cloned()));
    let error = MaybeProp::derive(move || wrong.get().map(|misfit| misfit.words()));
    let proposal = Memo::new(move |_| match wrong.get() {
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

/// A line under a copy.
fn note(tone: Tone, icon: IconName, words: String) -> impl IntoView {
    view! {
        <li data-tone=tone.as_str()>
            <Icon name=icon />
            <span>{words}</span>
        </li>
    }
}

/// What does not fit, that there is one already, and why it was not made.
#[component]
fn Notes(copier: Copier, shown: Memo<Option<Shown>>) -> impl IntoView {
    let what = if copier.is_to_agent() {
        "subject"
    } else {
        "title"
    };
    let notes = move || {
        let shown = shown.get()?;
        let said = match shown.progress {
            Progress::Refused(why) | Progress::Unsure(why) => {
                Some(note(Tone::Red, IconName::Error, why))
            }
            _ => None,
        };
        let twin = (shown.is_twin && shown.may_change).then(|| {
            let words = format!("{} has one with this {what} already.", copier.place());
            note(Tone::Amber, IconName::Copy, words)
        });
        // What is wrong with its title stands at the field of that.
        let misfits = shown
            .misfits
            .into_iter()
            .filter(|misfit| !misfit.is_of_title());
        let misfits = misfits.map(|misfit| {
            let (tone, icon) = if misfit.is_fatal() {
                (Tone::Red, IconName::Error)
            } else {
                (Tone::Grey, IconName::Info)
            };
            note(tone, icon, misfit.words())
        });
        Some((said, twin, misfits.collect_view()))
    };
    view! { <ul class="copy-notes" role="list">{notes}</ul> }
}

#[component]
fn HowFar(shown: Memo<Option<Shown>>) -> impl IntoView {
    let badge = Memo::new(move |_| {
        shown.with(|copy| {
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
