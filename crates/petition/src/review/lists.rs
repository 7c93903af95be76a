//! The lists of `lists/*.txt`, and how a text is held against them.

use std::sync::LazyLock;

use super::fold::words_of;

/// A line of a list, as its folded words.
type Phrase = Vec<String>;

static ABUSIVE: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    parse(&[
        include_str!("lists/abusive.en.txt"),
        include_str!("lists/abusive.fr.txt"),
        include_str!("lists/abusive.ar.txt"),
    ])
});

static FAMOUS: LazyLock<Vec<Phrase>> = LazyLock::new(|| parse(&[include_str!("lists/famous.txt")]));

fn parse(lists: &[&str]) -> Vec<Phrase> {
    let lines = lists.iter().flat_map(|list| list.lines());
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| words_of(line, 2))
        .filter(|phrase| !phrase.is_empty())
        .collect()
}

/// Whether an insult or a vulgarity of the lists stands in a text, as whole
/// words.
pub(super) fn has_abusive_words(text: &str) -> bool {
    [1, 2].into_iter().any(|most_repeated| {
        let words = words_of(text, most_repeated);
        ABUSIVE.iter().any(|phrase| has_phrase(&words, phrase))
    })
}

/// Whether a name is one of the list, its parts in either order, written as
/// one word or as several.
pub(super) fn is_famous(given: &str, family: &str) -> bool {
    [(given, family), (family, given)]
        .into_iter()
        .any(|(first, second)| {
            let words = words_of(&format!("{first} {second}"), 2);
            let joined = words.concat();
            FAMOUS
                .iter()
                .any(|phrase| has_phrase(&words, phrase) || phrase.concat() == joined)
        })
}

fn has_phrase(words: &[String], phrase: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_lists_is_found_however_it_is_dressed() {
        for text in [
            "You piss off now",
            "What a B1TCH.",
            "f u c k this",
            "fuuuuck",
            "assssshole",
            "Espèce d'ENCULÉ",
            "câlice de tabarnak",
            "كُسّ أُمَّك",
            "يا شرموطه",
        ] {
            assert!(has_abusive_words(text), "{text}");
        }
    }

    #[test]
    fn honest_words_that_have_such_letters_in_them_are_not_found() {
        for text in [
            "I was born in Scunthorpe, near Essex.",
            "Mr. Dickson and Ms. Van Dyke",
            "We assess each class and pass it as is",
            "J'ai assisté à la conférence et je conçois",
            "Nous avons été accueillis, merci à tous",
            "Therapists help in Penistone",
            "محمد وخولة من القاهرة",
            "ᐃᓄᒃᑎᑐᑦ 王小明 கவிதா",
            "1.2.3 a b",
        ] {
            assert!(!has_abusive_words(text), "{text}");
        }
    }

    #[test]
    fn a_famous_name_is_found_in_either_order_and_script() {
        for (given, family) in [
            ("Justin", "Trudeau"),
            ("TRUDEAU", "justin"),
            ("JustinTrudeau", ""),
            ("Père", "Noel"),
            ("Bashar", "Al Assad"),
            ("بشّار", "الاسد"),
            ("习近平", ""),
            ("Wladimir Владимир", "Путин"),
            ("test", "TEST"),
            ("Dr. Donald", "Duck Jr"),
        ] {
            assert!(is_famous(given, family), "{given} {family}");
        }
        for (given, family) in [
            ("Anil", "Kumar"),
            ("Justine", "Trudeau"),
            ("Marie", "Carney"),
            ("Noël", "Père-Grand"),
            ("محمد", "سلمان"),
            ("Testa", "Rossi"),
            ("", ""),
        ] {
            assert!(!is_famous(given, family), "{given} {family}");
        }
    }

    #[test]
    fn a_line_stands_once_in_its_list() {
        for list in [&*ABUSIVE, &*FAMOUS] {
            assert!(list.len() > 50, "{}", list.len());
            for (at, phrase) in list.iter().enumerate() {
                assert!(!list.iter().take(at).any(|one| one == phrase), "{phrase:?}");
            }
        }
    }
}
