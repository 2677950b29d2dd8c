//! A piece of the arena: texts one behind the other.

use memchr::memmem::Finder;

use super::narrow;

/// Bytes of a chunk; a longer text has a chunk of its own.
const SIZE: usize = 1024 * 1024;

#[derive(Debug)]
pub(super) struct Chunk {
    /// Never grows beyond the capacity that it was made with.
    bytes: Vec<u8>,
    /// In the order of their starts. A text that was replaced stays, dead, until tidied away.
    spans: Vec<Span>,
    dead: usize,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    start: u32,
    title_end: u32,
    end: u32,
    slot: Option<u32>,
}

impl Chunk {
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes.max(SIZE)),
            spans: Vec::new(),
            dead: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) fn room(&self) -> usize {
        self.bytes.capacity() - self.bytes.len()
    }

    /// Adds a text whose first `title` bytes are a title. The number of its span.
    pub(super) fn push(&mut self, slot: u32, text: &[u8], title: usize) -> u32 {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(text);
        self.spans.push(Span {
            start: narrow(start),
            title_end: narrow(start + title),
            end: narrow(self.bytes.len()),
            slot: Some(slot),
        });
        narrow(self.spans.len() - 1)
    }

    pub(super) fn remove(&mut self, span: u32) {
        if let Some(span) = self.spans.get_mut(span as usize) {
            span.slot = None;
            self.dead += (span.end - span.start) as usize;
        }
    }

    /// Whether a third is dead, so that each byte is moved rarely.
    pub(super) fn is_untidy(&self) -> bool {
        self.dead * 3 > self.bytes.capacity()
    }

    /// Moves the living texts together. The numbers of their spans change.
    pub(super) fn tidy(&mut self) {
        let mut to = 0;
        let Self { bytes, spans, dead } = self;
        spans.retain_mut(|span| {
            let (from, until) = (span.start as usize, span.end as usize);
            if span.slot.is_none() {
                return false;
            }
            bytes.copy_within(from..until, to);
            let moved = narrow(from - to);
            span.start -= moved;
            span.title_end -= moved;
            span.end -= moved;
            to += until - from;
            true
        });
        bytes.truncate(to);
        *dead = 0;
    }

    /// The rows of the living texts, in the order of their spans. Call it only when tidied.
    pub(super) fn slots(&self) -> impl Iterator<Item = u32> {
        self.spans.iter().filter_map(|span| span.slot)
    }

    pub(super) fn title(&self, span: u32) -> Option<&[u8]> {
        let span = self.spans.get(span as usize)?;
        self.bytes.get(span.start as usize..span.title_end as usize)
    }

    /// Searches for one term, and asks for the others only where it was found.
    pub(super) fn search(
        &self,
        first: &Finder<'_>,
        others: &[Finder<'_>],
        found: &mut impl FnMut(u32),
    ) {
        let mut from = 0;
        let mut place = 0;
        while let Some(hit) = self.bytes.get(from..).and_then(|rest| first.find(rest)) {
            let at = from + hit;
            // Most hits lie close behind the one before.
            while self
                .spans
                .get(place)
                .is_some_and(|span| span.end as usize <= at)
            {
                place += 1;
            }
            let Some(span) = self.spans.get(place) else {
                return;
            };
            let text = &self.bytes[span.start as usize..span.end as usize];
            if let Some(slot) = span.slot
                && others.iter().all(|term| term.find(text).is_some())
            {
                found(slot);
            }
            from = span.end as usize;
        }
    }
}
