//! Consultation reports: everything that was said and answered, the same in three forms, and recomputed by an outsider.
use crate::comments::{hand_in, publish, reject, text};
use crate::responses::{DAY, answer, organization, responses_to, turn};
use crate::support::{Answer, TestApp, story, text as words};
use hapur::comments::CommentState;
use serde_json::{Value, json};
use std::process::Command;
use std::time::Duration;

const REPORT: &str = "/api/v1/documents/plan/consultation-report";

async fn plan(app: &TestApp) -> Value {
    organization(app, "ministry");
    organization(app, "office");
    app.editor()
        .publish("documents", json!({"kind": "letter", "title": words("Plani <b>i</b> veprimit"), "publisher": "office", "id": "plan"}))
        .await;
    json!({"kind": "document", "id": "plan"})
}

async fn report(app: &TestApp) -> Value {
    app.anyone().get(REPORT).await.expect(200).body
}

async fn page(app: &TestApp, query: &str) -> Answer {
    app.anyone().get(&format!("{REPORT}?format=html{query}")).await.expect(200)
}

fn string(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.clone()).unwrap()
}

/// The number in the page's cell of that name.
fn cell(html: &str, name: &str) -> String {
    let (_, rest) = html.split_once(&format!("{name}\">")).unwrap_or_else(|| panic!("no cell {name}"));
    rest.split('<').next().unwrap().to_owned()
}

/// A script by somebody else recomputes the totals.
fn recomputed(json: &Answer, csv: &Answer) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (json_file, csv_file) = (folder.path().join("report.json"), folder.path().join("report.csv"));
    std::fs::write(&json_file, &json.bytes).unwrap();
    std::fs::write(&csv_file, &csv.bytes).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recompute_report.py");
    let run = Command::new("python3").arg(script).args([json_file, csv_file]).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

/// Says something, and lets become of it what its number tells.
async fn say(app: &TestApp, plan: &Value, at: usize) {
    let outcomes = ["accepted", "partly_accepted", "not_accepted", "already_covered", "out_of_scope", "noted"];
    let received = hand_in(app, text(plan, &format!("=Komenti {at}, \"me\" <i>thonjëza</i>\r\ndhe rresht."))).await;
    if at % 40 == 1 {
        return reject(app, &received).await;
    }
    crate::comments::decide(app, &received, json!({"outcome": "publish"})).await.expect(200);
    app.clock.advance(DAY * u32::try_from(at % 4).unwrap() / 2);
    if at.is_multiple_of(3) {
        let first = app.editor_of("ministry").post(&responses_to(&received), answer(outcomes[at % 6])).await.expect(201);
        if at.is_multiple_of(5) {
            app.clock.advance(DAY);
            let mut instead = answer(outcomes[(at + 1) % 6]);
            instead["supersedes"] = first.body["id"].clone();
            app.editor_of("ministry").post(&responses_to(&received), instead).await.expect(201);
        }
    }
    if at.is_multiple_of(7) {
        app.editor_of("office").post(&responses_to(&received), answer(outcomes[at % 5])).await.expect(201);
    }
    if at.is_multiple_of(25) {
        turn(app, &received, CommentState::Hidden).await;
    }
}

story! {
    async fn the_totals_of_500_comments_are_the_same_in_all_forms_and_for_an_outsider(app) {
        let plan = plan(&app).await;
        for at in 0..500 {
            say(&app, &plan, at).await;
        }
        let json = app.anyone().get(REPORT).await.expect(200);
        let csv = app.anyone().get(&format!("{REPORT}?format=csv")).await.expect(200);
        let totals = &json.body["totals"];
        let mut expected = recomputed(&json, &csv);
        assert_eq!((&totals["received"], &totals["never_public"], &totals["once_public"]), (&json!(500), &json!(13), &json!(487)));
        expected["received"] = json!(500);
        expected["never_public"] = json!(13);
        assert_eq!(*totals, expected);
        for (name, least) in [("answered", 150), ("waiting", 150), ("hidden", 15), ("superseded", 20)] {
            assert!(totals[name].as_i64().unwrap() > least, "{name}: {totals}");
        }
        let html = string(&page(&app, "&lang=sr").await);
        let mut number = totals.clone();
        let outcomes = number.as_object_mut().unwrap().remove("outcomes").unwrap();
        for (name, told) in number.as_object().unwrap() {
            let told = told.as_f64().unwrap().to_string();
            assert_eq!(cell(&html, &format!("data-total=\"{name}")), told, "{name}");
        }
        for (name, told) in outcomes.as_object().unwrap() {
            assert_eq!(cell(&html, &format!("data-outcomes=\"{name}")), told.to_string(), "{name}");
        }
        let count = |what: &str| html.matches(what).count() as i64;
        assert_eq!((count("<article"), Some(count("data-unanswered"))), (487, totals["waiting"].as_i64()));
        assert_eq!(Some(count("<section")), totals["responses"].as_i64().zip(totals["superseded"].as_i64()).map(|(a, b)| a + b));
        let coverage = app.anyone().get("/api/v1/responses/coverage").await.expect(200).body;
        for name in ["published", "answered", "waiting", "median_days"] {
            assert_eq!(coverage["overall"][name], totals[name], "{name}");
        }
    }

    async fn what_strangers_write_stays_text_in_every_form(app) {
        let plan = plan(&app).await;
        let evil = ["=HYPERLINK(\"http://x\",\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", " =1+1", "\"=1+1", "＝1+1", "\t=1"];
        let xss = "</blockquote></article><script>alert(1)</script><img src=x onerror='alert(2)'> &lt; \u{202e}evil";
        let attributes = json!({"subject": plan, "language": "other", "body": xss, "author_name": "\"><svg onload=alert(3)>", "author_kind": "civil_society", "organization": "'=2+5"});
        let comment = publish(&app, attributes).await;
        for body in evil {
            publish(&app, text(&plan, body)).await;
        }
        let response = json!({"outcome": "noted", "reason": {"sq": "=1+1 <script>", "sr": "@x ]]><!--", "en": null},
            "changed": {"url": "https://example.org/'onmouseover='alert(4)&lt;"}});
        app.editor_of("ministry").post(&responses_to(&comment), response).await.expect(201);
        let csv = string(&app.anyone().get(&format!("{REPORT}?format=csv")).await.expect(200));
        assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
        for bad in evil.iter().map(|it| it.replace('"', "\"\"")).chain(["=1+1 <script>".into(), "@x ]]><!--".into(), "'=2+5".into()]) {
            assert!(csv.contains(&format!("\"'{bad}\"")), "{bad}: {csv}");
        }
        for lang in ["sq", "sr", "en"] {
            let page = page(&app, &format!("&lang={lang}")).await;
            let html = string(&page);
            for markup in ["<script", "<img", "<svg", "<b>", "<!--", "'onmouseover"] {
                assert!(!html.contains(markup), "{lang}: {markup}");
            }
            assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("<p lang=\"\" dir=\"auto\">"));
            assert!(page.header("content-security-policy").unwrap().starts_with("default-src 'none'; style-src 'sha256-"));
        }
        assert!(recomputed(&app.anyone().get(REPORT).await, &app.anyone().get(&format!("{REPORT}?format=csv")).await)["once_public"] == json!(9));
    }

    async fn a_report_tells_who_was_answered_by_whom_why_and_what_changed(app) {
        let plan = plan(&app).await;
        let comment = publish(&app, text(&plan, "Zgjateni afatin.")).await;
        let waiting = publish(&app, text(&plan, "Kush është përgjegjës?")).await;
        let mut response = answer("accepted");
        response["changed"] = json!({"thing": plan});
        let given = app.editor_of("ministry").post(&responses_to(&comment), response).await.expect(201);
        let report = report(&app).await;
        assert_eq!((&report["subject"], &report["responsible"], &report["window"]["open"]), (&plan, &json!("office"), &json!(true)));
        let named = |id: &str| json!({"id": id, "name": words(id)});
        assert_eq!(report["organizations"], json!([named("ministry"), named("office")]));
        assert_eq!(report["comments"][0]["responses"], json!([given.body]));
        assert_eq!((&report["unanswered"], &report["comments"][1]["id"]), (&json!([waiting.body["id"]]), &waiting.body["id"]));
        assert_eq!(report["as_of"]["seq"], app.anyone().head().await);
        let html = string(&page(&app, "&lang=en").await);
        for told in ["<html lang=\"en\">", "ministry (en)", "Accepted", "Arsyeja. (en)", "/en/documents/plan", "23 November 2026, 11:00", "Not answered yet."] {
            assert!(html.contains(told), "{told}");
        }
        assert!(string(&page(&app, "").await).contains("<html lang=\"sq\">"));
        assert!(string(&page(&app, "&lang=sr").await).contains("<html lang=\"sr-Latn\">"));
        let cyrillic = string(&page(&app, "&lang=sr-cyrl").await);
        for told in ["<html lang=\"sr-Cyrl\">", "Извештај о консултацијама", "23. новембар 2026. 11:00", "Прихваћено", "Zgjateni afatin.", "lang=sr-cyrl"] {
            assert!(cyrillic.contains(told), "{told}");
        }
    }

    async fn of_a_hidden_comment_the_report_has_a_stub_with_reasons(app) {
        let plan = plan(&app).await;
        let comment = publish(&app, json!({"subject": plan, "language": "sq", "body": "Kanarina.", "author_name": "Kanarina"})).await;
        let mut quoting = answer("noted");
        quoting["reason"]["sq"] = json!("Kanarina thotë.");
        app.editor_of("ministry").post(&responses_to(&comment), quoting).await.expect(201);
        let id = comment.body["id"].as_str().unwrap();
        app.sql(&format!("INSERT INTO moderation_decisions (id, comment, comment_revision, outcome, reasons, rules, rules_version, explanation, initiative, decided_by, pseudonym, at) \
            VALUES ('0193a5c0-7d7e-7000-8000-000000000000', '{id}', 2, 'hide', '[\"insult\"]', '[]', 0, 'Njëzet shenja ose më shumë.', 'own', 'a', 'p', 0)")).unwrap();
        turn(&app, &comment, CommentState::Hidden).await;
        let told = report(&app).await;
        let stub = &told["comments"][0];
        assert_eq!((&stub["state"], &stub["body"], &stub["reasons"], &stub["responses"]), (&json!("hidden"), &Value::Null, &json!(["insult"]), &json!([])));
        assert_eq!((&told["totals"]["hidden"], &told["totals"]["responses"], &told["unanswered"]), (&json!(1), &json!(0), &json!([])));
        for form in ["json", "csv", "html"] {
            let answer = app.anyone().get(&format!("{REPORT}?format={form}")).await.expect(200);
            let text = string(&answer);
            assert!(!text.contains("Kanarina") && text.contains("insult"), "{form}: {text}");
        }
        let printed = string(&page(&app, "&lang=en").await);
        assert!(printed.contains("Reasons: <span data-reason=\"insult\">Insult</span>."), "people read its name: {printed}");
        turn(&app, &comment, CommentState::Published).await;
        let told = report(&app).await;
        assert_eq!((&told["comments"][0]["reasons"], &told["totals"]["answered"]), (&json!([]), &json!(1)));
    }

    async fn a_handful_of_comments_that_never_became_public_is_not_told(app) {
        let plan = plan(&app).await;
        for _ in 0..4 {
            hand_in(&app, text(&plan, "Po.")).await;
        }
        assert_eq!((&report(&app).await["totals"]["received"], &report(&app).await["totals"]["never_public"]), (&Value::Null, &Value::Null));
        let html = string(&page(&app, "").await);
        assert_eq!((cell(&html, "data-total=\"received"), cell(&html, "data-total=\"once_public")), ("nuk tregohet".into(), "0".into()));
        hand_in(&app, text(&plan, "Po.")).await;
        assert_eq!(report(&app).await["totals"]["received"], 5);
        assert_eq!(report(&app).await["comments"], json!([]));
    }

    async fn every_kind_that_is_commented_has_a_report_and_what_is_not_public_has_none(app) {
        plan(&app).await;
        app.editor().publish("tracks", json!({"id": "line", "position": 1, "title": words("Vija")})).await;
        app.editor().publish("milestones", json!({"id": "step", "track": "line", "position": 1, "title": words("Hapi"), "responsible": "ministry"})).await;
        app.editor().publish("decisions", json!({"id": "ruling", "issuer": "office", "date": "2026", "title": words("Vendimi")})).await;
        for (kind, path, organization) in [("milestone", "milestones/step", "ministry"), ("decision", "decisions/ruling", "office")] {
            let (_, id) = path.split_once('/').unwrap();
            publish(&app, text(&json!({"kind": kind, "id": id}), "Po.")).await;
            let report = app.anyone().get(&format!("/api/v1/{path}/consultation-report")).await.expect(200).body;
            assert_eq!((&report["responsible"], &report["totals"]["waiting"]), (&json!(organization), &json!(1)));
        }
        app.editor().post("/api/v1/documents", json!({"kind": "letter", "title": words("Draft"), "id": "draft"})).await.expect(201);
        app.anyone().get("/api/v1/documents/draft/consultation-report").await.refused(404, "not_found");
        app.anyone().get("/api/v1/documents/nothing/consultation-report").await.refused(404, "not_found");
        app.editor().withdraw("documents/plan").await.expect(200);
        app.anyone().get(REPORT).await.refused(410, "gone");
    }

    async fn the_form_is_what_was_asked_for(app) {
        plan(&app).await;
        let form = async |accept: &str, query: &str| {
            let answer = app.anyone().with("Accept", accept).get(&format!("{REPORT}{query}")).await.expect(200);
            assert_eq!(answer.header("vary").map(|it| it.to_lowercase().contains("accept")), Some(true));
            answer.header("content-type").unwrap().split(';').next().unwrap().to_owned()
        };
        assert_eq!(form("*/*", "").await, "application/json");
        assert_eq!(form("text/html,application/xhtml+xml,*/*;q=0.8", "").await, "text/html");
        assert_eq!(form("text/csv", "").await, "text/csv");
        assert_eq!(form("text/html", "?format=csv").await, "text/csv");
        let csv = app.anyone().get(&format!("{REPORT}?format=csv")).await;
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"consultation-report-document-plan.csv\""));
        for query in ["", "?format=csv", "?format=html"] {
            let first = app.anyone().get(&format!("{REPORT}{query}")).await.expect(200);
            app.anyone().with("If-None-Match", first.etag()).get(&format!("{REPORT}{query}")).await.expect(304);
        }
        app.anyone().get(&format!("{REPORT}?format=pdf")).await.refused(400, "invalid_parameter");
        app.anyone().get(&format!("{REPORT}?lang=de")).await.refused(400, "invalid_parameter");
    }

    async fn a_window_opens_and_closes_at_its_exact_millisecond(app) {
        organization(&app, "office");
        app.editor().publish("tracks", json!({"id": "line", "position": 1, "title": words("Vija")})).await;
        let window = json!({"comments_from": "2026-11-23T12:00:00.000Z", "comments_until": "2026-11-23T13:00:00.000Z"});
        let with = |mut body: Value| { body.as_object_mut().unwrap().extend(window.as_object().unwrap().clone()); body };
        app.editor().publish("documents", with(json!({"kind": "letter", "title": words("Plani"), "id": "plan"}))).await;
        app.editor().publish("milestones", with(json!({"id": "plan", "track": "line", "position": 1, "title": words("Hapi")}))).await;
        app.editor().publish("decisions", json!({"id": "plan", "issuer": "office", "date": "2026", "title": words("Vendimi")})).await;
        let moments = [
            ("2026-11-23T11:59:59.999Z", false),
            ("2026-11-23T12:00:00.000Z", true),
            ("2026-11-23T12:59:59.999Z", true),
            ("2026-11-23T13:00:00.000Z", false),
        ];
        for (moment, open) in moments {
            app.it_is(moment);
            for kind in ["document", "milestone", "decision"] {
                let open = open || kind == "decision";
                let here = format!("/api/v1/{kind}s/plan");
                assert_eq!(app.anyone().get(&here).await.expect(200).body["comments_open"], open, "{kind} {moment}");
                let report = app.anyone().get(&format!("{here}/consultation-report")).await.expect(200).body;
                assert_eq!(report["window"]["open"], open, "{kind} {moment}");
                let said = app.anyone().post("/api/v1/comments", text(&json!({"kind": kind, "id": "plan"}), "Po.")).await;
                assert_eq!((said.status, said.code() == "window_closed"), if open { (202, false) } else { (409, true) }, "{kind} {moment}");
            }
        }
        let draft = app.editor().post("/api/v1/documents", json!({"kind": "letter", "title": words("Draft"), "id": "draft"})).await.expect(201);
        assert_eq!(draft.body["comments_open"], false);
        let mut conn = app.database.db.connection().unwrap();
        for kind in [hapur::record::Kind::Document, hapur::record::Kind::Milestone, hapur::record::Kind::Decision] {
            let past = hapur::record::history(&mut conn, &hapur::record::Subject::new(kind, "plan")).unwrap();
            assert!(past.iter().all(|it| it.public.get("comments_open").is_none()), "{kind}: the clock has no place in the record");
        }
    }

    async fn two_thousand_long_comments_are_all_there(app) {
        let plan = plan(&app).await;
        let insert = "INSERT INTO comments (id, subject_kind, subject_id, depth, author_kind, language, body, state, revision, created_at, published_at, seq, replies, rules_version) \
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) \
            SELECT '0193a5c0-7d7e-7000-8000-' || CAST(100000000000 + i AS TEXT), 'document', 'plan', 0, 'citizen', 'sq', '<BODY>', 'published', 1, i, i, i + 100, 0, 0 FROM n";
        app.sql(&insert.replace("<BODY>", &"<ë&> ".repeat(1000))).unwrap();
        let started = std::time::Instant::now();
        let told = report(&app).await;
        let html = string(&page(&app, "").await);
        let csv = string(&app.anyone().get(&format!("{REPORT}?format=csv")).await.expect(200));
        println!("three forms of 2,000 comments of 5,000 characters: {:?}, {} bytes of HTML", started.elapsed(), html.len());
        assert_eq!((told["comments"].as_array().unwrap().len(), html.matches("<article").count(), csv.matches("\r\n").count()), (2000, 2000, 2001));
        assert_eq!((html.matches("&lt;ë&amp;&gt;").count(), &told["subject"]), (2_000_000, &plan));
        assert!(Duration::from_secs(60) > started.elapsed());
    }
}
