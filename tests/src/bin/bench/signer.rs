//! Supporters who sign: requests made before the clock runs, each with a
//! session, a key and an address of its own, so that no cache can help.

use std::cell::Cell;

use anyhow::{Context, Result};
use protocol::base64::encode_base64url;
use protocol::limits::SESSION_LIFE_S;
use protocol::{Choice, EmbedAnswer, Session, SessionPayload, Submission};
use serde_json::{Value, json};
use tests::page::PageSession;
use tests::submission::{Attempt, Supporter, fill};
use tests::{Campaign, Page, Post, clock, random};

use crate::target::Target;
use crate::wire;

/// Both check the work by one hash, however long it took; 8 bits keep the
/// client from working for minutes before each round.
const WORK_BITS: u8 = 8;

/// Makes signed requests for a campaign.
pub(crate) struct Signer<'a> {
    campaign: &'a Campaign<'a>,
    page: Page,
    form: Submission,
    /// What the form's consent block showed, as the plain worker keeps it.
    pub(crate) view: Value,
    next: Cell<u64>,
}

impl<'a> Signer<'a> {
    /// Reads the lead's form, as a page does.
    pub(crate) fn new(campaign: &'a Campaign<'a>) -> Result<Self> {
        let page = campaign.lead();
        let embed = page.embed();
        Ok(Self {
            campaign,
            form: fill(&embed, &Supporter::new(), Choice::Yes),
            view: make_view(campaign, &embed)?,
            page,
            next: Cell::new(0),
        })
    }

    /// Requests of so many supporters, listed and with a "yes".
    pub(crate) fn sign_many(&self, target: &Target, count: usize) -> Result<Vec<Vec<u8>>> {
        (0..count).map(|_| self.sign(target)).collect()
    }

    /// One more supporter's request.
    pub(crate) fn sign(&self, target: &Target) -> Result<Vec<u8>> {
        encode(&self.make_post(target), target)
    }

    /// The same with another request's signature: every check up to the MAC
    /// is made.
    pub(crate) fn forge(&self, target: &Target) -> Result<Vec<u8>> {
        let mut post = self.make_post(target);
        post.key = vec![0; 32];
        encode(&post, target)
    }

    /// The same without a signature.
    pub(crate) fn leave_unsigned(&self, target: &Target) -> Result<Vec<u8>> {
        let post = self.make_post(target);
        encode(
            &post.without("signature-input").without("signature"),
            target,
        )
    }

    fn make_post(&self, target: &Target) -> Post {
        let number = self.next.replace(self.next.get() + 1);
        let mut form = self.form.clone();
        form.supporter.email = format!("supporter-{number}@mail.example");
        let session = self.make_session();
        let page_session = PageSession {
            token: session.token,
            key: session.key.to_vec(),
            issued_at_ms: session.payload.issued_at * 1_000,
        };
        let mut post = Post::new(&self.page, &page_session, &Attempt::new(form));
        post.authority.clone_from(&target.authority);
        post
    }

    /// A session as the edge issues it, without asking for it.
    fn make_session(&self) -> Session {
        let issued_at = clock::now_s();
        self.campaign.edge.secrets().issue(SessionPayload {
            v: 1,
            campaign: self.page.campaign.clone(),
            partner: self.page.partner.clone(),
            origin: self.page.origin.clone(),
            issued_at,
            expires_at: issued_at + SESSION_LIFE_S,
            sid: encode_base64url(&random::bytes::<16>()),
            difficulty_bits: WORK_BITS,
        })
    }
}

fn encode(post: &Post, target: &Target) -> Result<Vec<u8>> {
    let ask = post.ask();
    let mut headers = String::new();
    for (name, value) in &ask.headers {
        headers.extend([name, ": ", value, "\r\n"]);
    }
    let body = ask.body.context("a signed request has a body")?;
    let line = format!("{} {}", ask.method, ask.path);
    Ok(wire::encode(&line, &target.authority, &headers, &body))
}

/// What the edge keeps of a consent block, without its HTML.
fn make_view(campaign: &Campaign<'_>, embed: &EmbedAnswer) -> Result<Value> {
    let mut notices = Vec::new();
    for shown in &embed.notices {
        let mut known = campaign.settings.notices.iter();
        let notice = known
            .find(|known| known.notice == shown.notice)
            .context("the form shows a notice that the campaign has not")?;
        notices.push(json!({
            "notice": notice.notice,
            "version": notice.version,
            "partner": notice.partner,
            "purpose": notice.purpose,
            "notice_hash": protocol::ViewHash::of(notice.notice.as_str().as_bytes()),
            "control": notice.control,
            "control_label": "Yes",
        }));
    }
    Ok(json!({
        "hash": embed.view,
        "partner": embed.partner,
        "language": embed.language,
        "petition_version": embed.petition_version,
        "collection_notice": embed.collection_notice,
        "notices": notices,
    }))
}
