//! The schema goes up, down and up again on both databases, and is what the program believes it to be.
use crate::support::{Kind, empty_database};
use diesel::prelude::*;
use diesel::sql_types::Text;
use hapur::db::{Conn, Db, Direction, migrate, pending};
use std::collections::{BTreeMap, BTreeSet};

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    owner: String,
}

fn columns(conn: &mut Conn) -> BTreeMap<String, BTreeSet<String>> {
    let sql = match conn {
        Conn::Sqlite(_) => {
            "SELECT c.name AS name, m.name AS owner FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
             AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'search_index%' AND m.name NOT LIKE '__diesel%'"
        }
        Conn::Postgres(_) => {
            "SELECT column_name::text AS name, table_name::text AS owner FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE 'search_index%' AND table_name NOT LIKE '__diesel%'"
        }
    };
    let found: Vec<Column> = diesel::sql_query(sql).load(conn).unwrap();
    let mut tables = BTreeMap::<String, BTreeSet<String>>::new();
    for column in found {
        tables.entry(column.owner).or_default().insert(column.name);
    }
    tables
}

/// What `schema.rs` says, read as text: `table! { name (key) { column -> Type, … } }`.
fn believed() -> BTreeMap<String, BTreeSet<String>> {
    let text = include_str!("../../src/db/schema.rs");
    let mut tables = BTreeMap::<String, BTreeSet<String>>::new();
    for block in text.split("table! {").skip(1) {
        let name = block.trim_start().split([' ', '(']).next().unwrap().to_owned();
        let body = block.split_once('{').unwrap().1.split('}').next().unwrap();
        let columns = body.split("->").filter_map(|before| before.split_whitespace().last()).map(ToOwned::to_owned);
        let mut columns: Vec<String> = columns.collect();
        columns.pop();
        tables.insert(name, columns.into_iter().collect());
    }
    tables
}

fn up_down_up(kind: Kind) {
    let folder = tempfile::tempdir().unwrap();
    let url = match kind {
        Kind::Sqlite => format!("sqlite://{}", folder.path().join("hapur.db").display()),
        Kind::Postgres => empty_database(),
    };
    let db = Db::open(&url).unwrap();
    let mut conn = db.connection().unwrap();
    assert!(!pending(&mut conn).unwrap().is_empty());
    let ran = migrate(&mut conn, Direction::Up).unwrap();
    assert_eq!(columns(&mut conn), believed());
    assert!(pending(&mut conn).unwrap().is_empty());
    assert_eq!(migrate(&mut conn, Direction::Down).unwrap().len(), ran.len());
    assert_eq!(columns(&mut conn), BTreeMap::new());
    migrate(&mut conn, Direction::Up).unwrap();
    assert_eq!(columns(&mut conn), believed());
}

#[test]
fn the_schema_goes_up_and_down_and_up_on_sqlite() {
    up_down_up(Kind::Sqlite);
}

#[test]
fn the_schema_goes_up_and_down_and_up_on_postgresql() {
    up_down_up(Kind::Postgres);
}

#[test]
fn a_database_of_a_newer_hapur_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite://{}", folder.path().join("hapur.db").display())).unwrap();
    let mut conn = db.connection().unwrap();
    migrate(&mut conn, Direction::Up).unwrap();
    diesel::sql_query("INSERT INTO __diesel_schema_migrations (version) VALUES ('29990101000000')").execute(&mut *conn).unwrap();
    let refused = migrate(&mut conn, Direction::Up).unwrap_err().to_string();
    assert!(refused.contains("newer Hapur"), "{refused}");
}

#[test]
fn postgresql_in_another_collation_is_refused_with_the_way_out() {
    let url = crate::support::database_in_another_collation();
    let Ok(db) = Db::open(&url) else { panic!("it opens; only migrating is refused") };
    let refused = migrate(&mut db.connection().unwrap(), Direction::Up).unwrap_err().to_string();
    assert!(refused.contains("LC_COLLATE 'C'"), "{refused}");
}
