//! The command line.
use crate::accounts::{self, Email, Keys, NewAccount, PasswordHash};
use crate::config::Config;
use crate::error::Code;
use crate::files::FileStore;
use crate::http::Contract;
use crate::import::{self, Options, Source};
use crate::record::Actor;
use crate::{app, db, search, serve};
use anyhow::{Context, anyhow, bail, ensure};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;

/// The public record of Kosovo's Open Government Partnership process.
#[derive(Debug, Parser)]
#[command(name = "hapur", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    config: Config,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the web pages.
    Serve,
    /// Bring the database's schema up to date.
    Migrate,
    /// Take in a folder of content, or the built-in content.
    Import(Import),
    /// Make the search index anew.
    Reindex,
    /// Print the OpenAPI document.
    Openapi,
    /// Manage accounts.
    #[command(subcommand)]
    Admin(Admin),
    /// Manage the secret keys.
    #[command(subcommand)]
    Keys(KeyWork),
}

#[derive(Debug, Subcommand)]
enum KeyWork {
    /// Make a new key for access tokens. Servers use it from their next start on; tokens of the key before stay good until
    /// they expire, within ten minutes.
    Rotate,
}

#[derive(Debug, clap::Args)]
struct Import {
    /// The folder; without it the built-in content.
    folder: Option<PathBuf>,
    /// Only say what would happen.
    #[arg(long)]
    dry_run: bool,
    /// Take the folder's version of this thing although it was edited here (`kind:id`, or the id alone).
    #[arg(long, value_name = "ID")]
    take: Vec<String>,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Make an account; the password comes from standard input.
    Create {
        /// What the person signs in with.
        #[arg(long)]
        email: String,
        /// What the person may do; may stand more than once.
        #[arg(long = "role", value_parser = ["admin", "editor", "moderator"], required_unless_present = "first")]
        roles: Vec<String>,
        /// The id of the organization in whose name the person answers.
        #[arg(long)]
        organization: Option<String>,
        /// Only if there is no account yet: one with all roles, whose password is made up and printed once.
        #[arg(long)]
        first: bool,
    },
    /// Print a code with which somebody sets a new password at `POST /auth/password/reset` within 15 minutes: for when no
    /// other administrator can issue one.
    Reset {
        /// What the person signs in with.
        #[arg(long)]
        email: String,
        /// Take the second factor away too: the device and all recovery codes are lost.
        #[arg(long)]
        without_second_factor: bool,
    },
}

/// Does what the command line says.
///
/// # Errors
/// Whatever went wrong, for people to read.
pub async fn run() -> anyhow::Result<()> {
    let Cli { command, config } = Cli::parse();
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => migrate(&config),
        Command::Import(import) => take_in(&config, import).await,
        Command::Reindex => reindex(&config).await,
        Command::Openapi => print(&serde_json::to_string_pretty(&app::document())?),
        Command::Keys(KeyWork::Rotate) => print(&format!("The key {} signs from the next start on.", Keys::rotate(&config.keys())?)),
        Command::Admin(Admin::Reset { email, without_second_factor }) => reset(&config, &email, without_second_factor).await,
        Command::Admin(Admin::Create { email, first: true, .. }) => first_admin(&config, &email).await,
        Command::Admin(Admin::Create { email, roles, organization, .. }) => admin(&config, &email, &roles, organization).await,
    }
}

fn migrate(config: &Config) -> anyhow::Result<()> {
    config.prepare()?;
    let ran = db::migrate(&mut *db::Db::open(&config.database())?.connection()?, db::Direction::Up)?;
    match ran.as_slice() {
        [] => print("The schema is up to date."),
        ran => print(&format!("Ran {}.", ran.join(", "))),
    }
}

async fn take_in(config: &Config, import: Import) -> anyhow::Result<()> {
    let record = serve::record(serve::open(config)?);
    let source = import.folder.map_or(Source::BuiltIn, Source::Folder);
    let options = Options { dry_run: import.dry_run, take: import.take, ..Options::default() };
    let contract = Contract::of(&app::document())?;
    let report = import::run(&record, &FileStore::at(&config.files())?, &contract, &source, options).await?;
    print(&report.to_string())?;
    ensure!(!report.is_refused(), "nothing was changed");
    Ok(())
}

async fn reindex(config: &Config) -> anyhow::Result<()> {
    let record = serve::record(serve::open(config)?);
    let things = search::rebuild(&record, &FileStore::at(&config.files())?).await?;
    print(&format!("{things} things can be found."))
}

async fn first_admin(config: &Config, email: &str) -> anyhow::Result<()> {
    let record = serve::record(serve::open(config)?);
    match accounts::first_admin(&record, email).await? {
        Some(password) => print(&format!("The first admin is {email}, with the password {password} (it is shown only now)")),
        None => print("There is an account already."),
    }
}

async fn admin(config: &Config, email: &str, roles: &[String], organization: Option<String>) -> anyhow::Result<()> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).context("the password comes from standard input")?;
    let new = NewAccount {
        email: Email::parse(email)?,
        roles: roles.iter().map(|role| role.parse().map_err(|e| anyhow!("{e}"))).collect::<anyhow::Result<_>>()?,
        organization,
        display_name: None,
        password: Some(PasswordHash::of(password.trim_end_matches(['\r', '\n']))?),
    };
    let record = serve::record(serve::open(config)?);
    record.commit(Actor::system(), move |tx| Ok(accounts::create_account(tx, new)?.map(drop))).await?;
    print(&format!("{email} can sign in now."))
}

async fn reset(config: &Config, email: &str, without_second_factor: bool) -> anyhow::Result<()> {
    let record = serve::record(serve::open(config)?);
    let code = match accounts::last_resort(&record, &Email::parse(email)?, without_second_factor).await {
        Err(error) if error.code == Code::NotFound => bail!("nobody signs in with {email}"),
        code => code?,
    };
    print(&format!("Until {} {email} can set a password with the code {} (it is shown only now)", code.expires_at, code.code))
}

fn print(text: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{text}")?)
}
