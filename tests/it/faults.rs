//! Faults at every statement of a command (`UNDERSIGNED_FAIL_AT`).

use serde_json::Value;
use tests::{Answer, Runtime};

/// More statements than any command has.
const MOST: u32 = 60;

/// Restarts with each fault in turn until the command gets through with it;
/// returns how many statements could fail.
pub(crate) fn at_every_statement(
    edge: &Runtime,
    command: &str,
    mut gets_through: impl FnMut() -> bool,
    mut check: impl FnMut(),
) -> u32 {
    for statement in 1..=MOST {
        let fault = format!("{command}:{statement}");
        edge.kill();
        edge.start_again(Some(&fault));
        println!("{fault}");
        if gets_through() {
            edge.restart();
            println!("{command} has {} statements", statement - 1);
            return statement - 1;
        }
        edge.restart();
        check();
    }
    panic!("{command} still fails at its statement {MOST}");
}

/// 500 with a request id, and no word of what has failed.
pub(crate) fn is_broken(answer: &Answer) -> bool {
    if answer.status != 500 {
        return false;
    }
    let problem = answer.problem(500, "internal");
    assert!(problem.request_id.is_some());
    let body: Value = answer.json();
    let names: Vec<_> = body.as_object().unwrap().keys().collect();
    assert_eq!(names, ["request_id", "status", "title", "type"]);
    assert_eq!(problem.title, "Something failed on our side");
    true
}
