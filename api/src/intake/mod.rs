//! Keeps floods of comments from the moderators without knowing anything about people: a challenge that costs a computer
//! some work and cannot be used twice, a shortest time to fill in the form, limits by a hash of the network that nobody
//! can trace back, and hints (never refusals) when many comments look alike.
mod challenge;
mod fingerprint;
mod limits;
mod model;
mod permit;
mod routes;
mod rules;
mod store;

pub use challenge::ChallengeKey;
pub use model::{Challenge, Flag, Flags, Form, Hints, Similar};
pub use permit::{Intake, Permit};
pub use routes::routes;
pub use rules::ROUNDS;
pub use store::{flagged, forget, forget_spent, hints, look_again};
