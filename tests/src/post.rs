//! A signed request, every part of it free to be wrong.

use protocol::{Request, Session, encode_content_digest, sign_message};

use crate::clock;
use crate::http::{Answer, Ask, Http};
use crate::page::{Page, PageSession};
use crate::solve::solve;
use crate::submission::Attempt;

const CONTENT_TYPE: &str = "application/json";

/// A request to sign. What is changed here before [`Post::send`] is signed as
/// changed; `tamper` changes what was signed.
#[derive(Clone)]
pub struct Post {
    http: Http,
    /// The authority that is signed.
    pub authority: String,
    /// The path, without a query.
    pub path: String,
    /// What follows the path, not signed: `?x=1`.
    pub query: String,
    /// The page's origin, as its browser says it; none from no page.
    pub origin: Option<String>,
    /// The idempotency key's header, with its quotes.
    pub idempotency_key: String,
    /// The body.
    pub body: Vec<u8>,
    /// When it was signed, in Unix seconds.
    pub created_s: i64,
    /// The session's token.
    pub token: String,
    /// The session's key.
    pub key: Vec<u8>,
    /// The Content-Digest; the body's unless said.
    pub digest: Option<String>,
    /// Header fields that replace, or with none take away, the ones made here.
    pub tamper: Vec<(String, Option<String>)>,
}

impl Post {
    /// The request that the widget would send.
    pub fn new(page: &Page, session: &PageSession, attempt: &Attempt) -> Self {
        Self {
            http: page.http.clone(),
            authority: page.authority.clone(),
            path: page.path("signatures"),
            query: String::new(),
            origin: Some(page.origin.clone()),
            idempotency_key: format!("\"{}\"", attempt.key),
            body: solve(&session.token, attempt.submission.encode().into_bytes()),
            created_s: clock::now_s(),
            token: session.token.clone(),
            key: session.key.clone(),
            digest: None,
            tamper: Vec::new(),
        }
    }

    /// The same under another session.
    #[must_use]
    pub fn under(mut self, session: &Session) -> Self {
        self.token.clone_from(&session.token);
        self.key = session.key.to_vec();
        self
    }

    /// The same with another body, worked for and signed.
    #[must_use]
    pub fn with_body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = solve(&self.token, body.into());
        self
    }

    /// The same with a header field replaced after signing.
    #[must_use]
    pub fn replacing(mut self, name: &str, value: &str) -> Self {
        self.tamper.push((name.to_owned(), Some(value.to_owned())));
        self
    }

    /// The same without a header field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.tamper.push((name.to_owned(), None));
        self
    }

    /// The request as it goes out.
    pub fn ask(&self) -> Ask {
        let digest = self.digest.clone();
        let digest = digest.unwrap_or_else(|| encode_content_digest(&self.body));
        let request = Request {
            method: "POST",
            authority: &self.authority,
            path: &self.path,
            content_type: CONTENT_TYPE,
            content_digest: &digest,
            idempotency_key: &self.idempotency_key,
        };
        let signed = sign_message(&self.key, &request, self.created_s, &self.token);
        let mut headers = vec![
            ("content-type".to_owned(), CONTENT_TYPE.to_owned()),
            ("content-digest".to_owned(), digest),
            ("idempotency-key".to_owned(), self.idempotency_key.clone()),
            ("signature-input".to_owned(), signed.signature_input),
            ("signature".to_owned(), signed.signature),
        ];
        if let Some(origin) = &self.origin {
            headers.push(("origin".to_owned(), origin.clone()));
        }
        for (name, value) in &self.tamper {
            headers.retain(|(known, _)| known != name);
            if let Some(value) = value {
                headers.push((name.clone(), value.clone()));
            }
        }
        Ask {
            method: "POST".to_owned(),
            path: format!("{}{}", self.path, self.query),
            headers,
            body: Some(self.body.clone()),
        }
    }

    /// Sends it.
    #[track_caller]
    pub fn send(&self) -> Answer {
        self.http.send(&self.ask())
    }

    /// Sends it to an edge that may be gone.
    ///
    /// # Errors
    ///
    /// There was no answer.
    pub fn try_send(&self) -> Result<Answer, ureq::Error> {
        self.http.try_send(&self.ask())
    }
}
