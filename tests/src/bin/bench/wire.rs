//! HTTP/1.1 over one kept connection, no more than the bench needs: the
//! client's own cost must not be what is measured.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept for many requests.
pub(crate) struct Connection {
    stream: TcpStream,
    /// The last answer, and what came after it.
    buffer: Vec<u8>,
    /// Where the last answer's body begins and ends.
    body: (usize, usize),
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: Vec::with_capacity(32 * 1024),
            body: (0, 0),
        })
    }

    /// Sends a whole request and reads its whole answer. Returns the status.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.stream.write_all(request).await?;
        let (status, start, length) = self.read_head().await?;
        let end = start + length;
        while self.buffer.len() < end {
            self.fill().await?;
        }
        self.body = (start, end);
        Ok(status)
    }

    /// The last answer's body.
    pub(crate) fn body(&self) -> &[u8] {
        let (start, end) = self.body;
        self.buffer.get(start..end).unwrap_or_default()
    }

    /// Asks for a WebSocket. Returns the stream and what came after the head.
    pub(crate) async fn upgrade(mut self, request: &[u8]) -> Result<(TcpStream, Vec<u8>)> {
        self.stream.write_all(request).await?;
        let (status, start, _) = self.read_head().await?;
        if status != 101 {
            bail!("a WebSocket was answered by {status}");
        }
        Ok((self.stream, self.buffer.split_off(start)))
    }

    /// Reads one head. Returns status, start of the body and its length.
    async fn read_head(&mut self) -> Result<(u16, usize, usize)> {
        // What came after the last answer would be another's: there is none,
        // since one request is in flight at a time.
        self.buffer.clear();
        loop {
            self.fill().await?;
            let end = self.buffer.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                let head = self.buffer.get(..end).unwrap_or_default();
                let (status, length) = parse_head(std::str::from_utf8(head)?)?;
                return Ok((status, end + 4, length));
            }
        }
    }

    async fn fill(&mut self) -> Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the connection was closed before the answer's end");
        }
        Ok(())
    }
}

/// Status and Content-Length of a head.
fn parse_head(head: &str) -> Result<(u16, usize)> {
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.strip_prefix("HTTP/1.1 "))
        .and_then(|rest| rest.get(..3))
        .context("an answer is not HTTP/1.1")?;
    let mut length = 0;
    for line in lines {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse()?;
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            bail!("an answer has no Content-Length");
        }
    }
    Ok((status.parse()?, length))
}

/// A request's bytes. `headers` end each with a line end.
pub(crate) fn encode(line: &str, authority: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let length = if body.is_empty() {
        String::new()
    } else {
        format!("content-length: {length}\r\n")
    };
    let head = format!("{line} HTTP/1.1\r\nhost: {authority}\r\n{headers}{length}\r\n");
    let mut request = head.into_bytes();
    request.extend_from_slice(body);
    request
}
