//! The first response of a partner's page: loader and view in one script, the
//! same as JSON, and the files that they name.

use protocol::{EmbedAnswer, RestAnswer, ViewHash};
use serde_json::{Value, json};
use tests::campaign::{LEAD, OTHER};
use tests::submission::Supporter;
use tests::{Answer, Ask, Campaign, Runtime, wait};

const TOKEN: &str = "__UNDERSIGNED_PAYLOAD__";

fn script(campaign: &Campaign<'_>, partner: &str, query: &str) -> Answer {
    let path = format!("/embed/{}/{partner}.js{query}", campaign.id());
    let ask = Ask::get(&path).header("accept-language", "en-CA,en;q=0.9");
    campaign.edge.http().send(&ask).expect(200)
}

/// The JSON in the script: the first object literal that has the view's HTML.
fn payload(script: &str) -> Value {
    let start = script
        .find(r#"{"style":"#)
        .expect("no payload in the script");
    let mut values = serde_json::Deserializer::from_str(&script[start..]).into_iter::<Value>();
    values.next().unwrap().unwrap()
}

/// The same of an answer in JSON, without what only other clients read.
fn without_the_rest(embed: &EmbedAnswer) -> Value {
    let mut value = serde_json::to_value(embed).unwrap();
    for name in ["entries", "notices", "others", "tally"] {
        value.as_object_mut().unwrap().remove(name).unwrap();
    }
    for name in ["live", "loader", "wasm", "wasm_integrity"] {
        let assets = value["assets"].as_object_mut().unwrap();
        assets.remove(name).unwrap();
    }
    // Sentences that a widget of today has with the rest of the view.
    for name in [
        "choices-no",
        "choices-yes",
        "error-again",
        "error-closed",
        "error-country",
        "error-other",
        "list-me-fallback",
    ] {
        let messages = value["messages"].as_object_mut().unwrap();
        messages.remove(name).unwrap();
    }
    value
}

#[test]
fn the_script_carries_the_whole_view() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let answer = script(&campaign, LEAD, "");
    assert_eq!(
        answer.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    let text = answer.text();
    assert!(!text.contains(TOKEN), "the payload was not put in");
    let embed = campaign.lead().embed();
    let mut payload = payload(&text);
    // Of the style it has what is painted first.
    let paint = payload["style"].take();
    let mut whole = without_the_rest(&embed);
    // And the tags of the languages, whose names stand in the view.
    for name in whole["languages"].as_object_mut().unwrap().values_mut() {
        *name = json!(0);
    }
    let style = whole["style"].take();
    assert!(style.as_str().unwrap().len() > paint.as_str().unwrap().len());
    assert!(paint.as_str().unwrap().contains(".us-field"));
    assert_eq!(payload, whole);
    assert_eq!(
        (&embed.campaign, embed.partner.as_str()),
        (campaign.id(), LEAD)
    );
    assert_eq!(embed.assets.edge, edge.origin());
    assert_eq!(
        embed.assets.live,
        format!(
            "ws://{}/v1/campaigns/{}/live",
            edge.authority(),
            campaign.id()
        )
    );
    assert!(embed.style.contains('{'), "the view has no style");
    assert!(!embed.messages.is_empty());
    // What the view hash stands for is in the view.
    let start = embed.html.find("<div data-us=\"consent-block\"");
    let start = start.or_else(|| embed.html.find("<div class=\"us-consent"));
    let block = &embed.html[start.expect("no consent block")..];
    let ends = block
        .match_indices("</div>")
        .map(|(at, end)| at + end.len());
    let hashes = ends.map(|end| ViewHash::of(&block.as_bytes()[..end]));
    assert!(
        hashes.into_iter().any(|hash| hash == embed.view),
        "the view is another's"
    );
}

#[test]
fn nothing_in_the_script_can_end_it() {
    let edge = Runtime::shared();
    let mut campaign = Campaign::open(&edge);
    let hostile = "</script><script>alert(1)</script>\u{2028}\u{2029}<!--";
    campaign.change(|settings| {
        let text = settings.petition.get_mut("en").unwrap();
        text.headline = hostile.to_owned();
    });
    let mut supporter = Supporter::new();
    supporter.given_name = "</script>".to_owned();
    let page = campaign.lead();
    let entry = page.sign(&supporter).entry.unwrap();
    let limit = std::time::Duration::from_mins(1);
    let text = wait::until("the entry in the script", limit, || {
        let text = script(&campaign, LEAD, "").text();
        let html = payload(&text)["html"].to_string();
        html.contains(entry.id.as_str()).then_some(text)
    });
    let start = text.find(r#"{"style":"#).unwrap();
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<Value>();
    let _payload = values.next().unwrap().unwrap();
    let json = &text[start..start + values.byte_offset()];
    for forbidden in ['<', '\u{2028}', '\u{2029}'] {
        assert!(!json.contains(forbidden), "{forbidden:?} is in the payload");
    }
    // And nothing in the view is markup of a stranger's.
    let html = payload(&text)["html"].to_string();
    assert!(!html.contains("<script"), "{html}");
}

#[test]
fn the_language_is_the_one_asked_for_else_the_partners() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for (partner, query, language) in [
        (LEAD, "", "en"),
        (LEAD, "?lang=fr", "fr"),
        (LEAD, "?lang=fr-CA", "fr"),
        (LEAD, "?lang=FR_ca", "fr"),
        (LEAD, "?lang=de", "en"),
        (LEAD, "?lang=", "en"),
        // Whatever the browser says it would like.
        (OTHER, "", "fr"),
        (OTHER, "?lang=EN", "en"),
    ] {
        let embed = payload(&script(&campaign, partner, query).text());
        assert_eq!(embed["language"], language, "{partner}{query}");
        let headline = &campaign.settings.petition[language].addressee;
        assert!(
            embed["html"].to_string().contains(headline.as_str()),
            "{partner}{query}"
        );
    }
}

#[test]
fn another_version_of_the_view_is_recognized() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for query in ["&view=2", "", "&view="] {
        let path = campaign
            .lead()
            .path(&format!("embed?partner={LEAD}{query}"));
        assert_eq!(edge.http().get(&path).pointers(), ["/view"]);
    }
}

#[test]
fn the_rest_of_a_view_comes_in_its_language_and_loads_nothing() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    for (query, next) in [
        ("", "When the petition closes"),
        ("&lang=fr", "Après la clôture"),
    ] {
        let path = campaign
            .lead()
            .path(&format!("embed/rest?partner={LEAD}&view=1{query}"));
        let answer = edge.http().get(&path).expect(200);
        let rest: RestAnswer = answer.json();
        assert!(rest.html.contains(next), "{}", rest.html);
        assert!(rest.messages.contains_key("countries"));
        assert!(!rest.html.contains(" src=") && !rest.html.contains("<script"));
    }
    let of = |query: &str| campaign.lead().path(&format!("embed/rest?{query}"));
    assert_eq!(edge.http().get(&of("partner=nobody&view=1")).status, 404);
    assert_eq!(
        edge.http()
            .get(&of(&format!("partner={LEAD}&view=2")))
            .pointers(),
        ["/view"]
    );
}

#[test]
fn the_files_that_the_view_names_are_there_for_good() {
    let edge = Runtime::shared();
    let campaign = Campaign::open(&edge);
    let assets = campaign.lead().embed().assets;
    let get = |url: &str| {
        let path = url.strip_prefix(edge.origin()).unwrap();
        edge.http().get(path).expect(200)
    };
    let loader = get(&assets.loader);
    assert_eq!(
        loader.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    // The pinned loader asks for its view by itself.
    assert_eq!(loader.text().matches(TOKEN).count(), 1);
    let wasm = get(&assets.wasm);
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert!(wasm.body.starts_with(b"\0asm"));
    assert!(assets.wasm_integrity.starts_with("sha256-"));
}

#[test]
fn no_path_reaches_another_file() {
    let edge = Runtime::shared();
    for name in [
        "manifest.json",
        "embed.0000000000000000.js",
        "embed.0000000000000000.html",
        "..%2fworker%2findex.js",
        "%2e%2e/worker/index.js",
        "../worker/index.js",
        "",
    ] {
        let answer = edge.http().get(&format!("/assets/{name}"));
        let _problem = answer.problem(404, "not-found");
    }
}
