//! What the figures were measured on.

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;
use std::thread::available_parallelism;
use std::time::Duration;

use anyhow::{Context, Result};
use rustix::process::{Resource, getrlimit, setrlimit};
use tests::clock;
use tests::place::{self, Scratch};

use crate::rounds::median;

/// Lets this process, and what it starts, open as many files as it may: each
/// socket is one.
pub(crate) fn raise_file_limit() -> Result<()> {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    Ok(setrlimit(Resource::Nofile, limit)?)
}

/// One line for each part of the machine that matters.
pub(crate) fn describe() -> Result<String> {
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease")?;
    let workerd = place::workerd();
    let workerd = workerd.to_str().context("workerd's path is not UTF-8")?;
    Ok(format!(
        "{model}, {cores} cores, {memory} GiB, Linux {kernel}; fdatasync of 4 KiB {sync:.0} us; \
         {rustc}; {workerd}; the client on the same cores\n",
        model = field("/proc/cpuinfo", "model name")?,
        cores = available_parallelism()?,
        memory = memory_gib()?,
        kernel = kernel.trim(),
        sync = sync_us()?,
        rustc = first_line("rustc")?,
        workerd = first_line(workerd)?,
    ))
}

/// The processor time that a process has spent (Linux: in ticks of 10 ms).
pub(crate) fn processor_time(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is a name in parentheses, which may hold anything.
    let (_, fields) = stat.rsplit_once(") ").context("a process has no fields")?;
    let mut fields = fields.split(' ').skip(11);
    let mut next = || -> Result<u64> { Ok(fields.next().context("a field is missing")?.parse()?) };
    let ticks = next()? + next()?;
    let a_second = rustix::param::clock_ticks_per_second();
    Ok(Duration::from_secs(ticks) / u32::try_from(a_second)?)
}

/// The first `name : value` of a file in /proc.
fn field(file: &str, name: &str) -> Result<String> {
    let text = fs::read_to_string(file)?;
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields
        .find(|(known, _)| known.trim() == name)
        .with_context(|| format!("{file} has no {name}"))?;
    Ok(value.trim().to_owned())
}

fn memory_gib() -> Result<u64> {
    let total = field("/proc/meminfo", "MemTotal")?;
    let kib: u64 = total.trim_end_matches(" kB").parse()?;
    Ok(kib.div_ceil(1024 * 1024))
}

fn first_line(program: &str) -> Result<String> {
    let output = Command::new(program).arg("--version").output();
    let output = output.with_context(|| format!("{program} --version"))?;
    let text = String::from_utf8(output.stdout)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// The median time in which the disk under the state folders makes 4 KiB
/// durable: every signature waits for that.
fn sync_us() -> Result<f64> {
    let folder = Scratch::make();
    let mut file = File::create(folder.path().join("sync"))?;
    let mut took = Vec::new();
    for _ in 0..100 {
        let begins = clock::now();
        file.write_all(&[1; 4096])?;
        file.sync_data()?;
        took.push((clock::now() - begins).as_secs_f64() * 1e6);
    }
    Ok(median(took.into_iter()))
}
