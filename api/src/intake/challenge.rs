//! Making challenges and checking their solutions. A challenge is also the form's token: when it went out and when it may
//! come back stand in its signed data, so there is nothing to store until it is spent.
use super::model::ChallengeParameters;
use super::{Challenge, Form, rules};
use crate::error::{Code, Result};
use crate::files;
use crate::time::Moment;
use altcha::{CreateChallengeOptions, Payload, VerifySolutionOptions};
use anyhow::{Context, anyhow};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

const FILE: &str = "challenge.key";

/// The secret by which a challenge is known to be ours: the same for all instances.
#[derive(Clone)]
pub struct ChallengeKey {
    challenges: String,
    solutions: String,
}

/// A solved challenge that may be used once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Solved {
    pub(super) nonce: String,
    pub(super) expires_at: Moment,
}

impl ChallengeKey {
    /// A key that is known already.
    pub fn new(secret: [u8; 32]) -> Self {
        let secret = hex::encode(secret);
        Self { challenges: format!("challenge {secret}"), solutions: format!("solution {secret}") }
    }

    /// Reads the key in that folder, and makes it if there is none yet.
    ///
    /// # Errors
    /// If it cannot be read or written, or is not a key.
    pub fn load(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self::new(files::secret(folder, FILE)?))
    }

    /// A challenge whose solution is known to nobody, not even to us in a moment.
    pub(super) fn issue(&self, form: Form, rounds: u32) -> Result<Challenge> {
        let tries = rules::tries(form.level);
        let counter = tries.start() + random()? % (tries.end() - tries.start() + 1);
        self.make(form, rounds, counter)
    }

    /// A challenge that the first try solves, for servers that do without.
    pub(super) fn issue_for_nothing(&self, form: Form) -> Result<Challenge> {
        self.make(Form { fill_seconds: 0, level: 0, ..form }, 1, 0)
    }

    fn make(&self, form: Form, cost: u32, counter: u32) -> Result<Challenge> {
        let data: BTreeMap<String, Value> = serde_json::from_value(serde_json::to_value(&form)?)?;
        let options = CreateChallengeOptions {
            cost,
            counter: Some(counter),
            // Not `expires_at`: the library would ask the machine's clock, not ours.
            data: Some(data),
            hmac_signature_secret: Some(self.challenges.clone()),
            hmac_key_signature_secret: Some(self.solutions.clone()),
            ..CreateChallengeOptions::default()
        };
        let made = altcha::create_challenge(options).map_err(|e| anyhow!("no challenge can be made: {e}"))?;
        let known = made.parameters;
        let parameters = ChallengeParameters {
            algorithm: known.algorithm,
            cost: known.cost,
            data: form,
            key_length: known.key_length,
            key_prefix: known.key_prefix,
            key_signature: known.key_signature.context("a challenge without a signed solution")?,
            nonce: known.nonce,
            salt: known.salt,
        };
        Ok(Challenge { parameters, signature: made.signature.context("a challenge without a signature")? })
    }

    /// The solution is right, and comes when it may. Whether it was used before is for the transaction to find out.
    pub(super) fn check(&self, sent: Option<&str>, now: Moment, level: u32) -> Result<Solved> {
        let sent = sent.ok_or_else(|| Code::ChallengeRequired.at("/challenge", "required"))?;
        let wrong = || Code::ChallengeWrong.at("/challenge", "wrong");
        let (payload, form) = read(sent).ok_or_else(wrong)?;
        let options = VerifySolutionOptions {
            hmac_key_signature_secret: Some(self.solutions.clone()),
            ..VerifySolutionOptions::new(&payload.challenge, &payload.solution, self.challenges.clone())
        };
        if !altcha::verify_solution(options).is_ok_and(|result| result.verified) {
            return Err(wrong());
        }
        rules::comes_in_time(&form, now, level)?;
        Ok(Solved { nonce: payload.challenge.parameters.nonce, expires_at: form.expires_at })
    }
}

fn read(sent: &str) -> Option<(Payload, Form)> {
    let payload: Payload = serde_json::from_slice(&BASE64_STANDARD.decode(sent).ok()?).ok()?;
    // Without a signed solution the library would do the work itself, for whoever asks.
    payload.challenge.parameters.key_signature.as_ref().filter(|signature| !signature.is_empty())?;
    let data = serde_json::to_value(payload.challenge.parameters.data.as_ref()?).ok()?;
    Some((payload, serde_json::from_value(data).ok()?))
}

fn random() -> Result<u32> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(|e| anyhow!("no randomness: {e}"))?;
    Ok(u32::from_be_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn start() -> Moment {
        Moment::from_millis(1_763_000_000_000)
    }

    fn later(seconds: u64) -> Moment {
        start().plus(std::time::Duration::from_secs(seconds))
    }

    fn solved(challenge: &Challenge, counter: u32) -> Value {
        let parameters: altcha::ChallengeParameters = serde_json::from_value(serde_json::to_value(&challenge.parameters).unwrap()).unwrap();
        let challenge = altcha::Challenge { parameters, signature: Some(challenge.signature.clone()) };
        let from = altcha::SolveChallengeOptions { counter_start: counter, ..altcha::SolveChallengeOptions::new(&challenge) };
        let solution = altcha::solve_challenge(from).unwrap().unwrap();
        json!({"challenge": challenge, "solution": solution})
    }

    fn sent(payload: &Value) -> String {
        BASE64_STANDARD.encode(payload.to_string())
    }

    #[test]
    fn a_solved_challenge_is_good_and_whatever_was_changed_is_not() {
        let key = ChallengeKey::new([1; 32]);
        let form = rules::form(start(), 0);
        let payload = solved(&key.make(form.clone(), 20, 3).unwrap(), 0);
        let check = |payload: &Value| key.check(Some(&sent(payload)), later(10), 0).map_err(|e| e.code);
        let good = check(&payload).unwrap();
        assert_eq!(
            (good.expires_at, good.nonce.as_str()),
            (form.expires_at, payload["challenge"]["parameters"]["nonce"].as_str().unwrap())
        );
        let changes = [
            ("/challenge/parameters/cost", json!(1)),
            ("/challenge/parameters/keyPrefix", json!("00")),
            ("/challenge/parameters/keySignature", json!("")),
            ("/challenge/parameters/keySignature", Value::Null),
            ("/challenge/parameters/nonce", json!("00".repeat(16))),
            ("/challenge/parameters/algorithm", json!("SHA-256")),
            ("/challenge/parameters/data/issued_at", json!("2020-01-01T00:00:00.000Z")),
            ("/challenge/parameters/data/expires_at", json!("2999-01-01T00:00:00.000Z")),
            ("/challenge/parameters/data/fill_seconds", json!(0)),
            ("/challenge/parameters/data/level", json!(3)),
            ("/challenge/parameters/data", json!({})),
            ("/challenge/signature", json!("0".repeat(64))),
            ("/challenge/signature", Value::Null),
            ("/solution/derivedKey", json!("0".repeat(64))),
            ("/solution/derivedKey", json!("zz")),
            ("/solution", json!({})),
        ];
        for (pointer, value) in changes {
            let mut changed = payload.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            assert_eq!(check(&changed), Err(Code::ChallengeWrong), "{pointer}");
        }
        assert_eq!(ChallengeKey::new([2; 32]).check(Some(&sent(&payload)), later(10), 0).unwrap_err().code, Code::ChallengeWrong);
        assert_eq!(key.check(Some("AAAA"), later(10), 0).unwrap_err().code, Code::ChallengeWrong);
        assert_eq!(key.check(None, later(10), 0).unwrap_err().code, Code::ChallengeRequired);
        assert_eq!(key.check(Some(&sent(&payload)), later(1), 0).unwrap_err().code, Code::TooFast);
        assert_eq!(key.check(Some(&sent(&payload)), later(3_600), 0).unwrap_err().code, Code::ChallengeExpired);
    }

    #[test]
    fn a_real_challenge_needs_as_many_tries_as_its_level_says() {
        let key = ChallengeKey::new([1; 32]);
        for level in [0, 1] {
            let challenge = key.issue(rules::form(start(), level), 10).unwrap();
            let tries = rules::tries(level);
            let payload = solved(&challenge, *tries.start());
            let counter = u32::try_from(payload["solution"]["counter"].as_u64().unwrap()).unwrap();
            assert!(tries.contains(&counter) && challenge.parameters.cost == 10, "{counter}");
        }
        let nothing = key.issue_for_nothing(rules::form(start(), 2)).unwrap();
        assert_eq!((solved(&nothing, 0)["solution"]["counter"].as_u64(), nothing.parameters.data.fill_seconds), (Some(0), 0));
    }
}
