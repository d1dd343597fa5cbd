//! Lists of editorial things: one fixed order, a cursor, filters. They have hundreds of rows, so a filter is a plain
//! function over the things, the same on both databases, and an unfiltered page is one indexed range.
use super::{Fields, Shown, Status, Thing, store};
use crate::db::Conn;
use crate::error::Result;
use crate::http::{Cursor, DEFAULT_LIMIT, Page};
use crate::language::{Language, Wanted};
use crate::time::Moment;
use serde::Deserialize;
use utoipa::IntoParams;

/// What every list of editorial things can be asked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Only things in whose texts all these words occur, in any of the languages, scripts and spellings.
    #[param(min_length = 1, max_length = 200, pattern = "^[^\\x00]+$", example = "vendimi")]
    pub q: Option<String>,
    /// Only things of which some text lacks this language.
    pub missing: Option<Language>,
    /// Only things that have changed since this number of the record.
    #[param(minimum = 0)]
    pub changed_after: Option<i64>,
    /// The `next` of the page before; of which form, each list says for itself.
    #[param(max_length = 400)]
    pub after: Option<String>,
    /// How many at the most.
    #[param(minimum = 1, maximum = 100, default = 20)]
    pub limit: Option<i64>,
}

/// What editors can ask besides.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EditorialQuery {
    /// Things of this status: drafts, unless something else is asked for.
    pub status: Option<Status>,
}

/// One question to a list.
#[derive(Debug)]
pub struct Asked<F: Fields> {
    /// Of which status.
    pub status: Status,
    /// What every list can be asked.
    pub query: ListQuery,
    /// What this kind can be asked.
    pub filter: F::Filter,
}

/// The page that answers the question.
pub(super) fn page<F: Fields>(conn: &mut Conn, asked: &Asked<F>, now: Moment) -> Result<Page<Shown<F>>> {
    let after = asked.query.after.as_deref().map(|text| Cursor::read::<2>(F::PATH, text)).transpose()?;
    let limit = asked.query.limit.unwrap_or(DEFAULT_LIMIT);
    let (items, total) = if asked.is_plain() {
        let things = store::in_order(conn, asked.status, after.as_ref(), limit + 1)?;
        (store::show(conn, things, now)?, store::count::<F>(conn, asked.status)?)
    } else {
        filtered(conn, asked, after.as_ref(), now)?
    };
    Ok(Page::cut(items, limit, Some(total), |shown| place_of(&shown.thing)))
}

fn filtered<F: Fields>(conn: &mut Conn, asked: &Asked<F>, after: Option<&[String; 2]>, now: Moment) -> Result<(Vec<Shown<F>>, i64)> {
    let things = store::in_order(conn, asked.status, None, i64::MAX)?;
    let mut matching = store::show(conn, things, now)?;
    let wanted = asked.query.q.as_deref().map(Wanted::parse);
    matching.retain(|shown| asked.lets_through(shown, wanted.as_ref()));
    let total = matching.len() as i64;
    if let Some([position, id]) = after {
        matching.retain(|shown| (&shown.thing.fields.position(), &shown.thing.id) > (position, id));
    }
    Ok((matching, total))
}

fn place_of<F: Fields>(thing: &Thing<F>) -> Cursor {
    Cursor::new(F::PATH, [&thing.fields.position(), &thing.id])
}

impl<F: Fields> Asked<F> {
    fn is_plain(&self) -> bool {
        let ListQuery { q, missing, changed_after, .. } = &self.query;
        q.is_none() && missing.is_none() && changed_after.is_none() && self.filter == F::Filter::default()
    }

    fn lets_through(&self, shown: &Shown<F>, wanted: Option<&Wanted>) -> bool {
        let Shown { thing, derived } = shown;
        let ListQuery { missing, changed_after, .. } = &self.query;
        changed_after.is_none_or(|seq| thing.seq > Some(seq))
            && missing.is_none_or(|language| thing.texts().iter().any(|(_, text)| text.missing(language)))
            && wanted.is_none_or(|wanted| wanted.is_in(thing.texts().iter().flat_map(|(_, text)| text.iter().map(|(_, text)| text))))
            && thing.fields.matches(&thing.managed, derived, &self.filter)
    }
}
