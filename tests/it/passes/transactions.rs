//! Each command of a pass is one transaction.

use serde_json::{Value, json};
use tests::Runtime;

use super::{RALLY, ask_pass, enter, limited, make_pass};
use crate::faults::{at_every_statement, is_broken};

#[test]
fn a_pass_is_made_bound_and_ended_whole_or_not_at_all() {
    let edge = Runtime::behind_proxy();
    let campaign = limited(1).open(&edge);
    let terms = json!({"label": "City Hall rally", "hours": 8, "signatures": 500});
    let list = || -> Value {
        let organizer = campaign.organizer();
        organizer.read(campaign.id(), "passes").expect(200).json()
    };
    let statements = at_every_statement(
        &edge,
        "campaign.create_pass",
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
    let statements = at_every_statement(
        &edge,
        "campaign.bind_pass",
        || !is_broken(&enter(&campaign, &code, RALLY)),
        || assert!(!is_bound()),
    );
    assert!(statements >= 2 && is_bound(), "{statements}");
    let statements = at_every_statement(
        &edge,
        "campaign.end_pass",
        || {
            let organizer = campaign.organizer();
            !is_broken(&organizer.act(campaign.id(), &format!("passes/{pass}/end")))
        },
        || assert!(is_bound()),
    );
    assert!(statements >= 2 && !is_bound(), "{statements}");
}
