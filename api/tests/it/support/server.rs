//! The real program in a process of its own, on a free port, as an operator would run it.
use super::Kind;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Server {
    process: Child,
    pub address: String,
    agent: ureq::Agent,
}

/// What a server needs to be started again: its folder and its database.
pub struct Place {
    pub folder: tempfile::TempDir,
    pub url: String,
}

#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub body: Value,
    pub replayed: bool,
}

impl Place {
    pub fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match kind {
            Kind::Sqlite => format!("sqlite://{}", folder.path().join("hapur.db").display()),
            Kind::Postgres => super::empty_database(),
        };
        Self { folder, url }
    }

    pub fn command(&self) -> Command {
        program(self.folder.path(), &self.url)
    }

    /// Makes an account with all roles; only once for each place.
    pub fn make_admin(&self) {
        let mut command = self.command();
        command.args(["admin", "create", "--email", "a@example.org", "--role", "admin", "--role", "editor", "--role", "moderator"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"a long password for tests\n").unwrap();
        assert!(child.wait().unwrap().success());
    }

    pub fn serve(&self) -> Server {
        self.serve_with(|_| ())
    }

    /// Serves with other settings.
    pub fn serve_with(&self, set: impl FnOnce(&mut Command)) -> Server {
        let mut command = self.command();
        set(&mut command);
        let mut process = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().find(|word| word.starts_with("http://")).expect("the address").to_owned();
        let config = ureq::Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(30))).build();
        Server { process, address, agent: config.into() }
    }
}

fn program(folder: &Path, url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hapur"));
    command.env("HAPUR_BIND", "127.0.0.1:0").env("HAPUR_DATA_DIR", folder).env("HAPUR_DATABASE_URL", url);
    command.env("HAPUR_LIMITS", "off").env("HAPUR_CHALLENGE", "off").env("HAPUR_LOG", "error");
    command
}

impl Server {
    pub fn get(&self, path: &str) -> Option<Reply> {
        reply(self.agent.get(format!("{}{path}", self.address)).call())
    }

    pub fn get_with(&self, path: &str, name: &str, value: &str) -> Option<Reply> {
        reply(self.agent.get(format!("{}{path}", self.address)).header(name, value).call())
    }

    /// Reads what it tells for as long as it does, line by line.
    pub fn follow(&self, path: &str, authorization: &str) -> impl Iterator<Item = String> + use<> {
        let request = self.agent.get(format!("{}{path}", self.address)).header("Authorization", authorization);
        BufReader::new(request.call().unwrap().into_body().into_reader()).lines().map_while(Result::ok)
    }

    pub fn post(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Option<Reply> {
        let mut request = self.agent.post(format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        reply(request.send_json(body))
    }

    pub fn sign_in(&self) -> String {
        let body = json!({"email": "a@example.org", "password": "a long password for tests"});
        let signed = self.post("/api/v1/auth/login", &body, &[]).unwrap();
        format!("Bearer {}", signed.body["access_token"].as_str().unwrap())
    }

    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Asks it to stop, and answers how it ended.
    pub fn stop(mut self) -> i32 {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.process.wait().unwrap().code().unwrap_or(-1)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// None if the connection broke off: the server may have been killed, and nothing is known.
fn reply(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<Reply> {
    let mut answer = answer.ok()?;
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned();
    let replayed = header("idempotent-replayed") == "true";
    let status = answer.status().as_u16();
    let text = answer.body_mut().read_to_string().ok()?;
    Some(Reply { status, body: serde_json::from_str(&text).unwrap_or(Value::Null), replayed })
}
