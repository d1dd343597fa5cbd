//! Headers that say what a client takes, and how gladly: `Accept`, `Accept-Encoding`, `Accept-Language` (RFC 9110 §12).

/// One of the things that a client names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accepted<'a> {
    /// A media type, an encoding or a language.
    pub name: &'a str,
    /// How gladly it is taken: 1 if nothing is said, nothing if what is said cannot be read.
    pub weight: Option<f32>,
}

impl Accepted<'_> {
    /// The client does not want it at all.
    pub fn is_refused(&self) -> bool {
        self.weight == Some(0.0)
    }
}

/// What a header names, in its order.
pub fn accepted(header: &str) -> impl Iterator<Item = Accepted<'_>> {
    header.split(',').map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |weight| weight.parse().ok());
        Accepted { name, weight }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_their_order_with_their_weights() {
        let read: Vec<_> = accepted("text/html;level=1;q=0.5, br, gzip ;q=0, x;q=y").map(|it| (it.name, it.weight)).collect();
        assert_eq!(read, [("text/html", Some(0.5)), ("br", Some(1.0)), ("gzip", Some(0.0)), ("x", None)]);
        assert!(accepted("br;q=0.0").all(|it| it.is_refused()) && !accepted("br").any(|it| it.is_refused()));
    }
}
