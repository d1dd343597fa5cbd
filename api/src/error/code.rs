//! The table of codes: what each is called on the wire, its status and its title.
use actix_web::http::StatusCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:tt, $status:tt, $title:tt;)+) => {
        /// What went wrong. Codes are stable: clients translate them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $code),+ }

        impl Code {
            /// Every code there is.
            pub const ALL: &[Code] = &[$(Code::$code),+];

            /// The code on the wire.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name),+ }
            }

            /// One sentence in English for people who read the raw answer.
            pub fn title(self) -> &'static str {
                match self { $(Self::$code => $title),+ }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> StatusCode {
                StatusCode::from_u16(match self { $(Self::$code => $status),+ }).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }

            /// The code of that name.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$code),)+ _ => None }
            }
        }
    };
}

codes! {
    /// The request line, a header or the encoding cannot be read.
    Malformed = "malformed_request", 400, "The request cannot be read.";
    /// The body is not JSON, has a key twice, or is nested too deep.
    MalformedJson = "malformed_json", 400, "The body is not readable JSON.";
    /// A query parameter that this operation does not have.
    UnknownParameter = "unknown_parameter", 400, "This operation has no such parameter.";
    /// A parameter or header with a value of the wrong form.
    InvalidParameter = "invalid_parameter", 400, "A parameter has a value of the wrong form.";
    /// A cursor that no list of ours has given.
    InvalidCursor = "invalid_cursor", 400, "This cursor does not belong to this list.";
    /// No token where one is needed.
    Unauthenticated = "unauthenticated", 401, "Sign in first.";
    /// A token that is wrong, expired, or whose session has ended.
    InvalidToken = "invalid_token", 401, "The token is not valid any more.";
    /// E-mail, password or code do not fit.
    InvalidCredentials = "invalid_credentials", 401, "E-mail, password or code is wrong.";
    /// The password is right, and the account has a second factor.
    SecondFactorRequired = "second_factor_required", 401, "This account asks for a code besides the password.";
    /// Signed in, but without the right.
    Forbidden = "forbidden", 403, "You may not do this.";
    /// A cookie sent from another site's page.
    CrossSite = "cross_site", 403, "This request does not come from our own pages.";
    /// Nothing is there (or nothing that you may know of).
    NotFound = "not_found", 404, "There is nothing here.";
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405, "This address does not know that method.";
    /// The body took too long to arrive.
    RequestTimeout = "request_timeout", 408, "The request took too long to arrive.";
    /// Clashes with what is there.
    Conflict = "conflict", 409, "This clashes with what is already there.";
    /// Another thing of this kind has the id.
    IdTaken = "id_taken", 409, "This id is taken.";
    /// The body names a thing that is not there.
    UnknownReference = "unknown_reference", 409, "Something that this refers to is not there or not published.";
    /// The subject of the comment is not there.
    UnknownSubject = "unknown_subject", 409, "There is no such published subject.";
    /// The parent of the comment cannot be answered.
    UnknownParent = "unknown_parent", 409, "There is no such published comment to reply to.";
    /// Not possible in the state that it is in.
    WrongState = "wrong_state", 409, "This is not possible in its present state.";
    /// A moderator looks at it right now.
    Claimed = "claimed", 409, "A moderator is looking at this right now.";
    /// The caller has a part in what is decided.
    NotImpartial = "not_impartial", 409, "Somebody else must decide on this.";
    /// The six months for an appeal are over.
    AppealClosed = "appeal_closed", 409, "The time for an appeal is over.";
    /// Its author may no longer change it.
    EditClosed = "edit_closed", 409, "This can no longer be changed.";
    /// The plan changes and nobody said why.
    ReplanningNeedsReason = "replanning_needs_reason", 409, "A changed plan needs a new reason.";
    /// Comments are not open now.
    WindowClosed = "window_closed", 409, "Comments on this are not open now.";
    /// Something published still refers to it.
    StillReferenced = "still_referenced", 409, "Something else still refers to this.";
    /// A comment without the solution of a challenge.
    ChallengeRequired = "challenge_required", 409, "Solve a challenge first, and send its solution along.";
    /// The solution of a challenge that cannot be read, is not ours, or is not solved.
    ChallengeWrong = "challenge_wrong", 409, "This is not the solution of a challenge of ours.";
    /// The challenge is too old.
    ChallengeExpired = "challenge_expired", 409, "The challenge has expired; get a new one.";
    /// The challenge was used for another comment.
    ChallengeSpent = "challenge_spent", 409, "The challenge was used already; get a new one.";
    /// The challenge is much easier than those that are given now.
    ChallengeTooEasy = "challenge_too_easy", 409, "Challenges are harder now; get a new one.";
    /// Sooner after the challenge than anybody can write.
    TooFast = "too_fast", 409, "This came sooner than anybody can write; wait a little.";
    /// Was there, and is no longer shown.
    Gone = "gone", 410, "This is no longer shown.";
    /// Somebody else was faster.
    StaleRevision = "stale_revision", 412, "It has changed since you read it.";
    /// More bytes than allowed.
    PayloadTooLarge = "payload_too_large", 413, "This is larger than allowed.";
    /// The address is longer than allowed.
    UriTooLong = "uri_too_long", 414, "The address is too long.";
    /// A media type that is not accepted here, or a file that is not what it says.
    UnsupportedMediaType = "unsupported_media_type", 415, "This kind of content is not accepted here.";
    /// A range beyond the file's end.
    RangeNotSatisfiable = "range_not_satisfiable", 416, "The file has no such range.";
    /// Readable, but the schema forbids it.
    Invalid = "invalid", 422, "Some fields are not valid.";
    /// A text lacks Albanian or Serbian.
    BothOfficialLanguages = "both_official_languages", 422, "Every text must be there in Albanian and in Serbian.";
    /// The idempotency key came before, with another body.
    IdempotencyKeyReused = "idempotency_key_reused", 422, "This idempotency key was used for another request.";
    /// A write without `If-Match`.
    PreconditionRequired = "precondition_required", 428, "Say with If-Match which revision you mean.";
    /// Too fast.
    TooManyRequests = "too_many_requests", 429, "Too many requests; try again later.";
    /// Our fault.
    Internal = "internal", 500, "Something went wrong on our side.";
    /// Our fault, and it passes.
    Unavailable = "unavailable", 503, "This is not possible right now; try again soon.";
}
