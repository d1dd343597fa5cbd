//! `Range`: the part of a file that a reader asks for (RFC 9110 §14). One part only; who asks for several gets the whole.
use std::ops::Range;

/// What a reader wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it; also where the header says nothing that we understand.
    Whole,
    /// These bytes, which are there.
    Part(Range<u64>),
    /// Bytes that are not there.
    Beyond,
}

/// Reads the header against the file's size in bytes.
pub fn wanted(header: Option<&str>, size: u64) -> Wanted {
    header.and_then(|header| part(header, size)).unwrap_or(Wanted::Whole)
}

fn part(header: &str, size: u64) -> Option<Wanted> {
    let (unit, range) = header.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let range = if first.is_empty() {
        size.saturating_sub(number(last)?)..size
    } else {
        let (first, last) = (number(first)?, if last.is_empty() { u64::MAX } else { number(last)? });
        if last < first {
            return None;
        }
        first..last.saturating_add(1).min(size)
    };
    Some(if range.start < range.end { Wanted::Part(range) } else { Wanted::Beyond })
}

/// A number too large to hold lies beyond every file.
fn number(digits: &str) -> Option<u64> {
    let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_can_be_asked_for_from_either_end() {
        for (header, range) in
            [("bytes=0-0", 0..1), ("bytes=2-", 2..10), ("Bytes=-3", 7..10), ("bytes=5-99999999999999999999", 5..10), ("bytes=-99", 0..10)]
        {
            assert_eq!(wanted(Some(header), 10), Wanted::Part(range), "{header}");
        }
    }

    #[test]
    fn what_is_not_understood_gives_the_whole_and_what_is_not_there_nothing() {
        for header in ["bytes=0-1,4-5", "bytes=5-2", "lines=1-2", "bytes=", "bytes=-", "bytes=a-b", "bytes=+1-2", ""] {
            assert_eq!(wanted(Some(header), 10), Wanted::Whole, "{header}");
        }
        for header in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"] {
            assert_eq!(wanted(Some(header), 10), Wanted::Beyond, "{header}");
        }
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Beyond);
        assert_eq!(wanted(None, 10), Wanted::Whole);
    }
}
