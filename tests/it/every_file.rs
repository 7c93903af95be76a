//! No file of this binary is left out.

#[test]
fn every_file_runs_a_test() {
    let helpers = [
        "main",
        "faults",
        "simulation::letterbox",
        "simulation::mailboxes",
        "simulation::model",
        "simulation::model::confirmed",
        "simulation::model::submitted",
        "simulation::operations",
        "simulation::run",
        "simulation::signing",
    ];
    tests::every_file::runs_tests("it", &helpers);
}
