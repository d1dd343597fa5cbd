//! Whether a file is what it is declared to be, told from its bytes and never by unpacking or interpreting them.

use std::io::{self, Cursor, Read, Seek};

use super::MediaType;
use super::incoming::{HEAD, TAIL};
use super::zip_directory::{self, Entry};
use crate::error::{Code, Error, Result};

/// Checks that the bytes of a file agree with its declared type. `head` and `tail` are its first 8 KiB and last 1 KiB,
/// `whole` opens it for the types that need more. Blocks while it reads.
///
/// # Errors
/// [`Code::UnsupportedMediaType`] with the reason in one sentence.
pub fn sniff<R: Read + Seek>(declared: MediaType, head: &[u8], tail: &[u8], whole: impl FnOnce() -> io::Result<R>) -> Result<()> {
    match declared {
        _ if head.is_empty() => Err(refuse("The file is empty.")),
        MediaType::Pdf => pdf(head, tail),
        MediaType::Png => begins(head, b"\x89PNG\r\n\x1a\n", "PNG"),
        MediaType::Jpeg => begins(head, b"\xff\xd8\xff", "JPEG"),
        MediaType::Csv | MediaType::PlainText | MediaType::Markdown => text(head, whole()?),
        MediaType::Odt | MediaType::Ods => open_document(declared, head, &archive(head, tail, whole()?)?),
        MediaType::Docx => office(&archive(head, tail, whole()?)?, "word/", "Word document"),
        MediaType::Xlsx => office(&archive(head, tail, whole()?)?, "xl/", "Excel workbook"),
    }
}

/// The same for a file that is in memory as a whole.
///
/// # Errors
/// As [`sniff`].
pub fn sniff_bytes(declared: MediaType, bytes: &[u8]) -> Result<()> {
    let (head, tail) = (&bytes[..bytes.len().min(HEAD)], &bytes[bytes.len().saturating_sub(TAIL)..]);
    sniff(declared, head, tail, || Ok(Cursor::new(bytes)))
}

fn refuse(why: impl Into<String>) -> Error {
    Code::UnsupportedMediaType.because(why)
}

fn begins(head: &[u8], signature: &[u8], name: &str) -> Result<()> {
    if head.starts_with(signature) { Ok(()) } else { Err(refuse(format!("The file does not begin as a {name} file does."))) }
}

fn pdf(head: &[u8], tail: &[u8]) -> Result<()> {
    begins(head, b"%PDF-", "PDF")?;
    // A file with HTML after it, or cut off on its way, has no end mark where one belongs.
    if tail.windows(5).any(|bytes| bytes == b"%%EOF") {
        Ok(())
    } else {
        Err(refuse("The PDF file is not complete: its end mark is missing."))
    }
}

fn archive<R: Read + Seek>(head: &[u8], tail: &[u8], whole: R) -> Result<Vec<Entry>> {
    begins(head, b"PK\x03\x04", "ZIP-based office")?;
    zip_directory::entries(whole, tail)?
        .ok_or_else(|| refuse("The file is not a complete office document: its table of contents is damaged."))
}

/// OpenDocument begins with an entry `mimetype` that is stored as it is, so that programs like this one can look at it.
fn open_document(declared: MediaType, head: &[u8], entries: &[Entry]) -> Result<()> {
    let first = entries.iter().find(|entry| entry.offset == 0 && entry.name == "mimetype");
    let content = first.and_then(|entry| {
        let extra = usize::from(u16::from_le_bytes([*head.get(28)?, *head.get(29)?]));
        let stored = head.get(8..10)? == [0, 0] && head.get(26..28)? == [8, 0] && head.get(30..38)? == b"mimetype";
        stored.then(|| head.get(38 + extra..38 + extra + entry.size as usize))?
    });
    if content != Some(declared.as_str().as_bytes()) {
        return Err(refuse(format!("The file does not say of itself that it is {declared}.")));
    }
    no_macros(entries, |name| name.starts_with("basic/") || name.starts_with("scripts/"))
}

fn office(entries: &[Entry], folder: &str, name: &str) -> Result<()> {
    let has = |wanted: &dyn Fn(&str) -> bool| entries.iter().any(|entry| wanted(&entry.name));
    if !has(&|name| name == "[Content_Types].xml") || !has(&|name| name.starts_with(folder)) {
        return Err(refuse(format!("The file is no {name}.")));
    }
    no_macros(entries, |name| name.ends_with("vbaproject.bin") || name.contains("/macrosheets/"))
}

fn no_macros(entries: &[Entry], is_macro: impl Fn(&str) -> bool) -> Result<()> {
    if entries.iter().any(|entry| is_macro(&entry.name.to_ascii_lowercase())) {
        return Err(refuse("The file contains macros. Save it without them, or as PDF."));
    }
    Ok(())
}

fn text(head: &[u8], whole: impl Read) -> Result<()> {
    if looks_like_markup(head) {
        return Err(refuse("The file looks like HTML, SVG or XML, not like text."));
    }
    is_utf8(whole)?.then_some(()).ok_or_else(|| refuse("The file is not text in UTF-8. Save it with the encoding UTF-8."))
}

/// A browser that guesses would run it.
fn looks_like_markup(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
    [&b"<!doctype"[..], b"<html", b"<head", b"<body", b"<svg", b"<?xml", b"<script", b"<iframe"].iter().any(|mark| start.starts_with(mark))
}

/// Valid UTF-8 without NUL, to the last byte, with a buffer of fixed size.
fn is_utf8(mut whole: impl Read) -> io::Result<bool> {
    let mut buffer = vec![0; 64 * 1024];
    let mut open = 0; // bytes of a letter that the last piece cut in two
    loop {
        let read = whole.read(&mut buffer[open..])?;
        let piece = &buffer[..open + read];
        let valid = match std::str::from_utf8(piece) {
            Ok(_) => piece.len(),
            Err(cut) if cut.error_len().is_none() && read > 0 => cut.valid_up_to(),
            Err(_) => return Ok(false),
        };
        if piece[..valid].contains(&0) {
            return Ok(false);
        }
        if read == 0 {
            return Ok(true);
        }
        open = piece.len() - valid;
        buffer.copy_within(valid..valid + open, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::zip_directory::tests::archive as zipped;
    use std::io::Cursor;

    fn why_not(declared: MediaType, bytes: &[u8]) -> Option<String> {
        let (head, tail) = (&bytes[..bytes.len().min(8192)], &bytes[bytes.len().saturating_sub(1024)..]);
        let refused = sniff(declared, head, tail, || Ok(Cursor::new(bytes))).err()?;
        assert_eq!(refused.code, Code::UnsupportedMediaType);
        refused.detail
    }

    #[track_caller]
    fn assert_refused(declared: MediaType, bytes: &[u8], reason: &str) {
        let why = why_not(declared, bytes);
        assert!(why.as_deref().is_some_and(|why| why.contains(reason)), "{why:?}");
    }

    #[track_caller]
    fn assert_taken(declared: MediaType, bytes: &[u8]) {
        assert_eq!(why_not(declared, bytes), None);
    }

    #[test]
    fn a_pdf_has_its_mark_at_the_first_byte_and_its_end_mark_at_the_end() {
        assert_taken(MediaType::Pdf, b"%PDF-1.7\n...\n%%EOF\n");
        assert_refused(MediaType::Pdf, b"<html><script>1</script>%PDF-1.4 %%EOF", "begin");
        assert_refused(MediaType::Pdf, b" %PDF-1.4 %%EOF", "begin");
        assert_refused(MediaType::Pdf, b"%PDF-1.7\n...", "end mark");
        assert_refused(MediaType::Pdf, &[b"%PDF-1.7 %%EOF".as_slice(), &[b' '; 2000]].concat(), "end mark");
        assert_refused(MediaType::Pdf, b"", "empty");
    }

    #[test]
    fn pictures_have_the_signature_of_their_kind() {
        assert_taken(MediaType::Png, b"\x89PNG\r\n\x1a\n....");
        assert_taken(MediaType::Jpeg, b"\xff\xd8\xff\xe0....");
        assert_refused(MediaType::Png, b"\xff\xd8\xff\xe0....", "PNG");
        assert_refused(MediaType::Jpeg, b"GIF89a", "JPEG");
    }

    #[test]
    fn texts_are_utf8_to_the_last_byte() {
        for media_type in [MediaType::Csv, MediaType::PlainText, MediaType::Markdown] {
            assert_taken(media_type, "Çështja; грађани; \u{feff}😀\n".as_bytes());
            assert_taken(media_type, "\u{feff}id,titulli\n".as_bytes());
            assert_refused(media_type, b"Pri\x9atina", "UTF-8");
            assert_refused(media_type, b"a\0b", "UTF-8");
            assert_refused(media_type, b"cut \xc4", "UTF-8");
        }
    }

    #[test]
    fn a_letter_on_the_border_of_two_pieces_is_one_letter() {
        for before in 65_530..65_540 {
            assert_taken(MediaType::PlainText, format!("{}😀ë", "a".repeat(before)).as_bytes());
            assert_refused(MediaType::PlainText, &[&vec![b'a'; before][..], b"\xf0\x9f\x98a"].concat(), "UTF-8");
        }
        assert_refused(MediaType::PlainText, &[&[b'a'; 200_000][..], b"\0"].concat(), "UTF-8");
    }

    #[test]
    fn a_text_that_a_browser_could_take_for_a_page_is_refused() {
        for start in ["<!DOCTYPE html>", "\u{feff} \n<html>", "<svg onload=alert(1)>", "<?xml version='1.0'?>", "\t<SCRIPT>", "<script>"] {
            assert_refused(MediaType::Markdown, start.as_bytes(), "HTML");
        }
        assert_taken(MediaType::Markdown, b"# Why `<html>` is not accepted\n");
    }

    #[test]
    fn an_open_document_names_its_type_in_its_first_entry() {
        let odt = |first: &str, content: &str| zipped(&[(first, content), ("content.xml", "<a/>")]);
        let (text, sheet) = (MediaType::Odt.as_str(), MediaType::Ods.as_str());
        assert_taken(MediaType::Odt, &odt("mimetype", text));
        assert_taken(MediaType::Ods, &odt("mimetype", sheet));
        assert_refused(MediaType::Odt, &odt("mimetype", sheet), "does not say");
        assert_refused(MediaType::Odt, &odt("mimetype2", text), "does not say");
        assert_refused(MediaType::Odt, &zipped(&[("content.xml", ""), ("mimetype", text)]), "does not say");
        assert_refused(MediaType::Odt, b"PK\x03\x04 and nothing else", "damaged");
        assert_refused(MediaType::Odt, b"%PDF-1.7 %%EOF", "begin");
    }

    #[test]
    fn a_word_document_and_an_excel_workbook_are_told_apart() {
        let parts = |folder: &str| zipped(&[("[Content_Types].xml", "<Types/>"), (&format!("{folder}/main.xml"), "<a/>")]);
        assert_taken(MediaType::Docx, &parts("word"));
        assert_taken(MediaType::Xlsx, &parts("xl"));
        assert_refused(MediaType::Docx, &parts("xl"), "no Word document");
        assert_refused(MediaType::Xlsx, &parts("ppt"), "no Excel workbook");
        assert_refused(MediaType::Docx, &zipped(&[("word/document.xml", "")]), "no Word document");
    }

    #[test]
    fn documents_with_macros_are_refused() {
        let office = |extra: &str| zipped(&[("[Content_Types].xml", ""), ("word/document.xml", ""), ("xl/workbook.xml", ""), (extra, "")]);
        assert_refused(MediaType::Docx, &office("word/vbaProject.bin"), "macros");
        assert_refused(MediaType::Docx, &office("word/VBAPROJECT.BIN"), "macros");
        assert_refused(MediaType::Xlsx, &office("xl/macrosheets/sheet1.xml"), "macros");
        let odt = zipped(&[("mimetype", MediaType::Odt.as_str()), ("Basic/Standard/Module1.xml", "")]);
        assert_refused(MediaType::Odt, &odt, "macros");
    }
}
