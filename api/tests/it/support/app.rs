//! `TestApp`: the real application on a database of its own, with a clock that the story turns.
use super::{Client, Kind, Staff, TestDatabase};
use actix_http::Request;
use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::web::Data;
use futures_util::future::LocalBoxFuture;
use hapur::app::{self, State};
use hapur::comments::ReceiptKey;
use hapur::db::Db;
use hapur::documents::{Contact, UploadLimit};
use hapur::files::FileStore;
use hapur::http::{Contract, Limits};
use hapur::intake::{ChallengeKey, Intake};
use hapur::moderation::Streams;
use hapur::record::Record;
use hapur::site::Site;
use hapur::time::Clock;
use serde_json::Value;
use std::rc::Rc;
use std::sync::OnceLock;

/// Small, so that a story can go beyond it.
pub const UPLOAD_LIMIT: u64 = 256 * 1024;

/// Few, so that a story can take them all.
pub const STREAMS: usize = 3;
/// Short: a story waits for it.
const HEARTBEAT: std::time::Duration = std::time::Duration::from_millis(100);
/// Nothing is found by a heartbeat, only by hearing.
const NEVER: std::time::Duration = std::time::Duration::from_secs(3600);

/// Few: solving must not take long where nothing is optimised.
const ROUNDS: u32 = 10;

pub struct TestApp {
    pub state: State,
    pub clock: Clock,
    pub database: TestDatabase,
    pub(super) service: Service,
    staff: Staff,
}

/// The app, built once for a story.
pub type Service = Box<dyn Fn(Request) -> LocalBoxFuture<'static, ServiceResponse<BoxBody>>>;

async fn service(state: State) -> Service {
    let service = Rc::new(actix_web::test::init_service(app::build(state)).await);
    Box::new(move |request| {
        let service = service.clone();
        Box::pin(async move { actix_web::test::call_service(&*service, request).await.map_into_boxed_body() })
    })
}

/// The OpenAPI document, made once: it is the same for all.
pub fn document() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(app::document)
}

impl TestApp {
    pub async fn new(kind: Kind) -> Self {
        speak_up();
        let database = TestDatabase::new(kind);
        let clock = Clock::at("2026-11-23T10:00:00.000Z".parse().unwrap());
        let record = Record::new(database.db.clone(), clock.clone(), app::FOLLOWERS);
        let sign_in = super::staff::sign_in();
        let state = State {
            doorman: Data::new(sign_in.doorman(&record)),
            sign_in: Data::new(sign_in),
            limits: Data::new(Limits::lifted()),
            intake: Data::new(Intake::new(challenge_key(), None, false)),
            streams: Data::new(Streams::new(STREAMS, HEARTBEAT)),
            record: Data::new(record),
            contract: Data::new(Contract::of(document()).unwrap()),
            files: Data::new(FileStore::at(&format!("file://{}", database.folder.path().join("files").display())).unwrap()),
            upload_limit: Data::new(UploadLimit(UPLOAD_LIMIT)),
            contact: Data::new(Contact(None)),
            receipts: Data::new(ReceiptKey::new([7; 32])),
            site: Data::new(Site {
                openapi: document().to_string().into(),
                public_url: super::ISSUER.into(),
                contact: None,
                web_dir: "nowhere".into(),
            }),
            readiness: Data::default(),
        };
        Self { service: service(state.clone()).await, state, clock, database, staff: Staff::default() }
    }

    /// Another process on the same database, which hears of what this one commits.
    pub async fn beside(&self) -> Self {
        let (db, clock) = (Db::open(&self.database.url).unwrap(), self.clock.clone());
        let record = Record::new(db.clone(), clock.clone(), app::FOLLOWERS);
        actix_web::rt::spawn(record.clone().hear_others(std::time::Duration::from_millis(10)));
        let mut state = self.state.clone();
        state.doorman = Data::new(state.sign_in.doorman(&record));
        state.record = Data::new(record);
        state.streams = Data::new(Streams::new(STREAMS, NEVER));
        let database = TestDatabase { db, url: self.database.url.clone(), folder: tempfile::tempdir().unwrap() };
        Self { service: service(state.clone()).await, state, clock, database, staff: Staff::default() }
    }
    /// As if the operator had set whom to write to, and started the server again.
    pub async fn write_to(&mut self, contact: &str) {
        self.state.contact = Data::new(Contact(Some(contact.into())));
        self.restart().await;
    }
    /// As if the operator had left out `HAPUR_CHALLENGE=off`.
    pub async fn with_challenge(&mut self) {
        self.state.intake = Data::new(Intake::new(challenge_key(), Some(ROUNDS), false));
        self.restart().await;
    }
    /// As if the operator had left out `HAPUR_LIMITS=off`, behind these proxies.
    pub async fn with_limits(&mut self, proxies: &str) {
        self.state.limits = Data::new(Limits::new(self.clock.clone(), proxies.parse().unwrap()).unwrap());
        self.state.intake = Data::new(Intake::new(challenge_key(), None, true));
        self.restart().await;
    }
    /// As every operator gets it who sets nothing.
    pub async fn with_all_defences(&mut self) {
        self.with_limits("").await;
        self.state.intake = Data::new(Intake::new(challenge_key(), Some(ROUNDS), true));
        self.restart().await;
    }
    /// The server starts again, with what stands in `state` now.
    pub async fn restart(&mut self) {
        self.service = service(self.state.clone()).await;
    }

    pub fn anyone(&self) -> Client<'_> {
        Client::new(self, None)
    }
    pub fn editor(&self) -> Client<'_> {
        self.with_roles("editor")
    }
    pub fn moderator(&self) -> Client<'_> {
        self.with_roles("moderator")
    }
    pub fn admin(&self) -> Client<'_> {
        self.with_roles("admin")
    }
    /// Somebody with all of these roles: `editor+moderator`.
    pub fn with_roles(&self, roles: &str) -> Client<'_> {
        Client::new(self, Some(self.staff.token(self, roles, None)))
    }
    /// An editor of a published organization.
    pub fn editor_of(&self, organization: &str) -> Client<'_> {
        Client::new(self, Some(self.staff.token(self, "editor", Some(organization))))
    }
}

/// The key of the challenges of every test app.
pub fn challenge_key() -> ChallengeKey {
    ChallengeKey::new([9; 32])
}

/// What the server logs stands beside a failed story.
fn speak_up() {
    static ONCE: OnceLock<()> = OnceLock::new();
    ONCE.get_or_init(|| tracing_subscriber::fmt().with_test_writer().with_max_level(tracing::Level::WARN).init());
}
