//! An address on its way into a mail: encrypted at rest, to a key that half
//! the deployment and half the ledger has, and that dies with its day's mails.
//!
//! Not the supporter's own data, which is in `person`. What is sealed here is
//! gone when the mail is, and no copy of the files made before can be read
//! once the day's salt was overwritten.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use protocol::{derive_hmac, ids::CampaignId, keys::MasterKey, limits::EMAIL_MAX_BYTES, lp::lp};

use crate::{error::InternalError, mail::token::MailToken, store::ledger::outbox::SealedAddress};

/// The key of one day of one shard's outbox.
pub(crate) struct DayKey([u8; 32]);

impl DayKey {
    /// `Expand(lp("outbox", campaign, shard, salt))` of the master key that
    /// lives as long as the campaign.
    pub(crate) fn derive(
        master: &MasterKey,
        campaign: &CampaignId,
        shard: u16,
        salt: &[u8; 32],
    ) -> Self {
        Self(master.expand(&[
            b"outbox",
            campaign.as_str().as_bytes(),
            &shard.to_be_bytes(),
            salt,
        ]))
    }

    /// Seals an address for one mailbox, padded to the longest, so that its
    /// length reveals nothing.
    ///
    /// # Errors
    ///
    /// It is longer than an address can be.
    pub(crate) fn seal(
        &self,
        address: &str,
        supporter_key: &[u8; 32],
        nonce: [u8; 24],
    ) -> Result<SealedAddress, InternalError> {
        let mut plain = address.as_bytes().to_vec();
        if plain.len() > EMAIL_MAX_BYTES || plain.contains(&0) {
            return Err(InternalError::new("an address does not fit the outbox"));
        }
        plain.resize(EMAIL_MAX_BYTES, 0);
        let payload = Payload {
            msg: &plain,
            aad: supporter_key,
        };
        let bytes = self
            .cipher()
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| InternalError::new("an address could not be sealed"))?;
        Ok(SealedAddress { nonce, bytes })
    }

    /// Opens it again.
    ///
    /// # Errors
    ///
    /// It was sealed with another key, for another mailbox, or changed since.
    pub(crate) fn open(
        &self,
        sealed: &SealedAddress,
        supporter_key: &[u8; 32],
    ) -> Result<String, InternalError> {
        let payload = Payload {
            msg: &sealed.bytes,
            aad: supporter_key,
        };
        let mut plain = self
            .cipher()
            .decrypt(&XNonce::from(sealed.nonce), payload)
            .map_err(|_| InternalError::new("a sealed address cannot be opened"))?;
        while plain.last() == Some(&0) {
            plain.pop();
        }
        String::from_utf8(plain).map_err(|_| InternalError::new("a sealed address is not UTF-8"))
    }

    /// The token of a mail: the same however often it is delivered, so that
    /// the provider sees one message; unknown to who has the files alone.
    pub(crate) fn token(&self, shard: u16, mail: &[u8; 16]) -> MailToken {
        let mac = derive_hmac(&self.0, &lp(&[b"token", mail]));
        let mut secret = [0; 16];
        secret
            .iter_mut()
            .zip(mac)
            .for_each(|(byte, derived)| *byte = derived);
        MailToken { shard, secret }
    }

    /// What stands for a mail's domain among the rates.
    pub(crate) fn domain_bucket(master: &MasterKey, campaign: &CampaignId, domain: &str) -> String {
        let key = master.expand(&[b"mail-domain", campaign.as_str().as_bytes()]);
        let mac = derive_hmac(&key, &lp(&[domain.as_bytes()]));
        let text = protocol::base64::encode_base64url(&mac);
        format!("mail:{}", text.chars().take(22).collect::<String>())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(salt: u8) -> DayKey {
        let master = MasterKey::parse(&protocol::base64::encode_base64(&[1; 32])).unwrap();
        let campaign = CampaignId::parse("welcome").unwrap();
        DayKey::derive(&master, &campaign, 3, &[salt; 32])
    }

    #[test]
    fn an_address_is_opened_by_its_own_key_for_its_own_mailbox() {
        let sealed = key(1).seal("anil@mail.example", &[2; 32], [3; 24]).unwrap();
        assert_eq!(
            sealed.bytes.len(),
            crate::store::ledger::outbox::SEALED_BYTES
        );
        assert_eq!(key(1).open(&sealed, &[2; 32]).unwrap(), "anil@mail.example");
        assert!(key(2).open(&sealed, &[2; 32]).is_err());
        assert!(key(1).open(&sealed, &[9; 32]).is_err());
        let mut changed = sealed;
        changed.bytes[0] ^= 1;
        assert!(key(1).open(&changed, &[2; 32]).is_err());
    }

    #[test]
    fn a_mail_has_one_token_and_a_day_has_its_own() {
        let token = |salt, mail: u8| key(salt).token(3, &[mail; 16]).encode();
        assert_eq!(token(1, 1), token(1, 1));
        assert_ne!(token(1, 1), token(1, 2));
        assert_ne!(token(1, 1), token(2, 1));
    }
}
