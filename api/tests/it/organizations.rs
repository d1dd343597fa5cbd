use crate::support::story;
use serde_json::{Value, json};

fn ministry(name: &str) -> Value {
    json!({"kind": "ministry", "name": {"sq": name, "sr": format!("{name} (sr)"), "en": null}})
}

story! {
    async fn an_editor_publishes_an_organization_and_everybody_reads_it(app) {
        let made = app.editor().post("/api/v1/organizations", ministry("Ministria e Drejtësisë")).await.expect(201);
        assert_eq!(made.body["id"], "ministria-e-drejtesise");
        assert_eq!(made.body["status"], "draft");
        let here = "/api/v1/organizations/ministria-e-drejtesise";
        app.anyone().get(here).await.refused(404, "not_found");
        let published = app.editor().having_read(made.etag()).post_nothing(&format!("{here}/publication")).await.expect(200);
        assert_eq!(published.body["revision"], 2);
        let read = app.anyone().get(here).await.expect(200);
        assert_eq!(read.body["name"]["sq"], "Ministria e Drejtësisë");
        let list = app.anyone().get("/api/v1/organizations?kind=ministry").await.expect(200);
        assert_eq!((list.body["total"].as_i64(), &list.body["items"][0]), (Some(1), &read.body));
        let changes = app.anyone().get("/api/v1/changes").await.expect(200);
        assert_eq!(changes.body["items"][0]["kind"], "organization.published");
        app.anyone().with("If-None-Match", read.etag()).get(here).await.expect(304);
    }

    async fn a_withdrawn_organization_says_why(app) {
        let made = app.editor().post("/api/v1/organizations", ministry("Forumi")).await.expect(201);
        let here = "/api/v1/organizations/forumi";
        let published = app.editor().having_read(made.etag()).post_nothing(&format!("{here}/publication")).await.expect(200);
        let reason = json!({"reason": {"sq": "E dyfishtë.", "sr": "Duplirano.", "en": null}});
        let stale = app.editor().having_read(made.etag()).post(&format!("{here}/withdrawal"), reason.clone()).await.refused(412, "stale_revision");
        assert_eq!(stale.body["revision"], 2);
        app.editor().post(&format!("{here}/withdrawal"), reason.clone()).await.refused(428, "precondition_required");
        app.editor().having_read(published.etag()).post(&format!("{here}/withdrawal"), reason).await.expect(200);
        let gone = app.anyone().get(here).await.refused(410, "gone");
        assert_eq!(gone.body["reason"]["sq"], "E dyfishtë.");
    }

    async fn a_published_organization_needs_both_official_languages(app) {
        let half = json!({"id": "half", "kind": "forum", "name": {"sq": "Forumi", "sr": null, "en": null}});
        let made = app.editor().post("/api/v1/organizations", half).await.expect(201);
        let refused = app.editor().having_read(made.etag()).post_nothing("/api/v1/organizations/half/publication").await;
        assert_eq!(refused.refused(422, "both_official_languages").body["errors"][0]["pointer"], "/name/sr");
        let mended = app.editor().having_read("\"1\"").patch("/api/v1/organizations/half", json!({"name": {"sr": "Forum"}})).await.expect(200);
        app.editor().having_read(mended.etag()).post_nothing("/api/v1/organizations/half/publication").await.expect(200);
    }

    async fn a_double_click_makes_one_draft(app) {
        let once = app.editor().with("Idempotency-Key", "a-key-of-my-own-1");
        let first = once.post("/api/v1/organizations", ministry("Forumi")).await.expect(201);
        let again = once.post("/api/v1/organizations", ministry("Forumi")).await.expect(201);
        assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
        once.post("/api/v1/organizations", ministry("Tjetër")).await.refused(422, "idempotency_key_reused");
        app.editor().post("/api/v1/organizations", ministry("Forumi")).await.refused(409, "id_taken");
    }
}
