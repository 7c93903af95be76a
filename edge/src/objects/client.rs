//! Stubs of the Durable Objects: who is addressed by which name, and how a
//! command reaches it.

use protocol::ids::CampaignId;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use worker::{Env, Stub};

use commands::{
    Ask, COMMAND_VERSION, CampaignCommand, DirectoryCommand, Envelope, LedgerCommand, RelayCommand,
};

use crate::{error::InternalError, platform::within};

/// A command is one storage transaction; ten seconds is far past the slowest
/// commit and short enough that a visitor still sees our problem.
const COMMAND_LIMIT_MS: u64 = 10_000;

#[wasm_bindgen]
extern "C" {
    /// The RPC side of a stub; `edge/shim.js` has the object's side.
    type CommandStub;

    #[wasm_bindgen(method, catch)]
    fn command(this: &CommandStub, json: &str) -> Result<js_sys::Promise, JsValue>;
}

/// The object that lists the campaigns of this deployment.
pub(crate) fn directory(env: &Env) -> Result<Object<DirectoryCommand>, InternalError> {
    Object::named(env, "DIRECTORY", "directory")
}

/// One shard of a campaign's ledger.
pub(crate) fn ledger(
    env: &Env,
    campaign: &CampaignId,
    shard: u16,
) -> Result<Object<LedgerCommand>, InternalError> {
    Object::named(env, "LEDGER", &format!("{}/{shard}", campaign.as_str()))
}

/// A campaign's settings, merged tally and feed window.
pub(crate) fn campaign(
    env: &Env,
    campaign: &CampaignId,
) -> Result<Object<CampaignCommand>, InternalError> {
    Object::named(env, "CAMPAIGN", campaign.as_str())
}

/// One of a campaign's holders of live sockets.
pub(crate) fn relay(
    env: &Env,
    campaign: &CampaignId,
    relay: u16,
) -> Result<Object<RelayCommand>, InternalError> {
    Object::named(env, "RELAY", &format!("{}/{relay}", campaign.as_str()))
}

/// An object that takes commands of type `C`.
pub(crate) struct Object<C> {
    stub: Stub,
    commands: std::marker::PhantomData<C>,
}

impl<C: serde::Serialize> Object<C> {
    fn named(env: &Env, binding: &str, name: &str) -> Result<Self, InternalError> {
        let stub = env.durable_object(binding)?.get_by_name(name)?;
        Ok(Self {
            stub,
            commands: std::marker::PhantomData,
        })
    }

    /// The stub itself, for a WebSocket upgrade.
    pub(crate) fn into_stub(self) -> Stub {
        self.stub
    }

    /// Sends a command and waits for its answer, at most ten seconds.
    ///
    /// # Errors
    ///
    /// The object failed, could not be reached, or did not answer in time. The
    /// command may have been committed: retry it with the same contents.
    pub(crate) async fn ask<A: Ask<Command = C>>(self, ask: A) -> Result<A::Answer, InternalError> {
        let envelope = Envelope {
            v: COMMAND_VERSION,
            command: ask.into_command(),
        };
        let json = serde_json::to_string(&envelope)?;
        let stub: CommandStub = self.stub.into_rpc();
        within(COMMAND_LIMIT_MS, async move {
            let promise = stub
                .command(&json)
                .map_err(|error| InternalError::thrown(&error))?;
            let answer = JsFuture::from(promise)
                .await
                .map_err(|error| InternalError::thrown(&error))?;
            let answer = answer.as_string().ok_or_else(|| {
                InternalError::new("an object answered with something that is no text")
            })?;
            Ok(serde_json::from_str(&answer)?)
        })
        .await
    }
}

/// Reads a command that came over RPC.
///
/// # Errors
///
/// It is no command that this build knows.
pub(crate) fn parse_command<C: serde::de::DeserializeOwned>(
    json: &str,
) -> Result<C, InternalError> {
    let envelope: Envelope<C> = serde_json::from_str(json)?;
    if envelope.v > COMMAND_VERSION {
        return Err(InternalError::new(
            "a command comes from a newer deployment than this object",
        ));
    }
    Ok(envelope.command)
}

/// The answer to a command, as RPC carries it.
///
/// # Errors
///
/// Never for the answers of `commands`; the signature follows serde's.
pub(crate) fn encode_answer<A: serde::Serialize>(answer: &A) -> Result<String, InternalError> {
    Ok(serde_json::to_string(answer)?)
}
