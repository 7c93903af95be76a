//! The mailbox of `cargo xtask dev`: every mail that the edge sends on this
//! machine, as a page to look at.
//!
//! To the edge it is a mail provider: it takes mails in Postmark's documented
//! shape, so what runs here is the adapter that a deployment has. Nothing is
//! sent on, and nothing is kept when `dev` ends.

mod page;

use std::collections::VecDeque;
use std::io::{Cursor, Read as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context as _, Result, anyhow};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::secrets;

/// Some 10 KB each: a long afternoon of signing is 10 MB.
const MAILS_MAX: usize = 1_000;

/// Ours have 8 KB.
const BODY_MAX_BYTES: u64 = 1 << 20;

/// A mail that came.
#[derive(Clone, Serialize)]
struct Mail {
    /// Counted from 1; it names the mail's pages.
    number: usize,
    to: String,
    from: String,
    subject: String,
    text: String,
    html: String,
    /// The headers that the edge asks for, in their order.
    headers: Vec<MailHeader>,
}

/// A header of a mail.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all(deserialize = "PascalCase"))]
struct MailHeader {
    name: String,
    value: String,
}

/// The fields of Postmark's `POST /email` that are shown.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Email {
    from: String,
    to: String,
    subject: String,
    text_body: String,
    html_body: String,
    #[serde(default)]
    headers: Vec<MailHeader>,
}

/// Where the edge sends its mail while `dev` runs.
pub(crate) struct Mailbox {
    /// `127.0.0.1:PORT`.
    pub(crate) address: String,
    token: String,
    mails: Arc<Mutex<VecDeque<Mail>>>,
}

impl Mailbox {
    /// Serves in a thread of its own until the process ends.
    pub(crate) fn serve(listener: TcpListener) -> Result<Self> {
        let mailbox = Self {
            address: listener.local_addr()?.to_string(),
            token: secrets::make_token()?,
            mails: Arc::default(),
        };
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("{error}"))?;
        let (token, mails) = (mailbox.token.clone(), mailbox.mails.clone());
        thread::spawn(move || {
            for mut request in server.incoming_requests() {
                let response = answer(&mut request, &token, &mails);
                // A reader who has left is no reason to stop.
                if let Err(error) = response.and_then(|response| Ok(request.respond(response)?)) {
                    eprintln!("xtask: the mailbox: {error:#}");
                }
            }
        });
        Ok(mailbox)
    }

    /// Its page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The edge's settings for it.
    pub(crate) fn variables(&self) -> [(&'static str, String); 2] {
        let mail = json!({
            "adapter": "postmark", "url": self.url(), "from": "sign@undersigned.example"
        });
        [
            ("UNDERSIGNED_MAIL", mail.to_string()),
            ("UNDERSIGNED_MAIL_TOKEN", self.token.clone()),
        ]
    }
}

/// The mail settings of the environment; none of them is empty.
pub(crate) fn provider_in_environment() -> Vec<(&'static str, String)> {
    const NAMES: [&str; 3] = [
        "UNDERSIGNED_MAIL",
        "UNDERSIGNED_MAIL_TOKEN",
        "UNDERSIGNED_MAIL_WEBHOOK",
    ];
    let set = |name| {
        Some((
            name,
            std::env::var(name).ok().filter(|text| !text.is_empty())?,
        ))
    };
    NAMES.into_iter().filter_map(set).collect()
}

type Answer = Response<Cursor<Vec<u8>>>;

fn answer(request: &mut Request, token: &str, mails: &Mutex<VecDeque<Mail>>) -> Result<Answer> {
    let path = request.url().split('?').next().unwrap_or_default();
    let segments: Vec<_> = path
        .trim_matches('/')
        .split('/')
        .map(str::to_owned)
        .collect();
    let segments: Vec<_> = segments.iter().map(String::as_str).collect();
    match (request.method(), segments.as_slice()) {
        (Method::Post, ["email"]) => take(request, token, mails),
        (Method::Get, [""]) => html(page::list(lock(mails).iter())),
        (Method::Get, ["style.css"]) => respond("text/css; charset=utf-8", page::STYLE.to_owned()),
        (Method::Get, ["mails.json"]) => {
            let all = serde_json::to_string(&*lock(mails))?;
            respond("application/json", all)
        }
        (Method::Get, ["mails", number, part @ ..]) => {
            let mails = lock(mails);
            let mail = mails.iter().find(|mail| mail.number.to_string() == *number);
            match (mail, part) {
                (Some(mail), []) => html(page::mail(mail)),
                (Some(mail), ["html"]) => sandboxed(&mail.html),
                _ => not_found(),
            }
        }
        _ => not_found(),
    }
}

/// As Postmark documents it, with its error codes.
fn take(request: &mut Request, token: &str, mails: &Mutex<VecDeque<Mail>>) -> Result<Answer> {
    let came = request
        .headers()
        .iter()
        .find(|header| header.field.equiv("X-Postmark-Server-Token"));
    if came.is_none_or(|header| header.value.as_str() != token) {
        let refused = json!({"ErrorCode": 10, "Message": "Bad or missing API token"});
        return Ok(respond("application/json", refused.to_string())?.with_status_code(401));
    }
    let mut body = Vec::new();
    request
        .as_reader()
        .take(BODY_MAX_BYTES)
        .read_to_end(&mut body)?;
    let Ok(email) = serde_json::from_slice::<Email>(&body) else {
        let refused = json!({"ErrorCode": 402, "Message": "Invalid JSON"});
        return Ok(respond("application/json", refused.to_string())?.with_status_code(422));
    };
    let mut mails = lock(mails);
    let number = mails.front().map_or(0, |newest| newest.number) + 1;
    let accepted = json!({
        "To": email.to, "MessageID": format!("dev-{number}"), "ErrorCode": 0, "Message": "OK"
    });
    mails.push_front(Mail {
        number,
        to: email.to,
        from: email.from,
        subject: email.subject,
        text: email.text_body,
        html: email.html_body,
        headers: email.headers,
    });
    mails.truncate(MAILS_MAX);
    respond("application/json", accepted.to_string())
}

fn html(text: String) -> Result<Answer> {
    let policy = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'";
    let response = respond("text/html; charset=utf-8", text)?;
    Ok(response.with_header(header("Content-Security-Policy", policy)?))
}

/// A mail's own HTML: it runs nothing and fetches nothing, and what it leads
/// to opens in a tab of its own.
fn sandboxed(text: &str) -> Result<Answer> {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; \
        sandbox allow-popups allow-popups-to-escape-sandbox";
    let text = text.replacen("<head>", "<head><base target=\"_blank\">", 1);
    let response = respond("text/html; charset=utf-8", text)?;
    Ok(response.with_header(header("Content-Security-Policy", policy)?))
}

fn not_found() -> Result<Answer> {
    Ok(respond("text/plain", "There is no such page".to_owned())?.with_status_code(404))
}

fn respond(content_type: &str, text: String) -> Result<Answer> {
    Ok(Response::from_data(text)
        .with_header(header("Content-Type", content_type)?)
        .with_header(header("Cache-Control", "no-store")?)
        // A page behind a link must not learn the mailbox's address.
        .with_header(header("Referrer-Policy", "no-referrer")?))
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value)
        .ok()
        .with_context(|| format!("header {name}"))
}

fn lock(mails: &Mutex<VecDeque<Mail>>) -> MutexGuard<'_, VecDeque<Mail>> {
    mails.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq::Agent;

    fn agent() -> Agent {
        let config = Agent::config_builder().http_status_as_error(false);
        config.build().new_agent()
    }

    fn send(mailbox: &Mailbox, token: &str, subject: &str) -> u16 {
        let body = json!({
            "From": "a@b.example", "To": "zoe@example.org", "Subject": subject,
            "TextBody": "one <two>", "HtmlBody": "<html><head></head><body>hello</body></html>",
            "Headers": [{"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=<One-Click>"}]
        });
        let answer = agent()
            .post(format!("{}/email", mailbox.url()))
            .header("X-Postmark-Server-Token", token)
            .send(body.to_string())
            .unwrap();
        answer.status().as_u16()
    }

    fn read(mailbox: &Mailbox, path: &str) -> (u16, String) {
        let mut answer = agent()
            .get(format!("{}{path}", mailbox.url()))
            .call()
            .unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), text)
    }

    #[test]
    fn what_is_sent_with_the_token_is_listed_newest_first_and_shown_as_text() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mailbox = Mailbox::serve(listener).unwrap();
        assert!(read(&mailbox, "/").1.contains("No mail yet"));
        assert_eq!(send(&mailbox, "another", "forged"), 401);
        assert_eq!(send(&mailbox, &mailbox.token, "<b>first</b>"), 200);
        assert_eq!(send(&mailbox, &mailbox.token, "second"), 200);
        let (_, list) = read(&mailbox, "/");
        let second = list.find("second").unwrap();
        let first = list.find("&lt;b&gt;first&lt;/b&gt;").unwrap();
        assert!(second < first && !list.contains("forged"));
        let (_, mail) = read(&mailbox, "/mails/1");
        assert!(mail.contains("one &lt;two&gt;"));
        assert!(mail.contains("List-Unsubscribe-Post"));
        assert!(mail.contains("List-Unsubscribe=&lt;One-Click&gt;"));
        assert!(
            read(&mailbox, "/mails.json")
                .1
                .contains("\"name\":\"List-Unsubscribe-Post\"")
        );
        let (_, html) = read(&mailbox, "/mails/1/html");
        assert!(html.contains("<base target=\"_blank\">") && html.contains("hello"));
        assert_eq!(read(&mailbox, "/mails/3").0, 404);
    }
}
