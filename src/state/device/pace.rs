//! Keeps the request budgets, for all tabs together.

use std::{cell::RefCell, collections::HashMap, rc::Rc, time::Duration};

use domain::pace::Pace;
use futures_util::FutureExt;
use leptos::prelude::*;

use super::Device;
use crate::{
    api::Ask,
    state::pace,
    web::{
        clock,
        idb::{Durability, Key, Store},
    },
};

/// Of a hundred places, so many are for requests that come in great numbers. The others are kept
/// for what a person waits for.
const FOR_MANY: u32 = 85;

/// A wait that is worth a word on the screen, in milliseconds.
const WORTH_A_WORD: u64 = 1_500;

/// Where the device keeps nothing, each tab counts for itself.
type OwnBudgets = Rc<RefCell<HashMap<String, Pace>>>;

impl Device {
    /// Takes the budgets over.
    pub(super) fn keep_pace(self) {
        let own: OwnBudgets = Rc::default();
        pace::keep(Rc::new(move |service, limit, ask| {
            let own = Rc::clone(&own);
            async move { self.pace(&own, service, limit, ask).await }.boxed_local()
        }));
    }

    /// Until when requests wait for the limit of a service, while they do.
    #[must_use]
    pub fn held_until(self) -> Option<domain::Moment> {
        self.held_until.get()
    }

    /// Whether requests wait for the limit of a service.
    #[must_use]
    pub fn is_held(self) -> bool {
        self.held_until.with_untracked(Option::is_some)
    }

    async fn pace(self, own: &OwnBudgets, service: String, limit: u32, ask: Ask) {
        let name = |id: u64| format!("{}.{id}", self.tab());
        match ask {
            Ask::Enter { id, is_one_of_many } => {
                let name = name(id);
                loop {
                    let now = clock::now();
                    let wait = self
                        .budget(own, &service, limit, |budget| {
                            let share = if is_one_of_many {
                                (limit * FOR_MANY / 100).max(1)
                            } else {
                                limit
                            };
                            budget.set_limit(share);
                            let admitted = budget.admit(&name, now);
                            budget.set_limit(limit);
                            admitted.err()
                        })
                        .await;
                    let Some(wait) = wait else {
                        self.held_until.try_set(None);
                        return;
                    };
                    if wait > WORTH_A_WORD {
                        let until = now.plus(i64::try_from(wait).unwrap_or(i64::MAX));
                        self.held_until.try_set(Some(until));
                    }
                    clock::sleep(Duration::from_millis(wait)).await;
                }
            }
            Ask::Left {
                id, retry_after, ..
            } => {
                let (name, now) = (name(id), clock::now());
                self.budget(own, &service, limit, |budget| {
                    budget.ended(&name, now);
                    if let Some(seconds) = retry_after {
                        budget.refused(u64::from(seconds), now);
                    }
                })
                .await;
            }
        }
    }

    /// Changes a budget as one step over all tabs.
    async fn budget<T>(
        self,
        own: &OwnBudgets,
        service: &str,
        limit: u32,
        change: impl Fn(&mut Pace) -> T,
    ) -> T {
        let key = Key::Text(format!("pace|{service}"));
        let changed = |known: Option<Pace>| {
            let mut budget = known.unwrap_or_else(|| Pace::new(limit));
            budget.set_limit(limit);
            let answer = change(&mut budget);
            (budget, answer)
        };
        if let Ok(database) = self.database().await {
            // Known here as well, where the database fails in the middle of a minute.
            let mirrored = |budget: &Pace| {
                own.borrow_mut().insert(service.to_owned(), budget.clone());
            };
            let result = database
                .change(Store::Meta, &key, Durability::Relaxed, |text| {
                    let known = text.and_then(|text| serde_json::from_str(&text).ok());
                    let (budget, answer) = changed(known);
                    mirrored(&budget);
                    (serde_json::to_string(&budget).ok(), answer)
                })
                .await;
            if let Ok(answer) = result {
                return answer;
            }
        }
        let mut own = own.borrow_mut();
        let (budget, answer) = changed(own.remove(service));
        own.insert(service.to_owned(), budget);
        answer
    }
}
