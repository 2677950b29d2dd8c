//! The order in which people expect names: without regard to case, and 2 before 10.

use std::cmp::Ordering;

/// Lower-case of a text, character by character, so that a part of a text folds as it does inside
/// the whole. Both Greek small sigmas are one letter here: only the position decides which is
/// written.
pub fn fold_chars(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

/// Appends the folded text as UTF-8.
pub fn fold_into(text: &str, bytes: &mut Vec<u8>) {
    if text.is_ascii() {
        bytes.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
        return;
    }
    let mut buffer = [0; 4];
    for letter in fold_chars(text) {
        bytes.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
    }
}

/// The folded text.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    fold_chars(text).collect()
}

/// Compares two texts without regard to case, runs of digits by their value.
#[must_use]
pub fn compare(left: &str, right: &str) -> Ordering {
    compare_folded(fold(left).as_bytes(), fold(right).as_bytes())
}

/// Compares two texts that are folded already. UTF-8 sorts like its characters, so bytes do.
#[must_use]
pub fn compare_folded(mut left: &[u8], mut right: &[u8]) -> Ordering {
    loop {
        match (left.first(), right.first()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(a), Some(b)) if a.is_ascii_digit() && b.is_ascii_digit() => {
                let (a, left_rest) = number(left);
                let (b, right_rest) = number(right);
                // Without leading zeros the longer number is the larger one.
                let order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
                if order.is_ne() {
                    return order;
                }
                (left, right) = (left_rest, right_rest);
            }
            (Some(a), Some(b)) if a == b => (left, right) = (&left[1..], &right[1..]),
            (Some(a), Some(b)) => return a.cmp(b),
        }
    }
}

/// The run of digits at the start without its leading zeros, and what follows it.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    let first = run.iter().position(|byte| *byte != b'0').unwrap_or(end);
    (&run[first..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn orders_as_people_do() {
        let mut names = [
            "item 10", "Item 2", "Äpfel", "item 02b", "banana", "item", "10", "9",
        ];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            [
                "9", "10", "banana", "item", "Item 2", "item 02b", "item 10", "Äpfel"
            ]
        );
        assert_eq!(compare("ΟΔΟΣ", "οδος"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn is_an_order(a in "[a-cA-C0-9]{0,6}", b in "[a-cA-C0-9]{0,6}", c in "[a-cA-C0-9]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                prop_assert!(compare(&a, &c).is_le());
            }
        }

        #[test]
        fn bytes_and_text_fold_alike(text in "\\PC{0,20}") {
            let mut bytes = Vec::new();
            fold_into(&text, &mut bytes);
            prop_assert_eq!(bytes, fold(&text).into_bytes());
        }
    }
}
