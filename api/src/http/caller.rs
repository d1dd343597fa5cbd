//! Who is calling. A handler says whom it lets in by what it takes; a bad token is 401 on every route.
use crate::error::{Code, Error, Result};
use crate::record::{Actor, Role};
use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use futures_util::future::LocalBoxFuture;
use std::future::{Ready, ready};
use std::sync::Arc;

/// Somebody signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The account's id.
    pub account: String,
    /// The session's id; none for a program with an API key.
    pub session: Option<String>,
    /// Stable and meaningless: what the record calls them.
    pub pseudonym: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// In which other roles they may read, and do nothing.
    pub reading: Vec<Role>,
    /// Whether it is a program that hands in comments on behalf of the organization.
    pub speaks: bool,
    /// The organization in whose name they act.
    pub organization: Option<String>,
}

impl Caller {
    /// Whether they have this role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether they may send such a request in this role.
    fn may(&self, method: &Method, role: Role) -> bool {
        self.is(role) || *method == Method::GET && self.reading.contains(&role)
    }

    fn acting_as(&self, role: Role) -> Actor {
        Actor { role, pseudonym: Some(self.pseudonym.clone()), organization: self.organization.clone() }
    }
}

/// Turns a token into a caller, or refuses it. Given by the accounts, asked at the gate.
#[derive(Clone)]
pub struct Doorman(Arc<dyn Fn(String) -> LocalBoxFuture<'static, Result<Caller>> + Send + Sync>);

impl Doorman {
    /// A doorman who asks `check`.
    pub fn new(check: impl Fn(String) -> LocalBoxFuture<'static, Result<Caller>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(check))
    }

    pub(super) async fn ask(&self, token: String) -> Result<Caller> {
        (self.0)(token).await
    }
}

/// A token that was good at the gate; for answers that go on long enough to ask again.
#[derive(Clone)]
pub struct Admission {
    pub(super) doorman: Doorman,
    pub(super) token: String,
}

impl Admission {
    /// Whether whoever was let in may still read in this role: the token and its session last, and they have the role.
    pub async fn lasts(&self, role: Role) -> bool {
        self.doorman.ask(self.token.clone()).await.is_ok_and(|caller| caller.may(&Method::GET, role))
    }
}

impl FromRequest for Admission {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(Code::Unauthenticated.into()))
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(request.extensions().get::<Self>().cloned().ok_or(Code::Unauthenticated.into()))
    }
}

/// Somebody who has signed in themselves: what is theirs alone no program does with a key.
#[derive(Debug, Clone)]
pub struct Person {
    /// The account's id.
    pub account: String,
    /// The session's id.
    pub session: String,
}

impl FromRequest for Person {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let person = |caller: Caller| match caller.session {
            Some(session) => Ok(Self { account: caller.account, session }),
            None => Err(Code::Forbidden.because("This is for people who sign in, not for API keys.")),
        };
        ready(Caller::from_request(request, payload).into_inner().and_then(person))
    }
}

/// A caller with one certain role, who acts in it.
macro_rules! role {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name(pub Caller);

        impl $name {
            /// As the record will name them.
            pub fn actor(&self) -> Actor {
                self.0.acting_as(Role::$name)
            }
        }

        impl FromRequest for $name {
            type Error = Error;
            type Future = Ready<Result<Self>>;

            fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
                let caller = Caller::from_request(request, payload).into_inner();
                ready(caller.and_then(|caller| if caller.may(request.method(), Role::$name) { Ok(Self(caller)) } else { Err(Code::Forbidden.into()) }))
            }
        }
    };
}

role!(
    /// Somebody who may publish.
    Editor
);
role!(
    /// Somebody who may decide on comments.
    Moderator
);
role!(
    /// Somebody who may manage accounts.
    Admin
);
