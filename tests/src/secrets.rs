//! The secrets of one edge, made for one test. The tests know them, so they
//! can make what the edge would never issue: a session that has expired, one
//! under another key, one for another origin.

use protocol::base64::encode_base64;
use protocol::{MasterKey, MasterKeys, Session, SessionPayload};

use crate::random;

/// Master keys and the organizers' token.
pub struct Secrets {
    master_k1: String,
    dedup_master: String,
    /// The organizers' token.
    pub organizer_token: String,
}

impl Secrets {
    /// New ones.
    pub fn make() -> Self {
        Self {
            master_k1: encode_base64(&random::bytes::<32>()),
            dedup_master: encode_base64(&random::bytes::<32>()),
            organizer_token: random::hex::<32>(),
        }
    }

    /// As the edge takes them from its environment.
    pub fn variables(&self) -> [(&'static str, &str); 4] {
        [
            ("UNDERSIGNED_MASTER_K1", &self.master_k1),
            ("UNDERSIGNED_ACTIVE_KID", "k1"),
            ("UNDERSIGNED_DEDUP_MASTER", &self.dedup_master),
            ("UNDERSIGNED_ORGANIZER_TOKEN", &self.organizer_token),
        ]
    }

    /// A session as the edge would issue it, whatever its payload says.
    pub fn issue(&self, payload: SessionPayload) -> Session {
        let key = MasterKey::parse(&self.master_k1).unwrap();
        let keys = MasterKeys::new(vec![("k1".to_owned(), key)], "k1".to_owned()).unwrap();
        Session::issue(&keys, payload)
    }
}
