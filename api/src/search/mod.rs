//! Search over everything published, in all languages and both scripts at once. Every text is kept, and every query asked,
//! by the keys of its words and their stems in the three languages; the databases only know which key stands in which
//! thing, and the program orders and marks the hits, so that both answer the same. The index follows the record: what is
//! no longer public is gone from it in the same transaction. What is found of a kind of thing, its slice says: see [`SOURCES`].
mod follow;
mod found;
mod keys;
mod model;
mod rebuild;
mod routes;
mod rules;
mod snippet;
mod sources;
mod store;
mod wanted;

pub use follow::follow;
pub use found::page;
pub use model::{Found, Hit, SearchLanguage, SearchQuery};
pub use rebuild::{rebuild, rebuild_if_old};
pub use routes::routes;
pub use snippet::{MARK, UNMARK, snippet};
pub use sources::{SOURCES, Source};
pub use wanted::WantedWords;
