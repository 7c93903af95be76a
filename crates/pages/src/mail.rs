//! The one mail that a supporter gets, as plain text and as HTML.
//!
//! Sender and subject are the same for every campaign: a mailbox's list, or a
//! telephone's lock screen, does not tell what was signed. Nothing in it was
//! chosen by whoever typed the address: no name, no reason, no source. No
//! picture, no style sheet and no address but the one link, so reading it
//! tells nobody anything. That of a protected campaign names neither the
//! petition nor who runs it: its page does.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use petition::CampaignSettings;
use serde::Deserialize;

use crate::i18n::texts::{Words, direction, in_language};

/// Why it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// An address was used to sign: only its mailbox can confirm.
    Confirm,
    /// Two days later, once.
    Reminder,
    /// An address that has a signature was used again.
    AlreadySigned,
    /// "Email me my link".
    YourLink,
}

impl MailKind {
    #[cfg(test)]
    const ALL: [Self; 4] = [
        Self::Confirm,
        Self::Reminder,
        Self::AlreadySigned,
        Self::YourLink,
    ];

    /// Whether its mailbox may never have asked for it, so that its provider
    /// offers to end such mails with one click.
    fn is_unasked(self) -> bool {
        matches!(self, Self::Confirm | Self::Reminder)
    }

    /// The middle of its messages' names.
    fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Reminder => "reminder",
            Self::AlreadySigned => "signed",
            Self::YourLink => "link",
        }
    }
}

/// What a mail is rendered from.
pub struct MailInput<'a> {
    /// What the mail is for.
    pub kind: MailKind,
    /// The language that the supporter signed in.
    pub language: &'a str,
    /// The campaign's settings.
    pub settings: &'a CampaignSettings,
    /// The supporter's page, with its token.
    pub link: &'a str,
}

/// A mail without its address.
pub struct RenderedMail {
    /// The name of who writes, as it stands before the address.
    pub sender_name: String,
    /// One line.
    pub subject: String,
    /// The mail as plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// Where one POST ends these mails (RFC 8058).
    pub list_unsubscribe: Option<String>,
}

/// The mail's words, in their order.
struct Parts<'a> {
    hello: String,
    why: String,
    headline: String,
    addressee: Option<String>,
    ask: String,
    button: String,
    full_link: String,
    link: &'a str,
    or_else: String,
    lasts: String,
    lead: Option<String>,
}

/// Renders it.
#[must_use]
pub fn render_mail(input: &MailInput) -> RenderedMail {
    let words = Words::of(input.language);
    let subject = match input.kind {
        MailKind::Confirm | MailKind::Reminder | MailKind::AlreadySigned => "mail-subject",
        MailKind::YourLink => "mail-subject-link",
    };
    let subject = words.text(subject);
    let parts = parts(input, words);
    RenderedMail {
        sender_name: words.text(if input.settings.is_protected() {
            "mail-neutral-sender"
        } else {
            "mail-sender"
        }),
        text: plain(&parts),
        html: rich(&parts, words.tag(), &subject),
        list_unsubscribe: input
            .kind
            .is_unasked()
            .then(|| format!("{}/stop", input.link)),
        subject,
    }
}

fn parts<'a>(input: &MailInput<'a>, words: Words) -> Parts<'a> {
    let settings = input.settings;
    let default = &settings.default_language;
    let petition = in_language(&settings.petition, input.language, default);
    let lead = settings
        .partner(&settings.lead)
        .and_then(|lead| in_language(&lead.name, input.language, default));
    let lead = lead.map_or(settings.lead.as_str(), String::as_str);
    let contact = &settings.collection_notice.privacy_contact;
    let addressee = petition.map_or("", |petition| &petition.addressee);
    let headline = petition.map_or("", |petition| &petition.headline);
    // An inbox and a lock screen show how a mail begins: not even that it is
    // about a petition stands there.
    let is_named = !settings.is_protected();
    let kind = if is_named {
        input.kind.word()
    } else {
        "neutral"
    };
    let of_kind = |part: &str| words.text(&format!("mail-{kind}-{part}"));
    Parts {
        hello: words.text("mail-hello"),
        why: of_kind("why"),
        headline: if is_named {
            headline.to_owned()
        } else {
            words.text("mail-unnamed")
        },
        addressee: is_named.then(|| words.with("addressee", &[("addressee", addressee)])),
        ask: of_kind("ask"),
        button: of_kind("button"),
        full_link: words.text("mail-full-link"),
        link: input.link,
        or_else: of_kind("else"),
        lasts: words.text("mail-lasts"),
        lead: is_named.then(|| words.with("mail-lead", &[("lead", lead), ("contact", contact)])),
    }
}

/// The link stands in a line of its own, so that every client finds its end.
fn plain(parts: &Parts) -> String {
    let named = [Some(&parts.headline), parts.addressee.as_ref()];
    let named: Vec<String> = named
        .into_iter()
        .flatten()
        .map(|line| format!("    {line}"))
        .collect();
    let paragraphs = [
        &parts.hello,
        &parts.why,
        &named.join("\n"),
        &parts.ask,
        parts.link,
        &parts.or_else,
        &parts.lasts,
    ];
    let mut text = paragraphs.join("\n\n");
    if let Some(lead) = &parts.lead {
        text.push_str("\n\n-- \n");
        text.push_str(lead);
    }
    text.push('\n');
    text
}

/// For clients that know dark mode; the others show the inline styles.
const DARK: &str = "@media (prefers-color-scheme:dark){\
    .ground{background:#121614!important}.sheet{background:#1b211f!important}\
    .ink{color:#e9eeeb!important}.quiet{color:#a5b1ac!important}\
    .line{border-color:#38423e!important}\
    .button{background:#62c6ac!important}.button a{color:#0b1a16!important}\
    .link{color:#62c6ac!important}}";

/// Mail clients drop style sheets and know old HTML only: tables for places,
/// every style inline, the button a cell of 48 px.
fn rich(parts: &Parts, language: &str, subject: &str) -> String {
    let direction = direction(language);
    let start = if direction == "rtl" { "right" } else { "left" };
    let font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif";
    let sheet = format!("max-width:560px;background:#ffffff;border-radius:8px;text-align:{start}");
    let body = html! {
        table.sheet role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" dir=(direction) style=(sheet) {
            tr { td style={ "padding:28px 24px;" (font) ";font-size:16px;line-height:1.5" } { (content(parts, start)) } }
        }
    };
    let markup = html! {
        (DOCTYPE)
        html lang=(language) dir=(direction) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="supported-color-schemes" content="light dark";
                meta name="x-apple-disable-message-reformatting";
                title { (subject) }
                style { (PreEscaped(DARK)) }
            }
            body.ground style="margin:0;padding:0;background:#f6f7f5" {
                table.ground role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f6f7f5" {
                    tr { td align="center" style="padding:24px 12px" { (body) } }
                }
            }
        }
    };
    markup.into_string()
}

fn content(parts: &Parts, start: &str) -> Markup {
    let ink = "margin:0 0 16px;color:#1c2321";
    let quiet = "margin:0 0 12px;color:#55605c;font-size:14px";
    let rule = format!("margin:0 0 20px;padding:2px 14px;border-{start}:3px solid #d9dedb");
    html! {
        p.ink style=(ink) { (parts.hello) }
        p.ink style=(ink) { (parts.why) }
        div.line style=(rule) {
            h1.ink style="margin:0;color:#1c2321;font-size:16px;font-weight:600;line-height:1.5" { (parts.headline) }
            @if let Some(addressee) = &parts.addressee {
                p.quiet style="margin:0;color:#55605c;font-size:14px" { (addressee) }
            }
        }
        p.ink style=(ink) { (parts.ask) }
        table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px" {
            tr { td.button bgcolor="#0d6956" style="background:#0d6956;border-radius:6px" {
                a href=(parts.link) style="display:inline-block;padding:12px 22px;color:#ffffff;font-weight:600;line-height:24px;text-decoration:none" { (parts.button) }
            } }
        }
        p.quiet style="margin:0 0 4px;color:#55605c;font-size:14px" { (parts.full_link) }
        p style="margin:0 0 20px;font-size:14px" {
            a.link href=(parts.link) dir="ltr" style="color:#0d6956;word-break:break-all" { (parts.link) }
        }
        p.ink style=(ink) { (parts.or_else) }
        p.quiet style=(quiet) { (parts.lasts) }
        @if let Some(lead) = &parts.lead {
            p.quiet style="margin:0;color:#55605c;font-size:14px" { (lead) }
        }
    }
}

#[cfg(test)]
mod tests;
