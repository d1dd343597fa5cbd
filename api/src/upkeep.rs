//! What has to happen by itself as time goes by.
use crate::accounts::forget_old_sessions;
use crate::documents::sweep_orphans;
use crate::files::FileStore;
use crate::http::forget_old_keys;
use crate::intake::forget_spent;
use crate::moderation::{erase_what_is_old, forget_old_claims};
use crate::record::Record;
use actix_web::web::Data;
use std::time::Duration;

/// Often enough that nothing is kept an hour longer than promised.
const PERIOD: Duration = Duration::from_secs(60 * 60);

/// Runs every chore once an hour, as long as the server runs.
pub async fn forever(record: Data<Record>, files: Data<FileStore>) {
    let mut ticks = tokio::time::interval(PERIOD);
    loop {
        ticks.tick().await;
        once(&record, &files).await;
    }
}

/// Runs every chore once. What fails is logged and tried again the next time.
pub async fn once(record: &Record, files: &FileStore) {
    let now = record.clock.now();
    let forgotten = record.db.write(move |conn| forget_old_keys(conn, now)).await;
    report("idempotency keys forgotten", forgotten);
    report("spent challenges forgotten", record.db.write(move |conn| forget_spent(conn, now)).await);
    report("ended sessions forgotten", record.db.write(move |conn| forget_old_sessions(conn, now)).await);
    report("old claims forgotten", record.db.write(move |conn| forget_old_claims(conn, now)).await);
    let erased = erase_what_is_old(record).await;
    let unclean = record.db.is_unclean() || erased.as_ref().is_ok_and(|erased| *erased > 0);
    report("comments erased", erased);
    if unclean {
        report("erased texts overwritten", record.db.overwrite_erased().await.map(|()| 0));
    }
    report("orphaned files swept", sweep_orphans(record, files, now).await);
}

fn report(chore: &str, done: crate::error::Result<usize>) {
    match done {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, chore, "upkeep"),
        Err(error) => tracing::error!(%error, chore, "upkeep failed"),
    }
}
