//! Who hands in a comment, if they are not just anybody: somebody signed in, or a program with an organization's key.
use crate::error::{Code, Error, Result};
use crate::http::Caller;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use std::future::{Ready, ready};

/// Nobody in particular, unless a token was sent.
#[derive(Debug, Clone, Default)]
pub struct Submitter {
    /// The account, which is told to nobody; it must not decide on this comment.
    pub(super) account: Option<String>,
    /// The organization in whose name the comment is handed in; public once the comment is.
    pub(super) organization: Option<String>,
}

impl FromRequest for Submitter {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    /// A key must be good for comments. Somebody who is just signed in speaks for themselves, like anybody.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let submitter = match request.extensions().get::<Caller>() {
            None => Ok(Self::default()),
            Some(caller) if caller.session.is_some() => Ok(Self { account: Some(caller.account.clone()), organization: None }),
            Some(caller) if caller.speaks => Ok(Self { account: Some(caller.account.clone()), organization: caller.organization.clone() }),
            Some(_) => Err(Code::Forbidden.because("This API key has not the scope comments:write.")),
        };
        ready(submitter)
    }
}
