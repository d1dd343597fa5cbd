//! Responses: given by organizations in their own name, superseded but never changed, shown only while the comment is.
use crate::comments::{at, hand_in, publish, text};
use crate::support::{Answer, TestApp, story, text as words};
use hapur::comments::{self, CommentState, Why};
use hapur::record::Actor;
use serde_json::{Value, json};
use std::time::Duration;

pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub fn answer(outcome: &str) -> Value {
    json!({"outcome": outcome, "reason": words("Arsyeja.")})
}

pub fn responses_to(comment: &Answer) -> String {
    format!("{}/responses", at(comment))
}

pub fn organization(app: &TestApp, id: &str) {
    app.thing("organization", id, "published", &json!({"kind": "ministry", "name": words(id)}));
}

/// Turns a comment into another state, as deciding does.
pub async fn turn(app: &TestApp, comment: &Answer, to: CommentState) {
    let id = comment.body["id"].as_str().unwrap().to_owned();
    let turned = app.state.record.commit(Actor::system(), move |tx| {
        let before = comments::find_for_update(tx.conn, &id)?;
        comments::turn(tx, before, to, Why::default(), comments::stamp)
    });
    turned.await.unwrap();
}

async fn listed(app: &TestApp, query: &str) -> Vec<Value> {
    let list = app.anyone().get(&format!("/api/v1/responses?{query}")).await.expect(200);
    list.body["items"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect()
}

story! {
    async fn an_editor_answers_in_the_name_of_their_organization_and_of_no_other(app) {
        organization(&app, "ministry");
        organization(&app, "office");
        let comment = publish(&app, text(&app.document("plan"), "Afati është i shkurtër.")).await;
        let here = responses_to(&comment);
        app.anyone().post(&here, answer("noted")).await.refused(401, "unauthenticated");
        for somebody in [app.moderator(), app.admin(), app.editor()] {
            somebody.post(&here, answer("noted")).await.refused(403, "forbidden");
        }
        let ministry = app.editor_of("ministry");
        let mut borrowed = answer("noted");
        borrowed["organization"] = json!("office");
        ministry.post(&here, borrowed).await.refused(422, "invalid");
        let made = ministry.post(&here, answer("accepted")).await.expect(201);
        assert_eq!((&made.body["organization"], &made.body["comment"]), (&json!("ministry"), &comment.body["id"]));
        assert_eq!(made.body["subject"], json!({"kind": "document", "id": "plan"}));
        assert!(made.body["answered_by"].as_str().unwrap().starts_with("a-"), "{}", made.body);
        let shown = app.anyone().get(made.header("location").unwrap()).await.expect(200);
        assert_eq!(shown.body, made.body);
        let mut taken_over = answer("noted");
        taken_over["supersedes"] = made.body["id"].clone();
        app.editor_of("office").post(&here, taken_over).await.refused(403, "forbidden");
        app.editor_of("office").post(&here, answer("noted")).await.expect(201);
        let comment = app.anyone().get(&at(&comment)).await.expect(200);
        assert_eq!(comment.body["answers"], 2);
        assert_eq!(app.anyone().get(&here).await.expect(200).body["items"].as_array().unwrap().len(), 2);
    }

    async fn a_response_has_a_reason_in_both_official_languages(app) {
        organization(&app, "ministry");
        app.editor().publish("documents", json!({"kind": "letter", "title": words("Plani"), "id": "plan"})).await;
        let here = responses_to(&publish(&app, text(&json!({"kind": "document", "id": "plan"}), "Po.")).await);
        let ministry = app.editor_of("ministry");
        let with = |name: &str, value: Value| { let mut it = answer("noted"); it[name] = value; it };
        let cases = [
            (json!({"outcome": "noted"}), "/reason"),
            (with("outcome", json!("ignored")), "/outcome"),
            (with("reason", json!({"sq": "Po.", "sr": null, "en": "Yes."})), "/reason/sr"),
            (with("reason", json!({"sq": "Po.", "sr": "Da."})), "/reason/en"),
            (with("reason", json!({"sq": " ", "sr": "Da.", "en": null})), "/reason/sq"),
            (with("changed", json!({"url": "javascript:alert(1)"})), "/changed/url"),
            (with("changed", json!({"url": "https://example.org", "more": 1})), "/changed/more"),
            (with("supersedes", json!("x")), "/supersedes"),
        ];
        for (new, pointer) in cases {
            let refused = ministry.post(&here, new.clone()).await.refused(422, "invalid");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer, "{new} {}", refused.body);
        }
        let plan = json!({"kind": "document", "id": "plan"});
        for (changed, pointer) in [
            (json!({"thing": {"kind": "decision", "id": "plan"}}), "/changed/thing"),
            (json!({"thing": plan, "version": 1}), "/changed/version"),
        ] {
            let refused = ministry.post(&here, with("changed", changed)).await.refused(409, "unknown_reference");
            assert_eq!(refused.body["errors"][0]["pointer"], pointer);
        }
        let made = ministry.post(&here, with("changed", json!({"thing": plan}))).await.expect(201);
        assert_eq!(made.body["changed"], json!({"thing": plan, "version": null}));
    }

    async fn a_response_is_superseded_and_stays_readable(app) {
        organization(&app, "ministry");
        let comment = publish(&app, text(&app.document("plan"), "Po.")).await;
        let (here, ministry) = (responses_to(&comment), app.editor_of("ministry"));
        let first = ministry.post(&here, answer("not_accepted")).await.expect(201);
        let refused = ministry.post(&here, answer("accepted")).await.refused(409, "conflict");
        assert_eq!(refused.body["errors"][0], json!({"pointer": "/supersedes", "code": "required"}));
        let instead = |of: &Value| { let mut it = answer("accepted"); it["supersedes"] = of.clone(); it };
        let before = app.anyone().head().await;
        let second = ministry.post(&here, instead(&first.body["id"])).await.expect(201);
        assert_eq!((&second.body["supersedes"], &second.body["superseded_by"]), (&first.body["id"], &Value::Null));
        let of = |it: &Answer| it.body["id"].as_str().unwrap().to_owned();
        assert_eq!(app.anyone().changes(before).await, [format!("response.published {}", of(&second)), format!("response.superseded {}", of(&first))]);
        let earlier = app.anyone().get(first.header("location").unwrap()).await.expect(200);
        assert_eq!((&earlier.body["superseded_by"], &earlier.body["reason"]), (&second.body["id"], &first.body["reason"]));
        assert_eq!((earlier.body["revision"].as_i64(), earlier.etag() == first.etag()), (Some(2), false));
        let again = ministry.post(&here, instead(&first.body["id"])).await.refused(409, "conflict");
        assert_eq!(again.body["errors"][0]["code"], "superseded");
        ministry.post(&here, instead(&json!("0193a5c0-7d7e-7000-8000-000000000000"))).await.refused(409, "unknown_reference");
        let other = publish(&app, text(&json!({"kind": "document", "id": "plan"}), "Jo.")).await;
        ministry.post(&responses_to(&other), instead(&second.body["id"])).await.refused(409, "unknown_reference");
        assert_eq!(app.anyone().get(&at(&comment)).await.body["answers"], 1);
        ministry.patch(first.header("location").unwrap(), json!({})).await.expect(405);
        ministry.delete(first.header("location").unwrap()).await.expect(405);
    }

    async fn a_repeated_request_answers_once(app) {
        organization(&app, "ministry");
        let here = responses_to(&publish(&app, text(&app.document("plan"), "Po.")).await);
        let ministry = app.editor_of("ministry").with("Idempotency-Key", "0193a5c0-7d7e-7000");
        let first = ministry.post(&here, answer("noted")).await.expect(201);
        let again = ministry.post(&here, answer("noted")).await.expect(201);
        assert_eq!((again.body, again.headers.contains_key("idempotent-replayed")), (first.body, true));
        assert_eq!(app.rows("responses"), 1);
        ministry.post(&here, answer("accepted")).await.refused(422, "idempotency_key_reused");
    }

    async fn only_what_is_published_is_answered(app) {
        organization(&app, "ministry");
        let ministry = app.editor_of("ministry");
        let waiting = hand_in(&app, text(&app.document("plan"), "Po.")).await;
        ministry.post(&responses_to(&waiting), answer("noted")).await.refused(404, "not_found");
        app.anyone().get(&responses_to(&waiting)).await.refused(404, "not_found");
        crate::comments::reject(&app, &waiting).await;
        ministry.post(&responses_to(&waiting), answer("noted")).await.refused(410, "gone");
        assert_eq!(app.rows("responses"), 0);
    }

    async fn a_response_is_shown_only_while_its_comment_is(app) {
        organization(&app, "ministry");
        let comment = publish(&app, text(&app.document("plan"), "Po.")).await;
        let ministry = app.editor_of("ministry");
        let first = ministry.post(&responses_to(&comment), answer("noted")).await.expect(201);
        let mut instead = answer("accepted");
        instead["supersedes"] = first.body["id"].clone();
        let second = ministry.post(&responses_to(&comment), instead).await.expect(201);
        let both = vec![first.body["id"].clone(), second.body["id"].clone()];
        let names = |what: &str| both.iter().map(|id| format!("{what} {}", id.as_str().unwrap())).collect::<Vec<_>>();
        assert_eq!(listed(&app, "subject=document:plan").await, both);
        let before = app.anyone().head().await;
        turn(&app, &comment, CommentState::Hidden).await;
        assert_eq!(app.anyone().changes(before).await[1..], names("response.hidden"));
        assert!(listed(&app, "").await.is_empty());
        let hidden = app.anyone().get(first.header("location").unwrap()).await.refused(410, "gone");
        assert_eq!(hidden.body["state"], "hidden");
        app.anyone().get(&responses_to(&comment)).await.refused(410, "gone");
        ministry.post(&responses_to(&comment), answer("noted")).await.refused(410, "gone");
        let before = app.anyone().head().await;
        turn(&app, &comment, CommentState::Published).await;
        assert_eq!(app.anyone().changes(before).await[1..], names("response.restored"));
        assert_eq!(listed(&app, "organization=ministry").await, both);
        assert_eq!(app.anyone().get(first.header("location").unwrap()).await.expect(200).body["reason"], first.body["reason"]);
    }

    async fn with_an_erased_comment_goes_what_was_answered_to_it(app) {
        organization(&app, "ministry");
        let comment = publish(&app, text(&app.document("plan"), "Po.")).await;
        let mut quoting = answer("noted");
        quoting["reason"]["sq"] = json!("Ju shkruani: ‘kanarina’.");
        let made = app.editor_of("ministry").post(&responses_to(&comment), quoting).await.expect(201);
        let salts = format!("commitment_salts WHERE seq = {}", made.body["seq"]);
        assert_eq!(app.rows(&salts), 3);
        turn(&app, &comment, CommentState::Hidden).await;
        app.sql("UPDATE comments SET body = NULL").unwrap();
        turn(&app, &comment, CommentState::Erased).await;
        assert_eq!((app.rows(&salts), app.rows("responses WHERE reason_sq IS NOT NULL OR reason_en IS NOT NULL")), (0, 0));
        let gone = app.anyone().get(made.header("location").unwrap()).await.refused(410, "gone");
        assert_eq!(gone.body["state"], "erased");
    }

    async fn equal_comments_are_answered_together_or_not_at_all(app) {
        organization(&app, "ministry");
        let plan = app.document("plan");
        let mut ids = vec![];
        for _ in 0..3 {
            ids.push(publish(&app, text(&plan, "Zgjateni afatin.")).await.body["id"].clone());
        }
        let ministry = app.editor_of("ministry");
        let to = |comments: &[Value]| { let mut it = answer("accepted"); it["comments"] = json!(comments); it };
        let waiting = hand_in(&app, text(&plan, "Zgjateni afatin.")).await.body["id"].clone();
        let refused = ministry.post("/api/v1/responses", to(&[ids[0].clone(), waiting])).await.refused(409, "unknown_reference");
        assert_eq!(refused.body["errors"][0], json!({"pointer": "/comments/1", "code": "not_published"}));
        assert_eq!(app.rows("responses"), 0);
        ministry.post("/api/v1/responses", to(&[])).await.refused(422, "invalid");
        ministry.post("/api/v1/responses", to(&[ids[0].clone(), ids[0].clone()])).await.refused(422, "invalid");
        app.editor().post("/api/v1/responses", to(&ids)).await.refused(403, "forbidden");
        let made = ministry.post("/api/v1/responses", to(&ids)).await.expect(201);
        let answered: Vec<_> = made.body["items"].as_array().unwrap().iter().map(|it| it["comment"].clone()).collect();
        assert_eq!(answered, ids);
        let twice = ministry.post("/api/v1/responses", to(&ids)).await.refused(409, "conflict");
        assert_eq!(twice.body["errors"][0], json!({"pointer": "/comments/0", "code": "answered"}));
    }

    async fn lists_are_in_the_order_of_the_record_in_pages_and_by_filter(app) {
        organization(&app, "ministry");
        organization(&app, "office");
        let (plan, other) = (app.document("plan"), app.thing("decision", "other", "published", &json!({})));
        let mut order = vec![];
        for (at, (on, organization, outcome)) in
            [(&plan, "ministry", "noted"), (&other, "office", "noted"), (&plan, "office", "accepted"), (&plan, "ministry", "accepted")].into_iter().enumerate()
        {
            let comment = publish(&app, text(on, &format!("Komenti {at}."))).await;
            order.push(app.editor_of(organization).post(&responses_to(&comment), answer(outcome)).await.expect(201).body["id"].clone());
        }
        let pick = |which: &[usize]| which.iter().map(|at| order[*at].clone()).collect::<Vec<_>>();
        assert_eq!(listed(&app, "").await, order);
        assert_eq!(listed(&app, "subject=document:plan").await, pick(&[0, 2, 3]));
        assert_eq!(listed(&app, "organization=office").await, pick(&[1, 2]));
        assert_eq!(listed(&app, "outcome=accepted").await, pick(&[2, 3]));
        assert_eq!(listed(&app, "subject=document:plan&organization=ministry&outcome=noted").await, pick(&[0]));
        let first = app.anyone().get("/api/v1/responses?limit=3").await.expect(200);
        let rest = app.anyone().get(&format!("/api/v1/responses?limit=3&after={}", first.body["next"].as_str().unwrap())).await.expect(200);
        assert_eq!((rest.body["items"][0]["id"].clone(), rest.body["next"].clone()), (order[3].clone(), Value::Null));
        app.anyone().get("/api/v1/responses?after=comments.1").await.refused(400, "invalid_cursor");
    }

    async fn coverage_tells_how_much_is_answered_and_how_fast(app) {
        organization(&app, "ministry");
        organization(&app, "office");
        let coverage = async || app.anyone().get("/api/v1/responses/coverage").await.expect(200).body;
        let none = json!({"published": 0, "answered": 0, "waiting": 0, "median_days": null});
        assert_eq!(coverage().await, json!({"overall": none, "organizations": [], "subjects": []}));
        let document = json!({"kind": "letter", "title": words("Plani"), "publisher": "office", "id": "plan"});
        app.editor().publish("documents", document).await;
        let (plan, other) = (json!({"kind": "document", "id": "plan"}), app.document("other"));
        let mut comments = vec![];
        for at in 0..4 {
            comments.push(publish(&app, text(if at == 3 { &other } else { &plan }, &format!("Komenti {at}."))).await);
        }
        app.clock.advance(2 * DAY - Duration::from_millis(1));
        app.editor_of("ministry").post(&responses_to(&comments[0]), answer("noted")).await.expect(201);
        app.clock.advance(Duration::from_millis(1));
        app.editor_of("ministry").post(&responses_to(&comments[3]), answer("noted")).await.expect(201);
        app.clock.advance(8 * DAY);
        app.editor_of("ministry").post(&responses_to(&comments[1]), answer("noted")).await.expect(201);
        app.editor_of("office").post(&responses_to(&comments[0]), answer("noted")).await.expect(201);
        let told = coverage().await;
        assert_eq!(told["overall"], json!({"published": 4, "answered": 3, "waiting": 1, "median_days": 2.0}));
        let figures = async || app.anyone().get("/api/v1/moderation/statistics?until=2020-01-01").await.expect(200).body;
        assert_eq!(figures().await["responses"], told["overall"]);
        let plan_alone = json!({"published": 3, "answered": 2, "waiting": 1, "median_days": 5.5});
        let with = |what: &str, which: Value, told: &Value| { let mut it = told.clone(); it[what] = which; it };
        assert_eq!(told["organizations"][1], with("organization", json!("office"), &plan_alone));
        assert_eq!(told["organizations"][0]["organization"], Value::Null);
        assert_eq!(told["subjects"][1], with("subject", plan.clone(), &plan_alone));
        turn(&app, &comments[1], CommentState::Hidden).await;
        assert_eq!(coverage().await["subjects"][1], with("subject", plan.clone(), &json!({"published": 2, "answered": 1, "waiting": 1, "median_days": 1.0})));
        assert_eq!(figures().await["responses"], json!({"published": 3, "answered": 2, "waiting": 1, "median_days": 1.5}));
        turn(&app, &comments[1], CommentState::Published).await;
        assert_eq!(coverage().await, told);
    }
}
