//! What holds for limits and work, whoever comes how often.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use petition::{Kept, Limit, Limits, Pressure, Rate, demanded_bits, difficulty_bits, shard_of};
use proptest::collection::vec;
use proptest::prelude::*;
use protocol::limits::WORK_MAX_BITS;

fn rates() -> impl Strategy<Value = Rate> {
    (1..5_000_i64, 1..20_u32).prop_map(|(interval_us, burst)| Rate { interval_us, burst })
}

fn limits() -> impl Strategy<Value = Limit> {
    (1..100_000_u32, 1..5_000_u32).prop_map(|(per_hour, burst)| Limit { per_hour, burst })
}

fn pressures() -> impl Strategy<Value = Pressure> {
    let counts = (any::<u32>(), any::<u32>());
    (counts, 0..1_000_u32, any::<u8>()).prop_map(|((sessions, signatures), burst, held)| Pressure {
        network_sessions: sessions >> (sessions % 32),
        network_signatures: signatures >> (signatures % 32),
        network_burst: burst,
        held_percent: held % 101,
    })
}

/// How many of those who come at these instants are within the rate.
fn count_within(rate: Rate, instants_us: &[i64]) -> i64 {
    let mut kept = None;
    let mut within = 0;
    for now_us in instants_us {
        let decision = rate.decide(kept, *now_us);
        within += i64::from(decision.is_within);
        kept = Some(decision.kept);
    }
    within
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_more_than_the_burst_and_what_has_drained_is_within(
        rate in rates(),
        waits_us in vec(0..3_000_i64, 1..200),
        from in 0..200_usize,
    ) {
        let start_us = 1_795_327_200_000_000;
        let mut now_us = start_us;
        let instants: Vec<i64> = waits_us.iter().map(|wait| { now_us += wait; now_us }).collect();
        // Of the whole, and of what is left after any beginning: with what was
        // kept then, it can only be fewer.
        let rest = instants.get(from.min(instants.len() - 1)..).unwrap();
        for part in [instants.as_slice(), rest] {
            let elapsed_us = part.last().unwrap() - part.first().unwrap();
            let most = i64::from(rate.burst) + elapsed_us / rate.interval_us;
            prop_assert!(count_within(rate, part) <= most);
        }
    }

    #[test]
    fn who_keeps_to_the_rate_is_always_within(rate in rates(), count in 1..200_u32) {
        let instants: Vec<i64> =
            (0..i64::from(count)).map(|number| number * rate.interval_us).collect();
        prop_assert_eq!(count_within(rate, &instants), i64::from(count));
    }

    #[test]
    fn who_waits_as_long_as_told_is_within(rate in rates(), tries in 1..60_u32) {
        let mut kept = None;
        for _ in 0..tries {
            let decision = rate.decide(kept, 0);
            kept = Some(decision.kept);
            prop_assert_eq!(decision.is_within, decision.wait_us == 0);
            let later = rate.decide(kept, decision.wait_us);
            prop_assert!(later.is_within || decision.is_within);
        }
    }

    #[test]
    fn a_larger_rate_lets_nobody_through_less_often(
        rate in rates(),
        waits_us in vec(0..3_000_i64, 1..200),
    ) {
        let mut now_us = 0;
        let instants: Vec<i64> = waits_us.iter().map(|wait| { now_us += wait; now_us }).collect();
        let larger = Rate { burst: rate.burst + 1, ..rate };
        prop_assert!(count_within(rate, &instants) <= count_within(larger, &instants));
    }

    #[test]
    fn what_a_changed_limit_kept_is_judged_by_the_new_one(
        (was, is) in (limits(), limits()),
        (came, later_us) in (0..400_u32, 0..7_200_000_000_i64),
        is_interval_known in any::<bool>(),
    ) {
        let (was, is) = (Rate::divided(was, 1), Rate::divided(is, 1));
        let start_us = 1_795_327_200_000_000;
        let fill = |rate: Rate| (0..came).fold(None, |kept, _| Some(rate.decide(kept, start_us).kept));
        let now_us = start_us + later_us;
        let kept = fill(was).map(|kept| Kept {
            interval_us: if is_interval_known { kept.interval_us } else { 0 },
            ..kept
        });
        let decision = is.decide(kept, now_us);
        // Nobody waits longer than who has filled the new limit's bucket.
        prop_assert!(decision.wait_us <= is.interval_us);
        let most_us = is.interval_us * i64::from(is.burst);
        prop_assert!(decision.kept.arrival_us - now_us <= most_us);
        // Whom the old limit would have let through is not held by a raised one.
        let is_raised = is.interval_us <= was.interval_us && is.burst >= was.burst;
        if is_raised && is_interval_known && was.decide(kept, now_us).is_within {
            prop_assert!(decision.is_within);
        }
        // At once after the change, as many are in the bucket as were.
        if is_interval_known && let Some(kept) = kept {
            let were = was.count(kept, start_us).min(is.burst);
            let mut now = Some(kept);
            let mut within = 0;
            while within <= is.burst {
                let decision = is.decide(now, start_us);
                now = Some(decision.kept);
                if !decision.is_within { break; }
                within += 1;
            }
            prop_assert!((within + were).abs_diff(is.burst) <= 1, "{within} {were} {}", is.burst);
        }
    }

    #[test]
    fn the_shards_together_have_the_whole_and_each_at_least_one(
        limit in limits(),
        shards in 1..257_u16,
    ) {
        let whole = Rate::divided(limit, 1);
        prop_assert_eq!(whole, Rate::scattered(limit, 1));
        for part in [Rate::divided(limit, shards), Rate::scattered(limit, shards)] {
            prop_assert!(part.burst >= 1 && part.burst <= limit.burst);
            prop_assert!(u32::from(shards) * part.burst >= limit.burst);
            prop_assert_eq!(part.interval_us, whole.interval_us * i64::from(shards));
        }
        prop_assert!(Rate::scattered(limit, shards).burst >= Rate::divided(limit, shards).burst);
        let shares: Vec<_> = (0..shards).filter_map(|shard| Rate::share(limit, shard, shards)).collect();
        if !shares.is_empty() {
            prop_assert_eq!(shares.len(), usize::from(shards));
            prop_assert_eq!(shares.iter().map(|share| share.burst).sum::<u32>(), limit.burst);
            prop_assert!(shares.iter().all(|share| share.interval_us == whole.interval_us * i64::from(shards)));
        }
    }

    #[test]
    fn more_pressure_never_asks_for_less_work_and_never_for_too_much(
        base in 0..=WORK_MAX_BITS,
        pressure in pressures(),
        more_sessions in any::<u32>(),
        more_held in 0..50_u8,
    ) {
        let bits = difficulty_bits(base, &pressure);
        prop_assert!(bits <= WORK_MAX_BITS && bits >= base);
        prop_assert_eq!(bits == 0, base == 0);
        let sessions = pressure.network_sessions.saturating_add(more_sessions);
        let signatures = pressure.network_signatures.saturating_add(more_sessions);
        let more = [
            Pressure { network_sessions: sessions, ..pressure },
            Pressure { network_signatures: signatures, ..pressure },
            Pressure { held_percent: pressure.held_percent + more_held, ..pressure },
        ];
        for more in more {
            prop_assert!(difficulty_bits(base, &more) >= bits);
            prop_assert!(demanded_bits(base, &more) >= demanded_bits(base, &pressure));
        }
        // A session that is asked for now is always hard enough.
        prop_assert!(demanded_bits(base, &pressure) <= bits);
        if base > 0 {
            prop_assert!(difficulty_bits(base - 1, &pressure) <= bits);
        }
    }

    #[test]
    fn a_slow_phone_works_at_most_three_seconds_on_average(pressure in pressures()) {
        // What WebAssembly in Chromium makes, throttled fourfold.
        let hashes_per_s = 1_464_000;
        let bits = difficulty_bits(WORK_MAX_BITS, &pressure);
        prop_assert!(1_u64 << bits <= 3 * hashes_per_s);
    }
}

#[test]
fn shares_are_met_by_chance_only_when_a_limit_is_nearly_used_up() {
    // A partner's burst, their keys as random as HMACs are.
    let limit = Limits::default().partner;
    for shards in [2_u16, 8, 32] {
        let mut kept = vec![None; usize::from(shards)];
        let mut first_held = None;
        let mut within = 0;
        for number in 0..limit.burst {
            let key = protocol::derive_hmac(&shards.to_be_bytes(), &number.to_be_bytes());
            let shard = shard_of(&key, shards);
            let slot = kept.get_mut(usize::from(shard)).unwrap();
            let rate = Rate::share(limit, shard, shards).unwrap();
            let decision = rate.decide(*slot, 0);
            *slot = Some(decision.kept);
            within += u32::from(decision.is_within);
            if !decision.is_within && first_held.is_none() {
                first_held = Some(number);
            }
        }
        let first = first_held.unwrap_or(limit.burst);
        assert!(first >= limit.burst * 2 / 3, "{shards} shards: {first}");
        assert!(within >= limit.burst * 9 / 10, "{shards} shards: {within}");
    }
}
