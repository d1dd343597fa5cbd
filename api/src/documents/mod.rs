//! The texts of the process: letters, plans, laws, reports. A document says what it is; its versions hold the files.
mod model;
mod routes;
mod versions;

pub use model::{DocumentDerived, DocumentFields, DocumentFilter, DocumentKind};
pub use versions::{
    Contact, DocumentVersions, NewVersion, Plain, UploadLimit, Version, VersionLanguage, html_of, keep_missing_texts, keep_text,
    place_version, sweep_orphans,
};

use utoipa_actix_web::service_config::ServiceConfig;

/// Mounts documents and their versions. Versions come first, as their addresses lie below those of documents.
pub fn routes(cfg: &mut ServiceConfig) {
    versions::routes(cfg);
    routes::routes(cfg);
}
