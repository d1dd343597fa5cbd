//! Signing in, sessions, roles.
use crate::support::{Answer, Client, Kind, PASSWORD, TestApp, password_hash, story};
use hapur::accounts::{self, AccountRole, Email, NewAccount};
use hapur::record::Actor;
use serde_json::{Value, json};
use std::time::Duration;

/// Makes an account as `hapur admin create` does, and answers its id.
pub async fn made(app: &TestApp, email: &str, roles: &[AccountRole]) -> String {
    let new = NewAccount {
        email: Email::parse(email).unwrap(),
        roles: roles.to_vec(),
        organization: None,
        display_name: None,
        password: Some(password_hash()),
    };
    app.state.record.commit(Actor::system(), move |tx| accounts::create_account(tx, new)).await.unwrap().id
}

pub async fn login(app: &TestApp, email: &str, password: &str) -> Answer {
    app.anyone().post("/api/v1/auth/login", json!({"email": email, "password": password})).await
}

pub fn holder<'a>(app: &'a TestApp, signed_in: &Answer) -> Client<'a> {
    app.anyone().with_token(signed_in.body["access_token"].as_str().unwrap())
}

pub fn without_instance(answer: &Answer) -> Value {
    let mut body = answer.body.clone();
    body.as_object_mut().unwrap().remove("instance");
    body
}

story! {
    async fn somebody_signs_in_works_and_signs_out(app) {
        let id = made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let signed_in = login(&app, "fatme@example.org", PASSWORD).await.expect(200);
        assert_eq!((signed_in.header("cache-control"), signed_in.header("access-control-allow-origin")), (Some("private, no-store"), None));
        let fatme = holder(&app, &signed_in);
        let me = fatme.get("/api/v1/auth/me").await.expect(200);
        assert_eq!((me.body["id"].as_str(), &me.body["roles"], me.header("cache-control")), (Some(&*id), &json!(["editor"]), Some("private, no-store")));
        fatme.get("/api/v1/editorial/organizations").await.expect(200);
        let out = fatme.post_nothing("/api/v1/auth/logout").await.expect(204);
        assert!(out.header("set-cookie").unwrap().starts_with("__Host-hapur-refresh=; "));
        fatme.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        fatme.get("/api/v1/organizations").await.refused(401, "invalid_token");
    }

    async fn an_account_is_told_by_the_record_without_its_address(app) {
        made(&app, "fatme@example.org", &[AccountRole::Moderator, AccountRole::Editor, AccountRole::Editor]).await;
        let changes = app.anyone().get("/api/v1/changes").await.expect(200);
        assert_eq!((&changes.body["items"][0]["kind"], &changes.body["items"][0]["op"]), (&json!("account.created"), &json!("delete")));
        let told = app.state.record.db.read(|conn| {
            let id = hapur::record::after(conn, 0, 1)?.remove(0).4;
            hapur::record::history(conn, &hapur::record::Subject::new(hapur::record::Kind::Account, id))
        }).await.unwrap();
        assert_eq!((&told[0].public["roles"], &told[0].public["organization"]), (&json!(["editor", "moderator"]), &Value::Null));
        assert!(told[0].public["pseudonym"].as_str().unwrap().starts_with("a-"));
        assert!(!told[0].public.to_string().contains("fatme"));
    }

    async fn nobody_learns_whether_an_account_exists(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let gone = made(&app, "gone@example.org", &[AccountRole::Editor]).await;
        app.state.record.commit(Actor::system(), move |tx| accounts::disable(tx, &gone)).await.unwrap();
        let unknown = login(&app, "nobody@example.org", PASSWORD).await.refused(401, "invalid_credentials");
        let wrong = login(&app, "fatme@example.org", "wrong password").await.refused(401, "invalid_credentials");
        let disabled = login(&app, "gone@example.org", PASSWORD).await.refused(401, "invalid_credentials");
        assert_eq!(without_instance(&unknown), without_instance(&wrong));
        assert_eq!(without_instance(&unknown), without_instance(&disabled));
    }

    async fn one_address_typed_in_both_normal_forms_is_one_account(app) {
        made(&app, "fatm\u{eb}@example.org", &[AccountRole::Editor]).await;
        login(&app, "Fatme\u{308}@Example.org", PASSWORD).await.expect(200);
        let again = NewAccount { email: Email::parse("FATME\u{308}@example.org").unwrap(), roles: vec![AccountRole::Admin], organization: None, display_name: None, password: Some(password_hash()) };
        let taken = app.state.record.commit(Actor::system(), move |tx| accounts::create_account(tx, again)).await;
        assert_eq!(taken.unwrap_err().code.name(), "conflict");
    }

    async fn an_address_that_only_looks_the_same_is_another(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        for lookalike in ["f\u{430}tme@example.org", "\u{ff46}atme@example.org", "fatme\u{200b}@example.org", "fatme@ex\u{430}mple.org"] {
            login(&app, lookalike, PASSWORD).await.refused(401, "invalid_credentials");
        }
        for unseen in ["fatme\u{200b}@example.org", "\u{202e}fatme@example.org", "fatme\u{a0}@example.org", "fat\u{ad}me@example.org"] {
            let sent = json!({"email": unseen, "roles": ["editor"]});
            app.admin().post("/api/v1/accounts", sent).await.refused(422, "invalid");
        }
    }

    async fn an_unknown_field_gives_nobody_more_rights(app) {
        let sent = json!({"email": "fatme@example.org", "password": PASSWORD, "roles": ["admin"]});
        let refused = app.anyone().post("/api/v1/auth/login", sent).await.refused(422, "invalid");
        assert_eq!(refused.body["errors"][0]["pointer"], "/roles");
        app.anyone().post("/api/v1/auth/refresh", json!({"account": "x"})).await.refused(422, "invalid");
    }

    async fn a_changed_role_bites_at_once(app) {
        let id = made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let fatme = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        fatme.get("/api/v1/editorial/organizations").await.expect(200);
        let patch = json!({"roles": ["moderator"]});
        app.admin().having_read("\"1\"").patch(&format!("/api/v1/accounts/{id}"), patch).await.expect(200);
        fatme.get("/api/v1/editorial/organizations").await.refused(403, "forbidden");
        assert_eq!(fatme.get("/api/v1/auth/me").await.expect(200).body["roles"], json!(["moderator"]));
    }

    async fn a_disabled_account_is_out_with_its_next_call(app) {
        let id = made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let signed_in = login(&app, "fatme@example.org", PASSWORD).await.expect(200);
        let fatme = holder(&app, &signed_in);
        app.state.record.commit(Actor::system(), move |tx| accounts::disable(tx, &id)).await.unwrap();
        fatme.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        let refresh = json!({"refresh_token": signed_in.body["refresh_token"]});
        app.anyone().post("/api/v1/auth/refresh", refresh).await.refused(401, "invalid_token");
        let kinds: Vec<_> = app.anyone().get("/api/v1/changes").await.body["items"].as_array().unwrap().iter().map(|it| it["kind"].clone()).collect();
        assert_eq!(kinds, ["account.created", "account.disabled"]);
    }

    async fn sessions_are_listed_and_ended_by_their_owner_alone(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let phone = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        app.clock.advance(Duration::from_secs(1));
        let desk = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let listed = desk.get("/api/v1/auth/sessions").await.expect(200);
        let current: Vec<_> = listed.body["items"].as_array().unwrap().iter().map(|it| it["current"].clone()).collect();
        assert_eq!(current, [true, false]);
        let the_phone = format!("/api/v1/auth/sessions/{}", listed.body["items"][1]["id"].as_str().unwrap());
        app.admin().delete(&the_phone).await.refused(404, "not_found");
        phone.get("/api/v1/auth/me").await.expect(200);
        desk.delete(&the_phone).await.expect(204);
        phone.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        desk.delete(&the_phone).await.refused(404, "not_found");
        desk.delete("/api/v1/auth/sessions/not-an-id").await.refused(404, "not_found");
    }

    async fn all_other_sessions_end_at_once(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let phone = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let desk = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        let stranger = app.admin();
        desk.delete("/api/v1/auth/sessions").await.expect(204);
        phone.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        desk.get("/api/v1/auth/me").await.expect(200);
        stranger.get("/api/v1/auth/me").await.expect(200);
    }

    async fn an_account_has_twenty_sessions_at_most(app) {
        let id = made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        let first = holder(&app, &login(&app, "fatme@example.org", PASSWORD).await.expect(200));
        for n in 0..20 {
            app.clock.advance(Duration::from_millis(1));
            let (id, now) = (id.clone(), app.clock.now());
            app.state.record.db.write(move |conn| accounts::open_session(conn, &id, None, now)).await.unwrap();
            assert_eq!(first.get("/api/v1/auth/me").await.status, if n < 19 { 200 } else { 401 });
        }
    }

    async fn who_guesses_has_to_wait_and_nobody_is_locked_out(app) {
        made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
        for _ in 0..5 {
            login(&app, "fatme@example.org", "wrong password").await.refused(401, "invalid_credentials");
        }
        let wait = login(&app, "FATME@example.org", PASSWORD).await.refused(429, "too_many_requests");
        assert_eq!(wait.header("retry-after"), Some("2"));
        app.clock.advance(Duration::from_secs(2));
        login(&app, "fatme@example.org", PASSWORD).await.expect(200);
        login(&app, "fatme@example.org", "wrong password").await.refused(401, "invalid_credentials");
    }

    async fn of_two_first_admins_one_is_made(app) {
        let (record, other) = (&app.state.record, app.state.record.clone());
        let (one, two) = futures_util::future::join(
            accounts::first_admin(record, "one@example.org"),
            accounts::first_admin(&other, "two@example.org"),
        ).await;
        let passwords = [("one@example.org", one.unwrap()), ("two@example.org", two.unwrap())];
        let made: Vec<_> = passwords.iter().filter_map(|(email, password)| Some((email, password.as_ref()?))).collect();
        assert_eq!(made.len(), 1);
        let signed_in = login(&app, made[0].0, made[0].1).await.expect(200);
        let me = holder(&app, &signed_in).get("/api/v1/auth/me").await.expect(200);
        assert_eq!(me.body["roles"], json!(["admin", "editor", "moderator"]));
        assert_eq!(accounts::first_admin(record, "three@example.org").await.unwrap(), None);
    }

    async fn an_editor_acts_for_an_organization_that_is_published(app) {
        let none = NewAccount { email: Email::parse("a@example.org").unwrap(), roles: vec![AccountRole::Editor], organization: Some("forumi".into()), display_name: None, password: Some(password_hash()) };
        let refused = app.state.record.commit(Actor::system(), { let none = none.clone(); move |tx| accounts::create_account(tx, none) }).await;
        assert_eq!(refused.unwrap_err().code.name(), "unknown_reference");
        let draft = json!({"id": "forumi", "kind": "forum", "name": {"sq": "Forumi", "sr": "Forum", "en": null}});
        let made = app.editor().post("/api/v1/organizations", draft).await.expect(201);
        app.editor().having_read(made.etag()).post_nothing("/api/v1/organizations/forumi/publication").await.expect(200);
        let me = app.editor_of("forumi").get("/api/v1/auth/me").await.expect(200);
        assert_eq!(me.body["organization"], "forumi");
    }
}

/// An attacker with a stop-watch learns nothing: whether the account exists, a password is compared, and argon2 is what
/// takes the time.
#[actix_web::test]
async fn an_unknown_address_costs_the_same_work_as_a_wrong_password() {
    let app = TestApp::new(Kind::Sqlite).await;
    made(&app, "fatme@example.org", &[AccountRole::Editor]).await;
    let invited = app.admin().post("/api/v1/accounts", json!({"email": "new@example.org", "roles": ["editor"]})).await.expect(201);
    assert_eq!(invited.body["state"], "invited");
    for (done, email) in ["fatme@example.org", "nobody@example.org", "new@example.org"].into_iter().enumerate() {
        login(&app, email, "wrong password").await.refused(401, "invalid_credentials");
        assert_eq!(app.state.sign_in.passwords_compared(), done as u64 + 1, "{email}");
    }
}
