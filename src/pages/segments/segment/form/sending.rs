//! Writes of the form on their way, and what becomes of the form when they end.

use contract::opencx::Segment;
use domain::{
    SegmentDraft,
    outbox::{About, Entry, SegmentWrite, Target, Write},
};
use leptos::{prelude::*, task::spawn_local};

use super::{Doing, Form};
use crate::{
    api::ApiError,
    pages::segments::{list_pane::LIST_ID, listing},
    state::device::{Ending, Settled, is_about},
    web::{
        clock,
        focus::{self, Place},
        ids,
    },
};

impl Form {
    /// Puts a write into the outbox, in place of one that still waits there with an older text.
    pub(super) fn enqueue(self, doing: Doing, write: SegmentWrite) {
        self.failure.set(None);
        self.busy.set(Some(doing));
        let target = match self.base_untracked() {
            Some(base) => Target::Known(base.id),
            None => Target::New(self.journal.name().unwrap_or_default()),
        };
        let (scope, write) = (self.segments.workspace.scope(), Write::Segment(write));
        let mut entry = Entry::new(ids::random(), scope, target, write, clock::now());
        self.journal.sign(&mut entry);
        let (device, name) = (self.device, self.create_key.get_value());
        spawn_local(async move {
            device.ask(entry, name, |id| self.mind(id)).await;
        });
    }

    fn mind(self, id: &str) {
        self.device.mind(id);
        self.minded.try_update_value(|minded| {
            if !minded.iter().any(|known| known == id) {
                minded.push(id.to_owned());
            }
        });
    }

    /// Begins to follow what becomes of its writes, also of those that an earlier form has sent.
    pub(super) fn follow_writes(self) {
        self.device.on_settled(move |settled| self.settled(settled));
        // While a write waits, the form is the person's again.
        Effect::new(move || {
            let Some(entry) = self.on_its_way_now() else {
                return;
            };
            if self.device.queue().with(|queue| queue.is_held(&entry.id)) {
                self.busy.set(None);
            }
        });
        on_cleanup(move || {
            let minded = self.minded.try_update_value(std::mem::take);
            for id in minded.into_iter().flatten() {
                self.device.forget(&id);
            }
        });
    }

    /// The last write of this segment that the service has not taken yet.
    pub fn on_its_way_now(self) -> Option<Entry> {
        let id = self
            .draft
            .try_with(|draft| draft.base.as_deref().map(|base| base.id.clone()))?;
        let target = match id {
            Some(id) => Target::Known(id),
            None => Target::New(self.journal.name()?),
        };
        let scope = self.segments.workspace.scope();
        self.device
            .queue()
            .with(|queue| queue.last(&scope, About::Segment, &target).cloned())
    }

    /// Whether this is what a write of its own was to leave, whose end is not known yet.
    pub(super) fn is_left_by_own(self, newer: &Segment) -> bool {
        match untrack(|| self.on_its_way_now()).map(|entry| entry.write) {
            Some(Write::Segment(write)) => write.is_done(newer),
            _ => false,
        }
    }

    fn settled(self, settled: &Settled) {
        let Some(id) = self
            .draft
            .try_with_untracked(|draft| draft.base.as_deref().map(|base| base.id.clone()))
        else {
            return;
        };
        let name = self.journal.name().unwrap_or_default();
        let scope = self.segments.workspace.scope();
        if !is_about(settled, About::Segment, &scope, id.as_deref(), &name) {
            return;
        }
        self.busy.set(None);
        let entry = &settled.entry;
        let is_own = self.minded.try_update_value(|minded| {
            let before = minded.len();
            minded.retain(|known| *known != entry.id);
            minded.len() < before
        });
        match (&entry.write, &settled.ending) {
            (Write::Segment(SegmentWrite::Put { draft, .. }), Ending::Done(left)) => {
                match left.segment() {
                    Some(segment) if self.journal.has_text_of(entry) => self.saved(draft, segment),
                    // It waited when this form was opened beside it.
                    Some(segment) => self.arrived(segment.clone()),
                    None => {}
                }
            }
            (Write::Segment(SegmentWrite::Delete { base }), Ending::Done(_)) => {
                self.deleted(&base.name);
            }
            (Write::Segment(write), Ending::Refused(error)) => {
                let doing = match write {
                    SegmentWrite::Put { .. } => Doing::Save,
                    SegmentWrite::Delete { .. } => Doing::Delete,
                };
                self.refused_by_service(entry, doing, error.clone(), is_own == Some(true));
            }
            _ => {}
        }
    }

    fn saved(self, sent: &SegmentDraft, segment: &Segment) {
        let was_new = self.draft.with_untracked(SegmentDraft::is_new);
        let words = if was_new { "Created" } else { "Saved" };
        self.messages.say(format!("{words} “{}”.", segment.name));
        let saved = self
            .draft
            .with_untracked(|typed| typed.saved(sent, segment));
        self.recovered.set(None);
        self.show(saved);
        self.sent.set(Some(clock::wall_time()));
        if was_new {
            self.leaving.release();
            let left = listing::Left {
                draft: self.draft.get_untracked(),
                sent: self.sent.get_untracked(),
                kept: self.journal.stored(),
                over: self.journal.lineage(),
                place: Place::here(),
            };
            self.segments.became(&segment.id, left);
        }
    }

    fn deleted(self, name: &str) {
        self.leaving.release();
        self.segments.close();
        // Its row is gone as well.
        focus::focus_id(LIST_ID);
        self.messages.done(format!("Deleted the segment “{name}”."));
    }

    /// What was asked for is in the form: the refused write needs no place in the queue.
    fn refused_by_service(self, entry: &Entry, doing: Doing, error: ApiError, is_own: bool) {
        let id = entry.id.clone();
        spawn_local(async move {
            if is_own {
                // Where it cannot be taken out, the queue shows it, and nothing is lost.
                let _ = self.device.take_back(&id).await;
            }
            self.did_not_work(doing, error).await;
        });
    }
}
