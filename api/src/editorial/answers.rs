//! Reading editorial things over HTTP: lists and single ones, for everybody and for editors.
use super::list::{self, Asked};
use super::{Editorial, Fields, New, Shown, Thing, store};
use crate::db::Conn;
use crate::error::Result;
use crate::http::{Answer, Body, Idempotency, Once, Page};
use crate::record::{Actor, Record, Tx};
use actix_web::HttpRequest;

/// A page of what everybody sees.
///
/// # Errors
/// `invalid_cursor`.
pub async fn public_list<F: Fields>(record: &Record, request: &HttpRequest, asked: Asked<F>) -> Result<Answer<Page<Shown<F>>>> {
    let now = record.clock.now();
    let page = record.db.read(move |conn| list::page(conn, &asked, now)).await?;
    Ok(page.answer(request, Answer::fresh))
}

/// A page of what editors see.
///
/// # Errors
/// `invalid_cursor`.
pub async fn editorial_list<F: Fields>(record: &Record, request: &HttpRequest, asked: Asked<F>) -> Result<Answer<Page<Editorial<F>>>> {
    let now = record.clock.now();
    let page = record.db.read(move |conn| list::page(conn, &asked, now)).await?;
    Ok(page.map(Editorial).answer(request, Answer::private))
}

/// One published thing.
///
/// # Errors
/// `not_found` for drafts as for unknown ids; `gone` with the reason for withdrawn things.
pub async fn public_one<F: Fields>(record: &Record, id: String) -> Result<Answer<Shown<F>>> {
    let now = record.clock.now();
    let shown = record.db.read(move |conn| visible(conn, &id).and_then(|thing| store::show_one::<F>(conn, thing, now))).await?;
    let revision = shown.thing.revision;
    Ok(Answer::fresh(shown).revision(revision))
}

/// The thing of that id, if everybody may see it.
///
/// # Errors
/// `not_found` for drafts as for unknown ids; `gone` with the reason for withdrawn things.
pub fn visible<F: Fields>(conn: &mut Conn, id: &str) -> Result<Thing<F>> {
    store::find::<F>(conn, id)?.seen_by_everybody()
}

/// One thing in any status.
///
/// # Errors
/// `not_found`.
pub async fn editorial_one<F: Fields>(record: &Record, id: String) -> Result<Answer<Editorial<F>>> {
    let now = record.clock.now();
    let shown = record.db.read(move |conn| store::find(conn, &id).and_then(|thing| store::show_one::<F>(conn, thing, now))).await?;
    let revision = shown.thing.revision;
    Ok(Answer::private(Editorial(shown)).revision(revision))
}

/// Makes a draft, once for each idempotency key.
///
/// # Errors
/// As [`super::create`].
pub async fn create_once<F: Fields>(record: &Record, actor: Actor, key: Idempotency, body: Body<New<F>>) -> Result<Once<Shown<F>>> {
    let made = move |tx: &mut Tx<'_>| {
        let Body { value, digest } = body;
        let once = key.once(tx, &digest, |tx| Ok(super::create(tx, value)?.map(|thing| thing.id)))?;
        let Once { value: id, replayed } = once.value();
        let thing = store::find::<F>(tx.conn, id)?;
        let value = store::show_one(tx.conn, thing, tx.now)?;
        let replayed = *replayed;
        Ok(once.map(|_| Once { value, replayed }))
    };
    record.commit(actor, made).await
}

/// 201 with the draft's address. A replay shows the draft as it is now.
pub fn created<F: Fields>(path: &str, made: Once<Shown<F>>) -> Answer<Editorial<F>> {
    let Once { value, replayed } = made;
    let (location, revision) = (format!("/api/v1/editorial/{path}/{}", value.thing.id), value.thing.revision);
    Answer::created(Editorial(value), location).revision(revision).replayed(replayed)
}

/// 200 with the thing as it is now.
pub fn changed<F: Fields>(shown: Shown<F>) -> Answer<Editorial<F>> {
    let revision = shown.thing.revision;
    Answer::private(Editorial(shown)).revision(revision)
}
