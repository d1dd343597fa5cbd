//! Small numbers are withheld: where one to four comments make a cell of a table, the cell could tell who they are. So
//! that nobody finds it out by subtracting the others from the total, or by knowing these rules, further cells are
//! withheld with them.
//!
//! Why nobody can tell: the rules look at numbers and never at places, so any two withheld cells could stand in each
//! other's place. And where all withheld cells are equal, one of them could be one more and another one less: that is why
//! [`given_away`] holds for the lowest and highest *two* sums, not for one.

/// The smallest number that is told (besides 0).
pub const SMALLEST: i64 = 5;

/// The same cells, the small ones and those that would give them away as `None`.
pub fn withheld(cells: &[i64]) -> Vec<Option<i64>> {
    let mut told: Vec<Option<i64>> = cells.iter().map(|count| Some(*count).filter(|count| *count == 0 || *count >= SMALLEST)).collect();
    if let Some(next) = next_to_withhold(&told).filter(|_| given_away(cells, &told)) {
        told.iter_mut().filter(|cell| **cell == Some(next)).for_each(|cell| *cell = None);
    }
    told
}

/// Whether the total and what is told leave too little choice for what is not.
fn given_away(cells: &[i64], told: &[Option<i64>]) -> bool {
    let hidden: Vec<i64> = cells.iter().zip(told).filter(|(_, told)| told.is_none()).map(|(count, _)| *count).collect();
    let sum: i64 = hidden.iter().sum();
    let how_many = hidden.len() as i64;
    let lowest = how_many;
    let highest = how_many * (SMALLEST - 1);
    match how_many {
        0 => false,
        1 => true,
        _ => sum <= lowest + 1 || (highest - 1..=highest).contains(&sum),
    }
}

/// The smallest number told that is not 0; if there is none, 0. All cells that show it are withheld: to take one of them
/// would tell by its place that it is the larger one.
fn next_to_withhold(told: &[Option<i64>]) -> Option<i64> {
    told.iter().flatten().copied().min_by_key(|count| (*count == 0, *count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_small_is_told_and_nothing_large_is_withheld_without_need() {
        assert_eq!(withheld(&[0, 5, 6]), [Some(0), Some(5), Some(6)]);
        assert_eq!(withheld(&[2, 3, 9]), [None, None, Some(9)]);
        assert_eq!(withheld(&[]), []);
    }

    #[test]
    fn one_small_cell_takes_the_next_larger_with_it() {
        assert_eq!(withheld(&[3, 20, 9, 0]), [None, Some(20), None, Some(0)]);
    }

    #[test]
    fn small_cells_that_must_be_equal_take_another_with_them() {
        assert_eq!(withheld(&[1, 1, 9, 20]), [None, None, None, Some(20)]);
        assert_eq!(withheld(&[4, 4, 9, 20]), [None, None, None, Some(20)]);
    }

    #[test]
    fn where_all_else_is_empty_the_empty_cells_are_withheld_too() {
        assert_eq!(withheld(&[3, 0, 0]), [None, None, None]);
    }

    #[test]
    fn equal_cells_are_withheld_together() {
        assert_eq!(withheld(&[5, 5, 4, 6]), [None, None, None, Some(6)]);
    }

    /// Every table of so many cells with numbers from 0 to `highest`.
    fn tables(cells: u32, highest: i64) -> impl Iterator<Item = Vec<i64>> {
        let base = highest + 1;
        (0..base.pow(cells)).map(move |way| (0..cells).map(|place| way / base.pow(place) % base).collect())
    }

    /// Not one table of two to four cells, up to well over the largest small number, can be told from what is shown of it.
    #[test]
    fn whoever_knows_the_total_and_these_rules_still_cannot_tell() {
        for cells in 2..=4 {
            let mut seen = std::collections::HashMap::<(i64, Vec<Option<i64>>), Vec<Vec<i64>>>::new();
            for table in tables(cells, 11) {
                seen.entry((table.iter().sum(), withheld(&table))).or_default().push(table);
            }
            for ((_, told), tables) in seen {
                assert!(!told.contains(&None) || tables.len() > 1, "{tables:?} {told:?}");
            }
        }
    }
}
