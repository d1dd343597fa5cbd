//! The versions of a document, each one file: how they come in, how they are kept, how they go out.
mod deliver;
mod file_name;
mod model;
mod pace;
mod range;
mod responses;
mod routes;
mod rules;
mod sweep;
mod text;
mod text_kept;
mod upload;

pub use model::{DocumentVersions, NewVersion, Version, VersionLanguage};
pub use routes::routes;
pub use rules::place_version;
pub use sweep::sweep_orphans;
pub use text::{Contact, html as html_of};
pub(super) use text_kept::passages;
pub use text_kept::{Plain, keep_missing_texts, keep_text};
pub use upload::UploadLimit;
