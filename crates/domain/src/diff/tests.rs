use proptest::{collection::vec, prelude::*, sample::select};

use super::*;

/// `[-old-]{+new+}`.
fn drawn(old: &str, new: &str) -> String {
    words(old, new)
        .iter()
        .map(|span| match span.kind {
            Kind::Same => span.text.clone(),
            Kind::Removed => format!("[-{}-]", span.text),
            Kind::Added => format!("{{+{}+}}", span.text),
        })
        .collect()
}

#[test]
fn compares_words() {
    let check = |old: &str, new: &str, expected: &str| assert_eq!(drawn(old, new), expected);
    check("", "", "");
    check("same\n", "same\n", "same\n");
    check(
        "Refund within 14 days.",
        "Refund within 30 days.",
        "Refund within [-14-]{+30+} days.",
    );
    check(
        "the big dog",
        "the small cat",
        "the [-big dog-]{+small cat+}",
    );
    check("one\ntwo\nthree\n", "one\nthree\n", "one\n[-two\n-]three\n");
    check("a\nb old\nc", "a\nb new\nc", "a\nb [-old-]{+new+}\nc");
    check("退款十四天", "退款三十天", "退款{+三+}十[-四-]天");
    check("caf\u{e9}", "cafe\u{301}", "[-caf\u{e9}-]{+cafe\u{301}+}");
}

#[test]
fn counts_words() {
    let check = |old: &str, new: &str, expected: &str| {
        assert_eq!(summary(&words(old, new)), expected);
    };
    check("a", "a", "No difference");
    check("a b", "a  b", "Only spaces differ");
    check("a b c", "a", "2 words removed");
    check("a", "a b", "1 word added");
    check("a b c", "x b c d", "1 word removed, 2 added");
}

#[test]
fn lines_stand_side_by_side() {
    let rows = rows(&words("one\ntwo\nthree\n", "one\n2\n2b\nthree\nfour"));
    let number = |line: &Option<Line>| line.as_ref().map(|line| line.number);
    let numbers: Vec<_> = rows
        .iter()
        .map(|row| (number(&row.left), number(&row.right)))
        .collect();
    assert_eq!(
        numbers,
        [
            (Some(1), Some(1)),
            (Some(2), Some(2)),
            (None, Some(3)),
            (Some(3), Some(4)),
            (None, Some(5))
        ]
    );
    assert!(rows[0].is_same() && !rows[1].is_same() && rows[3].is_same());
}

#[test]
fn a_line_that_both_texts_have_stands_beside_itself() {
    let check = |old: &str, new: &str, expected: &[(&str, &str)]| {
        let text = |line: Option<Line>| -> String {
            let spans = line.map(|line| line.spans).unwrap_or_default();
            spans.into_iter().map(|span| span.text).collect()
        };
        let rows: Vec<_> = rows(&words(old, new))
            .into_iter()
            .map(|row| (row.is_same(), text(row.left), text(row.right)))
            .collect();
        let found: Vec<_> = rows
            .iter()
            .map(|(_, left, right)| (left.as_str(), right.as_str()))
            .collect();
        assert_eq!(found, expected, "{old:?} {new:?}");
        for (is_same, left, right) in &rows {
            assert_eq!(*is_same, left == right && !left.is_empty(), "{rows:?}");
        }
    };
    check("A\nB", "A\nX\nB", &[("A", "A"), ("", "X"), ("B", "B")]);
    check(
        "A\nB\n",
        "A\nX\nY\nB\n",
        &[("A", "A"), ("", "X"), ("", "Y"), ("B", "B")],
    );
    check("A\nX\nB", "A\nB", &[("A", "A"), ("X", ""), ("B", "B")]);
    check("A", "A\nX", &[("A", "A"), ("", "X")]);
    check("A\nX", "A", &[("A", "A"), ("X", "")]);
}

#[test]
fn unrelated_long_texts_take_bounded_work() {
    let text = |seed: u64, gap: &str| -> String {
        let mut state = seed;
        let mut words = Vec::new();
        for _ in 0..8_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            words.push(format!("w{}", (state >> 33) % 2_000));
        }
        words.join(gap)
    };
    for gap in [" ", "\n"] {
        let (old, new) = (text(1, gap), text(2, gap));
        assert_eq!(sides(&words(&old, &new)), (old, new));
    }
}

fn sides(spans: &[Span]) -> (String, String) {
    let side = |other: Kind| -> String {
        let mine = spans.iter().filter(|span| span.kind != other);
        mine.map(|span| span.text.as_str()).collect()
    };
    (side(Kind::Added), side(Kind::Removed))
}

fn texts() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "the", "cat", "sat", " ", " ", "\n", "\n\n", ".", "é", "e\u{301}", "日本", "\r\n", "_x",
        ][..],
    );
    prop_oneof![
        vec(piece, 0..30).prop_map(|pieces| pieces.concat()),
        "\\PC{0,40}"
    ]
}

proptest! {
    #[test]
    fn both_texts_can_be_read_from_it(old in texts(), new in texts()) {
        let spans = words(&old, &new);
        prop_assert_eq!(sides(&spans), (old.clone(), new.clone()));
        for pair in spans.windows(2) {
            prop_assert_ne!(pair[0].kind, pair[1].kind);
        }
        prop_assert!(spans.iter().all(|span| !span.text.is_empty()));

        let rows = rows(&spans);
        let lines = |pick: fn(&Row) -> &Option<Line>| -> Vec<String> {
            let lines = rows.iter().filter_map(|row| pick(row).as_ref());
            lines.map(|line| line.spans.iter().map(|span| span.text.as_str()).collect()).collect()
        };
        let expected = |text: &str| -> Vec<String> {
            text.split_inclusive('\n').map(|line| line.strip_suffix('\n').unwrap_or(line).into()).collect()
        };
        prop_assert_eq!(lines(|row| &row.left), expected(&old));
        prop_assert_eq!(lines(|row| &row.right), expected(&new));
        prop_assert!(rows.iter().all(|row| row.left.is_some() || row.right.is_some()));
    }

    #[test]
    fn the_same_text_has_no_difference(text in texts()) {
        prop_assert!(words(&text, &text).iter().all(|span| span.kind == Kind::Same));
    }
}
