//! Load: connections that each ask, wait for the answer, and ask again.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tokio::task::spawn_local;
use tokio::time::Instant;

use crate::machine;
use crate::target::Target;
use crate::wire::Connection;

/// Before the clock runs: caches fill and the compilers of the runtime settle.
const WARM_UP: Duration = Duration::from_millis(500);

/// What the connections send.
pub(crate) struct Supply {
    requests: Vec<Vec<u8>>,
    is_repeated: bool,
    wanted: u16,
    next: Cell<usize>,
}

impl Supply {
    /// Signed requests, each sent once.
    pub(crate) fn once(requests: Vec<Vec<u8>>) -> Self {
        Self {
            requests,
            is_repeated: false,
            wanted: 201,
            next: Cell::new(0),
        }
    }

    /// One request, again and again, answered with this status.
    pub(crate) fn repeated(request: Vec<u8>, wanted: u16) -> Self {
        Self {
            requests: vec![request],
            is_repeated: true,
            wanted,
            next: Cell::new(0),
        }
    }

    fn next(&self) -> Option<&[u8]> {
        let at = self.next.get();
        if !self.is_repeated {
            self.next.set(at + 1);
        }
        self.requests.get(at).map(Vec::as_slice)
    }
}

/// What a load gave.
pub(crate) struct Sample {
    /// Answers a second within the measured time.
    pub(crate) rate: f64,
    /// How long half of the requests took at most.
    pub(crate) p50: Duration,
    /// How long 99 of 100 took at most.
    pub(crate) p99: Duration,
    /// Answers in all, the warm-up's too.
    pub(crate) answers: u64,
    /// The target's processor time for one answer, in microseconds: what the
    /// machine does besides changes that far less than it changes the rate.
    pub(crate) processor_us: f64,
}

/// From when to when answers are counted.
#[derive(Clone, Copy)]
struct Window {
    begins: Instant,
    ends: Instant,
}

/// An answer: when it came, and how long after its request.
type Answered = (Instant, Duration);

/// Measures a target under so many connections.
pub(crate) async fn measure(
    target: &Target,
    supply: Supply,
    (connections, measured): (usize, Duration),
) -> Result<Sample> {
    let mut open = Vec::with_capacity(connections);
    for _ in 0..connections {
        open.push(Connection::open(target.address).await?);
    }
    let begins = Instant::now() + WARM_UP;
    let window = Window {
        begins,
        ends: begins + measured,
    };
    let before = machine::processor_time(target.process)?;
    let answered = drive_all(open, Rc::new(supply), window.ends)
        .await
        .with_context(|| format!("measuring {}", target.name))?;
    let spent = machine::processor_time(target.process)?.saturating_sub(before);
    summarize(answered, window, spent)
}

/// Sends each request once, over a few connections, and waits until the
/// target shows what it has acknowledged.
pub(crate) async fn spend(target: &Target, requests: Vec<Vec<u8>>) -> Result<()> {
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(Connection::open(target.address).await?);
    }
    let limit = Instant::now() + Duration::from_mins(1);
    let answered = drive_all(open, Rc::new(Supply::once(requests)), limit).await?;
    target
        .await_signatures(u64::try_from(answered.len())?)
        .await
}

async fn drive_all(
    open: Vec<Connection>,
    supply: Rc<Supply>,
    ends: Instant,
) -> Result<Vec<Answered>> {
    let running: Vec<_> = open
        .into_iter()
        .map(|connection| spawn_local(drive(connection, Rc::clone(&supply), ends)))
        .collect();
    let mut answered = Vec::new();
    for task in running {
        answered.extend(task.await??);
    }
    Ok(answered)
}

/// One connection. What is asked before the end is answered after it.
async fn drive(
    mut connection: Connection,
    supply: Rc<Supply>,
    ends: Instant,
) -> Result<Vec<Answered>> {
    let mut answered = Vec::new();
    let mut asked = Instant::now();
    while asked < ends {
        let Some(request) = supply.next() else { break };
        let status = connection.ask(request).await?;
        let came = Instant::now();
        if status != supply.wanted {
            let body = String::from_utf8_lossy(connection.body());
            bail!("answered {status}, not {}: {body}", supply.wanted);
        }
        answered.push((came, came - asked));
        asked = came;
    }
    Ok(answered)
}

fn summarize(answered: Vec<Answered>, window: Window, spent: Duration) -> Result<Sample> {
    let answers = u64::try_from(answered.len())?;
    let answers_in_all = u32::try_from(answered.len())?;
    let counted: Vec<Answered> = answered
        .into_iter()
        .filter(|(came, _)| (window.begins..window.ends).contains(came))
        .collect();
    let last = counted.iter().map(|(came, _)| *came).max();
    // Signed requests may run out before the end does.
    let last = last.context("nothing was answered in the measured time")?;
    let count = u32::try_from(counted.len())?;
    let mut took: Vec<Duration> = counted.into_iter().map(|(_, took)| took).collect();
    took.sort_unstable();
    Ok(Sample {
        rate: f64::from(count) / (last - window.begins).as_secs_f64(),
        p50: percentile(&took, 50),
        p99: percentile(&took, 99),
        answers,
        processor_us: spent.as_secs_f64() * 1e6 / f64::from(answers_in_all),
    })
}

/// Of sorted durations.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or_default()
}
