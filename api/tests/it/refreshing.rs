//! Refresh tokens and the cookie, as a client uses them and as a thief would.
use crate::support::{Answer, Client, ISSUER, PASSWORD, TestApp, story};
use serde_json::{Value, json};
use std::time::Duration;

const REFRESH: &str = "/api/v1/auth/refresh";

async fn signed_in(app: &TestApp) -> Answer {
    app.editor(); // makes the account
    app.anyone().post("/api/v1/auth/login", json!({"email": "editor@example.org", "password": PASSWORD})).await.expect(200)
}

async fn refreshed(app: &TestApp, token: &Value) -> Answer {
    app.anyone().post(REFRESH, json!({"refresh_token": token})).await
}

/// A browser that holds the cookie which `answer` has set.
fn browser<'a>(app: &'a TestApp, answer: &Answer) -> Client<'a> {
    app.anyone().with("Cookie", answer.header("set-cookie").unwrap().split(';').next().unwrap())
}

async fn signed_in_by_cookie(app: &TestApp) -> Answer {
    app.editor();
    let sent = json!({"email": "editor@example.org", "password": PASSWORD, "session": "cookie"});
    app.anyone().post("/api/v1/auth/login", sent).await.expect(200)
}

async fn still_good(app: &TestApp, answer: &Answer) -> bool {
    app.anyone().with_token(answer.body["access_token"].as_str().unwrap()).get("/api/v1/auth/me").await.status == 200
}

async fn ends_with(app: &TestApp, signed_in: &Answer) {
    refreshed(app, &signed_in.body["refresh_token"]).await.refused(401, "invalid_token");
    assert!(!still_good(app, signed_in).await);
}

story! {
    async fn no_refresh_in_other_sessions_after_a_new_password(app) {
        let (phone, desk) = (signed_in(&app).await, signed_in(&app).await);
        let change = json!({"current_password": PASSWORD, "new_password": "a password that nobody knows"});
        let holder = app.anyone().with_token(desk.body["access_token"].as_str().unwrap());
        holder.post("/api/v1/auth/password", change).await.expect(204);
        ends_with(&app, &phone).await;
        refreshed(&app, &desk.body["refresh_token"]).await.expect(200);
    }

    async fn a_refresh_after_a_lost_role_brings_the_roles_that_are_left(app) {
        let first = signed_in(&app).await;
        let me = app.editor().get("/api/v1/auth/me").await.expect(200).body["id"].as_str().unwrap().to_owned();
        let patch = json!({"roles": ["moderator"]});
        app.admin().having_read("\"1\"").patch(&format!("/api/v1/accounts/{me}"), patch).await.expect(200);
        let next = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        let holder = app.anyone().with_token(next.body["access_token"].as_str().unwrap());
        holder.get("/api/v1/editorial/organizations").await.refused(403, "forbidden");
        holder.get("/api/v1/moderation/queue").await.expect(200);
    }

    async fn no_refresh_after_the_account_is_closed(app) {
        let first = signed_in(&app).await;
        let me = app.editor().get("/api/v1/auth/me").await.expect(200).body["id"].as_str().unwrap().to_owned();
        app.admin().having_read("\"1\"").post_nothing(&format!("/api/v1/accounts/{me}/deactivation")).await.expect(200);
        ends_with(&app, &first).await;
    }

    async fn a_session_goes_on_through_its_refresh_tokens(app) {
        let mut last = signed_in(&app).await;
        for _ in 0..3 {
            app.clock.advance(Duration::from_secs(9 * 24 * 60 * 60));
            assert!(!still_good(&app, &last).await, "an access token lasts ten minutes");
            last = refreshed(&app, &last.body["refresh_token"]).await.expect(200);
            assert!(still_good(&app, &last).await);
        }
        app.clock.advance(Duration::from_secs(14 * 24 * 60 * 60));
        refreshed(&app, &last.body["refresh_token"]).await.refused(401, "invalid_token");
    }

    async fn a_session_ends_after_sixty_days_whatever_happens(app) {
        let mut last = signed_in(&app).await;
        for _ in 0..5 {
            app.clock.advance(Duration::from_secs(10 * 24 * 60 * 60));
            last = refreshed(&app, &last.body["refresh_token"]).await.expect(200);
        }
        app.clock.advance(Duration::from_secs(10 * 24 * 60 * 60));
        refreshed(&app, &last.body["refresh_token"]).await.refused(401, "invalid_token");
    }

    async fn a_replayed_refresh_token_ends_the_family(app) {
        let first = signed_in(&app).await;
        let second = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        app.clock.advance(Duration::from_millis(10_001));
        refreshed(&app, &first.body["refresh_token"]).await.refused(401, "invalid_token");
        assert!(!still_good(&app, &second).await, "the thief and the owner are out, whoever is who");
        refreshed(&app, &second.body["refresh_token"]).await.refused(401, "invalid_token");
    }

    async fn two_tabs_that_wake_up_together_both_go_on(app) {
        let first = signed_in(&app).await;
        let one = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        app.clock.advance(Duration::from_secs(10));
        let two = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        assert_ne!(one.body["refresh_token"], two.body["refresh_token"]);
        refreshed(&app, &two.body["refresh_token"]).await.expect(200);
        assert!(still_good(&app, &one).await);
    }

    async fn a_thief_who_was_quick_is_found_when_both_go_on(app) {
        let first = signed_in(&app).await;
        let owner = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        let thief = refreshed(&app, &first.body["refresh_token"]).await.expect(200);
        app.clock.advance(Duration::from_secs(60));
        let owner = refreshed(&app, &owner.body["refresh_token"]).await.expect(200);
        app.clock.advance(Duration::from_secs(60));
        refreshed(&app, &thief.body["refresh_token"]).await.refused(401, "invalid_token");
        assert!(!still_good(&app, &owner).await);
    }

    async fn many_refreshes_at_once_are_one_family(app) {
        let first = signed_in(&app).await;
        let token = &first.body["refresh_token"];
        let all = futures_util::future::join_all((0..8).map(|_| refreshed(&app, token))).await;
        assert!(all.iter().all(|it| it.status == 200), "within ten seconds nobody is signed out");
        app.clock.advance(Duration::from_secs(11));
        refreshed(&app, token).await.refused(401, "invalid_token");
        for one in &all {
            refreshed(&app, &one.body["refresh_token"]).await.refused(401, "invalid_token");
        }
    }

    async fn a_refresh_token_is_nothing_after_signing_out(app) {
        let first = signed_in(&app).await;
        app.anyone().with_token(first.body["access_token"].as_str().unwrap()).post_nothing("/api/v1/auth/logout").await.expect(204);
        refreshed(&app, &first.body["refresh_token"]).await.refused(401, "invalid_token");
        refreshed(&app, &json!("A".repeat(43))).await.refused(401, "invalid_token");
    }

    async fn a_browser_keeps_its_token_where_no_script_reads_it(app) {
        let first = signed_in_by_cookie(&app).await;
        assert_eq!(first.body["refresh_token"], Value::Null);
        let cookie = first.header("set-cookie").unwrap();
        for part in ["__Host-hapur-refresh=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Max-Age=1209600"] {
            assert!(cookie.contains(part), "{part} {cookie}");
        }
        assert!(!cookie.contains("Domain"));
        let second = browser(&app, &first).with("Sec-Fetch-Site", "same-origin").post(REFRESH, json!({})).await.expect(200);
        assert_eq!(second.body["refresh_token"], Value::Null);
        browser(&app, &second).with("Origin", ISSUER).post(REFRESH, json!({})).await.expect(200);
    }

    async fn a_cookie_from_another_site_is_refused(app) {
        let first = signed_in_by_cookie(&app).await;
        let stranger = browser(&app, &first);
        stranger.post(REFRESH, json!({})).await.refused(403, "cross_site");
        for (name, value) in [
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Site", "none"), ("Origin", "null"),
            ("Origin", "https://evil.example"), ("Origin", "http://127.0.0.1:8080.evil.example"), ("Origin", "http://127.0.0.1"),
        ] {
            stranger.with(name, value).post(REFRESH, json!({})).await.refused(403, "cross_site");
        }
        stranger.with("Origin", ISSUER).with("Sec-Fetch-Site", "cross-site").post(REFRESH, json!({})).await.refused(403, "cross_site");
        stranger.with("Sec-Fetch-Site", "same-origin").post(REFRESH, json!({})).await.expect(200);
    }

    async fn a_refresh_token_comes_one_way_and_not_two(app) {
        let first = signed_in_by_cookie(&app).await;
        let both = json!({"refresh_token": "A".repeat(43)});
        browser(&app, &first).with("Sec-Fetch-Site", "same-origin").post(REFRESH, both).await.refused(409, "conflict");
        app.anyone().post(REFRESH, json!({})).await.refused(401, "unauthenticated");
        app.anyone().post(REFRESH, json!({"refresh_token": "short"})).await.refused(422, "invalid");
    }
}
