//! `RelayDo`: holds public live sockets, and nothing else.
//!
//! It is an object of its own because one message to some thousand sockets
//! takes a tenth of a second of an object's only thread: sockets and signing
//! never share one. It stores nothing. The sockets hibernate; a socket's
//! first message comes from the next change, and the snapshot from the cached
//! feed.

#![allow(
    clippy::too_many_arguments,
    reason = "the runtime decides what a closed socket's handler is told; the macro repeats it"
)]

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use petition::live;
use protocol::{ids::CampaignId, limits::SOCKETS_PER_RELAY, live::LiveMessage};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use worker::{
    DurableObject, Env, Request, Response, State, WebSocket, WebSocketIncomingMessage,
    WebSocketPair, WebSocketRequestResponsePair, durable_object,
};

use commands::{JoinRelay, Publish, Published, RelayCommand};

use crate::objects::{self, encode_answer, parse_command};
use crate::{error::InternalError, log, platform::sleep_ms};

/// Sending takes about 40 us a socket (36 ms for 1,000, measured); a wait of
/// four times that keeps it at a fifth of the object's time.
const WAIT_PER_SOCKET_US: u64 = 160;

/// RFC 6455: "a policy violation": a client has nothing to say here.
const POLICY_VIOLATION: u16 = 1008;

/// The Durable Object class.
#[durable_object(websocket)]
pub struct RelayDo {
    relay: Rc<Relay>,
}

struct Relay {
    state: State,
    env: Env,
    /// The campaign sends its changes here.
    is_joined: Cell<bool>,
    unsent: RefCell<Option<LiveMessage>>,
    is_sending: Cell<bool>,
}

impl DurableObject for RelayDo {
    fn new(state: State, env: Env) -> Self {
        let relay = Relay {
            state,
            env,
            is_joined: Cell::new(false),
            unsent: RefCell::new(None),
            is_sending: Cell::new(false),
        };
        Self {
            relay: Rc::new(relay),
        }
    }

    /// Accepts a socket, sent by the Worker only ([`Asked::parse`]).
    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        match self.relay.accept(&request).await {
            Ok(response) => Ok(response),
            Err(broken) => {
                log::error("a socket could not be accepted", &broken);
                Response::error("the socket could not be accepted", 500)
            }
        }
    }

    async fn websocket_message(
        &self,
        socket: WebSocket,
        _message: WebSocketIncomingMessage,
    ) -> worker::Result<()> {
        // "ping" is answered by the runtime; anything else is not expected.
        socket.close(Some(POLICY_VIOLATION), Some("nothing is read here"))
    }

    async fn websocket_close(
        &self,
        socket: WebSocket,
        _code: usize,
        _reason: String,
        _was_clean: bool,
    ) -> worker::Result<()> {
        // The other side has gone: an error in saying so too means nothing.
        drop(socket.close(None, None::<&str>));
        Ok(())
    }

    async fn websocket_error(
        &self,
        _socket: WebSocket,
        _error: worker::Error,
    ) -> worker::Result<()> {
        // A cut connection; the runtime forgets the socket.
        Ok(())
    }
}

#[wasm_bindgen]
impl RelayDo {
    /// Executes one of `commands`.
    ///
    /// # Errors
    ///
    /// The command is not one.
    pub fn command(&self, json: &str) -> Result<String, JsValue> {
        let RelayCommand::Publish(ask) = parse_command(json)?;
        Ok(encode_answer(&self.relay.publish(*ask))?)
    }
}

impl Relay {
    async fn accept(&self, request: &Request) -> Result<Response, InternalError> {
        let path = request.path();
        let asked = Asked::parse(&path)
            .ok_or_else(|| InternalError::new("a relay was addressed without its name"))?;
        if self.state.get_websockets().len() >= SOCKETS_PER_RELAY {
            return Ok(Response::error("full", 503)?);
        }
        let of_network = self.state.get_websockets_with_tag(asked.network);
        if of_network.len() >= asked.most {
            return Ok(Response::error("enough of this network", 429)?);
        }
        if !self.is_joined.get() {
            objects::campaign(&self.env, &asked.campaign)?
                .ask(JoinRelay { relay: asked.relay })
                .await?;
            self.is_joined.set(true);
            let pair = WebSocketRequestResponsePair::new("ping", "pong")
                .map_err(|error| InternalError::thrown(&error))?;
            self.state.set_websocket_auto_response(&pair);
        }
        let pair = WebSocketPair::new()?;
        self.state
            .accept_websocket_with_tags(&pair.server, &[asked.network]);
        Ok(Response::from_websocket(pair.client)?)
    }

    fn publish(self: &Rc<Self>, ask: Publish) -> Published {
        let sockets = self.state.get_websockets().len();
        if sockets == 0 {
            // The campaign forgets this relay; the next socket joins again.
            self.is_joined.set(false);
            return Published { sockets: 0 };
        }
        let merged = match self.unsent.take() {
            Some(older) => live::merge(older, ask.message),
            None => ask.message,
        };
        self.unsent.replace(Some(merged));
        if !self.is_sending.replace(true) {
            let relay = Rc::clone(self);
            self.state.wait_until(async move { relay.send().await });
        }
        Published {
            sockets: u64::try_from(sockets).unwrap_or(u64::MAX),
        }
    }

    async fn send(&self) {
        while let Some(message) = self.unsent.take() {
            let sockets = self.state.get_websockets();
            match serde_json::to_string(&message) {
                Ok(text) => {
                    for socket in &sockets {
                        // A socket that was cut is noticed by its close event.
                        drop(socket.send_with_str(&text));
                    }
                }
                Err(error) => log::error("a live message", &InternalError::from(error)),
            }
            let wait_us = WAIT_PER_SOCKET_US * u64::try_from(sockets.len()).unwrap_or(u64::MAX);
            sleep_ms(wait_us / 1_000).await;
        }
        self.is_sending.set(false);
    }
}

/// A socket that is asked for: `/{campaign}/{relay}/{network}/{most}`.
struct Asked<'a> {
    campaign: CampaignId,
    relay: u16,
    /// The caller's network, a keyed hash of the day; it lives as long as its
    /// socket, and is stored nowhere.
    network: &'a str,
    /// How many sockets the network may have open here.
    most: usize,
}

impl<'a> Asked<'a> {
    fn parse(path: &'a str) -> Option<Self> {
        let mut parts = path.strip_prefix('/')?.split('/');
        let asked = Self {
            campaign: CampaignId::parse(parts.next()?).ok()?,
            relay: parts.next()?.parse().ok()?,
            network: parts.next().filter(|network| !network.is_empty())?,
            most: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(asked)
    }
}
