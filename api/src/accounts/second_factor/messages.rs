//! What is said when a second factor is set up or taken away.
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who sets up a second factor shows that they are not just somebody at an open screen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"password": "kal trim mbi urë"}))]
pub struct TotpRequest {
    /// Your password.
    #[schema(min_length = 1, max_length = 1024, format = "password")]
    pub password: String,
}

/// For the authenticator.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "url": "otpauth://totp/Hapur:fatme%40example%2Eorg?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Hapur"}))]
pub struct TotpSecret {
    /// To be typed into a device without a camera. It is shown only now.
    #[schema(pattern = "^[A-Z2-7]{32}$")]
    pub secret: String,
    /// To be shown as a QR code: SHA-1, six digits, 30 seconds.
    #[schema(format = "uri")]
    pub url: String,
}

/// The device works.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"code": "287082"}))]
pub struct TotpConfirmation {
    /// What it shows now.
    #[schema(pattern = "^[0-9]{3} ?[0-9]{3}$")]
    pub code: String,
}

/// For the day when the device is lost.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each is good once, in place of the device's code. They are shown only now: print them.
    #[schema(min_items = 10, max_items = 10, example = json!(["3n7q-k5x2-m9wb-4tcd", "8r1z-h6vp-2jyk-q0sa", "5dfw-9c3g-x7tm-e4nb", "0vkq-y2r8-6hzp-1wjs", "t4ma-3gxd-b9cf-7n5e", "2pzh-s8vk-w1qj-6yr0", "e7nb-4tcd-9fgx-m3da", "k6ws-0rjy-5vhq-z8p1", "c2tf-x9eb-7mgn-4d3a", "j1qz-8ykv-p5sr-h0w6"]))]
    pub recovery_codes: Vec<String>,
}

/// Who takes the second factor away still has both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"password": "kal trim mbi urë", "code": "287082"}))]
pub struct TotpRemoval {
    /// Your password.
    #[schema(min_length = 1, max_length = 1024, format = "password")]
    pub password: String,
    /// What the device shows, or a recovery code.
    #[schema(pattern = "^([0-9]{3} ?[0-9]{3}|[0-9A-Za-z]{4}([- ]?[0-9A-Za-z]{4}){3})$")]
    pub code: String,
}
