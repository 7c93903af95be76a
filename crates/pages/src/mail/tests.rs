//! What a mail says, and what it never does.

use super::*;
use crate::fixture::{attribute, settings};

const LINK: &str = "https://edge.example/r/welcome/AAECAwQFBgcICQoLDA0ODxAR";

fn every_mail(check: impl FnMut(&CampaignSettings, (MailKind, &str), &RenderedMail)) {
    every_mail_of(&settings(), check);
}

fn every_mail_of(
    settings: &CampaignSettings,
    mut check: impl FnMut(&CampaignSettings, (MailKind, &str), &RenderedMail),
) {
    for words in Words::all() {
        for kind in MailKind::ALL {
            let mail = render_mail(&MailInput {
                kind,
                language: words.tag(),
                settings,
                link: LINK,
            });
            check(settings, (kind, words.tag()), &mail);
        }
    }
}

#[test]
fn the_link_is_the_only_address_in_it_and_stands_in_full() {
    every_mail(|_, (kind, tag), mail| {
        assert_eq!(
            attribute(&mail.html, "href"),
            [LINK, LINK],
            "{kind:?} {tag}"
        );
        assert_eq!(
            mail.html.matches("://").count(),
            3,
            "twice to follow, once to read"
        );
        assert!(mail.html.contains(&format!(">{LINK}</a>")));
        assert_eq!(mail.text.matches("://").count(), 1);
        assert!(mail.text.lines().any(|line| line == LINK));
    });
}

#[test]
fn nothing_in_it_is_fetched_or_runs() {
    every_mail(|_, (kind, tag), mail| {
        for forbidden in [
            "<img",
            "<script",
            "<link",
            "url(",
            "@import",
            " src=",
            "@font-face",
            "<form",
            "<iframe",
        ] {
            assert!(!mail.html.contains(forbidden), "{forbidden} {kind:?} {tag}");
        }
    });
}

#[test]
fn a_protected_campaigns_mail_names_nobody_and_nothing() {
    let settings = crate::fixture::protected();
    every_mail_of(&settings, |settings, (kind, tag), mail| {
        let told = format!("{}\n{}\n{}", mail.subject, mail.text, mail.html);
        let texts = settings.petition.values();
        let names = settings.partners.iter().flat_map(|one| one.name.values());
        let contact = &settings.collection_notice.privacy_contact;
        for text in texts
            .flat_map(|text| [&text.headline, &text.addressee, &text.ask])
            .chain(names)
            .chain([contact])
        {
            assert!(!told.contains(text.as_str()), "{text} in {kind:?} {told}");
        }
        assert!(
            mail.text.contains(&Words::of(tag).text("mail-unnamed")),
            "{told}"
        );
        assert!(!mail.text.contains("-- "), "{told}");
    });
}

/// What a stranger on the same phone or in the same house would read.
#[test]
fn a_protected_campaigns_mail_does_not_say_that_it_is_about_a_petition() {
    let settings = crate::fixture::protected();
    let mut seen = 0;
    every_mail_of(&settings, |_, (kind, tag), mail| {
        let words: &[&str] = match tag {
            "en" => &["petition", "sign"],
            "fr" => &["pétition", "sign"],
            "ar" => &["عريضة", "توقيع", "وقّع"],
            "ug" => &["ئىلتىماس", "ئىمزا"],
            _ => panic!("the words of {tag} are not known here"),
        };
        // The link is the page's own address.
        let text = mail.text.replace("https://", "").to_lowercase();
        let text = text.lines().filter(|line| !line.contains("/r/"));
        let text: String = text.collect();
        let told = format!("{}\n{}\n{text}", mail.sender_name, mail.subject).to_lowercase();
        for word in words {
            assert!(!told.contains(word), "{word} in {kind:?} {told}");
        }
        seen += 1;
    });
    assert!(seen >= 8, "{seen} mails");
}

#[test]
fn sender_and_subject_do_not_tell_which_petition() {
    every_mail(|settings, (kind, tag), mail| {
        let told = format!("{} {}", mail.sender_name, mail.subject).to_lowercase();
        assert!(!told.contains(settings.campaign.as_str()));
        for text in settings.petition.values() {
            for word in text
                .headline
                .split_whitespace()
                .chain(text.addressee.split_whitespace())
            {
                let word = word.to_lowercase();
                assert!(
                    word.len() < 5 || !told.contains(&word),
                    "{word} {kind:?} {tag}"
                );
            }
        }
        for name in settings
            .partners
            .iter()
            .flat_map(|partner| partner.name.values())
        {
            assert!(!told.contains(&name.to_lowercase()), "{name}");
        }
        assert!(mail.subject.chars().count() <= 50 && !mail.subject.contains('\n'));
    });
}

#[test]
fn signing_again_has_the_subject_of_the_first_time() {
    let mut subjects = std::collections::BTreeSet::new();
    every_mail(|_, (kind, tag), mail| {
        if kind != MailKind::YourLink {
            subjects.insert((tag.to_owned(), mail.subject.clone()));
        }
    });
    assert_eq!(subjects.len(), Words::all().len());
}

#[test]
fn only_what_a_mailbox_may_not_have_asked_for_ends_with_one_click() {
    every_mail(|_, (kind, _), mail| {
        let unasked = matches!(kind, MailKind::Confirm | MailKind::Reminder);
        let stop = unasked.then(|| format!("{LINK}/stop"));
        assert_eq!(mail.list_unsubscribe, stop, "{kind:?}");
    });
}

#[test]
fn a_petitions_words_are_text_in_it() {
    every_mail(|_, (_, tag), mail| {
        assert!(!mail.html.contains("<them>"));
        assert_eq!(mail.html.contains("Welcome &lt;them&gt;"), tag != "fr");
        assert_eq!(mail.text.contains("Welcome <them>"), tag != "fr");
    });
}

#[test]
fn it_is_whole_in_both_forms_and_small() {
    every_mail(|_, (kind, tag), mail| {
        let shown = mail.html.replace("&quot;", "\"").replace("&amp;", "&");
        for line in mail
            .text
            .lines()
            .filter(|line| !line.is_empty() && *line != "-- ")
        {
            let line = line.trim().replace('<', "&lt;").replace('>', "&gt;");
            assert!(shown.contains(&line), "{line} {kind:?} {tag}");
        }
        // Gmail cuts a message at 102 KB; ours is a twentieth of that.
        assert!(mail.html.len() < 6_000, "{} bytes", mail.html.len());
    });
}
