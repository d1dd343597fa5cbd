//! Administrators keep the accounts: made, changed, closed, opened again; and passwords are set with codes.
use crate::accounts::{holder, login, made, without_instance};
use crate::support::{Answer, PASSWORD, TestApp, story};
use hapur::accounts::AccountRole;
use serde_json::{Value, json};
use std::time::Duration;

const NEW: &str = "a password that nobody knows";

async fn invited(app: &TestApp, email: &str, roles: &[&str]) -> Answer {
    app.admin().post("/api/v1/accounts", json!({"email": email, "roles": roles})).await.expect(201)
}

fn code(answer: &Answer) -> &Value {
    if answer.body["code"].is_string() { &answer.body["code"] } else { &answer.body["reset_code"]["code"] }
}

fn at(account: &Answer) -> String {
    format!("/api/v1/accounts/{}", account.body["id"].as_str().unwrap())
}

async fn set_password(app: &TestApp, email: &str, code: &Value) -> Answer {
    let sent = json!({"email": email, "code": code, "new_password": NEW});
    app.anyone().post("/api/v1/auth/password/reset", sent).await
}

async fn kinds(app: &TestApp) -> Vec<String> {
    let changes = app.anyone().get("/api/v1/changes?limit=100").await.body;
    changes["items"].as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
}

story! {
    async fn a_colleague_comes_changes_office_and_leaves(app) {
        let new = json!({"email": "Fatme@example.org", "roles": ["moderator"], "display_name": "Fatme"});
        let made = app.admin().post("/api/v1/accounts", new).await.expect(201);
        assert_eq!((&made.body["email"], &made.body["state"], &made.body["second_factor"]), (&json!("fatme@example.org"), &json!("invited"), &json!(false)));
        assert_eq!((made.header("location"), made.header("cache-control")), (Some(at(&made).as_str()), Some("private, no-store")));
        login(&app, "fatme@example.org", "").await.refused(422, "invalid");
        set_password(&app, "fatme@example.org", code(&made)).await.expect(204);
        let fatme = holder(&app, &login(&app, "fatme@example.org", NEW).await.expect(200));
        fatme.get("/api/v1/moderation/queue").await.expect(200);
        let found = app.admin().get(&at(&made)).await.expect(200);
        assert_eq!(found.body["state"], "active");

        let revised = app.admin().having_read(found.etag()).patch(&at(&made), json!({"roles": ["editor"]})).await.expect(200);
        fatme.get("/api/v1/moderation/queue").await.refused(403, "forbidden");
        fatme.get("/api/v1/editorial/organizations").await.expect(200);
        let closed = app.admin().having_read(revised.etag()).post_nothing(&format!("{}/deactivation", at(&made))).await.expect(200);
        assert_eq!((&closed.body["state"], &closed.body["revision"]), (&json!("disabled"), &json!(3)));
        fatme.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        login(&app, "fatme@example.org", NEW).await.refused(401, "invalid_credentials");
        let again = app.admin().having_read(closed.etag()).post_nothing(&format!("{}/deactivation", at(&made))).await;
        assert_eq!(again.refused(409, "wrong_state").body["state"], "disabled");
        app.admin().post_nothing(&format!("{}/reset-code", at(&made))).await.refused(409, "wrong_state");

        let opened = app.admin().having_read(closed.etag()).post_nothing(&format!("{}/reactivation", at(&made))).await.expect(200);
        app.admin().having_read(opened.etag()).post_nothing(&format!("{}/reactivation", at(&made))).await.refused(409, "wrong_state");
        fatme.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        login(&app, "fatme@example.org", NEW).await.expect(200);
        assert_eq!(kinds(&app).await, ["account.created", "account.roles_changed", "account.disabled", "account.enabled"]);
    }

    async fn the_record_names_no_colleague(app) {
        let new = json!({"email": "fatme@example.org", "roles": ["editor"], "display_name": "Fatme"});
        let made = app.admin().post("/api/v1/accounts", new).await.expect(201);
        let named = app.admin().having_read(made.etag()).patch(&at(&made), json!({"display_name": "Fatme B."})).await.expect(200);
        assert_eq!((&named.body["display_name"], &named.body["revision"]), (&json!("Fatme B."), &json!(2)));
        assert_eq!(kinds(&app).await, ["account.created"], "a name is nobody's business");
        let same = app.admin().having_read(named.etag()).patch(&at(&made), json!({"roles": ["editor"]})).await.expect(200);
        assert_eq!(same.body["revision"], 2);
        let nameless = app.admin().having_read(named.etag()).patch(&at(&made), json!({"display_name": null})).await.expect(200);
        assert_eq!(nameless.body["display_name"], Value::Null);
        let number = app.rows("record_entries WHERE lower(leaf) LIKE '%fatme%'");
        assert_eq!(number, 0);
    }

    async fn an_account_is_changed_by_who_has_read_it(app) {
        let made = invited(&app, "fatme@example.org", &["editor"]).await;
        app.admin().patch(&at(&made), json!({"roles": ["moderator"]})).await.refused(428, "precondition_required");
        app.admin().having_read(made.etag()).patch(&at(&made), json!({"roles": ["moderator"]})).await.expect(200);
        let stale = app.admin().having_read(made.etag()).patch(&at(&made), json!({"roles": ["admin"]})).await;
        assert_eq!(stale.refused(412, "stale_revision").body["revision"], 2);
        for step in ["deactivation", "reactivation"] {
            app.admin().having_read(made.etag()).post_nothing(&format!("{}/{step}", at(&made))).await.refused(412, "stale_revision");
        }
        let wrong = [json!({"roles": []}), json!({"roles": null}), json!({"roles": ["admin", "admin"]}), json!({"roles": ["public"]}),
            json!({"email": "other@example.org"}), json!({"pseudonym": "a-000000"}), json!({"organization": "No Id"})];
        for patch in wrong {
            app.admin().having_read("\"2\"").patch(&at(&made), patch).await.refused(422, "invalid");
        }
        let nowhere = json!({"organization": "nowhere"});
        let refused = app.admin().having_read("\"2\"").patch(&at(&made), nowhere).await.refused(409, "unknown_reference");
        assert_eq!(refused.body["errors"][0]["pointer"], "/organization");
        app.admin().get("/api/v1/accounts/0193a5c0-7d7e-7000-8000-000000000000").await.refused(404, "not_found");
    }

    async fn an_account_moves_to_a_published_organization(app) {
        app.thing("organization", "forumi", "published", &json!({}));
        app.thing("organization", "skica", "draft", &json!({}));
        let made = invited(&app, "fatme@example.org", &["editor"]).await;
        app.admin().having_read("\"1\"").patch(&at(&made), json!({"organization": "skica"})).await.refused(409, "unknown_reference");
        let moved = app.admin().having_read("\"1\"").patch(&at(&made), json!({"organization": "forumi"})).await.expect(200);
        assert_eq!(moved.body["organization"], "forumi");
        let left = app.admin().having_read(moved.etag()).patch(&at(&made), json!({"organization": null})).await.expect(200);
        assert_eq!(left.body["organization"], Value::Null);
        assert_eq!(kinds(&app).await, ["account.created", "account.roles_changed", "account.roles_changed"]);
    }

    async fn there_is_always_somebody_who_manages_accounts(app) {
        let me = app.admin().get("/api/v1/auth/me").await.expect(200);
        let refused = app.admin().having_read("\"1\"").patch(&at(&me), json!({"roles": ["editor"]})).await.refused(409, "conflict");
        assert_eq!(refused.body["errors"][0]["code"], "own_admin_role");
        app.admin().having_read("\"1\"").post_nothing(&format!("{}/deactivation", at(&me))).await.refused(409, "conflict");
        // Another one who cannot sign in yet does not count.
        invited(&app, "new@example.org", &["admin"]).await;
        let id = me.body["id"].as_str().unwrap().to_owned();
        let last = app.state.record.commit(hapur::record::Actor::system(), move |tx| hapur::accounts::disable(tx, &id)).await;
        assert_eq!(last.unwrap_err().code.name(), "conflict");
    }

    async fn of_two_administrators_who_remove_each_other_one_is_left(app) {
        let (one, two) = (app.admin(), app.with_roles("admin+editor"));
        let (one_at, two_at) = (at(&one.get("/api/v1/auth/me").await.expect(200)), at(&two.get("/api/v1/auth/me").await.expect(200)));
        let patch = json!({"roles": ["editor"]});
        let (first, second) = (one.having_read("\"1\""), two.having_read("\"1\""));
        let (by_one, by_two) = tokio::join!(first.patch(&two_at, patch.clone()), second.patch(&one_at, patch));
        let mut statuses = [by_one.status, by_two.status];
        statuses.sort_unstable();
        assert!([[200, 403], [200, 409]].contains(&statuses), "{statuses:?}");
    }

    async fn the_list_has_filters_and_pages(app) {
        app.thing("organization", "forumi", "published", &json!({}));
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        for n in 0..4 {
            let new = json!({"email": format!("new-{n}@example.org"), "roles": ["moderator"], "organization": "forumi", "display_name": format!("Ћирило {n}")});
            app.admin().post("/api/v1/accounts", new).await.expect(201);
        }
        let total = async |query: &str| app.admin().get(&format!("/api/v1/accounts?{query}")).await.expect(200).body["total"].as_i64().unwrap();
        assert_eq!(total("").await, 6);
        assert_eq!((total("role=moderator").await, total("role=admin").await, total("organization=forumi").await), (4, 1, 4));
        assert_eq!((total("state=invited").await, total("state=active").await, total("state=disabled").await), (4, 2, 0));
        assert_eq!((total("q=cirilo").await, total("q=fatme").await, total("q=nobody").await), (4, 1, 0));
        let ids = app.admin().ids("accounts?role=moderator", 3).await;
        assert_eq!(ids.len(), 4);
        for client in [app.editor(), app.moderator()] {
            client.get("/api/v1/accounts").await.refused(403, "forbidden");
        }
    }

    async fn a_repeated_invitation_shows_no_code(app) {
        let new = json!({"email": "fatme@example.org", "roles": ["editor"]});
        let admin = app.admin().with("Idempotency-Key", "0123456789abcdef");
        let first = admin.post("/api/v1/accounts", new.clone()).await.expect(201);
        let again = admin.post("/api/v1/accounts", new.clone()).await.expect(201);
        assert_eq!((again.header("idempotent-replayed"), &again.body["reset_code"]), (Some("true"), &Value::Null));
        assert_eq!(first.body["id"], again.body["id"]);
        let taken = app.admin().post("/api/v1/accounts", new).await.refused(409, "conflict");
        assert_eq!(taken.body["errors"][0]["pointer"], "/email");
        let secret = code(&first).as_str().unwrap();
        assert_eq!(app.rows(&format!("idempotency_keys WHERE answer LIKE '%{secret}%' OR answer LIKE '%fatme%'")), 0);
        assert_eq!(app.rows(&format!("reset_codes WHERE hash LIKE '%{secret}%'")), 0);
        set_password(&app, "fatme@example.org", code(&first)).await.expect(204);
    }

    async fn a_reset_code_is_good_once_and_for_fifteen_minutes(app) {
        let fatme = made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let here = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let issue = async || app.admin().post_nothing(&format!("/api/v1/accounts/{fatme}/reset-code")).await.expect(200);
        let (older, newer) = (issue().await, issue().await);
        assert_eq!(newer.body["expires_at"], "2026-11-23T10:15:00.000Z");
        set_password(&app, "fatme@example.org", code(&older)).await.refused(401, "invalid_credentials");
        let shouted = json!(code(&newer).as_str().unwrap().to_uppercase().replace('-', "").replace('0', "O").replace('1', "I"));
        set_password(&app, "fatme@example.org", &shouted).await.expect(204);
        here.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        login(&app, "fatme@example.org", PASSWORD).await.refused(401, "invalid_credentials");
        login(&app, "fatme@example.org", NEW).await.expect(200);
        set_password(&app, "fatme@example.org", code(&newer)).await.refused(401, "invalid_credentials");
        let late = issue().await;
        app.clock.advance(Duration::from_secs(15 * 60));
        set_password(&app, "fatme@example.org", code(&late)).await.refused(401, "invalid_credentials");
    }

    async fn who_resets_learns_nothing_about_accounts(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let (wrong, start) = (json!("00000-00000-00000-00000"), app.clock.now());
        let known = set_password(&app, "fatme@example.org", &wrong).await.refused(401, "invalid_credentials");
        let unknown = set_password(&app, "nobody@example.org", &wrong).await.refused(401, "invalid_credentials");
        assert_eq!(without_instance(&known), without_instance(&unknown));
        let foreign = invited(&app, "new@example.org", &["editor"]).await;
        set_password(&app, "fatme@example.org", code(&foreign)).await.refused(401, "invalid_credentials");
        for email in ["fatme@example.org", "nobody@example.org"] {
            while set_password(&app, email, &wrong).await.status == 401 {}
            assert_eq!(set_password(&app, email, &wrong).await.refused(429, "too_many_requests").header("retry-after"), Some("2"));
        }
        assert_eq!(app.clock.now(), start);
    }

    async fn a_password_is_changed_by_who_knows_it(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let fatme = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let change = async |from: &str, to: &str| fatme.post("/api/v1/auth/password", json!({"current_password": from, "new_password": to})).await;
        change("wrong password", NEW).await.refused(401, "invalid_credentials");
        for (to, why) in [("elevenchars", "too_short"), (&*"x".repeat(257), "too_long"), ("nul\u{0}nul\u{0}nul\u{0}", "pattern")] {
            let refused = change(PASSWORD, to).await.refused(422, "invalid");
            assert_eq!((&refused.body["errors"][0]["pointer"], &refused.body["errors"][0]["code"]), (&json!("/new_password"), &json!(why)));
        }
        let composed = change(PASSWORD, &"e\u{308}".repeat(6)).await.refused(422, "invalid");
        assert_eq!(composed.body["errors"][0]["pointer"], "/new_password");
        change(PASSWORD, NEW).await.expect(204);
        fatme.get("/api/v1/auth/me").await.expect(200);
        login(&app, "fatme@example.org", PASSWORD).await.refused(401, "invalid_credentials");
        login(&app, "fatme@example.org", NEW).await.expect(200);
    }

    async fn a_stolen_token_does_not_help_to_guess_the_password(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let thief = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let guess = json!({"current_password": "wrong password", "new_password": NEW});
        for _ in 0..5 {
            thief.post("/api/v1/auth/password", guess.clone()).await.refused(401, "invalid_credentials");
        }
        thief.post("/api/v1/auth/password", guess).await.refused(429, "too_many_requests");
    }
}
