//! A full disk breaks each step in words of its own; this says what it was.

use std::path::Path;

use anyhow::Error;
use rustix::fs::statvfs;

/// Below this the next step fails too: an edge writes some 10 MiB at once, a
/// linker some 30.
const LEAST_MIB: u64 = 64;

/// Adds what to do, where one of these folders has no room left.
pub(crate) fn explain(error: Error, folders: &[&Path]) -> Error {
    let full = folders.iter().find_map(|folder| {
        let free = free_mib(folder)?;
        (free < LEAST_MIB).then(|| fault(folder, free))
    });
    match full {
        Some(fault) => error.context(fault),
        None => error,
    }
}

fn fault(folder: &Path, free: u64) -> String {
    format!(
        "the disk of {} is full ({free} MiB free): make room, then try again",
        folder.display()
    )
}

/// None where that is not known: then nothing is added.
fn free_mib(folder: &Path) -> Option<u64> {
    let disk = statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize) >> 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_with_room_adds_nothing_and_a_full_one_says_what_to_do() {
        let folder = std::env::temp_dir();
        assert!(free_mib(&folder).is_some());
        assert_eq!(free_mib(Path::new("/no/such/folder")), None);
        let fault = fault(&folder, 3);
        assert!(
            fault.ends_with("is full (3 MiB free): make room, then try again"),
            "{fault}"
        );
    }
}
