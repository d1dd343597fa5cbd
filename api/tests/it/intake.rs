//! Floods of comments do not reach the moderators, and nobody is known for it.
use crate::comments::{hand_in, text};
use crate::support::{Answer, TestApp, story};
use actix_web::web::Data;
use base64::prelude::{BASE64_STANDARD, Engine};
use hapur::intake::{ChallengeKey, Intake};
use serde_json::{Value, json};
use std::time::Duration;

const CHALLENGE: &str = "/api/v1/comments/challenge";
const COMMENTS: &str = "/api/v1/comments";

async fn challenge(app: &TestApp) -> Value {
    let answer = app.anyone().get(CHALLENGE).await.expect(200);
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    answer.body
}

/// What a browser sends: the challenge with its solution.
fn solved(challenge: &Value) -> Value {
    let typed: altcha::Challenge = serde_json::from_value(challenge.clone()).unwrap();
    let solution = altcha::solve_challenge(altcha::SolveChallengeOptions::new(&typed)).unwrap().unwrap();
    json!({"challenge": challenge, "solution": solution})
}

fn sent(payload: &Value) -> String {
    BASE64_STANDARD.encode(payload.to_string())
}

fn with(comment: Value, challenge: &str) -> Value {
    let mut comment = comment;
    comment["challenge"] = challenge.into();
    comment
}

async fn solved_in_time(app: &TestApp) -> Value {
    let payload = solved(&challenge(app).await);
    app.clock.advance(Duration::from_secs(10));
    payload
}

async fn waiting(app: &TestApp) -> Value {
    app.moderator().get("/api/v1/moderation/queue").await.expect(200).body["total"].clone()
}

/// So many comments wait on the subject, past the program.
fn there_wait(app: &TestApp, subject: &Value, numbers: std::ops::Range<usize>) {
    let row = |n| {
        format!(
            "('0193a5c0-7d7e-7000-8000-{n:012}', 'document', '{}', 0, 'citizen', 'sq', 'Po.', 'received', 1, 0, 0, 0)",
            subject["id"].as_str().unwrap()
        )
    };
    let columns = "id, subject_kind, subject_id, depth, author_kind, language, body, state, revision, created_at, replies, rules_version";
    app.sql(&format!("INSERT INTO comments ({columns}) VALUES {}", numbers.map(row).collect::<Vec<_>>().join(", "))).unwrap();
}

async fn level(app: &TestApp) -> i64 {
    app.clock.advance(Duration::from_secs(11));
    challenge(app).await["parameters"]["data"]["level"].as_i64().unwrap()
}

story! {
    async fn a_solved_challenge_is_good_for_one_comment(app) {
        let mut app = app;
        app.with_challenge().await;
        let subject = app.document("plan");
        let payload = sent(&solved_in_time(&app).await);
        app.anyone().post(COMMENTS, with(text(&subject, "Një."), &payload)).await.expect(202);
        let again = app.anyone().post(COMMENTS, with(text(&subject, "Dy."), &payload)).await.refused(409, "challenge_spent");
        assert_eq!(again.body["errors"][0], json!({"pointer": "/challenge", "code": "spent"}));
        assert_eq!(waiting(&app).await, 1);
        assert_eq!((app.rows("spent_challenges"), app.rows("comment_fingerprints")), (1, 1));
    }

    async fn a_refused_comment_does_not_spend_its_challenge(app) {
        let mut app = app;
        app.with_challenge().await;
        let nowhere = json!({"kind": "document", "id": "nowhere"});
        let payload = sent(&solved_in_time(&app).await);
        app.anyone().post(COMMENTS, with(text(&nowhere, "Po."), &payload)).await.refused(409, "unknown_subject");
        let subject = app.document("plan");
        app.anyone().post(COMMENTS, with(text(&subject, "Po."), &payload)).await.expect(202);
    }

    async fn a_repeated_request_is_answered_as_it_was_although_its_challenge_is_spent(app) {
        let mut app = app;
        app.with_challenge().await;
        let comment = with(text(&app.document("plan"), "Një herë."), &sent(&solved_in_time(&app).await));
        let once = app.anyone().with("Idempotency-Key", "0123456789abcdef");
        let first = once.post(COMMENTS, comment.clone()).await.expect(202);
        app.clock.advance(Duration::from_secs(2 * 60 * 60));
        let again = once.post(COMMENTS, comment.clone()).await.expect(202);
        assert_eq!((&first.body, again.header("idempotent-replayed")), (&again.body, Some("true")));
        app.anyone().with("Idempotency-Key", "another-0123456789").post(COMMENTS, comment).await.refused(409, "challenge_expired");
        assert_eq!(waiting(&app).await, 1);
    }

    async fn of_many_comments_at_once_with_one_challenge_one_is_received(app) {
        let mut app = app;
        app.with_challenge().await;
        let subject = app.document("plan");
        let payload = sent(&solved_in_time(&app).await);
        let all = (0..8).map(|n| {
            let comment = with(text(&subject, &format!("Koment {n}.")), &payload);
            let app = &app;
            async move { app.anyone().post(COMMENTS, comment).await }
        });
        let answers: Vec<Answer> = futures_util::future::join_all(all).await;
        let spent = answers.iter().filter(|it| it.code() == "challenge_spent").count();
        assert_eq!((answers.iter().filter(|it| it.status == 202).count(), spent), (1, 7));
        assert_eq!(waiting(&app).await, 1);
    }

    async fn what_is_forged_early_late_or_missing_is_refused(app) {
        let mut app = app;
        app.with_challenge().await;
        let subject = app.document("plan");
        let post = |challenge: Option<String>| {
            let comment = text(&subject, "Po.");
            let comment = challenge.map_or(comment.clone(), |it| with(comment, &it));
            let app = &app;
            async move { app.anyone().post(COMMENTS, comment).await }
        };
        post(None).await.refused(409, "challenge_required");
        let fresh = solved(&challenge(&app).await);
        let early = post(Some(sent(&fresh))).await.refused(409, "too_fast");
        assert_eq!(early.header("retry-after"), Some("3"));
        app.clock.advance(Duration::from_millis(2_999));
        assert_eq!(post(Some(sent(&fresh))).await.refused(409, "too_fast").header("retry-after"), Some("1"));
        app.clock.advance(Duration::from_millis(1));
        let changed = |pointer: &str, value: Value| { let mut it = fresh.clone(); *it.pointer_mut(pointer).unwrap() = value; sent(&it) };
        let forged = [
            changed("/challenge/signature", json!("0".repeat(64))),
            changed("/challenge/parameters/cost", json!(1)),
            changed("/challenge/parameters/keyPrefix", json!("")),
            changed("/challenge/parameters/keySignature", json!("")),
            changed("/challenge/parameters/data/fill_seconds", json!(0)),
            changed("/challenge/parameters/data/expires_at", json!("2030-01-01T00:00:00.000Z")),
            changed("/solution/derivedKey", json!("00".repeat(32))),
            BASE64_STANDARD.encode("{}"),
            BASE64_STANDARD.encode([0, 159, 146, 150]),
            "A".into(),
        ];
        for forged in forged {
            post(Some(forged)).await.refused(409, "challenge_wrong");
        }
        app.anyone().post(COMMENTS, with(text(&subject, "Po."), "no base64!")).await.refused(422, "invalid");
        assert_eq!(waiting(&app).await, 0);
        post(Some(sent(&fresh))).await.expect(202);
        let late = sent(&solved_in_time(&app).await);
        app.clock.advance(Duration::from_secs(60 * 60 - 10));
        post(Some(late)).await.refused(409, "challenge_expired");
    }

    async fn a_challenge_of_another_server_is_not_ours(app) {
        let mut app = app;
        app.with_challenge().await;
        let ours = app.state.intake.clone();
        app.state.intake = Data::new(Intake::new(ChallengeKey::new([3; 32]), Some(10), false));
        app.restart().await;
        let theirs = sent(&solved_in_time(&app).await);
        app.state.intake = ours;
        app.restart().await;
        let comment = with(text(&app.document("plan"), "Po."), &theirs);
        app.anyone().post(COMMENTS, comment).await.refused(409, "challenge_wrong");
    }

    async fn challenges_are_harder_while_the_queue_is_long_and_easy_ones_cannot_be_collected(app) {
        let mut app = app;
        app.with_challenge().await;
        let subject = app.document("plan");
        assert_eq!(level(&app).await, 0);
        let collected = [sent(&solved(&challenge(&app).await)), sent(&solved(&challenge(&app).await))];
        there_wait(&app, &subject, 0..100);
        assert_eq!(level(&app).await, 1);
        app.anyone().post(COMMENTS, with(text(&subject, "Po."), &collected[0])).await.expect(202);
        there_wait(&app, &subject, 100..600);
        assert_eq!(level(&app).await, 2);
        app.anyone().post(COMMENTS, with(text(&subject, "Po."), &collected[1])).await.refused(409, "challenge_too_easy");
        app.sql("UPDATE comments SET state = 'rejected'").unwrap();
        assert_eq!(level(&app).await, 0);
        app.anyone().post(COMMENTS, with(text(&subject, "Po."), &collected[1])).await.expect(202);
    }

    async fn the_field_that_only_programs_fill_in_stays_empty(app) {
        let subject = app.document("plan");
        let mut comment = text(&subject, "Po.");
        comment["website"] = "".into();
        hand_in(&app, comment.clone()).await;
        comment["website"] = "https://blini.example".into();
        let refused = app.anyone().post(COMMENTS, comment).await.refused(422, "invalid");
        assert_eq!(refused.body["errors"][0]["pointer"], "/website");
        assert_eq!(waiting(&app).await, 1);
    }

    async fn programs_that_solve_nothing_reach_no_queue_and_take_nothing_from_their_neighbours(app) {
        let mut app = app;
        app.with_all_defences().await;
        let subject = app.document("plan");
        let posts = if std::env::var("HAPUR_TEST_LONG").is_ok() { 10_000 } else { 320 };
        for n in 0..posts {
            let answer = app.anyone().from("203.0.113.5").post(COMMENTS, text(&subject, &format!("Blini {n}!"))).await;
            assert!(["challenge_required", "too_many_requests"].contains(&answer.code()), "{}", answer.body);
        }
        assert_eq!(waiting(&app).await, 0);
        app.clock.advance(Duration::from_secs(60));
        let comment = with(text(&subject, "Një mendim."), &sent(&solved_in_time(&app).await));
        let honest = app.anyone().from("203.0.113.9").post(COMMENTS, comment).await.expect(202);
        assert!(honest.header("ratelimit").unwrap().contains("\"comments-on-subject\";r=29"), "{:?}", honest.headers);
    }

    async fn a_server_that_does_without_gives_challenges_that_cost_nothing(app) {
        let payload = solved(&challenge(&app).await);
        assert_eq!((&payload["solution"]["counter"], &payload["challenge"]["parameters"]["cost"]), (&json!(0), &json!(1)));
        hand_in(&app, with(text(&app.document("plan"), "Po."), &sent(&payload))).await;
        hand_in(&app, text(&app.document("other"), "Po.")).await;
    }

    async fn spent_challenges_are_forgotten_when_they_have_expired(app) {
        let mut app = app;
        app.with_challenge().await;
        let comment = with(text(&app.document("plan"), "Po."), &sent(&solved_in_time(&app).await));
        app.anyone().post(COMMENTS, comment).await.expect(202);
        hapur::upkeep::once(&app.state.record, &app.state.files).await;
        assert_eq!(app.rows("spent_challenges"), 1);
        app.clock.advance(Duration::from_secs(60 * 60));
        hapur::upkeep::once(&app.state.record, &app.state.files).await;
        assert_eq!(app.rows("spent_challenges"), 0);
    }
}
