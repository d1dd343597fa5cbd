//! Hints to moderators: comments that say the same in the same words, links, bursts. Nothing is refused for them.
use crate::comments::{hand_in, reject, text};
use crate::support::{TestApp, story};
use serde_json::{Value, json};
use std::time::Duration;

/// The queue by its texts: what a moderator is told about each.
async fn queue(app: &TestApp) -> Vec<(String, Value)> {
    let page = app.moderator().get("/api/v1/moderation/queue?limit=100").await.expect(200);
    let items = page.body["items"].as_array().unwrap().iter();
    items.map(|it| (it["body"].as_str().unwrap().to_owned(), json!([it["flags"], it["similar"]]))).collect()
}

story! {
    async fn equal_words_are_similar_whatever_their_script_case_and_marks(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        let texts = ["Грађани траже буџет сада и одмах.", "Gradjani traze budžet: SADA i odmah!", "građani traže budzet sada i odmah"];
        let mut received = vec![];
        for (n, body) in texts.iter().enumerate() {
            received.push(hand_in(&app, text(if n == 1 { &other } else { &plan }, body)).await);
        }
        hand_in(&app, text(&plan, "Diçka krejt tjetër për rrugën.")).await;
        reject(&app, &received[0]).await;
        let ids: Vec<_> = received.iter().map(|it| it.body["id"].clone()).collect();
        let told = queue(&app).await;
        let plain = json!({"links": 0, "near_duplicate": true, "burst": false});
        assert_eq!(told[0].1, json!([plain, {"count": 2, "ids": [ids[0], ids[2]]}]));
        assert_eq!(told[1].1, json!([plain, {"count": 2, "ids": [ids[0], ids[1]]}]));
        assert_eq!(told[2].1, json!([{"links": 0, "near_duplicate": false, "burst": false}, {"count": 0, "ids": []}]));
    }

    async fn the_queue_is_filtered_by_what_looks_alike(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        let alike = ["Kërkoj që plani të botohet në të dyja gjuhët.", "KËRKOJ që plani të botohet: në të dyja gjuhët!"];
        for body in [alike[0], "Një mendim i vetëm.", alike[1]] {
            hand_in(&app, text(&plan, body)).await;
        }
        hand_in(&app, text(&other, alike[0])).await;
        let found = async |query: &str| app.moderator().get(&format!("/api/v1/moderation/queue?{query}")).await.expect(200).body;
        let all = found("flag=near_duplicate").await;
        assert!(all["total"] == 3 && all["items"].as_array().unwrap().iter().all(|it| it["flags"]["near_duplicate"] == true), "{all}");
        assert_eq!(found("flag=near_duplicate&subject=document:plan").await["total"], 2);
        let first = found("flag=near_duplicate&limit=2").await;
        let rest = found(&format!("flag=near_duplicate&limit=2&after={}", first["next"].as_str().unwrap())).await;
        assert_eq!((&rest["items"][0]["id"], &rest["next"]), (&all["items"][2]["id"], &serde_json::Value::Null));
        assert_eq!(found("flag=burst").await["total"], 0);
    }

    async fn a_campaign_is_counted_and_five_of_it_are_named(app) {
        let plan = app.document("plan");
        for _ in 0..9 {
            hand_in(&app, text(&plan, "Kërkoj që plani të botohet në të dyja gjuhët.")).await;
        }
        for (_, told) in queue(&app).await {
            assert_eq!((&told[1]["count"], told[1]["ids"].as_array().unwrap().len()), (&json!(8), 5));
        }
    }

    async fn links_are_counted_and_a_burst_on_a_subject_is_flagged(app) {
        let (plan, other) = (app.document("plan"), app.document("other"));
        for n in 0..20 {
            hand_in(&app, text(&plan, &format!("Koment i vetëm numër {n}."))).await;
            app.clock.advance(Duration::from_secs(20));
        }
        hand_in(&app, text(&plan, "Shih https://a.example dhe www.b.example.")).await;
        hand_in(&app, text(&other, "Këtu nuk ka nxitim.")).await;
        app.clock.advance(Duration::from_secs(600));
        hand_in(&app, text(&plan, "Më vonë.")).await;
        let flags: Vec<_> = queue(&app).await.into_iter().map(|(_, told)| (told[0]["links"].clone(), told[0]["burst"].clone())).collect();
        let burst: Vec<_> = flags.iter().enumerate().filter(|(_, flags)| flags.1 == true).map(|(n, _)| n).collect();
        assert_eq!((burst, &flags[20].0), (vec![20], &json!(2)));
        for flag in ["links", "burst"] {
            let found = app.moderator().get(&format!("/api/v1/moderation/queue?flag={flag}")).await.expect(200).body;
            assert_eq!((&found["total"], &found["items"][0]["flags"]["links"]), (&json!(1), &json!(2)), "{flag}");
        }
        app.moderator().get("/api/v1/moderation/queue?flag=critical").await.refused(400, "invalid_parameter");
    }

    async fn a_changed_text_is_looked_at_again(app) {
        let plan = app.document("plan");
        let first = hand_in(&app, text(&plan, "Një mendim i vetëm.")).await.body["id"].as_str().unwrap().to_owned();
        hand_in(&app, text(&plan, "Blini këpucë të lira!")).await;
        app.state.record.db.write(move |conn| hapur::intake::look_again(conn, &first, "BLINI këpucë: të lira!")).await.unwrap();
        let told = queue(&app).await;
        assert_eq!((&told[0].1[1]["count"], &told[1].1[1]["count"]), (&json!(1), &json!(1)));
    }

    async fn what_a_comment_looked_like_can_be_forgotten(app) {
        let plan = app.document("plan");
        let first = hand_in(&app, text(&plan, "E njëjta gjë.")).await.body["id"].as_str().unwrap().to_owned();
        hand_in(&app, text(&plan, "E njëjta gjë.")).await;
        app.state.record.db.write(move |conn| hapur::intake::forget(conn, &first)).await.unwrap();
        let told = queue(&app).await;
        assert_eq!((&told[0].1[1]["count"], &told[1].1[1]["count"]), (&json!(0), &json!(0)));
    }
}
