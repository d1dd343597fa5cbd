//! Taking in a folder of content: all or nothing, the second time without effect, never over what was edited here.
use crate::support::{TestApp, story, text};
use hapur::import::{self, Options, Outcome, Report, Source};
use serde_json::{Value, json};
use std::fs;

/// A folder of content that a story writes.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("files")).unwrap();
        Self(folder)
    }

    /// A small whole record: each kind once, a document with a version.
    fn small() -> Self {
        let folder = Self::new();
        folder.has("organizations", json!([organization("forum", "Forumi")]));
        folder.has("tracks", json!([{"id": "udha", "title": text("Udha"), "position": 1}]));
        folder.file("letra.sq.md", "# Letra\n");
        folder.has("documents", json!([document("letra", &["letra.sq.md"])]));
        folder.has("milestones", json!([{"id": "hapi", "track": "udha", "position": 1, "title": text("Hapi"), "responsible": "forum", "completed_on": "2023-07"}]));
        folder.has("decisions", json!([decision("a", &[])]));
        folder
    }

    fn has(&self, kind: &str, things: Value) {
        self.json(kind, things.to_string());
    }
    fn json(&self, kind: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(format!("{kind}.json")), bytes).unwrap();
    }
    fn file(&self, name: &str, bytes: &str) {
        fs::write(self.0.path().join("files").join(name), bytes).unwrap();
    }
    fn source(&self) -> Source {
        Source::Folder(self.0.path().into())
    }

    async fn offered_to(&self, app: &TestApp, options: Options) -> Told {
        take_in(app, &self.source(), options).await
    }
    async fn taken_in_by(&self, app: &TestApp) -> Report {
        self.offered_to(app, Options::default()).await.unwrap()
    }
    async fn taking(&self, app: &TestApp, what: &str) -> Report {
        self.offered_to(app, Options { take: vec![what.into()], ..Options::default() }).await.unwrap()
    }
    /// Why nothing can be taken in; and nothing was.
    async fn is_broken(&self, app: &TestApp) -> String {
        let before = everything(app);
        let told = match self.offered_to(app, Options::default()).await {
            Err(why) => why,
            Ok(report) => {
                assert!(report.is_refused(), "it was not refused: {report}");
                report.to_string()
            }
        };
        assert_eq!(everything(app), before, "{told}");
        told
    }
}

type Told = Result<Report, String>;

async fn take_in(app: &TestApp, source: &Source, options: Options) -> Told {
    let state = &app.state;
    import::run(&state.record, &state.files, &state.contract, source, options).await.map_err(|e| format!("{e:#}"))
}

fn organization(id: &str, name: &str) -> Value {
    json!({"id": id, "kind": "forum", "name": text(name)})
}
fn document(id: &str, files: &[&str]) -> Value {
    let versions: Vec<_> =
        files.iter().map(|file| json!({"language": "sq", "file": file, "note": {"sq": null, "sr": null, "en": null}})).collect();
    json!({"id": id, "kind": "letter", "title": text("Letra"), "publisher": "forum", "date": "2023-07", "versions": versions})
}
fn decision(id: &str, follows: &[&str]) -> Value {
    let relations: Vec<_> = follows.iter().map(|to| json!({"relation": "amends", "decision": to})).collect();
    json!({"id": id, "issuer": "forum", "date": "2016-04-29", "title": text(id), "document": "letra", "milestones": ["hapi"], "relations": relations})
}

/// Counts of all rows that an import could write.
fn everything(app: &TestApp) -> Vec<i64> {
    ["record_entries", "editorial_things", "editorial_references", "import_marks"].map(|table| app.rows(table)).into()
}

/// Created, changed, unchanged, kept, refused.
fn counts(report: &Report) -> [usize; 5] {
    let count = |sort: fn(&Outcome) -> bool| report.count(sort);
    [
        count(|it| *it == Outcome::Created),
        count(|it| *it == Outcome::Changed),
        count(|it| *it == Outcome::Unchanged),
        count(|it| matches!(it, Outcome::Kept(_))),
        count(|it| matches!(it, Outcome::Refused(_))),
    ]
}

fn outcome<'a>(report: &'a Report, subject: &str) -> &'a Outcome {
    &report.things.iter().find(|told| told.subject.to_string() == subject).unwrap().outcome
}

story! {
    async fn a_folder_is_taken_in_once_and_the_second_time_changes_nothing(app) {
        let folder = Folder::small();
        let dry = folder.offered_to(&app, Options { dry_run: true, ..Options::default() }).await.unwrap();
        assert_eq!((counts(&dry), everything(&app)), ([5, 0, 0, 0, 0], vec![0; 4]));
        assert_eq!(folder.taken_in_by(&app).await, dry, "a dry run tells what happens");
        assert_eq!(app.anyone().head().await, 5);
        app.anyone().get("/api/v1/documents/letra/versions/1/html").await.expect(200);
        let before = everything(&app);
        assert_eq!((counts(&folder.taken_in_by(&app).await), everything(&app)), ([0, 0, 5, 0, 0], before));
    }

    async fn what_differs_from_the_last_import_is_changed(app) {
        let folder = Folder::small();
        folder.taken_in_by(&app).await;
        folder.has("organizations", json!([organization("forum", "Forumi i Ri")]));
        let dry = folder.offered_to(&app, Options { dry_run: true, ..Options::default() }).await.unwrap();
        assert_eq!((counts(&dry), app.anyone().head().await), ([0, 1, 4, 0, 0], 5));
        assert_eq!(folder.taken_in_by(&app).await, dry);
        let now = app.anyone().get("/api/v1/organizations/forum").await.expect(200).body;
        assert_eq!((&now["name"]["sq"], &now["revision"]), (&json!("Forumi i Ri"), &json!(2)));
        assert_eq!(app.anyone().changes(5).await, ["organization.revised forum"]);
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 0, 5, 0, 0]);
    }

    async fn what_was_edited_here_is_kept_until_somebody_says_to_take_it(app) {
        let folder = Folder::small();
        folder.taken_in_by(&app).await;
        app.editor().revise("organizations/forum", json!({"name": {"en": "The Forum"}, "active": true})).await.expect(200);
        for _ in 0..2 {
            let kept = folder.taken_in_by(&app).await;
            assert_eq!(counts(&kept), [0, 0, 4, 1, 0]);
            assert_eq!(outcome(&kept, "organization:forum"), &Outcome::Kept(vec!["/active".into(), "/name/en".into()]));
            assert!(kept.to_string().contains("organization:forum (edited here; differs at /active, /name/en)"), "{kept}");
        }
        assert_eq!(counts(&folder.taking(&app, "document:forum").await), [0, 0, 4, 1, 0]);
        assert_eq!(counts(&folder.taking(&app, "forum").await), [0, 1, 4, 0, 0]);
        let now = app.anyone().get("/api/v1/organizations/forum").await.expect(200).body;
        assert_eq!((&now["name"]["en"], &now["active"], &now["revision"]), (&json!("Forumi (en)"), &json!(null), &json!(3)));
        app.editor().revise("organizations/forum", json!({"active": false})).await.expect(200);
        assert_eq!(counts(&folder.taking(&app, "organization:forum").await), [0, 1, 4, 0, 0]);
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 0, 5, 0, 0]);
    }

    async fn what_was_withdrawn_or_is_a_draft_here_is_kept(app) {
        let folder = Folder::small();
        app.editor().post("/api/v1/tracks", json!({"id": "tjeter", "title": text("Tjetër"), "position": 2})).await.expect(201);
        folder.has("tracks", json!([{"id": "udha", "title": text("Udha"), "position": 1}, {"id": "tjeter", "title": text("Ndryshe"), "position": 2}]));
        assert_eq!(counts(&folder.taken_in_by(&app).await), [5, 0, 0, 1, 0]);
        app.editor().withdraw("decisions/a").await.expect(200);
        folder.has("decisions", json!([decision("a", &[]), decision("b", &[])]));
        let report = folder.taken_in_by(&app).await;
        assert_eq!(counts(&report), [1, 0, 4, 2, 0], "{report}");
        app.anyone().get("/api/v1/decisions/a").await.refused(410, "gone");
        assert_eq!(counts(&folder.taking(&app, "a").await), [0, 0, 5, 2, 0], "a withdrawn thing is not taken either");
        app.anyone().get("/api/v1/decisions/a").await.refused(410, "gone");
    }

    async fn decisions_name_each_other_in_any_order(app) {
        let folder = Folder::small();
        folder.has("decisions", json!([decision("c", &["b", "a"]), decision("b", &["a"]), decision("a", &[])]));
        assert_eq!(counts(&folder.taken_in_by(&app).await), [7, 0, 0, 0, 0]);
        let first = app.anyone().get("/api/v1/decisions/c").await.expect(200).body;
        assert_eq!((first["status"].as_str(), first["relations"].as_array().unwrap().len()), (Some("published"), 2));
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 0, 7, 0, 0]);
        folder.has("decisions", json!([decision("c", &["d"]), decision("d", &[])]));
        assert_eq!(counts(&folder.taken_in_by(&app).await), [1, 1, 4, 0, 0], "what is missing from a folder stays");
        app.anyone().get("/api/v1/decisions/a").await.expect(200);
    }

    async fn a_new_file_becomes_a_version_and_an_old_one_is_never_replaced(app) {
        let folder = Folder::small();
        folder.taken_in_by(&app).await;
        let versions = || async { app.anyone().get("/api/v1/documents/letra").await.expect(200).body["versions"].clone() };
        let first = versions().await;
        folder.file("letra-2.sq.md", "# Letra e re\n");
        folder.has("documents", json!([document("letra", &["letra.sq.md", "letra-2.sq.md"])]));
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 1, 4, 0, 0]);
        assert_eq!((versions().await[0].clone(), versions().await.as_array().unwrap().len()), (first[0].clone(), 2));
        assert_eq!(app.anyone().get("/api/v1/documents/letra/versions/2/file").await.expect(200).bytes, b"# Letra e re\n");
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 0, 5, 0, 0]);
        folder.file("letra.sq.md", "# Letra, e ndryshuar\n");
        assert_eq!(counts(&folder.taken_in_by(&app).await), [0, 1, 4, 0, 0]);
        assert_eq!((versions().await[0].clone(), versions().await.as_array().unwrap().len()), (first[0].clone(), 3));
        assert_eq!(app.anyone().get("/api/v1/documents/letra/versions/1/file").await.expect(200).bytes, b"# Letra\n");
    }

    async fn a_broken_folder_changes_nothing_and_says_where_it_is_broken(app) {
        let breaks: [(&str, &[u8], &[&str]); 16] = [
            ("decisions", b"[{", &["decisions.json", "line 1"]),
            ("decisions", b"{}", &["decisions.json", "list"]),
            ("decisions", b"[\xff]", &["decisions.json", "UTF-8"]),
            ("decisions", b"[null]", &["decisions.json", "item 0"]),
            ("decisions", br#"[{"id": "a", "id": "b"}]"#, &["decisions.json", "twice"]),
            ("tracks", br#"[{"id": "udha", "title": {"sq": "U", "sr": "U", "en": null}, "position": "1"}]"#, &["tracks.json", "udha", "/position", "type"]),
            ("tracks", br#"[{"id": "udha", "title": {"sq": "U", "sr": "U", "en": null}, "position": 1, "colour": 1}]"#, &["tracks.json", "udha", "/colour", "unknown"]),
            ("tracks", br#"[{"id": "udha", "title": {"sq": "", "sr": "U", "en": null}, "position": 1}]"#, &["tracks.json", "udha", "/title/sq"]),
            ("tracks", br#"[{"title": {"sq": "U", "sr": "U", "en": null}, "position": 1}]"#, &["tracks.json", "item 0", "/id", "required"]),
            ("tracks", br#"[{"id": "../x", "title": {"sq": "U", "sr": "U", "en": null}, "position": 1}]"#, &["tracks.json", "/id"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "date": "2023-02-30"}]"#, &["documents.json", "letra", "/date"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "publisher": "nobody"}]"#, &["document:letra", "/publisher", "unknown"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "versions": [{"language": "sq", "file": "gone.md"}]}]"#, &["documents.json", "letra", "files/gone.md", "not there"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "versions": [{"language": "sq", "file": "../tracks.json"}]}]"#, &["documents.json", "letra", "../tracks.json"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "versions": [{"language": "sq", "file": "/etc/hostname"}]}]"#, &["documents.json", "letra", "/etc/hostname"]),
            ("documents", br#"[{"id": "letra", "kind": "letter", "title": {"sq": "L", "sr": "L", "en": null}, "versions": [{"file": "letra.sq.md"}]}]"#, &["documents.json", "letra", "/versions", "language"]),
        ];
        for (kind, bytes, told) in breaks {
            let folder = Folder::small();
            folder.json(kind, bytes);
            let why = folder.is_broken(&app).await;
            for word in told {
                assert!(why.contains(word), "{word:?} is not in: {why}");
            }
        }
        let folder = Folder::small();
        folder.has("organizations", json!([organization("forum", "Një"), organization("forum", "Dy")]));
        assert!(folder.is_broken(&app).await.contains("twice"));
        folder.has("organizations", json!([]));
        let why = folder.is_broken(&app).await;
        for refused in ["document:letra", "milestone:hapi", "decision:a"] {
            assert!(why.contains(&format!("refused   {refused}")), "{why}");
        }
        folder.file("page.html", "<p>");
        folder.has("documents", json!([document("letra", &["page.html"])]));
        assert!(folder.is_broken(&app).await.contains("page.html"));
        folder.file("fake.pdf", "<script>alert(1)</script>");
        folder.has("documents", json!([document("letra", &["fake.pdf"])]));
        assert!(folder.is_broken(&app).await.contains("fake.pdf"));
        assert!(Folder::new().is_broken(&app).await.contains("organizations.json"));
        assert!(take_in(&app, &Source::Folder("/nowhere/at/all".into()), Options::default()).await.unwrap_err().contains("not a folder"));
    }

    async fn a_thing_that_names_what_is_not_published_is_refused_whole(app) {
        let folder = Folder::small();
        app.editor().post("/api/v1/organizations", organization("draft", "Skica")).await.expect(201);
        folder.has("documents", json!([but_publisher(document("letra", &[]), "draft")]));
        let why = folder.is_broken(&app).await;
        assert!(why.contains("document:letra") && why.contains("not_published"), "{why}");
        assert_eq!(app.rows("editorial_things"), 1);
    }
}

fn but_publisher(mut document: Value, publisher: &str) -> Value {
    document["publisher"] = json!(publisher);
    document
}
