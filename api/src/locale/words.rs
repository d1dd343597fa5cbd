//! What is said in more than one place, so that it is said the same in all of them.

/// One text in Albanian, Serbian (in Latin letters) and English.
pub type Words = [&'static str; 3];

/// What this is, and what it is not.
pub const INDEPENDENT: Words = [
    "Regjistër i pavarur. Nuk është faqe e qeverisë.",
    "Nezavisna evidencija. Nije vladin sajt.",
    "An independent record. Not a government website.",
];
/// Whoever wrote a comment gave no name.
pub const ANONYMOUS: Words = ["Pa emër", "Bez imena", "No name given"];
/// Before the organization of the register for which somebody writes.
pub const ON_BEHALF_OF: Words = ["në emër të", "u ime", "on behalf of"];
