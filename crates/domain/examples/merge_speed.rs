//! How long a merge of two contents of 50,000 characters takes. For `cargo xtask bench`, which
//! builds it in release: one line for each kind of content, its name, a tab, and milliseconds of
//! every run separated by spaces.

use std::hint::black_box;
use std::time::Instant;

use contract::opencx::{Training, limits};
use domain::{Draft, Merge};

/// Lines up to the limit of a content, from a function of the line's number.
fn filled(line: impl Fn(usize) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    let mut room = limits::CONTENT_CHARS;
    for number in 0.. {
        let line = line(number);
        let Some(left) = room.checked_sub(line.chars().count()) else {
            break;
        };
        room = left;
        lines.push(line);
    }
    lines
}

/// The text with every `n`th line rewritten, from an offset, in words of the same length.
fn edited(lines: &[String], every: usize, offset: usize, by: char) -> String {
    let one = |(number, line): (usize, &String)| {
        if number % every == offset {
            line.replacen(
                |letter: char| letter.is_ascii_lowercase(),
                &by.to_string(),
                3,
            )
        } else {
            line.clone()
        }
    };
    lines.iter().enumerate().map(one).collect()
}

fn time(name: &str, base: String, mine: String, theirs: String) {
    let training = |content: String| Training {
        content,
        title: "Title".to_owned(),
        ..Training::default()
    };
    let mut form = Draft::of(&training(base));
    form.content = mine;
    let theirs = training(theirs);
    let runs: Vec<String> = (0..11)
        .map(|_| {
            let start = Instant::now();
            black_box(Merge::of(black_box(&form), black_box(&theirs)));
            format!("{:.3}", start.elapsed().as_secs_f64() * 1_000.0)
        })
        .collect();
    println!("{name}\t{}", runs.join(" "));
}

fn main() {
    let prose = filled(|n| {
        format!("{n}. When a customer asks about order {n}, answer in two sentences at most.\n")
    });
    let whole = prose.concat();
    let (mine, theirs) = (edited(&prose, 7, 0, 'X'), edited(&prose, 7, 3, 'Y'));
    time(
        "edits in different lines",
        whole.clone(),
        mine.clone(),
        theirs,
    );
    time(
        "edits in the same lines",
        whole.clone(),
        mine,
        edited(&prose, 7, 0, 'Y'),
    );
    let other =
        |word: &str| filled(|n| format!("{word} {n} has nothing to do with it.\n")).concat();
    time(
        "unrelated texts",
        whole.clone(),
        other("Mine"),
        other("Theirs"),
    );
    let short = |from: u32| {
        filled(|n| {
            let letter = char::from_u32(from + u32::try_from(n * n % 97).unwrap_or_default());
            format!("{}\n", letter.unwrap_or('x'))
        })
        .concat()
    };
    time(
        "25,000 lines in disorder",
        short(0x4e00),
        short(0x4e10),
        short(0x4e20),
    );
    let distinct = |from: u32| {
        filled(|n| {
            let letter = char::from_u32(from + u32::try_from(n).unwrap_or_default());
            format!("{}\n", letter.unwrap_or('x'))
        })
        .concat()
    };
    time(
        "25,000 unrelated lines",
        distinct(0x20000),
        distinct(0x2_9000),
        distinct(0x1_0000),
    );
    let long = |letter: char| letter.to_string().repeat(limits::CONTENT_CHARS);
    time("one line", long('a'), long('b'), long('c'));
}
