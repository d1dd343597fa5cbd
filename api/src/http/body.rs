//! JSON bodies: read whole and in time, parsed strictly, held against the OpenAPI document, then made into our types.
use super::contract::Contract;
use crate::error::{Code, Error, Result};
use actix_web::dev::Payload;
use actix_web::http::{Method, header};
use actix_web::web::{BytesMut, Data};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::{FutureExt, LocalBoxFuture};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;

mod strict;

/// The longest JSON body, in bytes.
pub const JSON_LIMIT: usize = 1 << 20;
/// A body that is not there by then is not coming.
const PATIENCE: Duration = Duration::from_secs(10);

/// A JSON body that the OpenAPI document allows.
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// A digest of its bytes, by which a repeated request is known.
    pub digest: String,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        async move {
            accept_json(&request)?;
            let bytes = read(payload).await?;
            let value = parse_json(&bytes)?;
            let contract = request.app_data::<Data<Contract>>().ok_or_else(|| anyhow::anyhow!("no contract"))?;
            contract.operation(request.match_pattern().as_deref(), request.method())?.check_body(&value)?;
            let typed = typed(value)?;
            Ok(Self { value: typed, digest: hex::encode(Sha256::digest(&bytes)) })
        }
        .boxed_local()
    }
}

/// JSON with unique keys, valid UTF-8 and sane depth; every text in Unicode's composed form (NFC), so that equal texts are
/// equal bytes. The schema comes after it: composing can make a text longer or shorter, and what is kept has to fit.
///
/// # Errors
/// `malformed_json` (400).
pub fn parse_json(bytes: &[u8]) -> Result<Value> {
    let text = std::str::from_utf8(bytes).map_err(|_| Code::MalformedJson.because("It is not UTF-8."))?;
    strict::parse(text).map(composed).map_err(|e| Code::MalformedJson.because(e.to_string()))
}

fn composed(value: Value) -> Value {
    match value {
        Value::String(text) if !text.is_ascii() => Value::String(text.nfc().collect()),
        Value::Array(items) => items.into_iter().map(composed).collect(),
        Value::Object(object) => object.into_iter().map(|(name, value)| (name, composed(value))).collect(),
        other => other,
    }
}

/// What the schema allows and our type does not is a date that the calendar does not have, or the like.
fn typed<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value).map_err(|e| Code::Invalid.at("", "not_allowed").saying(e.to_string()))
}

fn accept_json(request: &HttpRequest) -> Result<()> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let merge_patch = *request.method() == Method::PATCH && essence == "application/merge-patch+json";
    let encoded = request.headers().contains_key(header::CONTENT_ENCODING);
    if (essence == "application/json" || merge_patch) && !encoded {
        return Ok(());
    }
    Err(Code::UnsupportedMediaType.because("Send application/json, not compressed."))
}

async fn read(mut payload: Payload) -> Result<BytesMut> {
    let Ok(whole) = tokio::time::timeout(PATIENCE, gather(&mut payload)).await else {
        hang_up_on(payload);
        return Err(Code::RequestTimeout.into());
    };
    whole
}

/// Of a body that nobody holds any more actix reads the rest, however long its sender takes. Of one that is still held
/// when the answer is sent it does not: it hangs up.
fn hang_up_on(payload: Payload) {
    actix_web::rt::spawn(async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        drop(payload);
    });
}

async fn gather(payload: &mut Payload) -> Result<BytesMut> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|e| Code::Malformed.because(e.to_string()))?;
        if bytes.len() + chunk.len() > JSON_LIMIT {
            return Err(Code::PayloadTooLarge.because(format!("A JSON body has at most {JSON_LIMIT} bytes.")));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
