//! What stands around the API: health, the OpenAPI document and its pages, well-known addresses; and the headers that
//! every answer has.
use crate::support::{Answer, Client, Kind, TestApp, story, text};
use actix_web::web::Data;
use serde_json::json;

const ORGANIZATIONS: &str = "/api/v1/organizations";
const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/openapi.json");

async fn a_forum(app: &TestApp) {
    app.editor().publish("organizations", json!({"id": "forum", "kind": "forum", "name": text("Forumi")})).await;
}

fn with_encoding<'a>(client: &Client<'a>, encoding: &str) -> Client<'a> {
    client.with("Accept-Encoding", encoding)
}

/// The addresses in a page or script of ours that begin with `/api/`.
fn addresses(answer: &Answer) -> Vec<String> {
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    let quoted = text.split(['"', '\'', '`']).filter(|part| part.starts_with("/api/docs/") || part.starts_with("./"));
    let whole = quoted.map(|part| part.replace("./", "/api/docs/"));
    whole.filter(|part| part.chars().all(|c| c.is_ascii_alphanumeric() || "/.-_".contains(c)) && !part.ends_with('/')).collect()
}

story! {
    async fn a_server_says_that_it_lives_and_whether_it_is_ready(app) {
        assert_eq!(app.anyone().visit("/health/live").await.expect(200).body, json!({"live": true}));
        let ready = app.anyone().visit("/health/ready").await.expect(200);
        assert_eq!((ready.body.clone(), ready.header("cache-control")), (json!({"ready": true}), Some("no-store")));
        app.state.readiness.stop();
        let red = app.anyone().visit("/health/ready").await.refused(503, "unavailable");
        assert!(red.body["detail"].as_str().unwrap().contains("stopping") && red.header("retry-after").is_some());
        app.anyone().visit("/health/live").await.expect(200);
    }

    async fn a_server_without_its_disk_or_its_schema_is_not_ready(app) {
        app.sql("DELETE FROM __diesel_schema_migrations WHERE version = (SELECT MAX(version) FROM __diesel_schema_migrations)").unwrap();
        let red = app.anyone().visit("/health/ready").await.refused(503, "unavailable");
        assert!(red.body["detail"].as_str().unwrap().contains("migrations"), "{}", red.body);
    }
}

#[actix_web::test]
async fn the_openapi_document_is_served_as_it_is_committed() {
    let app = TestApp::new(Kind::Sqlite).await;
    let served = app.anyone().visit("/api/openapi.json").await.expect(200);
    let committed: serde_json::Value = serde_json::from_slice(&std::fs::read(COMMITTED).unwrap()).unwrap();
    assert!(served.body == committed, "another document is served than is committed");
    assert_eq!(served.header("content-type"), Some("application/json"));
    for known in [served.etag(), format!("\"x\", {}", served.etag()), format!("W/{}", served.etag()), "*".into()] {
        let same = app.anyone().with("If-None-Match", known).visit("/api/openapi.json").await.expect(304);
        assert_eq!((same.bytes.len(), same.etag()), (0, served.etag()));
    }
    app.anyone().with("If-None-Match", "\"x\"").visit("/api/openapi.json").await.expect(200);
    let packed = with_encoding(&app.anyone(), "gzip").visit("/api/openapi.json").await.expect(200);
    assert!(packed.bytes.len() * 4 < served.bytes.len());
    let same = with_encoding(&app.anyone(), "gzip").with("If-None-Match", packed.etag()).visit("/api/openapi.json").await.expect(304);
    assert_eq!(same.etag(), packed.etag());
}

#[actix_web::test]
async fn the_documentation_is_whole_and_loads_nothing_from_elsewhere() {
    let app = TestApp::new(Kind::Sqlite).await;
    let (mut open, mut seen) = (vec!["/api/docs".to_owned(), "/api/docs/problems".to_owned()], vec![]);
    while let Some(path) = open.pop() {
        if seen.contains(&path) {
            continue;
        }
        let page = app.anyone().visit(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let csp = page.header("content-security-policy").unwrap();
        assert!(csp.starts_with("default-src 'none'; script-src 'self'; style-src 'self'") && !csp.contains("unsafe"), "{csp}");
        let kind = page.header("content-type").unwrap();
        let by_name = [("js", "text/javascript"), ("css", "text/css"), ("svg", "image/svg+xml")];
        let expected = by_name.iter().find(|(end, _)| path.ends_with(end)).map_or("text/html", |(_, kind)| kind);
        assert!(kind.starts_with(expected), "{path}: {kind}");
        let body = String::from_utf8_lossy(&page.bytes).into_owned();
        assert!(
            !body.contains("src=\"http") && !body.contains("@import") && !body.contains("<script>") && !body.contains("style=\""),
            "{path}"
        );
        open.extend(addresses(&page));
        seen.push(path);
    }
    for asset in ["/api/docs/docs.css", "/api/docs/docs.js", "/api/docs/icon.svg", "/api/docs/problems.js", "/api/docs/schema.js"] {
        assert!(seen.iter().any(|path| path == asset), "{asset} is not reached: {seen:?}");
    }
    app.anyone().visit("/api/docs/nothing.js").await.refused(404, "not_found");
}

#[actix_web::test]
async fn every_problem_is_explained_where_its_type_points() {
    let app = TestApp::new(Kind::Sqlite).await;
    let pages = [app.anyone().visit("/api/docs/problems").await, app.anyone().visit("/api/openapi.json").await];
    let told = pages.map(|page| String::from_utf8_lossy(&page.bytes).into_owned()).concat();
    for code in hapur::error::Code::ALL {
        assert!(told.contains(code.name()), "{} is not explained", code.name());
    }
}

#[actix_web::test]
async fn programs_find_what_they_know_by_heart() {
    let mut app = TestApp::new(Kind::Sqlite).await;
    let catalog = app.anyone().visit("/.well-known/api-catalog").await.expect(200);
    assert_eq!(catalog.header("content-type"), Some("application/linkset+json"));
    let link = &catalog.body["linkset"][0];
    for relation in ["service-desc", "service-doc", "status"] {
        let path = link[relation][0]["href"].as_str().unwrap().trim_start_matches("http://127.0.0.1:8080").to_owned();
        app.anyone().visit(&path).await.expect(200);
    }
    let robots = app.anyone().visit("/robots.txt").await.expect(200);
    assert!(robots.bytes.starts_with(b"User-agent: *\n"));
    app.anyone().visit("/.well-known/security.txt").await.refused(404, "not_found");
    app.publish_contact("siguria@example.org").await;
    let security = String::from_utf8(app.anyone().visit("/.well-known/security.txt").await.expect(200).bytes).unwrap();
    assert!(security.contains("Contact: mailto:siguria@example.org\n"), "{security}");
    // RFC 9116 requires both.
    let expires = security.lines().find_map(|line| line.strip_prefix("Expires: ")).expect("Expires");
    let expires: hapur::time::Moment = expires.parse().unwrap();
    assert!(expires > app.clock.now() && expires.since(app.clock.now()).as_secs() <= 366 * 86_400);
}

fn is_guarded(answer: &Answer, at: &str) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("strict-transport-security", "max-age=31536000"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{at}: {name}");
    }
    assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"), "{at}");
    for name in ["cache-control", "x-request-id"] {
        assert!(answer.header(name).is_some(), "{at}: {name}");
    }
    if answer.status >= 400 {
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{at}");
        assert_eq!(answer.body["instance"].as_str(), answer.header("x-request-id"), "{at}");
        assert_eq!(answer.body["type"], format!("/api/docs/problems#{}", answer.code()), "{at}");
    }
}

#[actix_web::test]
async fn every_answer_is_guarded_and_only_what_takes_no_cookie_is_open_to_other_sites() {
    let app = TestApp::new(Kind::Sqlite).await;
    a_forum(&app).await;
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/health/live"),
        ("GET", "/api/docs"),
        ("GET", "/api/openapi.json"),
        ("GET", "/nowhere"),
        ("POST", "/nowhere"),
        ("GET", ORGANIZATIONS),
        ("GET", "/api/v1/organizations/forum"),
        ("GET", "/api/v1/organizations/nobody"),
        ("PUT", ORGANIZATIONS),
        ("OPTIONS", ORGANIZATIONS),
        ("POST", ORGANIZATIONS),
        ("POST", "/api/v1/comments"),
        ("GET", "/api/v1/changes?after=x"),
        ("GET", "/api/v1/%ff"),
        ("POST", "/api/v1/auth/login"),
        ("GET", "/api/v1/auth/me"),
        ("OPTIONS", "/api/v1/auth/refresh"),
        ("PUT", "/api/v1/auth/login"),
        ("GET", "/api/v1/auth/nothing"),
    ] {
        let answer = app.anyone().with("Origin", "https://x.org").ask(&method.parse().unwrap(), path, None, vec![]).await;
        is_guarded(&answer, &format!("{method} {path}"));
        let open = (!path.starts_with("/api/v1/auth/")).then_some("*");
        assert_eq!(answer.header("access-control-allow-origin"), open, "{method} {path}");
        assert_eq!(answer.header("access-control-allow-credentials"), None, "{method} {path}");
    }
}

#[actix_web::test]
async fn a_request_keeps_its_id_if_it_is_a_sane_one() {
    let app = TestApp::new(Kind::Sqlite).await;
    for sane in ["a", "0193a5c0-7d7e-7000-8000-000000000000", "trace:1.2_3", &"a".repeat(128)] {
        assert_eq!(app.anyone().with("X-Request-Id", sane).get(ORGANIZATIONS).await.header("x-request-id"), Some(sane));
        let refused = app.anyone().with("X-Request-Id", sane).get("/api/v1/organizations/nobody").await;
        assert_eq!(refused.body["instance"], sane);
    }
    for insane in ["", "a b", "<script>", "ë", "a\tb", "a,b", &"a".repeat(129)] {
        let answer = app.anyone().with("X-Request-Id", insane).get(ORGANIZATIONS).await;
        let id = answer.header("x-request-id").unwrap();
        assert!(id != insane && id.len() == 36, "{id}");
    }
}

story! {
    async fn a_compressed_answer_has_a_tag_of_its_own_by_which_it_is_known_again(app) {
        a_forum(&app).await;
        for path in [ORGANIZATIONS, "/api/v1/organizations/forum"] {
            let plain = app.anyone().get(path).await.expect(200);
            for (encoding, suffix) in [("gzip", ".g\""), ("br", ".b\"")] {
                let client = with_encoding(&app.anyone(), encoding);
                let packed = client.visit(path).await.expect(200);
                assert_eq!(packed.header("content-encoding"), Some(encoding));
                assert!(packed.header("vary").unwrap().eq_ignore_ascii_case("accept-encoding"));
                assert_eq!(packed.etag(), format!("{}{suffix}", plain.etag().trim_end_matches('"')));
                let same = client.with("If-None-Match", packed.etag()).get(path).await.expect(304);
                assert_eq!((same.etag(), same.header("content-encoding")), (packed.etag(), None));
                let other = client.with("If-None-Match", plain.etag()).get(path).await.expect(304);
                assert_eq!(other.etag(), plain.etag());
            }
            app.anyone().with("If-None-Match", "\"1.0000000000000000\"").get(path).await.expect(200);
        }
        let tag = with_encoding(&app.editor(), "br").visit("/api/v1/organizations/forum").await.etag();
        assert!(tag.ends_with(".b\""));
        app.editor().having_read(tag).patch("/api/v1/organizations/forum", json!({"kind": "media"})).await.expect(200);
    }

    async fn a_problem_is_never_compressed_and_no_encoding_at_all_is_understood(app) {
        let refused = with_encoding(&app.anyone(), "gzip, br").get("/api/v1/organizations/nobody").await.refused(404, "not_found");
        assert_eq!(refused.header("content-encoding"), None);
        for odd in ["", "*", "identity", "zstd", "gzip;q=0", "x, y;q=z", "gzip;q=0.5, br;q=0"] {
            let answer = with_encoding(&app.anyone(), odd).visit(ORGANIZATIONS).await;
            assert_eq!(answer.status, 200, "{odd}");
        }
    }
}

impl TestApp {
    async fn publish_contact(&mut self, contact: &str) {
        let site = hapur::site::Site { contact: Some(contact.into()), ..self.state.site.as_ref().clone() };
        self.state.site = Data::new(site);
        self.restart().await;
    }
}
