//! Every resource and every follower, in one list.
use crate::accounts::SignIn;
use crate::comments::ReceiptKey;
use crate::documents::{Contact, UploadLimit};
use crate::files::FileStore;
use crate::http::{Contract, Doorman, Limits, gate, openapi};
use crate::intake::Intake;
use crate::moderation::Streams;
use crate::record::{Follower, Record};
use crate::site::{self, Readiness, Site};
use crate::{
    accounts, appeals, changes, comments, consultation, decisions, documents, intake, milestones, moderation, moderation_log,
    organizations, responses, search, statistics, tracks,
};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::Data;
use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
};
use serde_json::Value;
use utoipa_actix_web::{AppExt, scope, service_config::ServiceConfig};

/// What runs in the same transaction behind each change, in this order.
pub const FOLLOWERS: &[Follower] = &[appeals::follow, responses::follow, search::follow];

/// What every request finds.
#[derive(Clone)]
pub struct State {
    /// The record.
    pub record: Data<Record>,
    /// The OpenAPI document as a guard.
    pub contract: Data<Contract>,
    /// How often somebody may ask.
    pub limits: Data<Limits>,
    /// Who tells a good token from a bad one.
    pub doorman: Data<Doorman>,
    /// What signing in needs.
    pub sign_in: Data<SignIn>,
    /// Where files are.
    pub files: Data<FileStore>,
    /// How large a file may be.
    pub upload_limit: Data<UploadLimit>,
    /// Whom to ask about personal data.
    pub contact: Data<Contact>,
    /// Who follows the queue live.
    pub streams: Data<Streams>,
    /// Where comments come in.
    pub intake: Data<Intake>,
    /// What receipts are made from.
    pub receipts: Data<ReceiptKey>,
    /// What stands around the API.
    pub site: Data<Site>,
    /// Whether the process still wants traffic.
    pub readiness: Data<Readiness>,
}

/// The table of contents; the OpenAPI document is made from the same list.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(scope::scope("/api/v1").configure(|cfg| {
        // First, as some of their addresses lie below those of others.
        responses::routes(cfg);
        consultation::routes(cfg);
        organizations::routes(cfg);
        tracks::routes(cfg);
        milestones::routes(cfg);
        decisions::routes(cfg);
        documents::routes(cfg);
        // Before those whose scopes would swallow what stands below them elsewhere.
        appeals::routes(cfg);
        moderation_log::routes(cfg);
        statistics::routes(cfg);
        intake::routes(cfg);
        moderation::routes(cfg);
        comments::routes(cfg);
        changes::routes(cfg);
        search::routes(cfg);
        accounts::routes(cfg);
    }));
}

/// The OpenAPI document of everything that is mounted.
pub fn document() -> Value {
    openapi::document(routes)
}

/// The whole application, ready to be served.
pub fn build(
    state: State,
) -> App<impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>> {
    let (app, _) = App::new()
        .app_data(state.record)
        .app_data(state.contract)
        .app_data(state.limits)
        .app_data(state.doorman)
        .app_data(state.sign_in)
        .app_data(state.files)
        .app_data(state.upload_limit)
        .app_data(state.contact)
        .app_data(state.intake)
        .app_data(state.streams)
        .app_data(state.receipts)
        .app_data(state.readiness)
        .app_data(state.site)
        .into_utoipa_app()
        .configure(routes)
        .split_for_parts();
    app.configure(site::routes).wrap(Compress::default()).wrap(from_fn(gate))
}
