//! Which mail is ordered for a mailbox, within its caps.

use std::rc::Rc;

use petition::{MailPurpose, Spelling, derive_address_key, next_mail_at};
use protocol::ids::CampaignId;

use super::Ledger;
use commands::time;

use super::sealed_address::DayKey;
use crate::{
    config::Config,
    error::InternalError,
    platform::make_random,
    sql::Sql,
    store::{
        self,
        ledger::{
            mail_sent,
            mailbox::Kept,
            manage,
            outbox::{self, Order, OrderKind, SendSlot},
        },
    },
};

/// What a mail says, and which of its caps it counts towards.
#[derive(Clone, Copy)]
pub(super) struct MailReason {
    pub(super) kind: OrderKind,
    pub(super) purpose: MailPurpose,
}

impl MailReason {
    /// Because somebody has signed with the address.
    pub(super) fn submitted(kind: OrderKind) -> Self {
        let purpose = MailPurpose::Submitted;
        Self { kind, purpose }
    }
}

/// A mail that is asked for.
pub(super) struct Wanted<'a> {
    pub(super) supporter_key: &'a [u8; 32],
    pub(super) campaign: &'a CampaignId,
    pub(super) shard: u16,
    pub(super) reason: MailReason,
    pub(super) address: &'a str,
    pub(super) language: &'a str,
}

/// The signature that speaks for a spelling of an address: one that a mail to it
/// has confirmed.
pub(super) fn recipient<'a>(kept: &'a [Kept], spelling: &Spelling) -> Option<&'a Kept> {
    let mut household = kept.iter().filter(|one| !one.is_claim());
    household.find(|one| one.is_confirmed() && one.spelling == *spelling)
}

/// What stands for each spelling of an address in this campaign.
pub(super) struct AddressKeys {
    config: Rc<Config>,
    campaign: CampaignId,
}

impl AddressKeys {
    pub(super) fn of(&self, spelling: &Spelling) -> [u8; 32] {
        derive_address_key(&self.config.dedup_master, &self.campaign, spelling)
    }
}

impl Ledger {
    /// The keys of this ledger's campaign.
    pub(super) fn address_keys(&self, sql: &Sql) -> Result<AddressKeys, InternalError> {
        let shard = store::ledger::shard::load(sql)?.ok_or_else(|| {
            InternalError::new("a shard with a signature does not know which it is")
        })?;
        Ok(AddressKeys {
            config: Config::load(&self.env)?,
            campaign: shard.campaign,
        })
    }

    /// Orders a mail to the address that a signature or claim was made with.
    pub(super) fn order_to_row(
        &self,
        sql: &Sql,
        supporter_key: &[u8; 32],
        row: i64,
        reason: MailReason,
        now: i64,
    ) -> Result<Option<i64>, InternalError> {
        let shard = store::ledger::shard::load(sql)?.ok_or_else(|| {
            InternalError::new("a shard with a signature does not know which it is")
        })?;
        let (address, language) = manage::load_address(sql, row)?;
        let wanted = Wanted {
            supporter_key,
            campaign: &shard.campaign,
            shard: shard.number,
            reason,
            address: &address,
            language: &language,
        };
        self.order(sql, &wanted, now)
    }

    /// Orders a mail within the caps: it waits for the end of the fifteen
    /// minutes, and after the fifth there is none until one of them counts no
    /// more. When it is due.
    pub(super) fn order(
        &self,
        sql: &Sql,
        wanted: &Wanted<'_>,
        now: i64,
    ) -> Result<Option<i64>, InternalError> {
        let sent = mail_sent::load(sql, wanted.supporter_key, wanted.reason.purpose, now)?;
        let day = time::encode_day(now);
        let salt = load_or_make_salt(sql, &day)?;
        let config = Config::load(&self.env)?;
        let key = DayKey::derive(&config.dedup_master, wanted.campaign, wanted.shard, &salt);
        let spelling = Spelling::of(wanted.address);
        let order = Order {
            supporter_key: *wanted.supporter_key,
            address_key: derive_address_key(&config.dedup_master, wanted.campaign, &spelling),
            mail: make_random(),
            kind: wanted.reason.kind,
            purpose: wanted.reason.purpose,
            language: wanted.language.to_owned(),
            day,
            address: key.seal(wanted.address, wanted.supporter_key, make_random())?,
            ordered_at_ms: now,
            slot: SendSlot::None,
            tries: 0,
            first_try_at_ms: None,
        };
        // Sealed in either case, which takes longer than to store it.
        let Some(due_at_ms) = next_mail_at(sent, wanted.reason.purpose, now) else {
            return Ok(None);
        };
        outbox::put(sql, &order, due_at_ms)?;
        Ok(Some(due_at_ms))
    }
}

fn load_or_make_salt(sql: &Sql, day: &str) -> Result<[u8; 32], InternalError> {
    if let Some(salt) = outbox::load_salt(sql, day)? {
        return Ok(salt);
    }
    let salt = make_random();
    outbox::insert_salt(sql, day, &salt)?;
    Ok(salt)
}
