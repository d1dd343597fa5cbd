//! Time as the record knows it: exact moments, dates that may be vague, and a clock that tests can turn.
//!
//! Moments are UTC; days are the civil days of Kosovo, whose clocks agree with `Europe/Belgrade`.

mod clock;
mod moment;
mod partial_date;
mod written;

pub use clock::Clock;
pub use moment::{Moment, NotAMoment};
pub use partial_date::{NotAPartialDate, PartialDate};
