//! Cells of a spreadsheet (RFC 4180), written so that no program takes what somebody wrote for a formula.

/// One row: every cell in quotes, ended as the RFC demands.
pub(super) fn row(cells: &[&str]) -> String {
    let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\""))).collect();
    quoted.join(",") + "\r\n"
}

/// Spreadsheets run what begins with one of these, some of them also behind spaces and quotes or in full width. An
/// apostrophe before it makes it text.
fn harmless(cell: &str) -> String {
    let skipped = |c: char| c.is_whitespace() || c.is_control() || "\"'`’‘“”\u{feff}\u{200b}\u{200e}\u{200f}".contains(c);
    let first = cell.trim_start_matches(skipped).chars().next();
    let begins_with_control = cell.starts_with(['\t', '\r', '\n']);
    let dangerous = begins_with_control || first.is_some_and(|c| "=+-@|%＝＋－＠﹦﹢﹣﹫−".contains(c));
    if dangerous { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_becomes_text() {
        for bad in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            " =1",
            "\"=1",
            "'=1",
            "\u{a0}=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u{feff}=1",
            "\n-2",
            "|x",
            "%0A=1",
            "\u{200b}=1",
            "−1",
        ] {
            assert!(row(&[bad]).starts_with("\"'"), "{bad:?}");
        }
        for good in ["", "Po.", "1-2", "a=b", "'t'", "(-1)", "2026-11-23"] {
            assert_eq!(harmless(good), good);
        }
    }

    #[test]
    fn quotes_commas_and_lines_stay_in_their_cell() {
        assert_eq!(row(&["a\"b", "c,d", "e\r\nf"]), "\"a\"\"b\",\"c,d\",\"e\r\nf\"\r\n");
    }
}
