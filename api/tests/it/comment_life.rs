//! The life of a comment after it was handed in: edited and withdrawn by its author, escalated, hidden, restored, merged
//! and split by moderators, one of whom is sometimes faster.
use crate::comments::{at, hand_in, publish, text};
use crate::support::{Answer, Client, TestApp, story};
use hapur::comments::{self, Comment, Step, Why};
use hapur::error::Code;
use hapur::record::{Actor, Change, Tx};
use serde_json::{Value, json};
use std::time::Duration;

pub const UNKNOWN: &str = "0193a5c0-7d7e-7000-8000-000000000000";
const MINUTE: Duration = Duration::from_secs(60);

pub fn id(received: &Answer) -> &str {
    received.body["id"].as_str().unwrap()
}

/// What happens to a comment when the appeal of its author is right.
pub fn reverse(tx: &mut Tx<'_>, comment: &str, why: Why) -> hapur::error::Result<Change<Comment>> {
    let comment = comments::find_for_update(tx.conn, comment)?;
    let to = comments::after(comment.state, Step::Reverse)?;
    comments::turn(tx, comment, to, why, comments::stamp)
}

/// Its author, with the receipt.
pub fn author<'a>(app: &'a TestApp, received: &Answer) -> Client<'a> {
    app.anyone().with("Hapur-Receipt", received.body["receipt"].as_str().unwrap())
}

pub async fn own(app: &TestApp, received: &Answer) -> Value {
    author(app, received).get(&at(received)).await.expect(200).body
}

pub async fn decide(by: &Client<'_>, received: &Answer, revision: i64, decision: Value) -> Answer {
    by.having_read(format!("\"{revision}\"")).post(&format!("/api/v1/moderation/comments/{}/decision", id(received)), decision).await
}

async fn claim(by: &Client<'_>, received: &Answer) -> Answer {
    by.post_nothing(&format!("/api/v1/moderation/comments/{}/claim", id(received))).await
}

pub fn plain(outcome: &str) -> Value {
    json!({"outcome": outcome})
}

fn because(outcome: &str) -> Value {
    json!({"outcome": outcome, "reasons": ["insult"], "explanation": "E poshtëron një person me emër."})
}

fn second(app: &TestApp) -> Client<'_> {
    app.with_roles("moderator+editor")
}

fn without_instance(answer: Answer) -> Value {
    let mut body = answer.body;
    body["instance"] = Value::Null;
    body
}

pub async fn total(app: &TestApp) -> i64 {
    app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200).body["total"].as_i64().unwrap()
}

story! {
    async fn an_author_changes_a_comment_while_nobody_looks_at_it(app) {
        let received = hand_in(&app, json!({"subject": app.document("plan"), "language": "sq", "body": "Gabim.", "author_name": "Arta"})).await;
        let mine = author(&app, &received);
        assert_eq!(own(&app, &received).await["edit_until"], "2026-11-23T10:15:00.000Z");
        app.clock.advance(15 * MINUTE);
        let edited = mine.having_read("\"1\"").patch(&at(&received), json!({"body": "E saktë.", "author_name": null})).await.expect(200);
        assert_eq!((&edited.body["body"], &edited.body["author_name"], &edited.body["revision"]), (&json!("E saktë."), &Value::Null, &json!(2)));
        mine.having_read("\"1\"").patch(&at(&received), json!({"body": "Vonë."})).await.refused(412, "stale_revision");
        mine.having_read("\"2\"").patch(&at(&received), json!({"body": "E saktë."})).await.expect(200);
        for (wrong, pointer) in [(json!({"body": null}), "/body"), (json!({"body": "x"}), "/body"), (json!({"subject": {}}), "/subject"), (json!({"author_name": ""}), "/author_name")] {
            let refused = mine.having_read("\"2\"").patch(&at(&received), wrong).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer);
        }
        let told = app.anyone().get("/api/v1/changes?kind=comment.").await.expect(200).body["items"].clone();
        let told: Vec<_> = told.as_array().unwrap().iter().map(|it| (it["kind"].clone(), it["op"].clone(), it["revision"].clone())).collect();
        assert_eq!(told, [(json!("comment.received"), json!("delete"), json!(1)), (json!("comment.waiting"), json!("delete"), json!(2))]);
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%sakt%' OR leaf LIKE '%Arta%'"), 0);
        assert_eq!(app.rows("record_entries WHERE leaf LIKE '%comment.waiting%' AND leaf LIKE '%\"public\":null%' AND leaf NOT LIKE '%\"body\":%' AND leaf LIKE '%\"step\":%'"), 1);
        claim(&app.moderator(), &received).await.expect(200);
        mine.having_read("\"2\"").patch(&at(&received), json!({"body": "Prapë."})).await.refused(409, "claimed");
        assert_eq!(own(&app, &received).await["edit_until"], Value::Null);
        app.clock.advance(16 * MINUTE);
        mine.having_read("\"2\"").patch(&at(&received), json!({"body": "Prapë."})).await.refused(409, "edit_closed");
        decide(&app.moderator(), &received, 2, plain("publish")).await.expect(200);
        mine.having_read("\"3\"").patch(&at(&received), json!({"body": "Prapë."})).await.refused(409, "wrong_state");
        assert_eq!(app.anyone().get(&at(&received)).await.expect(200).body["body"], "E saktë.");
    }

    async fn after_the_first_decision_a_text_never_changes(app) {
        let subject = app.document("plan");
        let (other, received) = (hand_in(&app, text(&subject, "Njësoj.")).await, hand_in(&app, text(&subject, "Njësoj.")).await);
        decide(&app.moderator(), &received, 1, json!({"outcome": "merge", "into": id(&other)})).await.expect(200);
        decide(&app.moderator(), &received, 2, plain("split")).await.expect(200);
        let late = author(&app, &received).having_read("\"3\"").patch(&at(&received), json!({"body": "Ndryshe."})).await;
        late.refused(409, "edit_closed");
    }

    async fn without_the_receipt_there_is_nothing_to_change(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Imja.")).await;
        let published = publish(&app, text(&json!({"kind": "document", "id": "plan"}), "Tjetër.")).await;
        let unknown = app.anyone().having_read("\"1\"");
        let (withdrawal, edit) = (|id: &str| format!("/api/v1/comments/{id}/withdrawal"), json!({"body": "E huaj."}));
        let nothing = without_instance(unknown.post_nothing(&withdrawal(UNKNOWN)).await.refused(404, "not_found"));
        for (of, receipt) in [(&received, None), (&received, published.body["receipt"].as_str()), (&published, Some("HPR-00000000000000000000")), (&published, received.body["receipt"].as_str())] {
            let somebody = receipt.map_or(unknown.clone(), |receipt| unknown.with("Hapur-Receipt", receipt));
            assert_eq!(without_instance(somebody.post_nothing(&withdrawal(id(of))).await), nothing);
            assert_eq!(without_instance(somebody.patch(&at(of), edit.clone()).await), nothing);
        }
        app.moderator().having_read("\"1\"").post_nothing(&withdrawal(id(&received))).await.refused(404, "not_found");
        author(&app, &received).post_nothing(&withdrawal(id(&received))).await.refused(428, "precondition_required");
    }

    async fn an_author_withdraws_what_waits_and_what_is_public(app) {
        let subject = app.document("plan");
        let (waiting, root) = (hand_in(&app, text(&subject, "Pret.")).await, publish(&app, text(&subject, "Rrënja.")).await);
        let mut reply = text(&subject, "Përgjigje.");
        reply["parent"] = root.body["id"].clone();
        let reply = publish(&app, reply).await;
        assert_eq!((total(&app).await, own(&app, &reply).await["may_withdraw"].clone()), (2, json!(true)));
        author(&app, &waiting).having_read("\"1\"").post_nothing(&format!("{}/withdrawal", at(&waiting))).await.expect(200);
        assert_eq!(app.anyone().get(&at(&waiting)).await.refused(410, "gone").body["state"], "withdrawn");
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 0);
        app.clock.advance(MINUTE);
        let gone = author(&app, &reply).having_read("\"2\"").post_nothing(&format!("{}/withdrawal", at(&reply))).await.expect(200);
        assert_eq!((&gone.body["state"], &gone.body["body"], &gone.body["may_withdraw"]), (&json!("withdrawn"), &json!("Përgjigje."), &json!(false)));
        let list = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200).body;
        assert_eq!((&list["total"], &list["items"][0]["replies"]), (&json!(1), &json!(0)));
        let stub = &list["items"][1];
        assert_eq!((&stub["state"], &stub["body"], &stub["state_since"], &stub["reasons"]), (&json!("withdrawn"), &Value::Null, &json!("2026-11-23T10:01:00.000Z"), &json!([])));
        author(&app, &reply).having_read("\"3\"").post_nothing(&format!("{}/withdrawal", at(&reply))).await.refused(409, "wrong_state");
        decide(&app.moderator(), &reply, 3, because("hide")).await.refused(409, "wrong_state");
        author(&app, &reply).having_read("\"2\"").post_nothing(&format!("{}/withdrawal", at(&reply))).await.refused(412, "stale_revision");
    }

    async fn an_escalated_comment_is_decided_on_by_somebody_else(app) {
        let received = hand_in(&app, text(&app.document("plan"), "E vështirë.")).await;
        decide(&app.moderator(), &received, 1, plain("escalate")).await.expect(200);
        app.anyone().get(&at(&received)).await.refused(404, "not_found");
        assert_eq!(app.moderator().get("/api/v1/moderation/queue?state=escalated").await.expect(200).body["items"][0]["id"], received.body["id"]);
        assert_eq!(app.moderator().get("/api/v1/moderation/queue?state=received").await.expect(200).body["total"], 0);
        for decision in [plain("publish"), because("reject")] {
            decide(&app.moderator(), &received, 2, decision).await.refused(409, "not_impartial");
        }
        author(&app, &received).having_read("\"2\"").post_nothing(&format!("{}/withdrawal", at(&received))).await.refused(409, "wrong_state");
        decide(&second(&app), &received, 2, plain("publish")).await.expect(200);
        assert_eq!(app.anyone().get(&at(&received)).await.expect(200).body["body"], "E vështirë.");
    }

    async fn what_is_hidden_is_a_stub_with_reasons_and_only_somebody_else_restores_it(app) {
        let subject = app.document("plan");
        let received = publish(&app, text(&subject, "E fshehur.")).await;
        app.clock.advance(MINUTE);
        decide(&app.moderator(), &received, 2, because("hide")).await.expect(200);
        let stub = app.anyone().get("/api/v1/comments?subject=document:plan").await.expect(200).body;
        assert_eq!((&stub["total"], &stub["items"][0]["reasons"], &stub["items"][0]["body"]), (&json!(0), &json!(["insult"]), &Value::Null));
        assert_eq!(stub["items"][0]["state_since"], "2026-11-23T10:01:00.000Z");
        assert_eq!(app.anyone().get(&at(&received)).await.refused(410, "gone").body["reasons"], json!(["insult"]));
        let mine = own(&app, &received).await;
        assert_eq!((&mine["appeal_until"], &mine["explanation"]), (&json!("2027-05-23T10:01:00.000Z"), &json!("E poshtëron një person me emër.")));
        decide(&app.moderator(), &received, 3, plain("restore")).await.refused(409, "not_impartial");
        decide(&second(&app), &received, 3, plain("publish")).await.refused(409, "wrong_state");
        decide(&second(&app), &received, 3, plain("restore")).await.expect(200);
        let again = app.anyone().get(&at(&received)).await.expect(200).body;
        assert_eq!((&again["published_at"], &again["seq"], &again["reasons"]), (&json!("2026-11-23T10:00:00.000Z"), &json!(2), &json!([])));
        assert_eq!((total(&app).await, own(&app, &received).await["appeal_until"].clone()), (1, Value::Null));
        decide(&second(&app), &received, 4, plain("restore")).await.refused(409, "wrong_state");
    }

    async fn nobody_learns_what_happens_to_a_comment_before_the_first_public_decision(app) {
        let subject = app.document("plan");
        let (edited, escalated) = (hand_in(&app, text(&subject, "Një.")).await, hand_in(&app, text(&subject, "Dy.")).await);
        let (merged, split) = (hand_in(&app, text(&subject, "Tre.")).await, hand_in(&app, text(&subject, "Tre.")).await);
        author(&app, &edited).having_read("\"1\"").patch(&at(&edited), json!({"body": "Një!", "organization": "Shoqata"})).await.expect(200);
        decide(&app.moderator(), &escalated, 1, json!({"outcome": "escalate", "explanation": "E vështirë për një njeri."})).await.expect(200);
        let merge = json!({"outcome": "merge", "into": id(&edited)});
        decide(&app.moderator(), &merged, 1, merge.clone()).await.expect(200);
        decide(&app.moderator(), &split, 1, merge).await.expect(200);
        decide(&app.moderator(), &split, 2, plain("split")).await.expect(200);
        let steps: Vec<_> = [&edited, &escalated, &merged, &split, &split].iter().map(|it| format!("comment.waiting {}", id(it))).collect();
        assert_eq!(app.anyone().changes(4).await, steps);
        for telling in ["moderator", "pseudonym\":\"", "plan", "escalate", "merge", "split", "explanation", "organization\":\"", id(&edited)] {
            let told = format!("record_entries WHERE seq > 5 AND leaf LIKE '%{telling}%'");
            assert_eq!(app.rows(&told), 0, "{telling}");
        }
        let alike = "\"actor\":{\"organization\":null,\"pseudonym\":null,\"role\":\"system\"},\"at\":\"2026-11-23T10:00:00.000Z\",\"commitments\":{\"step\":\"";
        assert_eq!(app.rows(&format!("record_entries WHERE leaf LIKE '%{alike}%' AND leaf LIKE '%\"public\":null%'")), 5);
    }

    async fn a_moderator_reads_a_comment_with_what_was_decided_before(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let case = format!("/api/v1/moderation/comments/{}", id(&received));
        assert_eq!(app.moderator().get(&case).await.expect(200).body["decisions"], json!([]));
        decide(&app.moderator(), &received, 1, plain("escalate")).await.expect(200);
        claim(&second(&app), &received).await.expect(200);
        let mine = app.moderator().get(&case).await.expect(200);
        assert_eq!((&mine.body["comment"]["state"], &mine.body["comment"]["claim"]["mine"]), (&json!("escalated"), &json!(false)));
        assert_eq!((&mine.body["decisions"][0]["outcome"], &mine.body["impartial"]), (&json!("escalate"), &json!(false)));
        assert_eq!(second(&app).get(&case).await.expect(200).body["impartial"], true);
        decide(&second(&app), &received, 2, because("reject")).await.expect(200);
        let newest = app.moderator().get(&case).await.expect(200);
        assert_eq!((&newest.body["decisions"][1]["outcome"], newest.etag().starts_with("\"3.")), (&json!("reject"), true));
        app.moderator().get(&format!("/api/v1/moderation/comments/{UNKNOWN}")).await.refused(404, "not_found");
    }

    async fn a_claimed_comment_waits_for_the_moderator_who_claimed_it(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let of = format!("/api/v1/moderation/comments/{}/claim", id(&received));
        // Everybody signs in anew each time: the story is longer than a token lasts.
        let mine = claim(&app.moderator(), &received).await.expect(200).body;
        assert_eq!((&mine["mine"], &mine["until"]), (&json!(true), &json!("2026-11-23T10:15:00.000Z")));
        let refused = claim(&second(&app), &received).await.refused(409, "claimed").body;
        assert_eq!((&refused["claimed_by"], &refused["claimed_until"]), (&mine["by"], &mine["until"]));
        decide(&second(&app), &received, 1, plain("publish")).await.refused(409, "claimed");
        second(&app).delete(&of).await.refused(409, "claimed");
        let seen = second(&app).get("/api/v1/moderation/queue").await.expect(200).body["items"][0]["claim"].clone();
        assert_eq!(seen, json!({"by": mine["by"], "until": mine["until"], "mine": false}));
        app.clock.advance(10 * MINUTE);
        assert_eq!(claim(&app.moderator(), &received).await.expect(200).body["until"], "2026-11-23T10:25:00.000Z");
        app.moderator().delete(&of).await.expect(204);
        app.moderator().delete(&of).await.expect(204);
        claim(&second(&app), &received).await.expect(200);
        app.clock.advance(15 * MINUTE);
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.expect(200).body["items"][0]["claim"], Value::Null);
        decide(&app.moderator(), &received, 1, plain("publish")).await.expect(200);
        claim(&app.moderator(), &received).await.refused(409, "wrong_state");
        assert_eq!(app.rows("comment_claims"), 0);
        assert_eq!(app.anyone().get("/api/v1/changes").await.body["head"], 2);
        app.moderator().post_nothing(&format!("/api/v1/moderation/comments/{UNKNOWN}/claim")).await.refused(404, "not_found");
    }

    async fn a_comment_that_its_author_took_back_is_nobodys_case_any_more(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        claim(&app.moderator(), &received).await.expect(200);
        author(&app, &received).having_read("\"1\"").post_nothing(&format!("{}/withdrawal", at(&received))).await.expect(200);
        let case = app.moderator().get(&format!("/api/v1/moderation/comments/{}", id(&received))).await.expect(200).body;
        assert_eq!((&case["comment"]["state"], &case["comment"]["claim"]), (&json!("withdrawn"), &Value::Null));
    }

    async fn the_slower_of_two_learns_who_was_faster(app) {
        let received = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        let faster = decide(&app.moderator(), &received, 1, because("reject")).await.expect(200);
        let slower = decide(&second(&app), &received, 1, plain("publish")).await.refused(412, "stale_revision").body;
        assert_eq!((&slower["decided_by"], &slower["outcome"], &slower["revision"]), (&faster.body["statement"]["decided_by"]["pseudonym"], &json!("reject"), &json!(2)));
    }

    async fn a_reply_is_published_only_where_it_still_belongs(app) {
        let subject = app.document("plan");
        let root = publish(&app, text(&subject, "Rrënja.")).await;
        let mut reply = text(&subject, "Përgjigje.");
        reply["parent"] = root.body["id"].clone();
        let reply = hand_in(&app, reply).await;
        decide(&app.moderator(), &root, 2, because("hide")).await.expect(200);
        decide(&app.moderator(), &reply, 1, plain("publish")).await.refused(409, "unknown_parent");
        decide(&second(&app), &root, 3, plain("restore")).await.expect(200);
        app.sql("UPDATE editorial_things SET status = 'draft' WHERE id = 'plan'").unwrap();
        decide(&app.moderator(), &reply, 1, plain("publish")).await.refused(409, "unknown_subject");
        app.sql("UPDATE editorial_things SET status = 'published' WHERE id = 'plan'").unwrap();
        decide(&app.moderator(), &reply, 1, plain("publish")).await.expect(200);
    }

    async fn a_reversed_decision_gives_the_comment_its_place_back(app) {
        let subject = app.document("plan");
        let root = publish(&app, text(&subject, "Rrënja.")).await;
        let mut reply = text(&subject, "Përgjigje.");
        reply["parent"] = root.body["id"].clone();
        let reply = hand_in(&app, reply).await;
        decide(&app.moderator(), &reply, 1, because("reject")).await.expect(200);
        decide(&app.moderator(), &root, 2, because("hide")).await.expect(200);
        let reversing = |of: &Answer| {
            let of = id(of).to_owned();
            let why = Why { public: json!({"appeal": UNKNOWN}), ..Why::default() };
            app.state.record.commit(Actor::system(), move |tx| reverse(tx, &of, why))
        };
        let reversed = reversing(&root).await.unwrap();
        assert_eq!((reversed.revision, reversed.reasons.codes().len()), (4, 0));
        reversing(&reply).await.unwrap();
        assert_eq!(app.anyone().get(&at(&root)).await.expect(200).body["replies"], 1);
        let shown = app.anyone().get(&at(&reply)).await.expect(200).body;
        assert_eq!((&shown["body"], &shown["seq"], total(&app).await), (&json!("Përgjigje."), &json!(7), 2));
        assert_eq!(reversing(&reply).await.unwrap_err().code, Code::WrongState);
        let head = app.anyone().changes(5).await;
        assert_eq!(head, [format!("comment.published {}", id(&root)), format!("comment.published {}", id(&reply)), format!("comment.replied {}", id(&root))]);
    }
}
