//! The schema's history: one source that merges `both/` with the database's own folder and sorts them by time stamp.
use super::Conn;
use anyhow::{anyhow, bail};
use diesel::migration::{Migration, MigrationSource, MigrationVersion};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const BOTH: EmbeddedMigrations = embed_migrations!("../migrations/both");
const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// A number that no other program on the same server is likely to lock: "hapur" in ASCII.
const ONE_AT_A_TIME: i64 = 0x0068_6170_7572;

#[derive(Clone, Copy)]
struct Merged(&'static EmbeddedMigrations);

impl<DB: diesel::backend::Backend> MigrationSource<DB> for Merged {
    fn migrations(&self) -> diesel::migration::Result<Vec<Box<dyn Migration<DB>>>> {
        let mut all = MigrationSource::<DB>::migrations(&BOTH)?;
        all.extend(MigrationSource::<DB>::migrations(self.0)?);
        all.sort_by(|a, b| a.name().version().as_owned().cmp(&b.name().version().as_owned()));
        Ok(all)
    }
}

/// Which way to go through the schema's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Everything that is pending.
    Up,
    /// Everything undone, back to an empty database.
    Down,
}

/// Brings the schema up to date (or takes it all down) and names the migrations that ran.
///
/// # Errors
/// If one fails (it is undone), if PostgreSQL's collation is not C, or if the schema is newer than this program.
pub fn run(conn: &mut Conn, direction: Direction) -> anyhow::Result<Vec<String>> {
    match conn {
        Conn::Sqlite(c) => step(c, Merged(&SQLITE), direction),
        Conn::Postgres(c) => {
            refuse_other_collations(c)?;
            // Two instances started together must not migrate at once.
            diesel::sql_query("SELECT pg_advisory_lock($1)").bind::<diesel::sql_types::BigInt, _>(ONE_AT_A_TIME).execute(c)?;
            let done = step(c, Merged(&POSTGRES), direction);
            diesel::sql_query("SELECT pg_advisory_unlock($1)").bind::<diesel::sql_types::BigInt, _>(ONE_AT_A_TIME).execute(c)?;
            done
        }
    }
}

/// The migrations that this program has and the database has not.
///
/// # Errors
/// If the database cannot be read or is newer than this program.
pub fn pending(conn: &mut Conn) -> anyhow::Result<Vec<String>> {
    match conn {
        Conn::Sqlite(c) => missing(c, Merged(&SQLITE)),
        Conn::Postgres(c) => missing(c, Merged(&POSTGRES)),
    }
}

fn step<C, DB>(conn: &mut C, source: Merged, direction: Direction) -> anyhow::Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    refuse_newer_schema(conn, source)?;
    let ran = match direction {
        Direction::Up => conn.run_pending_migrations(source),
        Direction::Down => conn.revert_all_migrations(source),
    };
    Ok(ran.map_err(|e| anyhow!("a migration failed and was undone: {e}"))?.iter().map(ToString::to_string).collect())
}

fn missing<C, DB>(conn: &mut C, source: Merged) -> anyhow::Result<Vec<String>>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    refuse_newer_schema(conn, source)?;
    let missing = conn.pending_migrations(source).map_err(|e| anyhow!("the migrations cannot be read: {e}"))?;
    Ok(missing.iter().map(|m| m.name().to_string()).collect())
}

fn refuse_newer_schema<C, DB>(conn: &mut C, source: Merged) -> anyhow::Result<()>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let known: Vec<MigrationVersion<'static>> =
        MigrationSource::<DB>::migrations(&source).map_err(|e| anyhow!("{e}"))?.iter().map(|m| m.name().version().as_owned()).collect();
    let applied = conn.applied_migrations().map_err(|e| anyhow!("the applied migrations cannot be read: {e}"))?;
    if let Some(newer) = applied.iter().find(|version| !known.contains(version)) {
        bail!("the database has migration {newer}, which this program does not know: it belongs to a newer Hapur");
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Sorting {
    #[diesel(sql_type = Bool)]
    by_bytes: bool,
    #[diesel(sql_type = Text)]
    database: String,
}

/// SQLite sorts text by its bytes; with another collation PostgreSQL would give lists in another order. Asked of the
/// database itself: where a collation is written down differs from version to version.
fn refuse_other_collations(conn: &mut PgConnection) -> anyhow::Result<()> {
    let found: Sorting =
        diesel::sql_query("SELECT 'B'::text < 'a'::text AND 'z'::text < 'ç'::text AS by_bytes, current_database()::text AS database")
            .get_result(conn)?;
    if found.by_bytes {
        return Ok(());
    }
    bail!(
        "the database {0:?} does not sort text by its bytes; Hapur needs collation C, so that lists have the same order everywhere. \
         Make one with: CREATE DATABASE {0} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
        found.database
    )
}
