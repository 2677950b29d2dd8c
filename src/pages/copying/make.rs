//! Making the copies.

use contract::opencx::TrainingInput;
use domain::{
    Intent,
    talkover::{
        TrainingDraft,
        copy::{Made, Progress},
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::copier::Copier;
use crate::{api::ApiError, state::copying};

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
    /// asking again after a lost answer makes nothing twice.
    async fn create(self, keys: &[String]) {
        for key in keys {
            let (Some(made), Some(target)) = (self.begin(key), self.target.try_get_untracked())
            else {
                return;
            };
            let made = match input(&made) {
                Ok(input) => copying::make_scenario(self.session, &target, &input, key).await,
                Err(error) => Err(error),
            };
            let progress = match made {
                Ok(()) => Progress::Done,
                Err(error) if error.can_retry() => Progress::Unsure(format!(
                    "{error} It may have arrived; trying again does not copy it twice."
                )),
                Err(error) => Progress::Refused(error.to_string()),
            };
            // The service is silent: the others would fare no better.
            let is_over = matches!(progress, Progress::Unsure(_));
            self.plan.try_update(|plan| plan.note(key, progress));
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

fn input(made: &Made) -> Result<TrainingInput, ApiError> {
    match made {
        Made::Scenario(copy) => {
            let input = copy.draft.to_input(Intent::SaveDraft);
            input.map_err(ApiError::Invalid)
        }
        Made::Training(_) => Ok(TrainingInput::default()),
    }
}
