//! Step 2 of signing: whose key a request claims to be signed with. Nothing
//! is looked up: a session carries its MAC, and a server's secret is derived
//! from its name.

use protocol::{
    ServerKeyId, Submission,
    ids::{CampaignId, PartnerId},
    session::{Session, SessionError, SessionPayload},
    work,
};

use super::submissions::Signer;
use crate::worker::{
    context::Edge,
    problem::{Refusal, ServerKeyFault, SessionFault},
    request::Inbound,
};

/// Who claims to have signed, and the key that has to fit.
pub(in crate::worker) struct Authenticated {
    pub(in crate::worker) key: [u8; 32],
    pub(in crate::worker) signer: Signer,
}

impl Authenticated {
    /// When the session was issued, in Unix seconds; a server has none.
    pub(in crate::worker) fn issued_at_s(&self) -> Option<i64> {
        match &self.signer {
            Signer::Widget(session) | Signer::Hosted(session) => Some(session.issued_at),
            Signer::Server(_) => None,
        }
    }

    /// The submission names the signer's own partner.
    pub(in crate::worker) fn check_partner(&self, partner: &PartnerId) -> Result<(), Refusal> {
        match &self.signer {
            Signer::Widget(session) | Signer::Hosted(session) if session.partner != *partner => {
                Err(Refusal::Session(SessionFault::Partner))
            }
            Signer::Server(key) if key.partner != *partner => {
                Err(Refusal::ServerKey(ServerKeyFault::Partner))
            }
            _ => Ok(()),
        }
    }

    /// What the session asked of its page; a server is known by its secret.
    pub(in crate::worker) fn check_work(&self, submission: &Submission) -> Result<(), Refusal> {
        match &self.signer {
            Signer::Widget(session) | Signer::Hosted(session) => check_work(session, submission),
            Signer::Server(_) => Ok(()),
        }
    }
}

/// The work that this session asked for, done for this address: one hash.
fn check_work(session: &SessionPayload, submission: &Submission) -> Result<(), Refusal> {
    let bits = session.difficulty_bits;
    if bits == 0 {
        return Ok(());
    }
    let Some(solution) = submission.work else {
        return Err(Refusal::Work("this session asks for work"));
    };
    if solves_work(session, &submission.supporter.email, solution.counter) {
        Ok(())
    } else {
        Err(Refusal::Work("it does not solve this session's work"))
    }
}

/// Whether a counter solves this session's work for an address as it was sent.
pub(in crate::worker) fn solves_work(session: &SessionPayload, email: &str, counter: u64) -> bool {
    let prefix = work::derive_prefix(&session.sid, email);
    work::verify(&prefix, session.difficulty_bits, counter)
}

/// Opens the session or derives the secret that `keyid` names.
pub(in crate::worker) fn open(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    keyid: &str,
    now_s: i64,
) -> Result<Authenticated, Refusal> {
    if ServerKeyId::is_claimed_by(keyid) {
        return open_server_key(edge, inbound, id, keyid);
    }
    let session = open_session(edge, keyid, now_s)?;
    check_binding(inbound, &session.payload, id)?;
    Ok(Authenticated {
        key: session.key,
        signer: Signer::Widget(session.payload),
    })
}

/// The session of a token that has not expired.
///
/// # Errors
///
/// 401 when it was not issued here, or too long ago.
pub(in crate::worker) fn open_session(
    edge: &Edge,
    token: &str,
    now_s: i64,
) -> Result<Session, Refusal> {
    let session = Session::open(&edge.config.masters, token).map_err(|error| {
        Refusal::Session(match error {
            SessionError::Key => SessionFault::KeyRetired,
            SessionError::Length { .. }
            | SessionError::Form
            | SessionError::Mac
            | SessionError::Payload => SessionFault::NotOurs,
        })
    })?;
    if now_s >= session.payload.expires_at {
        return Err(Refusal::Session(SessionFault::Expired));
    }
    Ok(session)
}

fn check_binding(
    inbound: &Inbound,
    session: &SessionPayload,
    id: &CampaignId,
) -> Result<(), Refusal> {
    if session.campaign != *id {
        return Err(Refusal::Session(SessionFault::Campaign));
    }
    if inbound.header("origin").as_deref() != Some(session.origin.as_str()) {
        return Err(Refusal::Session(SessionFault::Origin));
    }
    Ok(())
}

/// A server's secret exists for every name; whether the partner lists it is
/// step 5's to see.
fn open_server_key(
    edge: &Edge,
    inbound: &Inbound,
    id: &CampaignId,
    keyid: &str,
) -> Result<Authenticated, Refusal> {
    let not_live = Refusal::ServerKey(ServerKeyFault::NotLive);
    let Some(id_and_key) = ServerKeyId::parse(keyid)
        .and_then(|name| Some((name.derive_key(&edge.config.masters, id)?, name)))
    else {
        return Err(not_live);
    };
    if inbound.header("origin").is_some() {
        return Err(Refusal::ServerKey(ServerKeyFault::InPage));
    }
    let (key, name) = id_and_key;
    Ok(Authenticated {
        key,
        signer: Signer::Server(name),
    })
}
