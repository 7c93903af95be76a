//! `edge/wrangler.jsonc`, as far as bare workerd needs it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::files;

/// The one configuration.
#[derive(Deserialize)]
pub(crate) struct Wrangler {
    pub(crate) name: String,
    pub(crate) compatibility_date: String,
    #[serde(default)]
    pub(crate) compatibility_flags: Vec<String>,
    pub(crate) assets: AssetsBinding,
    pub(crate) durable_objects: DurableObjects,
    migrations: Vec<Migration>,
    #[serde(default)]
    pub(crate) vars: BTreeMap<String, String>,
    secrets: Secrets,
}

#[derive(Deserialize)]
pub(crate) struct AssetsBinding {
    pub(crate) binding: String,
}

#[derive(Deserialize)]
pub(crate) struct DurableObjects {
    pub(crate) bindings: Vec<ObjectBinding>,
}

/// A name in the environment for a class of objects.
#[derive(Deserialize)]
pub(crate) struct ObjectBinding {
    pub(crate) name: String,
    pub(crate) class_name: String,
}

#[derive(Deserialize)]
struct Migration {
    #[serde(default)]
    new_sqlite_classes: Vec<String>,
}

#[derive(Deserialize)]
struct Secrets {
    required: Vec<String>,
}

impl Wrangler {
    /// Reads the file and holds bindings and classes against each other.
    pub(crate) fn load(root: &Path) -> Result<Self> {
        let text = files::read_text(&root.join("edge/wrangler.jsonc"))?;
        let wrangler: Self =
            jsonc_parser::parse_to_serde_value(&text, &jsonc_parser::ParseOptions::default())
                .context("edge/wrangler.jsonc")?;
        let classes = wrangler.classes();
        for binding in &wrangler.durable_objects.bindings {
            if !classes.contains(&binding.class_name.as_str()) {
                bail!(
                    "edge/wrangler.jsonc: no migration makes the class {}",
                    binding.class_name
                );
            }
        }
        Ok(wrangler)
    }

    /// Every class of objects, in the order of the migrations.
    pub(crate) fn classes(&self) -> Vec<&str> {
        let lists = self
            .migrations
            .iter()
            .flat_map(|migration| &migration.new_sqlite_classes);
        lists.map(String::as_str).collect()
    }

    /// The secrets that no deployment works without.
    pub(crate) fn required_secrets(&self) -> &[String] {
        &self.secrets.required
    }

    /// What a local run takes from its process environment.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        self.vars
            .keys()
            .chain(&self.secrets.required)
            .map(String::as_str)
    }
}
