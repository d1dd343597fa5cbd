//! Organizations over HTTP.
use super::OrganizationFields;
use crate::editorial::editorial_routes;

editorial_routes! { OrganizationFields, "organizations", organization, organizations, "an organization", [] }
