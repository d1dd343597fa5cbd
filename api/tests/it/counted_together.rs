//! Equal comments are counted with one of them, and can be taken apart again.
use crate::comment_life::{UNKNOWN, author, decide, id, own, plain, total};
use crate::comments::{at, hand_in, publish, text};
use crate::support::story;
use serde_json::json;

story! {
    async fn equal_comments_are_counted_together_and_taken_apart(app) {
        let subject = app.document("plan");
        let kept = publish(&app, text(&subject, "Njësoj.")).await;
        let (same, elsewhere) = (hand_in(&app, text(&subject, "Njësoj!")).await, publish(&app, text(&app.document("other"), "Njësoj.")).await);
        let merge = |into: &str| json!({"outcome": "merge", "into": into});
        for wrong in [id(&same), id(&elsewhere), UNKNOWN] {
            let refused = decide(&app.moderator(), &same, 1, merge(wrong)).await.refused(409, "unknown_reference");
            assert_eq!(refused.body["errors"][0]["pointer"], "/into");
        }
        decide(&app.moderator(), &same, 1, plain("merge")).await.refused(422, "invalid");
        let before = app.anyone().head().await;
        let merged = decide(&app.moderator(), &same, 1, merge(id(&kept))).await.expect(200);
        assert_eq!((&merged.body["state"], &merged.body["statement"]["merged_into"]), (&json!("merged"), &kept.body["id"]));
        assert_eq!(app.anyone().changes(before).await, [format!("comment.waiting {}", id(&same)), format!("comment.counted {}", id(&kept))]);
        app.anyone().get(&at(&same)).await.refused(404, "not_found");
        assert_eq!(own(&app, &same).await["merged_into"], kept.body["id"]);
        let shown = app.anyone().get(&at(&kept)).await.expect(200).body;
        assert_eq!((&shown["merged"], shown.get("merged_into"), total(&app).await), (&json!(1), None, 1));
        let waiting = hand_in(&app, text(&subject, "Njësoj?")).await;
        decide(&app.moderator(), &waiting, 1, merge(id(&same))).await.refused(409, "unknown_reference");
        decide(&app.moderator(), &same, 2, plain("split")).await.expect(200);
        assert_eq!(app.anyone().get(&at(&kept)).await.expect(200).body["merged"], 0);
        decide(&app.moderator(), &same, 3, merge(id(&waiting))).await.expect(200);
        decide(&app.moderator(), &waiting, 1, merge(id(&kept))).await.refused(409, "conflict");
        assert_eq!(app.moderator().get("/api/v1/moderation/queue?state=merged").await.expect(200).body["items"][0]["merged_into"], waiting.body["id"]);
    }

    async fn whoever_was_counted_with_a_withdrawn_comment_waits_again(app) {
        let subject = app.document("plan");
        let (kept, same) = (publish(&app, text(&subject, "Njësoj.")).await, hand_in(&app, text(&subject, "Njësoj!")).await);
        decide(&app.moderator(), &same, 1, json!({"outcome": "merge", "into": id(&kept)})).await.expect(200);
        let gone = author(&app, &kept).having_read("\"2\"").post_nothing(&format!("{}/withdrawal", at(&kept))).await.expect(200);
        assert_eq!(gone.body["merged"], 0);
        let queue = app.moderator().get("/api/v1/moderation/queue").await.expect(200).body;
        assert_eq!((&queue["items"][0]["id"], &queue["items"][0]["state"], &queue["items"][0]["revision"]), (&same.body["id"], &json!("received"), &json!(3)));
        assert_eq!(app.anyone().get("/api/v1/changes?kind=comment.waiting").await.body["items"][1]["subject"]["id"], same.body["id"]);
    }
}
