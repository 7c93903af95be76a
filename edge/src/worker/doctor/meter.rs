//! How often pages are fetched: by each network of a campaign, and from each
//! site whoever asks, so that nobody can turn the edge against a partner.
//!
//! What an isolate remembers is rough: another one has its own memory.

use std::{cell::RefCell, collections::HashMap};

use petition::{Kept, Limit, Rate};

/// Somebody who fixes a page checks it some ten times in a row.
const NETWORK: Limit = Limit {
    per_hour: 30,
    burst: 10,
};

/// Two a minute are nothing to any site.
const SITE: Limit = Limit {
    per_hour: 120,
    burst: 20,
};

/// 1,024 names of some 50 bytes are 50 KiB.
const METERS_MAX: usize = 1_024;

thread_local! {
    /// What is kept, by what is metered.
    static METERS: RefCell<HashMap<String, Kept>> = RefCell::default();
}

/// Whether a page of this site may be fetched for this network now. Counts it.
pub(crate) fn admit(site: &str, network: &str, at_ms: i64) -> bool {
    let now_us = at_ms.saturating_mul(1_000);
    METERS.with_borrow_mut(|meters| {
        if meters.len() >= METERS_MAX {
            meters.retain(|_, kept| kept.arrival_us > now_us);
            if meters.len() >= METERS_MAX {
                meters.clear();
            }
        }
        let mut is_within = |name: String, limit| {
            let before = meters.get(&name).copied();
            let decision = Rate::divided(limit, 1).decide(before, now_us);
            meters.insert(name, decision.kept);
            decision.is_within
        };
        is_within(format!("network {network}"), NETWORK) && is_within(format!("site {site}"), SITE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_and_a_site_are_fetched_so_often_and_no_more() {
        let now_ms = 1_795_327_200_000;
        for count in 0..NETWORK.burst {
            assert!(admit("https://a.example", "one", now_ms), "{count}");
        }
        assert!(!admit("https://a.example", "one", now_ms));
        for count in NETWORK.burst..SITE.burst {
            assert!(
                admit("https://a.example", &format!("n{count}"), now_ms),
                "{count}"
            );
        }
        assert!(!admit("https://a.example", "another", now_ms));
        assert!(admit("https://a.example", "another", now_ms + 3_600_000));
    }
}
