//! What strangers type stays text, wherever a page shows it.

use petition::Comments;
use serde_json::Value;

use crate::{
    ViewInput,
    fixture::{entry, hosted, problem, settings, typed, widget_view},
    i18n::{languages::LANGUAGES, messages::rest_messages, sentences::FIELD_KINDS, texts::Words},
    render_view,
};

/// Text of the shared vectors, as it is typed and as it is kept.
fn scripts() -> Vec<(String, String)> {
    let vectors = include_str!("../../protocol/vectors/hostile_text.json");
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    let text = |case: &Value, key: &str| case[key].as_str().unwrap().to_owned();
    let cases = vectors["scripts"].as_array().unwrap().iter();
    let cases: Vec<_> = cases
        .map(|case| (text(case, "typed"), text(case, "kept")))
        .collect();
    assert!(cases.len() > 20);
    cases
}

/// A text as `maud` writes it into HTML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}

/// That no element of a text has come to be one of the page.
fn has_none_of_its_elements(html: &str) {
    for raw in [
        "<script",
        "<img",
        "<svg/",
        "<iframe",
        "<meta http",
        "<h1>Owned",
    ] {
        assert!(!html.contains(raw), "{raw}");
    }
}

#[test]
fn a_listed_name_and_reason_are_isolated_text() {
    let settings = settings();
    for (_, kept) in scripts() {
        let mut listed = entry();
        listed.name = format!("{kept} b.");
        listed.comment = Some(format!("{kept}\u{5d0}"));
        let view = render_view(&ViewInput {
            entries: &[listed],
            ..widget_view(&settings, "en")
        });
        let name = format!(
            "<bdi class=\"us-name\" translate=\"no\">{} b.</bdi>",
            escaped(&kept)
        );
        let reason = escaped(&kept);
        let reason = format!("<bdi class=\"us-comment\" translate=\"no\">{reason}\u{5d0}</bdi>");
        assert!(view.contains(&name) && view.contains(&reason), "{kept:?}");
        has_none_of_its_elements(&view);
    }
}

#[test]
fn a_hostile_form_comes_back_as_text() {
    let mut settings = settings();
    settings.comments = Comments::Open;
    for (text, _) in scripts() {
        let fields = ["given_name", "family_name", "comment"].map(|field| (field, text.as_str()));
        let problems = [problem("/supporter/postal_code")];
        let view = widget_view(&settings, "en");
        let page = hosted(&view, &typed(&fields), &problems);
        let again = format!("\n{}</textarea>", escaped(&text));
        assert!(page.contains(&again), "{text:?}");
        let value = format!("value=\"{}\"", escaped(&text));
        assert_eq!(page.matches(&value).count(), 2, "{text:?}");
        has_none_of_its_elements(&page);
    }
}

#[test]
fn each_reason_of_a_refusal_has_its_own_sentence_in_every_language() {
    let settings = settings();
    for language in LANGUAGES.iter().map(|language| language.tag) {
        let words = Words::of(language);
        let own = words.text("error-given_name");
        for kind in FIELD_KINDS {
            let mut problem = problem("/supporter/given_name");
            kind.clone_into(&mut problem.kind);
            let view = widget_view(&settings, language);
            let page = hosted(&view, &typed(&[("given_name", "x")]), &[problem]);
            let sentence = words.text(&format!("error-{kind}"));
            // Beside the field and in the summary; and in the widget's words.
            assert_eq!(page.matches(&escaped(&sentence)).count(), 2, "{sentence}");
            assert!(!page.contains(&format!(">{own}<")), "{language} {kind}");
            assert_eq!(rest_messages(language)[&format!("error-{kind}")], sentence);
        }
    }
}

#[test]
fn the_hosted_label_is_what_the_list_would_show() {
    let settings = settings();
    for (given, family, label) in [
        (" \u{202e}A\u{200b}nil ", "الخطيب", "Anil خ."),
        ("မြို့", "", "မြို့"),
        ("*|FNAME|*", "Kumar", "given name and initial"),
        (" ", "Kumar", "given name and initial"),
    ] {
        let fields = [("given_name", given), ("family_name", family)];
        let problems = [problem("/supporter/email")];
        let page = hosted(&widget_view(&settings, "en"), &typed(&fields), &problems);
        let label = format!("<bdi data-us=\"public-name\" translate=\"no\">{label}</bdi>");
        assert!(page.contains(&label), "{label}");
    }
}
