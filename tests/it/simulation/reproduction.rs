//! Runs that failed once, as small as they could be made, by the name of what
//! they promise.

use super::operations::{Operation, Signing};
use super::{Profile, play};

const ASHA: Signing = Signing {
    mailbox: 0,
    spelling: 0,
    name: 0,
    is_on_lead: true,
    yes: [false, false],
    is_listed: true,
};

#[test]
fn an_entry_hidden_just_before_a_kill_stays_hidden() {
    let later = Signing { mailbox: 1, ..ASHA };
    play(
        Profile::shards(8),
        &[
            Operation::Sign(ASHA),
            Operation::Hide(0),
            Operation::Restart,
            Operation::Sign(later),
            Operation::Retry(0),
            Operation::Rest,
        ],
    );
}
