//! A connection without a client's manners: bodies that are announced and not
//! sent, or that do not end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

const ANSWER_LIMIT: Duration = Duration::from_mins(1);
const CHUNK_BYTES: usize = 16 * 1024;

/// What a body that nobody wants was answered with.
#[derive(Debug)]
pub struct Cut {
    /// The status.
    pub status: u16,
    /// The answer's bytes, head and body.
    pub text: String,
    /// Bytes of the body that were sent before the answer came.
    pub sent_bytes: usize,
}

/// Sends a head that announces `announced_bytes`, nothing of the body, and
/// waits for the answer.
pub fn announce_only(authority: &str, path: &str, announced_bytes: usize) -> Cut {
    let mut stream = connect(authority);
    let head = head(
        authority,
        path,
        &format!("Content-Length: {announced_bytes}"),
    );
    stream.write_all(head.as_bytes()).unwrap();
    cut(read_answer(&mut stream), 0)
}

/// Sends the beginning of a body, and no more of it; the answer, once the edge
/// has closed the connection.
pub fn begin_only(authority: &str, path: &str, framing: &str, beginning: &str) -> Cut {
    let mut stream = connect(authority);
    let head = head(authority, path, framing);
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(beginning.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    // Closed or reset: what was not read ends either way.
    drop(stream.read_to_end(&mut bytes));
    cut(
        String::from_utf8_lossy(&bytes).into_owned(),
        beginning.len(),
    )
}

/// Sends a chunked body until the answer comes, at most `most_bytes` of it.
pub fn send_without_end(authority: &str, path: &str, most_bytes: usize) -> Cut {
    let mut stream = connect(authority);
    let head = head(authority, path, "Transfer-Encoding: chunked");
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let is_answered = AtomicBool::new(false);
    thread::scope(|scope| {
        let answer = scope.spawn(|| {
            let answer = read_answer(&mut reader);
            is_answered.store(true, Ordering::SeqCst);
            answer
        });
        let mut sent_bytes = 0;
        let chunk = format!("{CHUNK_BYTES:x}\r\n{}\r\n", "x".repeat(CHUNK_BYTES));
        while !is_answered.load(Ordering::SeqCst) && sent_bytes < most_bytes {
            if stream.write_all(chunk.as_bytes()).is_err() {
                break;
            }
            sent_bytes += CHUNK_BYTES;
        }
        cut(answer.join().unwrap(), sent_bytes)
    })
}

fn connect(authority: &str) -> TcpStream {
    let stream = TcpStream::connect(authority).unwrap();
    stream.set_read_timeout(Some(ANSWER_LIMIT)).unwrap();
    stream.set_write_timeout(Some(ANSWER_LIMIT)).unwrap();
    stream
}

fn head(authority: &str, path: &str, framing: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {authority}\r\nContent-Type: application/json\r\n\
         Origin: https://www.refugee-council.example\r\n{framing}\r\n\r\n"
    )
}

/// Reads until a whole head and something of its body is there.
fn read_answer(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if text
            .split_once("\r\n\r\n")
            .is_some_and(|(_, body)| body.contains('}'))
        {
            return text.into_owned();
        }
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => return String::from_utf8_lossy(&bytes).into_owned(),
            Ok(count) => bytes.extend(&buffer[..count]),
        }
    }
}

fn cut(text: String, sent_bytes: usize) -> Cut {
    let status = text.split(' ').nth(1).and_then(|word| word.parse().ok());
    Cut {
        status: status.unwrap_or_else(|| panic!("no answer after {sent_bytes} bytes: {text:?}")),
        text,
        sent_bytes,
    }
}

/// An answer off the wire.
#[derive(Debug, PartialEq, Eq)]
pub struct RawAnswer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl RawAnswer {
    /// The last part of a problem's type; empty where it is none.
    pub fn kind(&self) -> String {
        let problem: Option<protocol::Problem> = serde_json::from_slice(&self.body).ok();
        let kind = problem.map(|problem| problem.r#type);
        kind.unwrap_or_default().replace("/problems/", "")
    }
}

/// A connection that is kept for one request after another, each sent byte
/// for byte.
pub struct Kept(TcpStream);

impl Kept {
    /// Opens it.
    pub fn open(authority: &str) -> Self {
        Self(connect(authority))
    }

    /// Sends a request and reads its answer.
    pub fn exchange(&mut self, request: &[u8]) -> RawAnswer {
        self.0.write_all(request).unwrap();
        let mut bytes = Vec::new();
        let mut buffer = [0; 16 * 1024];
        loop {
            if let Some(answer) = parse_answer(&bytes) {
                return answer;
            }
            let count = self.0.read(&mut buffer).unwrap();
            assert!(count > 0, "cut after {:?}", String::from_utf8_lossy(&bytes));
            bytes.extend(&buffer[..count]);
        }
    }
}

/// A request's bytes: its lines as they are, its length, its body.
pub fn encode_post(authority: &str, path: &str, lines: &[String], body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("POST {path} HTTP/1.1\r\nHost: {authority}\r\nContent-Length: {length}\r\n");
    let lines: String = lines
        .iter()
        .flat_map(|line| [line.as_str(), "\r\n"])
        .collect();
    [head.as_bytes(), lines.as_bytes(), b"\r\n", body].concat()
}

/// The answer, once all of it is there.
fn parse_answer(bytes: &[u8]) -> Option<RawAnswer> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length
        .unwrap_or_else(|| panic!("no length: {head}"))
        .parse()
        .unwrap();
    let body = bytes.get(end + 4..end + 4 + length)?;
    let status = head.split(' ').nth(1).unwrap();
    Some(RawAnswer {
        status: status.parse().unwrap(),
        body: body.to_vec(),
    })
}
