//! The log of the real program at its most talkative: one JSON object a line, and nothing in it that is not public.
use crate::support::{Kind, Place};
use serde_json::{Value, json};

/// Runs the server while `visit` does something, and answers what it logged.
fn logged_while(visit: impl FnOnce(&crate::support::Server)) -> String {
    let place = Place::new(Kind::Sqlite);
    place.make_admin();
    let log = place.folder.path().join("log");
    let server = place.serve_with(|command| {
        command.env("HAPUR_LOG", "trace").stderr(std::fs::File::create(&log).unwrap());
    });
    visit(&server);
    assert_eq!(server.stop(), 0);
    std::fs::read_to_string(&log).unwrap()
}

#[test]
fn nothing_that_is_not_public_is_logged() {
    let mut secrets: Vec<String> = ["zogtext", "zogname", "zogwhy", "zogappeal", "a long password for tests"].map(Into::into).to_vec();
    let log = logged_while(|server| {
        let token = server.sign_in();
        let said = json!({"subject": {"kind": "document", "id": "about"}, "language": "sq", "body": "zogtext", "author_name": "zogname"});
        let received = server.post("/api/v1/comments", &said, &[("Idempotency-Key", "0123456789abcdef")]).unwrap();
        let (id, receipt) = (received.body["id"].as_str().unwrap(), received.body["receipt"].as_str().unwrap());
        let own = server.get_with(&format!("/api/v1/comments/{id}"), "Hapur-Receipt", receipt).unwrap();
        assert_eq!((own.status, &own.body["body"]), (200, &json!("zogtext")));
        let decision = json!({"outcome": "reject", "reasons": ["insult"], "explanation": "zogwhy është arsyeja."});
        let signed = [("Authorization", token.as_str()), ("If-Match", "\"1\"")];
        assert_eq!(server.post(&format!("/api/v1/moderation/comments/{id}/decision"), &decision, &signed).unwrap().status, 200);
        let appeal = json!({"text": "zogappeal nuk pajtohet."});
        let filed = server.post(&format!("/api/v1/comments/{id}/appeals"), &appeal, &[("Hapur-Receipt", receipt)]).unwrap();
        assert_eq!(filed.status, 201, "{}", filed.body);
        assert_eq!(server.get("/api/v1/search?q=zogtext").unwrap().status, 200);
        secrets.extend([receipt.to_owned(), token.trim_start_matches("Bearer ").to_owned()]);
    });
    assert!(log.contains("/api/v1/comments"), "nothing was logged");
    let found: Vec<_> = secrets.iter().filter(|secret| log.contains(*secret)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn nobody_writes_a_line_or_a_colour_into_the_log() {
    let log = logged_while(|server| {
        for path in [
            "/api/v1/x%0D%0A%7B%22level%22:%22ERROR%22%7D",
            "/%1B%5B31mred%1B%5B0m",
            "/a%22,%22level%22:%22ERROR",
            "/%E2%80%AEback%E2%80%A8line",
        ] {
            assert_eq!(server.get(path).unwrap().status, 404, "{path}");
        }
        server.get_with("/api/v1/organizations", "X-Request-Id", "mine\"},{\"level\":\"ERROR").unwrap();
        server.post("/api/v1/auth/login", &json!({"email": "a\r\n{}@x", "password": "\u{1b}[31m"}), &[]).unwrap();
    });
    for line in log.lines() {
        let entry: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
        assert_ne!(entry["level"], "ERROR", "{line}");
    }
    assert!(log.lines().count() > 6 && !log.contains(['\u{1b}', '\r', '\u{202e}', '\u{2028}']), "{log}");
}
