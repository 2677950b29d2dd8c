//! Reading what was seen: of one scenario, and what changed in a workspace.

use domain::{
    Moment, Sight,
    seen::{SeenKey, What, between, may_differ},
};

use super::{Device, KEYS_AT_ONCE, read_key};
use crate::web::idb::{Database, Key, StorageError, Store};

/// Sights whose texts are in memory at the same time.
const AT_ONCE: usize = 100;

/// A change of a scenario, without the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenChange {
    /// Id of the scenario.
    pub scenario: String,
    /// Its title, at the end or, of one that is gone, at the beginning.
    pub title: String,
    /// When it was created, and otherwise since when it is as it is at the end.
    pub at: Moment,
    /// What became of it.
    pub what: What,
    /// Whether the beginning is known.
    pub is_certain: bool,
    /// When this device saw the end, or the first that it saw.
    pub seen_at: Option<Moment>,
    /// Under which key the version before is kept.
    pub before: Option<String>,
    /// Under which key the version after is kept.
    pub after: Option<String>,
}

impl Device {
    /// The versions of a scenario that were seen, in no particular order. What cannot be read is
    /// left out.
    ///
    /// # Errors
    ///
    /// Why the device does not give them.
    pub async fn seen_of(self, scope: &str, scenario: &str) -> Result<Vec<Sight>, StorageError> {
        let prefix = SeenKey::prefix_of(scope, scenario);
        let found = self.database().await?.all(Store::Seen, &prefix).await?;
        Ok(found
            .iter()
            .filter_map(|(_, text)| serde_json::from_str(text).ok())
            .collect())
    }

    /// One version, by its key. `None` where it is gone meanwhile, or cannot be read.
    ///
    /// # Errors
    ///
    /// Why the device does not give it.
    pub async fn seen_under(self, key: &str) -> Result<Option<Sight>, StorageError> {
        let database = self.database().await?;
        let text = database.read(Store::Seen, &Key::from(key)).await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// What changed in a workspace between two moments, in no particular order. The texts are
    /// read a few at a time; the page may draw in between.
    ///
    /// # Errors
    ///
    /// Why the device does not give it.
    pub async fn seen_between(
        self,
        scope: &str,
        from: Moment,
        to: Moment,
    ) -> Result<Vec<SeenChange>, StorageError> {
        let database = self.database().await?;
        let prefix = SeenKey::prefix(scope);
        let mut changes = Vec::new();
        let mut wanted: Vec<Vec<SeenKey>> = Vec::new();
        let mut group: Vec<SeenKey> = Vec::new();
        let mut last = Key::from(prefix.as_str());
        loop {
            let keys = database
                .keys_after(Store::Seen, Some(&last), KEYS_AT_ONCE)
                .await?;
            let is_end = keys.len() < KEYS_AT_ONCE as usize;
            let Some(next) = keys.last().cloned() else {
                break;
            };
            last = next;
            let mut is_past = false;
            for key in keys.iter().filter_map(read_key) {
                if key.scope != scope {
                    is_past = true;
                    break;
                }
                let is_next = group
                    .first()
                    .is_some_and(|first| first.scenario != key.scenario);
                if is_next {
                    let done = std::mem::take(&mut group);
                    if may_differ(&done, from, to) {
                        wanted.push(done);
                    }
                }
                group.push(key);
            }
            while wanted.iter().map(Vec::len).sum::<usize>() >= AT_ONCE {
                let some = take_some(&mut wanted);
                compare(&database, some, from, to, &mut changes).await?;
            }
            if is_end || is_past {
                break;
            }
        }
        if may_differ(&group, from, to) {
            wanted.push(group);
        }
        while !wanted.is_empty() {
            let some = take_some(&mut wanted);
            compare(&database, some, from, to, &mut changes).await?;
        }
        Ok(changes)
    }
}

/// As many scenarios as have their texts in memory at the same time; one at least.
fn take_some(wanted: &mut Vec<Vec<SeenKey>>) -> Vec<Vec<SeenKey>> {
    let mut sights = 0;
    let fits = wanted.iter().take_while(|keys| {
        let is_free = sights < AT_ONCE;
        sights += keys.len();
        is_free
    });
    let count = fits.count();
    wanted.drain(..count).collect()
}

async fn compare(
    database: &Database,
    scenarios: Vec<Vec<SeenKey>>,
    from: Moment,
    to: Moment,
    changes: &mut Vec<SeenChange>,
) -> Result<(), StorageError> {
    let texts: Vec<String> = scenarios.iter().flatten().map(SeenKey::to_text).collect();
    let keys: Vec<Key> = texts.iter().map(|text| Key::from(text.as_str())).collect();
    let read = database.read_each(Store::Seen, &keys).await?;
    let mut kept = texts.into_iter().zip(read);
    for scenario in scenarios {
        let sights: Vec<(String, Sight)> = kept
            .by_ref()
            .take(scenario.len())
            .filter_map(|(key, text)| Some((key, serde_json::from_str(&text?).ok()?)))
            .collect();
        let differences = between(sights.iter().map(|(_, sight)| sight), from, to);
        let key_of = |one: Option<&Sight>| {
            let one = one?;
            let mut all = sights.iter();
            all.find(|(_, sight)| std::ptr::eq(sight, one))
                .map(|(key, _)| key.clone())
        };
        for difference in differences {
            let shown = difference.after.or(difference.before);
            let any = sights.iter().find_map(|(_, s)| s.training.as_deref());
            let training = shown.and_then(|sight| sight.training.as_deref()).or(any);
            let first = sights.iter().map(|(_, sight)| sight.seen_at).min();
            // What was created stands under the day of its creation, whatever was edited since.
            let created = any.and_then(|any| Moment::read(&any.created_at));
            let at = match difference.what {
                What::Created => created.unwrap_or(difference.at),
                _ => difference.at,
            };
            changes.push(SeenChange {
                scenario: difference.scenario.to_owned(),
                title: training.map_or_else(String::new, |t| t.working_title().trim().to_owned()),
                at,
                is_certain: difference.is_certain,
                seen_at: difference.after.map(|after| after.seen_at).or(first),
                before: key_of(difference.before),
                after: key_of(difference.after),
                what: difference.what,
            });
        }
    }
    Ok(())
}
