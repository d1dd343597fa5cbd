//! The record that the program brings along: complete, published, its dates as the facts have them, its texts readable.
use crate::support::{TestApp, story};
use hapur::comments::Reason;
use hapur::import::{self, Options, Source};
use serde_json::{Value, json};

async fn filled(app: &TestApp) -> usize {
    let state = &app.state;
    let report = import::into_empty(&state.record, &state.files, &state.contract, &Source::BuiltIn).await.unwrap().unwrap();
    assert!(!report.is_refused(), "{report}");
    report.things.len()
}

async fn all(app: &TestApp, list: &str) -> Vec<Value> {
    app.anyone().get(&format!("/api/v1/{list}")).await.expect(200).body["items"].as_array().unwrap().clone()
}

story! {
    async fn an_empty_database_takes_in_the_real_record_once(app) {
        assert_eq!(filled(&app).await, 83);
        for (kind, number) in [("organizations", 26), ("tracks", 2), ("documents", 22), ("milestones", 25), ("decisions", 8)] {
            let list = app.anyone().get(&format!("/api/v1/{kind}?limit=100")).await.expect(200).body;
            assert_eq!((&list["total"], list["items"].as_array().unwrap().len()), (&json!(number), number), "{kind}");
        }
        let (state, before) = (&app.state, app.anyone().head().await);
        let again = import::into_empty(&state.record, &state.files, &state.contract, &Source::BuiltIn).await.unwrap();
        assert!(again.is_none(), "it is not empty any more");
        let again = import::run(&state.record, &state.files, &state.contract, &Source::BuiltIn, Options::default()).await.unwrap();
        assert_eq!(again.to_string(), "0 created, 0 changed, 83 unchanged, 0 kept, 0 refused");
        assert_eq!(app.anyone().head().await, before);
    }

    async fn the_milestones_are_dated_as_precisely_as_they_are_known_and_none_is_late(app) {
        filled(&app).await;
        let steps = all(&app, "milestones?track=membership-2021&limit=100").await;
        assert_eq!(steps.iter().map(|step| step["position"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        let milestones = all(&app, "milestones?limit=100").await;
        for milestone in &milestones {
            let state = milestone["state"].as_str().unwrap();
            assert!(!["late", "completed_late", "due_soon"].contains(&state), "{} is {state}", milestone["id"]);
        }
        let dates: Vec<_> = milestones.iter().flat_map(|it| ["started_on", "completed_on"].map(|field| it[field].clone())).collect();
        for date in ["2023-07", "2022-04", "unknown"] {
            assert!(dates.contains(&json!(date)), "{date} is not in {dates:?}");
        }
    }

    async fn our_own_texts_are_there_in_three_languages_and_can_be_read(app) {
        filled(&app).await;
        let documents = all(&app, "documents?limit=100").await;
        for id in ["about", "rules-for-comments", "privacy-notice"] {
            let document = documents.iter().find(|it| it["id"] == id).unwrap();
            let mut languages: Vec<_> = document["versions"].as_array().unwrap().iter().map(|it| it["language"].as_str().unwrap()).collect();
            languages.sort_unstable();
            assert_eq!(languages, ["en", "sq", "sr"], "{id}");
        }
        for document in &documents {
            for version in document["versions"].as_array().unwrap() {
                let path = format!("/api/v1/documents/{}/versions/{}/html", document["id"].as_str().unwrap(), version["number"]);
                let page = String::from_utf8(app.anyone().get(&path).await.expect(200).bytes).unwrap();
                assert!(page.contains("<h1 id=\"") && !page.contains("{{"), "{path}");
            }
        }
    }

    async fn the_rule_behind_each_reason_can_be_linked_in_every_language(app) {
        filled(&app).await;
        assert_eq!(Reason::ALL.len(), 13);
        let rules = app.anyone().get("/api/v1/rules").await.expect(200).body;
        for reason in rules["reasons"].as_array().unwrap() {
            let code = reason["code"].as_str().unwrap();
            assert_eq!(reason["rule"], format!("rules-for-comments#{code}"));
            for language in ["sq", "sr", "en"] {
                let (path, place) = reason["link"][language].as_str().unwrap().split_once('#').unwrap();
                let page = String::from_utf8(app.anyone().get(path).await.expect(200).bytes).unwrap();
                assert_eq!(page.matches(&format!(" id=\"{place}\">")).count(), 1, "{code} in {language}");
                let (_, section) = page.split_once(&format!(" id=\"{place}\">")).unwrap();
                assert!(section.starts_with(reason["name"][language].as_str().unwrap()), "{code} in {language}");
            }
        }
    }
}
