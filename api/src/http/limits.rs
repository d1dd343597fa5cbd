//! How often somebody may ask: told in every answer (`RateLimit-Policy`, `RateLimit`, draft-ietf-httpapi-ratelimit-headers-11),
//! refused with 429 and `Retry-After` beyond it. Who asks is known by no more than a keyed hash of the network that the
//! address belongs to; the key is random, kept in memory alone, and another one each day.
mod daily_key;
mod policy;
mod table;
mod visitor;

use crate::error::{Code, Result};
use crate::time::Clock;
use actix_web::dev::ServiceRequest;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};
use daily_key::DailyKey;
use std::time::Duration;

pub use policy::{Limiter, Policy, Standing};
pub use visitor::{TrustedProxies, Visitor};

/// What only reads. Behind one address may be a whole office, or a mirror that catches up.
const READS: Policy = Policy { name: "reads", quota: 3_000, window: Duration::from_secs(60) };
/// Everything else.
const WRITES: Policy = Policy { name: "writes", quota: 300, window: Duration::from_secs(60) };

/// The limits that hold on every route.
pub struct Limits(Option<Watch>);

struct Watch {
    clock: Clock,
    proxies: TrustedProxies,
    key: DailyKey,
    reads: Limiter,
    writes: Limiter,
}

/// How the asker stands with each policy that was applied to a request, for the headers of its answer.
#[derive(Default)]
struct Told(Vec<Standing>);

impl Limits {
    /// Limits by this clock. What the trusted proxies say about whom they speak for is believed.
    ///
    /// # Errors
    /// If there is no randomness for the first key.
    pub fn new(clock: Clock, proxies: TrustedProxies) -> Result<Self> {
        let (reads, writes) = (Limiter::new(READS), Limiter::new(WRITES));
        Ok(Self(Some(Watch { key: DailyKey::new(clock.now())?, clock, proxies, reads, writes })))
    }

    /// No limits at all: for tests and benchmarks.
    pub fn lifted() -> Self {
        Self(None)
    }

    /// Counts the request, and remembers who sent it for whoever has limits of their own.
    ///
    /// # Errors
    /// `too_many_requests` (429).
    pub(super) fn admit(&self, request: &ServiceRequest) -> Result<()> {
        let Some(watch) = &self.0 else { return Ok(()) };
        let now = watch.clock.now();
        let network = watch.proxies.network_of(request.peer_addr(), request.headers());
        let visitor = Visitor(watch.key.hash(&network, now)?);
        let limiter = if request.method().is_safe() { &watch.reads } else { &watch.writes };
        let standing = limiter.take(visitor.0, now);
        let mut extensions = request.extensions_mut();
        extensions.insert(visitor);
        extensions.insert(Told(vec![standing]));
        standing.or_refuse()
    }
}

/// Adds how the asker stands with another policy to the headers of the answer.
pub fn tell(request: &HttpRequest, standing: Standing) {
    let mut extensions = request.extensions_mut();
    match extensions.get_mut::<Told>() {
        Some(told) => told.0.push(standing),
        None => drop(extensions.insert(Told(vec![standing]))),
    }
}

/// Writes the headers of everything that was told.
pub(super) fn write_headers(request: &HttpRequest, headers: &mut HeaderMap) {
    let extensions = request.extensions();
    let Some(Told(told)) = extensions.get::<Told>() else { return };
    let joined = |one: fn(&Standing) -> String| HeaderValue::try_from(told.iter().map(one).collect::<Vec<_>>().join(", "));
    for (name, value) in [("ratelimit-policy", joined(Standing::policy_item)), ("ratelimit", joined(Standing::item))] {
        if let Ok(value) = value {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

impl Standing {
    /// # Errors
    /// `too_many_requests` (429) with the time to wait, if this was one too many.
    pub fn or_refuse(&self) -> Result<()> {
        match self.refused {
            None => Ok(()),
            Some(wait) => {
                let Policy { name, quota, window } = self.policy;
                let detail = format!("The limit \"{name}\" is {quota} in {} seconds.", window.as_secs());
                Err(Code::TooManyRequests.because(detail).after(wait))
            }
        }
    }
}
