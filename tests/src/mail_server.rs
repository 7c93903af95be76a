//! A mail provider on a socket of this machine: it takes what the provider's
//! documentation says, refuses what that says it refuses, and can fail in the
//! ways in which servers do.
//!
//! It is the other side of the wire, not a part of the edge: what it checks is
//! written from the documentation (`postmark.rs`, `resend.rs` beside this).

mod postmark;
mod resend;
mod wire;

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

pub use wire::Received;

use petition::Limit;
use serde_json::{Value, json};

use crate::random;

/// The secret for sending that the provider has given out.
pub const TOKEN: &str = "3f1c8a52-7b1e-4a5d-9c55-2f6f0f0e7a11";

/// The only sender that the provider knows.
pub const FROM: &str = "sign@mail.example.org";

/// Whose documentation it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// <https://postmarkapp.com/developer/api/email-api>
    Postmark,
    /// <https://resend.com/docs/api-reference/emails/send-email>
    Resend,
}

/// What it does with the next requests.
#[derive(Clone, Debug)]
pub enum Behaviour {
    /// What the documentation says.
    Documented,
    /// One answer, whatever comes: status, further header lines, body.
    Answers(u16, &'static str, &'static str),
    /// Reads the request and says nothing.
    Hangs,
    /// Closes before it says anything.
    Closes,
    /// Closes in the middle of an answer that would have accepted.
    ClosesInTheMiddle,
}

/// A mail that the provider has taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// To whom.
    pub to: String,
    /// From whom, with the name.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// Further header fields.
    pub headers: BTreeMap<String, String>,
    /// The sender's own name for the message, the same in each attempt.
    pub id: String,
}

impl Taken {
    /// The link to the supporter's page: the one line that is an address.
    #[track_caller]
    pub fn link(&self) -> &str {
        let mut links = self.text.lines().filter(|line| line.starts_with("http"));
        links.next().expect("a mail has its link in a line")
    }
}

/// The provider's answer to a request: status and JSON.
type Reply = (u16, String);

/// A running provider. It ends with the value.
pub struct MailServer {
    address: String,
    provider: Provider,
    shared: Arc<Shared>,
}

struct Shared {
    behaviour: Mutex<Behaviour>,
    received: Mutex<Vec<Received>>,
    taken: Mutex<Vec<Taken>>,
    /// Resend's: the body and the answer of each idempotency key.
    keys: Mutex<BTreeMap<String, (String, Reply)>>,
    is_ended: AtomicBool,
    /// Of what came it keeps the count alone.
    is_counting: bool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MailServer {
    /// Starts one on a free port.
    pub fn start(provider: Provider) -> Self {
        Self::run(provider, false)
    }

    /// One that keeps no mail, for a bench that sends more than fit.
    pub fn counting(provider: Provider) -> Self {
        Self::run(provider, true)
    }

    fn run(provider: Provider, is_counting: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let shared = Arc::new(Shared {
            behaviour: Mutex::new(Behaviour::Documented),
            received: Mutex::default(),
            taken: Mutex::default(),
            keys: Mutex::default(),
            is_ended: AtomicBool::new(false),
            is_counting,
        });
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.is_ended.load(Ordering::Acquire) {
                    return;
                }
                let shared = serving.clone();
                thread::spawn(move || serve(&stream.unwrap(), provider, &shared));
            }
        });
        Self {
            address,
            provider,
            shared,
        }
    }

    /// Where it listens: `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The edge's settings for it.
    pub fn setting(&self) -> String {
        let adapter = match self.provider {
            Provider::Postmark => "postmark",
            Provider::Resend => "resend",
        };
        format!(
            r#"{{"adapter": "{adapter}", "url": "http://{}", "from": "{FROM}"}}"#,
            self.address
        )
    }

    /// The same with a limit of all mails.
    pub fn setting_with(&self, limit: Limit) -> String {
        let mut setting: Value = serde_json::from_str(&self.setting()).unwrap();
        setting["limit"] = json!(limit);
        setting.to_string()
    }

    /// From now on it does this.
    pub fn behave(&self, behaviour: Behaviour) {
        *lock(&self.shared.behaviour) = behaviour;
    }

    /// Every request that came, whatever became of it.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.shared.received).clone()
    }

    /// Every mail that it took, in their order.
    pub fn taken(&self) -> Vec<Taken> {
        lock(&self.shared.taken).clone()
    }

    /// How many mails it took, without a copy of them.
    pub fn count_taken(&self) -> usize {
        lock(&self.shared.taken).len()
    }

    /// How many mails there are, one that came again counted once.
    pub fn count(&self) -> usize {
        let taken = self.taken();
        let links: BTreeSet<_> = taken.iter().map(Taken::link).collect();
        links.len()
    }

    /// The mails to one address.
    pub fn taken_for(&self, to: &str) -> Vec<Taken> {
        let taken = self.taken().into_iter();
        taken.filter(|mail| mail.to == to).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.shared.is_ended.store(true, Ordering::Release);
        // Its own connection wakes the listener, which then sees the end.
        let _woken = TcpStream::connect(&self.address);
    }
}

/// One request on each connection.
fn serve(stream: &TcpStream, provider: Provider, shared: &Shared) {
    let Some(received) = wire::read(stream) else {
        return;
    };
    if !shared.is_counting {
        lock(&shared.received).push(received.clone());
    }
    let behaviour = lock(&shared.behaviour).clone();
    match behaviour {
        Behaviour::Documented => {
            let (status, body) = document(provider, &received, shared);
            wire::answer(stream, status, "", &body);
        }
        Behaviour::Answers(status, headers, body) => wire::answer(stream, status, headers, body),
        Behaviour::Hangs => wire::await_end(stream),
        Behaviour::Closes => {}
        Behaviour::ClosesInTheMiddle => {
            let (status, body) = document(provider, &received, shared);
            wire::answer_half(stream, status, &body);
        }
    }
}

impl Shared {
    fn take(&self, mail: Taken) {
        let kept = if self.is_counting {
            Taken::default()
        } else {
            mail
        };
        lock(&self.taken).push(kept);
    }
}

fn document(provider: Provider, received: &Received, shared: &Shared) -> Reply {
    let name = random::hex::<16>();
    match provider {
        Provider::Postmark => postmark::answer(received, &name, |mail| shared.take(mail)),
        Provider::Resend => {
            let mut keys = lock(&shared.keys);
            resend::answer(received, (&name, &mut keys), |mail| shared.take(mail))
        }
    }
}
