//! What stands around the API on the same port: health, the OpenAPI document and its pages, well-known addresses, the web.
mod docs;
mod health;
mod known;
mod web;

pub use docs::OpenApi;
pub use health::Readiness;

use actix_web::web::ServiceConfig;
use std::path::PathBuf;

/// What these pages need to know.
#[derive(Debug, Clone)]
pub struct Site {
    /// The OpenAPI document.
    pub openapi: OpenApi,
    /// What people type to come here.
    pub public_url: String,
    /// Whom to write to about security and personal data.
    pub contact: Option<String>,
    /// The built web pages, if they are there.
    pub web_dir: PathBuf,
}

/// Mounts everything but the API; the web comes last, since it takes every address that is left.
pub fn routes(cfg: &mut ServiceConfig) {
    health::routes(cfg);
    docs::routes(cfg);
    known::routes(cfg);
    web::routes(cfg);
}
