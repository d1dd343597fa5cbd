use crate::support::{TestApp, story, text};
use serde_json::{Value, json};

const D: &str = "/api/v1/decisions";

fn decision(id: &str, more: Value) -> Value {
    let mut body = json!({"id": id, "issuer": "government", "date": "2021-06-08", "title": text(id)});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn relation(relation: &str, decision: &str) -> Value {
    json!({"relation": relation, "decision": decision})
}

async fn with_a_government(app: &TestApp) {
    app.editor().publish("organizations", json!({"id": "government", "kind": "government", "name": text("Qeveria")})).await;
}

async fn read(app: &TestApp, id: &str) -> Value {
    app.anyone().get(&format!("{D}/{id}")).await.expect(200).body
}

story! {
    async fn a_relation_is_written_once_and_shown_from_both_sides(app) {
        with_a_government(&app).await;
        app.editor().publish("decisions", decision("old", json!({"date": "2013-07-09"}))).await;
        let before = app.anyone().head().await;
        let made = app.editor().post(D, decision("new", json!({"relations": [relation("amends", "old"), relation("implements", "old")]}))).await.expect(201);
        assert_eq!(read(&app, "old").await["related_by"], json!([]));
        app.editor().having_read(made.etag()).post_nothing(&format!("{D}/new/publication")).await.expect(200);
        let old = read(&app, "old").await;
        assert_eq!(old["related_by"], json!([relation("amends", "new"), relation("implements", "new")]));
        assert_eq!(old["revision"], 3);
        assert_eq!(app.anyone().changes(before).await, ["decision.published new", "decision.related old"]);
        let listed = app.anyone().get(D).await.expect(200).body["items"].clone();
        assert_eq!((&listed[0]["id"], &listed[1]), (&json!("new"), &old));
        // What does not show elsewhere gives no entry elsewhere.
        app.editor().revise("decisions/new", json!({"summary": text("Përmbledhje")})).await.expect(200);
        assert_eq!(app.anyone().changes(before + 2).await, ["decision.revised new"]);
        app.editor().revise("decisions/new", json!({"relations": [relation("repeals", "old")]})).await.expect(200);
        assert_eq!(app.anyone().changes(before + 3).await, ["decision.revised new", "decision.related old"]);
        assert_eq!(read(&app, "old").await["related_by"], json!([relation("repeals", "new")]));
        app.editor().withdraw("decisions/old").await.refused(409, "still_referenced");
        app.editor().withdraw("decisions/new").await.expect(200);
        assert_eq!(read(&app, "old").await["related_by"], json!([]));
        assert_eq!(app.anyone().changes(before + 5).await, ["decision.withdrawn new", "decision.related old"]);
        app.editor().withdraw("decisions/old").await.expect(200);
        let again = app.editor().having_read("\"5\"").post_nothing(&format!("{D}/new/publication")).await;
        assert_eq!(again.refused(409, "unknown_reference").body["errors"][0]["pointer"], "/relations/0/decision");
    }

    async fn the_record_holds_a_decision_as_it_is_shown(app) {
        with_a_government(&app).await;
        app.editor().publish("decisions", decision("old", json!({}))).await;
        app.editor().publish("decisions", decision("new", json!({"relations": [relation("restarts", "old")]}))).await;
        let mut shown = read(&app, "old").await;
        assert_eq!(shown.as_object_mut().unwrap().remove("comments_open"), Some(json!(true)), "the clock's business, not the record's");
        let subject = "decision:old".parse().unwrap();
        let past = app.state.record.db.read(move |conn| hapur::record::history(conn, &subject)).await.unwrap();
        assert_eq!(past.last().unwrap().public, shown);
    }

    async fn nothing_amends_itself_or_in_a_circle(app) {
        with_a_government(&app).await;
        let itself = decision("a", json!({"relations": [relation("prepares", "a")]}));
        app.editor().post(D, itself).await.refused(409, "unknown_reference");
        for id in ["a", "b", "c"] {
            app.editor().post(D, decision(id, json!({}))).await.expect(201);
        }
        let wrong = app.editor().revise("decisions/a", json!({"relations": [relation("prepares", "a")]})).await.refused(409, "conflict");
        assert_eq!(wrong.body["errors"], json!([{"pointer": "/relations/0/decision", "code": "itself"}]));
        app.editor().revise("decisions/a", json!({"relations": [relation("amends", "b")]})).await.expect(200);
        app.editor().revise("decisions/b", json!({"relations": [relation("repeals", "c")]})).await.expect(200);
        let circle = json!({"relations": [relation("implements", "b"), relation("restarts", "a")]});
        let wrong = app.editor().revise("decisions/c", circle).await.refused(409, "conflict");
        assert_eq!(wrong.body["errors"], json!([{"pointer": "/relations/1/decision", "code": "circle"}]));
        app.editor().revise("decisions/c", json!({"relations": [relation("prepares", "a")]})).await.expect(200);
    }

    async fn drafts_may_name_drafts_but_the_published_only_the_published(app) {
        with_a_government(&app).await;
        app.editor().post(D, decision("a", json!({"relations": [relation("amends", "b")]}))).await.refused(409, "unknown_reference");
        app.editor().post(D, decision("b", json!({}))).await.expect(201);
        app.editor().post(D, decision("a", json!({"relations": [relation("amends", "b")]}))).await.expect(201);
        let refused = app.editor().having_read("\"1\"").post_nothing(&format!("{D}/a/publication")).await;
        assert_eq!(refused.refused(409, "unknown_reference").body["errors"], json!([{"pointer": "/relations/0/decision", "code": "not_published"}]));
        app.editor().having_read("\"1\"").delete(&format!("{D}/b")).await.refused(409, "still_referenced");
        app.editor().having_read("\"1\"").delete(&format!("{D}/a")).await.expect(204);
        app.editor().having_read("\"1\"").delete(&format!("{D}/b")).await.expect(204);
    }

    async fn a_number_is_given_once_per_issuer_and_date(app) {
        with_a_government(&app).await;
        app.editor().publish("organizations", json!({"id": "assembly", "kind": "parliament", "name": text("Kuvendi")})).await;
        let numbered = |id, more: Value| {
            let mut body = decision(id, json!({"number": "06/86"}));
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body
        };
        app.editor().publish("decisions", numbered("first", json!({"item": 6, "meeting": 86}))).await;
        let wrong = app.editor().post(D, numbered("second", json!({}))).await.refused(409, "conflict");
        assert_eq!(wrong.body["errors"], json!([{"pointer": "/number", "code": "taken"}]));
        app.editor().post(D, numbered("other-day", json!({"date": "2021-06-09"}))).await.expect(201);
        app.editor().post(D, numbered("other-issuer", json!({"issuer": "assembly"}))).await.expect(201);
        app.editor().post(D, numbered("no-date", json!({"date": "unknown"}))).await.expect(201);
        app.editor().post(D, numbered("no-date-either", json!({"date": "unknown"}))).await.expect(201);
        app.editor().revise("decisions/no-date", json!({"date": "2021-06-08"})).await.refused(409, "conflict");
        app.editor().revise("decisions/first", json!({"meeting": null})).await.expect(200);
        let wrong = app.editor().revise("decisions/first", json!({"item": 7})).await.refused(409, "conflict");
        assert_eq!(wrong.body["errors"], json!([{"pointer": "/number", "code": "not_item_and_meeting"}]));
        app.editor().withdraw("decisions/first").await.expect(200);
        app.editor().publish("decisions", numbered("second", json!({}))).await;
        let refused = app.editor().having_read("\"4\"").post_nothing(&format!("{D}/first/publication")).await;
        assert_eq!(refused.refused(409, "conflict").body["errors"][0]["pointer"], "/number");
    }

    async fn what_a_decision_names_must_be_there_and_only_once(app) {
        with_a_government(&app).await;
        let nothing = json!({"issuer": "nobody", "document": "nothing", "milestones": ["no-step"], "relations": [relation("adopts", "no-decision")]});
        let wrong = app.editor().post(D, decision("d", nothing)).await.refused(409, "unknown_reference").body["errors"].clone();
        let pointers: Vec<_> = wrong.as_array().unwrap().iter().map(|it| it["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, ["/issuer", "/document", "/relations/0/decision", "/milestones/0"]);
        let twice = json!({"milestones": ["m", "m"], "relations": [relation("adopts", "x"), relation("amends", "x"), relation("adopts", "x")]});
        let wrong = app.editor().post(D, decision("d", twice)).await.refused(409, "conflict").body["errors"].clone();
        assert_eq!(wrong, json!([{"pointer": "/relations/2", "code": "twice"}, {"pointer": "/milestones/1", "code": "twice"}]));
        for (more, pointer) in [
            (json!({"number": "6-86"}), "/number"), (json!({"date": null}), "/date"), (json!({"item": 0}), "/item"),
            (json!({"relations": [relation("dislikes", "x")]}), "/relations/0/relation"), (json!({"colour": "red"}), "/colour"),
        ] {
            let wrong = app.editor().post(D, decision("d", more)).await.refused(422, "invalid");
            assert_eq!(wrong.body["errors"][0]["pointer"], pointer);
        }
    }

    async fn the_newest_comes_first_and_readers_filter(app) {
        with_a_government(&app).await;
        app.has_document("law").await;
        app.editor().publish("tracks", json!({"id": "t", "title": text("T"), "position": 1})).await;
        app.editor().publish("milestones", json!({"id": "step", "track": "t", "position": 1, "title": text("Hapi")})).await;
        app.editor().publish("decisions", decision("a", json!({"date": "unknown", "document": "law"}))).await;
        app.editor().publish("decisions", decision("b", json!({"date": "2013-07-09", "milestones": ["step"]}))).await;
        app.editor().publish("decisions", decision("c", json!({"date": "2023", "number": "05/50", "relations": [relation("restarts", "b")]}))).await;
        let head = app.anyone().head().await;
        let sr = json!({"sq": "Karta", "sr": "Povelja o otvorenim podacima", "en": null});
        app.editor().publish("decisions", decision("d", json!({"date": "2023-07", "summary": sr}))).await;
        for limit in [1, 2, 100] {
            assert_eq!(app.anyone().ids("decisions", limit).await, ["c", "d", "b", "a"]);
        }
        for (query, expected) in [
            ("issuer=government&document=law", &["a"][..]), ("issuer=assembly", &[]), ("milestone=step", &["b"]), ("number=05/50", &["c"]),
            ("related=b", &["c"]), ("related=c", &["b"]), ("related=a", &[]), ("missing=en", &["d"]), ("missing=sr", &[]),
            ("q=%D0%BF%D0%BE%D0%B2%D0%B5%D1%99%D0%B0", &["d"]), (&format!("changed_after={head}"), &["d"]),
        ] {
            assert_eq!(app.anyone().ids(&format!("decisions?{query}"), 1).await, expected, "{query}");
        }
        app.anyone().get(&format!("{D}?number=5")).await.refused(400, "invalid_parameter");
        app.editor().withdraw("milestones/step").await.refused(409, "still_referenced");
    }

    async fn null_makes_a_value_unknown_and_unknown_is_a_date(app) {
        with_a_government(&app).await;
        app.editor().publish("decisions", decision("d", json!({"number": "06/86", "item": 6, "meeting": 86, "legal_basis": text("Ligji")}))).await;
        let nothing = json!({"number": null, "item": null, "meeting": null, "legal_basis": null, "date": "unknown", "relations": null, "milestones": null});
        let now = app.editor().revise("decisions/d", nothing).await.expect(200).body;
        assert_eq!(json!([now["number"], now["item"], now["meeting"], now["date"], now["milestones"]]), json!([null, null, null, "unknown", []]));
        assert_eq!(now["legal_basis"], json!({"sq": null, "sr": null, "en": null}));
        app.editor().revise("decisions/d", json!({"date": null})).await.refused(422, "invalid");
    }
}
