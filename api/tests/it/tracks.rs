use crate::support::{story, text};
use serde_json::{Value, json};

fn track(id: &str, position: i64) -> Value {
    json!({"id": id, "title": text(id), "position": position})
}

story! {
    async fn tracks_stand_in_the_order_that_editors_give_them(app) {
        for (id, position) in [("history", 10), ("membership", 9), ("plan", 1000), ("a-plan", 1000)] {
            app.editor().publish("tracks", track(id, position)).await;
        }
        assert_eq!(app.anyone().ids("tracks", 100).await, ["membership", "history", "a-plan", "plan"]);
        app.editor().revise("tracks/plan", json!({"position": 1})).await.expect(200);
        assert_eq!(app.anyone().ids("tracks", 1).await, ["plan", "membership", "history", "a-plan"]);
    }

    async fn a_position_has_its_limits(app) {
        for (position, code) in [(json!(0), "too_small"), (json!(1001), "too_large"), (json!("1"), "type"), (json!(null), "type")] {
            let refused = app.editor().post("/api/v1/tracks", json!({"title": text("x"), "position": position})).await;
            assert_eq!(refused.refused(422, "invalid").body["errors"], json!([{"pointer": "/position", "code": code}]));
        }
    }

    async fn a_track_stays_as_long_as_a_milestone_stands_on_it(app) {
        app.editor().publish("tracks", track("history", 1)).await;
        app.editor().post("/api/v1/milestones", json!({"id": "m", "track": "history", "position": 1, "title": text("M")})).await.expect(201);
        app.editor().having_read("\"1\"").post_nothing("/api/v1/milestones/m/publication").await.expect(200);
        app.editor().withdraw("tracks/history").await.refused(409, "still_referenced");
        app.editor().withdraw("milestones/m").await.expect(200);
        app.editor().withdraw("tracks/history").await.expect(200);
        app.anyone().get("/api/v1/tracks/history").await.refused(410, "gone");
    }

    async fn the_same_once_more_is_no_change(app) {
        let published = app.editor().publish("tracks", track("history", 1)).await;
        let before = app.anyone().head().await;
        let same = app.editor().revise("tracks/history", json!({"position": 1, "title": text("history")})).await.expect(200);
        assert_eq!((same.body, app.anyone().head().await), (published.body, before));
    }

    async fn a_title_may_not_be_missing_altogether(app) {
        let nameless = json!({"id": "nameless", "title": {"sq": null, "sr": null, "en": null}, "position": 1});
        let made = app.editor().post("/api/v1/tracks", nameless).await.expect(201);
        let refused = app.editor().having_read(made.etag()).post_nothing("/api/v1/tracks/nameless/publication").await;
        let wrong = refused.refused(422, "both_official_languages").body["errors"].clone();
        assert_eq!(wrong, json!([{"pointer": "/title/sq", "code": "required"}, {"pointer": "/title/sr", "code": "required"}]));
    }
}
