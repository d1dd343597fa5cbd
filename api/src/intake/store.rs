//! Spent challenges, and what comments look like, in the database. No address, nor anything made of one, is among it.
use super::challenge::Solved;
use super::fingerprint::{Fingerprint, alike};
use super::{Flag, Flags, Hints, Similar};
use crate::db::Conn;
use crate::db::schema::{comment_fingerprints as prints, comments, spent_challenges as spent};
use crate::error::{Code, Result};
use crate::record::Subject;
use crate::time::Moment;
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as Diesel};
use diesel::sql_types::Bool;
use std::time::Duration;

/// So many others within so long on one subject are a burst.
const BURST: (i64, Duration) = (20, Duration::from_secs(600));
/// So many that share a part of their fingerprint are compared; by chance it is one in 65,536.
const COMPARED: i64 = 64;
/// So many similar ones are named.
const NAMED: i64 = 5;

/// Uses a challenge up. Of two comments with the same one, the second to commit is refused.
pub(super) fn spend(conn: &mut Conn, solved: &Solved) -> Result<()> {
    let row = (spent::nonce.eq(&solved.nonce), spent::expires_at.eq(solved.expires_at));
    match diesel::insert_into(spent::table).values(row).execute(conn) {
        Err(Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Err(Code::ChallengeSpent.at("/challenge", "spent")),
        done => done.map(drop).map_err(Into::into),
    }
}

/// Forgets the spent challenges that have expired anyway, and says how many.
///
/// # Errors
/// If the database refuses.
pub fn forget_spent(conn: &mut Conn, now: Moment) -> Result<usize> {
    Ok(diesel::delete(spent::table.filter(spent::expires_at.lt(now))).execute(conn)?)
}

/// How many comments wait.
pub(super) fn waiting(conn: &mut Conn) -> Result<i64> {
    Ok(comments::table.filter(comments::state.eq("received")).count().get_result(conn)?)
}

/// Remembers what a comment looks like that has just been received.
pub(super) fn remember(conn: &mut Conn, comment: &str, subject: &Subject, print: &Fingerprint, now: Moment) -> Result<()> {
    let burst = is_burst(conn, subject, now)?;
    insert(conn, comment, print, burst)
}

/// Looks again at a comment whose author has changed its text.
///
/// # Errors
/// If the database refuses.
pub fn look_again(conn: &mut Conn, comment: &str, text: &str) -> Result<()> {
    let known = prints::table.find(comment).select(prints::burst).first::<bool>(conn).optional()?;
    let Some(burst) = known else { return Ok(()) };
    forget(conn, comment)?;
    insert(conn, comment, &Fingerprint::of(text), burst)
}

fn insert(conn: &mut Conn, comment: &str, print: &Fingerprint, burst: bool) -> Result<()> {
    let family = family_of(conn, *print)?;
    let [a, b, c, d] = print.bands();
    let row = (
        (prints::comment.eq(comment), prints::family.eq(family.as_deref().unwrap_or(comment))),
        (prints::simhash.eq(print.simhash.cast_signed()), prints::links.eq(print.links)),
        (prints::band_a.eq(a), prints::band_b.eq(b), prints::band_c.eq(c), prints::band_d.eq(d)),
        prints::burst.eq(burst),
    );
    diesel::insert_into(prints::table).values(row).execute(conn)?;
    Ok(())
}

/// The family of the first comment that is found to look alike.
fn family_of(conn: &mut Conn, print: Fingerprint) -> Result<Option<String>> {
    let [a, b, c, d] = print.bands();
    let some = || prints::table.select((prints::family, prints::simhash)).limit(COMPARED);
    let found = [
        some().filter(prints::band_a.eq(a)).load(conn)?,
        some().filter(prints::band_b.eq(b)).load(conn)?,
        some().filter(prints::band_c.eq(c)).load(conn)?,
        some().filter(prints::band_d.eq(d)).load(conn)?,
    ];
    let mut all = found.into_iter().flatten();
    Ok(all.find(|(_, simhash): &(String, i64)| alike(simhash.cast_unsigned(), print.simhash)).map(|(family, _)| family))
}

/// One behind the newest, so that the comment itself does not count.
fn is_burst(conn: &mut Conn, subject: &Subject, now: Moment) -> Result<bool> {
    let (others, within) = BURST;
    let waiting = comments::table
        .filter(comments::subject_kind.eq(subject.kind.as_str()))
        .filter(comments::subject_id.eq(&subject.id))
        .filter(comments::state.eq("received"));
    let nth = waiting.order((comments::created_at.desc(), comments::id.desc())).offset(others).select(comments::created_at);
    let since: Option<Moment> = nth.first(conn).optional()?;
    Ok(since.is_some_and(|since| now.since(since) <= within))
}

/// What moderators are told about a comment besides its text; nothing unusual about one of which nothing is known.
///
/// # Errors
/// If the database cannot be read.
pub fn hints(conn: &mut Conn, comment: &str) -> Result<Hints> {
    let known = prints::table.find(comment).select((prints::family, prints::links, prints::burst));
    let Some((family, links, burst)) = known.first::<(String, i64, bool)>(conn).optional()? else { return Ok(Hints::default()) };
    let others = prints::table.filter(prints::family.eq(family)).filter(prints::comment.ne(comment));
    let count = others.clone().count().get_result(conn)?;
    let ids = others.order(prints::comment).limit(NAMED).select(prints::comment).load(conn)?;
    Ok(Hints { flags: Flags { links, near_duplicate: count > 0, burst }, similar: Similar { count, ids } })
}

/// The comments with this flag, for a query of the table of comments. Written out, because Diesel joins no table to itself
/// below a boxed query; of the comment at hand all is found by keys.
pub fn flagged(flag: Flag) -> SqlLiteral<Bool> {
    sql(match flag {
        Flag::Links => "EXISTS (SELECT 1 FROM comment_fingerprints p WHERE p.comment = comments.id AND p.links > 0)",
        Flag::Burst => "EXISTS (SELECT 1 FROM comment_fingerprints p WHERE p.comment = comments.id AND p.burst)",
        Flag::NearDuplicate => {
            "EXISTS (SELECT 1 FROM comment_fingerprints p JOIN comment_fingerprints o ON o.family = p.family \
             AND o.comment <> p.comment WHERE p.comment = comments.id)"
        }
    })
}

/// Forgets what a comment looked like, when its text is erased.
///
/// # Errors
/// If the database refuses.
pub fn forget(conn: &mut Conn, comment: &str) -> Result<()> {
    diesel::delete(prints::table.find(comment)).execute(conn)?;
    Ok(())
}
