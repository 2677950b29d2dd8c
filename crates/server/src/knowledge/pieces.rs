//! Long texts in pieces.

/// What may end a piece, the best first.
const ENDS: [&[&str]; 4] = [&["\n\n"], &["\n"], &[". ", "! ", "? ", "。"], &[" "]];

/// A text in pieces of at most `most` characters, without blanks around them. Each ends where a
/// paragraph does, or a line, a sentence or a word, and in the middle of a word only where there
/// is nothing else.
pub(super) fn of(text: &str, most: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(end(rest, most));
        pieces.push(piece.trim());
        rest = behind.trim_start();
    }
    pieces
}

/// Where the first piece ends, in bytes; never 0.
fn end(text: &str, most: usize) -> usize {
    let Some((longest, _)) = text.char_indices().nth(most) else {
        return text.len();
    };
    let window = &text[..longest];
    // An end far in front would leave a piece of a few words.
    let shortest = longest / 3;
    ENDS.iter()
        .find_map(|ends| {
            ends.iter()
                .filter_map(|end| window.rfind(end).map(|at| at + end.len()))
                .filter(|at| *at > shortest)
                .max()
        })
        .unwrap_or(longest)
}
