//! Output of tests that `cargo test` does not capture.

/// Prints a line that `cargo test` does not capture.
pub fn print_uncaptured(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "{line}");
}
