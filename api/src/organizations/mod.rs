//! Who takes part in the process: ministries, forums, civil society, partners.
mod model;
mod routes;

pub use model::{OrganizationFields, OrganizationKind};
pub use routes::routes;
