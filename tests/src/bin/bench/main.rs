//! The bench: the edge beside the same job in plain JavaScript, on one
//! workerd, in one run. It prints figures and judges none; a wrong answer,
//! a lost signature or a cut connection ends it with an error.
//!
//! `cargo xtask bench` builds what it measures and starts it.
#![allow(clippy::print_stdout, reason = "its tables are what it is for")]

mod live;
mod load;
mod machine;
mod options;
mod outbox;
mod plain;
mod rounds;
mod signer;
mod target;
mod wire;

use std::collections::BTreeMap;

use anyhow::Result;
use tests::{Campaign, Configuration, Runtime, Setup};

use crate::options::{Case, Options};
use crate::plain::Plain;
use crate::signer::Signer;
use crate::target::Target;

/// Enough listed entries that every read of the feed has its 100.
const SEED: usize = 150;

fn main() -> Result<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    machine::raise_file_limit()?;
    println!("{}", machine::describe()?);
    let provider = options.has_mail.then(outbox::start_provider);
    let edge = match &provider {
        None => Runtime::with(Setup {
            configuration: Configuration::Deployment,
            ..Setup::default()
        }),
        Some(server) => outbox::start_edge(server),
    };
    let plain = Plain::start(&edge)?;
    // One thread: the client shall not take the processor from what it measures.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let campaign = match &provider {
        None => Campaign::open(&edge),
        Some(_) => outbox::open(&edge),
    };
    let work = run(&options, &campaign, &plain);
    tokio::task::LocalSet::new().block_on(&runtime, work)?;
    if let Some(provider) = &provider {
        println!("{}", outbox::drain(&campaign, provider)?);
    }
    Ok(())
}

async fn run(options: &Options, campaign: &Campaign<'_>, plain: &Plain) -> Result<()> {
    let edge = campaign.edge;
    let signer = Signer::new(campaign)?;
    plain.put(campaign, &signer.view)?;
    let ours = Target::new(
        "the edge",
        (edge.authority(), edge.process()),
        campaign.id(),
    )?;
    let targets = [
        if options.has_mail {
            ours.counted_by(campaign.organizer())
        } else {
            ours
        },
        Target::new(
            "plain JavaScript",
            (plain.authority(), plain.process()),
            campaign.id(),
        )?,
    ];
    if let Some(waiting) = options.waiting {
        let [edge, _] = &targets;
        let report = outbox::wait_an_hour(campaign, (edge, &signer), waiting).await?;
        println!("{report}");
        return Ok(());
    }
    for target in &targets {
        load::spend(target, signer.sign_many(target, SEED)?).await?;
    }
    let cases: Vec<_> = options.cases().collect();
    if !cases.is_empty() {
        println!("{}", rounds::HEAD);
    }
    let mut signing = BTreeMap::new();
    let mut refused = String::new();
    for case in cases {
        for connections in &options.connections {
            let work = (case, *connections);
            let measured = rounds::measure(options, work, &targets, &signer).await?;
            println!("{}", measured.line);
            if case == Case::Signatures {
                signing.insert(*connections, measured.rate);
            } else if let Some(signing) = signing.get(connections).filter(|_| case.is_refused()) {
                refused.push_str(&tell_refused(work, measured.rate / signing));
            }
        }
    }
    println!("{refused}");
    if options.has_live {
        let [edge, _] = &targets;
        println!("{}", live::measure(edge, &signer).await?);
    }
    Ok(())
}

/// How much faster than admitting a signature the edge refuses.
fn tell_refused((case, connections): (Case, usize), ratio: f64) -> String {
    format!(
        "\n{} requests over {connections} connections are refused {ratio:.1} times as fast as \
         signatures are admitted",
        case.as_str()
    )
}
