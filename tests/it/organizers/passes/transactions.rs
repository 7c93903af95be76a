//! Each command of a pass is one transaction.

use serde_json::{Value, json};
use tests::Runtime;

use super::{RALLY, ask_pass, enter, limited, make_pass};
use crate::faults::{at_every_statement, is_broken, start_again};

#[test]
fn a_failed_command_of_a_pass_stores_nothing() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let terms = json!({"label": "City Hall rally", "hours": 8, "signatures": 500});
    let list = || -> Value {
        let organizer = campaign.organizer();
        organizer.read(campaign.id(), "passes").expect(200).json()
    };
    start_again(&edge, "campaign.create_pass:row");
    let statements = at_every_statement(
        || !is_broken(&ask_pass(&campaign, &terms)),
        || assert_eq!(list()["passes"], json!([])),
    );
    assert!(statements >= 2, "{statements}");

    let (pass, code) = make_pass(&campaign, 500);
    let is_bound = || {
        list()["passes"]
            .as_array()
            .unwrap()
            .iter()
            .any(|pass| pass["is_bound"] == true)
    };
    start_again(&edge, "campaign.bind_pass:row");
    let statements = at_every_statement(
        || !is_broken(&enter(&campaign, &code, RALLY)),
        || assert!(!is_bound()),
    );
    assert!(statements >= 2 && is_bound(), "{statements}");
    start_again(&edge, "campaign.end_pass:row");
    let statements = at_every_statement(
        || {
            let organizer = campaign.organizer();
            !is_broken(&organizer.act(campaign.id(), &format!("passes/{pass}/end")))
        },
        || assert!(is_bound()),
    );
    assert!(statements >= 2 && !is_bound(), "{statements}");
}
