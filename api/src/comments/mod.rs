//! What people say about documents, milestones and decisions: handed in without an account, read by nobody but its
//! author until a moderator has decided, then public for good. Deciding is the business of `moderation`; this slice
//! keeps the comments, and tells the author by receipt what became of theirs.
mod actions;
mod answers;
mod author;
mod claim;
mod edit;
mod filter;
mod list;
mod model;
mod new;
mod own;
mod reason;
mod receipt;
mod routes;
mod rules;
mod searchable;
mod statement;
mod steps;
mod store;
mod submitter;

pub use actions::{Why, erase, turn};
pub use answers::{answered, visible};
pub use claim::{Claim, claim_on};
pub use edit::CommentEdit;
pub use filter::Filter;
pub use list::CommentQuery;
pub use model::{AuthorKind, Comment, CommentLanguage, CommentState, CommentSubject, SubjectKind};
pub use new::{NewComment, Received};
pub use own::OwnComment;
pub use reason::{Reason, Reasons};
pub use receipt::ReceiptKey;
pub use routes::{ReceiptHeader, only_its_author, routes};
pub use rules::{can_appear, rules_document, six_months_after};
pub use searchable::{searchable, searchable_ids};
pub use statement::{AutomatedMeans, Decider, Initiative, Outcome, Redress, Statement};
pub use steps::{Step, after, wrong};
pub use store::{
    current_rules, find, find_for_update, keep_text, merged_into, newest_statement, page, published_by_subject, stamp, statement,
    statements, submitter, to_erase,
};
pub use submitter::Submitter;
