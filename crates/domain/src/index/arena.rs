//! The folded texts of all rows in a few large pieces, so that a search is one pass over memory.

use contract::opencx::Training;
use memchr::memmem::Finder;

use crate::natural::fold_into;

mod chunk;

use chunk::Chunk;

/// No term contains white space, so no match reaches over this from one text to the next.
const BETWEEN: u8 = b'\n';

/// Texts in chunks of a megabyte. One piece that grows would leave holes of its former sizes in
/// the browser's memory, which never shrinks, and would stop the page while 40 MB are moved.
#[derive(Debug, Default)]
pub(super) struct Arena {
    chunks: Vec<Chunk>,
    /// By slot.
    places: Vec<Option<Place>>,
    /// The chunk that is being filled.
    current: usize,
    /// Chunks that have been tidied and have room again.
    roomy: Vec<usize>,
    /// A text before it is known where it fits.
    folded: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    chunk: u32,
    span: u32,
}

impl Arena {
    /// Bytes of all texts, dead ones included.
    pub(super) fn len(&self) -> usize {
        self.chunks.iter().map(Chunk::len).sum()
    }

    /// Working title and content, then the published ones where they differ.
    pub(super) fn write(&mut self, slot: u32, training: &Training) {
        self.remove(slot);
        self.folded.clear();
        fold_into(training.working_title(), &mut self.folded);
        let title = self.folded.len();
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
                self.folded.push(BETWEEN);
                fold_into(text, &mut self.folded);
            }
        }
        self.folded.push(BETWEEN);
        self.make_room(self.folded.len());
        let Some(chunk) = self.chunks.get_mut(self.current) else {
            return;
        };
        let place = Place {
            chunk: narrow(self.current),
            span: chunk.push(slot, &self.folded, title),
        };
        let at = slot as usize;
        if self.places.len() <= at {
            self.places.resize(at + 1, None);
        }
        self.places[at] = Some(place);
    }

    /// Leaves `current` at a chunk that has room.
    fn make_room(&mut self, bytes: usize) {
        let has_room = |chunk: Option<&Chunk>| chunk.is_some_and(|chunk| chunk.room() >= bytes);
        if has_room(self.chunks.get(self.current)) {
            return;
        }
        while let Some(next) = self.roomy.pop() {
            if has_room(self.chunks.get(next)) {
                self.current = next;
                return;
            }
        }
        self.current = self.chunks.len();
        self.chunks.push(Chunk::new(bytes));
    }

    pub(super) fn remove(&mut self, slot: u32) {
        let Some(place) = self.places.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        let at = place.chunk as usize;
        let Some(chunk) = self.chunks.get_mut(at) else {
            return;
        };
        chunk.remove(place.span);
        if chunk.is_untidy() {
            chunk.tidy();
            for (span, slot) in (0..).zip(chunk.slots()) {
                self.places[slot as usize] = Some(Place {
                    chunk: place.chunk,
                    span,
                });
            }
            if at != self.current {
                self.roomy.push(at);
            }
        }
    }

    /// The folded working title of a row.
    pub(super) fn title(&self, slot: u32) -> &[u8] {
        let place = self.places.get(slot as usize).copied().flatten();
        place
            .and_then(|place| self.chunks.get(place.chunk as usize)?.title(place.span))
            .unwrap_or_default()
    }

    /// Calls `found` with every row that contains all terms. Terms are folded, without white
    /// space, the longest first: it is the rarest guess, and the one that is searched for.
    pub(super) fn search(&self, terms: &[String], mut found: impl FnMut(u32)) {
        let finders: Vec<Finder<'_>> = terms.iter().map(Finder::new).collect();
        if let Some((first, others)) = finders.split_first() {
            for chunk in &self.chunks {
                chunk.search(first, others, &mut found);
            }
        }
    }
}

/// The browser's memory ends at 4 GB, so every number of bytes or rows fits.
fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
