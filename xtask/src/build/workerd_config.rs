//! The configurations for bare workerd, generated from the one configuration.
//!
//! `workerd.capnp` has Worker and objects in one service, as a small deployment
//! runs it, and so has the tests'. Their other one has the objects in a second
//! service, so in another isolate, as Cloudflare may place them: nothing may
//! lean on shared memory.

use std::path::Path;

use anyhow::Result;

use super::wrangler::{ObjectBinding, Wrangler};
use crate::files;
use crate::project::Project;

/// Read from the environment of a local run only: secrets that not every
/// deployment has, the statement at which a test lets a command fail, and
/// whether it wants pictures. Where such a variable is not set, the binding is
/// `null`, as for every other.
const LOCAL_VARIABLES: [&str; 5] = [
    "UNDERSIGNED_MASTER_K2",
    "UNDERSIGNED_MAIL_TOKEN",
    "UNDERSIGNED_MAIL_WEBHOOK",
    "UNDERSIGNED_FAIL_AT",
    "UNDERSIGNED_PICTURES",
];

/// A test's edge lives for seconds. V8 would spend most of their processor time
/// (0.8 s each) on optimizing what ran for a moment; with a budget 80 times its
/// own only what a test hammers is.
const TEST_FLAGS: &str = "  v8Flags = [\"--wasm-tiering-budget=1000000000\"],\n";

const HEAD: &str = r#"# Generated from edge/wrangler.jsonc by `cargo xtask dist`.
# Start it with --directory-path=assets=DIR, --directory-path=state=DIR,
# --socket-addr=http=HOST:PORT and the edge's variables in the environment; a
# mail server on this machine is reached by --external-addr=mail=HOST:PORT.
using Workerd = import "/workerd/workerd.capnp";

"#;

/// Writes `workerd.capnp` and what the tests start into a build's folder.
pub(crate) fn write(project: &Project, folder: &Path) -> Result<()> {
    let wrangler = Wrangler::load(&project.root)?;
    let configs = [
        ("workerd.capnp", one_service(&wrangler, "")),
        ("workerd-test.capnp", one_service(&wrangler, TEST_FLAGS)),
        ("workerd-test-two-services.capnp", two_services(&wrangler)),
    ];
    for (name, config) in configs {
        files::write(&folder.join(name), config)?;
    }
    Ok(())
}

fn one_service(wrangler: &Wrangler, flags: &str) -> String {
    let edge = worker(wrangler, "edge", &Objects::Own);
    [config(&["edge"], flags), edge].concat()
}

fn two_services(wrangler: &Wrangler) -> String {
    [
        config(&["edge", "objects"], TEST_FLAGS),
        worker(wrangler, "edge", &Objects::In("objects")),
        worker(wrangler, "objects", &Objects::Own),
    ]
    .concat()
}

/// Where a Worker finds its objects.
enum Objects {
    /// In its own service.
    Own,
    /// In another service.
    In(&'static str),
}

/// The services with their disks, and the one socket.
fn config(workers: &[&str], flags: &str) -> String {
    let mut services: Vec<_> = workers
        .iter()
        .map(|name| format!("(name = \"{name}\", worker = .{name})"))
        .collect();
    services.push("(name = \"assets\", disk = ())".to_owned());
    services.push("(name = \"state\", disk = (writable = true))".to_owned());
    // What the Worker fetches goes to public addresses only. This one service
    // leads elsewhere: to one address, which the command line names.
    services
        .push("(name = \"mail\", external = (address = \"127.0.0.1:8025\", http = ()))".to_owned());
    // And this one to pages of this machine: only a deployment whose own origin
    // is here looks at them (`crates/page_check/src/address.rs`).
    services.push("(name = \"pages\", network = (allow = [\"local\"]))".to_owned());
    format!(
        "{HEAD}const config :Workerd.Config = (
{flags}  services = {services},
  sockets = [(name = \"http\", address = \"127.0.0.1:0\", http = (), service = \"edge\")],
);
",
        services = list(&services),
    )
}

/// One Worker with every module and binding.
fn worker(wrangler: &Wrangler, name: &str, objects: &Objects) -> String {
    let flags: Vec<_> = wrangler
        .compatibility_flags
        .iter()
        .map(|flag| quote(flag))
        .collect();
    format!(
        "
const {name} :Workerd.Worker = (
  modules = [
    (name = \"index.js\", esModule = embed \"worker/index.js\"),
    (name = \"index_bg.wasm\", wasm = embed \"worker/index_bg.wasm\"),
  ],
  compatibilityDate = {date},
  compatibilityFlags = {flags},
{own_objects}  bindings = {bindings},
);
",
        date = quote(&wrangler.compatibility_date),
        flags = list(&flags),
        own_objects = match objects {
            Objects::Own => namespaces(wrangler),
            Objects::In(_) => String::new(),
        },
        bindings = list(&bindings(wrangler, objects)),
    )
}

fn namespaces(wrangler: &Wrangler) -> String {
    let namespace = |class: &str| {
        // The key names the folder of a class inside the state.
        let key = quote(&format!("{}-{class}", wrangler.name));
        format!(
            "(className = {}, uniqueKey = {key}, enableSql = true)",
            quote(class)
        )
    };
    let namespaces: Vec<_> = wrangler.classes().into_iter().map(namespace).collect();
    format!(
        "  durableObjectNamespaces = {},\n  durableObjectStorage = (localDisk = \"state\"),\n",
        list(&namespaces)
    )
}

fn bindings(wrangler: &Wrangler, objects: &Objects) -> Vec<String> {
    let place = match objects {
        Objects::Own => String::new(),
        Objects::In(service) => format!(", serviceName = {}", quote(service)),
    };
    let object = |binding: &ObjectBinding| {
        let (name, class) = (quote(&binding.name), quote(&binding.class_name));
        format!("(name = {name}, durableObjectNamespace = (className = {class}{place}))")
    };
    let variable = |name: &str| {
        let name = quote(name);
        format!("(name = {name}, fromEnvironment = {name})")
    };
    let assets = format!(
        "(name = {}, service = \"assets\")",
        quote(&wrangler.assets.binding)
    );
    let mail = "(name = \"MAIL_LOCAL\", service = \"mail\")".to_owned();
    let pages = "(name = \"PAGES_LOCAL\", service = \"pages\")".to_owned();
    let objects = wrangler.durable_objects.bindings.iter().map(object);
    let variables = wrangler.variables().chain(LOCAL_VARIABLES).map(variable);
    [assets, mail, pages]
        .into_iter()
        .chain(objects)
        .chain(variables)
        .collect()
}

/// A list, one item a line.
fn list(items: &[String]) -> String {
    if items.is_empty() {
        return "[]".to_owned();
    }
    format!("[\n    {},\n  ]", items.join(",\n    "))
}

/// A Cap'n Proto text literal; it escapes as JSON does for the characters that
/// names and dates have.
fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_second_service_alone_owns_the_objects() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let wrangler = Wrangler::load(root).unwrap();
        let text = two_services(&wrangler);
        let (edge, objects) = text.split_once("const objects").unwrap();
        assert!(!edge.contains("durableObjectNamespaces"));
        for class in wrangler.classes() {
            assert!(edge.contains(&format!(
                "className = \"{class}\", serviceName = \"objects\""
            )));
            assert!(objects.contains(&format!("uniqueKey = \"undersigned-{class}\"")));
        }
    }
}
