//! One entry to 1,000 live sockets: how long until all of them have it.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use protocol::SignatureAnswer;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_local;
use tokio::time::{Instant, timeout};

use crate::rounds::median;
use crate::signer::Signer;
use crate::target::Target;
use crate::wire::Connection;

const SOCKETS: usize = 1_000;
const ROUNDS: usize = 7;
const ALL_LIMIT: Duration = Duration::from_secs(15);

/// RFC 6455 section 4.1; the key is only echoed, hashed.
const UPGRADE: &str = "upgrade: websocket\r\nconnection: Upgrade\r\n\
    sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/// A message that a socket got, and when.
type Heard = (Instant, String);

/// When one entry came to the sockets, after it was sent to the edge.
struct Spread {
    answer: Duration,
    first: Duration,
    last: Duration,
}

/// Opens the sockets, signs, and measures until the last has the entry, some
/// times over. Returns a table.
pub(crate) async fn measure(edge: &Target, signer: &Signer<'_>) -> Result<String> {
    let (said, mut heard) = unbounded_channel();
    for _ in 0..SOCKETS {
        let (stream, rest) = open(edge).await?;
        let said = said.clone();
        spawn_local(async move {
            // A socket that is cut is missed by its message.
            drop(listen(stream, rest, said).await);
        });
    }
    let mut spreads = Vec::new();
    for _ in 0..ROUNDS {
        spreads.push(spread(edge, signer, &mut heard).await?);
    }
    let line = |what: &str, pick: fn(&Spread) -> Duration| {
        let all = || {
            spreads
                .iter()
                .map(|spread| pick(spread).as_secs_f64() * 1_000.0)
        };
        let (least, most) = (all().fold(f64::MAX, f64::min), all().fold(0.0, f64::max));
        format!(
            "| {what} | {:.0} | {least:.0} | {most:.0} |\n",
            median(all())
        )
    };
    Ok(format!(
        "\n| one entry to {SOCKETS} sockets, ms after it was sent | median | least | most |\n\
         |---|--:|--:|--:|\n{}{}{}",
        line("the supporter has their answer", |spread| spread.answer),
        line("the first socket has the entry", |spread| spread.first),
        line("the last socket has it", |spread| spread.last),
    ))
}

async fn open(edge: &Target) -> Result<(TcpStream, Vec<u8>)> {
    let connection = Connection::open(edge.address).await?;
    connection.upgrade(&edge.get("live", UPGRADE)).await
}

/// Signs once, and waits until every socket has the entry.
async fn spread(
    edge: &Target,
    signer: &Signer<'_>,
    heard: &mut UnboundedReceiver<Heard>,
) -> Result<Spread> {
    let request = signer.sign(edge)?;
    let mut connection = Connection::open(edge.address).await?;
    let sent = Instant::now();
    let status = connection.ask(&request).await?;
    let answered = Instant::now();
    ensure!(status == 201, "a signature was answered {status}");
    let answer: SignatureAnswer = serde_json::from_slice(connection.body())?;
    let entry = answer.entry.context("a listed signature has no entry")?.id;
    let (mut first, mut last, mut count) = (None, sent, 0);
    while count < SOCKETS {
        let Ok(message) = timeout(ALL_LIMIT, heard.recv()).await else {
            bail!("{count} of {SOCKETS} sockets had the entry after {ALL_LIMIT:?}");
        };
        let (came, text) = message.context("every socket was closed")?;
        if text.contains(entry.as_str()) {
            first.get_or_insert(came);
            last = last.max(came);
            count += 1;
        }
    }
    edge.await_signatures(1).await?;
    Ok(Spread {
        answer: answered - sent,
        first: first.unwrap_or(last) - sent,
        last: last - sent,
    })
}

/// Reads text frames until the socket ends.
async fn listen(
    mut stream: TcpStream,
    mut buffer: Vec<u8>,
    said: UnboundedSender<Heard>,
) -> Result<()> {
    loop {
        while let Some((text, length)) = parse_frame(&buffer)? {
            said.send((Instant::now(), text))?;
            buffer.drain(..length);
        }
        if stream.read_buf(&mut buffer).await? == 0 {
            return Ok(());
        }
    }
}

/// The first frame's text and its whole length, once all of it is there
/// (RFC 6455 section 5.2). A server's frames are not masked.
fn parse_frame(bytes: &[u8]) -> Result<Option<(String, usize)>> {
    let (head, length) = match bytes {
        [0x81, short @ 0..=125, ..] => (2, usize::from(*short)),
        [0x81, 126, high, low, ..] => (4, usize::from(u16::from_be_bytes([*high, *low]))),
        [] | [0x81] | [0x81, 126, ..] => return Ok(None),
        _ => bail!("a frame is not a whole short text"),
    };
    let Some(payload) = bytes.get(head..head + length) else {
        return Ok(None);
    };
    Ok(Some((String::from_utf8(payload.to_vec())?, head + length)))
}
