//! The commands between the Worker and the Durable Objects, and among these:
//! defined once for caller and object.
//!
//! They travel as `{"v": 1, "command": {...}}` over one RPC method. An object
//! accepts the version before its own too, since a deployment never switches
//! all at once; the reader ignores fields that it does not know.

mod campaign;
mod directory;
mod ledger;
mod letter;
mod mailbox;
mod moderation;
mod pass;
mod picture;
mod relay;

use protocol::{ids::CampaignId, tally::Tally};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

pub(crate) use campaign::{
    Announce, Announced, FindView, GoalMet, Goals, JoinRelay, KeepView, PauseFeed, PutSettings,
    SettingsPut, Snapshot, TakeSnapshot, ViewFound, ViewNotice, ViewRecord,
};
pub(crate) use directory::{
    Find, Found, List, Listed, MailPlaces, Register, Registered, Registration, TakeMailPlaces,
};
pub(crate) use ledger::{
    Bucket, By, ConsentGiven, CountBy, Counted, CountedRow, Hidden, Hide, Late, Release, Released,
    Reviewed, Sign, SignRules, Signed, SignedRow, SpentWork, SubmissionOrigin, SupporterRow, Weigh,
    Weighed,
};
pub(crate) use letter::{CountLetter, LetterExit, LettersOpened, LoadLetters};
pub(crate) use mailbox::{
    Act, ActOnPage, AskLink, ConfirmationFound, FindConfirmation, HerConsent, HerPage,
    HerSignature, Listing, LoadMailHealth, LoadPage, MailHealth, MarkUndeliverable,
    MarkedUndeliverable, PageActed, PageLoaded, SendAgain, TokenHash,
};
pub(crate) use moderation::{
    Decide, Decided, Decision, Desk, DeskEntry, EntryState, HiddenMany, HideMany, LoadDesk,
};
pub(crate) use pass::{
    BindPass, BoundPass, CreatePass, EndPass, ListPasses, PassBound, PassCreated, PassEnded,
    PassRow, PassesListed,
};
pub(crate) use picture::{FindPicture, PictureFound, Pictures};
pub(crate) use relay::{Publish, Published};

/// The version of the commands that this build sends.
pub(crate) const COMMAND_VERSION: u8 = 1;

/// A command on its way to an object.
#[derive(Serialize, Deserialize)]
pub(crate) struct Envelope<C> {
    /// [`COMMAND_VERSION`] of the sender.
    pub(crate) v: u8,
    /// What to do.
    pub(crate) command: C,
}

/// A command that has one kind of answer.
pub(crate) trait Ask {
    /// The commands of the object that it goes to.
    type Command: Serialize + DeserializeOwned;
    /// What the object answers.
    type Answer: Serialize + DeserializeOwned;

    /// The command as the object reads it.
    fn into_command(self) -> Self::Command;
}

macro_rules! asks {
    ($object:ident { $($name:ident => $answer:ty),* $(,)? }) => {
        #[derive(Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $object { $($name(Box<$name>)),* }
        $(impl Ask for $name {
            type Command = $object;
            type Answer = $answer;
            fn into_command(self) -> $object { $object::$name(Box::new(self)) }
        })*
    };
}

asks!(DirectoryCommand {
    Register => Registered,
    Find => Found,
    List => Listed,
    TakeMailPlaces => MailPlaces,
});
asks!(LedgerCommand {
    Sign => Signed,
    Weigh => Weighed,
    CountBy => Counted,
    Hide => Hidden,
    Decide => Decided,
    HideMany => HiddenMany,
    LoadDesk => Desk,
    Release => Released,
    LoadPage => PageLoaded,
    ActOnPage => PageActed,
    AskLink => Done,
    SendAgain => Done,
    FindConfirmation => ConfirmationFound,
    MarkUndeliverable => MarkedUndeliverable,
    LoadMailHealth => MailHealth,
});
asks!(CampaignCommand {
    PutSettings => SettingsPut,
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
});
asks!(RelayCommand { Publish => Published });

/// Nothing to say but that it is done.
#[derive(Serialize, Deserialize)]
pub(crate) struct Done {}

/// The tally as the public sees it.
pub(crate) fn make_tally(
    campaign: &CampaignId,
    signatures: u64,
    goal: u64,
    as_of_ms: i64,
) -> Tally {
    Tally {
        campaign: campaign.clone(),
        signatures,
        goal,
        as_of: crate::time::encode_ms(as_of_ms),
    }
}
