//! Making the copies.

use domain::talkover::{
    TrainingDraft,
    copy::{Made, Progress},
};
use leptos::{prelude::*, task::spawn_local};

use super::copier::Copier;
use crate::state::copying;

impl Copier {
    /// Makes what is wanted and not there yet.
    pub fn make(self) {
        if !self.plan.with_untracked(|plan| plan.may_begin()) {
            return;
        }
        let keys = self.plan.with_untracked(|plan| plan.round());
        spawn_local(async move {
            if self.is_to_agent() {
                self.add(&keys).await;
            } else {
                self.create(&keys).await;
            }
            if let Some(Some(words)) = self.plan.try_with_untracked(|plan| plan.outcome()) {
                self.messages.say(words);
            }
        });
    }

    /// Adds the copies to the changes that wait for the agent, all of them or none: nothing is
    /// sent, so the agent does not go offline unasked.
    async fn add(self, keys: &[String]) {
        let drafts: Vec<TrainingDraft> = keys
            .iter()
            .filter_map(|key| self.begin(key))
            .filter_map(|made| match made {
                Made::Training(copy) => Some(copy.draft),
                Made::Scenario(_) => None,
            })
            .collect();
        let (Some(target), Some(agent)) = (
            self.target.try_get_untracked(),
            self.agent.try_get_untracked(),
        ) else {
            return;
        };
        let added = copying::add_to_batch(self.session, self.device, &target, &agent, drafts).await;
        let progress = match added {
            Ok(()) => Progress::Done,
            Err(why) => Progress::Refused(format!(
                "{why} Changes wait on this device, so nothing was copied. Let this site store \
                 data, then try again."
            )),
        };
        self.plan.try_update(|plan| {
            for key in keys {
                plan.note(key, progress.clone());
            }
        });
    }

    /// Creates the copies as drafts, one after the other. Each goes under its own key, so that
    /// asking again after a lost answer makes nothing twice. They stand in the outbox of the
    /// workspace meanwhile: what a page leaves behind that goes away is sent when that is opened.
    async fn create(self, keys: &[String]) {
        let Some(target) = self.target.try_get_untracked() else {
            return;
        };
        let copies = self.plan.with_untracked(|plan| {
            let made = |key: &String| match &plan.get(key)?.made {
                Made::Scenario(copy) => Some((key.clone(), copy.draft.clone())),
                Made::Training(_) => None,
            };
            keys.iter().filter_map(made).collect::<Vec<_>>()
        });
        self.begin(
            &copies
                .first()
                .map_or_else(String::new, |(key, _)| key.clone()),
        );
        copying::keep_for_later(self.session, self.device, &target, &copies).await;
        for (at, (key, draft)) in copies.iter().enumerate() {
            self.begin(key);
            let made = copying::make_scenario(self.session, &target, draft, key).await;
            let progress = match made {
                Ok(()) => Progress::Done,
                Err(error) if error.can_retry() => Progress::Unsure(format!(
                    "{error} It may have arrived; trying again does not copy it twice."
                )),
                Err(error) => Progress::Refused(error.to_string()),
            };
            // The service is silent: the others would fare no better.
            let is_over = matches!(progress, Progress::Unsure(_));
            let is_shown = self
                .plan
                .try_update(|plan| plan.note(key, progress))
                .is_some();
            if !is_over {
                copying::no_longer_for_later(self.device, key).await;
            } else if is_shown {
                // The person sees it, and decides about what was not sent yet.
                for (key, _) in &copies[at + 1..] {
                    copying::no_longer_for_later(self.device, key).await;
                }
            }
            if is_over {
                return;
            }
        }
    }

    /// Marks a copy as being made. `None` where the dialog is gone: what is not begun stays unmade.
    fn begin(self, key: &str) -> Option<Made> {
        self.plan.try_update(|plan| {
            plan.note(key, Progress::Going);
            plan.get(key).map(|copy| copy.made.clone())
        })?
    }
}
