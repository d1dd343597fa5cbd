//! The index in the database. What both share is `search_items`; the full text is FTS5's on SQLite, a `tsvector` on PostgreSQL.
use super::keys::Keys;
use super::wanted::WantedWords;
use crate::db::Conn;
use crate::db::schema::{search_items as items, search_state as state};
use crate::error::Result;
use crate::record::{Kind, Subject};
use crate::time::Moment;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

/// On PostgreSQL who takes a place waits for others who do.
const QUEUE: i64 = 7;
/// Places of things of editors begin here: they are few, and come before all comments.
const FIRST: i64 = 1 << 60;
/// So many things can be new in one millisecond before they spill over into the next.
const IN_A_MILLISECOND: i64 = 1000;
/// Of a long text only so much is read to order it.
const ORDERED_BY: i64 = 8000;
/// Nothing is counted beyond: whoever finds more needs another word, and counting would cost more than finding.
pub(super) const COUNTED: i64 = 1_000;

/// What the index holds of a thing.
#[derive(Debug, QueryableByName)]
pub(super) struct Candidate {
    #[diesel(sql_type = BigInt)]
    pub place: i64,
    #[diesel(sql_type = Text)]
    pub kind: Kind,
    #[diesel(sql_type = Text)]
    pub id: String,
    #[diesel(sql_type = Text)]
    pub titles: String,
    #[diesel(sql_type = Text)]
    pub tokens: String,
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// What is looked for, in the language of the database. Keys are `[a-z0-9:-]`, so there is nothing to escape.
pub(super) struct Expression {
    words: String,
    about: Option<String>,
}

impl Expression {
    /// All these words, and all these filters.
    pub fn of(conn: &Conn, wanted: &WantedWords, filters: &[String], about: Option<String>) -> Self {
        // FTS5 finds what a hit is about among its keys; PostgreSQL is quicker with the index that it has for that.
        let (among, about) = if matches!(conn, Conn::Sqlite(_)) { (about, None) } else { (None, about) };
        let (quote, or, and, prefix) = match conn {
            Conn::Sqlite(_) => ('"', " OR ", " AND ", " *"),
            Conn::Postgres(_) => ('\'', " | ", " & ", ":*"),
        };
        let quoted = |key: &str| format!("{quote}{key}{quote}");
        let word = |word: &super::wanted::WantedWord| {
            let beginning = word.prefix.as_ref().map(|key| quoted(key) + prefix);
            let keys: Vec<_> = word.keys.iter().map(|key| quoted(key)).chain(beginning).collect();
            format!("({})", keys.join(or))
        };
        let parts: Vec<_> = wanted.words.iter().map(word).chain(filters.iter().chain(&among).map(|key| quoted(key))).collect();
        Self { words: parts.join(and), about }
    }
}

fn matches(conn: &Conn, sought: &Expression) -> &'static str {
    match (conn, &sought.about) {
        (Conn::Sqlite(_), _) => "search_index MATCH $1",
        (Conn::Postgres(_), None) => "tokens @@ $1::tsquery",
        (Conn::Postgres(_), Some(_)) => "tokens @@ $1::tsquery AND search_about(tokens) = $3",
    }
}

/// At most `limit` rows of a query that asks for what [`matches()`].
fn ask<T>(conn: &mut Conn, query: String, sought: &Expression, limit: i64) -> QueryResult<Vec<T>>
where
    T: QueryableByName<<Conn as diesel::Connection>::Backend> + 'static,
{
    let query = diesel::sql_query(query).bind::<Text, _>(&sought.words).bind::<BigInt, _>(limit);
    match &sought.about {
        None => query.load(conn),
        Some(about) => query.bind::<Text, _>(about).load(conn),
    }
}

/// The place of a hit; SQLite's full text calls it otherwise.
fn place(conn: &Conn) -> &'static str {
    match conn {
        Conn::Sqlite(_) => "rowid",
        Conn::Postgres(_) => "place",
    }
}

/// The hits in the first places, at most `limit`.
pub(super) fn hits(conn: &mut Conn, sought: &Expression, limit: i64) -> Result<Vec<Candidate>> {
    let (place, matches) = (place(conn), matches(conn, sought));
    let query = format!(
        "SELECT i.place, i.kind, i.id, i.titles, substr(i.tokens, 1, {ORDERED_BY}) AS tokens \
         FROM (SELECT {place} AS place FROM search_index WHERE {matches} ORDER BY {place} DESC LIMIT $2) AS found \
         JOIN search_items AS i ON i.place = found.place ORDER BY i.place DESC"
    );
    Ok(ask(conn, query, sought, limit)?)
}

/// How many hits there are; beyond [`COUNTED`] just one more than that.
pub(super) fn count(conn: &mut Conn, sought: &Expression) -> Result<i64> {
    let matches = matches(conn, sought);
    let query = format!("SELECT count(*) AS number FROM (SELECT 1 FROM search_index WHERE {matches} LIMIT $2) AS found");
    let counted: Vec<Counted> = ask(conn, query, sought, COUNTED + 1)?;
    Ok(counted.iter().map(|it| it.number).sum())
}

/// Takes a thing out of the index.
pub(super) fn remove(conn: &mut Conn, thing: &Subject) -> Result<()> {
    let known = items::table.filter(items::kind.eq(thing.kind)).filter(items::id.eq(&thing.id));
    let Some((place, tokens)) = known.select((items::place, items::tokens)).first::<(i64, String)>(conn).optional()? else {
        return Ok(());
    };
    if let Conn::Sqlite(c) = conn {
        // Without a copy of the text FTS5 must be told what it was. PostgreSQL's row goes with ours.
        diesel::sql_query("INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', $1, $2)")
            .bind::<BigInt, _>(place)
            .bind::<Text, _>(tokens)
            .execute(c)?;
    }
    diesel::delete(items::table.find(place)).execute(conn)?;
    Ok(())
}

/// Puts a thing into the index, or in place of what was there. The same once more is no write.
pub(super) fn put(conn: &mut Conn, thing: &Subject, keys: &Keys, first: bool, newest: Moment) -> Result<()> {
    conn.in_single_file(QUEUE)?;
    let known = items::table.filter(items::kind.eq(thing.kind)).filter(items::id.eq(&thing.id));
    let same = known.filter(items::tokens.eq(&keys.tokens)).filter(items::titles.eq(&keys.titles));
    if diesel::select(diesel::dsl::exists(same)).get_result(conn)? {
        return Ok(());
    }
    remove(conn, thing)?;
    let place = free_place(conn, if first { FIRST } else { 0 } + newest.millis() * IN_A_MILLISECOND)?;
    let key = (items::place.eq(place), items::kind.eq(thing.kind), items::id.eq(&thing.id));
    let row = (key, items::titles.eq(&keys.titles), items::tokens.eq(&keys.tokens));
    diesel::insert_into(items::table).values(row).execute(conn)?;
    index(conn, place, &keys.tokens)
}

fn index(conn: &mut Conn, place: i64, tokens: &str) -> Result<()> {
    let insert = match conn {
        Conn::Sqlite(_) => "INSERT INTO search_index (rowid, tokens) VALUES ($1, $2)",
        // Each key is a word of its own to `array_to_tsvector`, which asks no dictionary.
        Conn::Postgres(_) => "INSERT INTO search_index (place, tokens) VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))",
    };
    diesel::sql_query(insert).bind::<BigInt, _>(place).bind::<Text, _>(tokens).execute(conn)?;
    Ok(())
}

/// The first place of that millisecond that nobody has, or of a later one.
fn free_place(conn: &mut Conn, mut from: i64) -> Result<i64> {
    loop {
        let end = from + IN_A_MILLISECOND;
        let taken = items::table.filter(items::place.ge(from)).filter(items::place.lt(end));
        let last: Option<i64> = taken.order(items::place.desc()).select(items::place).first(conn).optional()?;
        match last {
            None => return Ok(from),
            Some(last) if last + 1 < end => return Ok(last + 1),
            Some(_) => from = end,
        }
    }
}

/// Empties the index, and forgets that it was complete.
pub(super) fn clear(conn: &mut Conn) -> Result<()> {
    conn.in_single_file(QUEUE)?;
    match conn {
        Conn::Sqlite(c) => {
            diesel::sql_query("INSERT INTO search_index (search_index) VALUES ('delete-all')").execute(c)?;
            diesel::delete(items::table).execute(c)?
        }
        // Row by row a million would take minutes.
        Conn::Postgres(c) => diesel::sql_query("TRUNCATE search_items, search_index").execute(c)?,
    };
    diesel::delete(state::table).execute(conn)?;
    Ok(())
}

/// The rules by which the whole index was made; none while it was not.
pub(super) fn version(conn: &mut Conn) -> Result<Option<i64>> {
    Ok(state::table.select(state::version).first(conn).optional()?)
}

/// Remembers by which rules the whole index was made.
pub(super) fn set_version(conn: &mut Conn, version: i64) -> Result<()> {
    diesel::delete(state::table).execute(conn)?;
    diesel::insert_into(state::table).values((state::id.eq(1), state::version.eq(version))).execute(conn)?;
    Ok(())
}
