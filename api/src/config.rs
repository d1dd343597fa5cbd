//! What an operator can set: a flag, or an environment variable of the same name, or the default.
use crate::http::TrustedProxies;
use anyhow::{Context, ensure};
use clap::Args;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;

/// The settings of a running Hapur.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Where to listen.
    #[arg(long, env = "HAPUR_BIND", default_value = "127.0.0.1:8080", global = true)]
    pub bind: SocketAddr,
    /// The folder of everything that must be kept.
    #[arg(long, env = "HAPUR_DATA_DIR", default_value = "./data", global = true)]
    pub data_dir: PathBuf,
    /// sqlite://… or postgres://…; by default hapur.db in the data folder.
    #[arg(long, env = "HAPUR_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,
    /// Where uploaded files lie; by default files/ in the data folder.
    #[arg(long, env = "HAPUR_FILES_URL", global = true)]
    pub files_url: Option<String>,
    /// The secret keys, the same for all instances; by default keys/ in the data folder.
    #[arg(long, env = "HAPUR_KEYS_DIR", global = true)]
    pub keys_dir: Option<PathBuf>,
    /// The built web pages.
    #[arg(long, env = "HAPUR_WEB_DIR", default_value = "web/build", global = true)]
    pub web_dir: PathBuf,
    /// What people type to come here; by default http:// and the address that is listened on.
    #[arg(long, env = "HAPUR_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// What an empty database imports at its first start: a folder, `built-in` or `none`.
    #[arg(long, env = "HAPUR_CONTENT", default_value = "built-in", global = true)]
    pub content: String,
    /// The largest file that an editor can upload, in bytes.
    #[arg(long, env = "HAPUR_UPLOAD_LIMIT", default_value_t = 50 << 20, global = true)]
    pub upload_limit: u64,
    /// Whom people can write to about their data; shown in the privacy notice. Without it that says "not set".
    #[arg(long, env = "HAPUR_CONTACT", global = true)]
    pub contact: Option<String>,
    /// The proxies in front of this server, as networks with commas between them. Only what they say in X-Forwarded-For
    /// is believed.
    #[arg(long, env = "HAPUR_TRUSTED_PROXIES", default_value = "", hide_default_value = true, global = true)]
    pub trusted_proxies: TrustedProxies,
    /// `off` takes comments without the solution of a challenge and at once (for tests and benchmarks).
    #[arg(long, env = "HAPUR_CHALLENGE", default_value = "on", value_parser = ["on", "off"], global = true)]
    pub challenge: String,
    /// `off` lifts the limits on how often somebody may ask or try (for tests and benchmarks).
    #[arg(long, env = "HAPUR_LIMITS", default_value = "on", value_parser = ["on", "off"], global = true)]
    pub limits: String,
}

impl Config {
    /// The database's address.
    pub fn database(&self) -> String {
        self.database_url.clone().unwrap_or_else(|| format!("sqlite://{}", self.data_dir.join("hapur.db").display()))
    }

    /// The file store's address.
    pub fn files(&self) -> String {
        self.files_url.clone().unwrap_or_else(|| format!("file://{}", self.data_dir.join("files").display()))
    }

    /// The folder of the keys.
    pub fn keys(&self) -> PathBuf {
        self.keys_dir.clone().unwrap_or_else(|| self.data_dir.join("keys"))
    }

    /// The address that people type, without a slash at the end.
    pub fn public(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.bind));
        url.trim_end_matches('/').to_owned()
    }

    /// Makes the data folder, and refuses what cannot work.
    ///
    /// # Errors
    /// If the folder cannot be made or the public address is none.
    pub fn prepare(&self) -> anyhow::Result<()> {
        let public = self.public();
        ensure!(public.starts_with("http://") || public.starts_with("https://"), "HAPUR_PUBLIC_URL begins with http:// or https://");
        // What nobody may read yet is in it, and password hashes.
        let folder = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.data_dir);
        folder.with_context(|| format!("the data folder {} cannot be made", self.data_dir.display()))
    }
}
