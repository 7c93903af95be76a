//! The moderators' lists: what waits, with a button for each decision, and
//! what is shown.
//!
//! The queue is one form. Without a script a row's own buttons decide about
//! it, and the buttons above about every ticked row; the script adds keys.

use maud::{Markup, html};

use super::{moderation::ModerationInput, tables::partner_name};
use crate::{
    form::feed::place,
    i18n::{dates::table_time, texts::Words},
};
use commands::QueueEntry;

/// What can be decided, as the form says it.
const DECISIONS: [&str; 3] = ["approve", "name_only", "hide"];

/// What waits, the oldest first.
pub(crate) fn queue(input: &ModerationInput, words: Words) -> Markup {
    html! {
        section.org-queue #queue aria-labelledby="waiting" {
            h2 #waiting { (words.plural("org-waiting", input.waiting)) }
            @if input.queue.is_empty() {
                p.org-quiet { (words.text("org-none")) }
            } @else {
                p.org-quiet { (words.text("org-queue-help")) }
                p.org-quiet.org-keys data-org="keys" hidden { (words.text("org-keys")) }
                form method="post" data-org="queue"
                    action={ "/organizer/campaigns/" (input.settings.campaign) "/moderation" } {
                    (bulk(words))
                    ul.org-cards {
                        @for (at, entry) in input.queue.iter().enumerate() {
                            (waiting_row(input, entry, input.is_decided && at == 0))
                        }
                    }
                }
            }
        }
    }
}

/// The buttons for every ticked row.
fn bulk(words: Words) -> Markup {
    html! {
        div.org-bulk role="group" aria-label=(words.text("org-ticked")) {
            label data-org="all" hidden {
                input type="checkbox" data-org="tick-all"; " " (words.text("org-all"))
            }
            span.org-quiet { (words.text("org-ticked")) }
            @for decision in DECISIONS {
                button type="submit" name="decision" value=(decision)
                    data-confirm=[is_final(decision).then(|| words.text("org-hide-ticked-confirm"))] {
                    (words.text(&label_of(decision)))
                }
            }
        }
    }
}

fn waiting_row(input: &ModerationInput, waiting: &QueueEntry, is_next: bool) -> Markup {
    let words = Words::of(input.language);
    let (entry, name) = (&waiting.entry, waiting.entry.name.as_str());
    let id = format!("tick-{}", entry.id);
    html! {
        li data-entry=(entry.id) {
            div.org-card {
                input type="checkbox" id=(id) name="entry" value=(entry.id)
                    autofocus[is_next];
                div {
                    label for=(id) { bdi translate="no" { (name) } }
                    (reason_text(waiting))
                    (about(input, words, waiting))
                    p.org-why { (why(words, waiting)) }
                }
            }
            div.org-decide {
                @for decision in DECISIONS {
                    @if decision != "name_only" || entry.comment.is_some() {
                        button type="submit" name="one" value={ (decision) ":" (entry.id) }
                            data-decision=(decision)
                            data-confirm=[is_final(decision).then(|| words.text("org-hide-confirm"))]
                            aria-label={ (words.text(&label_of(decision))) " " (name) } {
                            (words.text(&label_of(decision)))
                        }
                    }
                }
            }
        }
    }
}

/// The reason that the supporter gave, whether it is shown or not.
fn reason_text(entry: &QueueEntry) -> Markup {
    html! {
        @if let Some(comment) = &entry.entry.comment {
            p.org-comment { bdi translate="no" { (comment) } }
        }
    }
}

/// Place, time, partner and source of an entry.
fn about(input: &ModerationInput, words: Words, waiting: &QueueEntry) -> Markup {
    let entry = &waiting.entry;
    html! {
        p.org-about {
            time datetime=(entry.signed_at) { (table_time(&entry.signed_at)) }
            @if let Some(place) = place(words, entry) { " · " (place) }
            " · " (partner_name(input.settings, input.language, waiting.partner.as_str()))
            @if let Some(source) = &waiting.source { " · " bdi translate="no" { (source) } }
        }
    }
}

/// What waits, and for what reasons.
fn why(words: Words, waiting: &QueueEntry) -> String {
    let what = match (waiting.is_name_waiting, waiting.comment_state == "waiting") {
        (true, true) => "org-waits-both",
        (true, false) => "org-waits-name",
        (false, _) => "org-waits-comment",
    };
    let reasons: Vec<String> = waiting
        .reasons
        .iter()
        .map(|reason| words.text(&format!("org-reason-{reason}")))
        .collect();
    words.with(what, &[("reasons", &reasons.join(", "))])
}

/// What cannot be taken back is asked for twice.
fn is_final(decision: &str) -> bool {
    decision == "hide"
}

fn label_of(decision: &str) -> String {
    format!("org-{decision}")
}

/// What the public sees, the newest first, each with a button to hide it.
pub(crate) fn shown(input: &ModerationInput, words: Words) -> Markup {
    html! {
        section.org-entries aria-labelledby="entries" {
            h2 #entries { (words.text("org-entries")) }
            @if input.shown.is_empty() {
                p.org-quiet { (words.text("org-none")) }
            } @else {
                p.org-quiet { (words.text("org-entries-help")) }
                ul.org-cards {
                    @for entry in input.shown { (shown_row(input, words, entry)) }
                }
            }
        }
    }
}

fn shown_row(input: &ModerationInput, words: Words, shown: &QueueEntry) -> Markup {
    let entry = &shown.entry;
    html! {
        li {
            div.org-card {
                div {
                    strong { bdi translate="no" { (entry.name) } }
                    @if shown.comment_state == "shown" { (reason_text(shown)) }
                    (about(input, words, shown))
                }
            }
            form.org-decide method="post" data-confirm=(words.text("org-hide-confirm"))
                action={
                    "/organizer/campaigns/" (input.settings.campaign) "/entries/" (entry.id) "/hide"
                } {
                button type="submit"
                    aria-label=(words.with("org-hide-name", &[("name", &entry.name)])) {
                    (words.text("org-hide"))
                }
            }
        }
    }
}
