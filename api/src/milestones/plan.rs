//! Planning anew: an earlier plan is never lost, and a new one says why.
use super::MilestoneFields;
use crate::editorial::Thing;
use crate::error::{Code, Error, Result};
use crate::language::Translated;
use crate::time::{Moment, PartialDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A plan that another one took the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EarlierPlan {
    /// By when it was planned then; null if the plan had been taken away.
    pub planned_on: Option<PartialDate>,
    /// Why it was so.
    pub plan_reason: Translated,
    /// Until when it was the plan.
    pub until: Moment,
    /// The last revision in which it was the plan.
    #[schema(minimum = 1)]
    pub revision: i64,
}

/// What Hapur keeps of a milestone's planning.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MilestonePlans {
    /// Every plan that was public and is no longer the plan, oldest first.
    pub earlier_plans: Vec<EarlierPlan>,
}

/// Keeps the former plan if the new fields have another one. The first plan of a milestone that was published without
/// any is no re-planning.
///
/// # Errors
/// `replanning_needs_reason` if the new plan has no reason, or only the former one.
pub(super) fn replan(new: &MilestoneFields, before: &Thing<MilestoneFields>, kept: &mut MilestonePlans, now: Moment) -> Result<()> {
    let MilestoneFields { planned_on, plan_reason, .. } = before.fields.clone();
    let first = planned_on.is_none() && kept.earlier_plans.is_empty();
    if new.planned_on == planned_on || first {
        return Ok(());
    }
    if new.plan_reason.is_empty() || new.plan_reason == plan_reason {
        return Err(Error::from(Code::ReplanningNeedsReason).saying("Send a new plan_reason together with planned_on."));
    }
    kept.earlier_plans.push(EarlierPlan { planned_on, plan_reason, until: now, revision: before.revision });
    Ok(())
}
