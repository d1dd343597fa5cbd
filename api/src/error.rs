//! The one error type. What a client sees of it is a [`Problem`](crate::http::problem::Problem);
//! the cause of an internal error goes to the log and nowhere else.
use crate::language::Translated;
use diesel::result::{DatabaseErrorKind, Error as Diesel};
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

mod code;
pub use code::Code;

/// Anything that can fail here fails with an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request was not fulfilled: a stable code, and what helps the caller to mend it.
#[derive(Debug)]
pub struct Error {
    /// What went wrong, from the one table of codes.
    pub code: Code,
    /// One sentence about this very case.
    pub detail: Option<String>,
    /// The places in the request that are wrong.
    pub errors: Vec<FieldError>,
    /// What is there now: of a thing that changed meanwhile or is no longer shown.
    pub present: Box<Present>,
    /// How long to wait before trying again (`Retry-After`); some seconds if it is not said.
    pub wait: Option<Duration>,
    cause: Option<anyhow::Error>,
}

/// One place in the request that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// A JSON pointer into the body, or the parameter's name after a `?`, or a header's name.
    #[schema(example = "/title/sr")]
    pub pointer: String,
    /// What is wrong there; stable, for translation.
    #[schema(example = "required")]
    pub code: String,
}

/// What a problem tells about the present state of the thing.
#[derive(Debug, Default, Clone, Serialize, ToSchema)]
pub struct Present {
    /// The revision that is there now (with `stale_revision`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    /// The state of a thing that is no longer shown (with `gone`) or forbids the step (with `wrong_state`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Why a comment is not shown: the codes of the rules for comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Vec<String>>,
    /// Why a comment was erased (with `gone`): `author_request`, `data_subject`, `court_order`, `unlawful` or `retention`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased_for: Option<String>,
    /// Who was faster (with `stale_revision`, after a decision): the pseudonym by which the log names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// What they decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Who looks at it right now (with `claimed`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<String>,
    /// Until when, at the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "date-time")]
    pub claimed_until: Option<String>,
    /// Why an editor withdrew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Translated>,
}

impl Code {
    /// This error, with one sentence about the case. Never put what a stranger sent into a log line; a detail is sent only.
    pub fn because(self, detail: impl Into<String>) -> Error {
        Error { detail: Some(detail.into()), ..self.into() }
    }

    /// This error, at one place in the request.
    pub fn at(self, pointer: impl Into<String>, code: impl Into<String>) -> Error {
        self.at_all(vec![FieldError { pointer: pointer.into(), code: code.into() }])
    }

    /// This error, at several places in the request.
    pub fn at_all(self, errors: Vec<FieldError>) -> Error {
        Error { errors, ..self.into() }
    }
}

impl Error {
    /// Adds one sentence about the case.
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// Adds what is there now.
    pub fn with(self, present: Present) -> Self {
        Self { present: Box::new(present), ..self }
    }

    /// Adds how long to wait before trying again.
    pub fn after(self, wait: Duration) -> Self {
        Self { wait: Some(wait), ..self }
    }

    /// Whole seconds for `Retry-After`.
    pub fn seconds_to_wait(&self) -> u64 {
        self.wait.map_or(2, |wait| wait.as_millis().div_ceil(1000).try_into().unwrap_or(u64::MAX))
    }

    /// The cause, for the log alone.
    pub fn cause(&self) -> Option<&anyhow::Error> {
        self.cause.as_ref()
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self { code, detail: None, errors: vec![], present: Box::default(), wait: None, cause: None }
    }
}

impl From<anyhow::Error> for Error {
    fn from(cause: anyhow::Error) -> Self {
        Self { cause: Some(cause), ..Code::Internal.into() }
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        match cause.kind() {
            std::io::ErrorKind::StorageFull => Self { cause: Some(cause.into()), ..Code::Unavailable.because("The disk is full.") },
            _ => anyhow::Error::from(cause).into(),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(cause: serde_json::Error) -> Self {
        anyhow::Error::from(cause).into()
    }
}

impl From<Diesel> for Error {
    fn from(e: Diesel) -> Self {
        match e {
            Diesel::NotFound => Code::NotFound.into(),
            Diesel::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => Self { cause: Some(e.into()), ..Code::Conflict.into() },
            Diesel::DatabaseError(DatabaseErrorKind::ForeignKeyViolation, _) => {
                Self { cause: Some(e.into()), ..Code::StillReferenced.into() }
            }
            Diesel::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::SerializationFailure, _) => {
                Self { cause: Some(e.into()), ..Code::Unavailable.into() }
            }
            Diesel::DatabaseError(_, ref why) if is_passing(why.message()) => Self { cause: Some(e.into()), ..Code::Unavailable.into() },
            e => anyhow::Error::from(e).into(),
        }
    }
}

impl From<diesel::r2d2::PoolError> for Error {
    fn from(cause: diesel::r2d2::PoolError) -> Self {
        Self { cause: Some(cause.into()), ..Code::Unavailable.into() }
    }
}

/// Diesel has no kind for these, so the databases' own words must do: a full disk, a lock held too long, a deadlock,
/// a server that went away. All pass, and the client may try again.
fn is_passing(message: &str) -> bool {
    [
        "disk is full",
        "database is locked",
        "deadlock detected",
        "No space left",
        "server closed the connection",
        "terminating connection",
        "no connection to the server",
    ]
    .iter()
    .any(|words| message.contains(words))
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code.title())?;
        self.detail.iter().try_for_each(|detail| write!(f, " {detail}"))?;
        self.errors.iter().try_for_each(|e| write!(f, " [{} {}]", e.pointer, e.code))?;
        self.cause.iter().try_for_each(|cause| write!(f, " ({cause:#})"))
    }
}

impl std::error::Error for Error {}
