//! What other slices may ask of an editorial thing without knowing its kind: whether it is published, and when comments
//! on it are open.
use super::{Fields, Status, Thing};
use crate::db::Conn;
use crate::db::schema::editorial_things as things;
use crate::error::Result;
use crate::record::Subject;
use crate::time::Moment;
use diesel::prelude::*;
use serde::Deserialize;

/// When comments are open: from the first moment on, and up to the last, which no longer counts. A kind without such
/// fields, or a thing without such dates, is always open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Window {
    /// The first moment.
    pub comments_from: Option<Moment>,
    /// The first moment when it is too late.
    pub comments_until: Option<Moment>,
}

/// The little of a stored body that is wanted here.
#[derive(Deserialize)]
struct Stored {
    fields: Window,
}

impl Window {
    /// From when until when; an end that is missing is open.
    pub fn new(comments_from: Option<Moment>, comments_until: Option<Moment>) -> Self {
        Self { comments_from, comments_until }
    }

    /// Whether comments on that thing are open now: never while it is not published.
    pub fn is_open_on<F: Fields>(&self, thing: &Thing<F>, now: Moment) -> bool {
        thing.is_published() && self.is_open(now)
    }

    /// Whether comments are open at that moment.
    pub fn is_open(&self, now: Moment) -> bool {
        self.comments_from.is_none_or(|from| from <= now) && self.comments_until.is_none_or(|until| now < until)
    }
}

/// When comments on a published thing are open; nothing if there is no such published thing.
///
/// # Errors
/// If the database cannot be read.
pub fn window_of(conn: &mut Conn, subject: &Subject) -> Result<Option<Window>> {
    let row = things::table.find((subject.kind, &subject.id)).select((things::status, things::body));
    let found: Option<(Status, String)> = row.first(conn).optional()?;
    let published = found.filter(|(status, _)| *status == Status::Published);
    published.map(|(_, body)| Ok(serde_json::from_str::<Stored>(&body)?.fields)).transpose()
}

/// The revision of a published thing; nothing if there is no such published thing.
///
/// # Errors
/// If the database cannot be read.
pub fn published_revision(conn: &mut Conn, subject: &Subject) -> Result<Option<i64>> {
    let row = things::table.find((subject.kind, &subject.id)).select((things::status, things::revision));
    let found: Option<(Status, i64)> = row.first(conn).optional()?;
    Ok(found.filter(|(status, _)| *status == Status::Published).map(|(_, revision)| revision))
}
