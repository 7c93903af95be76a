//! No file of this binary is left out.

#[test]
fn every_file_runs_a_test() {
    tests::every_file::runs_tests("soak", &["main"]);
}
