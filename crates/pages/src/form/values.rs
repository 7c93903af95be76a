//! What was typed into the hosted form, by the names of its fields.

use std::collections::BTreeMap;

use protocol::Choice;

/// The form's fields that a supporter fills in, and the language that they read
/// the form in.
const TYPED: [&str; 10] = [
    "abroad",
    "comment",
    "country",
    "email",
    "family_name",
    "given_name",
    "language",
    "list_me",
    "postal_code",
    "region",
];

/// Before the name of a notice that was answered.
const CONSENT_PREFIX: &str = "consent:";

/// The fields of a posted form, as typed; nothing is checked here.
///
/// An absent field is an empty text. Texts are kept whole: the caller has
/// limited the body before it was decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormValues {
    fields: BTreeMap<String, String>,
}

impl FormValues {
    /// Takes the decoded pairs of an `application/x-www-form-urlencoded`
    /// body; of a name that comes twice, the first counts.
    pub fn from_pairs<I>(pairs: I) -> Self
    where
        I: IntoIterator<Item = (String, String)>,
    {
        let mut fields = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name).or_insert(value);
        }
        Self { fields }
    }

    /// The value of a field, or an empty text.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// What the supporter typed and chose, without what the page gave along.
    pub fn typed(&self) -> impl Iterator<Item = (&str, &str)> {
        let fields = self.fields.iter();
        let typed = fields
            .filter(|(name, _)| TYPED.contains(&name.as_str()) || name.starts_with(CONSENT_PREFIX));
        typed.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The trimmed value of a field, or `None` where nothing was typed.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    /// Whether a checkbox was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The answer to a consent notice, or `None` where none was given.
    ///
    /// A box that is not ticked gives `None` too: with `control = "tick"` the
    /// caller reads it as a no.
    #[must_use]
    pub fn consent(&self, notice: &str) -> Option<Choice> {
        match self.text(&format!("{CONSENT_PREFIX}{notice}")) {
            "yes" => Some(Choice::Yes),
            "no" => Some(Choice::No),
            _ => None,
        }
    }

    /// The same for a form in another language: an answer to a text that is no
    /// longer there is none.
    #[must_use]
    pub fn without_answers(mut self) -> Self {
        self.fields.retain(|name, _| !name.starts_with("consent:"));
        self
    }

    /// The country, as the form's three ways of saying where one lives mean
    /// it: outside Canada if that is ticked, or if a country was chosen and
    /// neither a postal code nor a province was given; else `CA`.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        let chosen = self.filled("country");
        let is_home_given = self.filled("postal_code").is_some() || self.filled("region").is_some();
        if self.is_ticked("abroad") || (chosen.is_some() && !is_home_given) {
            chosen
        } else {
            Some("CA")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> FormValues {
        FormValues::from_pairs(
            pairs
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        )
    }

    #[test]
    fn the_first_of_two_values_counts() {
        let values = values(&[("email", "a@example.org"), ("email", "b@example.org")]);
        assert_eq!(values.text("email"), "a@example.org");
    }

    #[test]
    fn what_the_supporter_typed_goes_along_and_what_the_page_gave_does_not() {
        let values = values(&[
            ("session", "us1.k1"),
            ("idempotency_key", "x"),
            ("view", "x"),
            ("step", "change"),
            ("email", "a@example.org"),
            ("consent:a", "yes"),
        ]);
        let typed: Vec<_> = values.typed().collect();
        assert_eq!(typed, [("consent:a", "yes"), ("email", "a@example.org")]);
    }

    #[test]
    fn blank_is_not_filled() {
        let values = values(&[("family_name", "  "), ("given_name", " Anil ")]);
        assert_eq!(values.filled("family_name"), None);
        assert_eq!(values.filled("given_name"), Some("Anil"));
        assert_eq!(values.filled("email"), None);
    }

    #[test]
    fn a_consent_is_yes_or_no_or_not_answered() {
        let values = values(&[
            ("consent:a", "yes"),
            ("consent:b", "no"),
            ("consent:c", "maybe"),
        ]);
        assert_eq!(values.consent("a"), Some(Choice::Yes));
        assert_eq!(values.consent("b"), Some(Choice::No));
        assert_eq!(values.consent("c"), None);
        assert_eq!(values.consent("d"), None);
    }

    #[test]
    fn the_country_is_canada_unless_the_supporter_says_otherwise() {
        assert_eq!(values(&[]).country(), Some("CA"));
        assert_eq!(values(&[("country", "FR")]).country(), Some("FR"));
        assert_eq!(
            values(&[("country", "FR"), ("region", "QC")]).country(),
            Some("CA")
        );
        assert_eq!(
            values(&[("abroad", "yes"), ("country", "FR")]).country(),
            Some("FR")
        );
        assert_eq!(values(&[("abroad", "yes")]).country(), None);
    }
}
