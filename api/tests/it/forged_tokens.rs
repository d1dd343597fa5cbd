//! What somebody may try who wants in without a password. One test for each attack.
use crate::support::{ISSUER, Kind, TestApp, key};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD as BASE64, Engine};
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ME: &str = "/api/v1/auth/me";

/// An app, and a good token's header and claims to be spoiled.
struct Forge {
    app: TestApp,
    good: String,
    header: Value,
    claims: Value,
}

impl Forge {
    async fn new() -> Self {
        let app = TestApp::new(Kind::Sqlite).await;
        let token = app.editor().token().to_owned();
        let part = |n: usize| serde_json::from_slice(&BASE64.decode(token.split('.').nth(n).unwrap()).unwrap()).unwrap();
        let (header, claims) = (part(0), part(1));
        Self { app, header, claims, good: token }
    }

    fn signed(header: &Value, claims: &Value, key: &SigningKey) -> String {
        let message = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims.to_string()));
        let signature = key.sign(message.as_bytes()).to_bytes();
        format!("{message}.{}", BASE64.encode(signature))
    }

    fn header(&self, name: &str, value: Value) -> String {
        let mut header = self.header.clone();
        header[name] = value;
        Self::signed(&header, &self.claims, &key())
    }

    fn claim(&self, name: &str, value: Value) -> String {
        let mut claims = self.claims.clone();
        claims[name] = value;
        Self::signed(&self.header, &claims, &key())
    }

    fn without(&self, name: &str) -> String {
        let mut claims = self.claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        Self::signed(&self.header, &claims, &key())
    }

    async fn is_refused(&self, token: &str) {
        self.app.anyone().with_token(token).get(ME).await.refused(401, "invalid_token");
        self.app.anyone().with_token(token).get("/api/v1/organizations").await.refused(401, "invalid_token");
    }

    fn now(&self) -> i64 {
        self.app.clock.now().millis() / 1000
    }
}

/// The forge itself works: what it signs unspoiled is let in.
#[actix_web::test]
async fn a_good_token_signed_by_hand_is_let_in() {
    let forge = Forge::new().await;
    let same = Forge::signed(&forge.header, &forge.claims, &key());
    forge.app.anyone().with_token(&same).get(ME).await.expect(200);
}

#[actix_web::test]
async fn alg_none_is_refused() {
    let forge = Forge::new().await;
    for alg in ["none", "None", "NONE", ""] {
        let mut header = forge.header.clone();
        header["alg"] = json!(alg);
        let message = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(forge.claims.to_string()));
        forge.is_refused(&format!("{message}.")).await;
        forge.is_refused(&forge.header("alg", json!(alg))).await;
    }
}

#[actix_web::test]
async fn the_public_key_as_an_hmac_secret_is_refused() {
    let forge = Forge::new().await;
    let public = key().verifying_key().to_bytes();
    for secret in [public.to_vec(), BASE64.encode(public).into_bytes(), hex::encode(public).into_bytes()] {
        let mut header = forge.header.clone();
        header["alg"] = json!("HS256");
        let message = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(forge.claims.to_string()));
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
        mac.update(message.as_bytes());
        forge.is_refused(&format!("{message}.{}", BASE64.encode(mac.finalize().into_bytes()))).await;
    }
}

#[actix_web::test]
async fn another_kid_is_refused() {
    let forge = Forge::new().await;
    let kid = hex::encode(&Sha256::digest(key().verifying_key().to_bytes())[..8]);
    assert_eq!(forge.header["kid"], kid);
    for kid in [json!("0000000000000000"), json!("../../dev/null"), json!("' OR 1=1 --"), json!(""), json!(null), json!(7), json!([kid])] {
        forge.is_refused(&forge.header("kid", kid)).await;
    }
}

/// As a server does that was started after `hapur keys rotate`.
#[actix_web::test]
async fn a_former_key_still_checks_but_only_under_its_own_name() {
    use hapur::accounts::{Keys, SignIn};
    let mut forge = Forge::new().await;
    let newer = SigningKey::from_bytes(&[77; 32]);
    let kid = hex::encode(&Sha256::digest(newer.verifying_key().to_bytes())[..8]);
    let keys = Keys::of(&newer, [43; 32]).unwrap().after(&key());
    forge.app.state.doorman = actix_web::web::Data::new(SignIn::new(keys, ISSUER, true).unwrap().doorman(&forge.app.state.record));
    forge.app.restart().await;
    forge.app.anyone().with_token(&forge.good).get(ME).await.expect(200);
    let mut header = forge.header.clone();
    header["kid"] = json!(kid);
    forge.app.anyone().with_token(&Forge::signed(&header, &forge.claims, &newer)).get(ME).await.expect(200);
    forge.is_refused(&forge.header("kid", json!(kid))).await;
    forge.is_refused(&Forge::signed(&forge.header, &forge.claims, &newer)).await;
}

#[actix_web::test]
async fn a_kid_that_stands_twice_is_refused() {
    let forge = Forge::new().await;
    let header = forge.header.to_string().replacen('{', "{\"kid\":\"0000000000000000\",", 1);
    let message = format!("{}.{}", BASE64.encode(header), BASE64.encode(forge.claims.to_string()));
    let signature = BASE64.encode(key().sign(message.as_bytes()).to_bytes());
    forge.is_refused(&format!("{message}.{signature}")).await;
}

#[actix_web::test]
async fn a_key_in_the_header_is_not_taken() {
    let forge = Forge::new().await;
    let thief = SigningKey::from_bytes(&[66; 32]);
    let x = BASE64.encode(thief.verifying_key().to_bytes());
    for (name, value) in [
        ("jwk", json!({"kty": "OKP", "crv": "Ed25519", "x": x})),
        ("jku", json!("https://evil.example/keys.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
    ] {
        let mut header = forge.header.clone();
        header[name] = value;
        forge.is_refused(&Forge::signed(&header, &forge.claims, &thief)).await;
    }
}

#[actix_web::test]
async fn times_that_are_no_whole_numbers_are_refused() {
    let forge = Forge::new().await;
    let now = forge.now();
    for name in ["exp", "nbf", "iat"] {
        for value in [json!(now.to_string()), json!(now as f64 + 0.5), json!(-1), json!(null), json!([now]), json!("never"), json!(1e300)] {
            forge.is_refused(&forge.claim(name, value)).await;
        }
        forge.is_refused(&forge.without(name)).await;
    }
}

#[actix_web::test]
async fn a_token_is_good_only_in_its_time() {
    let forge = Forge::new().await;
    let now = forge.now();
    forge.is_refused(&forge.claim("exp", json!(now - 5))).await;
    forge.is_refused(&forge.claim("exp", json!(0))).await;
    forge.is_refused(&forge.claim("nbf", json!(now + 6))).await;
    forge.is_refused(&forge.claim("nbf", json!(u64::MAX))).await;
    forge.app.anyone().with_token(&forge.claim("nbf", json!(now + 5))).get(ME).await.expect(200);
    forge.app.clock.advance(std::time::Duration::from_secs(604));
    forge.app.anyone().with_token(&forge.good).get(ME).await.expect(200);
    forge.app.clock.advance(std::time::Duration::from_secs(1));
    forge.is_refused(&forge.good).await;
}

#[actix_web::test]
async fn another_issuer_audience_or_type_is_refused() {
    let forge = Forge::new().await;
    forge.is_refused(&forge.claim("iss", json!("https://evil.example"))).await;
    forge.is_refused(&forge.claim("iss", json!([ISSUER]))).await;
    forge.is_refused(&forge.claim("aud", json!("hapur-refresh"))).await;
    for typ in [json!("JWT"), json!("rt+jwt"), json!("AT+JWT"), json!(null)] {
        forge.is_refused(&forge.header("typ", typ)).await;
    }
    for name in ["iss", "aud", "sub", "sid", "jti"] {
        forge.is_refused(&forge.without(name)).await;
    }
}

#[actix_web::test]
async fn a_list_of_audiences_is_refused_even_with_ours_in_it() {
    let forge = Forge::new().await;
    forge.is_refused(&forge.claim("aud", json!(["hapur-api"]))).await;
    forge.is_refused(&forge.claim("aud", json!(["evil", "hapur-api"]))).await;
}

#[actix_web::test]
async fn a_token_without_its_signature_or_with_another_is_refused() {
    let forge = Forge::new().await;
    let (message, signature) = forge.good.rsplit_once('.').unwrap();
    let turned: String = signature.chars().rev().collect();
    for token in
        [message.to_owned(), format!("{message}."), format!("{message}.{turned}"), format!("{}.x", forge.good), "..".into(), ".".into()]
    {
        forge.is_refused(&token).await;
    }
}

#[actix_web::test]
async fn a_session_of_another_account_is_refused() {
    let forge = Forge::new().await;
    let other = forge.app.admin().token().to_owned();
    let claims: Value = serde_json::from_slice(&BASE64.decode(other.split('.').nth(1).unwrap()).unwrap()).unwrap();
    forge.is_refused(&forge.claim("sid", claims["sid"].clone())).await;
    forge.is_refused(&forge.claim("sub", claims["sub"].clone())).await;
    forge.is_refused(&forge.claim("sid", json!("' OR '1'='1"))).await;
    forge.is_refused(&forge.claim("sid", json!("\u{0}"))).await;
}

#[actix_web::test]
async fn a_refresh_token_is_no_access_token() {
    let app = TestApp::new(Kind::Sqlite).await;
    app.editor();
    let login = json!({"email": "editor@example.org", "password": crate::support::PASSWORD});
    let signed_in = app.anyone().post("/api/v1/auth/login", login).await.expect(200);
    app.anyone().with_token(signed_in.body["refresh_token"].as_str().unwrap()).get(ME).await.refused(401, "invalid_token");
    let access = json!({"refresh_token": signed_in.body["access_token"]});
    app.anyone().post("/api/v1/auth/refresh", access).await.refused(422, "invalid");
}

#[actix_web::test]
async fn two_authorization_headers_are_refused() {
    let forge = Forge::new().await;
    let twice =
        forge.app.anyone().with("Authorization", format!("Bearer {}", forge.good)).with("Authorization", format!("Bearer {}", forge.good));
    twice.get(ME).await.refused(401, "invalid_token");
}

#[actix_web::test]
async fn another_scheme_is_refused() {
    let forge = Forge::new().await;
    for value in ["Basic YTpi", "Bearer", "Bearer ", "bearer", &forge.good] {
        forge.app.anyone().with("Authorization", value).get(ME).await.refused(401, "invalid_token");
    }
}
