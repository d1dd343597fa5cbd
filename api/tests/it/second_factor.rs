//! The second factor: set up, asked for, lost, and attacked.
use crate::accounts::{holder, login, made};
use crate::support::{Answer, Client, PASSWORD, TestApp, story};
use hapur::accounts::{AccountRole, Email};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha1::Sha1;
use std::time::Duration;

const EMAIL: &str = "fatme@example.org";

/// What an authenticator would show, `steps` from now.
fn shown(app: &TestApp, secret: &str, steps: i64) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: String = secret.chars().map(|c| format!("{:05b}", alphabet.find(c).unwrap())).collect();
    let bytes: Vec<u8> =
        bits.as_bytes().chunks_exact(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect();
    let mut mac = Hmac::<Sha1>::new_from_slice(&bytes).unwrap();
    mac.update(&(app.clock.now().millis() / 30_000 + steps).to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = (digest[19] & 15) as usize;
    format!("{:06}", (u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff) % 1_000_000)
}

/// Somebody with a second factor: their client, the secret, the recovery codes.
async fn protected(app: &TestApp) -> (Client<'_>, String, Vec<String>) {
    made(app, EMAIL, &[AccountRole::Editor]).await;
    let fatme = holder(app, &login(app, EMAIL, PASSWORD).await.expect(200));
    let begun = fatme.post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.expect(200);
    let secret = begun.body["secret"].as_str().unwrap().to_owned();
    let code = shown(app, &secret, 0);
    let on = fatme.post("/api/v1/auth/totp/confirmation", json!({"code": code})).await.expect(200);
    app.clock.advance(Duration::from_secs(60));
    (fatme, secret, serde_json::from_value(on.body["recovery_codes"].clone()).unwrap())
}

async fn with_code(app: &TestApp, code: &str) -> Answer {
    app.anyone().post("/api/v1/auth/login", json!({"email": EMAIL, "password": PASSWORD, "code": code})).await
}

fn why(answer: &Answer) -> (&Value, &Value) {
    (&answer.body["errors"][0]["pointer"], &answer.body["errors"][0]["code"])
}

story! {
    async fn signing_in_asks_for_a_code_once_it_is_set_up(app) {
        made(&app, EMAIL, &[AccountRole::Editor]).await;
        let fatme = holder(&app, &login(&app, EMAIL, PASSWORD).await.expect(200));
        fatme.post("/api/v1/auth/totp", json!({"password": "wrong password"})).await.refused(401, "invalid_credentials");
        let begun = fatme.post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.expect(200);
        let secret = begun.body["secret"].as_str().unwrap();
        assert!(begun.body["url"].as_str().unwrap().ends_with(&format!("?secret={secret}&issuer=Hapur")));
        login(&app, EMAIL, PASSWORD).await.expect(200);
        let wrong = format!("{:06}", (shown(&app, secret, 0).parse::<u32>().unwrap() + 1) % 1_000_000);
        fatme.post("/api/v1/auth/totp/confirmation", json!({"code": wrong})).await.refused(401, "invalid_credentials");
        let on = fatme.post("/api/v1/auth/totp/confirmation", json!({"code": shown(&app, secret, 0)})).await.expect(200);
        assert_eq!(on.body["recovery_codes"].as_array().unwrap().len(), 10);
        assert_eq!(fatme.get("/api/v1/auth/me").await.expect(200).body["second_factor"], true);
        let missing = login(&app, EMAIL, PASSWORD).await.refused(401, "second_factor_required");
        assert_eq!(why(&missing), (&json!("/code"), &json!("required")));
        login(&app, EMAIL, "wrong password").await.refused(401, "invalid_credentials");
        app.clock.advance(Duration::from_secs(30));
        with_code(&app, &shown(&app, secret, 0)).await.expect(200);
        fatme.post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.refused(409, "wrong_state");
        fatme.post("/api/v1/auth/totp/confirmation", json!({"code": "000000"})).await.refused(409, "wrong_state");
    }

    async fn a_code_works_once(app) {
        let (_, secret, _) = protected(&app).await;
        let code = shown(&app, &secret, 0);
        with_code(&app, &code).await.expect(200);
        assert_eq!(why(&with_code(&app, &code).await.refused(401, "second_factor_required")), (&json!("/code"), &json!("wrong")));
        with_code(&app, &shown(&app, &secret, -1)).await.refused(401, "second_factor_required");
        with_code(&app, &shown(&app, &secret, 1)).await.expect(200);
    }

    async fn one_code_sent_twice_at_once_opens_one_session(app) {
        let (_, secret, _) = protected(&app).await;
        let code = shown(&app, &secret, 0);
        let (one, two) = tokio::join!(with_code(&app, &code), with_code(&app, &code));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401]);
    }

    async fn the_code_that_set_it_up_does_not_sign_in(app) {
        made(&app, EMAIL, &[AccountRole::Editor]).await;
        let fatme = holder(&app, &login(&app, EMAIL, PASSWORD).await.expect(200));
        let begun = fatme.post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.expect(200);
        let code = shown(&app, begun.body["secret"].as_str().unwrap(), 0);
        fatme.post("/api/v1/auth/totp/confirmation", json!({"code": code})).await.expect(200);
        with_code(&app, &code).await.refused(401, "second_factor_required");
    }

    async fn clocks_may_differ_by_one_step(app) {
        let (_, secret, _) = protected(&app).await;
        for far in [-2, 2] {
            with_code(&app, &shown(&app, &secret, far)).await.refused(401, "second_factor_required");
        }
        with_code(&app, &shown(&app, &secret, -1)).await.expect(200);
        app.clock.advance(Duration::from_secs(60));
        with_code(&app, &shown(&app, &secret, -1)).await.expect(200);
        let spaced = shown(&app, &secret, 0);
        with_code(&app, &format!("{} {}", &spaced[..3], &spaced[3..])).await.expect(200);
    }

    async fn a_setting_up_that_takes_too_long_is_forgotten(app) {
        made(&app, EMAIL, &[AccountRole::Editor]).await;
        let signed_in = login(&app, EMAIL, PASSWORD).await.expect(200);
        let begun = holder(&app, &signed_in).post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.expect(200);
        app.clock.advance(Duration::from_secs(15 * 60));
        let again = holder(&app, &login(&app, EMAIL, PASSWORD).await.expect(200));
        let code = shown(&app, begun.body["secret"].as_str().unwrap(), 0);
        again.post("/api/v1/auth/totp/confirmation", json!({"code": code})).await.refused(409, "wrong_state");
    }

    async fn a_recovery_code_works_once(app) {
        let (_, _, recovery) = protected(&app).await;
        with_code(&app, &recovery[0].to_uppercase().replace('-', " ")).await.expect(200);
        with_code(&app, &recovery[0]).await.refused(401, "second_factor_required");
        with_code(&app, &recovery[1]).await.expect(200);
        with_code(&app, "0000-0000-0000-0000").await.refused(401, "second_factor_required");
        assert_eq!(app.rows("recovery_codes"), 8);
    }

    async fn a_recovery_code_of_somebody_else_is_none(app) {
        let (_, _, recovery) = protected(&app).await;
        made(&app, "other@example.org", &[AccountRole::Editor]).await;
        let other = holder(&app, &login(&app, "other@example.org", PASSWORD).await.expect(200));
        let begun = other.post("/api/v1/auth/totp", json!({"password": PASSWORD})).await.expect(200);
        let code = shown(&app, begun.body["secret"].as_str().unwrap(), 0);
        other.post("/api/v1/auth/totp/confirmation", json!({"code": code})).await.expect(200);
        let sent = json!({"email": "other@example.org", "password": PASSWORD, "code": recovery[0]});
        app.anyone().post("/api/v1/auth/login", sent).await.refused(401, "second_factor_required");
    }

    async fn who_guesses_codes_has_to_wait(app) {
        let (_, secret, _) = protected(&app).await;
        for guess in 0..5 {
            let wrong = format!("{:06}", (shown(&app, &secret, 0).parse::<u32>().unwrap() + 100 + guess) % 1_000_000);
            with_code(&app, &wrong).await;
        }
        with_code(&app, &shown(&app, &secret, 0)).await.refused(429, "too_many_requests");
        app.clock.advance(Duration::from_secs(2));
        with_code(&app, &shown(&app, &secret, 0)).await.expect(200);
    }

    async fn it_is_taken_away_with_password_and_code(app) {
        let (fatme, secret, recovery) = protected(&app).await;
        let remove = async |password: &str, code: &str| fatme.post("/api/v1/auth/totp/removal", json!({"password": password, "code": code})).await;
        remove("wrong password", &shown(&app, &secret, 0)).await.refused(401, "invalid_credentials");
        remove(PASSWORD, "0000-0000-0000-0000").await.refused(401, "second_factor_required");
        remove(PASSWORD, &recovery[0]).await.expect(204);
        login(&app, EMAIL, PASSWORD).await.expect(200);
        remove(PASSWORD, &recovery[1]).await.refused(409, "wrong_state");
        assert_eq!(app.rows("recovery_codes"), 0);
    }

    async fn a_reset_code_does_not_stand_in_for_the_second_factor(app) {
        let (fatme, secret, _) = protected(&app).await;
        let id = fatme.get("/api/v1/auth/me").await.expect(200).body["id"].as_str().unwrap().to_owned();
        let issued = app.admin().post_nothing(&format!("/api/v1/accounts/{id}/reset-code")).await.expect(200);
        let reset = async |second: Option<String>, code: &Value| {
            let mut sent = json!({"email": EMAIL, "code": code, "new_password": "a password that nobody knows"});
            if let Some(second) = second { sent["second_factor"] = json!(second); }
            app.anyone().post("/api/v1/auth/password/reset", sent).await
        };
        reset(Some(shown(&app, &secret, 0)), &json!("00000-00000-00000-00000")).await.refused(401, "invalid_credentials");
        let missing = reset(None, &issued.body["code"]).await.refused(401, "second_factor_required");
        assert_eq!(why(&missing), (&json!("/second_factor"), &json!("required")));
        reset(Some(shown(&app, &secret, 0)), &issued.body["code"]).await.expect(204);
    }

    async fn the_secret_is_sealed_and_no_code_is_kept(app) {
        let (_, secret, recovery) = protected(&app).await;
        assert_eq!(app.rows("second_factors"), 1);
        assert_eq!(app.rows(&format!("second_factors WHERE secret LIKE '%{secret}%'")), 0);
        for code in recovery {
            assert_eq!(app.rows(&format!("recovery_codes WHERE hash LIKE '%{code}%' OR hash LIKE '%{}%'", code.replace('-', ""))), 0);
        }
    }

    async fn the_last_resort_is_at_the_machine_itself(app) {
        let (fatme, ..) = protected(&app).await;
        let record = &app.state.record;
        let issued = hapur::accounts::last_resort(record, &Email::of(EMAIL), true).await.unwrap();
        let sent = json!({"email": EMAIL, "code": issued.code, "new_password": "a password that nobody knows"});
        app.anyone().post("/api/v1/auth/password/reset", sent).await.expect(204);
        fatme.get("/api/v1/auth/me").await.refused(401, "invalid_token");
        login(&app, EMAIL, "a password that nobody knows").await.expect(200);
        let nobody = hapur::accounts::last_resort(record, &Email::of("nobody@example.org"), false).await;
        assert_eq!(nobody.unwrap_err().code.name(), "not_found");
    }
}
