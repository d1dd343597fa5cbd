//! An organization answers: one change of the record, which holds codes, ids and dates, and of the texts only commitments.
use super::{Changed, NewResponse, Response, changed, delays, rules, store};
use crate::comments::{self, Comment};
use crate::error::{Code, Error, Result};
use crate::http::Editor;
use crate::record::{Change, NewEntry, Op, Tx};
use serde_json::json;

/// Answers a comment, in the name of the editor's organization. Until the commit nobody hides it or answers it besides.
pub(super) fn answer(tx: &mut Tx<'_>, by: &Editor, comment: &str, new: NewResponse) -> Result<Change<String>> {
    let organization = rules::in_whose_name(by.0.organization.as_ref())?;
    comments::find_for_update(tx.conn, comment)?;
    let comment = comments::visible(tx.conn, comment)?;
    changed::check(tx.conn, new.changed.as_ref())?;
    let standing = store::standing(tx.conn, &comment.id, &organization)?;
    let earlier = match &new.supersedes {
        Some(earlier) => Some(superseded(tx, earlier, &comment, &organization)?),
        None if standing => return Err(Code::Conflict.at("/supersedes", "required")),
        None => None,
    };
    publish(tx, by, comment, organization, new, earlier)
}

/// Answers several comments with the same text: all or none. Each gets a response of its own.
pub(super) fn answer_all(tx: &mut Tx<'_>, by: &Editor, comments: &[String], new: &NewResponse) -> Result<Change<Vec<String>>> {
    let mut all = Change::none(vec![]);
    for (at, comment) in comments.iter().enumerate() {
        let one = answer(tx, by, comment, new.clone()).map_err(|e| placed(e, at))?;
        let mut ids = all.value().clone();
        ids.push(one.value().clone());
        all = all.then(one).map(|_| ids);
    }
    Ok(all)
}

/// What a path would say with 404 or 410, and what clashes, said of one of many in the body.
fn placed(error: Error, at: usize) -> Error {
    match error.code {
        Code::NotFound | Code::Gone => Code::UnknownReference.at(format!("/comments/{at}"), "not_published"),
        Code::Conflict => Code::Conflict.at(format!("/comments/{at}"), "answered"),
        _ => error,
    }
}

fn superseded(tx: &mut Tx<'_>, earlier: &str, comment: &Comment, organization: &str) -> Result<Response> {
    let found = store::find(tx.conn, earlier)?;
    rules::supersedes(found.as_ref(), &comment.id, organization)?;
    found.ok_or(Error::from(Code::NotFound))
}

fn publish(
    tx: &mut Tx<'_>,
    by: &Editor,
    comment: Comment,
    organization: String,
    new: NewResponse,
    earlier: Option<Response>,
) -> Result<Change<String>> {
    let id = uuid::Uuid::now_v7().to_string();
    if let Some(earlier) = &earlier {
        store::supersede(tx.conn, &earlier.id, &id)?;
    }
    let published_at = comment.published_at.unwrap_or(tx.now);
    let first_after = (comment.answers == 0).then(|| rules::whole_days(published_at, tx.now));
    let response = store::New { id: id.clone(), comment: &comment, organization, first_after, new };
    store::insert(tx.conn, &response, by, tx.now)?;
    let change = Change::new(id, published(&response), store::stamp);
    let Some(earlier) = earlier else {
        if let Some(days) = first_after {
            delays::count(tx.conn, &comment.subject, days, 1)?;
        }
        return Ok(comments::answered(tx, &comment)?.then(change));
    };
    let entry = NewEntry::new("response.superseded", Response::recorded(&earlier.id), Op::Upsert, 2);
    let entry = entry.telling(json!({"comment": comment.id, "superseded_by": response.id}));
    Ok(change.and(entry, store::no_number))
}

fn published(response: &store::New<'_>) -> NewEntry {
    let store::New { id, comment, organization, new, .. } = response;
    let NewResponse { outcome, reason, changed, supersedes } = new;
    let told = json!({
        "comment": comment.id, "subject": comment.subject, "organization": organization, "outcome": outcome,
        "changed": changed.as_ref().and_then(Changed::thing), "supersedes": supersedes,
    });
    NewEntry::new("response.published", Response::recorded(id), Op::Upsert, 1)
        .telling(told)
        .committing_to("reason_sq", reason.sq.as_deref())
        .committing_to("reason_sr", reason.sr.as_deref())
        .committing_to("reason_en", reason.en.as_deref())
        .committing_to("changed_url", changed.as_ref().and_then(Changed::url))
}
