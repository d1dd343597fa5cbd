//! A database for each test: a file of its own on SQLite, a copy of a migrated template on PostgreSQL.
use super::postgres;
use diesel::RunQueryDsl;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;
use hapur::db::{Db, Direction, migrate};
use std::path::PathBuf;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

pub struct TestDatabase {
    pub db: Db,
    pub url: String,
    pub folder: tempfile::TempDir,
}

impl TestDatabase {
    pub fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.path().join("hapur.db").display()),
            Kind::Postgres => postgres::own_database(),
        };
        let db = Db::open(&url).unwrap();
        migrate(&mut db.connection().unwrap(), Direction::Up).unwrap();
        Self { db, url, folder }
    }

    /// The bytes of all files of this database: SQLite's file, write-ahead log and shared memory; PostgreSQL's tables and
    /// indexes, once they are on the disk.
    pub fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.place()).unwrap().map(|it| it.unwrap().path());
        files.filter(|path| path.is_file()).flat_map(|path| std::fs::read(path).unwrap()).collect()
    }

    fn place(&self) -> PathBuf {
        if self.db.is_sqlite() {
            return self.folder.path().to_owned();
        }
        let mut conn = self.db.connection().unwrap();
        conn.batch_execute("CHECKPOINT").unwrap();
        let place =
            "SELECT current_setting('data_directory') || '/base/' || oid AS place FROM pg_database WHERE datname = current_database()";
        diesel::sql_query(place).get_result::<Place>(&mut *conn).unwrap().place.into()
    }
}

#[derive(diesel::QueryableByName)]
struct Place {
    #[diesel(sql_type = Text)]
    place: String,
}
