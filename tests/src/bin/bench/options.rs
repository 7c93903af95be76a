//! What the bench takes on its command line.

use std::time::Duration;

use anyhow::{Context, Result, bail};

const USAGE: &str = "usage: bench [--seconds N] [--rounds N] [--connections N,N,...] \
                     [--cases signatures,forged,unsigned,feed,tally,live] [--counts submitted|confirmed] \
                     [--waiting N]";

/// A case that both workers are measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// `POST .../signatures`, each by another supporter with their own session.
    Signatures,
    /// The same request with a wrong signature, again and again.
    Forged,
    /// The same request without a signature.
    Unsigned,
    /// `GET .../feed`, 100 entries.
    Feed,
    /// `GET .../tally`.
    Tally,
}

impl Case {
    const ALL: [Self; 5] = [
        Self::Signatures,
        Self::Forged,
        Self::Unsigned,
        Self::Feed,
        Self::Tally,
    ];

    /// Whether its requests are refused before any object is asked.
    pub(crate) fn is_refused(self) -> bool {
        matches!(self, Self::Forged | Self::Unsigned)
    }

    /// The word on the command line and in the table.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Signatures => "signatures",
            Self::Forged => "forged",
            Self::Unsigned => "unsigned",
            Self::Feed => "feed",
            Self::Tally => "tally",
        }
    }
}

/// The command line, parsed.
pub(crate) struct Options {
    /// How long a case is measured in each round.
    pub(crate) measured: Duration,
    /// How often the two workers take turns.
    pub(crate) rounds: usize,
    /// Connections that each case is measured with.
    pub(crate) connections: Vec<usize>,
    /// Whether each signature orders a mail. Only signing is measured then:
    /// there is nothing to read in public.
    pub(crate) has_mail: bool,
    /// Mails that wait when an hour's outage of the provider ends; nothing else
    /// is measured then.
    pub(crate) waiting: Option<usize>,
    /// Whether the time to 1,000 sockets is measured.
    pub(crate) has_live: bool,
    cases: Vec<String>,
}

impl Options {
    /// Parses the arguments after the program's name.
    pub(crate) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut options = Self {
            measured: Duration::from_secs(3),
            rounds: 3,
            connections: vec![16, 32, 64],
            has_mail: false,
            waiting: None,
            has_live: false,
            cases: ["signatures", "forged", "unsigned", "feed", "tally", "live"]
                .map(str::to_owned)
                .to_vec(),
        };
        while let Some(name) = arguments.next() {
            let value = arguments.next().context(USAGE)?;
            match name.as_str() {
                "--seconds" => options.measured = Duration::from_secs(value.parse()?),
                "--rounds" => options.rounds = value.parse()?,
                "--connections" => {
                    let parsed: Result<_, _> = value.split(',').map(str::parse).collect();
                    options.connections = parsed?;
                }
                "--cases" => options.cases = value.split(',').map(str::to_owned).collect(),
                "--waiting" => options.waiting = Some(value.parse()?),
                "--counts" => options.has_mail = value == "confirmed",
                _ => bail!(USAGE),
            }
        }
        let is_known = |case: &String| {
            case == "live"
                || Case::ALL
                    .iter()
                    .any(|known| known.as_str() == case.as_str())
        };
        let is_measurable = options.rounds > 0
            && !options.measured.is_zero()
            && options
                .connections
                .iter()
                .all(|connections| *connections > 0);
        if !is_measurable || !options.cases.iter().all(is_known) {
            bail!(USAGE);
        }
        if options.waiting.is_some() {
            options.has_mail = true;
            options.cases.clear();
            return Ok(options);
        }
        let is_signing = options.cases == ["signatures"];
        if options.has_mail && !is_signing {
            bail!("--counts confirmed goes with --cases signatures");
        }
        options.has_live = options.cases.iter().any(|case| case == "live");
        Ok(options)
    }

    /// The cases that both workers take turns in.
    pub(crate) fn cases(&self) -> impl Iterator<Item = Case> {
        Case::ALL
            .into_iter()
            .filter(|case| self.cases.iter().any(|asked| asked == case.as_str()))
    }
}
