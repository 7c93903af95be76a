//! Who reads a mailbox: the link of a mail, and what is done with it.

use std::path::Path;

use protocol::base64::encode_base64url;
use protocol::{lp::lp, work};
use sha2::{Digest, Sha256};

use crate::campaign::{Campaign, LEAD};
use crate::hosted::HostedForm;
use crate::http::{Answer, Ask, Http};
use crate::page::{Page, PageSession};
use crate::runtime::Runtime;
use crate::solve::payload_of;
use crate::submission::Supporter;
use crate::{clock, database, personal, random};

/// The link of a mail, as it leads to the supporter's page.
#[derive(Clone)]
pub struct Link {
    http: Http,
    origin: String,
    /// `/r/{campaign}/{token}`.
    pub path: String,
}

impl Link {
    /// The link with this path.
    pub fn new(campaign: &Campaign<'_>, path: &str) -> Self {
        Self {
            http: campaign.edge.http(),
            origin: campaign.edge.origin().to_owned(),
            path: path.to_owned(),
        }
    }

    /// A link for the mailbox that this address has, put into the file of a
    /// ledger of one shard while the edge does not run.
    pub fn plant(campaign: &Campaign<'_>, email: &str) -> Self {
        Self::plant_until(campaign, email, clock::now_ms() + 3_600_000)
    }

    /// The same, with the instant at which it ends, in Unix milliseconds.
    pub fn plant_until(campaign: &Campaign<'_>, email: &str, ends_at_ms: i64) -> Self {
        let edge = campaign.edge;
        let bytes = [vec![0, 0], random::bytes::<16>().to_vec()].concat();
        let hash = Sha256::digest(lp(&[
            b"undersigned/v1/mail-token",
            &bytes[..2],
            &bytes[2..],
        ]));
        let hash: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        edge.kill();
        let planted = format!(
            "INSERT INTO mail_token (hash, supporter_key, kind, expires_at_ms)
             SELECT x'{}', supporter_key, 'confirm', {ends_at_ms}
             FROM signature JOIN person ON person.signature = signature.id
             WHERE instr(email, cast('{email}' AS BLOB)) = 1 LIMIT 1 RETURNING 1",
            hash.concat()
        );
        assert_eq!(database::query(&edge.ledger_file(), &planted), ["1"]);
        edge.start_again(None);
        let token = encode_base64url(&bytes);
        // No log may hold what opens the supporter's page.
        personal::remember(&token);
        let path = format!("/r/{}/{token}", campaign.id());
        Self::new(campaign, &path)
    }

    /// The page, as it is read.
    #[track_caller]
    pub fn read(&self) -> String {
        self.http.get(&self.path).expect(200).text()
    }

    /// The form to which the page leads whoever wants to sign themselves, with
    /// the link in it, filled with "yes" to every notice.
    #[track_caller]
    pub fn sign_form(&self, campaign: &Campaign<'_>, supporter: &Supporter) -> HostedForm {
        let page = self.read();
        let (_, rest) = page.split_once("us-manage-own").expect("a way to sign");
        let (form, _) = rest.split_once("</form>").unwrap();
        let (_, action) = form.split_once("action=\"").unwrap();
        let (action, _) = action.split_once('"').unwrap();
        let path = action.strip_prefix(&self.origin).unwrap_or(action);
        let opened = HostedForm::of(path, form).post(campaign).expect(200).text();
        let mut form = HostedForm::of(path, &opened);
        form.fill(campaign, supporter);
        for notice in &campaign.settings.notices {
            form.set(&format!("consent:{}", notice.notice), "yes");
        }
        form
    }

    /// The page's form is posted, whatever the edge answers.
    pub fn try_act(&self, action: &str, about: &str) -> Answer {
        let field = if action == "withdraw" {
            "record"
        } else {
            "receipt"
        };
        let body = format!("action={action}&{field}={about}");
        let ask = Ask::new("POST", &self.path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.origin)
            .header("sec-fetch-site", "same-origin")
            .body(body);
        self.http.send(&ask)
    }

    /// The page's form is posted, about a receipt or a consent's record.
    #[track_caller]
    pub fn act(&self, action: &str, about: &str) {
        let answer = self.try_act(action, about).expect(303);
        assert_eq!(answer.header("location"), Some(self.path.as_str()));
    }
}

/// "Email me my link": the page's form, posted as a browser does.
pub fn ask_link(campaign: &Campaign<'_>, email: &str) -> Answer {
    let path = format!("/r/{}?lang=fr", campaign.id());
    let page = campaign.edge.http().get(&path).expect(200).text();
    let mut form = HostedForm::of(&path, &page);
    form.set("email", email);
    form.post(campaign)
}

/// The same with scripts: with a session for the edge's own page, and its work
/// done for this address.
pub fn ask_link_with_work(campaign: &Campaign<'_>, email: &str) -> Answer {
    let session = own_page(campaign).session();
    let counter = solution(&session, email);
    ask_link_by(
        campaign,
        email,
        &[
            ("session", &session.token),
            ("counter", &counter.to_string()),
        ],
    )
}

/// The form with these fields besides.
pub fn ask_link_by(campaign: &Campaign<'_>, email: &str, paid: &[(&str, &str)]) -> Answer {
    personal::remember(email);
    let mut form = HostedForm {
        path: format!("/r/{}?lang=fr", campaign.id()),
        fields: Vec::new(),
    };
    form.set("email", email);
    for (name, value) in paid {
        form.set(name, value);
    }
    form.post(campaign)
}

/// The edge's own page, as its sessions have it.
pub fn own_page(campaign: &Campaign<'_>) -> Page {
    campaign.page(LEAD, campaign.edge.origin())
}

/// A counter that solves a session's work for an address.
pub fn solution(session: &PageSession, email: &str) -> u64 {
    let payload = payload_of(&session.token).unwrap();
    let prefix = work::derive_prefix(&payload.sid, email);
    let from = u64::from(u32::from_be_bytes(random::bytes()));
    work::try_slice(&prefix, payload.difficulty_bits, from, u32::MAX).unwrap()
}

/// What is stored of instants in a ledger, and the runtime's own: when the
/// alarm rings, in nanoseconds.
const INSTANTS: [&str; 7] = [
    "mailbox SET last_mail_at_ms = last_mail_at_ms - {ms}, remind_at_ms = remind_at_ms - {ms}",
    "outbox SET due_at_ms = due_at_ms - {ms}, ordered_at_ms = ordered_at_ms - {ms},
       first_try_at_ms = first_try_at_ms - {ms}",
    "signature SET signed_at_ms = signed_at_ms - {ms}",
    "mail_sent SET sent_at_ms = sent_at_ms - {ms}",
    "mail_token SET expires_at_ms = expires_at_ms - {ms}",
    "due SET at_ms = at_ms - {ms}",
    "_cf_METADATA SET value = value - {ms} * 1000000 WHERE key = 1",
];

/// The same instant once more, of all ledgers.
const ALARMS: &str = "_cf_ALARM SET scheduled_time = scheduled_time - {ms} * 1000000";

/// When the next send slot among all of a deployment's mails is free.
const SEND_SLOTS: &str = "mail_queue SET arrival_us = arrival_us - {ms} * 1000";

/// So much time passes for the mailboxes of the edge's ledgers, for their
/// alarms, and for the send slots of all mails: what is stored of instants is
/// moved while the edge does not run.
pub fn pass(edge: &Runtime, ms: i64) {
    pass_stopped(edge, ms);
    edge.start_again(None);
}

/// The same, and the edge is left stopped.
pub fn pass_stopped(edge: &Runtime, ms: i64) {
    edge.kill();
    let ledgers = edge.ledger_files();
    let move_on = |file: &Path, rows: &[&str]| {
        let update = |rows: &&str| format!("UPDATE {rows}").replace("{ms}", &ms.to_string());
        database::update(file, &rows.iter().map(update).collect::<Vec<_>>());
    };
    for ledger in &ledgers {
        move_on(ledger, &INSTANTS);
    }
    if let Some(ledger) = ledgers.first() {
        move_on(&ledger.with_file_name("metadata.sqlite"), &[ALARMS]);
    }
    for directory in edge.directory_files() {
        move_on(&directory, &[SEND_SLOTS]);
    }
}
