//! Functions that look alike stand beside each other: brotli then says less about where it has
//! seen something before. Saves a fiftieth of what is sent.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use walrus::Module;
use wasmparser::{Parser, Payload};

/// So many bytes in a row, equal in two functions, make them alike.
const LENGTH: usize = 5;
/// What more functions than these have in common says nothing about any two of them.
const COMMON: usize = 40;

/// Gives the functions of `wasm` names whose order is the one in which they should stand.
///
/// # Errors
/// When `wasm` is no module.
pub fn name_by_place(wasm: &[u8]) -> Result<Vec<u8>> {
    let order = by_likeness(&bodies(wasm)?);
    let mut module = Module::from_buffer(wasm)?;
    let mut ids: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    ids.sort_by_key(|id| id.index());
    for (place, index) in order.into_iter().enumerate() {
        module.funcs.get_mut(ids[index]).name = Some(format!("{place:06}"));
    }
    Ok(module.emit_wasm())
}

fn bodies(wasm: &[u8]) -> Result<Vec<&[u8]>> {
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CodeSectionEntry(body) = payload? {
            bodies.push(body.as_bytes());
        }
    }
    Ok(bodies)
}

/// Begins with the longest and goes on with whatever is most like the last one.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces: Vec<BTreeSet<&[u8]>> = bodies
        .iter()
        .map(|body| body.windows(LENGTH).collect())
        .collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (index, pieces) in pieces.iter().enumerate() {
        for piece in pieces {
            having.entry(piece).or_default().push(index);
        }
    }
    having.retain(|_, having| (2..=COMMON).contains(&having.len()));

    let mut by_length: Vec<usize> = (0..bodies.len()).collect();
    by_length.sort_by_key(|index| std::cmp::Reverse(bodies[*index].len()));
    let mut by_length = by_length.into_iter();
    let mut taken = vec![false; bodies.len()];
    let mut order = Vec::with_capacity(bodies.len());
    let mut likeness = vec![0.0; bodies.len()];
    let mut next = by_length.next();
    while let Some(current) = next {
        taken[current] = true;
        order.push(current);
        let mut near = Vec::new();
        for having in pieces[current].iter().filter_map(|piece| having.get(piece)) {
            for index in having.iter().filter(|index| !taken[**index]) {
                if likeness[*index] == 0.0 {
                    near.push(*index);
                }
                likeness[*index] += 1.0 / having.len() as f64;
            }
        }
        let mut best: Option<(f64, usize)> = None;
        for index in near {
            let size = pieces[index].len() + pieces[current].len();
            let score = std::mem::take(&mut likeness[index]) / (size as f64).sqrt();
            // Equal ones in their old order, so that the same module gives the same file.
            if best.is_none_or(|(most, at)| score > most || score == most && index < at) {
                best = Some((score, index));
            }
        }
        next = best
            .map(|(_, index)| index)
            .or_else(|| by_length.find(|index| !taken[*index]));
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_beside_the_one_it_is_most_like() {
        let bodies: [&[u8]; 5] = [
            b"abcdefghij-1",
            b"0123456789-longest",
            b"abcdefghij-22",
            b"x",
            b"0123456789-other",
        ];
        assert_eq!(by_likeness(&bodies), [1, 4, 2, 0, 3]);
        assert!(by_likeness(&[]).is_empty());
    }
}
