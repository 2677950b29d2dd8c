//! What is written and read again is the same, whatever is in it.

use contract::opencx::{Generation, ListQuery, Shown, Training, TrainingInput, TrainingPage};
use proptest::{collection::vec, prelude::*};
use serde_json::json;

use super::arbitrary::{query, shown_training, valid_input, value};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn trainings((body, training) in shown_training()) {
        let read = Training::from_json(body.clone()).unwrap();
        prop_assert_eq!(&read, &training);
        prop_assert_eq!(training.to_json(), body);
        prop_assert_eq!(&Training::from_json(training.to_json()).unwrap(), &training);
        // And as the text that travels.
        let text = serde_json::to_string(&training).unwrap();
        let back = Training::from_json(serde_json::from_str(&text).unwrap()).unwrap();
        prop_assert_eq!(back, training);
    }

    #[test]
    fn pages(rows in vec(shown_training(), 0..4)) {
        let (bodies, trainings): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let page = TrainingPage::from_json(json!({"items": bodies})).unwrap();
        let read: Result<Vec<_>, _> = page.items.into_iter().collect();
        prop_assert_eq!(read.unwrap(), trainings);
    }

    #[test]
    fn inputs(input in valid_input()) {
        let body = input.to_json(Generation::G5, Shown::ALL);
        prop_assert_eq!(&TrainingInput::from_json(body).unwrap(), &input);
        prop_assert!(input.problems().is_empty());
    }

    #[test]
    fn queries(query in query()) {
        let pairs = query.to_pairs();
        let pairs = pairs.iter().map(|(name, value)| (*name, value.as_str()));
        prop_assert_eq!(ListQuery::from_pairs(pairs).unwrap(), query);
    }

    /// Whatever a service or a client sends is answered, never with a panic.
    #[test]
    fn any_body_is_answered(value in value(), field in 0..12_usize) {
        let fields = [
            "id", "title", "content", "type", "is_draft", "directory_id",
            "restricted_to_channels", "restricted_to_segments", "current_version", "metadata",
            "start_time", "items",
        ];
        let mut body = super::fixture::body("g5");
        body[fields[field]] = value.clone();
        let _ = Training::from_json(body.clone());
        let _ = TrainingPage::from_json(body.clone());
        if let Ok(input) = TrainingInput::from_json(body) {
            prop_assert!(input.problems().is_empty());
        }
        let _ = TrainingInput::from_json(value);
    }
}
