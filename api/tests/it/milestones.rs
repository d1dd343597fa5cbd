use crate::support::{TestApp, story, text};
use serde_json::{Value, json};

const M: &str = "/api/v1/milestones";

fn milestone(id: &str, more: Value) -> Value {
    let mut body = json!({"id": id, "track": "membership", "position": 1, "title": text(id)});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

async fn with_a_track(app: &TestApp) {
    app.editor().publish("tracks", json!({"id": "membership", "title": text("Anëtarësimi"), "position": 1})).await;
    app.editor().publish("organizations", json!({"id": "ministry", "kind": "ministry", "name": text("Ministria")})).await;
}

async fn state(app: &TestApp, id: &str) -> Value {
    app.anyone().get(&format!("{M}/{id}")).await.expect(200).body["state"].clone()
}

story! {
    async fn a_milestone_is_drafted_published_begun_done_and_withdrawn(app) {
        with_a_track(&app).await;
        let body = milestone("action-plan", json!({"responsible": "ministry", "planned_on": "2027", "description": text("Plani")}));
        let draft = app.editor().post(M, body).await.expect(201);
        assert_eq!((&draft.body["state"], &draft.body["earlier_plans"], &draft.body["completed_on"]), (&json!("planned"), &json!([]), &json!(null)));
        app.anyone().get(&format!("{M}/action-plan")).await.refused(404, "not_found");
        app.anyone().get(&format!("{M}/action-plan/history")).await.refused(404, "not_found");
        app.editor().having_read(draft.etag()).post_nothing(&format!("{M}/action-plan/publication")).await.expect(200);
        assert_eq!(state(&app, "action-plan").await, "planned");
        app.editor().revise("milestones/action-plan", json!({"started_on": "2026-11"})).await.expect(200);
        assert_eq!(state(&app, "action-plan").await, "in_progress");
        app.editor().revise("milestones/action-plan", json!({"completed_on": "unknown"})).await.expect(200);
        assert_eq!(state(&app, "action-plan").await, "completed");
        app.editor().withdraw("milestones/action-plan").await.expect(200);
        app.anyone().get(&format!("{M}/action-plan")).await.refused(410, "gone");
        app.anyone().get(&format!("{M}/action-plan/history")).await.refused(410, "gone");
        assert_eq!(app.anyone().ids("milestones", 5).await, [""; 0]);
    }

    async fn a_public_plan_changes_only_with_a_new_reason_and_is_never_lost(app) {
        with_a_track(&app).await;
        let first = json!({"planned_on": "2026", "plan_reason": text("Plani i parë")});
        app.editor().publish("milestones", milestone("report", first)).await;
        app.editor().revise("milestones/report", json!({"planned_on": "2027"})).await.refused(409, "replanning_needs_reason");
        let none = json!({"planned_on": "2027", "plan_reason": null});
        app.editor().revise("milestones/report", none).await.refused(409, "replanning_needs_reason");
        let same = json!({"planned_on": "2027", "plan_reason": text("Plani i parë")});
        app.editor().revise("milestones/report", same).await.refused(409, "replanning_needs_reason");
        app.it_is("2026-11-25T10:00:00.000Z");
        let again = json!({"planned_on": "2027", "plan_reason": text("Zgjedhjet")});
        let revised = app.editor().revise("milestones/report", again).await.expect(200);
        let earlier = json!([{"planned_on": "2026", "plan_reason": text("Plani i parë"), "until": "2026-11-25T10:00:00.000Z", "revision": 2}]);
        assert_eq!((&revised.body["earlier_plans"], &revised.body["revision"]), (&earlier, &json!(3)));
        app.editor().revise("milestones/report", json!({"planned_on": null, "plan_reason": text("Pa afat")})).await.expect(200);
        // Without a plan since; the next one is a re-planning all the same.
        app.editor().revise("milestones/report", json!({"planned_on": "2028"})).await.refused(409, "replanning_needs_reason");
        let last = app.editor().revise("milestones/report", json!({"planned_on": "2028", "plan_reason": text("I ri")})).await.expect(200);
        let plans: Vec<_> = last.body["earlier_plans"].as_array().unwrap().iter().map(|it| it["planned_on"].clone()).collect();
        assert_eq!(plans, [json!("2026"), json!("2027"), json!(null)]);
    }

    async fn drafts_and_first_plans_change_without_a_reason(app) {
        with_a_track(&app).await;
        app.editor().post(M, milestone("a", json!({"planned_on": "2026"}))).await.expect(201);
        let draft = app.editor().revise("milestones/a", json!({"planned_on": "2027"})).await.expect(200);
        assert_eq!(draft.body["earlier_plans"], json!([]));
        app.editor().publish("milestones", milestone("b", json!({}))).await;
        let first = app.editor().revise("milestones/b", json!({"planned_on": "2027"})).await.expect(200);
        assert_eq!(first.body["earlier_plans"], json!([]));
    }

    async fn the_history_tells_every_earlier_plan_and_state(app) {
        with_a_track(&app).await;
        app.editor().publish("milestones", milestone("report", json!({"planned_on": "2026-11-30"}))).await;
        app.it_is("2026-11-30T23:00:00.000Z");
        app.editor().revise("milestones/report", json!({"note": text("Ende jo.")})).await.expect(200);
        app.editor().revise("milestones/report", json!({"planned_on": "2027-06", "plan_reason": text("Zgjedhjet")})).await.expect(200);
        app.editor().withdraw("milestones/report").await.expect(200);
        let withdrawn = app.editor().get("/api/v1/editorial/milestones/report").await.expect(200);
        app.editor().having_read(withdrawn.etag()).post_nothing(&format!("{M}/report/publication")).await.expect(200);
        let history = app.anyone().get(&format!("{M}/report/history")).await.expect(200);
        let told: Vec<_> = history.body["items"].as_array().unwrap().iter()
            .map(|it| json!([it["kind"], it["revision"], it["planned_on"], it["state"], it["plan_reason"]["sq"]])).collect();
        assert_eq!(json!(told), json!([
            ["milestone.published", 2, "2026-11-30", "due_soon", null],
            ["milestone.revised", 3, "2026-11-30", "late", null],
            ["milestone.revised", 4, "2027-06", "planned", "Zgjedhjet"],
            ["milestone.withdrawn", 5, null, null, null],
            ["milestone.published", 6, "2027-06", "planned", "Zgjedhjet"],
        ]));
        app.anyone().with("If-None-Match", history.etag()).get(&format!("{M}/report/history")).await.expect(304);
        app.anyone().get(&format!("{M}/nothing/history")).await.refused(404, "not_found");
    }

    async fn the_state_changes_at_midnight_in_kosovo_and_the_record_is_silent(app) {
        with_a_track(&app).await;
        app.editor().publish("milestones", milestone("step", json!({"planned_on": "2026-12-24"}))).await;
        let (head, first) = (app.anyone().head().await, app.anyone().get(&format!("{M}/step")).await.expect(200));
        for (moment, expected) in [
            ("2026-11-23T22:59:59.999Z", "planned"), ("2026-11-23T23:00:00.000Z", "due_soon"),
            ("2026-12-24T22:59:59.999Z", "due_soon"), ("2026-12-24T23:00:00.000Z", "late"),
        ] {
            app.it_is(moment);
            assert_eq!(state(&app, "step").await, expected, "{moment}");
            assert_eq!(app.anyone().ids(&format!("milestones?state={expected}"), 5).await, ["step"], "{moment}");
        }
        assert_eq!(app.anyone().ids("milestones?state=planned", 5).await, [""; 0]);
        // The tag differs, so nobody keeps an old state; the revision does not, so no editor is disturbed.
        let later = app.anyone().with("If-None-Match", first.etag()).get(&format!("{M}/step")).await.expect(200);
        assert_eq!((&later.body["revision"], app.anyone().head().await), (&first.body["revision"], head));
    }

    async fn the_list_is_ordered_by_track_and_position_and_pages_add_up_to_it(app) {
        with_a_track(&app).await;
        app.editor().publish("tracks", json!({"id": "membership-2", "title": text("Tjetra"), "position": 2})).await;
        for (id, track, position) in [("d", "membership", 10), ("c", "membership", 9), ("b", "membership-2", 1), ("a", "membership", 10)] {
            app.editor().publish("milestones", milestone(id, json!({"track": track, "position": position}))).await;
        }
        app.editor().post(M, milestone("draft", json!({}))).await.expect(201);
        for limit in [1, 3, 4, 100] {
            assert_eq!(app.anyone().ids("milestones", limit).await, ["c", "a", "d", "b"]);
            assert_eq!(app.anyone().ids("milestones?track=membership", limit).await, ["c", "a", "d"]);
        }
        assert_eq!(app.editor().ids("editorial/milestones", 1).await, ["draft"]);
    }

    async fn readers_filter_and_search(app) {
        with_a_track(&app).await;
        app.editor().publish("milestones", milestone("a", json!({"responsible": "ministry", "title": {"sq": "Qytetarët", "sr": "Građani pitaju", "en": null}}))).await;
        let head = app.anyone().head().await;
        app.editor().publish("milestones", milestone("b", json!({"completed_on": "2023-07"}))).await;
        for (query, expected) in [
            ("responsible=ministry", &["a"][..]), ("responsible=nobody", &[]), ("state=completed", &["b"]), ("state=late", &[]),
            ("track=membership&state=planned", &["a"]), ("missing=en", &["a"]), ("missing=sr", &[]), ("q=%D0%B3%D1%80%D0%B0%D1%92%D0%B0%D0%BD%D0%B8", &["a"]),
            (&format!("changed_after={head}"), &["b"]),
        ] {
            assert_eq!(app.anyone().ids(&format!("milestones?{query}"), 1).await, expected, "{query}");
        }
        app.anyone().get(&format!("{M}?state=done")).await.refused(400, "invalid_parameter");
        app.anyone().get(&format!("{M}?track=No")).await.refused(400, "invalid_parameter");
        app.anyone().get(&format!("{M}?planned=2023")).await.refused(400, "unknown_parameter");
    }

    async fn evidence_is_a_document_or_an_address(app) {
        with_a_track(&app).await;
        app.has_document("letter").await;
        let both = json!({"evidence": [{"document": "letter"}, {"document": "letter", "url": "https://example.org/"}, {"note": text("x")}]});
        let wrong = app.editor().post(M, milestone("m", both)).await.refused(409, "conflict").body["errors"].clone();
        assert_eq!(wrong, json!([{"pointer": "/evidence/1", "code": "not_document_and_url"}, {"pointer": "/evidence/2", "code": "document_or_url"}]));
        let unknown = json!({"evidence": [{"document": "letter"}, {"document": "nothing"}]});
        let wrong = app.editor().post(M, milestone("m", unknown)).await.refused(409, "unknown_reference").body["errors"].clone();
        assert_eq!(wrong, json!([{"pointer": "/evidence/1/document", "code": "unknown"}]));
        let half = json!({"evidence": [{"url": "https://example.org/", "note": {"sq": "Lajmi", "sr": null, "en": null}}]});
        let made = app.editor().post(M, milestone("m", half)).await.expect(201);
        let refused = app.editor().having_read(made.etag()).post_nothing(&format!("{M}/m/publication")).await;
        assert_eq!(refused.refused(422, "both_official_languages").body["errors"][0]["pointer"], "/evidence/0/note/sr");
        let whole = json!({"evidence": [{"document": "letter", "note": text("Letra")}, {"url": "https://example.org/"}]});
        let made = app.editor().revise("milestones/m", whole).await.expect(200);
        app.editor().having_read(made.etag()).post_nothing(&format!("{M}/m/publication")).await.expect(200);
        let shown = app.anyone().get(&format!("{M}/m")).await.expect(200).body;
        assert_eq!(shown["evidence"][1], json!({"document": null, "url": "https://example.org/", "note": {"sq": null, "sr": null, "en": null}}));
    }

    async fn what_is_named_must_be_there(app) {
        with_a_track(&app).await;
        let nowhere = milestone("m", json!({"track": "nowhere", "responsible": "nobody"}));
        let wrong = app.editor().post(M, nowhere).await.refused(409, "unknown_reference").body["errors"].clone();
        assert_eq!(wrong, json!([{"pointer": "/track", "code": "unknown"}, {"pointer": "/responsible", "code": "unknown"}]));
        app.editor().post("/api/v1/organizations", json!({"id": "draft", "kind": "forum", "name": text("Forumi")})).await.expect(201);
        let made = app.editor().post(M, milestone("m", json!({"responsible": "draft"}))).await.expect(201);
        let refused = app.editor().having_read(made.etag()).post_nothing(&format!("{M}/m/publication")).await;
        assert_eq!(refused.refused(409, "unknown_reference").body["errors"], json!([{"pointer": "/responsible", "code": "not_published"}]));
    }

    async fn null_makes_a_value_unknown(app) {
        with_a_track(&app).await;
        let full = json!({"responsible": "ministry", "started_on": "2026", "description": text("Gjatë"), "comments_from": "2026-11-01T00:00:00.000Z"});
        app.editor().publish("milestones", milestone("m", full)).await;
        let nothing = json!({"responsible": null, "started_on": null, "description": null, "comments_from": null, "evidence": null});
        let now = app.editor().revise("milestones/m", nothing).await.expect(200).body;
        assert_eq!(json!([now["responsible"], now["started_on"], now["comments_from"], now["evidence"]]), json!([null, null, null, []]));
        assert_eq!(now["description"], json!({"sq": null, "sr": null, "en": null}));
        for required in ["track", "position"] {
            let refused = app.editor().revise("milestones/m", json!({required: null})).await;
            assert_eq!(refused.refused(422, "invalid").body["errors"][0]["pointer"], format!("/{required}"));
        }
        let one = app.editor().revise("milestones/m", json!({"title": {"en": null}})).await.expect(200).body;
        assert_eq!(one["title"], json!({"sq": "m", "sr": "m (sr)", "en": null}));
    }

    async fn dates_that_contradict_each_other_are_refused(app) {
        with_a_track(&app).await;
        for (more, pointer, code) in [
            (json!({"started_on": "2024", "completed_on": "2023-12-31"}), "/completed_on", "before_start"),
            (json!({"completed_on": "2023", "cancelled_on": "2023"}), "/cancelled_on", "also_completed"),
            (json!({"comments_from": "2026-11-23T10:00:00.000Z", "comments_until": "2026-11-23T10:00:00.000Z"}), "/comments_until", "before_start"),
        ] {
            let wrong = app.editor().post(M, milestone("m", more)).await.refused(409, "conflict").body["errors"].clone();
            assert_eq!(wrong, json!([{"pointer": pointer, "code": code}]));
        }
        app.editor().post(M, milestone("m", json!({"planned_on": "2023-02-30"}))).await.refused(422, "invalid");
    }
}
