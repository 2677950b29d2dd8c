//! Time zones from the browser's own database, so that none has to be shipped.

use js_sys::{Array, Function, Intl, Object, Reflect};
use std::{cell::RefCell, collections::HashMap};
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    // A formatter takes about 50 µs to make and 2 µs to use.
    static FORMATTERS: RefCell<HashMap<String, Option<Intl::DateTimeFormat>>> =
        RefCell::new(HashMap::new());
}

/// Names of all zones that the browser knows, like `Europe/Lisbon`; at least `UTC`.
#[must_use]
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = supported()
        .map(|list| list.iter().filter_map(|name| name.as_string()).collect())
        .unwrap_or_default();
    if !names.iter().any(|name| name == "UTC") {
        names.insert(0, "UTC".to_owned());
    }
    names
}

/// The zone that the device is set to.
#[must_use]
pub fn of_device() -> String {
    let format = Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()
        .and_then(|zone| zone.as_string())
        .unwrap_or_else(|| "UTC".to_owned())
}

/// Minutes that a zone's clocks are ahead of UTC at a moment (milliseconds since 1970).
/// `None` for a zone that the browser does not know.
#[must_use]
pub fn offset_minutes(zone: &str, unix_millis: i64) -> Option<i32> {
    FORMATTERS.with_borrow_mut(|formatters| {
        let formatter = formatters
            .entry(zone.to_owned())
            .or_insert_with(|| formatter(zone))
            .as_ref()?;
        offset(formatter, unix_millis)
    })
}

fn supported() -> Option<Array> {
    // `js-sys` has no binding for `Intl.supportedValuesOf` yet.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let function: Function = Reflect::get(&intl, &"supportedValuesOf".into())
        .ok()?
        .dyn_into()
        .ok()?;
    function
        .call1(&intl, &"timeZone".into())
        .ok()?
        .dyn_into()
        .ok()
}

fn formatter(zone: &str) -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    let numeric = JsValue::from("numeric");
    let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value).ok();
    set("timeZone", &zone.into())?;
    set("calendar", &"iso8601".into())?;
    set("hourCycle", &"h23".into())?;
    for part in ["year", "month", "day", "hour", "minute", "second"] {
        set(part, &numeric)?;
    }
    // The constructor throws a RangeError for an unknown zone: it is called as a plain function,
    // which `Reflect` turns into a result.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into())
        .ok()?
        .dyn_into()
        .ok()?;
    constructor
        .call2(&intl, &"en-US".into(), &options)
        .ok()?
        .dyn_into()
        .ok()
}

fn offset(formatter: &Intl::DateTimeFormat, unix_millis: i64) -> Option<i32> {
    let date = js_sys::Date::new(&JsValue::from_f64(unix_millis as f64));
    let parts = formatter.format_to_parts(&date);
    let mut numbers = HashMap::new();
    for part in parts.iter() {
        let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
        let value = Reflect::get(&part, &"value".into()).ok()?.as_string()?;
        if let Ok(number) = value.parse::<u32>() {
            numbers.insert(kind, number);
        }
    }
    let number = |name: &str| numbers.get(name).copied();
    let wall = chrono::NaiveDate::from_ymd_opt(
        i32::try_from(number("year")?).ok()?,
        number("month")?,
        number("day")?,
    )?
    .and_hms_opt(number("hour")?, number("minute")?, number("second")?)?
    .and_utc()
    .timestamp();
    let seconds = wall - unix_millis.div_euclid(1_000);
    i32::try_from(seconds.div_euclid(60)).ok()
}
