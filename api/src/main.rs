//! The `hapur` program.
use tracing_subscriber::EnvFilter;

#[actix_web::main]
async fn main() -> std::process::ExitCode {
    // Whoever sends bytes that are no HTTP is answered 400; the error line that actix writes for each would let them fill the log.
    let said = std::env::var("HAPUR_LOG").unwrap_or_else(|_| "info".into());
    let filter = EnvFilter::new(format!("actix_http::h1=off,{said}"));
    tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter).with_writer(std::io::stderr).init();
    match hapur::cli::run().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(error = %format!("{error:#}"), "hapur failed");
            std::process::ExitCode::FAILURE
        }
    }
}
