//! What an attacker would try first. `attacks.txt` lists it, and names for each attack the test that stands for it.
mod files;
mod input;
mod logs;
mod unpublished;

use std::collections::BTreeSet;
use std::process::Command;

const LIST: &str = include_str!("attacks.txt");

/// The tests of this binary, as it names them itself; a story once, though it is told on two databases.
fn tests() -> BTreeSet<String> {
    let said = Command::new(std::env::current_exe().unwrap()).arg("--list").output().unwrap();
    let lines = String::from_utf8(said.stdout).unwrap();
    let names = lines.lines().filter_map(|line| line.strip_suffix(": test"));
    names.map(|name| name.trim_end_matches("::sqlite").trim_end_matches("::postgres").to_owned()).collect()
}

#[test]
fn every_attack_has_a_test_of_its_own_or_says_why_it_has_no_aim() {
    let (there, mut named, mut wrong) = (tests(), BTreeSet::new(), vec![]);
    assert!(there.contains("attacks::every_attack_has_a_test_of_its_own_or_says_why_it_has_no_aim"), "{there:?}");
    for line in LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (attack, answer) = line.split_once(" | ").unwrap_or_else(|| panic!("no answer: {line}"));
        let has_no_aim = answer.strip_prefix("has no aim: ").is_some_and(|why| why.len() > 20);
        if !has_no_aim && !there.contains(answer) {
            wrong.push(format!("{attack}: there is no test {answer}"));
        }
        if !has_no_aim && !named.insert(answer) {
            wrong.push(format!("{attack}: {answer} stands for another attack already"));
        }
    }
    assert!(named.len() > 70 && wrong.is_empty(), "{} attacks\n{}", named.len(), wrong.join("\n"));
}
