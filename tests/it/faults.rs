//! Faults at every statement of a command (`UNDERSIGNED_FAIL_AT`,
//! `edge/src/fault.rs`).

use protocol::Feed;
use serde_json::Value;
use tests::{Answer, Campaign, Runtime, Setup};

/// More statements than any command has.
const MOST: u32 = 60;

/// An edge of its own with this fault.
pub(crate) fn start(fault: &str) -> Runtime {
    Runtime::with(Setup {
        fail_at: Some(fault),
        ..Setup::default()
    })
}

/// Restarts it with a fault. Its objects remember nothing then, and store what
/// will be due once more.
pub(crate) fn start_again(edge: &Runtime, fault: &str) {
    edge.kill();
    edge.start_again(Some(fault));
}

/// Lets each statement of a command fail until a call gets through, on an edge
/// that was started with `COMMAND:each` or `COMMAND:row`; returns how many
/// could fail. After each failure `check` finds nothing of it stored. With
/// `each` it then repeats the call, which works.
pub(crate) fn at_every_statement(
    mut gets_through: impl FnMut() -> bool,
    mut check: impl FnMut(),
) -> u32 {
    for statement in 1..=MOST {
        println!("statement {statement}");
        if gets_through() {
            return statement - 1;
        }
        check();
    }
    panic!("statement {MOST} still fails");
}

/// What the feed has now: an organizer's reading ends what the edge remembers
/// of it.
pub(crate) fn feed_now(campaign: &Campaign<'_>) -> Feed {
    let _queue = campaign.organizer().queue(campaign.id());
    campaign.lead().feed()
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
