//! A partner's web site on a socket of this machine, which answers as pages do
//! and fails in the ways in which sites do.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What a path is answered with: all of it is written as it stands, head too.
#[derive(Clone, Debug)]
pub enum Manner {
    /// This, and the end.
    Whole(String),
    /// This, and then more of the same kind until the other side has had enough.
    Endless(String),
    /// This, and then nothing more until the other side has had enough.
    Stalling(String),
}

/// A page with these further header lines, each with its line's end.
pub fn page(headers: &str, html: &str) -> String {
    let length = html.len();
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nconnection: close\r\n\
         content-length: {length}\r\n{headers}\r\n{html}"
    )
}

/// A running site. It ends with the value.
pub struct Site {
    address: String,
    shared: Arc<Shared>,
}

struct Shared {
    paths: BTreeMap<String, Manner>,
    /// The heads of all requests.
    seen: Mutex<Vec<String>>,
    is_ended: AtomicBool,
}

impl Site {
    /// Starts one on a free port, with these paths; any other is a 404.
    pub fn start(paths: &[(&str, Manner)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let paths = paths.iter().cloned();
        let shared = Arc::new(Shared {
            paths: paths
                .map(|(path, manner)| (path.to_owned(), manner))
                .collect(),
            seen: Mutex::default(),
            is_ended: AtomicBool::new(false),
        });
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if serving.is_ended.load(Ordering::Acquire) {
                    return;
                }
                let (Ok(stream), serving) = (stream, serving.clone()) else {
                    continue;
                };
                thread::spawn(move || serving.answer(&stream));
            }
        });
        Self { address, shared }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads of the requests so far, in lower case.
    pub fn seen(&self) -> Vec<String> {
        let seen = self.shared.seen.lock();
        seen.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.shared.is_ended.store(true, Ordering::Release);
        // The listener waits for one more.
        TcpStream::connect(&self.address).ok();
    }
}

impl Shared {
    fn answer(&self, mut stream: &TcpStream) {
        let mut head = String::new();
        let mut reader = BufReader::new(stream);
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).is_ok_and(|length| length > 0) {
                continue;
            }
            return;
        }
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(head.to_lowercase());
        drop(seen);
        // Whoever asked may have gone.
        let mut write = |text: &str| stream.write_all(text.as_bytes()).is_ok();
        match self.paths.get(&path) {
            None => {
                write("HTTP/1.1 404 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
            }
            Some(Manner::Whole(text)) => {
                write(text);
            }
            Some(Manner::Endless(start)) => {
                write(start);
                while write(&"<p>and on and on</p>\n".repeat(1_000)) {}
            }
            Some(Manner::Stalling(start)) => {
                write(start);
                let mut rest = Vec::new();
                reader.read_to_end(&mut rest).ok();
            }
        }
    }
}
