//! Many decisions in one request. Each is a change of its own and answers for itself: one that fails undoes no other.
use super::{Decided, Verdict, actions};
use crate::http::problem::Problem;
use crate::http::{IfMatch, Moderator};
use crate::record::Record;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Decisions on several comments.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"items": [{"id": "0193a5c0-7d7e-7000-8000-000000000000", "revision": 1, "decision": {"outcome": "publish"}}]}))]
pub struct Decisions {
    /// What to decide, in this order.
    #[schema(min_items = 1, max_items = 100)]
    pub(super) items: Vec<DecisionItem>,
}

/// A decision on one of them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionItem {
    /// The comment.
    #[schema(format = "uuid")]
    id: String,
    /// The revision that you have read, as otherwise in `If-Match`.
    #[schema(minimum = 1)]
    revision: i64,
    /// What is decided.
    decision: Verdict,
}

/// What became of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionAnswers {
    /// One for each that was sent, in the same order.
    #[schema(max_items = 100)]
    pub items: Vec<DecisionAnswer>,
}

/// What became of one of them.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionAnswer {
    /// The comment.
    #[schema(format = "uuid")]
    pub id: String,
    /// The status that this decision alone would have been answered with.
    #[schema(minimum = 200, maximum = 599)]
    pub status: u16,
    /// What was decided; null if it was refused.
    #[schema(required = true)]
    pub decided: Option<Decided>,
    /// Why it was refused; null if it was not.
    #[schema(required = true)]
    pub problem: Option<Problem>,
}

/// Decides on all of them. `instance` is the id of the request, by which the log knows what went wrong.
pub(super) async fn decide_all(record: &Record, by: &Moderator, items: Vec<DecisionItem>, instance: &str) -> DecisionAnswers {
    let mut answers = vec![];
    for item in items {
        answers.push(decide_one(record, by.clone(), item, instance).await);
    }
    DecisionAnswers { items: answers }
}

async fn decide_one(record: &Record, by: Moderator, item: DecisionItem, instance: &str) -> DecisionAnswer {
    let DecisionItem { id, revision, decision } = item;
    let (of, decision) = (id.clone(), decision.into());
    let decided = record.commit(by.actor(), move |tx| actions::decide(tx, &by, &of, IfMatch::of(revision), decision)).await;
    match decided {
        Ok(decided) => DecisionAnswer { id, status: 200, decided: Some(decided), problem: None },
        Err(error) => {
            let problem = Problem::of(&error, instance);
            DecisionAnswer { id, status: problem.status, decided: None, problem: Some(problem) }
        }
    }
}
