//! HTTP as any client would speak it: no cookies, no redirects followed, and
//! no status is an error by itself.

use std::collections::BTreeMap;
use std::time::Duration;

use protocol::Problem;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::http::Request;

/// Far past the slowest answer of a busy machine.
const REQUEST_LIMIT: Duration = Duration::from_mins(1);

/// A request before it is sent.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The method.
    pub method: String,
    /// Path, and query if there is one.
    pub path: String,
    /// Header fields, in their order.
    pub headers: Vec<(String, String)>,
    /// The body; none for a method that has none.
    pub body: Option<Vec<u8>>,
}

impl Ask {
    /// A request without a body.
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
        }
    }

    /// A GET.
    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    /// A POST of JSON.
    pub fn post_json(path: &str, body: &str) -> Self {
        Self::new("POST", path)
            .header("content-type", "application/json")
            .body(body)
    }

    /// The same with one more header field.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same with a body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// A response, read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// Header fields by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header field.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as a type of the protocol; panics with the body if it is not.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    /// The same answer if its status is this one; else panics with the body.
    #[must_use]
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }

    /// The problem that it is, of this status and kind; panics if it is not.
    #[track_caller]
    pub fn problem(&self, status: u16, kind: &str) -> Problem {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json")
        );
        assert_eq!(self.header("cache-control"), Some("no-store"));
        let problem: Problem = self.json();
        assert_eq!(problem.status, status);
        assert_eq!(problem.r#type, format!("/problems/{kind}"));
        problem
    }

    /// The pointers of a 422, sorted.
    #[track_caller]
    pub fn pointers(&self) -> Vec<String> {
        let errors = self.problem(422, "invalid").errors;
        let mut pointers: Vec<_> = errors.into_iter().map(|error| error.pointer).collect();
        pointers.sort();
        pointers
    }
}

/// A client of one edge. Each request has a connection of its own, so that
/// none is lost with an edge that was killed before.
#[derive(Clone)]
pub struct Http {
    agent: Agent,
    origin: String,
}

impl Http {
    /// A client of the edge with this origin.
    pub fn new(origin: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(REQUEST_LIMIT))
            .proxy(None);
        Self {
            agent: config.build().new_agent(),
            origin: origin.to_owned(),
        }
    }

    /// Sends a request.
    ///
    /// # Errors
    ///
    /// The connection could not be made, or was cut.
    pub fn try_send(&self, ask: &Ask) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder()
            .method(ask.method.as_str())
            .uri(format!("{}{}", self.origin, ask.path));
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        let mut response = match &ask.body {
            Some(body) => self.agent.run(request.body(body.as_slice()).unwrap())?,
            None => self.agent.run(request.body(()).unwrap())?,
        };
        let headers = response.headers().iter();
        let headers = headers
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.as_str().to_owned(), value)
            })
            .collect();
        Ok(Answer {
            status: response.status().as_u16(),
            headers,
            body: response.body_mut().read_to_vec()?,
        })
    }

    /// Sends a request; panics if there is no answer.
    #[track_caller]
    pub fn send(&self, ask: &Ask) -> Answer {
        self.try_send(ask)
            .unwrap_or_else(|error| panic!("{} {}: {error}", ask.method, ask.path))
    }

    /// Gets a path.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.send(&Ask::get(path))
    }
}
