//! The web as the binary serves it: built files, and pages of things that can be read before any script runs.
use crate::comments::{publish, text as comment};
use crate::responses::responses_to;
use crate::support::{Answer, Kind, TestApp, story, text};
use actix_web::http::Method;
use actix_web::web::Data;
use serde_json::json;
use std::io::Read;
use std::path::Path;

const SHELL: &str =
    "<!doctype html><html lang=\"sq\"><head><!--hapur:head--></head><body><!--hapur:text--><div id=\"app\"></div></body></html>";

impl TestApp {
    /// Serves what a build would leave in a folder.
    pub async fn serve_web(&mut self) -> tempfile::TempDir {
        let web = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = web.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        write("200.html", SHELL);
        write("sq.html", "<p>Hapur</p>");
        write("sq/about.html", "<p>Rreth nesh</p>");
        write("sq/search.html", "<noscript><!--hapur:list--></noscript>");
        write("sr-cyrl/documents.html", "<noscript><!--hapur:list--></noscript>");
        write("app.css", "p { color: red }");
        write("_app/immutable/start.1a2b.js", "start()");
        write("_app/immutable/start.1a2b.js.br", "packed");
        self.serve_from(web.path()).await;
        web
    }

    async fn serve_from(&mut self, folder: &Path) {
        let site = hapur::site::Site { web_dir: folder.into(), ..self.state.site.as_ref().clone() };
        self.state.site = Data::new(site);
        self.restart().await;
    }
}

fn html(page: &Answer) -> String {
    String::from_utf8(page.bytes.clone()).unwrap()
}

#[actix_web::test]
async fn without_built_pages_the_address_says_how_to_build_them() {
    let app = TestApp::new(Kind::Sqlite).await;
    assert!(html(&app.anyone().visit("/").await.expect(200)).contains("make web"));
    for nothing in ["/sq", "/sq/documents/plan", "/app.css"] {
        app.anyone().visit(nothing).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn the_first_page_is_in_the_language_of_its_reader() {
    let mut app = TestApp::new(Kind::Sqlite).await;
    let _web = app.serve_web().await;
    for (accepted, address) in [("", "/sq"), ("sr-RS,en;q=0.5", "/sr"), ("sr-Cyrl", "/sr-cyrl"), ("de,en-GB;q=0.9", "/en")] {
        let sent = app.anyone().with("Accept-Language", accepted).visit("/").await.expect(302);
        assert_eq!((sent.header("location"), sent.header("vary")), (Some(address), Some("Accept, Accept-Language")), "{accepted}");
        let typed =
            app.anyone().with("Accept-Language", accepted).with("Accept", "text/html,*/*;q=0.8").visit("/documents/plan").await.expect(302);
        assert_eq!(typed.header("location"), Some(format!("{address}/documents/plan").as_str()), "without a language it is the reader's");
    }
    for file in ["/_app/immutable/nothing.js", "/api/v1/nothing"] {
        app.anyone().with("Accept", "text/html").visit(file).await.refused(404, "not_found");
    }
}

#[actix_web::test]
async fn built_files_are_served_packed_and_kept_as_long_as_they_hold() {
    let mut app = TestApp::new(Kind::Sqlite).await;
    let _web = app.serve_web().await;
    assert_eq!(html(&app.anyone().visit("/sq").await.expect(200)), "<p>Hapur</p>");
    let about = app.anyone().visit("/sq/about").await.expect(200);
    assert_eq!((html(&about).as_str(), about.header("cache-control")), ("<p>Rreth nesh</p>", Some("public, no-cache")));
    assert!(about.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    assert_eq!(app.anyone().visit("/app.css").await.expect(200).header("content-type"), Some("text/css; charset=utf-8"));

    let script = "/_app/immutable/start.1a2b.js";
    let plain = app.anyone().visit(script).await.expect(200);
    assert_eq!((html(&plain).as_str(), plain.header("cache-control")), ("start()", Some("public, max-age=31536000, immutable")));
    let brotli = app.anyone().with("Accept-Encoding", "gzip, br");
    let packed = brotli.visit(script).await.expect(200);
    assert_eq!((html(&packed).as_str(), packed.header("content-encoding")), ("packed", Some("br")));
    assert_eq!(packed.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_ne!(packed.etag(), plain.etag());
    let same = brotli.with("If-None-Match", packed.etag()).visit(script).await.expect(304);
    assert_eq!((same.bytes.len(), same.etag()), (0, packed.etag()));
    let refused = app.anyone().with("Accept-Encoding", "br;q=0").visit(script).await.expect(200);
    assert_eq!(html(&refused), "start()");
}

#[actix_web::test]
async fn an_address_leads_nowhere_but_into_the_folder() {
    let mut app = TestApp::new(Kind::Sqlite).await;
    let web = app.serve_web().await;
    std::fs::write(web.path().join(".hidden"), "secret").unwrap();
    let nowhere = ["/nothing.css", "/_app/immutable/nothing.js", "/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/../../etc/passwd"];
    for nothing in nowhere.into_iter().chain(["/%00", "/%ff", "/.hidden", "//etc/passwd", "/en/.hidden"]) {
        let answer = app.anyone().visit(nothing).await;
        assert!([(404, "not_found"), (400, "malformed_request")].contains(&(answer.status, answer.code())), "{nothing}: {}", answer.status);
    }
    let refused = app.anyone().ask(&Method::POST, "/", None, vec![]).await.refused(405, "method_not_allowed");
    assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"));
    app.anyone().visit("/api/v1/nothing").await.refused(404, "not_found");
    app.anyone().visit("/health/live").await.expect(200);
    let nowhere = html(&app.anyone().visit("/en/no/such-page").await.expect(404));
    assert!(nowhere.contains("<h1>There is nothing here</h1>") && nowhere.contains("href=\"/sr/no/such-page\""), "{nowhere}");
    for (page, one) in [
        ("/en/", "/en"),
        ("/sq/about/?q=1", "/sq/about?q=1"),
        ("/en/documents/plan/", "/en/documents/plan"),
        ("/en//example.org/", "/en//example.org"),
    ] {
        assert_eq!(app.anyone().visit(page).await.expect(308).header("location"), Some(one), "one page has one address");
    }
    let own = html(&app.anyone().visit("/en/staff").await.expect(200));
    assert!(
        own.contains("<html lang=\"en\"") && own.contains("<title>Hapur</title>") && own.contains("works only with JavaScript"),
        "the app knows whether it has such a page: {own}"
    );
}

story! {
    async fn a_page_of_a_thing_can_be_read_and_shared_before_any_script_runs(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        let title = json!({"sq": "Plani <b>i</b> veprimit", "sr": "Akcioni plan", "en": null});
        let summary = json!({"sq": "Çka premtohet.", "sr": "Šta se obećava njima.", "en": null});
        let plan = json!({"id": "plan", "kind": "action_plan", "title": title, "summary": summary, "date": "2023-07"});
        app.editor().publish("documents", plan).await;

        let page = app.anyone().visit("/sq/documents/plan").await.expect(200);
        let said = html(&page);
        for part in [
            "<html lang=\"sq\"",
            "<title>Plani &lt;b&gt;i&lt;/b&gt; veprimit · Hapur</title>",
            "<meta name=\"description\" content=\"Çka premtohet.\">",
            "<link rel=\"canonical\" href=\"http://127.0.0.1:8080/sq/documents/plan\">",
            "hreflang=\"sr-Cyrl\" href=\"http://127.0.0.1:8080/sr-cyrl/documents/plan\"",
            "<h1 lang=\"sq\">Plani &lt;b&gt;i&lt;/b&gt; veprimit</h1>",
            "<time datetime=\"2023-07\">korrik 2023</time>",
            "<div id=\"app\"></div>",
        ] {
            assert!(said.contains(part), "{part} is not in {said}");
        }
        let cyrillic = html(&app.anyone().visit("/sr-cyrl/documents/plan").await.expect(200));
        assert!(cyrillic.contains("<html lang=\"sr-Cyrl\"") && cyrillic.contains("Шта се обећава њима."), "{cyrillic}");
        let english = html(&app.anyone().visit("/en/documents/plan").await.expect(200));
        assert!(english.contains("<h1 lang=\"sq\">"), "what is not there in a language is shown in one that has it: {english}");

        for nothing in ["/sq/documents/nothing", "/sq/milestones/plan"] {
            let said = html(&app.anyone().visit(nothing).await.expect(404));
            assert!(said.contains("<h1>Këtu nuk ka asgjë</h1>") && said.contains("<div id=\"app\"></div>"), "{nothing}: {said}");
        }
        app.editor().withdraw("documents/plan").await.expect(200);
        let gone = html(&app.anyone().visit("/sq/documents/plan").await.expect(410));
        assert!(gone.contains("<h1>Kjo nuk tregohet më</h1><p lang=\"sq\">Gabim.</p>") && !gone.contains("premtohet"), "{gone}");
    }

    async fn comments_stand_in_the_page_once_they_are_published_and_never_as_markup(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        app.editor().publish("documents", json!({"id": "plan", "kind": "action_plan", "title": text("Plani")})).await;
        let body = "<img src=x onerror=alert(1)>\n\nKur?";
        let comment = json!({"subject": {"kind": "document", "id": "plan"}, "language": "sq", "author_name": "A<i>", "body": body});
        let id = app.anyone().post("/api/v1/comments", comment).await.expect(202).body["id"].as_str().unwrap().to_owned();
        assert!(!html(&app.anyone().visit("/sq/documents/plan").await.expect(200)).contains("Kur?"), "nobody has decided on it");
        let decision = format!("/api/v1/moderation/comments/{id}/decision");
        app.moderator().having_read("\"1\"").post(&decision, json!({"outcome": "publish"})).await.expect(200);
        let said = html(&app.anyone().visit("/sq/documents/plan").await.expect(200));
        assert!(said.contains("<p lang=\"sq\">&lt;img src=x onerror=alert(1)&gt;</p><p lang=\"sq\">Kur?</p>"), "{said}");
        assert!(said.contains("<b>A&lt;i&gt;</b>"), "{said}");
    }

    async fn what_was_answered_stands_under_the_comment_and_what_was_taken_away_with_its_reason(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        app.editor().publish("organizations", json!({"id": "ministry", "kind": "ministry", "name": text("Ministria <e>")})).await;
        app.editor().publish("documents", json!({"id": "plan", "kind": "action_plan", "title": text("Plani")})).await;
        let plan = json!({"kind": "document", "id": "plan"});
        let asked = publish(&app, comment(&plan, "Kur botohet?")).await;
        let response = json!({"outcome": "partly_accepted", "reason": {"sq": "Në <mars>.", "sr": "Njima u martu.", "en": null}});
        app.editor_of("ministry").post(&responses_to(&asked), response).await.expect(201);
        let spam = publish(&app, comment(&plan, "Bli këtu!")).await;
        let decision = format!("/api/v1/moderation/comments/{}/decision", spam.body["id"].as_str().unwrap());
        let hide = json!({"outcome": "hide", "reasons": ["off_topic"], "explanation": "Kjo nuk flet për dokumentin."});
        app.with_roles("moderator").having_read("\"2\"").post(&decision, hide).await.expect(200);

        let said = html(&app.anyone().visit("/sq/documents/plan").await.expect(200));
        assert!(said.contains("<b>Pranuar pjesërisht</b>. Ministria &lt;e&gt;") && said.contains("<p lang=\"sq\">Në &lt;mars&gt;.</p>"), "{said}");
        assert!(said.contains("Arsyeja: Jashtë temës") && !said.contains("Bli këtu"), "{said}");
        let cyrillic = html(&app.anyone().visit("/sr-cyrl/documents/plan").await.expect(200));
        assert!(cyrillic.contains("Делимично прихваћено") && cyrillic.contains("Њима у марту."), "{cyrillic}");
    }

    async fn what_shows_a_milestone_stands_in_its_page(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        app.editor().publish("documents", json!({"id": "letter", "kind": "letter", "title": text("Letra")})).await;
        app.editor().publish("tracks", json!({"id": "history", "title": text("Historia"), "position": 1})).await;
        let evidence = json!([{"document": "letter", "note": text("Me nënshkrim")}, {"url": "https://example.org/a?b=1&c=2"}]);
        let milestone = json!({"id": "sent", "track": "history", "position": 1, "title": text("U dërgua"), "evidence": evidence});
        app.editor().publish("milestones", milestone).await;
        let said = html(&app.anyone().visit("/sq/milestones/sent").await.expect(200));
        assert!(said.contains("<h2>Dëshmi</h2>") && said.contains("<a href=\"/sq/documents/letter\" lang=\"sq\">"), "{said}");
        assert!(said.contains("<p lang=\"sq\">Me nënshkrim</p>") && said.contains("<a href=\"https://example.org/a?b=1&amp;c=2\""), "{said}");
    }

    async fn a_list_and_a_search_can_be_read_before_any_script_runs(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        let title = json!({"sq": "Plani <i>", "sr": "Akcioni plan", "en": null});
        app.editor().publish("documents", json!({"id": "plan", "kind": "action_plan", "title": title, "date": "2023-07"})).await;
        app.editor().post("/api/v1/documents", json!({"id": "draft", "kind": "other", "title": text("Drafti")})).await.expect(201);

        let list = app.anyone().visit("/sr-cyrl/documents").await.expect(200);
        let said = html(&list);
        assert!(said.contains("<a href=\"/sr-cyrl/documents/plan\" lang=\"sr-Cyrl\">Акциони план</a>"), "{said}");
        assert!(said.contains("<time datetime=\"2023-07\">јул 2023.</time>") && !said.contains("draft"), "{said}");
        app.anyone().with("If-None-Match", list.etag()).visit("/sr-cyrl/documents").await.expect(304);

        let packed = app.anyone().with("Accept-Encoding", "br").visit("/sr-cyrl/documents").await.expect(200);
        let mut unpacked = String::new();
        brotli::Decompressor::new(packed.bytes.as_slice(), 4096).read_to_string(&mut unpacked).unwrap();
        assert_eq!((unpacked.as_str(), packed.header("content-encoding")), (said.as_str(), Some("br")));
        assert_eq!(packed.etag(), format!("{}.b\"", list.etag().trim_end_matches('"').to_owned()));
        assert_eq!((packed.header("vary"), list.header("vary")), (Some("Accept-Encoding"), Some("Accept-Encoding")));

        let found = html(&app.anyone().visit("/sq/search?q=plani").await.expect(200));
        assert!(found.contains("<a href=\"/sq/documents/plan\" lang=\"sq\">Plani &lt;i&gt;</a>"), "{found}");
        assert!(found.contains("<mark>Plani</mark> &lt;i&gt;"), "{found}");
        let nothing = html(&app.anyone().visit("/sq/search?q=%3Cb%3E&kind=nothing").await.expect(200));
        assert!(nothing.contains("&lt;b&gt;") && !nothing.contains("<b>"), "{nothing}");
        assert_eq!(html(&app.anyone().visit("/sq/search").await.expect(200)), "<noscript></noscript>");
    }

    async fn the_sitemap_has_every_page_in_every_language(app) {
        let mut app = app;
        let _web = app.serve_web().await;
        app.editor().publish("organizations", json!({"id": "forum", "kind": "forum", "name": text("Forumi")})).await;
        app.editor().post("/api/v1/organizations", json!({"id": "draft", "kind": "forum", "name": text("Drafti")})).await.expect(201);
        let map = html(&app.anyone().visit("/sitemap.xml").await.expect(200));
        for locale in ["sq", "sr", "sr-cyrl", "en"] {
            assert!(map.contains(&format!("<loc>http://127.0.0.1:8080/{locale}/organizations/forum</loc><lastmod>2026-11-23T10:00:00.000Z")), "{map}");
        }
        assert!(!map.contains("draft"));
        let robots = html(&app.anyone().visit("/robots.txt").await.expect(200));
        assert!(robots.contains("Sitemap: http://127.0.0.1:8080/sitemap.xml\n"), "{robots}");
    }
}
