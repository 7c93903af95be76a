//! The failures that a test asks for (`UNDERSIGNED_FAIL_AT`): the tests prove
//! with them that a command is one transaction. Only an edge on bare workerd
//! has the variable, never a deployment.
//!
//! | value | which calls of the command fail |
//! |---|---|
//! | `ledger.sign:3` | all, at their third statement |
//! | `ledger.sign:each` | every odd one, one statement later each time |
//! | `ledger.sign:row` | one after another, each one statement later |
//!
//! With `each`, a call fails at the statement whose turn it is, first at its
//! first. The command is then left alone until a call is committed; after that
//! it is the next statement's turn. With `row` nothing is left alone: after a
//! failure it is the next statement's turn at once. With both, a call that
//! ends before the statement whose turn it is gets through and moves nothing,
//! so a command of three statements fails three times and never again.
//!
//! The turn is the isolate's, whichever object is called and whoever calls it,
//! a request, an alarm or a retry: with `each`, the alarm that repeats a failed
//! announcement is the even call.

use std::cell::Cell;

/// Which statements of which command fail, and whose turn it is. There is one
/// for each isolate.
pub(crate) struct Fault {
    command: String,
    at: At,
}

enum At {
    Statement(u32),
    Each(Cell<Turn>),
    Row(Cell<u32>),
}

/// Where `each` stands.
#[derive(Clone, Copy)]
struct Turn {
    statement: u32,
    /// It has failed, and no call has been committed since.
    has_failed: bool,
}

impl Turn {
    const FIRST: Self = Self {
        statement: 1,
        has_failed: false,
    };
}

impl Fault {
    /// Reads `COMMAND:AT`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (command, at) = text.split_once(':')?;
        let at = match at {
            "each" => At::Each(Cell::new(Turn::FIRST)),
            "row" => At::Row(Cell::new(1)),
            number => At::Statement(number.parse().ok()?),
        };
        Some(Self {
            command: command.to_owned(),
            at,
        })
    }

    /// Whether this statement of this command fails, counted from 1.
    pub(crate) fn strikes(&self, command: &str, statement: u32) -> bool {
        if command != self.command {
            return false;
        }
        match &self.at {
            At::Statement(at) => *at == statement,
            At::Each(turn) => {
                let now = turn.get();
                let strikes = !now.has_failed && now.statement == statement;
                turn.set(Turn {
                    has_failed: now.has_failed || strikes,
                    ..now
                });
                strikes
            }
            At::Row(turn) => {
                let strikes = turn.get() == statement;
                turn.set(turn.get() + u32::from(strikes));
                strikes
            }
        }
    }

    /// A call of this command was committed.
    pub(crate) fn note_commit(&self, command: &str) {
        if let At::Each(turn) = &self.at
            && command == self.command
            && turn.get().has_failed
        {
            turn.set(Turn {
                statement: turn.get().statement + 1,
                has_failed: false,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls a command of so many statements; where it failed.
    fn call(fault: &Fault, command: &str, statements: u32) -> Option<u32> {
        let failed = (1..=statements).find(|statement| fault.strikes(command, *statement));
        if failed.is_none() {
            fault.note_commit(command);
        }
        failed
    }

    #[test]
    fn every_odd_call_fails_one_statement_later() {
        let fault = Fault::parse("ledger.sign:each").unwrap();
        let calls = [(); 8].map(|()| call(&fault, "ledger.sign", 3));
        let failed = [Some(1), None, Some(2), None, Some(3), None, None, None];
        assert_eq!(calls, failed);
    }

    #[test]
    fn a_row_of_calls_fails_one_statement_later_each() {
        let fault = Fault::parse("ledger.sign:row").unwrap();
        let calls = [(); 5].map(|()| call(&fault, "ledger.sign", 3));
        assert_eq!(calls, [Some(1), Some(2), Some(3), None, None]);
    }

    #[test]
    fn a_shorter_call_and_another_command_move_nothing() {
        let fault = Fault::parse("ledger.sign:each").unwrap();
        assert_eq!(call(&fault, "ledger.sign", 3), Some(1));
        assert_eq!(call(&fault, "ledger.decide", 3), None);
        assert_eq!(call(&fault, "ledger.sign", 3), None);
        assert_eq!(call(&fault, "ledger.sign", 1), None);
        assert_eq!(call(&fault, "ledger.sign", 3), Some(2));
    }

    #[test]
    fn one_statement_fails_again_and_again() {
        let fault = Fault::parse("ledger.sign:2").unwrap();
        for _ in 0..3 {
            assert_eq!(call(&fault, "ledger.sign", 3), Some(2));
        }
        assert_eq!(call(&fault, "ledger.decide", 3), None);
        for wrong in [
            "ledger.sign",
            "ledger.sign:",
            "ledger.sign:x",
            "ledger.sign:-1",
        ] {
            assert!(Fault::parse(wrong).is_none(), "{wrong}");
        }
    }
}
