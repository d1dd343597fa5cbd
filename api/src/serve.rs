//! Serving: opening everything, listening, and stopping so that nothing is cut off.
use crate::accounts::{Keys, SignIn};
use crate::app::{self, State};
use crate::comments::ReceiptKey;
use crate::config::Config;
use crate::db::{self, Db, Direction};
use crate::documents::{Contact, UploadLimit};
use crate::files::FileStore;
use crate::http::{Contract, Limits};
use crate::import::{self, Source};
use crate::intake::{self, ChallengeKey, Intake};
use crate::record::Record;
use crate::search;
use crate::site::{Readiness, Site};
use crate::time::Clock;
use crate::upkeep;
use actix_web::HttpServer;
use actix_web::web::Data;
use anyhow::Context;
use std::io::Write;
use std::net::SocketAddr;
use std::time::Duration;

/// How long requests that are under way at a shutdown may take, in seconds.
const DRAIN: u64 = 20;
/// A client that cannot say what it wants by then is let go.
const HEADERS_WITHIN: Duration = Duration::from_secs(5);

/// How often it is looked whether another process has committed something, while anybody listens.
const HEARING: Duration = Duration::from_millis(250);

/// Opens the database, migrated.
///
/// # Errors
/// If the data folder, the database or its schema cannot be used.
pub fn open(config: &Config) -> anyhow::Result<Db> {
    config.prepare()?;
    let db = Db::open(&config.database())?;
    for name in db::migrate(&mut *db.connection()?, Direction::Up)? {
        tracing::info!(migration = name, "migrated");
    }
    Ok(db)
}

/// The record in that database, by the machine's clock.
pub fn record(db: Db) -> Record {
    Record::new(db, Clock::system(), app::FOLLOWERS)
}

fn state(config: &Config, db: Db) -> anyhow::Result<State> {
    let document = app::document();
    let site = Site {
        openapi: serde_json::to_string(&document)?.into(),
        public_url: config.public(),
        contact: config.contact.clone(),
        web_dir: config.web_dir.clone(),
    };
    let record = record(db);
    let limited = config.limits == "on";
    let sign_in = SignIn::new(Keys::open(&config.keys())?, &config.public(), limited)?;
    let rounds = (config.challenge == "on").then_some(intake::ROUNDS);
    let intake = Intake::new(ChallengeKey::load(&config.keys())?, rounds, limited);
    let proxies = config.trusted_proxies.clone();
    let limits = if limited { Limits::new(record.clock.clone(), proxies)? } else { Limits::lifted() };
    Ok(State {
        doorman: Data::new(sign_in.doorman(&record)),
        sign_in: Data::new(sign_in),
        limits: Data::new(limits),
        intake: Data::new(intake),
        streams: Data::default(),
        record: Data::new(record),
        contract: Data::new(Contract::of(&document)?),
        files: Data::new(FileStore::at(&config.files())?),
        upload_limit: Data::new(UploadLimit(config.upload_limit)),
        contact: Data::new(Contact(config.contact.clone())),
        receipts: Data::new(ReceiptKey::load(&config.keys())?),
        site: Data::new(site),
        readiness: Data::new(Readiness::default()),
    })
}

/// Serves until a signal comes; then stops as it should.
///
/// # Errors
/// If something cannot be opened, or the address is taken.
pub async fn run(config: Config) -> anyhow::Result<()> {
    let state = state(&config, open(&config)?)?;
    if let Some(things) = search::rebuild_if_old(&state.record, &state.files).await? {
        tracing::info!(things, "search index made");
    }
    fill(&config, &state).await?;
    let (record, readiness, streams) = (state.record.clone(), state.readiness.clone(), state.streams.clone());
    let upkeep = actix_web::rt::spawn(upkeep::forever(record.clone(), state.files.clone()));
    let ear = actix_web::rt::spawn(record.get_ref().clone().hear_others(HEARING));
    let server = HttpServer::new(move || app::build(state.clone()))
        .tcp_nodelay(true)
        .client_request_timeout(HEADERS_WITHIN)
        .shutdown_timeout(DRAIN)
        .disable_signals()
        .bind(config.bind)
        .with_context(|| format!("{} is taken or not ours", config.bind))?;
    let addresses = server.addrs();
    let server = server.run();
    announce(&addresses)?;
    let handle = server.handle();
    actix_web::rt::spawn(async move {
        wait_for_signal().await;
        readiness.stop();
        streams.stop();
        tracing::info!("stopping");
        handle.stop(true).await;
    });
    server.await?;
    upkeep.abort();
    ear.abort();
    record.db.close()?;
    tracing::info!("stopped");
    Ok(())
}

/// An empty database takes in the content at its first start.
async fn fill(config: &Config, state: &State) -> anyhow::Result<()> {
    let Some(source) = Source::named(&config.content) else { return Ok(()) };
    if let Some(report) = import::into_empty(&state.record, &state.files, &state.contract, &source).await? {
        anyhow::ensure!(!report.is_refused(), "the content was refused:\n{report}");
        tracing::info!(things = report.things.len(), "content taken in");
    }
    Ok(())
}

/// The one line for people; the log is for machines.
fn announce(addresses: &[SocketAddr]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for address in addresses {
        writeln!(out, "Hapur listens on http://{address} (API documentation: http://{address}/api/docs)")?;
    }
    Ok(out.flush()?)
}

async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
