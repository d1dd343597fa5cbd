//! Servers as processes of their own: started, timed, weighed.
use super::client::{self, Connection};
use super::postgres::Cluster;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Linux counts CPU time in hundredths of a second.
const TICKS: u64 = 100;

pub struct Place {
    folder: tempfile::TempDir,
    pub url: String,
    cluster: Option<u32>,
}

pub struct Server {
    process: Child,
    pub address: String,
    pub start: Duration,
    cluster: Option<u32>,
}

pub fn sqlite_place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("hapur.db").display());
    Place { folder, url, cluster: None }
}

pub fn postgres_place(cluster: &Cluster) -> Place {
    Place { folder: tempfile::tempdir().unwrap(), url: cluster.url(), cluster: Some(cluster.pid()) }
}

impl Place {
    /// Where the server keeps its files.
    pub fn files(&self) -> String {
        format!("file://{}", self.folder.path().join("files").display())
    }
}

impl Server {
    pub fn start(place: &Place) -> Self {
        Self::start_with(place, &[("HAPUR_LIMITS", "off"), ("HAPUR_CHALLENGE", "off")])
    }

    /// As operators have it; clients say in `X-Forwarded-For` where they come from.
    pub fn start_with_defences(place: &Place) -> Self {
        Self::start_with(place, &[("HAPUR_TRUSTED_PROXIES", "127.0.0.1")])
    }

    fn start_with(place: &Place, settings: &[(&str, &str)]) -> Self {
        let mut command = pinned(env!("CARGO_BIN_EXE_hapur"));
        command.arg("serve").env("HAPUR_BIND", "127.0.0.1:0").env("HAPUR_DATA_DIR", place.folder.path());
        command.env("HAPUR_DATABASE_URL", &place.url).env("HAPUR_LOG", "error").envs(settings.iter().copied());
        Self::run(command, place.cluster)
    }

    pub fn ceiling(size: usize) -> Self {
        let mut command = pinned(&std::env::current_exe().unwrap().display().to_string());
        command.arg("--ceiling").env("CEILING_SIZE", size.to_string());
        Self::run(command, None)
    }

    fn run(mut command: Command, cluster: Option<u32>) -> Self {
        let begun = Instant::now();
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
        Connection::open(&address).ask(&client::get("/api/v1/changes"));
        Self { process, address, start: begun.elapsed(), cluster }
    }

    pub fn get(&self, path: &str) -> Vec<u8> {
        let (status, body) = Connection::open(&self.address).ask(&client::get(path));
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        body
    }

    /// Resident memory in megabytes.
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// CPU time so far, with that of PostgreSQL's processes.
    pub fn cpu(&self) -> Duration {
        let own = ticks(self.process.id());
        let others: u64 = self.cluster.map_or(0, |root| children(root).into_iter().map(ticks).sum::<u64>() + ticks(root));
        Duration::from_millis((own + others) * 1000 / TICKS)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status());
        drop(self.process.wait());
    }
}

/// On the first core, so that the clients have the other; where there is no `taskset`, wherever.
fn pinned(program: &str) -> Command {
    let taskset = Command::new("taskset").arg("--version").stdout(Stdio::null()).status().is_ok_and(|it| it.success());
    if !taskset {
        return Command::new(program);
    }
    let mut command = Command::new("taskset");
    command.args(["-c", "0", program]);
    command
}

fn stat(pid: u32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let behind_name = text.rsplit(')').next()?.to_owned();
    Some(behind_name.split_whitespace().map(ToOwned::to_owned).collect())
}

fn ticks(pid: u32) -> u64 {
    stat(pid).map_or(0, |fields| fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap())
}

fn children(parent: u32) -> Vec<u32> {
    let all = std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    all.filter(|pid| stat(*pid).is_some_and(|fields| fields[1] == parent.to_string())).collect()
}
