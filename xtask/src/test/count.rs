//! Reading how many tests a runner ran from what it prints.

use std::fmt;

/// Tests that kept their promise, and those that did not.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Not run, for want of something on this machine.
    pub(crate) skipped: u64,
}

impl Count {
    /// One that kept its promise.
    pub(crate) fn one() -> Self {
        Self {
            passed: 1,
            ..Self::default()
        }
    }

    /// One that could not be tried here.
    pub(crate) fn one_skipped() -> Self {
        Self {
            skipped: 1,
            ..Self::default()
        }
    }

    /// Adds another suite's.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// `cargo test`: `test result: ok. 12 passed; 0 failed; 0 ignored; ...`,
    /// once for each test binary.
    pub(crate) fn of_cargo_line(line: &str) -> Self {
        let Some((_, counts)) = line
            .strip_prefix("test result:")
            .and_then(|rest| rest.split_once('.'))
        else {
            return Self::default();
        };
        let number = |word: &str| {
            let part = counts
                .split(';')
                .find_map(|part| part.trim().strip_suffix(word));
            part.and_then(|number| number.trim().parse().ok())
                .unwrap_or(0)
        };
        Self {
            passed: number(" passed"),
            failed: number(" failed"),
            skipped: number(" ignored"),
        }
    }

    /// Node's test runner in TAP: `# pass 12`, `# fail 0`, `# cancelled 0`.
    ///
    /// A file that registers no test is to Node 20 a test that has passed, with
    /// the file's path for its name: here it has failed.
    pub(crate) fn of_tap(text: &str) -> Self {
        let number = |word: &str| {
            let line = text.lines().rev().find_map(|line| line.strip_prefix(word));
            line.and_then(|number| number.trim().parse::<u64>().ok())
                .unwrap_or(0)
        };
        let is_file =
            |line: &&str| line.starts_with("ok ") && line.trim_end().ends_with(".test.mjs");
        let empty = text.lines().filter(is_file).fold(0, |sum, _| sum + 1);
        Self {
            passed: number("# pass ").saturating_sub(empty),
            failed: number("# fail ") + number("# cancelled ") + empty,
            skipped: number("# skipped "),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(f, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_result_line_is_counted_and_no_other() {
        let line =
            "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 1 filtered out";
        assert_eq!(
            Count::of_cargo_line(line),
            Count {
                passed: 12,
                failed: 3,
                skipped: 1
            }
        );
        assert_eq!(Count::of_cargo_line("running 12 tests"), Count::default());
    }

    #[test]
    fn a_browser_file_without_a_test_has_failed() {
        let text = "ok 1 - a\n# Subtest: /x/empty.test.mjs\nok 2 - /x/empty.test.mjs\n  ---\n# pass 2\n# fail 0\n# cancelled 0\n# skipped 0\n";
        assert_eq!(
            Count::of_tap(text),
            Count {
                passed: 1,
                failed: 1,
                skipped: 0
            }
        );
    }

    #[test]
    fn a_cancelled_browser_test_has_failed_and_a_skipped_one_is_said() {
        let text = "ok 1 - a\n# tests 5\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 1\n";
        assert_eq!(
            Count::of_tap(text),
            Count {
                passed: 2,
                failed: 2,
                skipped: 1
            }
        );
        assert_eq!(
            Count::of_tap(text).to_string(),
            "2 passed, 2 failed, 1 skipped"
        );
    }
}
