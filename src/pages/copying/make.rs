//! Making the copies, one after the other.

use domain::{
    Intent,
    talkover::copy::{Made, Progress},
};
use leptos::{prelude::*, task::spawn_local};

use super::copier::Copier;
use crate::{api::ApiError, state::copying};

impl Copier {
    /// Makes what is wanted and not there yet. Each goes under its own key, so that asking again
    /// after a lost answer makes nothing twice.
    pub fn make(self) {
        if !self.plan.with_untracked(|plan| plan.may_begin()) {
            return;
        }
        let keys = self.plan.with_untracked(|plan| plan.round());
        spawn_local(async move {
            for key in keys {
                let Some(made) = self.begin(&key) else {
                    return;
                };
                let progress = match self.make_one(&key, &made).await {
                    Ok(()) => Progress::Done,
                    Err(error) if error.can_retry() => Progress::Unsure(format!(
                        "{error} It may have arrived; trying again does not copy it twice."
                    )),
                    Err(error) => Progress::Refused(error.to_string()),
                };
                // The service is silent or sends us away: the others would fare no better.
                let is_over = matches!(progress, Progress::Unsure(_));
                self.plan.try_update(|plan| plan.note(&key, progress));
                if is_over {
                    break;
                }
            }
            if let Some(Some(words)) = self.plan.try_with_untracked(|plan| plan.outcome()) {
                self.messages.say(words);
            }
        });
    }

    /// Marks a copy as being made. `None` where the dialog is gone: what is not begun stays unmade.
    fn begin(self, key: &str) -> Option<Made> {
        self.plan.try_update(|plan| {
            plan.note(key, Progress::Going);
            plan.get(key).map(|copy| copy.made.clone())
        })?
    }

    async fn make_one(self, key: &str, made: &Made) -> Result<(), ApiError> {
        let target = self.target.get_untracked();
        match made {
            Made::Training(copy) => {
                let input = copy.draft.to_input().map_err(ApiError::Invalid)?;
                let agent = self.agent.get_untracked();
                copying::make_training(self.session, &target, &agent, &input).await
            }
            Made::Scenario(copy) => {
                let input = copy
                    .draft
                    .to_input(Intent::SaveDraft)
                    .map_err(ApiError::Invalid)?;
                copying::make_scenario(self.session, &target, &input, key).await
            }
        }
    }
}
