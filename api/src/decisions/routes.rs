//! Decisions over HTTP.
use super::DecisionFields;
use crate::editorial::editorial_routes;

editorial_routes! { DecisionFields, "decisions", decision, decisions, "a decision", [] }
