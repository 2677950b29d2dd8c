//! What a live region says: one sentence for each thing that happened.

use crate::words::{count, grouped};

/// The outcome of a filter: `42 of 1,200 scenarios`, `1,200 scenarios`, `No scenario matches`.
#[must_use]
pub fn results(shown: usize, all: usize) -> String {
    match (shown as u64, all as u64) {
        (_, 0) => "No scenarios yet".to_owned(),
        (0, _) => "No scenario matches".to_owned(),
        (shown, all) if shown == all => count(all, "scenario"),
        (shown, all) => format!("{} of {}", grouped(shown), count(all, "scenario")),
    }
}

/// How far a list has been read: `Loading: 1,000 of 5,000 scenarios`.
#[must_use]
pub fn loading(loaded: u64, total: Option<u64>) -> String {
    match total {
        None => "Loading scenarios".to_owned(),
        Some(total) => format!(
            "Loading: {} of {}",
            grouped(loaded.min(total)),
            count(total, "scenario")
        ),
    }
}

/// A move: `Moved “Refunds” to Shipping / International`.
#[must_use]
pub fn moved(what: &str, path: Option<&str>) -> String {
    match path {
        Some(path) => format!("Moved “{what}” to {path}"),
        None => format!("Took “{what}” out of its directory"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        assert_eq!(results(42, 1_200), "42 of 1,200 scenarios");
        assert_eq!(results(1, 1), "1 scenario");
        assert_eq!(results(0, 7), "No scenario matches");
        assert_eq!(results(0, 0), "No scenarios yet");
        assert_eq!(
            loading(1_200, Some(1_000)),
            "Loading: 1,000 of 1,000 scenarios"
        );
        assert_eq!(loading(0, None), "Loading scenarios");
        assert_eq!(moved("A", Some("B / C")), "Moved “A” to B / C");
        assert_eq!(moved("A", None), "Took “A” out of its directory");
    }
}
