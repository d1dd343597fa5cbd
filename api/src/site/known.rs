//! Addresses that programs know by heart: the API catalogue (RFC 9727) and the security contact (RFC 9116).
use super::Site;
use crate::record::Record;
use actix_web::web::{Data, ServiceConfig};
use actix_web::{HttpResponse, get};
use serde_json::json;
use std::time::Duration;

/// How long a security contact may be relied on without looking again: RFC 9116 wants a date, less than a year ahead.
const GOOD_FOR: Duration = Duration::from_secs(180 * 24 * 60 * 60);

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(api_catalog).service(security);
}

#[get("/.well-known/api-catalog")]
async fn api_catalog(site: Data<Site>) -> HttpResponse {
    let url = &site.public_url;
    let body = json!({"linkset": [{
        "anchor": format!("{url}/api/v1"),
        "service-desc": [{"href": format!("{url}/api/openapi.json"), "type": "application/json"}],
        "service-doc": [{"href": format!("{url}/api/docs"), "type": "text/html"}],
        "status": [{"href": format!("{url}/health/ready"), "type": "application/json"}]}]});
    HttpResponse::Ok().content_type("application/linkset+json").body(body.to_string())
}

#[get("/.well-known/security.txt")]
async fn security(site: Data<Site>, record: Data<Record>) -> HttpResponse {
    match &site.contact {
        Some(contact) => {
            let contact = if contact.contains(':') { contact.clone() } else { format!("mailto:{contact}") };
            let (expires, url) = (record.clock.now().plus(GOOD_FOR), &site.public_url);
            let body = format!(
                "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: sq, sr, en\nCanonical: {url}/.well-known/security.txt\n"
            );
            HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(body)
        }
        // A file without a contact would be no security.txt.
        None => HttpResponse::NotFound().finish(),
    }
}
