//! Hearing what other processes commit to the same record.
use super::{Record, head};
use crate::db::Ear;
use crate::error::Result;
use std::time::Duration;

impl Record {
    /// Wakes the listeners for the commits of other processes too, as long as there are any: it looks once in this time.
    /// Without listeners it holds no connection.
    pub async fn hear_others(self, every: Duration) {
        let mut ticks = tokio::time::interval(every);
        let mut ear = None;
        loop {
            ticks.tick().await;
            if !self.is_listened_to() {
                ear = None;
                continue;
            }
            ear = self.hear(ear).await.inspect_err(|error| tracing::warn!(%error, "other processes are not heard")).ok();
        }
    }

    /// What was said while there was no ear is found out when there is one.
    async fn hear(&self, ear: Option<Ear>) -> Result<Ear> {
        let (ear, heard) = match ear {
            Some(ear) => ear.listen().await?,
            None => (self.db.ear().await?, true),
        };
        if heard {
            self.tell(self.db.read(head).await?);
        }
        Ok(ear)
    }
}
