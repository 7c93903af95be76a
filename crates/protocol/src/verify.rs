//! Checking a request's signature by RFC 9421.
//!
//! General where the RFC is: any label, any order, parameters as received,
//! other signatures beside ours. Narrow where we are: one signature with our
//! tag, over exactly the six components of [`crate::message::COMPONENTS`],
//! with hmac-sha256. Whether `created` lies within the window is the edge's
//! to say, which has the clock.

use sfv::{BareItem, Dictionary, InnerList, ListEntry, Parameters, Parser};

use crate::mac::verify_hmac;
use crate::message::{COMPONENTS, Request, SIGNATURE_TAG, encode_base};

/// Why a request is not signed for us. Never repeats what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// A field is not a dictionary, or a member is of the wrong type.
    #[error("{field} is malformed")]
    Malformed {
        /// Which field.
        field: &'static str,
    },
    /// No signature has our tag.
    #[error("no signature has the tag undersigned-v1")]
    NotForUs,
    /// Several signatures have our tag.
    #[error("{got} signatures have the tag undersigned-v1, expected 1")]
    Several {
        /// Signatures that came with the tag.
        got: usize,
    },
    /// A parameter is missing or of the wrong type.
    #[error("the signature's parameter {name} is missing or malformed")]
    Parameter {
        /// Which parameter.
        name: &'static str,
    },
    /// Another algorithm than hmac-sha256.
    #[error("the signature's algorithm is not hmac-sha256")]
    Algorithm,
    /// Not the six components, each once and plain.
    #[error("the signature does not cover exactly the six components, each once")]
    Components,
    /// The signature is not the request's.
    #[error("the signature does not match the request")]
    Mismatch,
}

/// A signature that is for us, parsed and not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureInput {
    label: String,
    components: Vec<&'static str>,
    params: String,
    created_s: i64,
    expires_s: Option<i64>,
    keyid: String,
    signature: Vec<u8>,
}

impl SignatureInput {
    /// Parses the Signature-Input and Signature fields of a request, several
    /// lines of either joined by `, `.
    ///
    /// # Errors
    ///
    /// [`MessageError`] when they hold not exactly one signature of the form
    /// that is for us.
    pub fn parse(signature_input: &str, signature: &str) -> Result<Self, MessageError> {
        let inputs = parse_dictionary("Signature-Input", signature_input)?;
        let mut ours = inputs.iter().filter_map(|(label, entry)| match entry {
            ListEntry::InnerList(list) if is_for_us(list) => Some((label.as_str(), list)),
            _ => None,
        });
        let (label, list) = ours.next().ok_or(MessageError::NotForUs)?;
        match ours.count() {
            0 => {}
            more => return Err(MessageError::Several { got: more + 1 }),
        }
        let signatures = parse_dictionary("Signature", signature)?;
        let signature = match signatures.get(label) {
            Some(ListEntry::Item(item)) => item.bare_item.as_byte_sequence(),
            _ => None,
        };
        let params = &list.params;
        check_algorithm(params)?;
        Ok(Self {
            label: label.to_owned(),
            components: parse_components(list)?,
            params: encode_inner_list(list),
            created_s: integer(params, "created")?
                .ok_or(MessageError::Parameter { name: "created" })?,
            expires_s: integer(params, "expires")?,
            keyid: parse_keyid(params)?,
            signature: signature
                .ok_or(MessageError::Malformed { field: "Signature" })?
                .to_vec(),
        })
    }

    /// The label the sender chose.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whose key it is: a session token, or a partner's key id.
    #[must_use]
    pub fn keyid(&self) -> &str {
        &self.keyid
    }

    /// When it was signed, in Unix seconds.
    #[must_use]
    pub fn created_s(&self) -> i64 {
        self.created_s
    }

    /// When it ends, in Unix seconds, if the sender said so.
    #[must_use]
    pub fn expires_s(&self) -> Option<i64> {
        self.expires_s
    }

    /// Encodes the signature base of a request for this signature
    /// (RFC 9421 section 2.5).
    #[must_use]
    pub fn encode_base(&self, request: &Request) -> String {
        // Field values go in without the white space around them (RFC 9421
        // section 2.1), as every HTTP library hands them over.
        let value = |name: &&'static str| Some((*name, request.component(name)?.trim_ascii()));
        encode_base(self.components.iter().filter_map(value), &self.params)
    }

    /// Checks the signature against the request with the key that `keyid` names.
    ///
    /// A value with a line's end in it is never taken (RFC 9421 section 2.1):
    /// it could stand for two components, and no HTTP field has one.
    ///
    /// # Errors
    ///
    /// [`MessageError::Mismatch`] when it is not the request's.
    pub fn verify(&self, key: &[u8], request: &Request) -> Result<(), MessageError> {
        let mut values = self.components.iter();
        let has_line_end = |value: &str| value.bytes().any(|byte| matches!(byte, b'\n' | b'\r'));
        if values.any(|name| request.component(name).is_some_and(has_line_end)) {
            return Err(MessageError::Mismatch);
        }
        if verify_hmac(key, self.encode_base(request).as_bytes(), &self.signature) {
            Ok(())
        } else {
            Err(MessageError::Mismatch)
        }
    }
}

fn parse_dictionary(field: &'static str, value: &str) -> Result<Dictionary, MessageError> {
    Parser::new(value)
        .parse()
        .map_err(|_| MessageError::Malformed { field })
}

fn is_for_us(list: &InnerList) -> bool {
    let tag = list.params.get("tag").and_then(BareItem::as_string);
    tag.is_some_and(|tag| tag.as_str() == SIGNATURE_TAG)
}

fn check_algorithm(params: &Parameters) -> Result<(), MessageError> {
    match params.get("alg") {
        None => Ok(()),
        Some(alg)
            if alg
                .as_string()
                .is_some_and(|alg| alg.as_str() == "hmac-sha256") =>
        {
            Ok(())
        }
        Some(_) => Err(MessageError::Algorithm),
    }
}

/// The six components in the sender's order.
fn parse_components(list: &InnerList) -> Result<Vec<&'static str>, MessageError> {
    let mut components = Vec::with_capacity(COMPONENTS.len());
    for item in &list.items {
        let name = item.bare_item.as_string().ok_or(MessageError::Components)?;
        let known = COMPONENTS.iter().find(|known| **known == name.as_str());
        let known = *known.ok_or(MessageError::Components)?;
        if !item.params.is_empty() || components.contains(&known) {
            return Err(MessageError::Components);
        }
        components.push(known);
    }
    if components.len() == COMPONENTS.len() {
        Ok(components)
    } else {
        Err(MessageError::Components)
    }
}

/// The inner list in its one canonical text (RFC 9421 section 2.3).
fn encode_inner_list(list: &InnerList) -> String {
    let mut text = sfv::ListSerializer::new();
    {
        let mut inner = text.inner_list();
        inner.items(&list.items);
        inner.finish().parameters(&list.params);
    }
    // A list with a member always has a text.
    text.finish().unwrap_or_default()
}

fn integer(params: &Parameters, name: &'static str) -> Result<Option<i64>, MessageError> {
    let Some(value) = params.get(name) else {
        return Ok(None);
    };
    let integer = value.as_integer().ok_or(MessageError::Parameter { name })?;
    Ok(Some(integer.into()))
}

fn parse_keyid(params: &Parameters) -> Result<String, MessageError> {
    let keyid = params.get("keyid").and_then(BareItem::as_string);
    let keyid = keyid.ok_or(MessageError::Parameter { name: "keyid" })?;
    Ok(keyid.as_str().to_owned())
}
