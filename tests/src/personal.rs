//! What the tests have sent about people, so that it can be looked for where
//! it must not be: in the edge's log.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static SENT: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Shorter texts stand in honest log lines by chance.
const LEAST_BYTES: usize = 4;

/// Remembers a name, an address or a secret that no log may hold.
pub fn remember(text: &str) {
    if text.len() >= LEAST_BYTES {
        let mut sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
        sent.insert(text.to_lowercase());
    }
}

/// The lines of a log that hold something remembered.
pub fn find_in(log: &str) -> Vec<String> {
    let sent = SENT.lock().unwrap_or_else(PoisonError::into_inner);
    log.lines()
        .filter(|line| {
            let line = line.to_lowercase();
            sent.iter().any(|text| line.contains(text))
        })
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_line_with_an_address_is_found_in_any_letter_case() {
        remember("Zebedee-Quill@mail.example");
        let log = "started\nrefused zebedee-quill@MAIL.example\nended\n";
        assert_eq!(find_in(log), ["refused zebedee-quill@MAIL.example"]);
        assert!(find_in("started\nended\n").is_empty());
    }
}
