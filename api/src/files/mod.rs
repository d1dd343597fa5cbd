//! The files of the record: stored under the digest of their bytes, never replaced, and never believed to be what they say.
//!
//! An upload is received, looked at ([`Received::check`]) and only then kept; the row that names it is written after that.

mod digest;
mod durable;
mod headings;
mod html;
mod incoming;
mod markdown;
mod media_type;
mod nesting;
mod plain;
mod secret;
mod sniff;
mod store;
mod sweep;
mod zip_directory;

pub use digest::{Digest, NotADigest};
pub use html::{Html, plain_to_html};
pub use incoming::Received;
pub use markdown::{MAX_MARKDOWN, to_html};
pub use media_type::MediaType;
pub use plain::plain_text;
pub use secret::secret;
pub use sniff::{sniff, sniff_bytes};
pub use store::{FileBytes, FileStore};
