//! A version of a document.
use crate::db::text_enum;
use crate::files::{Digest, MediaType};
use crate::language::{OfficialNote, Translated};
use crate::time::Moment;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// The language of a file.
    pub enum VersionLanguage {
        /// Albanian.
        Sq = "sq",
        /// Serbian, in either script.
        Sr = "sr",
        /// English.
        En = "en",
        /// Several languages in one file.
        Mul = "mul",
    }
}

/// One file of a document. Never replaced and never removed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Version {
    /// Counts the document's versions, from 1.
    #[schema(minimum = 1)]
    pub number: i64,
    /// The language of the file.
    pub language: VersionLanguage,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub bytes: u64,
    /// By what its bytes can be checked.
    pub sha256: Digest,
    /// What to call it on a disk.
    #[schema(example = "vendimi-06-86.pdf")]
    pub file_name: String,
    /// What is new in it or special about it.
    pub note: Translated,
    /// When it came into the record.
    pub created_at: Moment,
}

/// What Hapur keeps of a document beside its fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DocumentVersions {
    /// Its files, in the order in which they came.
    pub versions: Vec<Version>,
}

impl DocumentVersions {
    /// The version of that number.
    pub fn numbered(&self, number: i64) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }
}

/// A version that has no number yet; its file is in the store already.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewVersion {
    /// The language of the file.
    pub language: VersionLanguage,
    /// What kind of file it is.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub bytes: u64,
    /// The digest of its bytes.
    pub sha256: Digest,
    /// What its owner called it; tamed when it is placed.
    pub file_name: String,
    /// What is new in it or special about it.
    pub note: Translated,
}

/// What an editor says of a file.
#[derive(Debug, Clone, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"language": "sq", "note": {"sq": "Me shtojcën.", "sr": "Sa prilogom.", "en": "With the annex."}}))]
pub struct VersionMeta {
    /// The language of the file.
    pub language: VersionLanguage,
    /// What is new in it or special about it; in Albanian and Serbian at least.
    #[serde(default)]
    #[schema(value_type = OfficialNote)]
    pub note: Translated,
}

/// A new version, as it is sent: exactly these two parts, in any order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[allow(dead_code)] // read part by part in `upload`; this is its description
pub struct NewVersionForm {
    /// The file: PDF, PNG, JPEG, CSV, plain text, Markdown, ODT, ODS, DOCX or XLSX, with its name.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// What it is, as JSON.
    meta: VersionMeta,
}
