//! API keys: what they let programs do, what they never do, and when they end.
use crate::accounts::{made, without_instance};
use crate::comments::{at, decide, text};
use crate::support::{Answer, Client, TestApp, story};
use hapur::accounts::AccountRole;
use serde_json::{Value, json};
use std::time::Duration;

const QUEUE: &str = "/api/v1/moderation/queue";

async fn issue(app: &TestApp, account: &str, scopes: &[&str]) -> Answer {
    let new = json!({"account": account, "name": "A program", "scopes": scopes, "expires_at": "2027-11-23T10:00:00Z"});
    app.admin().post("/api/v1/api-keys", new).await
}

fn program<'a>(app: &'a TestApp, issued: &Answer) -> Client<'a> {
    app.anyone().with_token(issued.body["key"].as_str().unwrap())
}

/// An account of the forum with these roles.
async fn of_forum(app: &TestApp, roles: &[&str]) -> String {
    app.thing("organization", "forumi", "published", &json!({}));
    let new = json!({"email": "forumi@example.org", "roles": roles, "organization": "forumi"});
    app.admin().post("/api/v1/accounts", new).await.expect(201).body["id"].as_str().unwrap().to_owned()
}

async fn kinds(app: &TestApp, kind: &str) -> Vec<Value> {
    let changes = app.anyone().get(&format!("/api/v1/changes?limit=100&kind={kind}")).await.body;
    changes["items"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect()
}

story! {
    async fn a_program_acts_within_its_scopes_until_the_key_is_revoked(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator, AccountRole::Editor]).await;
        let issued = issue(&app, &fatme, &["moderation:write"]).await.expect(201);
        let here = issued.header("location").unwrap().to_owned();
        let key = program(&app, &issued);
        assert_eq!(app.admin().get(&here).await.expect(200).body["last_used_on"], Value::Null);
        key.get(QUEUE).await.expect(200);
        key.get("/api/v1/editorial/organizations").await.refused(403, "forbidden");
        let known = app.admin().get(&here).await.expect(200);
        assert_eq!((&known.body["last_used_on"], &known.body["key"]), (&json!("2026-11-23"), &Value::Null));
        assert_eq!(app.admin().get(&format!("/api/v1/api-keys?account={fatme}")).await.expect(200).body["total"], 1);
        app.admin().delete(&here).await.expect(204);
        key.get(QUEUE).await.refused(401, "invalid_token");
        key.get("/api/v1/organizations").await.refused(401, "invalid_token");
        app.admin().delete(&here).await.refused(404, "not_found");
        assert_eq!(kinds(&app, "key.").await, ["key.issued", "key.revoked"]);
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%A program%' OR leaf LIKE '%fatme%'"), 0);
    }

    async fn a_scope_for_reading_lets_nobody_write(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator, AccountRole::Editor]).await;
        let key = program(&app, &issue(&app, &fatme, &["moderation:read", "editorial:read"]).await.expect(201));
        key.get(QUEUE).await.expect(200);
        key.get("/api/v1/editorial/organizations").await.expect(200);
        let received = app.anyone().post("/api/v1/comments", text(&app.document("plan"), "Po.")).await.expect(202);
        let decision = format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap());
        key.having_read("\"1\"").post(&decision, json!({"outcome": "publish"})).await.refused(403, "forbidden");
        let draft = json!({"id": "x", "kind": "forum", "name": {"sq": "X", "sr": "X", "en": null}});
        key.post("/api/v1/organizations", draft).await.refused(403, "forbidden");
    }

    async fn no_key_is_an_administrators_or_opens_what_is_a_persons_own(app) {
        let all = made(&app, "all@example.org", AccountRole::ALL).await;
        let scopes = ["editorial:read", "editorial:write", "moderation:read", "moderation:write"];
        let key = program(&app, &issue(&app, &all, &scopes).await.expect(201));
        for path in ["/api/v1/accounts", "/api/v1/api-keys", "/api/v1/auth/me", "/api/v1/auth/sessions"] {
            key.get(path).await.refused(403, "forbidden");
        }
        key.post_nothing("/api/v1/auth/logout").await.refused(403, "forbidden");
        key.post("/api/v1/auth/totp", json!({"password": "x"})).await.refused(403, "forbidden");
        for scopes in [json!(["admin"]), json!(["accounts:write"]), json!([]), json!(["editorial:read", "editorial:read"])] {
            let new = json!({"account": all, "name": "x", "scopes": scopes, "expires_at": "2027-01-01T00:00:00Z"});
            app.admin().post("/api/v1/api-keys", new).await.refused(422, "invalid");
        }
    }

    async fn a_key_has_no_more_than_its_account_has_right_now(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator]).await;
        let beyond = issue(&app, &fatme, &["editorial:write"]).await.refused(409, "conflict");
        assert_eq!(beyond.body["errors"][0], json!({"pointer": "/scopes", "code": "beyond_roles"}));
        assert_eq!(issue(&app, &fatme, &["comments:write"]).await.refused(409, "conflict").body["errors"][0]["code"], "no_organization");
        let key = program(&app, &issue(&app, &fatme, &["moderation:write"]).await.expect(201));
        let here = format!("/api/v1/accounts/{fatme}");
        app.admin().having_read("\"1\"").patch(&here, json!({"roles": ["editor"]})).await.expect(200);
        key.get(QUEUE).await.refused(403, "forbidden");
        app.admin().having_read("\"2\"").patch(&here, json!({"roles": ["moderator"]})).await.expect(200);
        key.get(QUEUE).await.expect(200);
        let closed = app.admin().having_read("\"3\"").post_nothing(&format!("{here}/deactivation")).await.expect(200);
        key.get(QUEUE).await.refused(401, "invalid_token");
        app.admin().having_read(closed.etag()).post_nothing(&format!("{here}/reactivation")).await.expect(200);
        key.get(QUEUE).await.refused(401, "invalid_token");
        assert_eq!(kinds(&app, "key.").await, ["key.issued", "key.revoked"]);
    }

    async fn a_key_ends_by_itself(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator]).await;
        let key = program(&app, &issue(&app, &fatme, &["moderation:read"]).await.expect(201));
        app.clock.advance(Duration::from_secs(365 * 24 * 60 * 60) - Duration::from_millis(1));
        key.get(QUEUE).await.expect(200);
        app.clock.advance(Duration::from_millis(1));
        key.get(QUEUE).await.refused(401, "invalid_token");
        for (until, why) in [("2027-11-23T10:00:00Z", "past"), ("2028-11-23T10:00:00.001Z", "too_late")] {
            let new = json!({"account": fatme, "name": "x", "scopes": ["moderation:read"], "expires_at": until});
            let refused = app.admin().post("/api/v1/api-keys", new).await.refused(409, "conflict");
            assert_eq!(refused.body["errors"][0], json!({"pointer": "/expires_at", "code": why}));
        }
    }

    async fn a_wrong_key_is_refused_like_an_unknown_one(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator]).await;
        let issued = issue(&app, &fatme, &["moderation:read"]).await.expect(201);
        let good = issued.body["key"].as_str().unwrap();
        let (id, other) = (issued.body["id"].as_str().unwrap(), "0193a5c0-7d7e-7000-8000-000000000000");
        let unknown = app.anyone().with_token(&good.replace(id, other)).get(QUEUE).await.refused(401, "invalid_token");
        let wrong = app.anyone().with_token(&format!("hapur_{id}_{}", "A".repeat(43))).get(QUEUE).await.refused(401, "invalid_token");
        assert_eq!(without_instance(&unknown), without_instance(&wrong));
        for token in [&good[..good.len() - 1], "hapur_", "hapur__", "hapur_x", "hapur_' OR 1=1 --_x", &good.to_uppercase(), &good[6..]] {
            app.anyone().with_token(token).get(QUEUE).await.refused(401, "invalid_token");
        }
        let secret = &good[good.len() - 43..];
        assert_eq!(app.rows(&format!("api_keys WHERE hash LIKE '%{secret}%'")), 0);
    }

    async fn a_repeated_request_for_a_key_shows_none(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Moderator]).await;
        let new = json!({"account": fatme, "name": "x", "scopes": ["moderation:read"], "expires_at": "2027-01-01T00:00:00Z"});
        let admin = app.admin().with("Idempotency-Key", "0123456789abcdef");
        let first = admin.post("/api/v1/api-keys", new.clone()).await.expect(201);
        let again = admin.post("/api/v1/api-keys", new.clone()).await.expect(201);
        assert_eq!((&again.body["id"], &again.body["key"], again.header("idempotent-replayed")), (&first.body["id"], &Value::Null, Some("true")));
        program(&app, &first).get(QUEUE).await.expect(200);
        let nobody = json!({"account": "0193a5c0-7d7e-7000-8000-000000000000", "name": "x", "scopes": ["moderation:read"], "expires_at": "2027-01-01T00:00:00Z"});
        app.admin().post("/api/v1/api-keys", nobody).await.refused(409, "unknown_reference");
        for client in [app.editor(), app.moderator()] {
            client.post("/api/v1/api-keys", new.clone()).await.refused(403, "forbidden");
        }
    }

    async fn an_organization_hands_in_comments_in_its_name(app) {
        let forum = of_forum(&app, &["editor"]).await;
        let key = program(&app, &issue(&app, &forum, &["comments:write"]).await.expect(201));
        let received = key.post("/api/v1/comments", text(&app.document("plan"), "Kërkojmë afate.")).await.expect(202);
        assert_eq!(app.rows("record_entries WHERE kind = 'comment.received' AND leaf LIKE '%forumi%'"), 0, "not before it is public");
        app.anyone().get(&at(&received)).await.refused(404, "not_found");
        decide(&app, &received, json!({"outcome": "publish"})).await.expect(200);
        assert_eq!(app.anyone().get(&at(&received)).await.expect(200).body["on_behalf_of"], "forumi");
        let listed = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200);
        assert_eq!(listed.body["items"][0]["on_behalf_of"], "forumi");
        let another = json!({"subject": {"kind": "document", "id": "plan"}, "language": "sq", "body": "Po.", "organization": "Tjetër"});
        let refused = key.post("/api/v1/comments", another).await.refused(409, "conflict");
        assert_eq!(refused.body["errors"], json!([{"pointer": "/organization", "code": "on_behalf_of"}]));
        let anybody = app.anyone().post("/api/v1/comments", text(&json!({"kind": "document", "id": "plan"}), "Po.")).await.expect(202);
        decide(&app, &anybody, json!({"outcome": "publish"})).await.expect(200);
        assert_eq!(app.anyone().get(&at(&anybody)).await.expect(200).body["on_behalf_of"], Value::Null);
        let claimed = json!({"subject": {"kind": "document", "id": "plan"}, "language": "sq", "body": "Po.", "on_behalf_of": "forumi"});
        app.anyone().post("/api/v1/comments", claimed).await.refused(422, "invalid");
        let taken = json!({"subject": {"kind": "document", "id": "plan"}, "language": "sq", "body": "Po.", "by": {"organization": "forumi"}});
        app.anyone().post("/api/v1/comments", taken).await.refused(422, "invalid");
    }

    async fn a_key_without_that_scope_hands_in_nothing(app) {
        let forum = of_forum(&app, &["editor"]).await;
        let key = program(&app, &issue(&app, &forum, &["editorial:write"]).await.expect(201));
        key.post("/api/v1/comments", text(&app.document("plan"), "Po.")).await.refused(403, "forbidden");
    }

    async fn a_key_speaks_for_no_other_organization_than_it_was_given_for(app) {
        let forum = of_forum(&app, &["editor"]).await;
        app.thing("organization", "tjeter", "published", &json!({}));
        let key = program(&app, &issue(&app, &forum, &["comments:write"]).await.expect(201));
        app.admin().having_read("\"1\"").patch(&format!("/api/v1/accounts/{forum}"), json!({"organization": "tjeter"})).await.expect(200);
        key.post("/api/v1/comments", text(&app.document("plan"), "Po.")).await.refused(401, "invalid_token");
    }

    async fn nobody_decides_on_a_comment_that_they_handed_in(app) {
        let subject = app.document("plan");
        let own = app.moderator().post("/api/v1/comments", text(&subject, "Po.")).await.expect(202);
        decide(&app, &own, json!({"outcome": "publish"})).await.refused(409, "not_impartial");
        let decision = format!("/api/v1/moderation/comments/{}/decision", own.body["id"].as_str().unwrap());
        let colleague = app.with_roles("editor+moderator").having_read("\"1\"");
        colleague.post(&decision, json!({"outcome": "publish"})).await.expect(200);
        let shown = app.anyone().get(&at(&own)).await.expect(200);
        assert_eq!((&shown.body["on_behalf_of"], shown.body.get("submitted_by")), (&Value::Null, None));
    }
}
