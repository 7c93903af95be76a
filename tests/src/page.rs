//! A partner's page with the widget on it, and somebody before it.

use protocol::base64::{encode_base64url, parse_base64};
use protocol::limits::SESSION_LIFE_S;
use protocol::{
    CampaignId, Choice, EmbedAnswer, Feed, PartnerId, SessionAnswer, SessionPayload,
    SignatureAnswer, Submission, Tally,
};

use crate::http::{Answer, Ask, Http};
use crate::live::Live;
use crate::post::Post;
use crate::runtime::Runtime;
use crate::submission::{Attempt, Supporter, fill};
use crate::{clock, random};

/// A page of a partner.
#[derive(Clone)]
pub struct Page {
    /// The connection to the edge.
    pub http: Http,
    /// The edge's authority, as signed.
    pub authority: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The partner.
    pub partner: PartnerId,
    /// The origin of the page.
    pub origin: String,
}

/// A session as the page has it.
#[derive(Clone)]
pub struct PageSession {
    /// The token.
    pub token: String,
    /// The key to sign with.
    pub key: Vec<u8>,
    /// The edge's clock when it was issued, in Unix milliseconds.
    pub issued_at_ms: i64,
}

impl Page {
    /// A path under the campaign.
    pub fn path(&self, resource: &str) -> String {
        format!("/v1/campaigns/{}/{resource}", self.campaign)
    }

    /// The view in the partner's language.
    #[track_caller]
    pub fn embed(&self) -> EmbedAnswer {
        let path = self.path(&format!("embed?partner={}&view=1", self.partner));
        self.http.get(&path).expect(200).json()
    }

    /// Asks for a session, whatever the edge answers.
    pub fn ask_session(&self) -> Answer {
        let body = format!(r#"{{"partner":"{}","language":"en"}}"#, self.partner);
        let ask = Ask::post_json(&self.path("sessions"), &body);
        self.http.send(&ask.header("origin", &self.origin))
    }

    /// A session.
    #[track_caller]
    pub fn session(&self) -> PageSession {
        let answer: SessionAnswer = self.ask_session().expect(200).json();
        PageSession {
            key: parse_base64(&answer.key).unwrap(),
            token: answer.session,
            issued_at_ms: answer.server_time_ms,
        }
    }

    /// A session as the edge issues it, without asking for it and without work.
    pub fn make_session(&self, edge: &Runtime) -> PageSession {
        let issued_at = clock::now_s();
        let session = edge.secrets().issue(SessionPayload {
            v: 1,
            campaign: self.campaign.clone(),
            partner: self.partner.clone(),
            origin: self.origin.clone(),
            issued_at,
            expires_at: issued_at + SESSION_LIFE_S,
            sid: encode_base64url(&random::bytes::<16>()),
            difficulty_bits: 0,
        });
        PageSession {
            token: session.token,
            key: session.key.to_vec(),
            issued_at_ms: issued_at * 1_000,
        }
    }

    /// The form as it stands on this page, filled.
    #[track_caller]
    pub fn fill(&self, supporter: &Supporter, choice: Choice) -> Submission {
        fill(&self.embed(), supporter, choice)
    }

    /// A signed request with a session of its own, not sent yet.
    #[track_caller]
    pub fn post(&self, attempt: &Attempt) -> Post {
        Post::new(self, &self.session(), attempt)
    }

    /// Signs; the answer is 201.
    #[track_caller]
    pub fn send(&self, attempt: &Attempt) -> Answer {
        self.post(attempt).send().expect(201)
    }

    /// Somebody fills the form with a "no" to every notice, and signs.
    #[track_caller]
    pub fn sign(&self, supporter: &Supporter) -> SignatureAnswer {
        let attempt = Attempt::new(self.fill(supporter, Choice::No));
        self.send(&attempt).json()
    }

    /// The public tally, at most some seconds old.
    #[track_caller]
    pub fn tally(&self) -> Tally {
        self.http.get(&self.path("tally")).expect(200).json()
    }

    /// The public feed, at most some seconds old.
    #[track_caller]
    pub fn feed(&self) -> Feed {
        self.http.get(&self.path("feed")).expect(200).json()
    }

    /// Opens the live socket.
    #[track_caller]
    pub fn live(&self) -> Live {
        Live::connect(&self.authority, &self.path("live"))
    }
}
