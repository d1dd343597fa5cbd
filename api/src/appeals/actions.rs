//! What happens to appeals: they are filed, taken and decided. Each is one change of the record, which holds no text, only
//! commitments.
use super::verdict::Judgement;
use super::{Appeal, AppealState, NewAppeal, rules, store};
use crate::comments::{self, Decider, six_months_after};
use crate::error::Result;
use crate::http::{IfMatch, Moderator};
use crate::moderation;
use crate::record::{Change, NewEntry, Op, Tx};
use serde_json::json;

/// Files an appeal against the newest decision on a comment, and answers its id.
pub(super) fn file(tx: &mut Tx<'_>, comment: &str, new: NewAppeal) -> Result<Change<String>> {
    let comment = comments::find_for_update(tx.conn, comment)?;
    let Some(newest) = comments::newest_statement(tx.conn, &comment.id)? else { return Err(comments::wrong(comment.state)) };
    let (appealed, on_appeal) = store::history_of(tx.conn, &newest.id)?;
    rules::can_be_filed(&comment, &newest, on_appeal, appealed, tx.now)?;
    let appeal = filed(tx, comment.id, newest.id, new.text);
    store::insert(tx.conn, &appeal)?;
    // Nothing is erased by itself while somebody has to read it.
    comments::keep_text(tx.conn, &appeal.comment, six_months_after(tx.now))?;
    let entry = entry("appeal.filed", &appeal).committing_to("text", appeal.text.as_deref());
    Ok(Change::new(appeal.id, entry, |_, _, _| Ok(())))
}

fn filed(tx: &Tx<'_>, comment: String, decision: String, text: String) -> Appeal {
    Appeal {
        id: uuid::Uuid::now_v7().to_string(),
        revision: 1,
        state: AppealState::Filed,
        comment,
        decision,
        text: Some(text),
        filed_at: tx.now,
        reviewed_at: None,
        decided_at: None,
        decided_by: None,
        answer: None,
        public_note: None,
        statement: None,
    }
}

/// What the record tells of a step: ids and codes.
fn entry(kind: &str, appeal: &Appeal) -> NewEntry {
    let Appeal { comment, decision, state, statement, .. } = appeal;
    let told = json!({"comment": comment, "decision": decision, "state": state, "statement": statement});
    NewEntry::new(kind, appeal.recorded(), Op::Delete, appeal.revision).telling(told)
}

/// The appeal for a change, together with its comment: until the commit nobody else decides on either.
fn find_for_update(tx: &mut Tx<'_>, id: &str, read: IfMatch) -> Result<Appeal> {
    let appeal = store::find(tx.conn, id)?;
    comments::find_for_update(tx.conn, &appeal.comment)?;
    let appeal = store::find(tx.conn, id)?;
    read.check(appeal.revision)?;
    Ok(appeal)
}

/// Takes an appeal into review.
pub(super) fn review(tx: &mut Tx<'_>, by: &Moderator, id: &str, read: IfMatch) -> Result<Change<Appeal>> {
    let before = find_for_update(tx, id, read)?;
    let has_it = store::reviewer(tx.conn, id)?.as_deref() == Some(&by.0.account);
    rules::can_be_taken(before.state, has_it)?;
    rules::impartial(store::has_made(tx.conn, &before.decision, &by.0.account)?)?;
    let (state, revision) = (AppealState::InReview, before.revision + 1);
    let appeal = Appeal { state, revision, reviewed_at: Some(tx.now), decided_by: Some(decider(by)), ..before };
    store::update(tx.conn, &appeal, &by.0.account)?;
    let entry = entry("appeal.in_review", &appeal);
    Ok(Change::new(appeal, entry, |_, _, _| Ok(())))
}

fn decider(by: &Moderator) -> Decider {
    let actor = by.actor();
    Decider { role: actor.role, pseudonym: actor.pseudonym.unwrap_or_default(), organization: actor.organization }
}

/// Decides on an appeal. Where another decision takes the place of the old one, the comment turns in the same change.
pub(super) fn decide(tx: &mut Tx<'_>, by: &Moderator, id: &str, read: IfMatch, judgement: Judgement) -> Result<Change<Appeal>> {
    let before = find_for_update(tx, id, read)?;
    let has_it = store::reviewer(tx.conn, id)?.as_deref() == Some(&by.0.account);
    rules::can_be_decided(before.state, has_it)?;
    rules::impartial(store::has_made(tx.conn, &before.decision, &by.0.account)?)?;
    let turned = turn(tx, by, &before, judgement.clone())?;
    let Judgement { outcome, answer, public_note, .. } = judgement;
    let statement = turned.as_ref().map(|change| change.value().clone());
    let (state, revision) = (outcome, before.revision + 1);
    let decided = Appeal { state, revision, decided_at: Some(tx.now), answer: Some(answer), public_note, statement, ..before };
    store::update(tx.conn, &decided, &by.0.account)?;
    comments::keep_text(tx.conn, &decided.comment, six_months_after(tx.now))?;
    let entry = entry("appeal.decided", &decided)
        .committing_to("answer", decided.answer.as_deref())
        .committing_to("public_note", decided.public_note.as_deref());
    let change = Change::new(decided, entry, |_, _, _| Ok(()));
    Ok(match turned {
        Some(turned) => turned.then(change),
        None => change,
    })
}

/// The decision that takes the place of the old one, if any: the id of its statement of reasons.
fn turn(tx: &mut Tx<'_>, by: &Moderator, appeal: &Appeal, judgement: Judgement) -> Result<Option<Change<String>>> {
    let against = comments::statement(tx.conn, &appeal.decision)?;
    let Some(outcome) = rules::new_outcome(judgement.outcome, against.outcome) else { return Ok(None) };
    moderation::decide_on_appeal(tx, by, &appeal.comment, &appeal.id, judgement.into_decision(outcome)).map(Some)
}
