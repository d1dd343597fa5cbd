//! What all stories share: the real app on a database of its own, people who use it, and a contract that every answer
//! is held against.
mod app;
mod client;
mod contract;
mod database;
mod editing;
mod events;
mod postgres;
mod server;
mod staff;
mod subjects;

pub use app::{STREAMS, TestApp, UPLOAD_LIMIT};
pub use client::{Answer, Client};
pub use database::{Kind, TestDatabase};
pub use editing::text;
pub use events::{Event, Events};
pub use postgres::{database_in_another_collation, empty_database};
pub use server::{Place, Server};
pub use staff::{ISSUER, PASSWORD, Staff, key, password_hash};

/// `story! { async fn somebody_does_something(app) { … } }` is a test on SQLite and on PostgreSQL.
macro_rules! story {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)+) => { $(
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            async fn told($app: $crate::support::TestApp) $body

            #[actix_web::test]
            async fn sqlite() {
                told($crate::support::TestApp::new($crate::support::Kind::Sqlite).await).await;
            }
            #[actix_web::test]
            async fn postgres() {
                told($crate::support::TestApp::new($crate::support::Kind::Postgres).await).await;
            }
        }
    )+ };
}
pub(crate) use story;
