//! Event passes: a code that lets one network sign more, for some hours.
//!
//! A rally, a campus or a place of worship is one address to us, so its limit
//! would hold most of those who sign there. An organizer makes a pass; whoever
//! first enters its code binds it to their network. A pass is not an
//! exemption: it has a number, and what goes beyond is held like before.

use protocol::{CampaignId, FieldProblem, MasterKey, derive_hmac, lp};
use serde::{Deserialize, Serialize};

use crate::rate::Limit;

/// Most hours of a pass: three days are a festival.
pub const PASS_HOURS_MAX: u32 = 72;

/// Most signatures of one pass: a stadium.
pub const PASS_SIGNATURES_MAX: u32 = 100_000;

/// Most passes of a campaign at a time. For each bound one, a submission costs
/// one more derived key: 20 are some 0.2 ms.
pub const PASSES_MAX: usize = 20;

/// Longest label, in bytes: "City Hall rally, main stage".
pub const PASS_LABEL_MAX_BYTES: usize = 80;

/// Bytes of a pass's id.
pub const PASS_ID_BYTES: usize = 16;

/// Random bytes behind a code; 60 of their 64 bits are written.
pub const CODE_RANDOM_BYTES: usize = 8;

/// Characters of a code, without its hyphens: 5 bits each, 60 in all. At a
/// thousand guesses a second, one of 20 codes is found in 18 million years of
/// trying.
const CODE_CHARS: usize = 12;

/// Crockford's base 32: no I, L, O or U, which are read as something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What an organizer asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassTerms {
    /// What organizers call it; nobody else sees it.
    pub label: String,
    /// How long it lasts, from now.
    pub hours: u32,
    /// How many signatures it is good for.
    pub signatures: u32,
}

impl PassTerms {
    /// Checks the terms against what a network may do without a pass.
    ///
    /// # Errors
    ///
    /// One problem for each field at fault.
    pub fn check(&self, network: Limit) -> Result<(), Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut refuse = |pointer: &str, detail: String| {
            problems.push(FieldProblem {
                pointer: pointer.to_owned(),
                kind: "pass".to_owned(),
                detail,
            });
        };
        let label = self.label.trim();
        if label.is_empty()
            || label.len() > PASS_LABEL_MAX_BYTES
            || label.chars().any(char::is_control)
        {
            refuse(
                "/label",
                format!("it must have 1 to {PASS_LABEL_MAX_BYTES} bytes and no control characters"),
            );
        }
        if !(1..=PASS_HOURS_MAX).contains(&self.hours) {
            refuse("/hours", format!("it must be 1 to {PASS_HOURS_MAX}"));
        }
        // A pass is instead of the network's limit: one that gives less than
        // that would hold people whom nothing held before.
        let without = u64::from(network.burst)
            .saturating_add(u64::from(network.per_hour).saturating_mul(u64::from(self.hours)));
        let signatures = u64::from(self.signatures);
        if signatures <= without || self.signatures > PASS_SIGNATURES_MAX {
            refuse(
                "/signatures",
                format!(
                    "it must be more than {without}, which a network may sign in that time \
                     without a pass, and at most {PASS_SIGNATURES_MAX}"
                ),
            );
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

/// Writes a code for so many random bytes: `7K2M-QX4T-9BWD`.
#[must_use]
pub fn encode_code(random: [u8; CODE_RANDOM_BYTES]) -> String {
    let bits = u64::from_be_bytes(random);
    let mut code = String::with_capacity(CODE_CHARS + 2);
    for at in 0..CODE_CHARS {
        if at > 0 && at % 4 == 0 {
            code.push('-');
        }
        let shift = 59 - 5 * at;
        let digit = usize::try_from((bits >> shift) & 31).unwrap_or(0);
        code.extend(ALPHABET.get(digit).map(|byte| char::from(*byte)));
    }
    code
}

/// Parses a code as people type it: any case, spaces and hyphens anywhere, O
/// for 0, I and L for 1. The characters without hyphens, or none if it is no
/// code.
#[must_use]
pub fn parse_code(text: &str) -> Option<String> {
    let mut code = String::with_capacity(CODE_CHARS);
    for typed in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        let meant = match typed.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let is_digit = u8::try_from(meant).is_ok_and(|byte| ALPHABET.contains(&byte));
        if !is_digit || code.len() == CODE_CHARS {
            return None;
        }
        code.push(meant);
    }
    (code.len() == CODE_CHARS).then_some(code)
}

/// Derives a pass's id from its parsed code, which is stored nowhere:
/// `HMAC(Expand(lp("pass", campaign)), lp(code))`, the first 16 bytes.
#[must_use]
pub fn derive_pass_id(
    master: &MasterKey,
    campaign: &CampaignId,
    code: &str,
) -> [u8; PASS_ID_BYTES] {
    let key = master.expand(&[b"pass", campaign.as_str().as_bytes()]);
    let hash = derive_hmac(&key, &lp(&[code.as_bytes()]));
    let mut id = [0; PASS_ID_BYTES];
    id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK: Limit = Limit {
        per_hour: 30,
        burst: 10,
    };

    fn terms(hours: u32, signatures: u32) -> PassTerms {
        PassTerms {
            label: "City Hall rally".to_owned(),
            hours,
            signatures,
        }
    }

    fn pointers(terms: &PassTerms) -> Vec<String> {
        let problems = terms.check(NETWORK).err().unwrap_or_default();
        problems
            .into_iter()
            .map(|problem| problem.pointer)
            .collect()
    }

    #[test]
    fn a_pass_gives_more_than_no_pass_and_has_an_end() {
        assert_eq!(terms(8, 500).check(NETWORK), Ok(()));
        assert_eq!(terms(8, 251).check(NETWORK), Ok(()));
        assert_eq!(pointers(&terms(8, 250)), ["/signatures"]);
        assert_eq!(
            pointers(&terms(1, PASS_SIGNATURES_MAX + 1)),
            ["/signatures"]
        );
        assert_eq!(pointers(&terms(0, 500)), ["/hours"]);
        assert_eq!(pointers(&terms(73, 5_000)), ["/hours"]);
        for label in ["", "  ", "a\nb", &"x".repeat(PASS_LABEL_MAX_BYTES + 1)] {
            let terms = PassTerms {
                label: label.to_owned(),
                ..terms(8, 500)
            };
            assert_eq!(pointers(&terms), ["/label"], "{label:?}");
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = encode_code([0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef]);
        assert_eq!(code, "04HM-ASW9-NF6Y");
        let parsed = parse_code(&code);
        assert_eq!(parsed.as_deref(), Some("04HMASW9NF6Y"));
        for typed in [
            "04hm asw9 nf6y",
            " O4HM-ASW9-NF6Y ",
            "04HMASW9NF6Y",
            "0-4-H-M-A-S-W-9-N-F-6-Y",
        ] {
            assert_eq!(parse_code(typed), parsed, "{typed}");
        }
        assert_eq!(
            parse_code("llll-iiii-1111"),
            Some("111111111111".to_owned())
        );
        for typed in [
            "",
            "04HM-ASW9-NF6",
            "04HM-ASW9-NF6Y0",
            "04HM-ASW9-NF6U",
            "04HM-ASW9-NF6É",
        ] {
            assert_eq!(parse_code(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_random_bit_that_is_written_changes_the_code() {
        let zero = encode_code([0; 8]);
        assert_eq!(zero, "0000-0000-0000");
        let codes: std::collections::BTreeSet<String> = (4..64)
            .map(|bit| encode_code((1_u64 << bit).to_be_bytes()))
            .collect();
        assert_eq!(codes.len(), 60);
        assert!(!codes.contains(&zero));
    }

    #[test]
    fn a_pass_is_known_in_its_own_campaign_alone() {
        let master = MasterKey::parse(&protocol::base64::encode_base64(&[7; 32])).unwrap();
        let campaign = |id: &str| CampaignId::parse(id).unwrap();
        let id = |campaign: &CampaignId, code| derive_pass_id(&master, campaign, code);
        let here = id(&campaign("a"), "04HMASW9NF6Y");
        assert_eq!(here, id(&campaign("a"), "04HMASW9NF6Y"));
        assert_ne!(here, id(&campaign("b"), "04HMASW9NF6Y"));
        assert_ne!(here, id(&campaign("a"), "04HMASW9NF6Z"));
    }
}
