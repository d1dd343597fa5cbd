//! Documents: their versions as files, their place in lists and in the record.
use crate::support::story;
use crate::uploads::{HERE, PDF, draft, file, form, kept, meta, published, send, upload};
use actix_web::http::Method;
use hapur::documents::sweep_orphans;
use hapur::files::Digest;
use hapur::time::{Clock, Moment};
use serde_json::{Value, json};
use std::time::Duration;

fn in_two_days() -> Moment {
    Clock::system().now().plus(Duration::from_secs(48 * 3600))
}

story! {
    async fn what_an_editor_uploads_everybody_reads_byte_for_byte(app) {
        published(&app).await;
        let note = json!({"sq": "E nënshkruar.", "sr": "Potpisano.", "en": null});
        let parts = form(&[file("Letra e qeverisë.pdf", "application/pdf", PDF), meta(json!({"language": "sq", "note": note}))]);
        let added = send(app.editor().having_read("\"2\""), parts).await.expect(201);
        assert_eq!(added.header("location"), Some("/api/v1/documents/letra/versions/1/file"));
        let second = upload(&app, 3, file("letra.md", "text/markdown", b"# Letra")).await.expect(201);
        assert_eq!(second.body["versions"][1]["number"], 2);
        let version = &app.anyone().get(HERE).await.expect(200).body["versions"][0];
        assert_eq!((version["media_type"].as_str(), version["bytes"].as_u64()), (Some("application/pdf"), Some(PDF.len() as u64)));
        assert_eq!((&version["note"], version["sha256"].as_str()), (&note, Some(Digest::of(PDF).to_string().as_str())));
        let read = app.anyone().with("Accept-Encoding", "gzip, br").get(&format!("{HERE}/versions/1/file")).await.expect(200);
        assert_eq!(read.bytes, PDF);
        let tag = format!("\"{}\"", Digest::of(PDF));
        let digest = Digest::of(PDF).repr_digest();
        for (name, value) in [
            ("content-type", "application/pdf"), ("etag", &tag), ("repr-digest", &digest), ("x-content-type-options", "nosniff"),
            ("cache-control", "public, max-age=31536000, immutable"), ("content-security-policy", "default-src 'none'; sandbox"),
            ("content-disposition", "attachment; filename=\"Letra e qeverise.pdf\"; filename*=UTF-8''Letra%20e%20qeveris%C3%AB.pdf"),
        ] {
            assert_eq!(read.header(name), Some(value), "{name}");
        }
        assert_eq!(read.header("content-encoding"), None);
        app.anyone().with("If-None-Match", tag).get(&format!("{HERE}/versions/1/file")).await.expect(304);
        for nothing in ["versions/3/file", "versions/0/file", "versions/x/file", "versions/1/html"] {
            app.anyone().get(&format!("{HERE}/{nothing}")).await.refused(404, "not_found");
        }
    }

    async fn a_reader_takes_a_file_in_parts(app) {
        published(&app).await;
        upload(&app, 2, file("a.txt", "text/plain", b"0123456789")).await.expect(201);
        let here = format!("{HERE}/versions/1/file");
        let part = app.anyone().with("Range", "bytes=2-4").get(&here).await.expect(206);
        assert_eq!((part.bytes.as_slice(), part.header("content-range")), (&b"234"[..], Some("bytes 2-4/10")));
        let rest = app.anyone().with("Range", "bytes=-3").with("If-Range", part.etag()).get(&here).await.expect(206);
        assert_eq!(rest.bytes, b"789");
        let other = app.anyone().with("Range", "bytes=5-").with("If-Range", "\"another\"").get(&here).await.expect(200);
        assert_eq!(other.bytes, b"0123456789");
        let beyond = app.anyone().with("Range", "bytes=10-").get(&here).await.refused(416, "range_not_satisfiable");
        assert_eq!(beyond.header("content-range"), Some("bytes */10"));
        app.anyone().with("Range", "bytes=0-1,4-5").get(&here).await.expect(200);
        app.anyone().send(Method::HEAD, &here, None).await.expect(200);
    }

    async fn the_file_of_a_draft_is_for_editors_and_that_of_a_withdrawn_document_is_gone(app) {
        draft(&app).await;
        let added = upload(&app, 1, file("a.pdf", "application/pdf", PDF)).await.expect(201);
        let editorial = added.header("location").unwrap().to_owned();
        assert_eq!(editorial, "/api/v1/editorial/documents/letra/versions/1/file");
        assert_eq!(app.anyone().get("/api/v1/changes").await.body["head"], 0);
        let public = format!("{HERE}/versions/1/file");
        app.anyone().get(&public).await.refused(404, "not_found");
        app.editor().get(&public).await.refused(404, "not_found");
        app.anyone().get(&editorial).await.refused(401, "unauthenticated");
        app.moderator().get(&editorial).await.refused(403, "forbidden");
        let read = app.editor().get(&editorial).await.expect(200);
        assert_eq!((read.bytes.as_slice(), read.header("cache-control")), (PDF, Some("private, no-store")));
        app.editor().having_read("\"2\"").post_nothing(&format!("{HERE}/publication")).await.expect(200);
        app.anyone().get(&public).await.expect(200);
        let reason = json!({"reason": {"sq": "Gabim.", "sr": "Greška.", "en": null}});
        app.editor().having_read("\"3\"").post(&format!("{HERE}/withdrawal"), reason).await.expect(200);
        assert_eq!(app.anyone().get(&public).await.refused(410, "gone").body["reason"]["sr"], "Greška.");
        app.editor().get(&editorial).await.expect(200);
        assert_eq!(upload(&app, 4, file("b.pdf", "application/pdf", PDF)).await.refused(409, "wrong_state").body["state"], "withdrawn");
    }

    async fn of_two_editors_at_once_one_is_told_and_the_sweep_takes_what_nobody_names(app) {
        published(&app).await;
        let [one, other] = ["një", "dy"].map(|text| upload(&app, 2, file("a.txt", "text/plain", text.as_bytes())));
        let (one, other) = futures_util::future::join(one, other).await;
        let (won, lost) = if one.status == 201 { (one, other) } else { (other, one) };
        let lost = lost.refused(412, "stale_revision");
        assert_eq!((won.expect(201).body["revision"].as_i64(), lost.body["revision"].as_i64()), (Some(3), Some(3)));
        assert_eq!(kept(&app).len(), 2);
        let now = Clock::system().now();
        assert_eq!(sweep_orphans(&app.state.record, &app.state.files, now).await.unwrap(), 0);
        assert_eq!(sweep_orphans(&app.state.record, &app.state.files, in_two_days()).await.unwrap(), 1);
        assert_eq!(kept(&app).len(), 1);
        app.anyone().get(&format!("{HERE}/versions/1/file")).await.expect(200);
    }

    async fn a_version_of_a_published_document_stands_in_the_record(app) {
        published(&app).await;
        upload(&app, 2, file("a.pdf", "application/pdf", PDF)).await.expect(201);
        let changes = app.anyone().get("/api/v1/changes").await.expect(200);
        assert_eq!((&changes.body["items"][1]["kind"], &changes.body["items"][1]["revision"]), (&json!("document.revised"), &json!(3)));
        let subject = "document:letra".parse().unwrap();
        let past = app.state.record.db.read(move |conn| hapur::record::history(conn, &subject)).await.unwrap();
        let mut shown = app.anyone().get(HERE).await.expect(200).body;
        assert_eq!(shown.as_object_mut().unwrap().remove("comments_open"), Some(json!(true)), "the clock's business, not the record's");
        assert_eq!((&past[0].public["versions"], &past[1].public), (&json!([]), &shown));
    }

    async fn the_privacy_notice_says_whom_to_ask(app) {
        let mut app = app;
        let notice = json!({"id": "privacy-notice", "kind": "rules", "title": {"sq": "Njoftim", "sr": "Obaveštenje", "en": null}});
        app.editor().post("/api/v1/documents", notice).await.expect(201);
        let here = "/api/v1/documents/privacy-notice";
        for (revision, language) in [(1, "sq"), (2, "sr"), (3, "en")] {
            let parts = form(&[meta(json!({"language": language})), file("a.md", "text/markdown", b"? {{contact}}")]);
            let editor = app.editor().having_read(format!("\"{revision}\""));
            editor.send_bytes(Method::POST, &format!("{here}/versions"), Some("multipart/form-data; boundary=edge"), parts).await.expect(201);
        }
        app.editor().having_read("\"4\"").post_nothing(&format!("{here}/publication")).await.expect(200);
        for (number, said) in [(1, "i pacaktuar"), (2, "nije postavljen"), (3, "not set")] {
            let read = app.anyone().get(&format!("{here}/versions/{number}/html")).await.expect(200);
            assert_eq!(String::from_utf8(read.bytes).unwrap(), format!("<p>? {said}</p>\n"));
        }
        app.write_to("pyet@example.org").await;
        let read = app.anyone().get(&format!("{here}/versions/1/html")).await.expect(200);
        assert!(String::from_utf8(read.bytes).unwrap().contains("href=\"mailto:pyet@example.org\""));
    }

    async fn documents_are_listed_newest_first_and_found_by_what_they_are(app) {
        let ministry = json!({"id": "ministria", "kind": "ministry", "name": {"sq": "Ministria", "sr": "Ministarstvo", "en": null}});
        app.editor().post("/api/v1/organizations", ministry).await.expect(201);
        let of = |id: &str, kind: &str, date: Value, publisher: Value| {
            json!({"id": id, "kind": kind, "title": {"sq": "A", "sr": "B", "en": null}, "date": date, "publisher": publisher})
        };
        for document in [
            of("older", "law", json!("2015"), Value::Null), of("newer", "report", json!("2026-04"), json!("ministria")),
            of("letra", "letter", json!("2023-07-01"), Value::Null), of("undated", "law", Value::Null, Value::Null),
        ] {
            app.editor().post("/api/v1/documents", document).await.expect(201);
        }
        app.editor().having_read("\"1\"").post_nothing("/api/v1/documents/newer/publication").await.refused(409, "unknown_reference");
        app.editor().having_read("\"1\"").post_nothing("/api/v1/organizations/ministria/publication").await.expect(200);
        for id in ["older", "newer", "letra", "undated"] {
            app.editor().having_read("\"1\"").post_nothing(&format!("/api/v1/documents/{id}/publication")).await.expect(200);
        }
        upload(&app, 2, file("a.pdf", "application/pdf", PDF)).await.expect(201);
        for (query, ids) in [
            ("", vec!["newer", "letra", "older", "undated"]), ("?kind=law", vec!["older", "undated"]),
            ("?publisher=ministria", vec!["newer"]), ("?language=sq", vec!["letra"]), ("?language=en", vec![]),
        ] {
            let list = app.anyone().get(&format!("/api/v1/documents{query}")).await.expect(200);
            let found: Vec<_> = list.body["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
            assert_eq!(found, ids, "{query}");
        }
        let backwards = json!({"comments_from": "2026-12-01T00:00:00.000Z", "comments_until": "2026-11-01T00:00:00.000Z"});
        let answer = app.editor().having_read("\"2\"").patch("/api/v1/documents/older", backwards).await.refused(409, "conflict");
        assert_eq!(answer.body["errors"][0]["pointer"], "/comments_until");
    }
}
