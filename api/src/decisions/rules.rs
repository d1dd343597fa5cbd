//! What relations of decisions may not be. Pure.
use super::Relation;
use std::collections::{BTreeMap, BTreeSet};

/// The places of the relations that `id` may not have, and why: to itself, or backwards in a circle.
///
/// `edges` are the backward relations that stand in the record; those of `id` itself are about to be replaced.
pub fn impossible(id: &str, relations: &[Relation], edges: &[(String, String)]) -> Vec<(usize, &'static str)> {
    let mut onward = BTreeMap::<&str, Vec<&str>>::new();
    for (from, to) in edges.iter().filter(|(from, _)| from != id) {
        onward.entry(from).or_default().push(to);
    }
    let wrong = |relation: &Relation| match relation.decision.as_str() {
        other if other == id => Some("itself"),
        other if relation.relation.looks_back() && reaches(other, id, &onward) => Some("circle"),
        _ => None,
    };
    relations.iter().enumerate().filter_map(|(at, relation)| Some((at, wrong(relation)?))).collect()
}

fn reaches(from: &str, to: &str, onward: &BTreeMap<&str, Vec<&str>>) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(next) = open.pop() {
        if next == to {
            return true;
        }
        if seen.insert(next) {
            open.extend(onward.get(next).into_iter().flatten());
        }
    }
    false
}

/// The places of what was named before.
pub fn twice<T: PartialEq>(named: &[T]) -> Vec<usize> {
    (0..named.len()).filter(|at| named[..*at].contains(&named[*at])).collect()
}

/// Whether a number such as `06/86` says the same as item and meeting, where these are known.
pub fn number_fits(number: &str, item: Option<i64>, meeting: Option<i64>) -> bool {
    let Some((first, second)) = number.split_once('/') else { return false };
    let same = |text: &str, known: Option<i64>| known.is_none_or(|known| text.parse() == Ok(known));
    same(first, item) && same(second, meeting)
}

#[cfg(test)]
mod tests {
    use super::super::RelationKind;
    use super::*;
    use proptest::prelude::*;

    fn amends(id: &str) -> Relation {
        Relation { relation: RelationKind::Amends, decision: id.into() }
    }

    fn edge(from: &str, to: &str) -> (String, String) {
        (from.into(), to.into())
    }

    #[test]
    fn nothing_amends_itself_or_what_amends_it() {
        let edges = [edge("b", "c"), edge("c", "a"), edge("a", "x")];
        assert_eq!(impossible("a", &[amends("x"), amends("b"), amends("a")], &edges), [(1, "circle"), (2, "itself")]);
        assert_eq!(impossible("b", &[amends("c")], &edges), []);
        let prepares = Relation { relation: RelationKind::Prepares, decision: "b".into() };
        assert_eq!(impossible("a", &[prepares], &edges), []);
    }

    #[test]
    fn a_circle_elsewhere_ends_the_search_all_the_same() {
        assert_eq!(impossible("a", &[amends("x")], &[edge("x", "y"), edge("y", "x")]), []);
    }

    #[test]
    fn a_number_is_item_and_meeting() {
        assert!(number_fits("06/86", Some(6), Some(86)) && number_fits("06/86", None, Some(86)) && number_fits("06/86", None, None));
        assert!(!number_fits("06/86", Some(86), Some(6)) && !number_fits("06/86", None, Some(85)));
    }

    proptest! {
        #[test]
        fn whatever_is_let_through_one_by_one_never_runs_in_a_circle(wishes in proptest::collection::vec((0..8u8, 0..8u8), 0..40)) {
            let mut edges: Vec<(String, String)> = vec![];
            for (from, to) in wishes.into_iter().map(|(from, to)| (from.to_string(), to.to_string())) {
                let mut own: Vec<_> = edges.iter().filter(|(it, _)| *it == from).map(|(_, to)| amends(to)).collect();
                own.push(amends(&to));
                if impossible(&from, &own, &edges).is_empty() {
                    edges.push((from, to));
                }
            }
            // A graph without circles can be taken apart from its ends.
            while let Some(at) = edges.iter().position(|(_, to)| edges.iter().all(|(from, _)| from != to)) {
                edges.swap_remove(at);
            }
            prop_assert!(edges.is_empty());
        }
    }
}
