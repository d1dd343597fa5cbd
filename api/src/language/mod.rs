//! The three languages of the record: texts in all of them, and what makes a word findable in each spelling and script.
//!
//! Everything searchable is folded to `[a-z0-9]`, so that `грађани`, `građani`, `gradjani` and `gradani` are one word.

mod cyrillic;
mod fold;
mod matching;
mod official;
mod slug;
mod stem;
mod tag;
mod translated;

pub use cyrillic::to_cyrillic;
pub use fold::{fold, words};
pub use matching::{Wanted, contains_words};
pub use official::{OfficialNote, OfficialText};
pub use slug::{MAX_SLUG, slug};
pub use stem::{Stems, stems};
pub use tag::{Language, UnknownLanguage};
pub use translated::Translated;
