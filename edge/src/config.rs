//! The deployment's settings, read once for each isolate.
//!
//! Secrets live here and nowhere else; nothing in here is ever printed.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use petition::{AddressSource, LimitSettings, Mailboxes};
use protocol::{
    keys::{MasterKey, MasterKeys},
    limits::{WORK_BASE_BITS, WORK_MAX_BITS},
};
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;

use crate::{error::InternalError, fault::Fault, mail::MailConfig};

/// What the operator configured (docs/architecture.md lists the names).
pub(crate) struct Config {
    /// The edge's own public origin, such as `https://sign.example.org`.
    pub(crate) origin: String,
    /// Lower-case authorities that a signed message may name.
    pub(crate) authorities: Vec<String>,
    /// The master keys that sessions are derived from.
    pub(crate) masters: MasterKeys,
    /// The master key of the supporters' keys; never rotated in a campaign.
    pub(crate) dedup_master: MasterKey,
    /// The organizers' token.
    pub(crate) organizer_token: String,
    /// The work of a session while nobody attacks.
    pub(crate) work_base_bits: u8,
    /// The limits that differ from the defaults (`petition::Limits`).
    pub(crate) limits: LimitSettings,
    /// What of a request is believed about where it comes from.
    pub(crate) address_source: AddressSource,
    /// How mail leaves; none where it is not set up.
    pub(crate) mail: Option<MailConfig>,
    /// What is wrong with the mail settings. A deployment with such a fault
    /// still takes signatures: they wait for their mail.
    pub(crate) mail_fault: Option<String>,
}

thread_local! {
    static CONFIG: RefCell<Option<Rc<Config>>> = const { RefCell::new(None) };
    static FAULT: OnceCell<Option<Rc<Fault>>> = const { OnceCell::new() };
}

impl Config {
    /// The settings of this isolate.
    ///
    /// # Errors
    ///
    /// [`InternalError`] names the setting that is missing or malformed.
    pub(crate) fn load(env: &Env) -> Result<Rc<Self>, InternalError> {
        if let Some(config) = CONFIG.with_borrow(Clone::clone) {
            return Ok(config);
        }
        let config = Rc::new(Self::parse(env)?);
        CONFIG.set(Some(config.clone()));
        Ok(config)
    }

    fn parse(env: &Env) -> Result<Self, InternalError> {
        let organizer_token = required(env, "UNDERSIGNED_ORGANIZER_TOKEN")?;
        if organizer_token.len() < 32 {
            return Err(InternalError::new(
                "UNDERSIGNED_ORGANIZER_TOKEN has fewer than 32 characters",
            ));
        }
        let (mail, mail_fault) = match parse_mail(env) {
            Ok(mail) => (mail, None),
            Err(fault) => (None, Some(fault)),
        };
        Ok(Self {
            origin: required(env, "UNDERSIGNED_ORIGIN")?,
            authorities: required(env, "UNDERSIGNED_AUTHORITIES")?
                .split(',')
                .map(|authority| authority.trim().to_ascii_lowercase())
                .collect(),
            masters: load_masters(env)?,
            dedup_master: parse_key(env, "UNDERSIGNED_DEDUP_MASTER")?,
            organizer_token,
            work_base_bits: parse_work_bits(env)?,
            limits: parse_limits(env)?,
            address_source: parse_address_source(env)?,
            mail,
            mail_fault,
        })
    }

    /// Which mailboxes mail can be sent to: any, where none is sent at all.
    pub(crate) fn mailboxes(&self) -> Mailboxes {
        match (&self.mail, &self.mail_fault) {
            (Some(mail), _) => mail.adapter.mailboxes(),
            (None, Some(_)) => Mailboxes::Ascii,
            (None, None) => Mailboxes::Unicode,
        }
    }

    /// Whether the edge is reached over TLS, so that cookies can demand it.
    pub(crate) fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }
}

/// Which statement shall fail, in a test (`UNDERSIGNED_FAIL_AT`): one for all
/// objects of this isolate.
pub(crate) fn load_fault(env: &Env) -> Option<Rc<Fault>> {
    FAULT.with(|fault| {
        let load = || Fault::parse(&optional(env, "UNDERSIGNED_FAIL_AT")?).map(Rc::new);
        fault.get_or_init(load).clone()
    })
}

/// Whether a saved campaign gets pictures. Only an edge on bare workerd has
/// `UNDERSIGNED_PICTURES`, which tests set to `off`: the example's four take
/// 0.7 s of processor time, and a campaign lives for seconds there.
pub(crate) fn paints_pictures(env: &Env) -> bool {
    optional(env, "UNDERSIGNED_PICTURES").as_deref() != Some("off")
}

/// `UNDERSIGNED_MASTER_<kid>`: two can live at once; the active one issues.
fn load_masters(env: &Env) -> Result<MasterKeys, InternalError> {
    let mut keys = Vec::new();
    for name in setting_names(env) {
        let Some(kid) = name.strip_prefix("UNDERSIGNED_MASTER_") else {
            continue;
        };
        if optional(env, &name).is_some() {
            keys.push((kid.to_ascii_lowercase(), parse_key(env, &name)?));
        }
    }
    let active = required(env, "UNDERSIGNED_ACTIVE_KID")?.to_ascii_lowercase();
    MasterKeys::new(keys, active)
        .map_err(|error| InternalError::new(format!("the master keys: {error}")))
}

fn setting_names(env: &Env) -> Vec<String> {
    let env: &js_sys::Object = env.unchecked_ref();
    js_sys::Object::keys(env)
        .iter()
        .filter_map(|key| key.as_string())
        .collect()
}

fn parse_key(env: &Env, name: &str) -> Result<MasterKey, InternalError> {
    MasterKey::parse(&required(env, name)?)
        .map_err(|error| InternalError::new(format!("the setting {name}: {error}")))
}

/// `UNDERSIGNED_WORK_BITS`: 0 asks for no work.
fn parse_work_bits(env: &Env) -> Result<u8, InternalError> {
    let Some(text) = optional(env, "UNDERSIGNED_WORK_BITS") else {
        return Ok(WORK_BASE_BITS);
    };
    text.parse()
        .ok()
        .filter(|bits| *bits <= WORK_MAX_BITS)
        .ok_or_else(|| {
            let what = format!("the setting UNDERSIGNED_WORK_BITS is not 0 to {WORK_MAX_BITS}");
            InternalError::new(what)
        })
}

/// `UNDERSIGNED_LIMITS`: `{"network": {"per_hour": 30, "burst": 10}, ...}`.
fn parse_limits(env: &Env) -> Result<LimitSettings, InternalError> {
    let Some(text) = optional(env, "UNDERSIGNED_LIMITS") else {
        return Ok(LimitSettings::default());
    };
    serde_json::from_str(&text)
        .ok()
        .filter(|limits: &LimitSettings| limits.entries().all(|(_, limit)| limit.is_sound()))
        .ok_or_else(|| InternalError::new("the setting UNDERSIGNED_LIMITS is not limits as JSON"))
}

/// `UNDERSIGNED_ADDRESS_FROM`: a header is believed only where it says so.
fn parse_address_source(env: &Env) -> Result<AddressSource, InternalError> {
    let Some(text) = optional(env, "UNDERSIGNED_ADDRESS_FROM") else {
        return Ok(AddressSource::Peer);
    };
    AddressSource::parse(&text).map_err(|error| {
        InternalError::new(format!("the setting UNDERSIGNED_ADDRESS_FROM: {error}"))
    })
}

/// `UNDERSIGNED_MAIL` and its two secrets; the binding `MAIL_LOCAL` exists in
/// bare workerd only.
fn parse_mail(env: &Env) -> Result<Option<MailConfig>, String> {
    let Some(json) = optional(env, "UNDERSIGNED_MAIL") else {
        return Ok(None);
    };
    let token = optional(env, "UNDERSIGNED_MAIL_TOKEN");
    let webhook = optional(env, "UNDERSIGNED_MAIL_WEBHOOK");
    let mut config = MailConfig::parse(&json, token, webhook)?;
    config.local = js_sys::Reflect::get(env.as_ref(), &JsValue::from_str("MAIL_LOCAL"))
        .ok()
        .filter(JsValue::is_object);
    if config.is_local() && config.local.is_none() {
        return Err(
            "the setting UNDERSIGNED_MAIL: only bare workerd can reach an http: `url`".to_owned(),
        );
    }
    Ok(Some(config))
}

fn required(env: &Env, name: &str) -> Result<String, InternalError> {
    optional(env, name).ok_or_else(|| InternalError::new(format!("the setting {name} is missing")))
}

fn optional(env: &Env, name: &str) -> Option<String> {
    js_sys::Reflect::get(env.as_ref(), &JsValue::from_str(name))
        .ok()
        .and_then(|value| value.as_string())
        .filter(|value| !value.is_empty())
}
