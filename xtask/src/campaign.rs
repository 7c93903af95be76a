//! Loading the example campaigns through the organizers' API, as an organizer
//! would: the TOML file is the API's JSON, one to one.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use crate::files;
use crate::project::Project;
use crate::secrets::Secrets;
use crate::site::Site;
use crate::workerd::Workerd;

/// One of them, which every edge of this machine has.
pub(crate) const EXAMPLE: &str = "welcome-refugees";

/// Puts every campaign of `examples/campaigns/`; a partner whose example site
/// runs on another origin than its file says gets that origin too.
pub(crate) fn load_examples(
    project: &Project,
    edge: &Workerd,
    secrets: &Secrets,
    sites: &[Site],
) -> Result<()> {
    for file in files::list(&project.root.join("examples/campaigns"))? {
        if file
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let mut settings = parse(&file)?;
            for site in sites {
                add_origin(&mut settings, site);
            }
            put(edge, secrets, &settings).with_context(|| file.display().to_string())?;
        }
    }
    Ok(())
}

fn parse(file: &Path) -> Result<Value> {
    let table: toml::Table = files::read_text(file)?
        .parse()
        .with_context(|| file.display().to_string())?;
    Ok(json_of(toml::Value::Table(table)))
}

fn put(edge: &Workerd, secrets: &Secrets, settings: &Value) -> Result<()> {
    let campaign = settings.get("campaign").and_then(Value::as_str);
    let campaign = campaign.context("the campaign has no `campaign` id")?;
    let mut answer = edge
        .agent()
        .put(format!("{}/v1/organizer/campaigns/{campaign}", edge.origin))
        .header(
            "Authorization",
            format!("Bearer {}", secrets.organizer_token),
        )
        .header("Content-Type", "application/json")
        .send(settings.to_string())?;
    if answer.status() != 200 {
        let problem = answer.body_mut().read_to_string()?;
        bail!(
            "the edge refused the campaign ({}): {problem}",
            answer.status()
        );
    }
    Ok(())
}

fn add_origin(settings: &mut Value, site: &Site) {
    let partners = settings.get_mut("partners").and_then(Value::as_array_mut);
    for partner in partners.into_iter().flatten() {
        let is_its = partner.get("partner").is_some_and(|id| id == site.partner);
        let origins = partner.get_mut("origins").and_then(Value::as_array_mut);
        if let Some(origins) = origins.filter(|_| is_its) {
            let origin = Value::from(site.origin.as_str());
            if !origins.contains(&origin) {
                origins.push(origin);
            }
        }
    }
}

/// The same value in JSON; an instant becomes its text.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::from(flag),
        toml::Value::Datetime(instant) => Value::from(instant.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            let fields = table
                .into_iter()
                .map(|(name, value)| (name, json_of(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAMPAIGN: &str = r#"
campaign = "c"
goal = 3000
closes_at = 2027-03-01T00:00:00-05:00
[[partners]]
partner = "a"
origins = ["http://127.0.0.1:8080"]
[[partners]]
partner = "b"
origins = []
"#;

    fn settings() -> Value {
        json_of(toml::Value::Table(CAMPAIGN.parse().unwrap()))
    }

    #[test]
    fn a_file_becomes_the_same_json() {
        let json = settings();
        assert_eq!(json["goal"], 3000);
        assert_eq!(json["closes_at"], "2027-03-01T00:00:00-05:00");
        assert_eq!(json["partners"][0]["origins"][0], "http://127.0.0.1:8080");
    }

    #[test]
    fn only_the_sites_own_partner_gets_its_origin_and_once() {
        let mut json = settings();
        let site = Site {
            partner: "b",
            origin: "http://127.0.0.1:9".to_owned(),
        };
        add_origin(&mut json, &site);
        add_origin(&mut json, &site);
        assert_eq!(json["partners"][0]["origins"].as_array().unwrap().len(), 1);
        assert_eq!(json["partners"][1]["origins"].as_array().unwrap().len(), 1);
    }
}
