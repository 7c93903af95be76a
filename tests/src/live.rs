//! A live socket, as an open page has it.

use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::Duration;

use protocol::LiveMessage;
use tungstenite::http::Uri;
use tungstenite::{ClientRequestBuilder, Error, HandshakeError, Message, WebSocket};

use crate::clock::now;

/// The longest wait for one piece of a message before the deadline is looked at.
const READ_LIMIT: Duration = Duration::from_millis(50);

/// What comes over the socket.
#[derive(Debug)]
pub enum Heard {
    /// A change.
    Message(LiveMessage),
    /// The runtime's answer to a ping, or what else is no message.
    Text(String),
    /// The other side has closed, with this code.
    Closed(Option<u16>),
}

/// An open socket.
pub struct Live(WebSocket<TcpStream>);

impl Live {
    /// Connects; panics if the edge does not upgrade.
    #[track_caller]
    pub fn connect(authority: &str, path: &str) -> Self {
        let stream = TcpStream::connect(authority).unwrap();
        stream.set_nodelay(true).unwrap();
        let url = format!("ws://{authority}{path}");
        let (socket, _) = tungstenite::client(url, stream)
            .unwrap_or_else(|error| panic!("no socket at {path}: {error}"));
        socket.get_ref().set_read_timeout(Some(READ_LIMIT)).unwrap();
        Self(socket)
    }

    /// Connects as seen from an address, behind a proxy; the status where the
    /// edge does not upgrade.
    ///
    /// # Errors
    ///
    /// The status of the refusal.
    pub fn connect_from(authority: &str, path: &str, address: &str) -> Result<Self, u16> {
        let stream = TcpStream::connect(authority).unwrap();
        stream.set_nodelay(true).unwrap();
        let url: Uri = format!("ws://{authority}{path}").parse().unwrap();
        let request = ClientRequestBuilder::new(url).with_header("x-forwarded-for", address);
        match tungstenite::client(request, stream) {
            Ok((socket, _)) => {
                socket.get_ref().set_read_timeout(Some(READ_LIMIT)).unwrap();
                Ok(Self(socket))
            }
            Err(HandshakeError::Failure(Error::Http(answer))) => Err(answer.status().as_u16()),
            Err(error) => panic!("no answer at {path}: {error}"),
        }
    }

    /// The status with which the edge refuses to upgrade.
    pub fn refused(authority: &str, path: &str) -> u16 {
        let stream = TcpStream::connect(authority).unwrap();
        match tungstenite::client(format!("ws://{authority}{path}"), stream) {
            Err(HandshakeError::Failure(Error::Http(answer))) => answer.status().as_u16(),
            Err(error) => panic!("no answer at {path}: {error}"),
            Ok(_) => panic!("there is a socket at {path}"),
        }
    }

    /// Says something.
    pub fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).unwrap();
    }

    /// What comes next within the limit.
    pub fn hear(&mut self, limit: Duration) -> Option<Heard> {
        let deadline = now() + limit;
        loop {
            match self.0.read() {
                Ok(Message::Text(text)) => {
                    return Some(match serde_json::from_str(&text) {
                        Ok(message) => Heard::Message(message),
                        Err(_) => Heard::Text(text.to_string()),
                    });
                }
                Ok(Message::Close(frame)) => {
                    return Some(Heard::Closed(frame.map(|frame| frame.code.into())));
                }
                Ok(_) => {}
                Err(Error::Io(error))
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
                {
                    if now() >= deadline {
                        return None;
                    }
                }
                Err(_) => return Some(Heard::Closed(None)),
            }
        }
    }

    /// The first message that is what was waited for; panics past the limit.
    #[track_caller]
    pub fn until(
        &mut self,
        what: &str,
        limit: Duration,
        mut is_it: impl FnMut(&LiveMessage) -> bool,
    ) -> LiveMessage {
        let deadline = now() + limit;
        loop {
            let left = deadline.saturating_duration_since(now());
            match self.hear(left) {
                Some(Heard::Message(message)) if is_it(&message) => return message,
                Some(Heard::Closed(code)) => {
                    panic!("the socket closed ({code:?}) before {what} came")
                }
                Some(_) if now() < deadline => {}
                _ => panic!("waited {limit:?} for {what} over the socket, in vain"),
            }
        }
    }
}
