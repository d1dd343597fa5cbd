//! Statistics of moderation: what was received, how long it waited, what was decided and why, what is answered. Computed each time from
//! the statements of reasons and the appeals themselves; nothing is counted on the side that could be forgotten.
mod facts;
mod figures;
mod model;
mod period;
mod routes;
mod store;
mod withheld;

pub use facts::{AppealFact, DecisionFact, Facts};
pub use figures::figures;
pub use model::{
    AppealFigures, HoursToDecision, InitiativeCount, LanguageCount, OutcomeCount, ReasonCount, Statistics, SubjectCount, WaitingNow,
};
pub use period::{Period, StatisticsQuery};
pub use routes::routes;
