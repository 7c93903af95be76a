//! The commands between the Worker and the Durable Objects, and among these:
//! defined once for caller and object.
//!
//! They travel as `{"v": 1, "command": {...}}` over one RPC method. A deployment
//! never switches all at once, so their JSON is a wire format between two
//! versions: an object also accepts the commands of the version before its own,
//! and the reader ignores fields that it does not know. `tests/wire.json` pins
//! every command and answer.
//!
//! Not the rules, which are in `petition`, and not the objects' storage.
#![forbid(unsafe_code)]

mod campaign;
mod counting;
mod directory;
mod ledger;
mod letter;
mod mailbox;
mod moderation;
mod pass;
mod picture;
mod relay;
pub mod time;

use protocol::{ids::CampaignId, tally::Tally};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub use campaign::{
    Announce, Announced, FindSettings, FindView, GoalMet, Goals, JoinRelay, KeepView, ListVersions,
    PauseFeed, PutSettings, SavedVersion, SettingsFound, SettingsPut, Snapshot, TakeSnapshot,
    VersionsListed, ViewFound, ViewNotice, ViewRecord,
};
pub use counting::{By, CountBy, Counted, CountedRow, Late};
pub use directory::{
    Find, Found, List, Listed, Register, Registered, Registration, SendSlots, TakeSendSlots,
};
pub use ledger::{
    Bucket, ConsentGiven, Hidden, Hide, Release, Released, Reviewed, Sign, SignRules, Signed,
    SignedRow, SpentWork, SubmissionOrigin, SupporterRow, Weigh, Weighed,
};
pub use letter::{CountLetter, LetterExit, LettersOpened, LoadLetters};
pub use mailbox::{
    Act, ActOnPage, AskLink, ConfirmationFound, FindConfirmation, Listing, LoadMailHealth,
    LoadPage, MailHealth, ManagePage, ManagedConsent, ManagedSignature, MarkUndeliverable,
    MarkedUndeliverable, PageActed, PageLoaded, SendAgain, TokenHash,
};
pub use moderation::{
    Decide, Decided, Decision, EntryState, HiddenMany, HideMany, LoadModerationQueue,
    ModerationQueue, QueueEntry,
};
pub use pass::{
    BindPass, BoundPass, CreatePass, EndPass, ListPasses, PassBound, PassCreated, PassEnded,
    PassRow, PassesListed,
};
pub use picture::{FindPicture, PictureFound, Pictures};
pub use relay::{Publish, Published};

/// The version of the commands that this build sends.
pub const COMMAND_VERSION: u8 = 1;

/// A command on its way to an object.
#[derive(Serialize, Deserialize)]
pub struct Envelope<C> {
    /// The sender's [`COMMAND_VERSION`]. An object refuses a newer one than its
    /// own.
    pub v: u8,
    /// The command.
    pub command: C,
}

/// A command that has one kind of answer.
pub trait Ask {
    /// The commands of the object to which this one goes.
    type Command: Serialize + DeserializeOwned;
    /// The object's answer.
    type Answer: Serialize + DeserializeOwned;

    /// Wraps the command as one of the object's.
    fn into_command(self) -> Self::Command;
}

/// Defines the commands of one object, and the answer to each.
macro_rules! asks {
    ($(#[$doc:meta])* $object:ident { $($(#[$wire:meta])* $name:ident => $answer:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $object {
            $(
                $(#[$wire])*
                #[doc = concat!("[`", stringify!($name), "`], answered by [`", stringify!($answer), "`].")]
                $name(Box<$name>),
            )*
        }
        $(impl Ask for $name {
            type Command = $object;
            type Answer = $answer;
            fn into_command(self) -> $object { $object::$name(Box::new(self)) }
        })*
    };
}

asks!(
    /// The commands of `DirectoryDo`.
    DirectoryCommand {
        Register => Registered,
        Find => Found,
        List => Listed,
        #[serde(rename = "take_mail_places")]
        TakeSendSlots => SendSlots,
    }
);
asks!(
    /// The commands of `LedgerDo`.
    LedgerCommand {
        Sign => Signed,
        Weigh => Weighed,
        CountBy => Counted,
        Hide => Hidden,
        Decide => Decided,
        HideMany => HiddenMany,
        #[serde(rename = "load_desk")]
        LoadModerationQueue => ModerationQueue,
        Release => Released,
        LoadPage => PageLoaded,
        ActOnPage => PageActed,
        AskLink => Done,
        SendAgain => Done,
        FindConfirmation => ConfirmationFound,
        MarkUndeliverable => MarkedUndeliverable,
        LoadMailHealth => MailHealth,
    }
);
asks!(
    /// The commands of `CampaignDo`.
    CampaignCommand {
        PutSettings => SettingsPut,
        FindSettings => SettingsFound,
        ListVersions => VersionsListed,
        TakeSnapshot => Snapshot,
        KeepView => Done,
        FindView => ViewFound,
        FindPicture => PictureFound,
        Announce => Announced,
        JoinRelay => Done,
        PauseFeed => Done,
        CreatePass => PassCreated,
        BindPass => PassBound,
        EndPass => PassEnded,
        ListPasses => PassesListed,
        CountLetter => Done,
        LoadLetters => LettersOpened,
    }
);
asks!(
    /// The commands of `RelayDo`.
    RelayCommand {
        Publish => Published,
    }
);

/// Answers that the command was executed, and nothing more.
#[derive(Serialize, Deserialize)]
pub struct Done {}

/// Makes the tally that the public sees, from the count at `as_of_ms` in Unix
/// milliseconds.
#[must_use]
pub fn make_tally(campaign: &CampaignId, signatures: u64, goal: u64, as_of_ms: i64) -> Tally {
    Tally {
        campaign: campaign.clone(),
        signatures,
        goal,
        as_of: time::encode_ms(as_of_ms),
    }
}
