//! The edge's own page in a browser without scripts: its hidden fields, and
//! what is typed.

use form_urlencoded::Serializer;

use crate::campaign::Campaign;
use crate::http::{Answer, Ask};
use crate::personal;
use crate::submission::Supporter;

/// The form of a page, as a browser would post it.
#[derive(Clone, Debug)]
pub struct HostedForm {
    /// Where it is posted to.
    pub path: String,
    /// Its fields, in their order.
    pub fields: Vec<(String, String)>,
}

impl HostedForm {
    /// The page's form with what it carries, before anything is typed.
    pub fn of(path: &str, page: &str) -> Self {
        let fields = page
            .split("<input")
            .skip(1)
            .filter_map(|rest| rest.split('>').next())
            .filter(|tag| attribute(tag, "type").as_deref() == Some("hidden"))
            .filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?)))
            .collect();
        Self {
            path: path.to_owned(),
            fields,
        }
    }

    /// A field's value.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        fields
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sets a field, as typing does.
    pub fn set(&mut self, name: &str, value: &str) {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
    }

    /// Fills the form: listed, in Ontario, "no" to every notice.
    pub fn fill(&mut self, campaign: &Campaign<'_>, supporter: &Supporter) {
        personal::remember(&supporter.email);
        self.set("given_name", &supporter.given_name);
        self.set("family_name", &supporter.family_name);
        self.set("email", &supporter.email);
        self.set("postal_code", "K1A 0B1");
        self.set("list_me", "yes");
        for notice in &campaign.settings.notices {
            self.set(&format!("consent:{}", notice.notice), "no");
        }
    }

    /// The form's post, without what a browser says about its source.
    pub fn ask(&self) -> Ask {
        let mut body = Serializer::new(String::new());
        body.extend_pairs(&self.fields);
        Ask::new("POST", &self.path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.finish())
    }

    /// Posts it as a browser does from the page itself.
    #[track_caller]
    pub fn post(&self, campaign: &Campaign<'_>) -> Answer {
        let ask = self.ask().header("sec-fetch-site", "same-origin");
        campaign.edge.http().send(&ask)
    }
}

/// The value of a tag's attribute, its entities resolved.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let value = value.replace("&quot;", "\"").replace("&lt;", "<");
    Some(value.replace("&gt;", ">").replace("&amp;", "&"))
}
