//! A throw-away PostgreSQL cluster (`tests/postgres.sh`) with its ordinary, durable settings.
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

const SCRIPT: &str = include_str!("../../tests/postgres.sh");

pub struct Cluster {
    shell: Child,
    socket: String,
    pid: u32,
}

impl Cluster {
    pub fn start() -> Self {
        let mut shell = Command::new("sh")
            .args(["-c", SCRIPT, "sh", "-c", "shared_buffers=512MB"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(shell.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (socket, pid) = line.trim().split_once(' ').expect("PostgreSQL's binaries");
        Self { shell, socket: socket.to_owned(), pid: pid.parse().unwrap() }
    }

    pub fn url(&self) -> String {
        format!("postgres:///postgres?host={}&user=hapur", self.socket)
    }

    /// The process that all others of the cluster belong to.
    pub fn pid(&self) -> u32 {
        self.pid
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        drop(self.shell.wait());
    }
}
