//! Taking in a folder of content: all of it or nothing, the second time without effect, and never over what was edited
//! here. The shape is told in `api/content/README.md`; it is that of the API's own bodies.
mod placing;
mod reading;
mod report;
mod run;
mod source;
mod store;

pub use report::{Outcome, Report, Told};
pub use run::{Options, into_empty, run};
pub use source::Source;
