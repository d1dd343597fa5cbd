//! Overwriting what was erased: both databases keep it in their files after its row is gone.
//!
//! SQLite overwrites it in the file itself (`secure_delete`), but its write-ahead log has to be emptied. PostgreSQL leaves it
//! in the table until something else needs the room, in an index even longer; only a table written anew is free of it.
use super::Conn;
use crate::error::Result;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;

/// Where texts are that can be erased, what ties the record to them, and what was made from them; last the samples that the
/// server keeps of all columns for its plans, as they are taken anew with each table.
const TABLES: [&str; 10] = [
    "comments",
    "comment_fingerprints",
    "moderation_decisions",
    "appeals",
    "responses",
    "commitment_salts",
    "idempotency_keys",
    "search_items",
    "search_index",
    "pg_statistic",
];

/// Up to this size in bytes, with its indexes, a table is written anew within about a second. Nobody can use it meanwhile.
const SMALL: i64 = 64 << 20;

// Whoever waits for a table keeps everybody who comes later waiting too: so not for long. Large tables take their time.
const PATIENCE: &str = "SET lock_timeout='1s'; SET statement_timeout=0";

diesel::define_sql_function! {
    /// The bytes of a table and its indexes.
    fn pg_total_relation_size(relation: Text) -> BigInt;
}

impl Conn {
    /// Leaves nothing of what was erased in SQLite's write-ahead log, or in PostgreSQL's tables; of a large table there
    /// nothing that a query could still find. To be run on a connection of its own.
    pub(super) fn overwrite_erased(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => self.checkpoint(),
            Self::Postgres(c) => {
                c.batch_execute(PATIENCE)?;
                // One that somebody is using does not keep the others from their turn.
                TABLES.map(|table| write_anew(c, table)).into_iter().collect()
            }
        }
    }
}

fn write_anew(c: &mut PgConnection, table: &str) -> Result<()> {
    let bytes: i64 = diesel::select(pg_total_relation_size(table)).get_result(c)?;
    if bytes > SMALL {
        tracing::info!(table, bytes, "too large to be written anew under way: VACUUM FULL it when nobody is there");
        return Ok(c.batch_execute(&format!("VACUUM (ANALYZE) {table}"))?);
    }
    Ok(c.batch_execute(&format!("VACUUM (FULL, ANALYZE) {table}"))?)
}
