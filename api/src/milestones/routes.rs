//! Milestones over HTTP.
use super::MilestoneFields;
use super::history::{self, MilestoneHistory};
use crate::editorial::editorial_routes;

editorial_routes! { MilestoneFields, "milestones", milestone, milestones, "a milestone", [find_history] }

/// Read how a milestone was planned and shown before.
///
/// Every earlier plan and state, oldest first, from the record. The state is that of the day on which it came to be so.
#[utoipa::path(tag = "milestones", operation_id = "find_milestone_history",
    params(("id" = inline(editorial::Id), Path)), responses((status = 200, description = "The history", body = MilestoneHistory)),
    extensions(("x-problems" = json!(["gone"]))))]
#[get("/{id}/history")]
async fn find_history(record: Data<Record>, id: Path<String>) -> Result<Answer<MilestoneHistory>> {
    let (history, revision) = record.db.read(move |conn| history::history(conn, &id)).await?;
    Ok(Answer::fresh(history).revision(revision))
}
