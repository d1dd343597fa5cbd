//! The throw-away PostgreSQL cluster of this run (`tests/postgres.sh`). It ends with the process that reads our end of a
//! pipe, however this process ends.
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

struct Cluster {
    socket: String,
    _pipe: std::process::ChildStdin,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static NEXT: AtomicU32 = AtomicU32::new(1);

const SCRIPT: &str = include_str!("../../postgres.sh");
/// Nothing here must outlive a power cut.
const OPTIONS: [&str; 6] = ["-c", "fsync=off", "-c", "max_connections=400", "-c", "autovacuum=off"];

#[expect(clippy::zombie_processes, reason = "the shell must live as long as this process, whose end it waits for")]
fn cluster() -> &'static Cluster {
    CLUSTER.get_or_init(|| {
        use std::io::BufRead;
        let mut command = Command::new("sh");
        let mut shell = command.args(["-c", SCRIPT, "sh"]).args(OPTIONS).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        std::io::BufReader::new(shell.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (socket, _) = line.split_once(' ').expect("PostgreSQL did not start; are its binaries installed?");
        let cluster = Cluster { socket: socket.to_owned(), _pipe: shell.stdin.take().unwrap() };
        migrate_template(&cluster);
        cluster
    })
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=hapur", self.socket)
    }

    fn sql(&self, sql: &str) {
        use diesel::{Connection, connection::SimpleConnection};
        diesel::PgConnection::establish(&self.url("postgres")).unwrap().batch_execute(sql).unwrap();
    }
}

fn migrate_template(cluster: &Cluster) {
    cluster.sql("CREATE DATABASE template_hapur TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
    let db = hapur::db::Db::open(&cluster.url("template_hapur")).unwrap();
    hapur::db::migrate(&mut db.connection().unwrap(), hapur::db::Direction::Up).unwrap();
}

/// A migrated database that nobody else uses.
pub fn own_database() -> String {
    let cluster = cluster();
    let name = format!("story_{}", NEXT.fetch_add(1, Ordering::SeqCst));
    cluster.sql(&format!("CREATE DATABASE {name} TEMPLATE template_hapur"));
    cluster.url(&name)
}

/// An empty database in collation C.
pub fn empty_database() -> String {
    empty("LC_COLLATE 'C' LC_CTYPE 'C'")
}

/// An empty database that sorts by the rules of a language. ICU's collations come with the server, whatever locales the machine has.
pub fn database_in_another_collation() -> String {
    empty("LOCALE_PROVIDER icu ICU_LOCALE 'sq' LOCALE 'C'")
}

fn empty(collation: &str) -> String {
    let cluster = cluster();
    let name = format!("story_{}", NEXT.fetch_add(1, Ordering::SeqCst));
    cluster.sql(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {collation}"));
    cluster.url(&name)
}
