//! A newcomer's first day with the real program: an empty folder, one command, the real record; somebody says something,
//! a moderator reads it and publishes it.
use crate::support::{Kind, Place};
use serde_json::json;

fn first_day(kind: Kind) {
    let place = Place::new(kind);
    let server = place.serve();
    place.make_admin();
    let milestones = server.get("/api/v1/milestones?limit=100").unwrap().body;
    assert_eq!(milestones["total"], 25);
    let dates: Vec<_> = milestones["items"].as_array().unwrap().iter().map(|it| it["completed_on"].clone()).collect();
    assert!(dates.contains(&json!("2022-04")) && dates.contains(&json!("unknown")), "{dates:?}");
    assert!(milestones["items"].as_array().unwrap().iter().all(|it| it["state"] != "late" && it["state"] != "completed_late"));

    let said = json!({"subject": {"kind": "milestone", "id": "gov-decision-2013"}, "language": "sr", "body": "Где је текст одлуке?"});
    let received = server.post("/api/v1/comments", &said, &[]).unwrap();
    assert_eq!((received.status, &received.body["state"]), (202, &json!("received")));
    let here = format!("/api/v1/comments/{}", received.body["id"].as_str().unwrap());
    assert_eq!(server.get(&here).unwrap().status, 404);
    let own = server.get_with(&here, "Hapur-Receipt", received.body["receipt"].as_str().unwrap()).unwrap();
    assert_eq!((own.status, &own.body["body"]), (200, &said["body"]));
    assert_eq!(server.get_with(&here, "Hapur-Receipt", "HPR-00000000000000000000").unwrap().status, 404);

    let token = server.sign_in();
    let queue = server.get_with("/api/v1/moderation/queue", "Authorization", &token).unwrap().body;
    assert_eq!(queue["items"][0]["id"], received.body["id"]);
    let decide = format!("/api/v1/moderation/comments/{}/decision", received.body["id"].as_str().unwrap());
    let headers = [("Authorization", token.as_str()), ("If-Match", "\"1\"")];
    assert_eq!(server.post(&decide, &json!({"outcome": "publish"}), &headers).unwrap().status, 200);

    assert_eq!(server.get(&here).unwrap().body["body"], said["body"]);
    let listed = server.get("/api/v1/comments?subject=milestone:gov-decision-2013").unwrap().body;
    assert_eq!((&listed["total"], &listed["items"][0]["id"]), (&json!(1), &received.body["id"]));
    let head = server.get("/api/v1/changes").unwrap().body["head"].as_i64().unwrap();
    let last = server.get(&format!("/api/v1/changes?after={}", head - 1)).unwrap().body;
    assert_eq!((&last["items"][0]["kind"], &last["items"][0]["op"]), (&json!("comment.published"), &json!("upsert")));
    assert_eq!(server.stop(), 0);
}

#[test]
fn a_newcomer_has_the_real_record_and_a_comment_is_published_on_sqlite() {
    first_day(Kind::Sqlite);
}

#[test]
fn a_newcomer_has_the_real_record_and_a_comment_is_published_on_postgresql() {
    first_day(Kind::Postgres);
}
