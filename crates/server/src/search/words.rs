//! The words of a query, as an expression that FTS5 reads.

use std::collections::HashSet;

use domain::directories::fold_case;

/// Most words that are looked for. Of a longer query the longest are: they are the rarest.
const WORDS: usize = 32;
/// Longest word that is looked for, in characters.
const WORD_CHARS: usize = 64;

/// English words that say nothing about what somebody is looking for, and that nearly every text
/// has: a search for them reads the whole index.
const COMMON: [&str; 96] = [
    "a", "about", "after", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
    "been", "before", "being", "but", "by", "can", "could", "did", "do", "does", "doing", "for",
    "from", "get", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in",
    "into", "is", "it", "its", "just", "may", "me", "might", "more", "must", "my", "no", "not",
    "of", "off", "on", "or", "our", "out", "over", "please", "shall", "she", "should", "so",
    "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they",
    "this", "those", "to", "too", "up", "us", "was", "we", "were", "what", "when", "where",
    "which", "who", "why", "will", "with", "would", "yes", "you", "your",
];

/// Every word in quotation marks, with OR between them: whatever somebody types is text, and
/// nothing of it is FTS5's syntax. `None` where there is no word.
pub(super) fn expression(query: &str) -> Option<String> {
    let query = fold_case(query);
    let mut seen = HashSet::new();
    let all: Vec<&str> = query
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty() && seen.insert(*word))
        .collect();
    let telling: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| COMMON.binary_search(word).is_err())
        .collect();
    let mut words = if telling.is_empty() { all } else { telling };
    if words.len() > WORDS {
        words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        words.truncate(WORDS);
    }
    let quoted: Vec<String> = words
        .into_iter()
        .map(|word| {
            let word: String = word.chars().take(WORD_CHARS).collect();
            format!("\"{word}\"")
        })
        .collect();
    (!quoted.is_empty()).then(|| quoted.join(" OR "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_typed_is_words() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(expression(query).as_deref(), expected, "{query}");
        };
        check("Refund", Some(r#""refund""#));
        check("refund REFUND", Some(r#""refund""#));
        check("how do I get a refund?", Some(r#""refund""#));
        check(
            "to be or not to be",
            Some(r#""to" OR "be" OR "or" OR "not""#),
        );
        check(
            r#"title: "x" NEAR(y*, 2) ^z {a b} -c + col"#,
            Some(r#""title" OR "x" OR "near" OR "y" OR "2" OR "z" OR "b" OR "c" OR "col""#),
        );
        check("Rücksendung 30€", Some(r#""rücksendung" OR "30""#));
        check(
            "\"; DROP TABLE training; --",
            Some(r#""drop" OR "table" OR "training""#),
        );
        check("", None);
        check("*\"'()-:^{}", None);
    }

    #[test]
    fn a_long_query_keeps_its_longest_words() {
        let query: Vec<String> = (1..=100).map(|length| "x".repeat(length)).collect();
        let expression = expression(&query.join(" ")).unwrap();
        let words: Vec<&str> = expression.split(" OR ").collect();
        assert_eq!(words.len(), WORDS);
        assert!(words.iter().all(|word| word.len() == WORD_CHARS + 2));
    }

    #[test]
    fn common_words_are_sorted() {
        assert!(COMMON.is_sorted());
    }
}
