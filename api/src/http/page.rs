//! One page of a list, and the cursor to the next one.
use super::Answer;
use crate::error::{Code, Error, Result};
use actix_web::http::header;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Ref, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

/// How many items there are if nobody says how many.
pub const DEFAULT_LIMIT: i64 = 20;

/// A part of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The items, in the list's one fixed order.
    pub items: Vec<T>,
    /// Send it back as `after=` to go on; null at the end.
    pub next: Option<String>,
    /// Of all pages together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let items = ArrayBuilder::new().items(Ref::from_schema_name(T::name())).max_items(Some(100));
        let items = items.description(Some("The items, in the list's one fixed order."));
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("Send it back as `after=` to go on; null at the end."));
        let total = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).description(Some("Of all pages together."));
        let page = ObjectBuilder::new().property("items", items).property("next", next).property("total", total);
        page.required("items").required("next").description(Some("A part of a list.")).into()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    /// `DocumentPage`.
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Page", T::name()))
    }
    fn schemas(known: &mut Vec<(String, RefOr<Schema>)>) {
        known.push((T::name().into_owned(), T::schema()));
        T::schemas(known);
    }
}

/// A place in a list. Opaque to clients: it holds the list's name and the last item's key. Whatever has the form of a
/// list's cursor is a place in that list, so the OpenAPI document can say which cursors a list takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(Vec<String>);

impl Cursor {
    /// The place behind the item with this key, in the list of that name.
    pub fn new<const N: usize>(list: &str, key: [&str; N]) -> Self {
        Self(std::iter::once(list).chain(key).map(ToOwned::to_owned).collect())
    }

    /// As the client gets it: `documents.7976-93-91.letter`, with `_20` for a space and the like.
    pub fn write(&self) -> String {
        self.0.iter().map(|part| escaped(part)).collect::<Vec<_>>().join(".")
    }

    /// The form of all cursors of a list whose key has `N` texts of any kind.
    pub fn pattern<const N: usize>(list: &str) -> String {
        format!("^{list}{}$", r"\.([a-z0-9-]|_[2-7][0-9a-f])*".repeat(N))
    }

    /// The key in a cursor that this list gave.
    ///
    /// # Errors
    /// `invalid_cursor` (400) for anything else.
    pub fn read<const N: usize>(list: &str, text: &str) -> Result<[String; N]> {
        let invalid = || Error::from(Code::InvalidCursor);
        let mut parts = text.split('.');
        parts.next().filter(|name| *name == list).ok_or_else(invalid)?;
        let key = parts.map(unescaped).collect::<Option<Vec<_>>>().ok_or_else(invalid)?;
        key.try_into().map_err(|_| invalid())
    }
}

fn escaped(part: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    part.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("_{b:02x}") }).collect()
}

fn unescaped(part: &str) -> Option<String> {
    let mut pieces = part.split('_');
    let mut plain = pieces.next()?.to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_at_checked(2)?;
        plain.push(u8::from_str_radix(code, 16).ok().filter(|b| (0x20..0x80).contains(b))?.into());
        plain.push_str(rest);
    }
    Some(plain)
}

impl<T> Page<T> {
    /// Makes a page of `items`, of which one more than `limit` was asked for to see whether there are more.
    pub fn cut(mut items: Vec<T>, limit: i64, total: Option<i64>, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| cursor(last).write());
        Self { items, next, total }
    }

    /// The same page of something made from the items.
    pub fn map<U>(self, with: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(with).collect(), next: self.next, total: self.total }
    }

    /// The same with something that may not be made.
    ///
    /// # Errors
    /// What the first one says that cannot be made.
    pub fn try_map<U, E>(self, with: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.into_iter().map(with).collect::<Result<_, E>>()?;
        Ok(Page { items, next: self.next, total: self.total })
    }

    /// 200 with `Link: rel="next"`, relative to this very list.
    pub fn answer(self, request: &actix_web::HttpRequest, caching: fn(Self) -> Answer<Self>) -> Answer<Self> {
        let next = self.next.clone();
        caching(self).leading_on(request, next)
    }
}

impl<T> Answer<T> {
    /// The same with `Link: rel="next"` to where this very list goes on, if it does.
    pub fn leading_on(self, request: &actix_web::HttpRequest, next: Option<String>) -> Self {
        match next {
            Some(cursor) => self.header(header::LINK, format!("<{}>; rel=\"next\"", with_cursor(request, &cursor))),
            None => self,
        }
    }
}

fn with_cursor(request: &actix_web::HttpRequest, cursor: &str) -> String {
    let others = request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let query: Vec<_> = others.map(ToOwned::to_owned).chain([format!("after={cursor}")]).collect();
    format!("{}?{}", request.path(), query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_belongs_to_its_list() {
        let cursor = Cursor::new("documents", ["2023 ~_.", "letter"]).write();
        assert_eq!(cursor, "documents.2023_20_7e_5f_2e.letter");
        assert_eq!(Cursor::read("documents", &cursor).unwrap(), ["2023 ~_.", "letter"].map(String::from));
        assert!(Cursor::read::<2>("decisions", &cursor).is_err());
        assert!(Cursor::read::<1>("documents", &cursor).is_err());
        for wrong in
            ["", "documents", "documents.a", "documents.a.b.c", "documents._.b", "documents._0g.b", "documents._00.b", "documents._ë.b"]
        {
            assert!(Cursor::read::<2>("documents", wrong).is_err(), "{wrong}");
        }
    }
}
