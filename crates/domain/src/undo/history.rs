//! The steps in their order.

use super::Step;

/// What was done, the oldest first. The undone ones are those that can be redone.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    steps: Vec<Step>,
    room: usize,
}

impl History {
    /// The steps that are kept, in any order, with room for so many (at least one). More than that
    /// go with the next [`History::record`].
    #[must_use]
    pub fn new(mut steps: Vec<Step>, room: usize) -> Self {
        steps.sort_by_key(|step| step.id);
        Self {
            steps,
            room: room.max(1),
        }
    }

    /// All steps, the oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A step by its id.
    #[must_use]
    pub fn step(&self, id: u64) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// What Ctrl/Cmd+Z undoes: the newest step that is not undone.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Step> {
        self.steps.iter().rev().find(|step| !step.undone)
    }

    /// What a redo does again: the oldest of the undone steps at the end.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Step> {
        let undone = self.steps.iter().rev().take_while(|step| step.undone);
        undone.last()
    }

    /// Adds what was just done. What was undone cannot be redone after that and goes, and so do the
    /// oldest steps where there is no room. Returns the ids of those that went, to be deleted from
    /// the device.
    pub fn record(&mut self, step: Step) -> Vec<u64> {
        let (mut gone, mut stays): (Vec<Step>, Vec<Step>) = std::mem::take(&mut self.steps)
            .into_iter()
            .partition(|one| one.undone);
        stays.push(step);
        stays.sort_by_key(|step| step.id);
        let over = stays.len().saturating_sub(self.room);
        gone.extend(stays.drain(..over));
        self.steps = stays;
        gone.into_iter().map(|step| step.id).collect()
    }

    /// Says that a step is undone, or done again. Returns it where that changed it, to be kept.
    pub fn mark(&mut self, id: u64, undone: bool) -> Option<&Step> {
        let step = self.steps.iter_mut().find(|step| step.id == id)?;
        if step.undone == undone {
            return None;
        }
        step.undone = undone;
        Some(step)
    }

    /// A scenario that was deleted is there again, under a new id: every step that speaks of it
    /// gets the new one. Returns the ids of the steps that are to be kept anew.
    pub fn renamed(&mut self, old: &str, new: &str) -> Vec<u64> {
        let mut changed = Vec::new();
        for step in &mut self.steps {
            let mut hit = false;
            for change in &mut step.changes {
                hit |= change.rename(old, new);
            }
            if hit {
                changed.push(step.id);
            }
        }
        changed
    }
}
