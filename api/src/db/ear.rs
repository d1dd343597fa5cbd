//! Hearing that somebody has committed, be it another process: on SQLite the number that changes with every commit to the
//! file, on PostgreSQL notifications. Both are asked now and then, because libpq cannot be waited for without its socket;
//! asking reads what has already come and does not trouble the server.
use super::Conn;
use super::connect::Manager;
use crate::error::Result;
use actix_web::web;
use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::ManageConnection;
use diesel::sql_types::{BigInt, Text};

const CHANNEL: &str = "hapur_record";

diesel::define_sql_function! {
    /// PostgreSQL's word to all who listen, said when the transaction is committed.
    fn pg_notify(channel: Text, payload: Text);
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = BigInt)]
    data_version: i64,
}

/// A connection of its own that hears of commits.
pub struct Ear {
    conn: Conn,
    version: i64,
}

impl Ear {
    pub(super) async fn open(manager: Manager) -> Result<Self> {
        let open = move || {
            let mut conn = manager.connect().context("no connection to hear with")?;
            if let Conn::Postgres(c) = &mut conn {
                c.batch_execute(&format!("LISTEN {CHANNEL}"))?;
            }
            let mut ear = Self { conn, version: 0 };
            ear.has_heard()?;
            Ok(ear)
        };
        web::block(open).await.context("the worker pool stopped")?
    }

    /// Whether anything was committed since the last time, or since it was opened.
    ///
    /// # Errors
    /// If the connection is broken; then open another, and take it that something was committed.
    pub async fn listen(mut self) -> Result<(Self, bool)> {
        let listen = move || self.has_heard().map(|heard| (self, heard));
        web::block(listen).await.context("the worker pool stopped")?
    }

    fn has_heard(&mut self) -> Result<bool> {
        match &mut self.conn {
            Conn::Sqlite(c) => {
                let now = diesel::sql_query("PRAGMA data_version").get_result::<Version>(c)?.data_version;
                Ok(std::mem::replace(&mut self.version, now) != now)
            }
            Conn::Postgres(c) => {
                let heard: Vec<_> = c.notifications_iter().collect::<QueryResult<_>>()?;
                Ok(!heard.is_empty())
            }
        }
    }
}

/// Lets every ear hear of this transaction when it is committed. SQLite does so by itself.
pub(crate) fn announce(conn: &mut Conn) -> Result<()> {
    if let Conn::Postgres(c) = conn {
        diesel::select(pg_notify(CHANNEL, "")).execute(c)?;
    }
    Ok(())
}
