//! What strangers send by mistake or on purpose: each is refused with its documented problem, and leaves nothing behind.
use crate::support::{Client, TestApp, story, text};
use actix_web::http::Method;
use serde_json::{Value, json};

const JSON: Option<&str> = Some("application/json");
const COMMENTS: &str = "/api/v1/comments";
const ORGANIZATIONS: &str = "/api/v1/organizations";
/// An id of the right form that nothing has.
const NOBODY: &str = "0193a5c0-7d7e-7000-8000-000000000000";

/// Everything that a refused request could leave behind.
fn traces(app: &TestApp) -> Vec<i64> {
    let tables = ["record_entries", "commitment_salts", "editorial_things", "editorial_references", "comments", "idempotency_keys"];
    let counts = tables.map(|table| app.rows(table)).into_iter();
    counts.chain([app.rows("record_head WHERE seq > 0"), app.rows("record_entries WHERE seq = (SELECT seq FROM record_head)")]).collect()
}

fn comment() -> Value {
    comment_on("plan")
}

fn comment_on(document: &str) -> Value {
    json!({"subject": {"kind": "document", "id": document}, "language": "sq", "body": "Një mendim."})
}

fn forum() -> Value {
    json!({"id": "forum", "kind": "forum", "name": text("Forumi")})
}

/// The same, with one more field or another value.
fn but(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

async fn post_bytes(client: &Client<'_>, path: &str, bytes: impl Into<Vec<u8>>) -> (u16, String) {
    let answer = client.send_bytes(Method::POST, path, JSON, bytes.into()).await;
    (answer.status, answer.code().to_owned())
}

fn refusal(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn unreadable() -> Vec<Vec<u8>> {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let texts = ["", " ", "{", "{\"body\": \"a\"", "{'body': 1}", "{\"a\": 1,}", "NaN", "{} {}", "{\"a\": 1e999}", "\u{feff}{}"];
    let doubled = [r#"{"body": "one", "body": "two"}"#, r#"{"subject": {"id": "a", "id": "b"}}"#, r#"{"b\u006fdy": "x", "body": "y"}"#];
    let surrogates = [r#"{"body": "\ud800"}"#, r#"{"body": "\udc00\ud800"}"#, r#"{"\ud800": 1}"#];
    let mut all: Vec<Vec<u8>> = texts.into_iter().chain(doubled).chain(surrogates).map(|text| text.as_bytes().to_vec()).collect();
    all.extend([nested(100), nested(100_000), format!("{{\"a\": {}}}", nested(100)), "[".repeat(100_000)].map(String::into_bytes));
    all.extend([b"{\"body\": \"\xff\"}".to_vec(), b"{\"body\": \"\xc0\x80\"}".to_vec(), b"{\"body\": \"\xed\xa0\x80\"}".to_vec()]);
    all
}

story! {
    async fn a_body_that_is_not_readable_json_is_refused(app) {
        app.document("plan");
        let (before, editor) = (traces(&app), app.editor());
        for bytes in unreadable() {
            let said = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
            assert_eq!(post_bytes(&app.anyone(), COMMENTS, bytes.clone()).await, refusal(400, "malformed_json"), "{said}");
            assert_eq!(post_bytes(&editor, ORGANIZATIONS, bytes).await, refusal(400, "malformed_json"), "{said}");
        }
        assert_eq!(traces(&app), before);
    }

    async fn a_body_that_the_schema_forbids_is_refused_and_every_place_is_named(app) {
        app.document("plan");
        let before = traces(&app);
        for body in [json!([]), json!(null), json!(1), json!("text"), json!({}), json!([comment()])] {
            app.anyone().post(COMMENTS, body.clone()).await.refused(422, "invalid");
            app.editor().post(ORGANIZATIONS, body).await.refused(422, "invalid");
        }
        let long = "ë".repeat(5001);
        for (name, value, code) in [
            ("colour", json!("red"), "unknown"),
            ("state", json!("published"), "unknown"),
            ("body", json!(7), "type"),
            ("body", json!(null), "type"),
            ("body", json!("x"), "too_short"),
            ("body", json!(long), "too_long"),
            ("body", json!("a\u{0}b"), "pattern"),
            ("author_name", json!("A\u{0}"), "pattern"),
            ("author_name", json!("A\u{202e}txt"), "pattern"),
            ("language", json!("klingon"), "not_allowed"),
            ("parent", json!("not-a-uuid"), "pattern"),
            ("author_kind", json!("government"), "not_allowed"),
        ] {
            let refused = app.anyone().post(COMMENTS, but(comment(), name, value)).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0], json!({"pointer": format!("/{name}"), "code": code}), "{name}");
        }
        for (name, value) in [
            ("id", json!("Has Spaces")),
            ("id", json!("-a")),
            ("id", json!("a".repeat(81))),
            ("kind", json!("cso")),
            ("name", json!("Forumi")),
            ("name", json!({"sq": "Forumi", "sr": "", "en": null})),
            ("name", json!({"sq": "Fo\u{0}rumi", "sr": null, "en": null})),
            ("website", json!("javascript:alert(1)")),
            ("website", json!(format!("https://x.org/{}", "a".repeat(2000)))),
            ("sources", json!(["ftp://x.org/"])),
            ("sources", json!("https://x.org/")),
            ("unofficial", json!(["name"])),
            ("confidence", json!("certain")),
            ("status", json!("published")),
            ("revision", json!(7)),
        ] {
            let refused = app.editor().post(ORGANIZATIONS, but(forum(), name, value)).await.refused(422, "invalid");
            let pointer = refused.body["errors"][0]["pointer"].as_str().unwrap();
            assert!(pointer.starts_with(&format!("/{name}")), "{name}: {pointer}");
        }
        assert_eq!(traces(&app), before);
    }

    async fn a_day_that_no_calendar_has_is_refused(app) {
        let before = traces(&app);
        let bad = ["2023-02-30", "2023-13", "2023-00", "2023-1", "23", "2023-02-29", "0000", "2023-07-01T00:00:00Z", "soon", "", " 2023", "٢٠٢٣"];
        for date in bad.map(Value::from).into_iter().chain([json!(2023), json!({}), json!("2023\u{0}")]) {
            let body = json!({"id": "letra", "kind": "letter", "title": text("Letra"), "date": date});
            app.editor().post("/api/v1/documents", body).await.refused(422, "invalid");
        }
        for moment in ["2023-02-30T00:00:00.000Z", "2023-01-01", "2023-01-01T25:00:00.000Z"] {
            let body = json!({"id": "letra", "kind": "letter", "title": text("Letra"), "comments_from": moment});
            app.editor().post("/api/v1/documents", body).await.refused(422, "invalid");
        }
        assert_eq!(traces(&app), before);
    }

    async fn what_does_not_exist_cannot_be_commented_on_or_referred_to(app) {
        app.document("plan");
        app.thing("document", "draft", "draft", &json!({}));
        app.thing("document", "withdrawn", "withdrawn", &json!({}));
        let before = traces(&app);
        for document in ["nothing", "draft", "withdrawn"] {
            app.anyone().post(COMMENTS, comment_on(document)).await.refused(409, "unknown_subject");
        }
        app.anyone().post(COMMENTS, but(comment(), "parent", json!(NOBODY))).await.refused(409, "unknown_parent");
        let letter = json!({"id": "letra", "kind": "letter", "title": text("Letra"), "publisher": "nobody"});
        let refused = app.editor().post("/api/v1/documents", letter).await.refused(409, "unknown_reference");
        assert_eq!(refused.body["errors"][0]["pointer"], "/publisher");
        assert_eq!(traces(&app), before);
    }

    async fn a_query_that_an_operation_does_not_have_is_refused(app) {
        let before = traces(&app);
        for (query, code) in [
            ("colour=red", "unknown_parameter"),
            ("LIMIT=5", "unknown_parameter"),
            ("limit=0", "invalid_parameter"),
            ("limit=101", "invalid_parameter"),
            ("limit=-1", "invalid_parameter"),
            ("limit=9223372036854775808", "invalid_parameter"),
            ("limit=1.5", "invalid_parameter"),
            ("limit=1e1", "invalid_parameter"),
            ("limit=%2B5", "invalid_parameter"),
            ("limit=05", "invalid_parameter"),
            ("limit=", "invalid_parameter"),
            ("limit", "invalid_parameter"),
            ("limit=5&limit=5", "invalid_parameter"),
            ("limit=5&%6Cimit=6", "invalid_parameter"),
            ("changed_after=-1", "invalid_parameter"),
            ("kind=cso", "invalid_parameter"),
            ("active=maybe", "invalid_parameter"),
            ("missing=de", "invalid_parameter"),
            ("q=%00", "invalid_parameter"),
            ("q=a%00b", "invalid_parameter"),
            ("q=%ff", "malformed_request"),
            ("%ff=1", "malformed_request"),
            ("a%00b=1", "unknown_parameter"),
        ] {
            let refused = app.anyone().get(&format!("{ORGANIZATIONS}?{query}")).await;
            assert_eq!((refused.status, refused.code()), (400, code), "{query}");
        }
        let long = "a".repeat(10_000);
        app.anyone().get(&format!("{ORGANIZATIONS}?q={long}")).await.refused(400, "invalid_parameter");
        app.anyone().get(&format!("{ORGANIZATIONS}?{long}=1")).await.refused(400, "unknown_parameter");
        for query in ["after=-1", "after=1", "after=9223372036854775808", "after=x", "limit=0", "kind=%00", "kind=Document"] {
            app.anyone().get(&format!("/api/v1/changes?{query}")).await.refused(400, "invalid_parameter");
        }
        assert_eq!(traces(&app), before);
    }

    async fn a_cursor_that_the_list_did_not_give_is_refused(app) {
        for id in ["a", "b", "c"] {
            app.editor().publish("organizations", but(forum(), "id", json!(id))).await;
            app.editor().publish("tracks", json!({"id": id, "title": text("Udha"), "position": 1})).await;
        }
        let list = |path: &'static str| async { app.anyone().get(path).await.expect(200).body["next"].as_str().unwrap().to_owned() };
        let (ours, another) = (list("/api/v1/organizations?limit=1").await, list("/api/v1/tracks?limit=1").await);
        app.anyone().get(&format!("{ORGANIZATIONS}?after={ours}")).await.expect(200);
        let (cut, longer) = (ours[..ours.len() - 2].to_owned(), format!("{ours}AA"));
        let flipped = format!("{}{}", if ours.starts_with('A') { "B" } else { "A" }, &ours[1..]);
        for bad in ["x", "%00", "AAAA", "null", "0", "=", "....", "%F0%9F%92%A9", &another, &flipped, &longer] {
            let refused = app.anyone().get(&format!("{ORGANIZATIONS}?after={bad}")).await;
            assert!(refused.status == 400 && ["invalid_cursor", "invalid_parameter"].contains(&refused.code()), "{bad}: {}", refused.status);
            let refused = app.anyone().get(&format!("{COMMENTS}?after={bad}")).await;
            assert!(refused.status == 400 && ["invalid_cursor", "invalid_parameter"].contains(&refused.code()), "{bad}: {}", refused.status);
            let refused = app.moderator().get(&format!("/api/v1/moderation/queue?after={bad}")).await;
            assert!(refused.status == 400 && ["invalid_cursor", "invalid_parameter"].contains(&refused.code()), "{bad}: {}", refused.status);
        }
        // A cursor holds nothing secret; one cut short may still name a place in the list.
        assert!([200, 400].contains(&app.anyone().get(&format!("{ORGANIZATIONS}?after={cut}")).await.status));
    }

    async fn only_plain_json_of_at_most_a_mebibyte_is_read(app) {
        app.document("plan");
        let (before, body) = (traces(&app), comment().to_string().into_bytes());
        for kind in [None, Some("text/plain"), Some("text/json"), Some("application/x-www-form-urlencoded"), Some("application/json5"), Some("multipart/form-data"), Some(""), Some("application/merge-patch+json")] {
            let refused = app.anyone().send_bytes(Method::POST, COMMENTS, kind, body.clone()).await;
            assert_eq!((refused.status, refused.code()), (415, "unsupported_media_type"), "{kind:?}");
        }
        let packed = app.anyone().with("Content-Encoding", "gzip").send_bytes(Method::POST, COMMENTS, JSON, body.clone()).await;
        packed.refused(415, "unsupported_media_type");
        let mut large = comment();
        large["body"] = json!("x".repeat((1 << 20) + 1));
        app.anyone().post(COMMENTS, large).await.refused(413, "payload_too_large");
        let spaces = [" ".repeat((1 << 20) + 1).as_bytes(), &body].concat();
        app.anyone().send_bytes(Method::POST, COMMENTS, JSON, spaces).await.refused(413, "payload_too_large");
        let told = app.anyone().with("Content-Length", "99999999").send_bytes(Method::POST, COMMENTS, JSON, body.clone()).await;
        assert!(told.status == 413 || told.status == 202, "{}", told.status);
        let after = traces(&app);
        if told.status == 413 { assert_eq!(after, before) }
        let odd = Some("Application/JSON; charset=utf-8");
        app.anyone().send_bytes(Method::POST, COMMENTS, odd, body.clone()).await.expect(202);
        let letter = app.editor().publish("documents", json!({"id": "letra", "kind": "letter", "title": text("Letra")})).await;
        let upload = app.editor().having_read(letter.etag());
        upload.post("/api/v1/documents/letra/versions", json!({})).await.refused(415, "unsupported_media_type");
    }

    async fn a_write_says_which_revision_it_means(app) {
        let made = app.editor().post(ORGANIZATIONS, forum()).await.expect(201);
        let (here, before) = (format!("{ORGANIZATIONS}/forum"), traces(&app));
        let patch = json!({"kind": "media"});
        app.editor().patch(&here, patch.clone()).await.refused(428, "precondition_required");
        app.editor().delete(&here).await.refused(428, "precondition_required");
        for bad in ["", "1", "*", "\"\"", "\"x\"", "\"-1\"", "\"0\"", "W/\"1\"", "\"1\", \"2\"", "\"9223372036854775808\"", "\"1.zz\"", "'1'"] {
            let refused = app.editor().having_read(bad).patch(&here, patch.clone()).await;
            assert_eq!((refused.status, refused.code()), (400, "invalid_parameter"), "{bad}");
        }
        let stale = app.editor().having_read("\"7\"").patch(&here, patch.clone()).await.refused(412, "stale_revision");
        assert_eq!((stale.body["revision"].as_i64(), stale.header("etag")), (Some(1), Some("\"1\"")));
        let twice = app.editor().having_read("\"7\"").having_read("\"1\"").patch(&here, patch.clone()).await;
        assert_eq!((twice.status, twice.code()), (400, "invalid_parameter"), "two revisions are none");
        assert_eq!(traces(&app), before);
        for suffix in [".g", ".b"] {
            let suffixed = format!("{}{suffix}\"", made.etag().trim_end_matches('"'));
            app.editor().having_read(suffixed).patch(&here, json!({"kind": "forum"})).await.expect(200);
        }
    }

    async fn an_idempotency_key_is_long_visible_and_used_for_one_request(app) {
        app.document("plan");
        let before = traces(&app);
        for bad in ["", "short", "fifteen-letters", "with a space in it", "një-çelës-i-imi-i-gjatë", &"k".repeat(256)] {
            let refused = app.anyone().with("Idempotency-Key", bad).post(COMMENTS, comment()).await;
            assert_eq!((refused.status, refused.code()), (400, "invalid_parameter"), "{bad}");
        }
        let twice = app.anyone().with("Idempotency-Key", "a-key-of-my-own-1").with("Idempotency-Key", "a-key-of-my-own-2");
        twice.post(COMMENTS, comment()).await.refused(400, "invalid_parameter");
        assert_eq!(traces(&app), before);
        let once = app.anyone().with("Idempotency-Key", "a-key-of-my-own-1");
        once.post(COMMENTS, comment()).await.expect(202);
        let before = traces(&app);
        once.post(COMMENTS, but(comment(), "body", json!("Diçka tjetër."))).await.refused(422, "idempotency_key_reused");
        assert_eq!(once.post(COMMENTS, comment()).await.expect(202).header("idempotent-replayed"), Some("true"));
        assert_eq!(traces(&app), before);
    }

    async fn a_bad_token_is_never_nobody(app) {
        let good = app.editor().token().to_owned();
        for header in ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "nonsense", "", &good, &format!("Bearer {good}x"), &format!("Bearer {good} {good}")] {
            for path in [ORGANIZATIONS, COMMENTS, "/api/v1/changes", "/api/v1/rules", "/api/v1/auth/me", "/api/v1/documents/x/versions/1/file"] {
                let refused = app.anyone().with("Authorization", header).get(path).await;
                assert_eq!((refused.status, refused.code()), (401, "invalid_token"), "{header:.20} {path}");
                assert_eq!(refused.header("www-authenticate"), Some("Bearer"));
            }
        }
        let twice = app.anyone().with("Authorization", format!("Bearer {good}")).with("Authorization", "Bearer x");
        twice.get(ORGANIZATIONS).await.refused(401, "invalid_token");
    }
}
