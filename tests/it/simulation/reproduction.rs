//! Runs that failed once, as small as they could be made, by the name of what
//! they guarantee.

use super::operations::{HOUR_MS, Operation, Signing};
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
        Profile::submitted(8),
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

#[test]
fn a_hold_whose_mail_came_back_is_released_to_where_it_stands() {
    let held = Signing { mailbox: 1, ..ASHA };
    let mut operations = vec![Operation::Sign(ASHA); 12];
    operations.extend([
        Operation::Sign(held),
        Operation::Bounce(1, 2),
        Operation::Release,
        Operation::Sign(held),
        Operation::Pass(31 * 24 * HOUR_MS),
    ]);
    play(Profile::confirmed(1).limited(), &operations);
}

#[test]
fn what_waits_for_a_mailbox_that_had_all_its_mails_ends_too() {
    let mut operations = [Operation::Sign(ASHA), Operation::Pass(HOUR_MS)].repeat(5);
    operations.extend([
        Operation::Pass(31 * 24 * HOUR_MS),
        Operation::Sign(ASHA),
        Operation::Pass(31 * 24 * HOUR_MS),
    ]);
    play(Profile::confirmed(1), &operations);
}
