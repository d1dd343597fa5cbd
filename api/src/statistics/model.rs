//! The statistics, each figure with its definition.
use crate::comments::{CommentLanguage, CommentSubject, Initiative, Reason};
use crate::moderation_log::LogOutcome;
use crate::responses::Coverage;
use crate::time::Moment;
use serde::Serialize;
use utoipa::ToSchema;

/// Moderation in numbers. A figure belongs to the period in which it happened: a comment to that of its receipt, a
/// decision and its waiting time to that of the decision, an appeal to that of its filing or of its outcome. Days are days in
/// Kosovo. Every decision counted here stands in the log, so whoever doubts a number counts again.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Statistics {
    /// The first day of the period; null: from the beginning.
    #[schema(required = true, example = "2026-10-01")]
    pub from: Option<String>,
    /// The last day, which still counts; null: to this moment.
    #[schema(required = true, example = "2026-12-31")]
    pub until: Option<String>,
    /// Comments handed in within the period, whatever became of them.
    #[schema(minimum = 0)]
    pub received: i64,
    /// What waits for a moderator now, whatever the period.
    pub waiting: WaitingNow,
    /// Comments that are counted with an equal one now, whatever the period. They wait for nobody and are not published.
    #[schema(minimum = 0)]
    pub merged: i64,
    /// Comments that were decided on for the first time within the period: published or rejected.
    #[schema(minimum = 0)]
    pub decided: i64,
    /// How long these had waited, from their receipt to that decision; by the clock, nights and holidays included.
    pub hours_to_decision: HoursToDecision,
    /// All decisions within the period, also later ones on the same comment and those made on appeals.
    pub by_outcome: Vec<OutcomeCount>,
    /// What prompted these decisions. A request that made nobody decide anything is not here.
    pub by_initiative: Vec<InitiativeCount>,
    /// Of these decisions, those prompted by a public authority. Each stands in the log.
    #[schema(minimum = 0)]
    pub authority_requests: i64,
    /// Of those in turn, the ones that left the comment public: published or restored, although an authority had asked.
    #[schema(minimum = 0)]
    pub authority_requests_refused: i64,
    /// For which reasons comments were rejected or hidden. A decision with two reasons counts in both rows.
    pub by_reason: Vec<ReasonCount>,
    /// `decided` by the language that the comments are said to be in.
    pub by_language: Vec<LanguageCount>,
    /// `decided` by what the comments are about; only what there are any on.
    pub by_subject: Vec<SubjectCount>,
    /// Official answers to what is published now, whatever the period: how many comments have one, how many wait for one, and
    /// how long the first took. By organization and subject: `/responses/coverage`.
    pub responses: Coverage,
    /// Appeals by authors.
    pub appeals: AppealFigures,
}

/// What waits for a moderator.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct WaitingNow {
    /// How many comments.
    #[schema(minimum = 0)]
    pub comments: i64,
    /// When the oldest of them was handed in; null if none waits.
    #[schema(required = true)]
    pub oldest_since: Option<Moment>,
    /// For how many whole hours it has waited; null if none waits.
    #[schema(required = true, minimum = 0)]
    pub oldest_hours: Option<i64>,
}

/// Hours from receipt to the first decision, to one decimal; null where nothing was decided.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct HoursToDecision {
    /// Half waited no longer; of an even number the mean of the two in the middle.
    #[schema(required = true, minimum = 0)]
    pub median: Option<f64>,
    /// Nine of ten waited no longer (nearest rank).
    #[schema(required = true, minimum = 0)]
    pub p90: Option<f64>,
    /// The longest.
    #[schema(required = true, minimum = 0)]
    pub maximum: Option<f64>,
}

/// How many decisions had this outcome.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OutcomeCount {
    /// The outcome.
    pub outcome: LogOutcome,
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
}

/// How many decisions were prompted by this.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct InitiativeCount {
    /// What prompted them.
    pub initiative: Initiative,
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
}

/// How many decisions gave this reason.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ReasonCount {
    /// The reason.
    pub reason: Reason,
    /// How many; null if withheld.
    #[schema(required = true, minimum = 0)]
    pub count: Option<i64>,
    /// Withheld: fewer than five, or it would give such a number away.
    pub suppressed: bool,
}

/// How many comments in this language were decided on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct LanguageCount {
    /// The language.
    pub language: CommentLanguage,
    /// How many; null if withheld.
    #[schema(required = true, minimum = 0)]
    pub count: Option<i64>,
    /// Withheld: fewer than five, or it would give such a number away.
    pub suppressed: bool,
}

/// How many comments on this thing were decided on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SubjectCount {
    /// The thing.
    pub subject: CommentSubject,
    /// How many; null if withheld.
    #[schema(required = true, minimum = 0)]
    pub count: Option<i64>,
    /// Withheld: fewer than five, or it would give such a number away.
    pub suppressed: bool,
}

/// Appeals by authors against decisions on their comments.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AppealFigures {
    /// Filed within the period.
    #[schema(minimum = 0)]
    pub filed: i64,
    /// Not decided yet, now, whatever the period.
    #[schema(minimum = 0)]
    pub waiting: i64,
    /// Decided within the period: the decision stands.
    #[schema(minimum = 0)]
    pub upheld: i64,
    /// Decided within the period: the decision was wrong.
    #[schema(minimum = 0)]
    pub reversed: i64,
    /// Decided within the period: the decision stands, for other reasons.
    #[schema(minimum = 0)]
    pub partly_reversed: i64,
    /// Decided within the period: not an appeal that could be decided on.
    #[schema(minimum = 0)]
    pub inadmissible: i64,
    /// Days from filing to outcome of those decided within the period, to one decimal: the median; null if there are none.
    #[schema(required = true, minimum = 0)]
    pub median_days: Option<f64>,
}
