//! The index itself: made anew where it must be, filled by imports, free of what was taken out to the last byte.
use super::{find, hide, id, ids, said, total};
use crate::support::{Kind, Place, TestApp, story};
use hapur::import::{self, Options, Source};
use hapur::search::rebuild_if_old;
use serde_json::json;

story! {
    async fn an_import_can_be_found_with_the_texts_of_its_files(app) {
        let (state, options) = (&app.state, Options::default());
        import::run(&state.record, &state.files, &state.contract, &Source::BuiltIn, options).await.unwrap();
        assert_eq!(app.rows("search_items"), app.rows("editorial_things WHERE status = 'published'"));
        for query in ["Gjakova", "Đakovica", "Ђаковица"] {
            assert!(total(&app, query).await > 0, "{query}");
        }
        let rules = find(&app, "advertising spam", "&language=en").await.remove(0);
        assert_eq!((rules["id"].as_str(), rules["language"].as_str()), (Some("rules-for-comments"), Some("en")));
        assert!(rules["field"].as_str().unwrap().starts_with("versions/"), "{rules}");
        let before = ids(&app, "plan", "&limit=100").await;
        assert!(before.len() > 10);
        // A record from before there was search: no index, no texts.
        app.sql("DELETE FROM search_items; DELETE FROM search_state; DELETE FROM document_texts").unwrap();
        app.sql(if state.record.db.is_sqlite() { "INSERT INTO search_index (search_index) VALUES ('delete-all')" } else { "SELECT 1" }).unwrap();
        assert!(rebuild_if_old(&state.record, &state.files).await.unwrap() > Some(50));
        assert_eq!(rebuild_if_old(&state.record, &state.files).await.unwrap(), None);
        assert_eq!(ids(&app, "plan", "&limit=100").await, before);
        assert_eq!(find(&app, "advertising spam", "&language=en").await[0], rules);
    }

    async fn what_was_uploaded_as_text_is_found(app) {
        let title = json!({"sq": "Letra", "sr": "Pismo", "en": null});
        app.editor().publish("documents", json!({"id": "letra", "kind": "letter", "title": title})).await;
        let part = |head: &str, body: &str| format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let file = part("name=\"file\"; filename=\"a.md\"\r\nContent-Type: text/markdown", "# Kreu\n\nFjala *kërcimtare* këtu.\n");
        let body = part("name=\"meta\"\r\nContent-Type: application/json", r#"{"language": "sq"}"#) + &file + "--edge--\r\n";
        let editor = app.editor().having_read("\"2\"");
        let kind = "multipart/form-data; boundary=edge";
        editor.send_bytes(actix_web::http::Method::POST, "/api/v1/documents/letra/versions", Some(kind), body.into_bytes()).await.expect(201);
        let hit = find(&app, "kercimtar", "").await.remove(0);
        assert_eq!((hit["field"].as_str(), hit["snippet"].as_str()), (Some("versions/1"), Some("Kreu\nFjala <mark>kërcimtare</mark> këtu.\n")));
    }
}

/// Words as nobody says them, in capital letters: the keys of the index are in small ones.
fn canaries() -> Vec<String> {
    let mut random = 7_u64;
    let mut letter = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b"BCFGHKLMPQRSTVXZ"[(random >> 60) as usize])
    };
    (0..400).map(|_| (0..14).map(|_| letter()).collect()).collect()
}

/// A hundred comments of four hundred are hidden; of their words no key is left, neither in the tables nor in the full text,
/// though the comments themselves stay.
#[actix_web::test]
async fn of_a_hidden_comment_no_key_is_left_in_the_file() {
    let app = TestApp::new(Kind::Sqlite).await;
    let canaries = canaries();
    let bodies: Vec<String> = canaries.iter().enumerate().map(|(n, canary)| format!("Xhamadani {n} {canary} dhe të tjera.")).collect();
    said(&app, &bodies.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let left = |app: &TestApp| {
        app.sql("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let bytes = String::from_utf8_lossy(&app.database.bytes()).into_owned();
        canaries.iter().enumerate().filter(|(_, canary)| bytes.contains(&canary.to_lowercase())).map(|(n, _)| n).collect::<Vec<_>>()
    };
    assert_eq!(left(&app).len(), 400, "the canaries sing");
    for n in (0..400).filter(|n| n % 4 == 1) {
        hide(&app, &id(n)).await;
    }
    assert_eq!(left(&app), (0..400).filter(|n| n % 4 != 1).collect::<Vec<_>>());
    let found = app.anyone().get("/api/v1/search?q=xhamadani").await.expect(200).body;
    assert_eq!((&found["total"], &found["capped"]), (&json!(300), &json!(false)));
    assert_eq!(total(&app, &canaries[1]).await, 0);
    assert_eq!(total(&app, &canaries[2]).await, 1);
}

/// The command works beside nothing and says what it did.
#[test]
fn an_operator_makes_the_index_anew() {
    let place = Place::new(Kind::Sqlite);
    let done = place.command().arg("reindex").output().unwrap();
    assert!(done.status.success());
    assert_eq!(String::from_utf8(done.stdout).unwrap(), "0 things can be found.\n");
}
