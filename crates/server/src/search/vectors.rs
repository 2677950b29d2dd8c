//! Every vector in memory. A search compares with all of them: an approximate index would be
//! faster where this takes milliseconds, and would miss some.

use std::collections::HashMap;

use crate::store::Hash;

/// Vectors in one block; a growing list of them is never copied as a whole.
const BLOCK: usize = 1_024;
/// Sums that are added up side by side, which the compiler makes one instruction of.
const LANES: usize = 16;

/// Vectors of length 1 by the number of their text.
#[derive(Debug, Default)]
pub struct Vectors {
    dimensions: usize,
    blocks: Vec<Vec<f32>>,
    entries: Vec<(i64, Hash)>,
    places: HashMap<i64, usize>,
}

impl Vectors {
    /// Vectors that are there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How long they are; `None` where there are none.
    #[must_use]
    pub fn dimensions(&self) -> Option<usize> {
        (!self.entries.is_empty()).then_some(self.dimensions)
    }

    /// Puts the vector of a text in the place of its earlier one. A vector of another length than
    /// those that are there is left out.
    pub fn put(&mut self, number: i64, hash: Hash, vector: &[f32]) {
        if self.entries.is_empty() {
            *self = Self {
                dimensions: vector.len(),
                ..Self::default()
            };
        }
        if vector.len() != self.dimensions || vector.is_empty() {
            return;
        }
        if let Some(place) = self.places.get(&number).copied() {
            self.entries[place].1 = hash;
            self.vector_mut(place).copy_from_slice(vector);
            return;
        }
        let place = self.entries.len();
        if place.is_multiple_of(BLOCK) {
            self.blocks
                .push(Vec::with_capacity(BLOCK * self.dimensions));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.extend_from_slice(vector);
            self.entries.push((number, hash));
            self.places.insert(number, place);
        }
    }

    /// Takes vectors out, but for those that have been made anew meanwhile.
    pub fn remove(&mut self, stale: &[(i64, Hash)]) {
        for (number, hash) in stale {
            let Some(place) = self.places.get(number).copied() else {
                continue;
            };
            if self.entries[place].1 != *hash {
                continue;
            }
            self.places.remove(number);
            let last = self.entries.len() - 1;
            if place != last {
                let moved = self.vector(last).to_vec();
                self.vector_mut(place).copy_from_slice(&moved);
                self.places.insert(self.entries[last].0, place);
            }
            self.entries.swap_remove(place);
            if let Some(block) = self.blocks.last_mut() {
                block.truncate(block.len() - self.dimensions);
                if block.is_empty() {
                    self.blocks.pop();
                }
            }
        }
    }

    /// The cosine of every text with a vector of length 1, the greatest first.
    #[must_use]
    pub fn nearest(&self, query: &[f32]) -> Vec<(f32, i64, Hash)> {
        if query.len() != self.dimensions {
            return Vec::new();
        }
        let cosines = self.blocks.iter().flat_map(|block| {
            block
                .chunks_exact(self.dimensions)
                .map(|vector| dot(query, vector))
        });
        let mut nearest: Vec<_> = cosines
            .zip(&self.entries)
            .map(|(cosine, (number, hash))| (cosine, *number, *hash))
            .collect();
        nearest.sort_unstable_by(|(one, first, _), (other, second, _)| {
            other.total_cmp(one).then(first.cmp(second))
        });
        nearest
    }

    /// The cosine of one text, if its vector was made of this hash's text.
    #[must_use]
    pub fn cosine(&self, query: &[f32], number: i64, hash: &Hash) -> Option<f32> {
        let place = *self.places.get(&number)?;
        (self.entries[place].1 == *hash && query.len() == self.dimensions)
            .then(|| dot(query, self.vector(place)))
    }

    fn vector(&self, place: usize) -> &[f32] {
        let at = place % BLOCK * self.dimensions;
        &self.blocks[place / BLOCK][at..at + self.dimensions]
    }

    fn vector_mut(&mut self, place: usize) -> &mut [f32] {
        let at = place % BLOCK * self.dimensions;
        &mut self.blocks[place / BLOCK][at..at + self.dimensions]
    }
}

pub(super) fn dot(one: &[f32], other: &[f32]) -> f32 {
    let (ones, rest) = one.as_chunks::<LANES>();
    let (others, other_rest) = other.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (one, other) in ones.iter().zip(others) {
        for lane in 0..LANES {
            sums[lane] += one[lane] * other[lane];
        }
    }
    let rest: f32 = rest
        .iter()
        .zip(other_rest)
        .map(|(one, other)| one * other)
        .sum();
    sums.iter().sum::<f32>() + rest
}

/// The vector in the same direction with length 1; `None` for one without direction.
#[must_use]
pub fn unit(mut vector: Vec<f32>) -> Option<Vec<f32>> {
    let length = vector
        .iter()
        .map(|number| number * number)
        .sum::<f32>()
        .sqrt();
    if !length.is_normal() {
        return None;
    }
    for number in &mut vector {
        *number /= length;
    }
    Some(vector)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_found_until_it_is_removed() {
        let mut vectors = Vectors::default();
        let of = |number: i64| {
            let angle = number as f32 * 0.002;
            [angle.cos(), angle.sin()]
        };
        for number in 0..3_000 {
            vectors.put(number, [0; 16], &of(number));
        }
        let best = |vectors: &Vectors| vectors.nearest(&of(100))[0].1;
        assert_eq!((vectors.len(), best(&vectors)), (3_000, 100));
        vectors.remove(&[
            (100, [0; 16]),
            (2_999, [0; 16]),
            (7_000, [0; 16]),
            (5, [9; 16]),
        ]);
        assert_eq!(vectors.len(), 2_998);
        assert!([99, 101].contains(&best(&vectors)));
        for number in 0..3_000 {
            let expected = (number != 100 && number != 2_999).then_some(1.0);
            let cosine = vectors.cosine(&of(number), number, &[0; 16]);
            assert_eq!(cosine.map(f32::round), expected, "{number}");
        }
        // Another text under the same number has another vector.
        vectors.put(5, [1; 16], &[0.0, 1.0]);
        assert_eq!(vectors.cosine(&[0.0, 1.0], 5, &[1; 16]), Some(1.0));
        assert_eq!(vectors.cosine(&[0.0, 1.0], 5, &[0; 16]), None);
        let all: Vec<_> = (0..3_000)
            .flat_map(|number| [(number, [0; 16]), (number, [1; 16])])
            .collect();
        vectors.remove(&all);
        assert!(vectors.len() == 0 && vectors.nearest(&[1.0, 0.0]).is_empty());
        // After everything is gone, vectors may have another length.
        vectors.put(1, [0; 16], &[1.0, 0.0, 0.0]);
        vectors.put(2, [0; 16], &[1.0, 0.0]);
        assert_eq!(vectors.len(), 1);
    }

    #[test]
    fn a_cosine_is_exact() {
        let one: Vec<f32> = (0..384).map(|at| (at as f32).sin()).collect();
        let other: Vec<f32> = (0..384).map(|at| (at as f32 * 0.7).cos()).collect();
        let (one, other) = (unit(one).unwrap(), unit(other).unwrap());
        let exact: f64 = one
            .iter()
            .zip(&other)
            .map(|(a, b)| f64::from(*a) * f64::from(*b))
            .sum();
        assert!((f64::from(dot(&one, &other)) - exact).abs() < 1e-6);
        assert_eq!(unit(vec![0.0, 0.0]), None);
        assert_eq!(unit(vec![f32::NAN]), None);
    }
}
