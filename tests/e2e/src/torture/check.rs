//! What must be true after a run, of the server and of the device together.

use reqwest::Method;
use serde_json::Value;

use super::ledger::Ledger;
use super::plan::{Plan, mark};
use super::stores::{Stores, texts_in};
use crate::Api;
use crate::faults::Entry;

/// A scenario as the server has it, with every published version of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The scenario.
    pub scenario: Value,
    /// `items` of its versions.
    pub versions: Value,
}

impl Row {
    /// Its id.
    pub fn id(&self) -> &str {
        self.scenario["id"].as_str().unwrap_or_default()
    }

    fn has_mark(&self, mark: &str) -> bool {
        ["title", "draft_title"].iter().any(|name| {
            let text = self.scenario[*name].as_str();
            text.is_some_and(|text| text.contains(mark))
        })
    }

    fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        texts_in(&self.scenario, &mut found);
        texts_in(&self.versions, &mut found);
        found
    }
}

/// Everything that a workspace has, up to 100 scenarios.
///
/// # Panics
/// When the server does not answer.
pub async fn rows(api: &Api) -> Vec<Row> {
    let listed = api.get("/training?limit=100").await;
    let mut rows = Vec::new();
    for scenario in listed["items"].as_array().cloned().unwrap_or_default() {
        let id = scenario["id"].as_str().unwrap_or_default();
        // The list may leave something out; one by one it does not.
        let scenario = api.get(&format!("/training/{id}")).await;
        let path = format!("/training/{id}/versions");
        let (_, versions) = api.try_send(Method::GET, &path, None).await;
        rows.push(Row { scenario, versions });
    }
    rows
}

/// The id of the scenario with this mark, where the server has it.
pub async fn id_of(api: &Api, mark: &str) -> Option<String> {
    let listed = api.get("/training?limit=100").await;
    let rows = listed["items"].as_array().cloned().unwrap_or_default();
    let found = rows.into_iter().find(|row| {
        [&row["title"], &row["draft_title"]]
            .iter()
            .any(|text| text.as_str().is_some_and(|text| text.contains(mark)))
    })?;
    found["id"].as_str().map(str::to_owned)
}

/// Every sentence of the proof that is broken.
#[must_use]
pub fn broken(
    plan: &Plan,
    ledger: &Ledger,
    log: &[Entry],
    rows: &[Row],
    stores: &Stores,
) -> Vec<String> {
    let mut broken = lost_texts(ledger, rows, stores);
    for which in 0..plan.scenarios {
        let mark = mark(plan.seed, which);
        let same = rows.iter().filter(|row| row.has_mark(&mark)).count();
        if same > 1 {
            broken.push(format!("scenario {mark} exists {same} times"));
        }
    }
    broken.extend(lost_writes(log, rows));
    broken
}

fn lost_texts(ledger: &Ledger, rows: &[Row], stores: &Stores) -> Vec<String> {
    let mut kept: Vec<&str> = rows.iter().flat_map(Row::texts).collect();
    kept.extend(stores.texts());
    ledger
        .required()
        .filter(|typed| !kept.iter().any(|text| text.contains(&typed.text)))
        .map(|typed| {
            format!(
                "“{}”, typed into {:?} of scenario {}, is nowhere",
                typed.text, typed.place, typed.which
            )
        })
        .collect()
}

/// How many texts were told to be sent, and those that neither came to the server nor wait for it.
///
/// Not one of the sentences of the proof: a conflict rightly holds a text back. But where it
/// happens often, nothing is sent, and the journal alone would fulfil them.
#[must_use]
pub fn unsent(ledger: &Ledger, rows: &[Row], stores: &Stores) -> (usize, Vec<String>) {
    let mut kept: Vec<&str> = rows.iter().flat_map(Row::texts).collect();
    kept.extend(stores.waiting());
    let held = ledger
        .sent()
        .filter(|typed| !kept.iter().any(|text| text.contains(&typed.text)))
        .map(|typed| {
            format!(
                "“{}”, saved from {:?} of scenario {}",
                typed.text, typed.place, typed.which
            )
        });
    (ledger.sent().count(), held.collect())
}

/// Acknowledged writes that the server does not have, and that no later write has replaced.
fn lost_writes(log: &[Entry], rows: &[Row]) -> Vec<String> {
    let mut all: Vec<&Entry> = log.iter().filter(|e| e.is_write() && e.is_done()).collect();
    all.sort_by_key(|entry| entry.sent_on);
    // A repeated create is answered with what the first one did, and does nothing itself.
    let is_repeated = |one: &Entry, other: &Entry| {
        one.idempotency_key.is_some() && one.idempotency_key == other.idempotency_key
    };
    let mut done: Vec<&Entry> = Vec::new();
    for entry in &all {
        if !done.iter().any(|earlier| is_repeated(earlier, entry)) {
            done.push(entry);
        }
    }
    let mut lost = Vec::new();
    for (at, entry) in done.iter().enumerate() {
        let knows = |other: &&Entry| other.is_acknowledged() && is_repeated(entry, other);
        if !entry.is_acknowledged() && !all.iter().any(knows) {
            continue;
        }
        // Every write of a scenario is answered with it. Others are not those of the plan.
        let (Some(id), true) = (
            entry.answer["id"].as_str(),
            entry.path.contains("/training"),
        ) else {
            continue;
        };
        let Some(row) = rows.iter().find(|row| row.id() == id) else {
            lost.push(format!(
                "the scenario of an acknowledged write is missing: {entry}"
            ));
            continue;
        };
        let later = done.iter().skip(at + 1);
        let later: Vec<&&Entry> = later.filter(|e| e.answer["id"] == *id).collect();
        for (sent, kept) in [("title", "draft_title"), ("content", "draft_content")] {
            // What the server answered is what it has taken in.
            let (Some(_), Some(text)) = (
                entry.body[sent].as_str(),
                entry.answer[kept].as_str().or(entry.answer[sent].as_str()),
            ) else {
                continue;
            };
            let is_replaced = later.iter().any(|e| e.body[sent].is_string());
            if !is_replaced && !row.texts().contains(&text) {
                lost.push(format!(
                    "{sent} of an acknowledged write is missing: {entry}"
                ));
            }
        }
        // A version stays for ever.
        let published = &entry.answer["current_version"];
        let versions = row.versions["items"].as_array();
        let is_there = versions.is_some_and(|all| all.iter().any(|v| v["version"] == *published));
        if published.is_number() && !is_there {
            lost.push(format!(
                "version {published} of an acknowledged write is missing: {entry}"
            ));
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::faults::Fault;
    use crate::torture::plan::Place;

    fn row(id: &str, title: &str, content: &str) -> Row {
        Row {
            scenario: json!({ "id": id, "title": title, "draft_content": content }),
            versions: json!({ "items": [] }),
        }
    }

    fn saved(at: u64, id: &str, content: &str, told: Option<u16>) -> Entry {
        Entry {
            at: Duration::from_secs(at),
            method: "PUT".to_owned(),
            path: format!("/w/main/training/{id}"),
            idempotency_key: None,
            if_match: None,
            body: json!({ "content": content }),
            fault: Fault::None,
            sent_on: Some(Duration::from_secs(at)),
            server: Some(200),
            answer: json!({ "id": id, "draft_content": content }),
            told,
        }
    }

    #[test]
    fn a_text_in_the_row_or_on_the_device_is_not_lost() {
        let mut ledger = Ledger::default();
        for text in ["one", "two", "three"] {
            ledger.add(0, Place::Content, text);
        }
        let stores = Stores {
            edits: vec![("k".to_owned(), json!({ "content": "… two" }))],
            outbox: Vec::new(),
        };
        let lost = lost_texts(&ledger, &[row("a", "", "has one")], &stores);
        assert_eq!(lost.len(), 1, "{lost:?}");
        assert!(lost[0].contains("three"), "{lost:?}");
    }

    #[test]
    fn a_text_that_is_only_in_the_journal_was_not_sent() {
        let mut ledger = Ledger::default();
        for text in ["one", "two", "three"] {
            ledger.add(0, Place::Content, text);
        }
        ledger.send(0);
        let entry = |text: &str| vec![("k".to_owned(), json!({ "content": text }))];
        let stores = Stores {
            edits: entry("two"),
            outbox: entry("three"),
        };
        let (sent, held) = unsent(&ledger, &[row("a", "", "one")], &stores);
        assert_eq!((sent, held.len()), (3, 1), "{held:?}");
        assert!(held[0].contains("two"), "{held:?}");
    }

    #[test]
    fn an_acknowledged_write_counts_until_it_is_replaced() {
        let lost = |log: &[Entry], content: &str| lost_writes(log, &[row("a", "", content)]).len();
        let first = saved(1, "a", "first", Some(200));
        let second = saved(2, "a", "second", None);
        assert_eq!(lost(std::slice::from_ref(&first), "first"), 0);
        assert_eq!(lost(std::slice::from_ref(&first), "other"), 1);
        assert_eq!(lost(&[first.clone(), second.clone()], "second"), 0);
        assert_eq!(lost(&[second], "other"), 0, "nobody was told");
        assert_eq!(lost_writes(&[first], &[]).len(), 1, "no such scenario");
    }

    #[test]
    fn a_scenario_that_exists_twice_is_found() {
        let plan = Plan::of(9);
        let title = format!("{} hello", mark(9, 0));
        let rows = [row("a", &title, ""), row("b", &title, "")];
        let broken = broken(&plan, &Ledger::default(), &[], &rows, &Stores::default());
        assert!(broken[0].contains("2 times"), "{broken:?}");
    }
}
