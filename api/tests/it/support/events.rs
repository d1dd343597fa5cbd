//! Reading server-sent events one by one.
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::ServiceResponse;
use serde_json::Value;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

/// Long for a story; a stream that says nothing by then says nothing at all.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event {
    pub name: String,
    pub id: i64,
    pub data: Value,
}

pub struct Events {
    body: BoxBody,
    unread: String,
    pub headers: actix_web::http::header::HeaderMap,
    pub heartbeats: usize,
}

impl Events {
    pub fn of(response: ServiceResponse<BoxBody>) -> Self {
        Self { headers: response.headers().clone(), body: response.into_body(), unread: String::new(), heartbeats: 0 }
    }

    /// The next event; none if the stream has ended.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            if !block.starts_with(':') {
                return Some(event(&block));
            }
            self.heartbeats += 1;
        }
    }

    /// The next sign of life, without the empty line behind it; none if the stream has ended.
    pub async fn block(&mut self) -> Option<String> {
        loop {
            if let Some((block, rest)) = self.unread.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.unread = rest;
                return Some(block);
            }
            let chunk = poll_fn(|cx| Pin::new(&mut self.body).poll_next(cx));
            let chunk = tokio::time::timeout(PATIENCE, chunk).await.expect("the stream says nothing")?;
            self.unread.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }
}

fn event(block: &str) -> Event {
    let mut event = Event::default();
    for line in block.lines() {
        match line.split_once(": ").unwrap() {
            ("event", name) => event.name = name.into(),
            ("id", id) => event.id = id.parse().unwrap(),
            ("data", data) => event.data = serde_json::from_str(data).unwrap(),
            other => panic!("{other:?}"),
        }
    }
    event
}
