//! Search: the same hits in the same order on both databases, whatever the spelling; and nothing that is not public.
mod index;
mod words;

use crate::comments::{at, publish, reject, text};
use crate::support::{Answer, TestApp, story};
use hapur::record::{self, Actor, Change, NewEntry, Op, Subject};
use serde_json::{Value, json};
use words::{CONCEPTS, STRANGERS};

/// What was answered, or refused, to a query of any bytes.
async fn ask(app: &TestApp, query: &str, more: &str) -> Answer {
    let encoded = percent_encoding::utf8_percent_encode(query, percent_encoding::NON_ALPHANUMERIC);
    app.anyone().get(&format!("/api/v1/search?q={encoded}{more}")).await
}

async fn find(app: &TestApp, query: &str, more: &str) -> Vec<Value> {
    ask(app, query, more).await.expect(200).body["items"].as_array().unwrap().clone()
}

async fn ids(app: &TestApp, query: &str, more: &str) -> Vec<String> {
    find(app, query, more).await.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

async fn total(app: &TestApp, query: &str) -> i64 {
    ask(app, query, "").await.expect(200).body["total"].as_i64().unwrap()
}

/// Published comments past the API, then the index made of them; their number is the end of their id.
async fn said(app: &TestApp, bodies: &[&str]) {
    document(app).await;
    for (n, body) in bodies.iter().enumerate() {
        let body = body.replace('\'', "''");
        app.sql(&format!(
            "INSERT INTO comments (id, subject_kind, subject_id, depth, author_kind, language, body, state, revision, created_at, published_at, seq, replies, rules_version) \
             VALUES ('{}', 'document', 'plan', 0, 'citizen', 'sq', '{body}', 'published', 2, {n}, {n}, {n}, 0, 0)", id(n))).unwrap();
    }
    hapur::search::rebuild(&app.state.record, &app.state.files).await.unwrap();
}

fn id(n: usize) -> String {
    format!("0193a5c0-7d7e-7000-8000-{n:012}")
}

/// A published document with a title that nobody looks for.
async fn document(app: &TestApp) -> Value {
    let title = json!({"sq": "Qqq", "sr": "Qqq", "en": null});
    app.editor().publish("documents", json!({"id": "plan", "kind": "other", "title": title})).await;
    json!({"kind": "document", "id": "plan"})
}

/// As a moderator's decision does it: another state, and an entry of the record.
async fn hide(app: &TestApp, id: &str) {
    app.sql(&format!("UPDATE comments SET state = 'hidden', revision = 3 WHERE id = '{id}'")).unwrap();
    let entry = NewEntry::new("comment.hidden", Subject::new(record::Kind::Comment, id.to_owned()), Op::Delete, 3);
    let hidden = |_: &mut record::Tx<'_>| Ok(Change::new((), entry, hapur::comments::stamp));
    app.state.record.commit(Actor::system(), hidden).await.unwrap();
}

story! {
    async fn a_word_is_found_in_every_spelling(app) {
        let bodies: Vec<String> = CONCEPTS.iter().flatten().map(|word| format!("— {word}!")).collect();
        said(&app, &bodies.iter().map(String::as_str).collect::<Vec<_>>()).await;
        let (mut asked, mut missed) = (0, vec![]);
        for (concept, spellings) in CONCEPTS.iter().enumerate() {
            for query in spellings {
                let found = ids(&app, query, "&limit=100").await;
                for (n, spelling) in spellings.iter().enumerate() {
                    asked += 1;
                    if !found.contains(&id(concept * 5 + n)) {
                        missed.push(format!("{query} does not find {spelling}"));
                    }
                }
            }
        }
        println!("{} of {asked} found; missed:\n{}", asked - missed.len(), missed.join("\n"));
        assert!(missed.len() * 100 <= asked * 2, "{} of {asked} missed:\n{}", missed.len(), missed.join("\n"));
    }

    async fn a_word_that_only_looks_alike_is_not_found(app) {
        assert_eq!((CONCEPTS.len(), STRANGERS.len()), (40, 40));
        let bodies: Vec<&str> = STRANGERS.iter().flat_map(|(one, other)| [*one, *other]).collect();
        said(&app, &bodies).await;
        let mut wrong = vec![];
        for (pair, (one, other)) in STRANGERS.iter().enumerate() {
            for (query, stranger, n) in [(one, other, 2 * pair + 1), (other, one, 2 * pair)] {
                let found = ids(&app, query, "&limit=100").await;
                assert!(found.contains(&id(2 * pair + (n + 1) % 2)), "{query} does not find itself");
                if found.contains(&id(n)) {
                    wrong.push(format!("{query} finds {stranger}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    async fn a_beginning_finds_words_only_while_it_is_typed(app) {
        said(&app, &["Vladimir", "Vlada je odlučila.", "një kind i ri"]).await;
        assert_eq!(ids(&app, "vlad", "").await, [id(1)]);
        assert_eq!(ids(&app, "vlada", "&prefix=true").await, [id(1)]);
        assert_eq!(ids(&app, "Влад", "&prefix=true").await, [id(1), id(0)]);
        assert_eq!(ids(&app, "odlučila vla", "&prefix=true").await, [id(1)]);
        assert_eq!(ids(&app, "vla odlučila", "&prefix=true").await, [""; 0]);
        assert_eq!(ids(&app, "v", "&prefix=true").await, [""; 0]);
        assert_eq!(ids(&app, "kin", "&prefix=true").await, [id(2)]);
    }

    async fn no_query_is_more_than_words(app) {
        said(&app, &["plan or near and not", "tjetër"]).await;
        let nothing = ["*", "\"", "'", "--", "()", "^", ":", "🙂", "\u{301}", "\\", "&|!<->"];
        for query in nothing {
            assert_eq!(ask(&app, query, "&prefix=true").await.expect(200).body["total"], 0, "{query}");
        }
        let words = ["plan*", "\"plan", "(plan", "tokens:plan", "plan OR", "plan NEAR", "-plan", "pl'an", "plan' --", "NOT plan", "plan:*", "plan & !", "kind:plan", "{a b}:plan", "plan\\", "plan \u{200b}"];
        for query in words {
            ask(&app, query, "").await.expect(200);
            ask(&app, query, "&prefix=true").await.expect(200);
        }
        assert_eq!(ids(&app, "\"plan* (OR", "").await, [id(0)]);
        assert_eq!(ids(&app, "tjetër NOT plan", "").await, [""; 0]);
        for query in ["", "a\0b", &"a".repeat(10_240), &"ž ".repeat(101)] {
            ask(&app, query, "").await.refused(400, "invalid_parameter");
        }
        ask(&app, &"ж".repeat(200), "").await.expect(200);
        ask(&app, &"a ".repeat(100), "").await.expect(200);
        app.anyone().get("/api/v1/search").await.refused(400, "invalid_parameter");
        app.anyone().get("/api/v1/search?q=a&after=search.9999999999999999999.1").await.refused(400, "invalid_cursor");
        app.anyone().get("/api/v1/search?q=a&after=search.1.9999999999999999999").await.refused(400, "invalid_cursor");
        app.anyone().get("/api/v1/search?q=a&sort=new").await.refused(400, "unknown_parameter");
    }

    async fn hits_come_in_one_order_and_in_pages(app) {
        let editor = app.editor();
        let title = |text: &str| json!({"sq": text, "sr": text, "en": text});
        editor.publish("organizations", json!({"id": "org", "kind": "forum", "name": title("Forumi"), "role": title("Miraton planin.")})).await;
        editor.publish("documents", json!({"id": "plani", "kind": "action_plan", "date": "2023-07", "title": title("Plani i veprimit")})).await;
        editor.publish("documents", json!({"id": "plan", "kind": "action_plan", "title": title("Plan")})).await;
        let subject = json!({"kind": "document", "id": "plan"});
        let mut said = vec![];
        for body in ["Plani është i mirë.", "Ky plan është plan.", "Nuk ka asgjë.", "Planit i mungon afati."] {
            app.clock.advance(std::time::Duration::from_secs(1));
            said.push(publish(&app, text(&subject, body)).await.body["id"].as_str().unwrap().to_owned());
        }
        let expected = ["plan", "plani", &said[1], "org", &said[3], &said[0]].map(ToOwned::to_owned);
        assert_eq!(ids(&app, "plan", "").await, expected);
        assert_eq!(ids(&app, "plan", "&kind=comment").await, expected[2..].iter().filter(|id| *id != "org").cloned().collect::<Vec<_>>());
        assert_eq!(ids(&app, "plan", "&subject=document:plan&language=sq").await, [said[1].clone(), said[3].clone(), said[0].clone()]);
        assert_eq!(ids(&app, "plan", "&language=tr").await, [""; 0]);
        assert_eq!(ids(&app, "plan veprimi", "").await, ["plani"]);
        let (mut seen, mut next) = (vec![], String::new());
        loop {
            let answer = ask(&app, "plan", &format!("&limit=2{next}")).await.expect(200);
            let (link, page) = (answer.header("link").map(ToOwned::to_owned), answer.body);
            assert_eq!(link, page["next"].as_str().map(|next| format!("</api/v1/search?q=plan&limit=2&after={next}>; rel=\"next\"")));
            assert_eq!((&page["total"], &page["total_is_exact"], &page["capped"]), (&json!(6), &json!(true), &json!(false)));
            seen.extend(page["items"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()));
            let Some(cursor) = page["next"].as_str() else { break };
            next = format!("&after={cursor}");
        }
        assert_eq!(seen, expected);
        hapur::search::rebuild(&app.state.record, &app.state.files).await.unwrap();
        assert_eq!(ids(&app, "plan", "").await, expected);
    }

    async fn a_hit_says_what_it_is_and_shows_the_place(app) {
        let title = json!({"sq": "Letra e interesimit", "sr": "Писмо о намерама", "en": null});
        let summary = json!({"sq": "Qeveria <shpreh> interesin.", "sr": "Влада & министарство изражавају намеру.", "en": null});
        app.editor().publish("documents", json!({"id": "letra", "kind": "letter", "date": "2023-07", "title": title, "summary": summary})).await;
        let hit = find(&app, "ministarstva", "").await.remove(0);
        let expected = json!({"kind": "document", "id": "letra", "url": "/api/v1/documents/letra", "title": title, "subject": null, "date": "2023-07",
            "field": "summary", "language": "sr", "snippet": "Влада &amp; <mark>министарство</mark> изражавају намеру."});
        assert_eq!(hit, expected);
        assert_eq!(find(&app, "qeverise shpreh", "").await[0]["snippet"], "<mark>Qeveria</mark> &lt;<mark>shpreh</mark>&gt; interesin.");
        assert_eq!(find(&app, "pismo", "").await[0]["field"], "title");
        assert_eq!(find(&app, "Letra pismo", "&language=sr").await[0]["language"], "sr");
        for read in ["sq", "sr"] {
            assert_eq!(find(&app, "Letra pismo", &format!("&prefer={read}")).await[0]["language"], read);
        }
        let comment = json!({"subject": {"kind": "document", "id": "letra"}, "language": "sr", "body": "Kada izlazi?", "author_name": "Đorđe"});
        let received = publish(&app, comment).await;
        let hit = find(&app, "djordje", "").await.remove(0);
        assert_eq!((&hit["kind"], &hit["id"], &hit["subject"]["id"]), (&json!("comment"), &received.body["id"], &json!("letra")));
        assert_eq!((&hit["title"], &hit["field"], &hit["language"], &hit["date"]), (&Value::Null, &json!("author_name"), &Value::Null, &json!("2026-11-23")));
        assert_eq!((&hit["snippet"], &hit["url"]), (&json!("<mark>Đorđe</mark>"), &json!(at(&received))));
    }

    async fn only_what_is_public_is_found_and_what_is_hidden_is_gone_at_once(app) {
        let subject = app.document("plan");
        let waiting = crate::comments::hand_in(&app, text(&subject, "Fjalakyçe xhamadan.")).await;
        assert_eq!(total(&app, "xhamadan").await, 0);
        reject(&app, &waiting).await;
        assert_eq!(total(&app, "xhamadan").await, 0);
        let comment = json!({"subject": subject, "language": "sq", "body": "Fjala xhamadan.", "author_name": "Zymbyle"});
        let published = publish(&app, comment).await;
        assert_eq!((total(&app, "xhamadan").await, total(&app, "Zymbyle").await), (1, 1));
        hide(&app, published.body["id"].as_str().unwrap()).await;
        assert_eq!((total(&app, "xhamadan").await, total(&app, "Zymbyle").await, app.rows("search_items WHERE kind = 'comment'")), (0, 0, 0));
        let texts = json!({"sq": "Xhufka", "sr": "Xhufka", "en": null});
        let draft = json!({"id": "d", "kind": "letter", "title": texts});
        let made = app.editor().post("/api/v1/documents", draft).await.expect(201);
        assert_eq!(total(&app, "xhufka").await, 0);
        app.editor().having_read(made.etag()).post_nothing("/api/v1/documents/d/publication").await.expect(200);
        assert_eq!(total(&app, "xhufka").await, 1);
        app.editor().revise("documents/d", json!({"title": {"sq": "Tjetër", "sr": "Drugo"}})).await.expect(200);
        assert_eq!((total(&app, "xhufka").await, total(&app, "drugo").await), (0, 1));
        app.editor().withdraw("documents/d").await.expect(200);
        assert_eq!((total(&app, "drugo").await, app.rows("search_items")), (0, 0));
    }

    async fn beyond_three_hundred_the_newest_comments_and_all_things_are_shown(app) {
        let bodies = vec!["plani"; 310];
        said(&app, &bodies).await;
        let title = json!({"sq": "Asgjë", "sr": "Ništa", "en": null});
        let note = json!({"sq": "Plani.", "sr": "Plan.", "en": null});
        app.it_is("1990-01-01T00:00:00.000Z");
        app.editor().publish("organizations", json!({"id": "old", "kind": "forum", "name": title, "note": note})).await;
        let page = ask(&app, "plani", "&limit=100").await.expect(200).body;
        assert_eq!((&page["total"], &page["capped"], &page["total_is_exact"]), (&json!(311), &json!(true), &json!(true)));
        assert_eq!((&page["items"][0]["id"], &page["items"][1]["id"]), (&json!("old"), &json!(id(309))));
        let (mut seen, mut next) = (0, page["next"].clone());
        while let Some(cursor) = next.as_str().map(ToOwned::to_owned) {
            let page = ask(&app, "plani", &format!("&limit=100&after={cursor}")).await.expect(200).body;
            seen += page["items"].as_array().unwrap().len();
            next = page["next"].clone();
        }
        assert_eq!(seen, 200);
    }
}
