//! What editors upload: only what it says it is, under a name that cannot lie, shown only where it does no harm.
use crate::support::{Answer, Client, TestApp, UPLOAD_LIMIT, story};
use actix_web::http::Method;
use serde_json::{Value, json};

pub const HERE: &str = "/api/v1/documents/letra";
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";

fn letter() -> Value {
    json!({"id": "letra", "kind": "letter", "title": {"sq": "Letra", "sr": "Pismo", "en": null}, "date": "2023-07"})
}

pub async fn draft(app: &TestApp) -> Answer {
    app.editor().post("/api/v1/documents", letter()).await.expect(201)
}

pub async fn published(app: &TestApp) {
    let made = draft(app).await;
    app.editor().having_read(made.etag()).post_nothing(&format!("{HERE}/publication")).await.expect(200);
}

pub fn part(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("--edge\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(), body, b"\r\n"].concat()
}

pub fn file(name: &str, kind: &str, bytes: &[u8]) -> Vec<u8> {
    part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}"), bytes)
}

pub fn meta(meta: Value) -> Vec<u8> {
    part("name=\"meta\"\r\nContent-Type: application/json", meta.to_string().as_bytes())
}

pub fn in_albanian() -> Vec<u8> {
    meta(json!({"language": "sq"}))
}

pub fn form(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat().as_slice(), b"--edge--\r\n"].concat()
}

pub async fn send(client: Client<'_>, body: Vec<u8>) -> Answer {
    client.send_bytes(Method::POST, &format!("{HERE}/versions"), Some("multipart/form-data; boundary=edge"), body).await
}

pub async fn upload(app: &TestApp, revision: i64, file: Vec<u8>) -> Answer {
    send(app.editor().having_read(format!("\"{revision}\"")), form(&[in_albanian(), file])).await
}

/// Every file of the store, what waits beside it included.
pub fn kept(app: &TestApp) -> Vec<String> {
    let (mut found, mut open) = (vec![], vec![app.database.folder.path().join("files")]);
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { open.push(path) } else { found.push(path.file_name().unwrap().to_str().unwrap().to_owned()) }
        }
    }
    found.retain(|name| name != "lock");
    found
}

story! {
    async fn what_is_not_what_it_says_is_refused_and_leaves_nothing(app) {
        draft(&app).await;
        let script: &[u8] = b"<html><script>alert(1)</script>";
        let with_pdf_inside = [script, PDF].concat();
        let with_html_behind = [PDF, &b"<html>".repeat(400)].concat();
        for (name, kind, bytes) in [
            ("a.html", "text/html", script), ("a.svg", "image/svg+xml", b"<svg onload=alert(1)>"), ("a.exe", "application/x-msdownload", b"MZ\x90"),
            ("a.pdf", "application/pdf", script), ("a.pdf", "application/pdf", &with_pdf_inside), ("a.pdf", "application/pdf", &with_html_behind),
            ("a.txt", "text/plain", script), ("a.png", "image/png", b"<svg/>"), ("a.pdf", "image/png", PDF), ("a.md", "text/markdown", b"\xff\xfe"),
            ("a.docx", "application/octet-stream", b"PK\x03\x04"), ("a.pdf", "application/pdf", b""), ("a", "", b"text"),
        ] {
            upload(&app, 1, file(name, kind, bytes)).await.refused(415, "unsupported_media_type");
        }
        let large = vec![b'a'; UPLOAD_LIMIT as usize + 1];
        upload(&app, 1, file("a.txt", "text/plain", &large)).await.refused(413, "payload_too_large");
        upload(&app, 1, file("a.txt", "text/plain", &b"a".repeat(8_000_000))).await.refused(413, "payload_too_large");
        assert_eq!(kept(&app), Vec::<String>::new());
        upload(&app, 1, file("a.txt", "text/plain", &large[1..])).await.expect(201);
    }

    async fn a_form_that_is_broken_or_wrong_is_refused_and_leaves_nothing(app) {
        draft(&app).await;
        let pdf = || file("a.pdf", "application/pdf", PDF);
        let editor = app.editor().having_read("\"1\"");
        let wrong = |parts: &[Vec<u8>]| send(editor.clone(), form(parts));
        for (parts, pointer, code) in [
            (vec![pdf()], "/meta", "required"),
            (vec![in_albanian()], "/file", "required"),
            (vec![pdf(), in_albanian(), pdf()], "/file", "twice"),
            (vec![pdf(), in_albanian(), part("name=\"x/y\"", b"z")], "/x~1y", "unknown"),
            (vec![meta(json!({"language": "de"})), pdf()], "/meta/language", "not_allowed"),
            (vec![meta(json!({"language": "sq", "number": 7})), pdf()], "/meta/number", "unknown"),
            (vec![meta(json!({})), pdf()], "/meta/language", "required"),
        ] {
            let answer = wrong(&parts).await.refused(422, "invalid");
            assert_eq!(answer.body["errors"][0], json!({"pointer": pointer, "code": code}));
        }
        let half = json!({"language": "sq", "note": {"sq": "Shënim", "sr": null, "en": null}});
        let answer = wrong(&[pdf(), meta(half)]).await.refused(422, "invalid");
        assert_eq!(answer.body["errors"][0], json!({"pointer": "/meta/note/sr", "code": "type"}));
        wrong(&[pdf(), part("name=\"meta\"", b"{")]).await.refused(400, "malformed_json");
        let whole = form(&[in_albanian(), pdf()]);
        for cut in [0, 10, 60, 150, 200, 260, whole.len() - 20] {
            let answer = send(editor.clone(), whole[..cut].to_vec()).await;
            assert!([(400, "malformed_request"), (422, "invalid")].contains(&(answer.status, answer.code())), "{cut}: {}", answer.body);
        }
        editor.post(&format!("{HERE}/versions"), json!({})).await.refused(415, "unsupported_media_type");
        send(app.editor(), whole.clone()).await.refused(428, "precondition_required");
        send(app.moderator().having_read("\"1\""), whole).await.refused(403, "forbidden");
        assert_eq!(kept(&app), Vec::<String>::new());
        assert_eq!(app.editor().get("/api/v1/editorial/documents/letra").await.body["versions"], json!([]));
    }

    async fn markdown_is_shown_as_html_that_can_do_no_harm(app) {
        published(&app).await;
        let text = "# Hyrje në temë\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[këtu](javascript:alert(1)) {{contact}}\n";
        upload(&app, 2, file("a.md", "text/markdown", text.as_bytes())).await.expect(201);
        let here = format!("{HERE}/versions/1/html");
        let read = app.anyone().get(&here).await.expect(200);
        let html = String::from_utf8(read.bytes.clone()).unwrap();
        assert!(html.contains("<h1 id=\"hyrje-ne-teme\">") && html.contains("{{contact}}"), "{html}");
        assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("href=\"javascript"), "{html}");
        assert_eq!(read.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(read.header("content-security-policy"), Some("default-src 'none'; sandbox"));
        assert_eq!(read.header("cache-control"), Some("public, no-cache"));
        app.anyone().with("If-None-Match", read.etag()).get(&here).await.expect(304);
        upload(&app, 3, file("a.txt", "text/plain", b"1 < 2")).await.expect(201);
        assert_eq!(app.anyone().get(&format!("{HERE}/versions/2/html")).await.expect(200).bytes, b"<p>1 &lt; 2</p>\n");
    }

    async fn a_file_name_cannot_lie(app) {
        published(&app).await;
        upload(&app, 2, file("a\u{0}b.pdf", "application/pdf", PDF)).await.refused(400, "malformed_request");
        let (long, short) = (format!("{}.pdf", "ë".repeat(300)), format!("{}.pdf", "ë".repeat(60)));
        for (revision, name, tamed) in [
            (2, "../../etc/passwd.pdf", "passwd.pdf"), (3, "a\u{202e}fdp.exe", "afdp.exe.pdf"), (4, "", "letra.pdf"),
            (5, "..\\..\\boot.ini", "boot.ini.pdf"), (6, &long, &short),
            (7, "x.pdf\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b.pdf; z=\"", "aSet-Cookie_ b.pdf"),
        ] {
            let added = upload(&app, revision, file(name, "application/pdf", PDF)).await.expect(201);
            assert_eq!(added.body["versions"][revision as usize - 2]["file_name"], tamed);
            let read = app.anyone().get(added.header("location").unwrap()).await.expect(200);
            assert!(read.header("set-cookie").is_none() && read.header("content-disposition").unwrap().is_ascii());
        }
    }

    async fn a_retried_upload_makes_one_version(app) {
        published(&app).await;
        let editor = app.editor().having_read("\"2\"").with("Idempotency-Key", "a-key-of-my-own-1");
        let body = form(&[in_albanian(), file("a.pdf", "application/pdf", PDF)]);
        let first = send(editor.clone(), body.clone()).await.expect(201);
        let again = send(editor.clone(), body).await.expect(201);
        assert_eq!((&first.body, again.header("location")), (&again.body, first.header("location")));
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        let other = form(&[in_albanian(), file("b.txt", "text/plain", b"other")]);
        send(editor, other).await.refused(422, "idempotency_key_reused");
    }

    async fn only_what_browsers_show_safely_is_shown_in_place(app) {
        published(&app).await;
        upload(&app, 2, file("a.pdf", "application/pdf", PDF)).await.expect(201);
        upload(&app, 3, file("a.txt", "text/plain", b"text")).await.expect(201);
        for (number, kind) in [(1, "inline"), (2, "attachment")] {
            let read = app.anyone().get(&format!("{HERE}/versions/{number}/file?disposition=inline")).await.expect(200);
            assert!(read.header("content-disposition").unwrap().starts_with(kind));
        }
        app.anyone().get(&format!("{HERE}/versions/1/file?disposition=other")).await.refused(400, "invalid_parameter");
    }

    async fn an_editor_sees_the_text_of_a_draft_as_readers_will(app) {
        draft(&app).await;
        upload(&app, 1, file("a.md", "text/markdown", b"# Titull\n\n<script>x</script>fjali")).await.expect(201);
        let (public, editorial) = (format!("{HERE}/versions/1/html"), "/api/v1/editorial/documents/letra/versions/1/html");
        app.anyone().get(&public).await.refused(404, "not_found");
        app.anyone().get(editorial).await.refused(401, "unauthenticated");
        app.moderator().get(editorial).await.refused(403, "forbidden");
        let before = app.editor().get(editorial).await.expect(200);
        assert_eq!(before.header("cache-control"), Some("private, no-store"));
        app.editor().get("/api/v1/editorial/documents/letra/versions/2/html").await.refused(404, "not_found");
        app.editor().having_read("\"2\"").post_nothing(&format!("{HERE}/publication")).await.expect(200);
        assert_eq!(app.anyone().get(&public).await.expect(200).bytes, before.bytes);
    }
}
