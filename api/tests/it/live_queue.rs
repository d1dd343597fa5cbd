//! The queue, live: what happens to comments is told to moderators at once, also by another process, and nothing is lost.
use crate::comments::{hand_in, publish, text};
use crate::support::{Answer, Event, Events, STREAMS, story};
use actix_web::http::Method;
use futures_util::future::join_all;
use serde_json::json;

const EVENTS: &str = "/api/v1/moderation/queue/events";

async fn opened(events: &mut Events) -> i64 {
    let open = events.next().await.unwrap();
    assert_eq!(open.name, "open");
    open.id
}

fn says(event: &Event, kind: &str, comment: &Answer) {
    assert_eq!((event.name.as_str(), &event.data), ("changed", &json!({"comment": comment.body["id"], "kind": kind})));
}

story! {
    async fn a_moderator_hears_of_a_comment_by_its_id_alone_and_uncompressed(app) {
        let plan = app.document("plan");
        let mut events = app.moderator().with("Accept-Encoding", "gzip, br").follow(EVENTS).await;
        assert_eq!((events.headers.get("content-encoding"), events.headers.get("content-length")), (None, None));
        assert_eq!(events.headers.get("cache-control").unwrap(), "private, no-store");
        let before = opened(&mut events).await;
        let received = hand_in(&app, text(&plan, "Kur botohet?")).await;
        let event = events.next().await.unwrap();
        says(&event, "comment.received", &received);
        assert_eq!(event.id, before + 1);
        app.document("other");
        let published = publish(&app, text(&plan, "Po.")).await;
        says(&events.next().await.unwrap(), "comment.received", &published);
        says(&events.next().await.unwrap(), "comment.published", &published);
    }

    async fn a_stream_that_broke_off_is_resumed_without_a_gap(app) {
        let plan = app.document("plan");
        let mut events = app.moderator().follow(EVENTS).await;
        opened(&mut events).await;
        let first = hand_in(&app, text(&plan, "Një.")).await;
        let seen = events.next().await.unwrap();
        says(&seen, "comment.received", &first);
        drop(events);
        let missed = [hand_in(&app, text(&plan, "Dy.")).await, hand_in(&app, text(&plan, "Tre.")).await];
        let by_query = app.moderator().follow(&format!("{EVENTS}?after={}", seen.id)).await;
        let by_header = app.moderator().with("Last-Event-ID", seen.id.to_string()).follow(&format!("{EVENTS}?after=0")).await;
        for mut events in [by_query, by_header] {
            assert_eq!(opened(&mut events).await, seen.id);
            for missed in &missed {
                says(&events.next().await.unwrap(), "comment.received", missed);
            }
        }
        app.moderator().get(&format!("{EVENTS}?after=1000")).await.refused(400, "invalid_parameter");
        for header in ["1000", "x", "-1", "+1", "01", ""] {
            app.moderator().with("Last-Event-ID", header).get(EVENTS).await.refused(400, "invalid_parameter");
        }
    }

    async fn two_hundred_and_more_entries_at_once_are_all_told(app) {
        let plan = app.document("plan");
        join_all((0..210).map(|n| hand_in(&app, text(&plan, &format!("Komenti {n}."))))).await;
        let mut events = app.moderator().follow(&format!("{EVENTS}?after=0")).await;
        opened(&mut events).await;
        let mut last = 0;
        for _ in 0..210 {
            let event = events.next().await.unwrap();
            assert!(event.id > last && event.data["kind"] == "comment.received");
            last = event.id;
        }
    }

    async fn what_one_process_commits_is_heard_in_another_at_once(app) {
        let other = app.beside().await;
        let plan = app.document("plan");
        let mut here = app.moderator().follow(EVENTS).await;
        let mut there = other.anyone().with_token(app.moderator().token()).follow(EVENTS).await;
        opened(&mut here).await;
        opened(&mut there).await;
        for n in 0..20 {
            let received = hand_in(&app, text(&plan, &format!("Komenti {n}."))).await;
            says(&here.next().await.unwrap(), "comment.received", &received);
            says(&there.next().await.unwrap(), "comment.received", &received);
        }
        assert_eq!(there.heartbeats, 0, "found by a heartbeat");
    }

    async fn a_stream_lives_and_ends_with_its_session(app) {
        let moderator = app.moderator();
        let mut events = moderator.follow(EVENTS).await;
        opened(&mut events).await;
        assert_eq!(events.block().await.unwrap(), ": still here");
        moderator.post_nothing("/api/v1/auth/logout").await.expect(204);
        assert_eq!(events.next().await, None);
    }

    async fn a_stream_ends_with_its_token_and_with_the_server(app) {
        let mut events = app.moderator().follow(EVENTS).await;
        opened(&mut events).await;
        app.clock.advance(std::time::Duration::from_secs(11 * 60));
        assert_eq!(events.next().await, None);
        let mut events = app.moderator().follow(EVENTS).await;
        opened(&mut events).await;
        app.state.streams.stop();
        assert_eq!(events.next().await, None);
        app.moderator().get(EVENTS).await.refused(503, "unavailable");
    }

    async fn only_so_many_follow_and_only_moderators(app) {
        app.anyone().get(EVENTS).await.refused(401, "unauthenticated");
        app.editor().get(EVENTS).await.refused(403, "forbidden");
        let mut all = vec![];
        for _ in 0..STREAMS {
            all.push(app.moderator().follow(EVENTS).await);
        }
        app.moderator().get(EVENTS).await.refused(503, "unavailable");
        all.pop();
        all.push(app.moderator().follow(EVENTS).await);
        opened(all.last_mut().unwrap()).await;
        all.pop();
        let headers_alone = app.moderator().send(Method::HEAD, EVENTS, None).await.expect(200);
        assert!(headers_alone.bytes.is_empty());
    }
}
