//! The table of contents of a ZIP archive, read without unpacking anything.
//!
//! Stricter than the format: the table ends where the end record begins, and that ends with the file. Archives that leave
//! room for two readers to see two different contents are refused, and so are those with an absurd number of entries.

use std::io::{self, Read, Seek, SeekFrom};

/// More entries than any office document has.
const MAX_ENTRIES: usize = 10_000;
/// The largest table that is read, in bytes.
const MAX_TABLE: u64 = 2 * 1024 * 1024;
/// The length of the end record without its comment.
const END: usize = 22;
/// The length of a table row without its texts.
const ROW: usize = 46;

/// One entry of the archive, as the table tells it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub name: String,
    /// Where its own header stands, from the beginning of the file.
    pub offset: u32,
    /// How many bytes it has, unpacked.
    pub size: u32,
}

/// The entries of an archive whose last bytes are `tail`; `None` if it is none that we read.
pub(super) fn entries<R: Read + Seek>(mut file: R, tail: &[u8]) -> io::Result<Option<Vec<Entry>>> {
    let Some(end) = end_record(tail) else { return Ok(None) };
    let (here, total) = (number(end, 8, 2), number(end, 10, 2));
    let (length, start) = (u64::from(number(end, 12, 4)), u64::from(number(end, 16, 4)));
    let before_end = file.seek(SeekFrom::End(0))?.saturating_sub(end.len() as u64);
    let plain = number(end, 4, 4) == 0 && here == total && start + length == before_end;
    let count = total as usize;
    if !plain || length > MAX_TABLE || count > MAX_ENTRIES || length < (count * ROW) as u64 {
        return Ok(None);
    }
    let mut table = vec![];
    file.seek(SeekFrom::Start(start))?;
    file.take(length).read_to_end(&mut table)?;
    Ok(rows(&table).filter(|rows| rows.len() == count))
}

/// The end record: the last one whose comment reaches exactly to the end of the file.
fn end_record(tail: &[u8]) -> Option<&[u8]> {
    let starts = (0..=tail.len().checked_sub(END)?).rev();
    starts.map(|at| &tail[at..]).find(|end| end.starts_with(b"PK\x05\x06") && number(end, 20, 2) as usize == end.len() - END)
}

fn rows(mut table: &[u8]) -> Option<Vec<Entry>> {
    let mut rows = vec![];
    while !table.is_empty() {
        let row = table.get(..ROW).filter(|row| row.starts_with(b"PK\x01\x02"))?;
        let texts: usize = [28, 30, 32].map(|at| number(row, at, 2) as usize).iter().sum();
        let name = table.get(ROW..ROW + number(row, 28, 2) as usize)?;
        rows.push(Entry { name: String::from_utf8_lossy(name).into_owned(), offset: number(row, 42, 4), size: number(row, 24, 4) });
        table = table.get(ROW + texts..)?;
    }
    Some(rows)
}

/// A little-endian number of `length` bytes (at most 4).
fn number(bytes: &[u8], at: usize, length: usize) -> u32 {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    /// An archive with these files in it, not compressed.
    pub(in crate::files) fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn names(archive: &[u8]) -> Option<Vec<String>> {
        let tail = &archive[archive.len().saturating_sub(1024)..];
        Some(entries(Cursor::new(archive), tail).unwrap()?.into_iter().map(|entry| entry.name).collect())
    }

    #[test]
    fn the_table_of_an_archive_is_read() {
        assert_eq!(names(&archive(&[("mimetype", "x"), ("content.xml", "<a/>")])).unwrap(), ["mimetype", "content.xml"]);
        assert_eq!(names(&archive(&[])).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn an_archive_that_two_readers_could_understand_differently_is_refused() {
        let good = archive(&[("a", "b")]);
        assert_eq!(names(&[b"junk".as_slice(), &good].concat()), None, "something before it");
        assert_eq!(names(&[good.as_slice(), b"junk"].concat()), None, "something after it");
        assert_eq!(names(&[good.as_slice(), &good].concat()), None, "two of them");
    }

    #[test]
    fn an_archive_with_too_many_entries_is_refused_before_they_are_read() {
        let mut many = archive(&[("a", "b")]);
        let at = many.len() - END;
        many[at + 8..at + 12].copy_from_slice(&[0xff; 4]);
        assert_eq!(names(&many), None);
    }

    #[test]
    fn no_damaged_archive_makes_the_reader_fail() {
        let good = archive(&[("mimetype", "x"), ("content.xml", "<a/>")]);
        for end in 0..good.len() {
            assert_eq!(names(&good[..end]), None);
        }
        for at in 0..good.len() {
            for value in [0, 0x7f, 0xff] {
                let mut broken = good.clone();
                broken[at] = value;
                names(&broken);
            }
        }
    }
}
