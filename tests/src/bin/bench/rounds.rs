//! Both workers in turns, ours, plain, ours, plain, so that what else the
//! machine does meets both; and the medians of the rounds as a table.

use std::time::Duration;

use anyhow::Result;

use crate::load::{self, Sample, Supply};
use crate::options::{Case, Options};
use crate::signer::Signer;
use crate::target::Target;

/// The table's head.
pub(crate) const HEAD: &str = "\
| case | connections | edge/s | p50 ms | p99 ms | CPU us | plain JS/s | p50 ms | p99 ms | CPU us | edge : JS | by CPU |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|";

/// More than either signs in a second on any machine; where a faster one runs
/// out of requests, the rate is taken until then.
const SIGNATURES_A_SECOND: usize = 8_000;

/// A line of the table, and the edge's rate in it.
pub(crate) struct Measured {
    pub(crate) line: String,
    pub(crate) rate: f64,
}

/// Measures one case with so many connections.
pub(crate) async fn measure(
    options: &Options,
    (case, connections): (Case, usize),
    [edge, plain]: &[Target; 2],
    signer: &Signer<'_>,
) -> Result<Measured> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        for (target, samples) in [(edge, &mut ours), (plain, &mut theirs)] {
            let supply = make_supply(case, target, (signer, options.measured))?;
            let sample = load::measure(target, supply, (connections, options.measured)).await?;
            if case == Case::Signatures {
                target.await_signatures(sample.answers).await?;
            }
            samples.push(sample);
        }
    }
    let (ours, theirs) = (Medians::of(&ours), Medians::of(&theirs));
    let line = format!(
        "| {} | {connections} | {} | {} | {:.2} | {:.2} |",
        case.as_str(),
        ours.encode(),
        theirs.encode(),
        ours.rate / theirs.rate,
        theirs.processor_us / ours.processor_us
    );
    Ok(Measured {
        line,
        rate: ours.rate,
    })
}

fn make_supply(
    case: Case,
    target: &Target,
    (signer, measured): (&Signer<'_>, Duration),
) -> Result<Supply> {
    Ok(match case {
        Case::Signatures => {
            let seconds = usize::try_from(measured.as_secs())? + 1;
            let count = seconds * SIGNATURES_A_SECOND;
            Supply::once(signer.sign_many(target, count)?)
        }
        Case::Forged => Supply::repeated(signer.forge(target)?, 401),
        Case::Unsigned => Supply::repeated(signer.leave_unsigned(target)?, 401),
        Case::Feed | Case::Tally => Supply::repeated(target.get(case.as_str(), ""), 200),
    })
}

/// The medians of some rounds.
struct Medians {
    rate: f64,
    p50_ms: f64,
    p99_ms: f64,
    processor_us: f64,
}

impl Medians {
    fn of(samples: &[Sample]) -> Self {
        let ms = |took: Duration| took.as_secs_f64() * 1_000.0;
        Self {
            rate: median(samples.iter().map(|sample| sample.rate)),
            p50_ms: median(samples.iter().map(|sample| ms(sample.p50))),
            p99_ms: median(samples.iter().map(|sample| ms(sample.p99))),
            processor_us: median(samples.iter().map(|sample| sample.processor_us)),
        }
    }

    fn encode(&self) -> String {
        format!(
            "{:.0} | {:.1} | {:.1} | {:.0}",
            self.rate, self.p50_ms, self.p99_ms, self.processor_us
        )
    }
}

/// The middle one; of an even number, the lower of the two.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let middle = sorted.len().saturating_sub(1) / 2;
    sorted.get(middle).copied().unwrap_or(f64::NAN)
}
