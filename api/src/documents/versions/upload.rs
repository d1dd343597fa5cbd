//! A new version on its way in: the parts of a `multipart/form-data` body, the file written to the disk as it comes.
use super::model::VersionMeta;
use super::pace::{STRETCH, paced};
use crate::error::{Code, Error, Result};
use crate::files::{FileStore, MediaType, Received};
use crate::http::{Contract, JSON_LIMIT, parse_json};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::Data;
use futures_util::{StreamExt, TryStreamExt};
use std::io;

/// How many bytes a file may have.
#[derive(Debug, Clone, Copy)]
pub struct UploadLimit(pub u64);

/// What a request may have besides the file: the other part, and the lines between them.
const BESIDES: u64 = JSON_LIMIT as u64 + 64 * 1024;

/// Both parts, checked; the file waits beside the store until it is kept.
pub struct Upload {
    pub meta: VersionMeta,
    pub file: File,
}

/// The file, what it is, and what its owner calls it.
pub struct File {
    pub received: Received,
    pub media_type: MediaType,
    pub name: String,
}

/// Takes in the body of a request.
///
/// # Errors
/// `unsupported_media_type`, `payload_too_large`, `request_timeout`, `malformed_request`, `malformed_json`, `invalid`.
/// In each case nothing stays behind.
pub async fn receive(request: &HttpRequest, payload: Payload, files: &FileStore, limit: UploadLimit) -> Result<Upload> {
    accept_form(request, limit)?;
    let mut parts = Multipart::new(request.headers(), paced(payload, limit.0.saturating_add(BESIDES), STRETCH));
    let (mut file, mut meta) = (None, None);
    while let Some(part) = parts.next().await {
        let part = part.map_err(broken)?;
        match part.name() {
            Some("file") if file.is_none() => file = Some(take_file(part, files, limit).await?),
            Some("meta") if meta.is_none() => meta = Some(take_meta(part, request).await?),
            name => return Err(unexpected(name.unwrap_or_default())),
        }
    }
    let missing = |pointer: &str| Code::Invalid.at(pointer, "required");
    Ok(Upload { meta: meta.ok_or_else(|| missing("/meta"))?, file: file.ok_or_else(|| missing("/file"))? })
}

fn accept_form(request: &HttpRequest, limit: UploadLimit) -> Result<()> {
    let text = |name| request.headers().get(name).and_then(|value: &header::HeaderValue| value.to_str().ok()).unwrap_or("");
    let essence = text(header::CONTENT_TYPE).split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if essence != "multipart/form-data" || request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Code::UnsupportedMediaType.because("Send multipart/form-data, not compressed."));
    }
    let announced = text(header::CONTENT_LENGTH).parse::<u64>().unwrap_or(0);
    if announced > limit.0.saturating_add(BESIDES) { Err(too_large(limit)) } else { Ok(()) }
}

async fn take_file(part: Field, files: &FileStore, limit: UploadLimit) -> Result<File> {
    let disposition = part.content_disposition();
    let named = |it: &header::ContentDisposition| match it.get_filename_ext() {
        Some(name) => String::from_utf8(name.value.clone()).ok(),
        None => it.get_filename().map(ToOwned::to_owned),
    };
    let name = disposition.and_then(named).unwrap_or_default();
    let declared = part.content_type().map(|it| it.essence_str().to_owned());
    let media_type = MediaType::of_upload(declared.as_deref(), &name)?;
    let received = files.receive(part.map_err(broken), limit.0).await?;
    received.check(media_type).await?;
    Ok(File { received, media_type, name })
}

/// The part is held against the schema of `meta`, like any JSON body against its own.
async fn take_meta(mut part: Field, request: &HttpRequest) -> Result<VersionMeta> {
    let mut bytes = vec![];
    while let Some(piece) = part.try_next().await.map_err(broken)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > JSON_LIMIT {
            return Err(Code::PayloadTooLarge.because(format!("The part meta has at most {JSON_LIMIT} bytes.")));
        }
    }
    let value = parse_json(&bytes)?;
    let contract = request.app_data::<Data<Contract>>().ok_or_else(|| anyhow::anyhow!("no contract"))?;
    let operation = contract.operation(request.match_pattern().as_deref(), request.method())?;
    operation.check_body(&value).map_err(in_meta)?;
    let meta: VersionMeta = serde_json::from_value(value).map_err(|e| Code::Invalid.at("/meta", "not_allowed").saying(e.to_string()))?;
    Ok(VersionMeta { note: meta.note.nfc(), ..meta })
}

fn in_meta(mut error: Error) -> Error {
    error.errors.iter_mut().for_each(|place| place.pointer.insert_str(0, "/meta"));
    error
}

/// A part with another name, or one that came before.
fn unexpected(name: &str) -> Error {
    let name = name.chars().take(100).collect::<String>().replace('~', "~0").replace('/', "~1");
    let code = if name == "file" || name == "meta" { "twice" } else { "unknown" };
    Code::Invalid.at(format!("/{name}"), code)
}

fn too_large(limit: UploadLimit) -> Error {
    Code::PayloadTooLarge.because(format!("A file may have at most {} bytes.", limit.0))
}

fn broken(error: MultipartError) -> Error {
    match error {
        MultipartError::Payload(PayloadError::Overflow) => Code::PayloadTooLarge.into(),
        MultipartError::Payload(PayloadError::Io(e)) if e.kind() == io::ErrorKind::TimedOut => {
            Code::RequestTimeout.because("An upload moves at least 16 KiB in any 10 seconds.")
        }
        error => Code::Malformed.because(error.to_string()),
    }
}
