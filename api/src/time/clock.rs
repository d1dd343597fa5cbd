//! The clock that is handed to everything that asks for the time, so that tests can turn it by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{NaiveDate, Utc};

use super::Moment;

/// Tells the time. Clones of one clock show the same time.
#[derive(Clone, Debug)]
pub struct Clock(Hands);

#[derive(Clone, Debug)]
enum Hands {
    System,
    Turned(Arc<AtomicI64>),
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Hands::System)
    }

    /// A clock that stands at `moment` until somebody turns it: for tests.
    pub fn at(moment: Moment) -> Self {
        Self(Hands::Turned(Arc::new(AtomicI64::new(moment.millis()))))
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        match &self.0 {
            Hands::System => Moment::from_millis(Utc::now().timestamp_millis()),
            Hands::Turned(millis) => Moment::from_millis(millis.load(Ordering::SeqCst)),
        }
    }

    /// Which day it is in Kosovo.
    pub fn today(&self) -> NaiveDate {
        self.now().civil_day()
    }

    /// Turns a clock made with [`Clock::at`] forward. The machine's clock cannot be turned and stays as it is.
    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }

    /// Sets a clock made with [`Clock::at`]. The machine's clock cannot be set and stays as it is.
    pub fn set(&self, moment: Moment) {
        if let Hands::Turned(millis) = &self.0 {
            millis.store(moment.millis(), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clone_of_a_turned_clock_shows_the_same_time() {
        let clock = Clock::at(Moment::from_millis(1_000));
        let other = clock.clone();
        clock.advance(Duration::from_secs(60));
        assert_eq!(other.now(), Moment::from_millis(61_000));
        other.set(Moment::from_millis(5));
        assert_eq!(clock.now(), Moment::from_millis(5));
    }

    #[test]
    fn the_day_changes_at_midnight_in_kosovo_and_not_in_greenwich() {
        let clock = Clock::at("2026-11-23T22:59:59.999Z".parse().unwrap());
        assert_eq!(clock.today().to_string(), "2026-11-23");
        clock.advance(Duration::from_millis(1));
        assert_eq!(clock.today().to_string(), "2026-11-24");
    }

    #[test]
    fn the_clock_of_the_machine_goes_on_by_itself_and_is_not_turned() {
        let clock = Clock::system();
        let before = clock.now();
        clock.set(Moment::from_millis(0));
        assert!(clock.now() >= before);
    }
}
