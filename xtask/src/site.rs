//! The partner sites of `examples/`, each on an origin of its own.
//!
//! Plain files, as a partner's web host would serve them; only the edge's
//! address in the pages is put right when the edge runs on another port.

use std::net::TcpListener;
use std::path::{Component, Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

use crate::files;
use crate::project::Project;

/// The sites in the order of their ports. A site's folder in `examples/` has
/// the name of the partner it belongs to.
pub(crate) const PARTNERS: [&str; 2] = ["refugee-council", "rights-circle"];

/// The edge as the examples' pages name it.
const WRITTEN_EDGE: &str = "//127.0.0.1:8787";

/// One partner's site.
pub(crate) struct Site {
    pub(crate) partner: &'static str,
    pub(crate) origin: String,
}

impl Site {
    /// The site of a listener.
    pub(crate) fn new(partner: &'static str, listener: &TcpListener) -> Result<Self> {
        Ok(Self {
            partner,
            origin: format!("http://{}", listener.local_addr()?),
        })
    }

    /// Serves in a thread of its own until the process ends.
    pub(crate) fn serve(&self, project: &Project, listener: TcpListener, edge: &str) -> Result<()> {
        let folder = project.root.join("examples").join(self.partner);
        let edge = edge.trim_start_matches("http:").to_owned();
        let server = Server::from_listener(listener, None).map_err(|error| anyhow!("{error}"))?;
        thread::spawn(move || {
            for request in server.incoming_requests() {
                // A visitor who has left is no reason to stop.
                if let Err(error) = answer(request, &folder, &edge) {
                    eprintln!("xtask: example site: {error:#}");
                }
            }
        });
        Ok(())
    }
}

fn answer(request: Request, folder: &Path, edge: &str) -> Result<()> {
    let found = file_of(request.url(), folder).filter(|file| file.is_file());
    let Some(file) = found else {
        return Ok(request.respond(Response::from_string("not found").with_status_code(404))?);
    };
    let kind = content_type(&file);
    let mut bytes = files::read(&file)?;
    if kind.starts_with("text/html") {
        bytes = String::from_utf8(bytes)?
            .replace(WRITTEN_EDGE, edge)
            .into_bytes();
    }
    let response = Response::from_data(bytes)
        .with_header(header("Content-Type", kind)?)
        .with_header(header("Cache-Control", "no-store")?);
    Ok(request.respond(response)?)
}

fn header(name: &str, value: &str) -> Result<Header> {
    Header::from_bytes(name, value)
        .ok()
        .with_context(|| format!("header {name}"))
}

/// The file that a path means; nothing outside the folder.
fn file_of(url: &str, folder: &Path) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?.trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let is_inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    is_inside.then(|| folder.join(path))
}

fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_inside_its_folder() {
        let folder = Path::new("/site");
        assert_eq!(file_of("/?a=1", folder), Some(folder.join("index.html")));
        assert_eq!(file_of("/a/b.css", folder), Some(folder.join("a/b.css")));
        assert_eq!(file_of("/../secret", folder), None);
        assert_eq!(
            file_of("//etc/passwd", folder),
            Some(folder.join("etc/passwd"))
        );
    }
}
