//! Files that are only ever added: a change to one would break what is stored,
//! signed or cached out there already.

use anyhow::{Result, bail};

use crate::build::Releases;
use crate::git::{git, has_commit};
use crate::process;
use crate::project::Project;

/// Migrations that ran, vectors that others test against, assets of releases;
/// a page that describes them may change. The vectors were in `protocol/vectors`
/// before, and moved unchanged.
const KEPT: [&str; 4] = [
    "edge/migrations",
    "crates/protocol/vectors",
    "edge/released",
    ":(exclude,glob)**/*.md",
];

/// A rename is a deletion too.
const CHANGES: [&str; 3] = ["--name-status", "--no-renames", "--diff-filter=MDT"];

/// No commit edits or deletes what an earlier one added, nor does the working
/// tree.
pub(crate) fn only_added(project: &Project) -> Result<()> {
    let root = &project.root;
    if !has_commit(root)? {
        // Nothing is committed yet, so nothing can have been edited.
        return Ok(());
    }
    let shallow = process::output(&mut git(root, &["rev-parse", "--is-shallow-repository"]))?;
    if shallow.trim() == "true" {
        bail!("the history is cut short (a shallow clone): fetch all of it first");
    }
    let history = process::output(
        // A merge can edit too: it is held against each of its parents.
        git(root, &["log", "--format=", "--diff-merges=separate"])
            .args(CHANGES)
            .arg("--")
            .args(KEPT),
    )?;
    let here = process::output(
        git(root, &["diff", "HEAD"])
            .args(CHANGES)
            .arg("--")
            .args(KEPT),
    )?;
    if history.is_empty() && here.is_empty() {
        return Ok(());
    }
    bail!("only ever added, but edited or deleted by a commit or here:\n{history}{here}")
}

/// Every released file is there with the bytes that its release says, and so
/// is the earlier build that the browser tests sign with.
pub(crate) fn releases(project: &Project) -> Result<()> {
    Releases::of(project).check()?;
    Releases::in_folder(project.root.join("tests/released")).check()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    const FILE: &str = "edge/released/assets/embed.js";

    /// A checkout of its own, with one released file in its first commit.
    struct Checkout {
        place: TempDir,
        project: Project,
    }

    impl Checkout {
        fn make() -> Self {
            let place = tempfile::tempdir().unwrap();
            let project = Project {
                root: place.path().to_owned(),
                target: place.path().join("target"),
            };
            let checkout = Self { place, project };
            checkout.git(&["init", "--quiet", "--initial-branch=main"]);
            checkout.write(FILE, "released");
            checkout.commit();
            checkout
        }

        fn git(&self, arguments: &[&str]) {
            let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
            let all = [&who, arguments].concat();
            process::output(&mut git(self.place.path(), &all)).unwrap();
        }

        fn write(&self, name: &str, text: &str) {
            let path = self.place.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn commit(&self) {
            self.git(&["add", "--all"]);
            self.git(&["commit", "--quiet", "--message=next"]);
        }

        fn fault(&self) -> Option<String> {
            only_added(&self.project)
                .err()
                .map(|error| error.to_string())
        }
    }

    #[test]
    fn a_release_may_be_added_and_a_page_beside_it_edited() {
        let checkout = Checkout::make();
        checkout.write("edge/released/README.md", "first");
        checkout.write("edge/released/1.0.0.json", "{}");
        checkout.commit();
        checkout.write("edge/released/README.md", "second");
        checkout.commit();
        assert_eq!(checkout.fault(), None);
    }

    #[test]
    fn a_released_file_edited_in_the_tree_or_a_commit_is_named_even_if_it_is_put_back() {
        let checkout = Checkout::make();
        checkout.write(FILE, "edited");
        assert!(checkout.fault().unwrap().contains(FILE));
        checkout.commit();
        assert!(checkout.fault().unwrap().contains(FILE));
        checkout.write(FILE, "released");
        checkout.commit();
        assert!(checkout.fault().unwrap().contains(FILE));
    }

    #[test]
    fn a_released_file_that_a_commit_deletes_or_moves_is_named() {
        let checkout = Checkout::make();
        checkout.git(&["mv", FILE, "edge/released/assets/moved.js"]);
        checkout.commit();
        assert!(checkout.fault().unwrap().contains(FILE));
    }

    #[test]
    fn a_released_file_that_only_a_merge_edits_is_named() {
        let checkout = Checkout::make();
        checkout.git(&["switch", "--quiet", "--create=side"]);
        checkout.write("side", "");
        checkout.commit();
        checkout.git(&["switch", "--quiet", "main"]);
        checkout.write("main", "");
        checkout.commit();
        assert_eq!(checkout.fault(), None);
        checkout.git(&["merge", "--quiet", "--no-commit", "--no-ff", "side"]);
        checkout.write(FILE, "edited");
        checkout.commit();
        assert!(checkout.fault().unwrap().contains(FILE));
    }
}
