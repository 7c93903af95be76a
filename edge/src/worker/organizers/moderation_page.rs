//! `/organizer/campaigns/{campaign}/moderation`: the moderators' page, behind
//! the cookie. Everything that acts is a form's POST from the page itself, and
//! leads back to the page.

use petition::CampaignSettings;
use protocol::ids::{CampaignId, EntryId};

use super::{
    auth::Organizer,
    moderation::{self, QUEUE_ENTRIES},
    moderation_api::Filter,
    pages::{language_of, page},
};
use commands::Decision;
use pages::{ModerationInput, render_moderation};

use crate::worker::{
    campaign_cache,
    problem::{Failure, Refusal},
    response::Reply,
    router::FeedSwitch,
};

/// `GET`: the queue, what is shown, and the feed's switch.
pub(in crate::worker) async fn show(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let language = language_of(inbound);
    let campaign = campaign_cache::load_campaign_anew(edge, id).await?;
    let queue = moderation::load_queue(edge, &campaign, QUEUE_ENTRIES, QUEUE_ENTRIES).await?;
    let hidden = inbound
        .parameter("hidden")
        .and_then(|count| count.parse().ok());
    Ok(page(render_moderation(&ModerationInput {
        language,
        settings: &campaign.settings,
        is_feed_paused: campaign.is_feed_paused,
        waiting: queue.waiting,
        queue: &queue.queue,
        shown: &queue.shown,
        is_decided: inbound.parameter("decided").is_some(),
        hidden,
        is_more: inbound.parameter("more").is_some(),
    })))
}

/// `POST`: one entry by its own button (`one=approve:ID`), or every ticked one
/// (`decision=approve&entry=ID&entry=ID`).
pub(in crate::worker) async fn decide(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let form = inbound.read_form().await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    if let Some((entries, decision)) = parse_decision(&form) {
        moderation::decide(edge, &campaign, &entries, decision).await?;
    }
    Ok(back(id, "?decided=yes"))
}

/// `POST /organizer/campaigns/{campaign}/entries/{entry}/hide`: the button.
pub(in crate::worker) async fn hide(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    entry: &EntryId,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    moderation::decide_one(edge, &campaign, entry, Decision::Hide).await?;
    Ok(back(id, "#entries"))
}

/// `POST /organizer/campaigns/{campaign}/entries/hide`.
pub(in crate::worker) async fn hide_many(
    organizer: &Organizer<'_>,
    id: &CampaignId,
) -> Result<Reply, Failure> {
    let (edge, inbound) = (organizer.edge(), organizer.inbound());
    let form = inbound.read_form().await?;
    let campaign = campaign_cache::load_campaign(edge, id).await?;
    let filter = parse_filter(&form, &campaign.settings)?;
    let all = moderation::hide_many(edge, &campaign, &filter).await?;
    let more = if all.is_complete { "" } else { "&more=yes" };
    Ok(back(id, &format!("?hidden={}{more}", all.hidden)))
}

/// `POST /organizer/campaigns/{campaign}/feed/pause` and `.../resume`.
pub(in crate::worker) async fn switch_feed(
    organizer: &Organizer<'_>,
    id: &CampaignId,
    switch: FeedSwitch,
) -> Result<Reply, Failure> {
    let edge = organizer.edge();
    moderation::switch_feed(edge, id, switch).await?;
    Ok(back(id, ""))
}

fn back(id: &CampaignId, rest: &str) -> Reply {
    let to = format!("/organizer/campaigns/{id}/moderation{rest}");
    Reply::empty(303).with_header("location", to)
}

/// What the pressed button says of which entries; none where nothing is ticked.
fn parse_decision(form: &[(String, String)]) -> Option<(Vec<EntryId>, Decision)> {
    if let Some((decision, entry)) = value(form, "one").and_then(|one| one.split_once(':')) {
        let entry = EntryId::parse(entry).ok()?;
        return Some((vec![entry], parse_word(decision)?));
    }
    let decision = parse_word(value(form, "decision")?)?;
    let entries: Vec<EntryId> = form
        .iter()
        .filter(|(name, _)| name == "entry")
        .filter_map(|(_, entry)| EntryId::parse(entry).ok())
        .take(QUEUE_ENTRIES as usize)
        .collect();
    (!entries.is_empty()).then_some((entries, decision))
}

fn parse_word(word: &str) -> Option<Decision> {
    match word {
        "approve" => Some(Decision::Approve),
        "name_only" => Some(Decision::NameOnly),
        "hide" => Some(Decision::Hide),
        _ => None,
    }
}

/// The fields as the API's body; times are typed in UTC, without an offset.
fn parse_filter(
    form: &[(String, String)],
    settings: &CampaignSettings,
) -> Result<commands::HideMany, Refusal> {
    let text = |name| value(form, name).map(str::to_owned);
    let instant = |name| value(form, name).map(in_utc);
    let filter = Filter {
        source: text("source"),
        partner: text("partner"),
        from: instant("from"),
        to: instant("to"),
    };
    filter.parse(settings).map_err(Refusal::Invalid)
}

/// `2026-11-22T06:00`, with or without seconds, as RFC 3339.
fn in_utc(typed: &str) -> String {
    let seconds = if typed.len() == "2026-11-22T06:00".len() {
        ":00"
    } else {
        ""
    };
    format!("{typed}{seconds}Z")
}

/// The first value of a field that was filled.
fn value<'a>(form: &'a [(String, String)], name: &str) -> Option<&'a str> {
    form.iter()
        .find(|(known, value)| known == name && !value.trim().is_empty())
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_rows_own_button_goes_before_what_is_ticked() {
        let (a, b) = ("AAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBB");
        let decided = |pairs: &[(&str, &str)]| {
            let decided = parse_decision(&form(pairs));
            decided.map(|(entries, decision)| {
                let entries = entries.iter().map(|entry| entry.as_str().to_owned());
                (entries.collect::<Vec<_>>(), decision)
            })
        };
        assert_eq!(
            decided(&[("entry", a), ("one", &format!("hide:{b}"))]),
            Some((vec![b.to_owned()], Decision::Hide))
        );
        assert_eq!(
            decided(&[
                ("entry", a),
                ("entry", "no-id"),
                ("entry", b),
                ("decision", "name_only")
            ]),
            Some((vec![a.to_owned(), b.to_owned()], Decision::NameOnly))
        );
        for nothing in [
            &[("decision", "approve")][..],
            &[("entry", a)],
            &[("entry", a), ("decision", "delete")],
            &[("one", "hide")],
            &[("one", "hide:no-id")],
        ] {
            assert_eq!(decided(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_time_without_an_offset_is_read_as_utc() {
        assert_eq!(in_utc("2026-11-22T06:00"), "2026-11-22T06:00:00Z");
        assert_eq!(in_utc("2026-11-22T06:00:30"), "2026-11-22T06:00:30Z");
        assert_eq!(
            value(&form(&[("from", " "), ("from", " x ")]), "from"),
            Some("x")
        );
    }
}
