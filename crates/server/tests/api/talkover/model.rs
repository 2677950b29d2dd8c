//! Whatever a client does, in any order, the server shows what the documentation says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Voice, calling, knowledge, voice as settings};

/// SplitMix64: the same steps in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// One agent as the documentation has it.
#[derive(Default)]
struct Model {
    is_published: bool,
    saved: [bool; 3],
    /// Ids in the order of creation.
    order: Vec<String>,
    /// Key, subject and status by id.
    trainings: BTreeMap<String, (String, String, String)>,
}

const SETTINGS: [&str; 3] = ["knowledge", "voice", "calling"];

impl Model {
    async fn step(&mut self, voice: &Voice, path: &str, at: usize, chance: &mut Chance) {
        match chance.below(10) {
            0 => {
                let which = usize::try_from(chance.below(3)).unwrap();
                let body = [knowledge(), settings(), calling()][which].clone();
                let path = format!("{path}/{}", SETTINGS[which]);
                voice.put(&path, body).ok().await;
                self.saved[which] = true;
                self.is_published = false;
            }
            1 | 2 => {
                let ready = self.saved == [true; 3];
                let reply = voice.at("POST", &format!("{path}/publish")).send().await;
                assert_eq!(reply.status, if ready { 200 } else { 422 });
                self.is_published |= ready;
            }
            3 => {
                voice.at("POST", &format!("{path}/unpublish")).ok().await;
                self.is_published = false;
            }
            4 => self.delete(voice, path, chance).await,
            _ => self.upsert(voice, path, at, chance).await,
        }
    }

    async fn delete(&mut self, voice: &Voice, path: &str, chance: &mut Chance) {
        let at = usize::try_from(chance.below(6)).unwrap();
        let Some(id) = self.order.get(at).cloned() else {
            voice
                .delete(&format!("{path}/trainings/x"))
                .refused(404)
                .await;
            return;
        };
        voice.delete(&format!("{path}/trainings/{id}")).ok().await;
        self.order.remove(at);
        self.trainings.remove(&id);
        self.is_published = false;
    }

    async fn upsert(&mut self, voice: &Voice, path: &str, at: usize, chance: &mut Chance) {
        let subject = format!("write {at}");
        let mut body = json!({"subject": subject, "instructions": "i"});
        let mut status = "active";
        if chance.below(3) == 0 {
            status = "inactive";
            body["current_status"] = status.into();
        }
        // A key of four, the id of one that is there, or none.
        let by_id = self.order.get(usize::try_from(chance.below(12)).unwrap());
        match (by_id, chance.below(3)) {
            (Some(id), _) => body["node_id"] = json!(id),
            (None, 0) => {}
            (None, _) => body["node_id"] = json!(format!("n{}", chance.below(4))),
        }
        let row = voice
            .post(&format!("{path}/trainings"), body.clone())
            .ok()
            .await["data"]
            .clone();
        let id = crate::harness::id(&row);
        let sent = body["node_id"].as_str();
        let known = self
            .trainings
            .iter()
            .find(|(known, (key, ..))| sent.is_some_and(|sent| sent == key || sent == *known))
            .map(|(known, (key, ..))| (known.clone(), key.clone()));
        let key = match known {
            Some((known, key)) => {
                assert_eq!(id, known);
                key
            }
            None => {
                assert!(!self.trainings.contains_key(&id));
                self.order.push(id.clone());
                sent.map_or_else(|| id.clone(), str::to_owned)
            }
        };
        self.trainings.insert(id, (key, subject, status.to_owned()));
        self.is_published = false;
    }

    fn check(&self, shown: &Value) {
        let status = if self.is_published {
            "published"
        } else {
            "draft"
        };
        assert_eq!(shown["current_status"], status);
        let missing: Vec<&str> = SETTINGS
            .into_iter()
            .zip(self.saved)
            .filter_map(|(setting, saved)| (!saved).then_some(setting))
            .collect();
        assert_eq!(shown["missing_to_publish"], json!(missing));
        assert_eq!(shown["is_ready_to_publish"], missing.is_empty());
        let expected: Vec<Value> = self
            .order
            .iter()
            .map(|id| {
                let (key, subject, status) = &self.trainings[id];
                json!([id, key, subject, status])
            })
            .collect();
        let rows = shown["trainings"].as_array().unwrap();
        let rows: Vec<Value> = rows
            .iter()
            .map(|row| {
                json!([
                    row["id"],
                    row["node_id"],
                    row["subject"],
                    row["current_status"]
                ])
            })
            .collect();
        assert_eq!(rows, expected);
    }
}

#[tokio::test]
async fn any_order_of_requests_leaves_what_the_documentation_says() {
    let voice = Voice::new().await;
    let mut chance = Chance(28);
    let mut agents = Vec::new();
    for name in ["a", "b"] {
        agents.push((voice.agent(name).await, Model::default()));
    }
    for at in 0..400 {
        let which = usize::try_from(chance.below(2)).unwrap();
        let (path, model) = &mut agents[which];
        // The clock stands still for a while.
        if at % 7 == 0 {
            voice.0.clock.turn(chrono::Duration::milliseconds(3));
        }
        let before = voice.data(path).await;
        model.step(&voice, path, at, &mut chance).await;
        let after = voice.data(path).await;
        model.check(&after);
        let is_later = after["updated_at"].as_str() > before["updated_at"].as_str();
        assert_eq!(
            after != before,
            is_later,
            "updated_at grows with every change"
        );
        let list = voice.get(&format!("{path}/trainings")).ok().await;
        assert_eq!(list["data"], after["trainings"]);
    }
    assert!(agents.iter().all(|(_, model)| model.saved == [true; 3]));
}
