//! How often somebody may ask, told and enforced, without knowing who it is.
use crate::comments::text;
use crate::support::{Answer, Client, story};
use serde_json::json;
use std::time::Duration;

const COMMENTS: &str = "/api/v1/comments";

fn standing(answer: &Answer) -> (&str, &str) {
    (answer.header("ratelimit-policy").unwrap_or(""), answer.header("ratelimit").unwrap_or(""))
}

/// Hands in so many comments, of which each must be received.
async fn hands_in(who: &Client<'_>, subject: &str, count: usize) {
    let subject = json!({"kind": "document", "id": subject});
    for n in 0..count {
        who.post(COMMENTS, text(&subject, &format!("Koment {n}."))).await.expect(202);
    }
}

story! {
    async fn every_answer_tells_the_limits(app) {
        let mut app = app;
        app.with_limits("").await;
        let policy = "\"reads\";q=3000;w=60";
        for (n, place) in ["/api/v1/milestones", "/api/v1/nowhere", "/api/v1/comments?after=x", "/health/live", "/api/docs", "/nowhere"].into_iter().enumerate() {
            let answer = app.anyone().visit(place).await;
            assert_eq!(standing(&answer), (policy, format!("\"reads\";r={};t=1", 2_999 - n).as_str()), "{place}");
        }
        let login = app.anyone().post("/api/v1/auth/logout", json!({})).await;
        assert_eq!(standing(&login), ("\"writes\";q=300;w=60", "\"writes\";r=299;t=1"));
        let preflight = app.anyone().ask(&actix_web::http::Method::OPTIONS, "/api/v1/milestones", None, vec![]).await;
        assert_eq!(standing(&preflight).1, "\"reads\";r=2993;t=1");
        assert!(preflight.header("access-control-expose-headers").unwrap().contains("RateLimit, RateLimit-Policy"));
    }

    async fn where_limits_are_lifted_nothing_is_told_and_nobody_is_stopped(app) {
        for _ in 0..310 {
            let answer = app.anyone().post("/api/v1/auth/logout", json!({})).await;
            assert_eq!((standing(&answer), answer.status == 429), (("", ""), false));
        }
    }

    async fn the_limit_stops_exactly_the_one_that_is_too_many(app) {
        let mut app = app;
        app.with_limits("").await;
        let bot = app.anyone().from("203.0.113.5");
        for n in (0..300).rev() {
            let answer = bot.post(COMMENTS, json!({})).await.refused(422, "invalid");
            let reset = (300 - n) / 5 + i32::from((300 - n) % 5 != 0);
            assert_eq!(standing(&answer).1, format!("\"writes\";r={n};t={reset}"));
        }
        let stopped = bot.post(COMMENTS, json!({})).await.refused(429, "too_many_requests");
        assert_eq!((stopped.header("retry-after"), standing(&stopped).1), (Some("1"), "\"writes\";r=0;t=1"));
        assert!(!stopped.body.to_string().contains("203.0"));
        bot.get("/api/v1/milestones").await.expect(200);
        app.anyone().from("203.0.114.5").post(COMMENTS, json!({})).await.refused(422, "invalid");
        app.clock.advance(Duration::from_millis(200));
        bot.post(COMMENTS, json!({})).await.refused(422, "invalid");
        bot.post(COMMENTS, json!({})).await.refused(429, "too_many_requests");
    }

    async fn thirty_comments_on_one_subject_and_sixty_on_all_come_from_one_network(app) {
        let mut app = app;
        app.with_limits("").await;
        ["a", "b", "c"].iter().for_each(|id| drop(app.document(id)));
        let hall = app.anyone().from("203.0.113.5");
        hands_in(&hall, "a", 30).await;
        let comment = |subject: &str| text(&json!({"kind": "document", "id": subject}), "Një më shumë.");
        let stopped = hall.post(COMMENTS, comment("a")).await.refused(429, "too_many_requests");
        assert_eq!(stopped.header("retry-after"), Some("20"));
        assert_eq!(standing(&stopped).0, "\"writes\";q=300;w=60, \"comments-on-subject\";q=30;w=600");
        assert!(standing(&stopped).1.ends_with("\"comments-on-subject\";r=0;t=20"));
        hands_in(&hall, "b", 30).await;
        let stopped = hall.post(COMMENTS, comment("c")).await.refused(429, "too_many_requests");
        assert_eq!(stopped.header("retry-after"), Some("10"));
        assert!(standing(&stopped).1.ends_with("\"comments-on-subject\";r=29;t=20, \"comments\";r=0;t=10"));
        hands_in(&app.anyone().from("198.51.100.5"), "a", 1).await;
        app.clock.advance(Duration::from_secs(20));
        hands_in(&hall, "a", 1).await;
        assert_eq!(app.moderator().get("/api/v1/moderation/queue").await.body["total"], 62);
    }

    async fn a_flood_from_everywhere_makes_all_wait_a_little(app) {
        let mut app = app;
        app.with_limits("").await;
        ["a", "b"].iter().for_each(|id| drop(app.document(id)));
        for network in 0..20 {
            hands_in(&app.anyone().from(&format!("2001:db8:{network:x}::1")), "a", 30).await;
        }
        let comment = text(&json!({"kind": "document", "id": "b"}), "Po unë?");
        let waits = app.anyone().from("192.0.2.1").post(COMMENTS, comment.clone()).await.refused(503, "unavailable");
        assert_eq!(waits.header("retry-after"), Some("1"));
        app.clock.advance(Duration::from_secs(1));
        app.anyone().from("192.0.2.1").post(COMMENTS, comment).await.expect(202);
    }

    async fn a_forged_forwarded_header_changes_nothing_and_a_trusted_proxy_is_believed(app) {
        let mut app = app;
        app.with_limits("10.0.0.0/8").await;
        let left = |answer: &Answer| standing(answer).1.to_owned();
        let at = |address: &str| app.anyone().from(address);
        let spoofed = |n: i32| at("203.0.113.5").with("X-Forwarded-For", format!("198.51.{n}.1"));
        for n in 1..=5 {
            assert_eq!(left(&spoofed(n).visit("/health/live").await), format!("\"reads\";r={};t=1", 3_000 - n));
        }
        let proxied = |chain: &str| at("10.1.2.3").with("X-Forwarded-For", chain);
        assert_eq!(left(&proxied("203.0.113.77").visit("/health/live").await), "\"reads\";r=2994;t=1");
        assert_eq!(left(&proxied("6.6.6.6, 203.0.113.78").visit("/health/live").await), "\"reads\";r=2993;t=1");
        assert_eq!(left(&proxied("203.0.113.5, 198.51.99.1").visit("/health/live").await), "\"reads\";r=2999;t=1");
        assert_eq!(left(&proxied("198.51.99.200, 10.7.7.7").visit("/health/live").await), "\"reads\";r=2998;t=1");
    }

    async fn an_ipv6_household_is_one_and_a_new_day_forgets_everybody(app) {
        let mut app = app;
        app.with_limits("").await;
        let ask = |address: &'static str| { let app = &app; async move { standing(&app.anyone().from(address).visit("/health/live").await).1.to_owned() } };
        assert_eq!(ask("2001:db8:0:aa00::1").await, "\"reads\";r=2999;t=1");
        assert_eq!(ask("2001:db8:0:aaff:1:2:3:4").await, "\"reads\";r=2998;t=1");
        assert_eq!(ask("2001:db8:0:ab00::1").await, "\"reads\";r=2999;t=1");
        app.it_is("2026-11-23T23:59:59.999Z");
        for _ in 0..50 { ask("192.0.2.1").await; }
        assert_eq!(ask("192.0.2.1").await, "\"reads\";r=2949;t=2");
        app.it_is("2026-11-24T00:00:00.000Z");
        assert_eq!(ask("192.0.2.1").await, "\"reads\";r=2999;t=1");
    }
}

#[test]
fn no_address_is_in_a_log_line_or_in_a_byte_of_the_database() {
    use crate::support::{Kind, Place};
    const CANARY: &str = "203.0.113.217";
    let place = Place::new(Kind::Sqlite);
    let log = place.folder.path().join("log");
    let server = place.serve_with(|command| {
        command.env("HAPUR_LIMITS", "on").env("HAPUR_LOG", "trace").env("HAPUR_TRUSTED_PROXIES", "127.0.0.0/8");
        command.stderr(std::fs::File::create(&log).unwrap());
    });
    let comment = text(&json!({"kind": "document", "id": "about"}), "Një koment nga dikushi.");
    for (place, expected) in [("/api/v1/comments", 202), ("/api/v1/auth/login", 422), ("/api/v1/nowhere", 404)] {
        let reply = server.post(place, &comment, &[("X-Forwarded-For", CANARY), ("Idempotency-Key", "0123456789abcdef")]).unwrap();
        assert_eq!(reply.status, expected, "{}", reply.body);
    }
    // One too many: that, too, is told to nobody but the asker.
    let asked = |_| server.post("/api/v1/auth/logout", &json!({}), &[("X-Forwarded-For", CANARY)]).unwrap().status;
    assert!((0..3_000).map(asked).any(|status| status == 429));
    assert_eq!(server.stop(), 0);
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(said.contains("/api/v1/comments"), "nothing was logged");
    let mut found = vec![];
    visit(place.folder.path(), &mut |path, bytes| {
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        // As text, as the bytes of the address, and as the text of its network.
        if has(CANARY.as_bytes()) || has(&[203, 0, 113, 217]) || has(b"203.0.113") {
            found.push(path.display().to_string());
        }
    });
    assert!(found.is_empty(), "{found:?}");
}

fn visit(folder: &std::path::Path, with: &mut impl FnMut(&std::path::Path, &[u8])) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, with);
        } else {
            with(&path, &std::fs::read(&path).unwrap());
        }
    }
}
