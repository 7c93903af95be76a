//! The secrets of one edge, made for one test. The tests know them, so they
//! can make what the edge would never issue: a session that has expired, one
//! under another key, one for another origin.

use std::sync::{Mutex, PoisonError};

use protocol::base64::encode_base64;
use protocol::{CampaignId, MasterKey, MasterKeys, ServerKeyId, Session, SessionPayload};

use crate::random;

/// Master keys and the organizers' token.
pub struct Secrets {
    masters: Mutex<Masters>,
    dedup_master: String,
    /// The organizers' token.
    pub organizer_token: String,
}

/// The live master keys, and which of them issues.
struct Masters {
    live: Vec<(&'static str, String)>,
    active: &'static str,
}

impl Secrets {
    /// New ones; `k1` issues.
    pub fn make() -> Self {
        Self {
            masters: Mutex::new(Masters {
                live: vec![("k1", make_master())],
                active: "k1",
            }),
            dedup_master: make_master(),
            organizer_token: random::hex::<32>(),
        }
    }

    /// Adds a master key, which issues from the edge's next start.
    pub fn add(&self, kid: &'static str) {
        let mut masters = self.lock();
        masters.live.push((kid, make_master()));
        masters.active = kid;
    }

    /// Takes a master key away, from the edge's next start.
    pub fn retire(&self, kid: &str) {
        self.lock().live.retain(|(known, _)| *known != kid);
    }

    /// As the edge takes them from its environment.
    pub fn variables(&self) -> Vec<(String, String)> {
        let masters = self.lock();
        let live = masters.live.iter().map(|(kid, secret)| {
            let name = format!("UNDERSIGNED_MASTER_{}", kid.to_uppercase());
            (name, secret.clone())
        });
        let others = [
            ("UNDERSIGNED_ACTIVE_KID", masters.active),
            ("UNDERSIGNED_DEDUP_MASTER", &self.dedup_master),
            ("UNDERSIGNED_ORGANIZER_TOKEN", &self.organizer_token),
        ];
        let others = others.map(|(name, value)| (name.to_owned(), value.to_owned()));
        live.chain(others).collect()
    }

    /// A session as the edge would issue it, whatever its payload says.
    pub fn issue(&self, payload: SessionPayload) -> Session {
        Session::issue(&self.keys(), payload)
    }

    /// The secret of a partner's server, as the edge derives it.
    pub fn server_key(&self, campaign: &CampaignId, keyid: &str) -> Vec<u8> {
        let name = ServerKeyId::parse(keyid).unwrap();
        name.derive_key(&self.keys(), campaign).unwrap().to_vec()
    }

    fn keys(&self) -> MasterKeys {
        let masters = self.lock();
        let live = masters.live.iter();
        let live = live.map(|(kid, secret)| {
            let key = MasterKey::parse(secret).unwrap();
            ((*kid).to_owned(), key)
        });
        MasterKeys::new(live.collect(), masters.active.to_owned()).unwrap()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Masters> {
        self.masters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make_master() -> String {
    encode_base64(&random::bytes::<32>())
}
