//! The kinds of files that the record takes: documents, pictures, tables and texts, nothing that runs.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Code, Result};

/// A kind of file that the record takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum MediaType {
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A picture without loss.
    #[serde(rename = "image/png")]
    Png,
    /// A photograph.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A table as comma-separated values.
    #[serde(rename = "text/csv")]
    Csv,
    /// Text without marks.
    #[serde(rename = "text/plain")]
    PlainText,
    /// Text in Markdown.
    #[serde(rename = "text/markdown")]
    Markdown,
    /// OpenDocument text.
    #[serde(rename = "application/vnd.oasis.opendocument.text")]
    Odt,
    /// OpenDocument spreadsheet.
    #[serde(rename = "application/vnd.oasis.opendocument.spreadsheet")]
    Ods,
    /// Word document without macros.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    Docx,
    /// Excel workbook without macros.
    #[serde(rename = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    Xlsx,
}

/// Each with its name and the extensions of its files, the usual one first.
const TABLE: [(MediaType, &str, &[&str]); 10] = [
    (MediaType::Pdf, "application/pdf", &["pdf"]),
    (MediaType::Png, "image/png", &["png"]),
    (MediaType::Jpeg, "image/jpeg", &["jpg", "jpeg"]),
    (MediaType::Csv, "text/csv", &["csv"]),
    (MediaType::PlainText, "text/plain", &["txt", "text"]),
    (MediaType::Markdown, "text/markdown", &["md", "markdown"]),
    (MediaType::Odt, "application/vnd.oasis.opendocument.text", &["odt"]),
    (MediaType::Ods, "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    (MediaType::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    (MediaType::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
];

impl MediaType {
    /// The type of that name; parameters such as `charset` and the case of letters do not matter.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.split(';').next().unwrap_or_default().trim();
        TABLE.iter().find(|row| row.1.eq_ignore_ascii_case(name)).map(|row| row.0)
    }

    /// The type that the extension of a file's name tells.
    pub fn of_file_name(file_name: &str) -> Option<Self> {
        let (_, extension) = file_name.rsplit_once('.')?;
        TABLE.iter().find(|row| row.2.iter().any(|known| known.eq_ignore_ascii_case(extension))).map(|row| row.0)
    }

    /// The type of an upload, from what the client declares and the file's name. Browsers know nothing of Markdown and call
    /// a CSV file what the installed office program calls it; so a known extension wins unless it contradicts a known type.
    ///
    /// # Errors
    /// [`Code::UnsupportedMediaType`] if neither is known, or if the two disagree.
    pub fn of_upload(declared: Option<&str>, file_name: &str) -> Result<Self> {
        match (declared.and_then(Self::named), Self::of_file_name(file_name)) {
            (Some(declared), Some(extension)) if declared != extension && !(declared.is_text() && extension.is_text()) => {
                let why = format!("The file is declared as {declared}, but its name has the extension of {extension}.");
                Err(Code::UnsupportedMediaType.because(why))
            }
            (_, Some(known)) | (Some(known), None) => Ok(known),
            (None, None) => {
                Err(Code::UnsupportedMediaType.because(format!("Only these types are accepted: {}.", TABLE.map(|row| row.1).join(", "))))
            }
        }
    }

    /// The name of the type, without parameters.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// The usual extension, without the dot.
    pub fn extension(self) -> &'static str {
        self.row().2[0]
    }

    /// What to send as `Content-Type`: texts are always UTF-8.
    pub fn content_type(self) -> String {
        if self.is_text() { format!("{self}; charset=utf-8") } else { self.to_string() }
    }

    /// A type that is read as text: plain, Markdown or CSV.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::PlainText | Self::Markdown)
    }

    fn row(self) -> &'static (Self, &'static str, &'static [&'static str]) {
        // The rows stand in the order of the variants, which a test holds.
        &TABLE[self as usize]
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_called_the_same_in_json_in_the_table_and_by_its_extension() {
        for (media_type, name, extensions) in TABLE {
            assert_eq!(media_type.as_str(), name);
            assert_eq!(serde_json::to_value(media_type).unwrap(), name);
            assert_eq!(MediaType::named(name), Some(media_type));
            assert!(extensions.iter().all(|extension| MediaType::of_file_name(&format!("a.b.{extension}")) == Some(media_type)));
            assert_eq!(media_type.extension(), extensions[0]);
        }
    }

    #[test]
    fn names_are_read_as_people_and_browsers_write_them() {
        assert_eq!(MediaType::named("Text/Markdown; charset=UTF-8"), Some(MediaType::Markdown));
        assert_eq!(MediaType::of_file_name("Letra.PDF"), Some(MediaType::Pdf));
        assert_eq!(MediaType::Csv.content_type(), "text/csv; charset=utf-8");
        for unknown in ["image/svg+xml", "text/html", "application/octet-stream", "", "application/vnd.ms-word.document.macroenabled.12"] {
            assert_eq!(MediaType::named(unknown), None);
        }
        assert_eq!(MediaType::of_file_name("pdf"), None);
    }

    #[test]
    fn an_upload_is_what_its_declaration_and_its_name_agree_on() {
        let of = |declared: &str, name: &str| MediaType::of_upload(Some(declared), name).ok();
        assert_eq!(of("application/octet-stream", "about.md"), Some(MediaType::Markdown));
        assert_eq!(of("text/plain", "about.md"), Some(MediaType::Markdown));
        assert_eq!(of("application/vnd.ms-excel", "table.csv"), Some(MediaType::Csv));
        assert_eq!(of("application/pdf", "scan"), Some(MediaType::Pdf));
        assert_eq!(of("application/pdf", "scan.png"), None);
        assert_eq!(of("image/svg+xml", "logo.svg"), None);
        assert_eq!(MediaType::of_upload(None, "letra.odt").unwrap(), MediaType::Odt);
    }
}
