//! The life of everything that editors publish: draft, published, revised, withdrawn. A kind (organization, track,
//! document, milestone, decision) says in its [`Fields`] what is special about it; all else stands here, once.
mod actions;
mod answers;
mod fields;
mod list;
mod order;
mod provenance;
mod references;
mod routes;
mod rules;
mod schemas;
mod searchable;
mod store;
mod thing;
mod window;

pub use actions::{Placed, create, place, publish, remove, revise, rewrite, take_in, withdraw};
pub use answers::{changed, create_once, created, editorial_list, editorial_one, public_list, public_one, visible};
pub use fields::{Fields, Nothing, Reference};
pub use list::{Asked, EditorialQuery, ListQuery};
pub use order::newest_first;
pub use provenance::{Confidence, Provenance};
pub use references::{Edge, Referrer, links, published, referrers, responsible_organizations};
pub(crate) use routes::editorial_routes;
pub use schemas::{Editorial, Id, New, Patch, Shown, TextPath, Url};
pub use searchable::{searchable, searchable_ids};
pub use store::{all, at_place, find, find_for_update, find_if_there, is_empty, show_one, stamp};
pub use thing::{Status, Thing, Withdrawal, WithdrawalReason};
pub use window::{Window, published_revision, window_of};
