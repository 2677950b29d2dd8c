//! The segments of the example workspace.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use contract::opencx::Segment;
use serde_json::{Map, Value, json};
use uuid::Builder;

use super::dice::Dice;
use crate::clock::rfc3339;

/// Ids of segments by name.
pub type Groups = HashMap<&'static str, String>;

/// Their names.
pub(super) const NAMES: [&str; 8] = [
    "Summit Club members",
    "New customers",
    "Customers in the EU",
    "Customers in Switzerland and Norway",
    "Trade and guide accounts",
    "Students and under 26",
    "Open return",
    "Repair in progress",
];

/// What a segment is, and who belongs to it.
fn about(name: &str) -> (&'static str, Value) {
    let data = |key: &str, operator: &str, value: Value| json!({"type": "custom_data", "key": key, "operator": operator, "value": value});
    match name {
        "Summit Club members" => (
            "Signed up for the free membership, with or without points.",
            json!({"or": [{"and": [data("summit_club", "equals", json!(true))]}]}),
        ),
        "New customers" => (
            "First order less than 30 days ago, or an account without an order.",
            json!({"or": [
                {"and": [data("days_since_first_order", "less_than", json!(30))]},
                {"and": [data("orders", "equals", json!(0))]},
            ]}),
        ),
        "Customers in the EU" => (
            "Delivery address in one of the 27 countries; served from the warehouse in Venlo.",
            json!({"or": [{"and": [data("delivery_region", "equals", json!("eu"))]}]}),
        ),
        "Customers in Switzerland and Norway" => (
            "Delivered with duties paid, so nobody may be asked for money at the door.",
            json!({"or": [
                {"and": [data("delivery_country", "equals", json!("CH"))]},
                {"and": [data("delivery_country", "equals", json!("NO"))]},
            ]}),
        ),
        "Trade and guide accounts" => (
            "Guides, instructors, clubs and schools with an approved trade account.",
            json!({"or": [{"and": [
                data("account_type", "equals", json!("trade")),
                data("trade_approved", "equals", json!(true)),
            ]}]}),
        ),
        "Students and under 26" => (
            "Student status or age confirmed within the last twelve months.",
            json!({"or": [{"and": [data("student_verified_days", "less_than", json!(365))]}]}),
        ),
        "Open return" => (
            "A return was registered and is not refunded yet.",
            json!({"or": [{"and": [data("open_returns", "greater_than", json!(0))]}]}),
        ),
        _ => (
            "Something of theirs is in the workshop, or on its way there or back.",
            json!({"or": [{"and": [
                data("repair_state", "not_equals", json!("none")),
                {"type": "contact_field", "key": "email", "operator": "exists"},
            ]}]}),
        ),
    }
}

/// The segments that are missing in a workspace, and the ids of all by name.
#[must_use]
pub fn segments(existing: &[Segment], as_of: DateTime<Utc>) -> (Vec<Segment>, Groups) {
    let mut groups = Groups::new();
    let mut missing = Vec::new();
    for (at, name) in NAMES.into_iter().enumerate() {
        let found = existing.iter().find(|segment| segment.name == name);
        let id = found.map_or_else(
            || {
                let created = as_of - TimeDelta::days(690) + TimeDelta::hours(at as i64);
                let ms = u64::try_from(created.timestamp_millis()).unwrap_or(0);
                let id = Builder::from_unix_timestamp_millis(ms, &Dice::of(2_000_000 + at).bytes())
                    .into_uuid()
                    .to_string();
                let (description, definition) = about(name);
                missing.push(Segment {
                    id: id.clone(),
                    name: name.to_owned(),
                    description: Some(description.to_owned()),
                    definition: match definition {
                        Value::Object(object) => object,
                        _ => Map::new(),
                    },
                    created_at: Some(rfc3339(created)),
                    updated_at: Some(rfc3339(created)),
                });
                id
            },
            |segment| segment.id.clone(),
        );
        groups.insert(name, id);
    }
    (missing, groups)
}
