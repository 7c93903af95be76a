//! What a person looks at before the public does.
//!
//! Not a refusal and not a rule of counting: a listed name or a comment that
//! is kept back here counts like any other and is answered like any other.
//! A list is sometimes wrong about somebody; then they are listed a little
//! later.

mod fold;
mod lists;

use unicode_security::mixed_script::AugmentedScriptSet;

use crate::name::{begins_with_a_sign, has_web_address};
use crate::settings::Comments;

/// Why something waits for a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An insult or a vulgarity of the lists.
    AbusiveWord,
    /// A name of the list of famous ones.
    FamousName,
    /// One word with letters of several scripts (UTS 39), as a lookalike has.
    MixedScripts,
    /// Something that may be an address of the web, in a comment or a name.
    WebAddress,
    /// A name that begins with a sign, as a spreadsheet's formula does.
    LeadingSign,
    /// A comment in a campaign that shows none before somebody has read it.
    Moderated,
}

impl Reason {
    /// The reason as it is stored and sent to organizers: a pinned word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AbusiveWord => "abusive_word",
            Self::FamousName => "famous_name",
            Self::MixedScripts => "mixed_scripts",
            Self::WebAddress => "web_address",
            Self::LeadingSign => "leading_sign",
            Self::Moderated => "moderated",
        }
    }
}

/// What waits of one listed signature, and why; nothing where both are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// Why the name waits, and with it the whole entry.
    pub name: Vec<Reason>,
    /// Why the comment waits; the entry is shown without it.
    pub comment: Vec<Reason>,
}

/// Decides what of a listed signature waits. All texts are clean.
#[must_use]
pub fn review(
    (given, family): (&str, Option<&str>),
    comment: Option<&str>,
    comments: Comments,
) -> Review {
    Review {
        name: review_name(given, family.unwrap_or_default()),
        comment: comment.map_or_else(Vec::new, |comment| review_comment(comment, comments)),
    }
}

fn review_name(given: &str, family: &str) -> Vec<Reason> {
    let both = format!("{given} {family}");
    let is_any = |test: fn(&str) -> bool| test(given) || test(family);
    keep([
        (lists::has_abusive_words(&both), Reason::AbusiveWord),
        (lists::is_famous(given, family), Reason::FamousName),
        (has_mixed_scripts(&both), Reason::MixedScripts),
        (is_any(has_web_address), Reason::WebAddress),
        (is_any(begins_with_a_sign), Reason::LeadingSign),
    ])
}

/// A link is never refused, since people point to good things; but it is what
/// spam is for, so somebody looks at it first, also where comments are open.
fn review_comment(comment: &str, comments: Comments) -> Vec<Reason> {
    keep([
        (comments != Comments::Open, Reason::Moderated),
        (lists::has_abusive_words(comment), Reason::AbusiveWord),
        (has_web_address(comment), Reason::WebAddress),
        (has_mixed_scripts(comment), Reason::MixedScripts),
    ])
}

fn keep<const N: usize>(found: [(bool, Reason); N]) -> Vec<Reason> {
    let found = found.into_iter().filter(|(is_found, _)| *is_found);
    found.map(|(_, reason)| reason).collect()
}

/// Whether a word mixes scripts beyond UTS 39's "highly restrictive" level:
/// Latin beside Chinese, Japanese or Korean is how people there write. Two
/// words in two scripts are two words.
fn has_mixed_scripts(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let rest: String = word.chars().filter(|c| !is_latin(*c)).collect();
        let east_asian = AugmentedScriptSet::for_str(&rest);
        AugmentedScriptSet::for_str(word).is_empty()
            && !(east_asian.hanb || east_asian.jpan || east_asian.kore)
    })
}

fn is_latin(c: char) -> bool {
    AugmentedScriptSet::for_char(c) == AugmentedScriptSet::for_char('a')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_several_scripts_waits_and_a_persons_name_does_not() {
        for name in ["Anи", "Anіl", "pаypal", "Ζoe", "ᎪnіӀ", "аnna王"] {
            assert!(has_mixed_scripts(name), "{name}");
        }
        for name in [
            "Anil Kumar",
            "Zoë O'Brien-Núñez",
            "Анна Anna",
            "王小明 Smith",
            "Li王",
            "T-シャツ",
            "さくらサクラ桜",
            "박K",
            "ᐊᓄᕆ ᓄᓇᕗᑦ",
            "علی\u{200c}رضا",
            "கிருஷ்ணன்",
            "Sam 👩\u{200d}👩\u{200d}👧",
            "X Æ A-12",
            "ئۇيغۇر",
        ] {
            assert!(!has_mixed_scripts(name), "{name}");
        }
    }

    #[test]
    fn what_waits_depends_on_the_campaign_and_the_text() {
        let review = |comment, comments| review(("Anil", Some("Kumar")), comment, comments).comment;
        assert_eq!(review(None, Comments::Moderated), []);
        let honest = Some("My mother was a refugee.");
        assert_eq!(review(honest, Comments::Open), []);
        assert_eq!(review(honest, Comments::Moderated), [Reason::Moderated]);
        assert_eq!(
            review(Some("Read WWW.example.ORG, bitch"), Comments::Open),
            [Reason::AbusiveWord, Reason::WebAddress]
        );
        let waiting = super::review(("Donald", Some("Trump")), honest, Comments::Open);
        assert_eq!(
            (waiting.name, waiting.comment),
            (vec![Reason::FamousName], vec![])
        );
    }

    #[test]
    fn a_name_that_may_be_an_address_or_a_formula_waits() {
        let waits = |given, family| review((given, Some(family)), None, Comments::Off).name;
        for name in ["Dr.Ly", "U.Win", "J.Co", "anil.ca"] {
            assert_eq!(waits(name, "Tran"), [Reason::WebAddress], "{name}");
            assert_eq!(waits("Anna", name), [Reason::WebAddress], "{name}");
        }
        for name in ["-Kun", "+Anna", "－Kun"] {
            assert_eq!(waits("Aiko", name), [Reason::LeadingSign], "{name}");
        }
        for name in ["St.John", "J.R.", "Dr. Ly", "Anne-Marie", "O'Brien"] {
            assert_eq!(waits(name, "Tran"), [], "{name}");
        }
    }

    #[test]
    fn the_stored_word_of_a_reason_is_pinned() {
        let words = [
            Reason::AbusiveWord,
            Reason::FamousName,
            Reason::MixedScripts,
            Reason::WebAddress,
            Reason::LeadingSign,
            Reason::Moderated,
        ]
        .map(Reason::as_str);
        assert_eq!(
            words,
            [
                "abusive_word",
                "famous_name",
                "mixed_scripts",
                "web_address",
                "leading_sign",
                "moderated"
            ]
        );
    }
}
