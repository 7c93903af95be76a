//! The JSON of every command and answer, pinned by `wire.json`.
//!
//! Two versions of a deployment send it to each other. A test that fails here
//! says that they would not understand each other: give a new field
//! `#[serde(default)]` and add it to the example, and neither rename nor remove
//! one that the version before sends or reads.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::BTreeMap;

use commands::{
    Announce, Ask, AskLink, CampaignCommand, CountBy, Decide, DirectoryCommand, Envelope, Find,
    LedgerCommand, LoadPage, MarkUndeliverable, PutSettings, RelayCommand, Sign, TakeSnapshot,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

/// Examples of a command, with an answer to it of each kind.
#[derive(Deserialize)]
struct Example {
    commands: Vec<Value>,
    answers: Vec<Value>,
}

/// The commands of one object, by the word for each on the wire.
type Examples = BTreeMap<String, Example>;

fn load(object: &str) -> Examples {
    let mut all: BTreeMap<String, Examples> =
        serde_json::from_str(include_str!("wire.json")).unwrap();
    all.remove(object).unwrap()
}

/// Reads JSON as a `T`, and writes that.
fn read_back<T: Serialize + DeserializeOwned>(json: &Value) -> Value {
    let read: T =
        serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}, in {json:#}"));
    serde_json::to_value(read).unwrap()
}

/// The answers that are enums: their object is a variant, and has no field.
const ENUM_ANSWERS: [&str; 2] = ["sign", "bind_pass"];

/// Holds the examples of an object against its commands, `count` in all.
fn check<C: Serialize + DeserializeOwned>(
    object: &str,
    count: usize,
    read_answer: impl Fn(&C, &Value) -> Value,
) {
    let examples = load(object);
    assert_eq!(
        examples.len(),
        count,
        "a command of {object} has no example"
    );
    for (name, example) in examples {
        assert!(!example.commands.is_empty() && !example.answers.is_empty());
        for command in example.commands {
            let pinned = json!({ "v": 1, "command": { &name: command } });
            assert_eq!(read_back::<Envelope<C>>(&pinned), pinned);
            let mut newer = pinned.clone();
            newer["later"] = json!(true);
            newer["command"][&name]["later"] = json!(true);
            assert_eq!(read_back::<Envelope<C>>(&newer), pinned);
            let read: Envelope<C> = serde_json::from_value(pinned).unwrap();
            for answer in &example.answers {
                assert_eq!(read_answer(&read.command, answer), *answer, "{name}");
                if !ENUM_ANSWERS.contains(&name.as_str()) {
                    let mut newer = answer.clone();
                    newer["later"] = json!(true);
                    assert_eq!(read_answer(&read.command, &newer), *answer, "{name}");
                }
            }
        }
    }
}

/// The test of one object. Its `match` has no `_`, so a command that is not
/// listed here does not compile, and one without an example fails.
macro_rules! pins {
    ($test:ident, $object:ident { $($name:ident),* $(,)? }) => {
        #[test]
        fn $test() {
            let count = [$(stringify!($name)),*].len();
            check::<$object>(stringify!($object), count, |command, answer| match command {
                $($object::$name(_) => {
                    read_back::<<commands::$name as Ask>::Answer>(answer)
                })*
            });
        }
    };
}

pins!(
    the_directory_keeps_its_json,
    DirectoryCommand {
        Register,
        Find,
        List,
        TakeSendSlots
    }
);
pins!(
    a_ledger_keeps_its_json,
    LedgerCommand {
        Sign,
        Weigh,
        CountBy,
        Hide,
        Decide,
        HideMany,
        LoadModerationQueue,
        Release,
        LoadPage,
        ActOnPage,
        AskLink,
        SendAgain,
        FindConfirmation,
        MarkUndeliverable,
        LoadMailHealth,
    }
);
pins!(
    a_campaign_keeps_its_json,
    CampaignCommand {
        PutSettings,
        FindSettings,
        ListVersions,
        TakeSnapshot,
        KeepView,
        FindView,
        FindPicture,
        Announce,
        JoinRelay,
        PauseFeed,
        CreatePass,
        BindPass,
        EndPass,
        ListPasses,
        CountLetter,
        LoadLetters,
    }
);
pins!(a_relay_keeps_its_json, RelayCommand { Publish });

/// Takes fields out of an example, and shows what they are read as.
fn check_absent<T: Serialize + DeserializeOwned>(example: &Value, fields: &[(&str, Value)]) {
    for (pointer, expected) in fields {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let mut older = example.clone();
        let parent = older.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        assert!(parent.remove(field).is_some(), "{pointer}");
        let read = read_back::<T>(&older);
        assert_eq!(read.pointer(pointer), Some(expected), "{pointer}");
    }
}

#[test]
fn a_command_of_an_older_version_is_read_with_defaults() {
    let ledger = load("LedgerCommand");
    let campaign = load("CampaignCommand");
    let nothing = json!({"is_name_waiting": false, "is_comment_waiting": false, "reasons": []});
    check_absent::<Sign>(
        &ledger["sign"].commands[0],
        &[
            ("/rules/shows_pending", json!(true)),
            ("/supporter/comment", json!(null)),
            ("/supporter/reviewed", nothing),
            ("/answer/shows_comment", json!(false)),
            ("/buckets", json!([])),
            ("/over", json!(null)),
            ("/spent_work", json!(null)),
            ("/link", json!(null)),
        ],
    );
    check_absent::<Decide>(
        &ledger["decide"].commands[0],
        &[("/shows_pending", json!(true))],
    );
    check_absent::<AskLink>(
        &ledger["ask_link"].commands[0],
        &[("/address", json!("")), ("/spent_work", Value::Null)],
    );
    check_absent::<MarkUndeliverable>(
        &ledger["mark_undeliverable"].commands[0],
        &[("/address", json!("")), ("/is_bounce", json!(false))],
    );
    check_absent::<PutSettings>(
        &campaign["put_settings"].commands[0],
        &[
            ("/has_signatures", json!(false)),
            ("/changes_version", json!(null)),
        ],
    );
    check_absent::<Announce>(
        &campaign["announce"].commands[0],
        &[
            ("/confirmed_places", json!({})),
            ("/counters/undeliverable", json!(0)),
        ],
    );
}

#[test]
fn an_answer_of_an_older_version_is_read_with_defaults() {
    let ledger = load("LedgerCommand");
    let campaign = load("CampaignCommand");
    check_absent::<<Find as Ask>::Answer>(
        &load("DirectoryCommand")["find"].answers[0],
        &[("/rule", json!("dedup/1"))],
    );
    check_absent::<<Sign as Ask>::Answer>(
        &ledger["sign"].answers[0],
        &[("/accepted/shows_comment", json!(false))],
    );
    check_absent::<<CountBy as Ask>::Answer>(
        &ledger["count_by"].answers[0],
        &[("/late", json!([]))],
    );
    check_absent::<<LoadPage as Ask>::Answer>(
        &ledger["load_page"].answers[0],
        &[("/page/has_other_spelling", json!(false))],
    );
    check_absent::<<PutSettings as Ask>::Answer>(
        &campaign["put_settings"].answers[0],
        &[
            ("/loosens", json!(false)),
            ("/loosens_mode", json!(false)),
            ("/loosens_delivery", json!(false)),
        ],
    );
    check_absent::<<TakeSnapshot as Ask>::Answer>(
        &campaign["take_snapshot"].answers[0],
        &[
            ("/published", json!(null)),
            ("/goals", json!({"shown": 0, "met": null})),
            ("/is_feed_paused", json!(false)),
            ("/passes", json!([])),
            ("/pictures", json!({"shown": {}, "older": []})),
        ],
    );
}
