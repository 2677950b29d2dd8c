//! The present moment, as a signal that moves.

use domain::{Moment, moment::Wall};
use leptos::prelude::*;
use std::time::Duration;

/// How often words like "opens in 3 h" are made again.
const TICK: Duration = Duration::from_secs(20);

/// The present moment by the device's clock.
#[must_use]
pub fn now() -> Moment {
    Moment(js_sys::Date::now() as i64)
}

/// The present moment for views: one for all of them, moved every 20 seconds.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Moment>);

impl Clock {
    /// Starts the clock and gives it to everything below.
    pub fn provide() {
        let moment = RwSignal::new(now());
        let tick = set_interval_with_handle(move || moment.set(now()), TICK);
        if let Ok(tick) = tick {
            on_cleanup(move || tick.clear());
        }
        provide_context(Self(moment));
    }

    /// The clock of this app.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// The moment; views that read it are drawn again when it moves.
    #[must_use]
    pub fn get(self) -> Moment {
        self.0.get()
    }
}

/// The present moment, moved every second as long as the view is there that asks: for countdowns.
#[must_use]
pub fn each_second() -> Signal<Moment> {
    let moment = RwSignal::new(now());
    let tick = set_interval_with_handle(
        move || {
            moment.try_set(now());
        },
        Duration::from_secs(1),
    );
    if let Ok(tick) = tick {
        on_cleanup(move || tick.clear());
    }
    moment.into()
}

/// The timer of a browser counts its milliseconds in 31 bits, and a service may ask for more.
const LONGEST_TIMER: Duration = Duration::from_secs(24 * 60 * 60);
const SHORTEST_TIMER: Duration = Duration::from_millis(20);

/// How long to set a timer that looks at `at` whether something is due: a day at most, after which
/// it is to be set again.
#[must_use]
pub fn timer(at: Moment, now: Moment) -> Duration {
    let left = u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0);
    Duration::from_millis(left).clamp(SHORTEST_TIMER, LONGEST_TIMER)
}

/// Waits.
pub async fn sleep(duration: Duration) {
    let mut left = duration;
    loop {
        let part = left.min(LONGEST_TIMER);
        let (done, wait) = futures_channel::oneshot::channel();
        set_timeout(
            move || {
                // The waiting side may be gone with its page.
                let _ = done.send(());
            },
            part,
        );
        let _ = wait.await;
        left -= part;
        if left.is_zero() {
            return;
        }
    }
}

/// A moment as the device's clock shows it: `14:05`, with the date where it is another day.
#[must_use]
pub fn wall_time_of(at: Moment) -> String {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    let today = js_sys::Date::new_0();
    let time = format!("{:02}:{:02}", date.get_hours(), date.get_minutes());
    if date.to_date_string() == today.to_date_string() {
        return time;
    }
    format!(
        "{:04}-{:02}-{:02}, {time}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    )
}

/// What the device's clock shows at a moment.
#[must_use]
pub fn wall(at: Moment) -> Wall {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    // Minutes that the clock is behind UTC.
    at.plus(-(date.get_timezone_offset() * 60_000.0) as i64)
        .utc()
}

/// A moment's time of day by the device's clock: `14:05`.
#[must_use]
pub fn wall_time_of_day(at: Moment) -> String {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// A moment by the device's clock, with its date: `2026-11-20, 14:05`.
#[must_use]
pub fn date_and_time_of(at: Moment) -> String {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    format!(
        "{:04}-{:02}-{:02}, {}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        wall_time_of_day(at)
    )
}

/// The device's wall time as `14:05`.
#[must_use]
pub fn wall_time() -> String {
    let date = js_sys::Date::new_0();
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}
