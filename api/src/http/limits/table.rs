//! A memory of fixed size for one moment about each of many: no lock, no growth. Where too many come at once, the one who
//! needs it least is forgotten, which errs on the side of letting somebody in.
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Places where one name may be kept.
const WAYS: usize = 4;
/// Together 32,768 places, a quarter of a megabyte.
const BUCKETS: usize = 8_192;
/// Milliseconds since 1970 until the year 2109.
const MOMENT_BITS: u32 = 42;
const MOMENT: u64 = (1 << MOMENT_BITS) - 1;

/// Each place holds the end of a name and a moment in one word.
pub(super) struct Table(Box<[AtomicU64]>);

impl Default for Table {
    fn default() -> Self {
        Self((0..BUCKETS * WAYS).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Table {
    /// Puts what `turn` makes of the moment that is kept under this name (0 if there is none), unless that is nothing.
    pub(super) fn turn(&self, name: u64, mut turn: impl FnMut(u64) -> Option<u64>) {
        let (tag, bucket) = (name >> MOMENT_BITS, (name & MOMENT) as usize % BUCKETS);
        let places = &self.0[bucket * WAYS..(bucket + 1) * WAYS];
        loop {
            let Some((place, there)) = place_of(tag, places) else { return };
            let known = if there >> MOMENT_BITS == tag { there & MOMENT } else { 0 };
            let Some(next) = turn(known) else { return };
            let word = tag << MOMENT_BITS | next & MOMENT;
            if place.compare_exchange(there, word, Relaxed, Relaxed).is_ok() {
                return;
            }
        }
    }
}

/// The place of this name, or the one whose moment is the earliest.
fn place_of(tag: u64, places: &[AtomicU64]) -> Option<(&AtomicU64, u64)> {
    let words = places.iter().map(|place| (place, place.load(Relaxed)));
    words.min_by_key(|(_, word)| (word >> MOMENT_BITS != tag || *word == 0, word & MOMENT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_disturb_each_other_until_there_is_no_room() {
        let table = Table::default();
        let name = |tag: u64| tag << MOMENT_BITS | 5;
        let read = |tag| {
            let mut found = 0;
            table.turn(name(tag), |known| {
                found = known;
                None
            });
            found
        };
        for tag in 1..=WAYS as u64 {
            table.turn(name(tag), |known| Some(known + 100 + tag));
        }
        assert_eq!((1..=WAYS as u64).map(read).collect::<Vec<_>>(), [101, 102, 103, 104]);
        table.turn(name(9), |known| Some(known + 999));
        assert_eq!((read(9), read(1), read(2)), (999, 0, 102));
    }

    #[test]
    fn a_thousand_at_once_are_a_thousand() {
        let table = Table::default();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..250).for_each(|_| table.turn(77, |known| Some(known + 1))));
            }
        });
        let mut count = 0;
        table.turn(77, |known| {
            count = known;
            None
        });
        assert_eq!(count, 1_000);
    }
}
