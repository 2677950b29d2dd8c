//! The folded texts of all rows in one piece, so that a search is one pass over memory.

use contract::opencx::Training;
use memchr::memmem;

use crate::natural::fold_into;

/// No term contains white space, so no match reaches over this from one text to the next.
const BETWEEN: u8 = b'\n';

#[derive(Debug, Default)]
pub(super) struct Arena {
    bytes: Vec<u8>,
    /// In the order of their starts. A text that was replaced stays, dead, until tidied away.
    spans: Vec<Span>,
    /// By slot: the place of its span.
    places: Vec<u32>,
    dead: usize,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    title_end: u32,
    end: u32,
    /// [`DEAD`] where the text is no longer a row's.
    slot: u32,
}

const DEAD: u32 = u32::MAX;

impl Arena {
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Working title and content, then the published ones where they differ.
    pub(super) fn write(&mut self, slot: u32, training: &Training) {
        self.remove(slot);
        self.make_room(training);
        let start = self.bytes.len();
        fold_into(training.working_title(), &mut self.bytes);
        let title_end = self.bytes.len();
        let rest = [
            (training.working_content(), true),
            (&training.title, training.title != training.working_title()),
            (
                &training.content,
                training.content != training.working_content(),
            ),
        ];
        for (text, is_needed) in rest {
            if is_needed {
                self.bytes.push(BETWEEN);
                fold_into(text, &mut self.bytes);
            }
        }
        self.bytes.push(BETWEEN);
        let place = narrow(self.spans.len());
        self.spans.push(Span {
            start: narrow(start),
            title_end: narrow(title_end),
            end: narrow(self.bytes.len()),
            slot,
        });
        let at = slot as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, DEAD);
        }
        self.places[at] = place;
    }

    /// Grows by a quarter instead of doubling: the unused rest of 40 MB matters in a browser.
    fn make_room(&mut self, training: &Training) {
        let text = training.working_title().len()
            + training.working_content().len()
            + training.title.len()
            + training.content.len();
        if self.bytes.capacity() - self.bytes.len() < text {
            self.bytes.reserve_exact(text.max(self.bytes.len() / 4));
        }
    }

    pub(super) fn remove(&mut self, slot: u32) {
        let place = self
            .places
            .get_mut(slot as usize)
            .map(|place| std::mem::replace(place, DEAD));
        if let Some(span) = place.and_then(|place| self.spans.get_mut(place as usize)) {
            span.slot = DEAD;
            self.dead += (span.end - span.start) as usize;
        }
    }

    /// Moves the living texts together once a third is dead, so that each byte is moved rarely.
    pub(super) fn tidy(&mut self) {
        const SMALL: usize = 64 * 1024;
        if self.dead < SMALL || self.dead * 3 < self.bytes.len() {
            return;
        }
        let mut to = 0;
        self.spans.retain_mut(|span| {
            if span.slot == DEAD {
                return false;
            }
            let (from, until) = (span.start as usize, span.end as usize);
            self.bytes.copy_within(from..until, to);
            let moved = narrow(from - to);
            span.start -= moved;
            span.title_end -= moved;
            span.end -= moved;
            to += until - from;
            true
        });
        self.bytes.truncate(to);
        self.dead = 0;
        for (place, span) in self.spans.iter().enumerate() {
            self.places[span.slot as usize] = narrow(place);
        }
    }

    /// The folded working title of a row.
    pub(super) fn title(&self, slot: u32) -> &[u8] {
        self.places
            .get(slot as usize)
            .and_then(|place| self.spans.get(*place as usize))
            .and_then(|span| self.bytes.get(span.start as usize..span.title_end as usize))
            .unwrap_or_default()
    }

    /// Calls `found` with every row that contains all terms. Terms are folded, without white
    /// space, the longest first: it is the rarest guess, and the one that is searched for.
    pub(super) fn search(&self, terms: &[String], mut found: impl FnMut(u32)) {
        let Some((first, others)) = terms.split_first() else {
            return;
        };
        let first = memmem::Finder::new(first);
        let others: Vec<_> = others.iter().map(memmem::Finder::new).collect();
        let mut from = 0;
        let mut place = 0;
        while let Some(hit) = self.bytes.get(from..).and_then(|rest| first.find(rest)) {
            let at = from + hit;
            place += self.spans[place..].partition_point(|span| span.end as usize <= at);
            let Some(span) = self.spans.get(place) else {
                return;
            };
            let text = &self.bytes[span.start as usize..span.end as usize];
            if span.slot != DEAD && others.iter().all(|term| term.find(text).is_some()) {
                found(span.slot);
            }
            from = span.end as usize;
        }
    }
}

/// The browser's memory ends at 4 GB, so every offset fits.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
