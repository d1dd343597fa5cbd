//! How many comments one network may hand in, on everything and on one subject, and how many all together. Only what
//! comes with a good solution counts, so that a program beside an honest neighbour cannot use up what is theirs.
use crate::error::{Code, Result};
use crate::http::{Limiter, Policy, Visitor, tell};
use crate::record::Subject;
use crate::time::Moment;
use actix_web::{HttpMessage, HttpRequest};
use std::time::Duration;

const TEN_MINUTES: Duration = Duration::from_secs(600);
/// A meeting in one hall behind one address must be able to speak.
const ON_SUBJECT: Policy = Policy { name: "comments-on-subject", quota: 30, window: TEN_MINUTES };
const COMMENTS: Policy = Policy { name: "comments", quota: 60, window: TEN_MINUTES };
/// More than a country that discusses something hands in, less than what drowns everything.
const TOGETHER: Policy = Policy { name: "comments-of-all", quota: 600, window: TEN_MINUTES };

pub(super) struct CommentLimits {
    on_subject: Limiter,
    comments: Limiter,
    together: Limiter,
}

impl CommentLimits {
    pub(super) fn new() -> Self {
        Self { on_subject: Limiter::new(ON_SUBJECT), comments: Limiter::new(COMMENTS), together: Limiter::new(TOGETHER) }
    }

    /// Counts a comment on this subject.
    ///
    /// # Errors
    /// `too_many_requests` (429) if this network hands in too many, `unavailable` (503) if all together do.
    pub(super) fn admit(&self, request: &HttpRequest, subject: &Subject, now: Moment) -> Result<()> {
        let visitor = request.extensions().get::<Visitor>().copied().unwrap_or_default();
        let on_subject = self.on_subject.take(visitor.on(&subject.to_string()), now);
        tell(request, on_subject);
        on_subject.or_refuse()?;
        let comments = self.comments.take(visitor.alone(), now);
        tell(request, comments);
        comments.or_refuse()?;
        let together = self.together.take(0, now);
        together.refused.map_or(Ok(()), |wait| Err(Code::Unavailable.because("Too many comments arrive at once.").after(wait)))
    }
}
