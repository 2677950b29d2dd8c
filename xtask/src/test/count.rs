//! How many tests passed, read from what the runners print.

use std::fmt;
use std::ops::AddAssign;

/// A sum of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// A check that is in order.
    pub const SUCCESS: Self = Self {
        passed: 1,
        failed: 0,
    };
    /// A check that is not.
    pub const FAILURE: Self = Self {
        passed: 0,
        failed: 1,
    };

    /// A check, by its outcome.
    pub fn check(is_good: bool) -> Self {
        if is_good {
            Self::SUCCESS
        } else {
            Self::FAILURE
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Adds up what `cargo test` printed.
///
/// A test program that died without a result is a failure, and so is a run that failed without
/// one (it did not compile, say) or in which nothing was tested.
pub fn tests(lines: &[String], succeeded: bool) -> Tally {
    let mut sum = Tally::default();
    let (mut started, mut answered) = (0_u64, 0_u64);
    for line in lines.iter().map(|line| plain(line)) {
        let line = line.trim();
        if let Some(result) = result_in(line) {
            sum += result;
            answered += 1;
        } else if line == "no tests to run!" {
            answered += 1;
        } else if is_start(line) {
            started += 1;
        }
    }
    sum.failed += started.saturating_sub(answered);
    if sum.failed == 0 && (!succeeded || sum.passed == 0) {
        sum.failed = 1;
    }
    sum
}

/// The names of the tests that failed, as libtest prints them.
pub fn failed_names(lines: &[String]) -> Vec<String> {
    let name = |line: &String| {
        let line = plain(line);
        let name = line.trim().strip_prefix("test ")?;
        Some(name.strip_suffix(" ... FAILED")?.to_owned())
    };
    lines.iter().filter_map(name).collect()
}

/// `test result: ok. 3 passed; 1 failed; …`, as libtest and wasm-bindgen-test print it.
fn result_in(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |word: &str| {
        counts
            .split(';')
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Tally {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

/// Cargo says so before it starts a test program.
fn is_start(line: &str) -> bool {
    let program = line.starts_with("Running ") && line.contains("/deps/") && line.ends_with(')');
    program || line.starts_with("Doc-tests ")
}

/// Without the escape sequences of colours.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut parts = line.split('\u{1b}');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push_str(part.split_once('m').map_or(part, |(_, rest)| rest));
    }
    text
}

#[cfg(test)]
mod tests {
    fn counted(text: &str, succeeded: bool) -> (u64, u64) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let tally = super::tests(&lines, succeeded);
        (tally.passed, tally.failed)
    }

    const START: &str = "     Running unittests src/lib.rs (target/debug/deps/contract-0a1b)\n";

    #[test]
    fn results_of_several_programs_add_up() {
        let text = format!(
            "{START}test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
             {START}test result: FAILED. 3 passed; 2 failed; 0 ignored\n"
        );
        assert_eq!(counted(&text, false), (15, 2));
    }

    #[test]
    fn the_tests_that_failed_are_named() {
        let lines = [
            "test journeys::one::is_fine ... ok",
            "test journeys::one::is_not ... \u{1b}[31mFAILED\u{1b}[m",
            "test result: FAILED. 1 passed; 1 failed; 0 ignored",
        ]
        .map(str::to_owned);
        assert_eq!(super::failed_names(&lines), ["journeys::one::is_not"]);
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let text = "test result: \u{1b}[32mok\u{1b}(B\u{1b}[m. 4 passed; 0 failed; 0 ignored";
        assert_eq!(counted(text, true), (4, 0));
    }

    #[test]
    fn a_program_that_dies_is_a_failure() {
        let ok = "test result: ok. 5 passed; 0 failed\n";
        assert_eq!(counted(&format!("{START}{ok}{START}"), false), (5, 1));
        assert_eq!(counted("error[E0308]: mismatched types", false), (0, 1));
        assert_eq!(counted(ok, false), (5, 1), "failed after its tests");
    }

    #[test]
    fn a_run_without_tests_is_no_success() {
        assert_eq!(counted("", true), (0, 1));
        let empty = "test result: ok. 0 passed; 0 failed";
        assert_eq!(counted(&format!("{START}{empty}"), true), (0, 1));
    }

    #[test]
    fn the_browser_runner_is_read() {
        let text = format!(
            "     Running unittests src/main.rs (target/wasm32-unknown-unknown/debug/deps/cuebook-1.wasm)\n\
             no tests to run!\n{START}Running headless tests in Chrome on `http://127.0.0.1:1/`\n\
             test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 1.20s\n"
        );
        assert_eq!(counted(&text, true), (7, 0));
    }
}
