//! What the record says of a milestone: every earlier plan and state.
use super::{Dates, MilestoneFields, MilestoneState, state};
use crate::db::Conn;
use crate::editorial;
use crate::error::Result;
use crate::language::Translated;
use crate::record::{self, Past};
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A milestone as it was shown from one moment on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MilestonePast {
    /// The number of the entry in the record.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// From when on.
    pub at: Moment,
    /// The revision that it was.
    #[schema(minimum = 1)]
    pub revision: i64,
    /// What happened: `milestone.published`, `milestone.revised`, `milestone.withdrawn`.
    #[schema(example = "milestone.revised")]
    pub kind: String,
    /// By when it was planned then.
    pub planned_on: Option<PartialDate>,
    /// Why the plan was so.
    pub plan_reason: Translated,
    /// When it began, as was known then.
    pub started_on: Option<PartialDate>,
    /// When it was done, as was known then.
    pub completed_on: Option<PartialDate>,
    /// When it was given up, as was known then.
    pub cancelled_on: Option<PartialDate>,
    /// How it was shown on that day; null if it was taken from view, and then nothing else of it is told.
    pub state: Option<MilestoneState>,
}

/// The whole history of a milestone.
#[derive(Debug, Serialize, ToSchema)]
pub struct MilestoneHistory {
    /// As it was, oldest first; the last is what is shown now.
    pub items: Vec<MilestonePast>,
}

/// The part of an entry that the history tells.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Then {
    planned_on: Option<PartialDate>,
    plan_reason: Translated,
    started_on: Option<PartialDate>,
    completed_on: Option<PartialDate>,
    cancelled_on: Option<PartialDate>,
    /// Only what was shown has a track; a withdrawal has a reason instead.
    track: Option<String>,
}

/// The history of a milestone that everybody sees, and its revision.
pub(super) fn history(conn: &mut Conn, id: &str) -> Result<(MilestoneHistory, i64)> {
    let thing = editorial::visible::<MilestoneFields>(conn, id)?;
    let items = record::history(conn, &thing.subject())?.into_iter().map(past).collect::<Result<_>>()?;
    Ok((MilestoneHistory { items }, thing.revision))
}

fn past(entry: Past) -> Result<MilestonePast> {
    let Past { seq, at, kind, revision, public, .. } = entry;
    let Then { planned_on, plan_reason, started_on, completed_on, cancelled_on, track } = serde_json::from_value(public)?;
    let dates = Dates { planned: planned_on, started: started_on, completed: completed_on, cancelled: cancelled_on };
    let state = track.map(|_| state(dates, at.civil_day()));
    Ok(MilestonePast { seq, at, revision, kind, planned_on, plan_reason, started_on, completed_on, cancelled_on, state })
}
