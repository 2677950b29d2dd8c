//! The directories of the example workspace.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use contract::opencx::Directory;
use uuid::Builder;

use super::dice::Dice;
use crate::clock::rfc3339;

/// Their paths, parents before their children.
pub(super) const PATHS: [&str; 33] = [
    "Voice and guardrails",
    "Voice and guardrails/Escalation",
    "Orders",
    "Orders/Changes and cancellations",
    "Orders/Payments",
    "Orders/Payments/Gift cards",
    "Shipping",
    "Shipping/United Kingdom",
    "Shipping/Europe",
    "Shipping/Europe/Customs",
    "Shipping/Rest of the world",
    "Returns and refunds",
    "Returns and refunds/Exchanges",
    "Warranty and repairs",
    "Warranty and repairs/Workshop",
    "Warranty and repairs/Recalls",
    "Product advice",
    "Product advice/Clothing",
    "Product advice/Clothing/Waterproofs",
    "Product advice/Footwear",
    "Product advice/Packs",
    "Product advice/Camp",
    "Product advice/Camp/Tents",
    "Product advice/Camp/Tents/Pitching",
    "Product advice/Camp/Sleeping",
    "Product advice/Camp/Stoves",
    "Product advice/Climbing",
    "Shops and services",
    "Account and Summit Club",
    "Campaigns",
    "Campaigns/Winter sale",
    "Campaigns/Holidays",
    "Incidents",
];

/// Ids of directories by path.
pub type Places = HashMap<&'static str, String>;

/// The directories that are missing in a workspace, parents first, and the ids of all by path.
/// One that is there already, by name without regard to case, is used as it is.
#[must_use]
pub fn directories(existing: &[Directory], as_of: DateTime<Utc>) -> (Vec<Directory>, Places) {
    let mut places = Places::new();
    let mut missing = Vec::new();
    for (at, path) in PATHS.into_iter().enumerate() {
        let (parent, name) = match path.rsplit_once('/') {
            Some((parent, name)) => (places.get(parent).cloned(), name),
            None => (None, path),
        };
        let found = existing.iter().find(|directory| {
            directory.parent_id == parent && directory.name.to_lowercase() == name.to_lowercase()
        });
        let id = found.map_or_else(
            || {
                // Older than every scenario that is likely to be looked at.
                let age = TimeDelta::days(700) - TimeDelta::minutes(7 * at as i64);
                let created = as_of - age;
                let ms = u64::try_from(created.timestamp_millis()).unwrap_or(0);
                let id = Builder::from_unix_timestamp_millis(ms, &Dice::of(1_000_000 + at).bytes())
                    .into_uuid()
                    .to_string();
                missing.push(Directory {
                    id: id.clone(),
                    name: name.to_owned(),
                    parent_id: parent.clone(),
                    training_count: 0,
                    created_at: rfc3339(created),
                    updated_at: rfc3339(created),
                });
                id
            },
            |directory| directory.id.clone(),
        );
        places.insert(path, id);
    }
    (missing, places)
}
