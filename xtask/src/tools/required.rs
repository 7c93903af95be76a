//! What nobody but the machine's owner can install, checked before anything is
//! compiled, and told in one message.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use super::{browser, on_path};
use crate::process;

/// `import.meta.dirname`, which the tests' modules use, came with it.
const NODE_LEAST: (u32, u32) = (20, 11);

/// The systems whose commands we know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum System {
    Debian,
    Ubuntu,
    Fedora,
    MacOs,
    Other,
}

/// A program that is needed, and how each system gets it.
struct Need {
    what: String,
    debian: &'static str,
    ubuntu: &'static str,
    fedora: &'static str,
    macos: &'static str,
}

/// Fails with everything that is missing.
///
/// # Errors
/// One message: what is missing, and the command that gets it on this system.
pub(crate) fn check(needs_browser: bool) -> Result<()> {
    let node = process::version(&mut Command::new("node"));
    let has_compiler = env::var_os("CC").is_some()
        || ["cc", "gcc", "clang"]
            .iter()
            .any(|name| on_path(name).is_some());
    let needs = [
        node_fault(node.as_deref()).map(node_need),
        on_path("npm")
            .is_none()
            .then(|| node_need("npm".to_owned())),
        (!has_compiler).then(compiler_need),
        (needs_browser && !browser::can_have_chromium()).then(chromium_need),
    ];
    let system = System::of(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    let lines: Vec<_> = needs
        .into_iter()
        .flatten()
        .map(|need| need.line(system))
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    bail!("this machine lacks:\n{}", lines.join("\n"))
}

/// What is wrong with what `node --version` printed.
fn node_fault(version: Option<&str>) -> Option<String> {
    let wanted = format!("Node.js {}.{} or newer", NODE_LEAST.0, NODE_LEAST.1);
    let Some(version) = version else {
        return Some(wanted);
    };
    let mut parts = version.trim_start_matches('v').split('.');
    let mut next = || parts.next().and_then(|part| part.parse::<u32>().ok());
    let is = (next().unwrap_or(0), next().unwrap_or(0));
    (is < NODE_LEAST).then(|| format!("{wanted} (this is {version})"))
}

fn node_need(what: String) -> Need {
    Need {
        what,
        debian: "apt-get install nodejs npm (Debian 13 or newer), else from https://nodejs.org",
        ubuntu: "snap install node --classic",
        fedora: "dnf install nodejs npm",
        macos: "brew install node",
    }
}

fn compiler_need() -> Need {
    Need {
        what: "a C compiler".to_owned(),
        debian: "apt-get install gcc libc6-dev",
        ubuntu: "apt-get install gcc libc6-dev",
        fedora: "dnf install gcc",
        macos: "xcode-select --install",
    }
}

fn chromium_need() -> Need {
    Need {
        what: "Chromium or Chrome".to_owned(),
        debian: "apt-get install chromium, or set CHROME to its path",
        // The package `chromium` is a snap there, which sees no other folder of /tmp.
        ubuntu: "Chrome's package from https://www.google.com/chrome, or set CHROME to its path",
        fedora: "dnf install chromium, or set CHROME to its path",
        macos: "brew install --cask google-chrome, or set CHROME to its path",
    }
}

impl System {
    /// By the text of `/etc/os-release`.
    fn of(release: &str) -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        let field = |name: &str| {
            let line = release.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        let ids = format!("{} {}", field("ID="), field("ID_LIKE="));
        let has = |id: &str| ids.split_whitespace().any(|known| known == id);
        match () {
            () if has("ubuntu") => Self::Ubuntu,
            () if has("debian") => Self::Debian,
            () if has("fedora") => Self::Fedora,
            () => Self::Other,
        }
    }
}

impl Need {
    fn line(&self, system: System) -> String {
        let all = [
            (System::Debian, "Debian", self.debian),
            (System::Ubuntu, "Ubuntu", self.ubuntu),
            (System::Fedora, "Fedora", self.fedora),
            (System::MacOs, "macOS", self.macos),
        ];
        let own = all.iter().find(|(of, _, _)| *of == system);
        let how = match own {
            Some((_, _, how)) => (*how).to_owned(),
            None => all
                .map(|(_, name, how)| format!("{name}: {how}"))
                .join("; "),
        };
        format!("- {}: {how}", self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_node_is_named_with_its_version() {
        assert_eq!(node_fault(Some("v20.11.0")), None);
        assert_eq!(node_fault(Some("v22.1.0")), None);
        let wanted = "Node.js 20.11 or newer";
        assert_eq!(node_fault(None).as_deref(), Some(wanted));
        for version in ["v20.10.9", "v18.20.4", "nonsense"] {
            let fault = node_fault(Some(version)).unwrap();
            assert_eq!(fault, format!("{wanted} (this is {version})"));
        }
    }

    #[test]
    fn a_system_is_known_by_its_release_file() {
        let debian = "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n";
        let ubuntu = "ID=ubuntu\nID_LIKE=debian\n";
        let mint = "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n";
        let fedora = "ID=fedora\n";
        if cfg!(target_os = "linux") {
            assert_eq!(System::of(debian), System::Debian);
            assert_eq!(System::of(ubuntu), System::Ubuntu);
            assert_eq!(System::of(mint), System::Ubuntu);
            assert_eq!(System::of(fedora), System::Fedora);
            assert_eq!(System::of(""), System::Other);
        }
    }

    #[test]
    fn a_need_names_the_command_of_this_system_or_of_all() {
        let need = chromium_need();
        let line = need.line(System::Fedora);
        assert!(
            line.contains("dnf install chromium") && !line.contains("brew"),
            "{line}"
        );
        let line = need.line(System::Other);
        for system in ["Debian: ", "Ubuntu: ", "Fedora: ", "macOS: "] {
            assert!(line.contains(system), "{line}");
        }
    }
}
