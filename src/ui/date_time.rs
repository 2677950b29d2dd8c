//! One end of a schedule: an instant in UTC, or a wall time in a zone.
//!
//! What is stored is always the instant's ISO text. A wall time is turned into it at once; a text
//! that is no instant is handed out as it was typed, so that nothing stores it by accident.

use domain::{Moment, zone};
use leptos::{ev, html, prelude::*};

use crate::ui::{
    Align, ButtonSize, ComboOption, Combobox, Field, FieldControl, IconButton, IconName, Menu,
    MenuItem, Segmented, SegmentedOption, dom_id,
};

mod notes;
pub mod quick;
pub mod reading;
pub mod wall;

use notes::Notes;
use reading::Reading;

/// The clock by which people write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Clock {
    /// ISO 8601 in UTC.
    #[default]
    Utc,
    /// Wall time in the chosen zone.
    Zone,
}

/// Everything that says what the text means. Copied into event handlers.
#[derive(Clone, Copy)]
struct Bound {
    value: RwSignal<String>,
    clock: RwSignal<Clock>,
    zone: RwSignal<String>,
    offset: Callback<(String, i64), Option<i32>>,
    /// The text in the zone's mode.
    typed: RwSignal<String>,
    /// Which of two equal wall times is meant.
    takes_second: RwSignal<bool>,
    /// Whether the wall time was typed here. If so it stays when the zone changes; otherwise the
    /// instant stays.
    typed_here: StoredValue<bool>,
    reading: Memo<Reading>,
}

impl Bound {
    fn offset_at(self, millis: i64) -> Option<i32> {
        self.offset.run((self.zone.get_untracked(), millis))
    }

    /// Takes a text that was typed by the clock in use.
    fn type_text(self, text: String) {
        match self.clock.get_untracked() {
            Clock::Utc => self.value.set(text),
            Clock::Zone => {
                self.typed_here.set_value(true);
                self.takes_second.set(false);
                self.typed.set(text);
                self.hand_out();
            }
        }
    }

    /// Hands out what the wall time means.
    fn hand_out(self) {
        let reading = self.reading.get_untracked();
        let text = match reading.moment() {
            Some(at) => zone::instant(at),
            None if reading == Reading::Empty => String::new(),
            None => self.typed.get_untracked(),
        };
        if self.value.with_untracked(|value| *value != text) {
            self.value.set(text);
        }
    }

    /// Takes an instant that was chosen, not typed.
    fn put(self, at: Moment) {
        self.value.set(zone::instant(at));
        self.typed_here.set_value(false);
        self.show();
    }

    fn choose_second(self, second: bool) {
        self.takes_second.set(second);
        self.hand_out();
    }

    /// Shows the value by the zone's clock; a value that is no instant stays as it is.
    fn show(self) {
        let value = self.value.get_untracked();
        let wall = reading::utc(&value)
            .moment()
            .and_then(|at| reading::wall_text(at, |millis| self.offset_at(millis)));
        let (text, second) = wall.unwrap_or((value, false));
        self.takes_second.set(second);
        self.typed.set(text);
    }
}

/// A field for the start or the end of a schedule.
#[component]
pub fn DateTimeField(
    /// Its name ("Start").
    #[prop(into)]
    label: Signal<String>,
    /// The ISO text; empty for no bound. While the text is no instant this is what was typed.
    value: RwSignal<String>,
    /// What an empty field means ("No start").
    #[prop(into)]
    none_label: String,
    /// The clock in use; fields that belong together share it.
    #[prop(optional)]
    clock: RwSignal<Clock>,
    /// Name of the chosen zone (IANA). Give it the browser's to begin with.
    zone: RwSignal<String>,
    /// Names of all zones.
    #[prop(into)]
    zones: Signal<Vec<String>>,
    /// Minutes that a zone is ahead of UTC at a moment in milliseconds since 1970.
    #[prop(into)]
    offset: Callback<(String, i64), Option<i32>>,
    /// Says an instant (milliseconds since 1970) in words: "opens in 3 h".
    #[prop(into)]
    to_words: Callback<i64, String>,
    /// The present, in milliseconds since 1970, for the quick choices.
    #[prop(into)]
    now: Callback<(), i64>,
    /// What is wrong with the instant as such, like an end before its start.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Says what is wrong with the text at once; otherwise when the field is left.
    #[prop(optional, into)]
    check: Signal<bool>,
    /// Is given what is wrong with the text, also before it is shown.
    #[prop(optional)]
    problem: Option<RwSignal<Option<String>>>,
    /// The id of the input, for a summary of errors that leads to it.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| dom_id("instant"));
    let notes_id = format!("{id}-notes");
    let typed = RwSignal::new(String::new());
    let takes_second = RwSignal::new(false);
    let reading = Memo::new(move |_| match clock.get() {
        Clock::Utc => value.with(|value| reading::utc(value)),
        Clock::Zone => {
            let zone = zone.get();
            typed.with(|typed| {
                let offset = |millis| offset.run((zone.clone(), millis));
                reading::zoned(typed, &zone, takes_second.get(), offset)
            })
        }
    });
    let bound = Bound {
        value,
        clock,
        zone,
        offset,
        typed,
        takes_second,
        typed_here: StoredValue::new(false),
        reading,
    };
    follow(bound);

    let left = RwSignal::new(value.with_untracked(|value| !value.is_empty()));
    let wrong = Memo::new(move |_| reading.with(|reading| reading.problem().map(str::to_owned)));
    if let Some(problem) = problem {
        Effect::new(move |_| problem.set(wrong.get()));
    }
    let shown_error = MaybeProp::derive(move || match wrong.get() {
        Some(wrong) => (left.get() || check.get()).then_some(wrong),
        None => error.get(),
    });
    let empty = Memo::new(move |_| reading.with(|reading| *reading == Reading::Empty));
    let none = StoredValue::new(none_label);

    let aside = move || {
        let options = Signal::derive(move || {
            vec![
                SegmentedOption::new("utc", "UTC"),
                SegmentedOption::new("zone", zone_label(zone.get())),
            ]
        });
        let chosen = Signal::derive(move || match clock.get() {
            Clock::Utc => "utc".to_owned(),
            Clock::Zone => "zone".to_owned(),
        });
        view! {
            <Segmented
                label=Signal::derive(move || format!("Clock for {}", label.get()))
                options=options
                value=chosen
                on_change=move |chosen: String| {
                    clock.set(if chosen == "zone" { Clock::Zone } else { Clock::Utc });
                }
            />
        }
    };

    view! {
        <div class="instant">
            <Field label=label id=id error=shown_error aside=aside>
                <Input
                    bound=bound
                    none=none
                    empty=empty
                    now=now
                    on_leave=move || left.set(true)
                />
            </Field>
            {move || {
                (clock.get() == Clock::Zone).then(|| view! { <ZoneChoice zone=zone zones=zones /> })
            }}
            <Notes bound=bound id=notes_id none=none to_words=to_words />
        </div>
    }
}

/// Two choices must not have the same name.
fn zone_label(zone: String) -> String {
    if zone == "UTC" {
        "Another zone".to_owned()
    } else {
        zone
    }
}

/// Keeps the wall time and the value together when one of them, the zone or the clock changes.
fn follow(bound: Bound) {
    let Bound {
        value,
        clock,
        zone,
        reading,
        ..
    } = bound;
    Effect::new(move |before: Option<(Clock, String)>| {
        let now = (clock.get(), zone.get());
        let value = value.get();
        if now.0 == Clock::Utc {
            bound.typed_here.set_value(false);
            return now;
        }
        let zone_alone = before
            .as_ref()
            .is_some_and(|it| it.0 == now.0 && it.1 != now.1);
        let meant = reading.with_untracked(Reading::moment);
        // The value is what the wall time means, or the wall time itself where it means nothing.
        let own = match meant {
            Some(at) => reading::utc(&value).moment() == Some(at),
            None if value.is_empty() => reading.with_untracked(|it| *it == Reading::Empty),
            None => bound.typed.with_untracked(|typed| *typed == value),
        };
        if zone_alone && bound.typed_here.get_value() {
            bound.hand_out();
        } else if zone_alone || !own {
            bound.typed_here.set_value(false);
            bound.show();
        }
        now
    });
}

#[component]
fn Input(
    bound: Bound,
    none: StoredValue<String>,
    empty: Memo<bool>,
    now: Callback<(), i64>,
    #[prop(into)] on_leave: Callback<()>,
) -> impl IntoView {
    let field = use_context::<FieldControl>();
    let described = field.as_ref().map(|field| field.described_by);
    let invalid = field.as_ref().map(|field| field.invalid);
    let id = field.map(|field| field.id).unwrap_or_default();
    let notes_id = format!("{id}-notes");
    let input = NodeRef::<html::Input>::new();
    let picker = NodeRef::<html::Input>::new();
    let text = move || match bound.clock.get() {
        Clock::Utc => bound.value.get(),
        Clock::Zone => bound.typed.get(),
    };
    let example = move || match bound.clock.get() {
        Clock::Utc => "2026-12-24T09:00Z",
        Clock::Zone => "2026-12-24 09:00",
    };
    let focus = move || {
        if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let clear = move || {
        bound.type_text(String::new());
        focus();
    };
    let pick = move |event: ev::Event| {
        let picked = event_target_value(&event);
        if let Ok(wall) = wall::parse(&picked) {
            let text = zone::format(wall);
            bound.type_text(match bound.clock.get_untracked() {
                Clock::Zone => text,
                Clock::Utc => zone::instant(wall.as_if_utc()),
            });
            focus();
        }
    };
    let entries = Signal::derive(move || {
        quick::CHOICES
            .iter()
            .map(|choice| {
                MenuItem::new(choice.words(), move || {
                    let zone = (bound.clock.get_untracked() == Clock::Zone)
                        .then(|| bound.zone.get_untracked());
                    let offset = |millis| match &zone {
                        Some(zone) => bound.offset.run((zone.clone(), millis)),
                        None => Some(0),
                    };
                    let present = Moment(now.run(()));
                    let from = bound
                        .reading
                        .with_untracked(Reading::moment)
                        .unwrap_or(present);
                    if let Some(at) = choice.moment(present, from, offset) {
                        bound.put(at);
                        focus();
                    }
                })
                .into()
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="instant-line">
            <input
                node_ref=input
                class="input"
                id=id
                type="text"
                inputmode="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                data-mono=""
                placeholder=example
                aria-describedby=move || {
                    let field = described.and_then(|it| it.get());
                    field.into_iter().chain([notes_id.clone()]).collect::<Vec<_>>().join(" ")
                }
                aria-invalid=move || invalid.is_some_and(|it| it.get()).then_some("true")
                prop:value=text
                on:input=move |event| bound.type_text(event_target_value(&event))
                on:blur=move |_| {
                    // Taking a focused input away blurs it when its page is gone already.
                    on_leave.try_run(());
                }
            />
            // It keeps its room while there is nothing to clear, so that the text never moves.
            <span class="instant-clear" data-empty=move || empty.get().then_some("")>
                <IconButton
                    label=none.get_value()
                    icon=IconName::Close
                    on_click=move |_| clear()
                />
            </span>
            <span class="instant-picker">
                // The browser's calendar writes into the text beside it; by keyboard one types.
                <input
                    node_ref=picker
                    type="datetime-local"
                    tabindex="-1"
                    aria-hidden="true"
                    on:change=pick
                />
                <IconButton
                    label="Choose from a calendar"
                    icon=IconName::Calendar
                    on_click=move |_| {
                        if let Some(picker) = picker.get_untracked() {
                            // Where the browser has none, one types.
                            let _ = picker.show_picker();
                        }
                    }
                />
            </span>
            <Menu
                label="Quick choices"
                icon=IconName::Bolt
                icon_only=true
                size=ButtonSize::Medium
                align=Align::End
                entries=entries
            />
        </div>
    }
}

#[component]
fn ZoneChoice(zone: RwSignal<String>, zones: Signal<Vec<String>>) -> impl IntoView {
    let options = Signal::derive(move || {
        zones.with(|zones| {
            zones
                .iter()
                .map(|zone| ComboOption::new(zone.clone(), zone.replace('_', " ")))
                .collect::<Vec<_>>()
        })
    });
    let change = move |chosen: Vec<String>| {
        if let Some(chosen) = chosen.into_iter().next() {
            zone.set(chosen);
        }
    };
    view! {
        <Field label="Time zone" label_hidden=true>
            <Combobox
                options=options
                value=Signal::derive(move || vec![zone.get()])
                on_change=change
            />
        </Field>
    }
}
