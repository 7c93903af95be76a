//! One HTTP/1.1 request from a socket, and one answer to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Received {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// Header fields by their names in lower case.
    pub headers: BTreeMap<String, String>,
    /// The body as text.
    pub body: String,
}

impl Received {
    /// A header field, or an empty text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Reads one; none when the connection ends before it does.
pub(super) fn read(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':')?;
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let body = match headers.get("content-length") {
        Some(length) => {
            let mut body = vec![0; length.parse().ok()?];
            reader.read_exact(&mut body).ok()?;
            body
        }
        None => read_chunks(&mut reader)?,
    };
    let body = String::from_utf8(body).ok()?;
    Some(Received {
        method,
        path,
        headers,
        body,
    })
}

fn read_chunks(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = usize::from_str_radix(line.trim_end(), 16).ok()?;
        let mut chunk = vec![0; length + 2];
        reader.read_exact(&mut chunk).ok()?;
        if length == 0 {
            return Some(body);
        }
        body.extend(&chunk[..length]);
    }
}

/// Answers, and closes the connection.
pub(super) fn answer(stream: &TcpStream, status: u16, headers: &str, body: &str) {
    write(stream, &head(status, headers, body.len()));
    write(stream, body);
}

/// Promises the whole body and sends half of it.
pub(super) fn answer_half(stream: &TcpStream, status: u16, body: &str) {
    write(stream, &head(status, "", body.len()));
    let (half, _) = body.split_at(body.len() / 2);
    write(stream, half);
}

/// Says nothing until the other side has had enough.
pub(super) fn await_end(mut stream: &TcpStream) {
    let mut rest = Vec::new();
    // Cut or closed, the other side has ended it.
    stream.read_to_end(&mut rest).ok();
}

fn head(status: u16, headers: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n"
    )
}

fn write(mut stream: &TcpStream, text: &str) {
    // Whoever asked may have gone.
    stream.write_all(text.as_bytes()).ok();
}
