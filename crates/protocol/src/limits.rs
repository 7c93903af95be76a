//! Every limit of the protocol, with the arithmetic behind it.
//!
//! A limit is written here once; edge, widget and documentation read it here.

/// Longest body of a request, in bytes.
///
/// The longest honest submission is about 2.2 KiB of names, email, comment
/// and notices plus [`PAGE_MAX_BYTES`], doubled for JSON escapes: under 9 KiB.
pub const BODY_MAX_BYTES: usize = 16 * 1024;

/// Longest id of a campaign, partner or notice, in bytes: one DNS label.
pub const ID_MAX_BYTES: usize = 63;

/// Longest id of a master key, and longest label of a server's key, in bytes:
/// room for a date, `k20261124`.
pub const KID_MAX_BYTES: usize = 16;

/// Most live keys of one partner's own server: the old one and the new one
/// while the server is changed over.
pub const SERVER_KEYS_MAX: usize = 2;

/// Longest given or family name, in grapheme clusters as a person counts.
pub const NAME_MAX_GRAPHEMES: usize = 60;

/// Longest given or family name, in bytes of UTF-8: 60 graphemes at 4 bytes.
///
/// Scripts with many marks for a letter reach it first (Tamil takes 6 bytes
/// for a letter with its vowel sign: 40 graphemes).
pub const NAME_MAX_BYTES: usize = 240;

/// Most combining marks kept on one base character of Latin and its like, and
/// of marks that are not of the base's own script.
///
/// Vietnamese needs two, Lao three. Where a mark is a vowel or a consonant more
/// are written on one base, eight at most (`crates/petition/src/clean/marks.rs`).
pub const NAME_MAX_MARKS: usize = 3;

/// Longest email address, in bytes: RFC 5321's path of 256 less `<` and `>`.
pub const EMAIL_MAX_BYTES: usize = 254;

/// Longest local part of an email address, in bytes (RFC 5321 section 4.5.3.1.1).
pub const EMAIL_LOCAL_MAX_BYTES: usize = 64;

/// Longest postal code, in bytes, full-width characters and hyphens read as
/// plain ones: `K1A 0B1` is 7, with room for stray spaces.
pub const POSTAL_CODE_MAX_BYTES: usize = 12;

/// Longest language tag, in bytes (RFC 5646 section 4.4.1 asks for 35).
pub const LANGUAGE_MAX_BYTES: usize = 35;

/// Longest comment, in grapheme clusters.
pub const COMMENT_MAX_GRAPHEMES: usize = 280;

/// Longest comment, in bytes of UTF-8: 280 graphemes at 8 bytes.
pub const COMMENT_MAX_BYTES: usize = 2240;

/// Longest address of the page that a supporter signed on, in bytes.
///
/// The longest URL that every browser and server in use carries is 2,048.
pub const PAGE_MAX_BYTES: usize = 2048;

/// Longest `source`, in bytes.
pub const SOURCE_MAX_BYTES: usize = 40;

/// Most marketing notices in one form: the partner's and the lead's.
pub const NOTICES_MAX: usize = 2;

/// Longest consent notice, in words.
pub const NOTICE_MAX_WORDS: usize = 90;

/// Longest ask of a petition, in words.
pub const ASK_MAX_WORDS: usize = 60;

/// Longest letter to a representative, in characters.
///
/// It travels in a link to a mail program, percent-encoded: mostly one byte a
/// character and three for a space, an accent or a line end, so about 2,000
/// bytes, which the programs in use take.
pub const LETTER_MAX_CHARS: usize = 1_500;

/// Longest subject of such a letter, in characters: what a list of mails shows.
pub const LETTER_SUBJECT_MAX_CHARS: usize = 120;

/// Longest session token, in bytes.
///
/// A payload is at most about 420 bytes of JSON (two ids of 63, an origin of
/// about 100): 560 in base64url, and 60 for version, key id and MAC.
pub const SESSION_TOKEN_MAX_BYTES: usize = 1024;

/// Life of a session, in seconds: 15 minutes from the first focus to signing.
pub const SESSION_LIFE_S: i64 = 15 * 60;

/// Bits of work that a session asks for unless the deployment says otherwise.
///
/// 2^16 hashes on average: 45 ms on a phone that makes 1,464,000 a second
/// (WebAssembly in Chromium, throttled fourfold), and unseen while somebody
/// types.
pub const WORK_BASE_BITS: u8 = 16;

/// Most bits of work that a session asks for, whatever is going on.
///
/// 2^22 hashes on average at 1,464,000 a second are 2.9 s: the bound is 3 s.
pub const WORK_MAX_BITS: u8 = 22;

/// How far `created` may lie behind the edge's clock, in seconds.
///
/// A queued submission on a slow phone waits minutes, not longer.
pub const CREATED_PAST_S: i64 = 300;

/// How far `created` may lie ahead of the edge's clock, in seconds.
///
/// The widget's clock is the edge's plus a monotonic delta: only rounding
/// and the clocks of two machines are left.
pub const CREATED_FUTURE_S: i64 = 30;

/// How long a replay row is kept, in milliseconds: 72 hours.
pub const REPLAY_KEEP_MS: i64 = 72 * 60 * 60 * 1000;

/// Entries in a feed.
pub const FEED_ENTRIES: usize = 100;

/// Entries in the first paint, which has to be small: each is there as
/// markup and as JSON, and the widget reads the whole feed right after.
pub const EMBED_ENTRIES: usize = 8;

/// Entries that a campaign keeps: a feed stays full when 200 of it are hidden
/// at once. An entry is under 1 KiB, or with the longest comment under
/// 3.5 KiB: 300 are at most about 1 MiB.
pub const FEED_KEEP_ENTRIES: usize = 300;

/// Longest settings of a campaign, in bytes: 50 partners with a notice each
/// in four languages take about 150 KiB.
pub const SETTINGS_MAX_BYTES: usize = 256 * 1024;

/// Most entries in one announcement of a ledger.
///
/// An entry is under 1 KiB, or with the longest comment under 3.5 KiB: an
/// announcement is at most 3.5 MiB, a ninth of what RPC carries.
pub const ANNOUNCE_ENTRIES: usize = 1000;

/// Longest wait from a commit to its announcement, in milliseconds.
pub const ANNOUNCE_WAIT_MS: i64 = 100;

/// Time between repeats of an announcement until it is acknowledged, in milliseconds.
pub const ANNOUNCE_REPEAT_MS: i64 = 5_000;

/// Most open sockets of one relay.
pub const SOCKETS_PER_RELAY: usize = 2_000;

/// Most open sockets of one network at one relay: half of what the relay holds.
///
/// A network's sockets all go to one relay while that has room, so this is what
/// a network has of a campaign. A campus or the customers of a mobile carrier
/// behind one IPv4 address stay below it; whoever does not polls the feed.
pub const SOCKETS_PER_NETWORK: usize = 1_000;

/// Longest time in which the body of a request comes, in milliseconds.
///
/// 16 KiB in 20 s are 6.6 kbit/s, less than the slowest phone has; a campaign's
/// settings take 105 kbit/s.
pub const BODY_MAX_WAIT_MS: u64 = 20_000;

/// Shards of a campaign's ledger unless its settings say otherwise.
///
/// One object is good for a few hundred writes a second: 8 carry a national
/// petition.
pub const SHARDS_DEFAULT: u16 = 8;

/// Most shards of a campaign's ledger.
pub const SHARDS_MAX: u16 = 256;

/// Youngest age a campaign asks for unless its settings say otherwise.
pub const MIN_AGE_DEFAULT: u8 = 14;

/// Signatures below which a campaign shows its partners' names, not a number.
pub const COUNT_SHOWN_FROM: u64 = 25;

/// Most goals that a campaign moves on to: from 100 to 10 million in three
/// steps for each power of ten (100, 300, 500, 1,000 ...) are 15.
pub const GOALS_MAX: usize = 20;

/// Longest update on a petition that has ended, in words.
pub const OUTCOME_MAX_WORDS: usize = 120;

/// The steps in which the count of a protected campaign moves in public.
///
/// As many as the first number that a page shows: who signs stands among 25
/// in what everybody sees, and the smallest number shown is a whole step.
pub const PUBLISHED_STEP: u64 = COUNT_SHOWN_FROM;

/// How often the count of a protected campaign may move in public, from one
/// full hour to the next.
///
/// A step alone could be filled up by a stranger's own mailboxes, to 24, and
/// would then move with the next supporter. An hour later it tells that the
/// supporter was one of all who signed in that hour.
pub const PUBLISHED_EVERY_MS: i64 = 60 * 60 * 1000;

/// Counted signatures of a place, listed or not, below which an entry does not
/// show the place (ADR 3).
pub const PLACE_SHOWN_FROM: u64 = 10;

/// Most signatures that a campaign may let one mailbox give: an association
/// with one address. Below the slots of the claims, which begin at 128.
pub const HOUSEHOLD_MAX: u8 = 100;

/// Most submissions with one spelling of an address that wait for it to
/// confirm: the owner's, one with a mistake in it, and a stranger's. A fourth
/// replaces the oldest.
pub const CLAIMS_MAX: u8 = 3;

/// The same of all spellings of one mailbox: eight spellings, where most people
/// have one.
pub const MAILBOX_CLAIMS_MAX: u8 = 24;

/// How long a submission waits for its mailbox, in milliseconds: 30 days.
pub const CLAIM_KEEP_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// Life of the link in a mail, in milliseconds: 14 days.
pub const MAIL_LINK_LIFE_MS: i64 = 14 * 24 * 60 * 60 * 1000;

/// Life of that link once its mailbox has confirmed, in milliseconds: 24 hours
/// for supporters to look at their page, after which they ask for another link.
pub const MAIL_LINK_AFTER_MS: i64 = 24 * 60 * 60 * 1000;

/// Least time between two mails to one mailbox, in milliseconds: 15 minutes.
pub const MAIL_APART_MS: i64 = 15 * 60 * 1000;

/// Most mails to one mailbox in one campaign within [`MAILS_WINDOW_MS`], the
/// reminder included, whatever others submit. Whoever wants to annoy somebody
/// with this campaign gets five messages and no more.
pub const MAILS_MAX: u32 = 5;

/// Most mails that "Email me my link" orders for a mailbox within
/// [`MAILS_WINDOW_MS`], beside the five: no submission spends these.
pub const LINK_MAILS_MAX: u32 = 2;

/// How long a mail counts, in milliseconds: 14 days, the life of its link.
pub const MAILS_WINDOW_MS: i64 = MAIL_LINK_LIFE_MS;

/// When a mailbox that has not confirmed is reminded, in milliseconds: 48 hours.
pub const REMIND_AFTER_MS: i64 = 48 * 60 * 60 * 1000;

/// When a mail that cannot be delivered is given up, in milliseconds: 3 days,
/// past a provider's long weekend.
pub const MAIL_KEEP_MS: i64 = 3 * 24 * 60 * 60 * 1000;

/// Largest event of a mail provider, in bytes: a bounce repeats the message
/// that it is about, ours has 8 KiB, and relays add their headers to it.
pub const MAIL_EVENT_MAX_BYTES: usize = 128 * 1024;

/// Longest text on the picture of a campaign, in characters; the rest is an
/// ellipsis. Six lines of 44 pixels hold about 250.
pub const PICTURE_TEXT_MAX_CHARS: usize = 300;

/// Most languages of a campaign that have a picture of their own; any other
/// shows the default language's.
pub const PICTURES_MAX: usize = 20;

/// Pictures kept after they are shown no more, for the links that were shared
/// before: at 100 KiB at most they take 3.2 MiB.
pub const PICTURES_KEPT: i64 = 32;

#[cfg(test)]
mod tests {
    use super::*;

    /// The times that `docs/protocol.md`, `docs/mail.md` and people's mails name.
    #[test]
    fn the_times_are_those_of_the_docs() {
        const HOUR_MS: i64 = 3_600_000;
        const DAY_MS: i64 = 24 * HOUR_MS;
        assert_eq!(SESSION_LIFE_S, 900);
        assert_eq!(REPLAY_KEEP_MS, 3 * DAY_MS);
        assert_eq!(PUBLISHED_EVERY_MS, HOUR_MS);
        assert_eq!(CLAIM_KEEP_MS, 30 * DAY_MS);
        assert_eq!(MAIL_LINK_LIFE_MS, 14 * DAY_MS);
        assert_eq!(MAIL_LINK_AFTER_MS, DAY_MS);
        assert_eq!(MAIL_APART_MS, HOUR_MS / 4);
        assert_eq!(REMIND_AFTER_MS, 2 * DAY_MS);
        assert_eq!(MAIL_KEEP_MS, 3 * DAY_MS);
        assert_eq!(MAIL_EVENT_MAX_BYTES, 131_072);
    }
}
