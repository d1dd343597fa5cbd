//! Whether the server lives, and whether it is ready for traffic.
use crate::db;
use crate::error::{Code, Result};
use crate::files::FileStore;
use crate::record::Record;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpResponse, Responder, get};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this process still wants traffic: red from the first moment of a shutdown.
#[derive(Debug, Clone, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// From now on the server says that it is not ready.
    pub fn stop(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn is_stopping(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(live).service(ready);
}

#[get("/health/live")]
async fn live() -> impl Responder {
    HttpResponse::Ok().json(serde_json::json!({"live": true}))
}

/// Ready if the database answers, its schema is that of this program, the file store can be written to, and the process
/// is not shutting down. Otherwise `unavailable` (503), whose detail names what is wrong.
#[get("/health/ready")]
async fn ready(record: Data<Record>, files: Data<FileStore>, readiness: Data<Readiness>) -> Result<impl Responder> {
    let pending = record.db.read_slow(|conn| Ok(db::pending(conn)?)).await;
    let wrong = [
        (pending.is_err(), "the database does not answer"),
        (pending.is_ok_and(|pending| !pending.is_empty()), "migrations are pending"),
        (files.is_writable().await.is_err(), "the file store cannot be written to"),
        (readiness.is_stopping(), "the server is stopping"),
    ];
    let wrong: Vec<_> = wrong.into_iter().filter_map(|(is_so, what)| is_so.then_some(what)).collect();
    if wrong.is_empty() {
        return Ok(HttpResponse::Ok().json(serde_json::json!({"ready": true})));
    }
    Err(Code::Unavailable.because(format!("Not ready: {}.", wrong.join(", "))))
}
