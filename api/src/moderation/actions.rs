//! A moderator decides.
use super::model::{Decided, Decision};
use super::{claims, guards, rules, store};
use crate::comments::{self, AutomatedMeans, Comment, CommentState, Decider, Outcome, Reason, Redress, Statement, Step, Why};
use crate::editorial;
use crate::error::{Code, Error, Present, Result};
use crate::http::{IfMatch, Moderator};
use crate::record::{Actor, Change, Tx};
use serde_json::{Value, json};

/// Decides on a comment: one change, with its statement of reasons. Of two moderators the slower learns that it has
/// changed, and who was faster, before anything else.
pub(super) fn decide(tx: &mut Tx<'_>, by: &Moderator, comment: &str, read: IfMatch, decision: Decision) -> Result<Change<Decided>> {
    let comment = comments::find_for_update(tx.conn, comment)?;
    up_to_date(tx, &comment, read)?;
    claims::free_for(tx.conn, &comment.id, &by.0.account, tx.now)?;
    let to = comments::after(comment.state, Step::Decide(decision.outcome))?;
    rules::cites_its_law(&decision.reasons, decision.legal_reference.as_deref())?;
    guards::impartial(tx.conn, &comment, &by.0.account)?;
    fits_in(tx, &comment, &decision)?;
    let statement = statement(tx, by.actor(), &comment, decision)?;
    store::insert(tx.conn, &statement, &by.0.account)?;
    claims::end(tx.conn, &comment.id)?;
    let public = told(&comment, &statement);
    let reasons = statement.reasons.clone();
    let why = Why { reasons, merged_into: statement.merged_into.clone(), public, personal: texts(&statement) };
    let change = comments::turn(tx, comment, to, why, store::stamp)?;
    Ok(change.map(|comment| Decided { id: comment.id, state: comment.state, revision: comment.revision, statement }))
}

/// Whoever is slower learns who was faster, and what they decided.
fn up_to_date(tx: &mut Tx<'_>, comment: &Comment, read: IfMatch) -> Result<()> {
    let Err(stale) = read.check(comment.revision) else { return Ok(()) };
    let newest = comments::newest_statement(tx.conn, &comment.id)?.filter(|it| it.comment_revision >= read.revision());
    let Some(Statement { decided_by, outcome, .. }) = newest else { return Err(stale) };
    let faster = Present { decided_by: Some(decided_by.pseudonym), outcome: Some(outcome.to_string()), ..(*stale.present).clone() };
    Err(stale.with(faster))
}

/// What a comment becomes part of must still be there: its subject and its parent, or the comment that it is counted with.
fn fits_in(tx: &mut Tx<'_>, comment: &Comment, decision: &Decision) -> Result<()> {
    if decision.outcome == Outcome::Publish {
        let subject = editorial::published_revision(tx.conn, &comment.subject.subject())?;
        let parent = comment.parent.as_deref().map(|parent| state_of(tx, parent)).transpose()?;
        comments::can_appear(subject.is_some(), parent)?;
    }
    if let Some(into) = &decision.into {
        rules::can_be_counted_with(comment, comments::find(tx.conn, into)?.as_ref())?;
    }
    Ok(())
}

fn state_of(tx: &mut Tx<'_>, comment: &str) -> Result<CommentState> {
    let found = comments::find(tx.conn, comment)?.ok_or(Error::from(Code::UnknownParent))?;
    Ok(found.state)
}

pub(super) fn statement(tx: &mut Tx<'_>, by: Actor, comment: &Comment, decision: Decision) -> Result<Statement> {
    let Decision { outcome, reasons, explanation, public_note, initiative, legal_reference, into } = decision;
    Ok(Statement {
        id: uuid::Uuid::now_v7().to_string(),
        comment: comment.id.clone(),
        comment_revision: comment.revision,
        outcome,
        rules: reasons.iter().map(|reason| Reason::rule(*reason)).collect(),
        reasons,
        rules_version: comments::current_rules(tx.conn)?,
        explanation,
        public_note,
        initiative,
        legal_reference,
        merged_into: into,
        decided_by: Decider { role: by.role, pseudonym: by.pseudonym.unwrap_or_default(), organization: by.organization },
        at: tx.now,
        automated_means: AutomatedMeans::Nothing,
        on_appeal: false,
        redress: Redress::against(outcome, &comment.id, tx.now),
    })
}

/// What the record tells for ever: ids, codes, numbers.
pub(super) fn told(comment: &Comment, statement: &Statement) -> Value {
    let Statement { id, reasons, rules, rules_version, initiative, merged_into, .. } = statement;
    let Comment { subject, parent, author_kind, language, .. } = comment;
    let mut told = json!({
        "subject": subject, "parent": parent, "author_kind": author_kind, "language": language,
        "decision": id, "reasons": reasons, "rules": rules, "rules_version": rules_version, "initiative": initiative,
    });
    if merged_into.is_some() {
        told["merged_into"] = json!(merged_into);
    }
    told
}

/// What may have to be erased one day.
pub(super) fn texts(statement: &Statement) -> Vec<(&'static str, String)> {
    let Statement { explanation, public_note, legal_reference, .. } = statement;
    let all = [("explanation", explanation), ("public_note", public_note), ("legal_reference", legal_reference)];
    all.into_iter().filter_map(|(field, text)| Some((field, text.clone()?))).collect()
}
