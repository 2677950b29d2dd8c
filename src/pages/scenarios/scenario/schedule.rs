//! When the AI may use the scenario: two instants in UTC, typed as such or as wall times.

use domain::{ChangedField, Moment, words};
use leptos::prelude::*;

use crate::{
    state::Prefs,
    ui::{Clock as ClockInUse, DateTimeField},
    web::{clock, clock::Clock, zone},
};

use super::{
    form::{Form, field_id},
    scope::Warnings,
};

/// Start and end.
#[component]
pub fn ScheduleFields(form: Form) -> impl IntoView {
    let prefs = Prefs::expect();
    let present = Clock::expect();
    let clock_in_use = RwSignal::new(ClockInUse::default());
    let chosen_zone = RwSignal::new(untrack(move || prefs.zone()));
    Effect::new(move |before: Option<String>| {
        let zone = chosen_zone.get();
        if before.is_some_and(|before| before != zone) {
            prefs.set_zone(zone.clone());
        }
        zone
    });
    let zones = StoredValue::new(zone::names());
    let bound = move |field,
                      value: RwSignal<String>,
                      label: &'static str,
                      none: &'static str,
                      verb: &'static str| {
        // The text belongs to the draft: what the service refused of it is forgotten with it.
        Effect::new(move |before: Option<String>| {
            let text = value.get();
            if before.is_some_and(|before| before != text) {
                form.forget(field);
            }
            text
        });
        let in_words = move |at: i64| words_of(Moment(at), present.get(), verb);
        view! {
            <Show when=move || form.offers(field)>
                <div>
                    <DateTimeField
                        label=label
                        value=value
                        none_label=none
                        clock=clock_in_use
                        zone=chosen_zone
                        zones=Signal::derive(move || zones.get_value())
                        offset=|(name, at): (String, i64)| zone::offset_minutes(&name, at)
                        to_words=in_words
                        now=|()| clock::now().0
                        error=order_error(form, field)
                        check=Signal::derive(move || { form.attempt.get() > 0 })
                        id=field_id(field.name()).unwrap_or_default()
                    />
                    <Warnings form=form field=field />
                </div>
            </Show>
        }
    };
    view! {
        <fieldset class="schedule">
            <legend class="field-label">"Schedule"</legend>
            <div class="columns">
                {bound(ChangedField::Start, form.start, "Start", "No start: from the moment it is published", "opens")}
                {bound(ChangedField::End, form.end, "End", "No end: until somebody unpublishes it", "ends")}
            </div>
        </fieldset>
    }
}

/// What is wrong with an instant although it is one: the end before the start, or what the
/// service refused. That it is no instant, the field says by itself.
fn order_error(form: Form, field: ChangedField) -> MaybeProp<String> {
    let name = field.name();
    MaybeProp::derive(move || {
        let refused = form
            .refused
            .with(|errors| errors.of(name).map(|error| words::sentence(&error.message)));
        refused.or_else(|| {
            let value = if field == ChangedField::Start {
                form.start
            } else {
                form.end
            };
            let is_instant = value.with(|text| contract::UtcInstant::parse(text.trim()).is_ok());
            form.problems
                .with(|errors| errors.of(name).map(|error| error.message.clone()))
                .filter(|_| is_instant)
        })
    })
}

/// "opens in 3 h", "ended 2 d ago".
fn words_of(at: Moment, now: Moment, verb: &str) -> String {
    let past = match verb {
        "opens" => "opened",
        _ => "ended",
    };
    let verb = if at <= now { past } else { verb };
    format!("{verb} {}", words::relative(at, now))
}
