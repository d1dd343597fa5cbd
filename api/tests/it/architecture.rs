//! The house rules, proven: who may use whom, who may write what, how long things may be. Reads the sources as text.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the top to the bottom: a folder uses only what stands on a lower floor. Slices of one floor use each other only
/// downwards in this list, so there are no circles.
const FLOORS: &[&[&str]] = &[
    &["main", "cli"],
    &["serve"],
    &["upkeep"],
    &["app", "config"],
    &["site"],
    &["search"],
    &["import"],
    &["statistics"],
    &["moderation_log"],
    &["appeals"],
    &["consultation"],
    &["responses"],
    &["moderation"],
    &["comments"],
    &["intake"],
    &["accounts", "changes", "decisions", "milestones", "documents"],
    &["tracks", "organizations"],
    &["editorial"],
    &["locale"],
    &["http"],
    &["record"],
    &["files"],
    &["time"],
    &["db"],
    &["error"],
    &["language"],
];

/// Names that are no places in the field of the work.
const DRAWERS: &[&str] = &["utils", "util", "helpers", "helper", "common", "core", "services", "service", "misc"];

struct Source {
    path: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
    let mut found = vec![];
    walk(&root, &root, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.push(Source { path: name, text: std::fs::read_to_string(&path).unwrap() });
        }
    }
}

impl Source {
    /// The top folder (or file) that it belongs to.
    fn house(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }
    fn file(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }
    /// The code without tests and comments.
    fn code(&self) -> String {
        let before_tests = self.text.split("#[cfg(test)]").next().unwrap();
        before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }
    /// The houses that it uses, with what it takes from them.
    fn uses(&self) -> BTreeSet<String> {
        let code = self.code();
        let after = code.match_indices("crate::").map(|(at, _)| &code[at + "crate::".len()..]);
        after
            .flat_map(|rest| match rest.strip_prefix('{') {
                Some(group) => first_names(group),
                None => vec![name_at(rest)],
            })
            .collect()
    }
}

fn name_at(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names in `{a, b::{c}, d::e}`.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut expecting) = (0, vec![], true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expecting = true,
            c if expecting && c.is_alphabetic() => {
                names.push(name_at(&group[at..]));
                expecting = false;
            }
            _ => {}
        }
    }
    names
}

fn floor(house: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&house))
}

#[test]
fn a_folder_uses_only_what_stands_below_it() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|source| source.path != "lib.rs") {
        let here = floor(source.house()).unwrap_or_else(|| panic!("{} stands on no floor", source.path));
        for used in source.uses() {
            let allowed = used == source.house() || floor(&used).is_none_or(|there| there > here);
            if !allowed {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_slice_is_used_only_through_its_face() {
    let folders: BTreeSet<_> = sources().iter().filter(|it| it.path.contains('/')).map(|it| it.house().to_owned()).collect();
    let inner = ["routes", "store", "model", "rules"];
    for source in sources() {
        for folder in folders.iter().filter(|folder| *folder != source.house()) {
            for part in inner {
                let reach = format!("crate::{folder}::{part}::");
                assert!(!source.code().contains(&reach), "{} reaches into {reach}", source.path);
            }
        }
    }
}

#[test]
fn routes_know_no_sql_stores_and_rules_know_no_http() {
    for source in sources() {
        let code = source.code();
        match source.file() {
            "routes.rs" | "answers.rs" => assert!(!code.contains("diesel"), "{} imports diesel", source.path),
            "store.rs" => assert!(!code.contains("actix"), "{} imports actix", source.path),
            "rules.rs" => assert!(!code.contains("diesel") && !code.contains("actix"), "{} is not pure", source.path),
            "model.rs" => assert!(!code.contains("actix"), "{} imports actix", source.path),
            _ => {}
        }
    }
}

/// Tables whose rows everybody may read something of; each is written only by the folder named here, inside a `Change`.
const PUBLIC_TABLES: &[(&str, &str)] = &[
    ("record_entries", "record"),
    ("record_head", "record"),
    ("commitment_salts", "record"),
    ("editorial_things", "editorial"),
    ("editorial_references", "editorial"),
    ("comments", "comments"),
    ("comment_counters", "comments"),
    ("moderation_decisions", "moderation"),
    ("appeals", "appeals"),
    ("search_items", "search"),
    ("search_state", "search"),
    ("document_texts", "documents"),
    ("responses", "responses"),
    ("response_delays", "responses"),
];

#[test]
fn only_its_own_folder_writes_a_public_table() {
    for source in sources() {
        let code = source.code();
        for (table, owner) in PUBLIC_TABLES {
            let names = aliases(&code, table);
            let writes = ["insert_into(", "update(", "delete("];
            let written = names.iter().any(|name| writes.iter().any(|write| code.contains(&format!("{write}{name}::table"))));
            assert!(!written || source.house() == *owner, "{} writes {table}, which belongs to {owner}", source.path);
        }
    }
}

/// The table's own name and what `use … as` makes of it.
fn aliases(code: &str, table: &str) -> Vec<String> {
    let words = format!("{table} as ");
    let renamed = code.match_indices(&words).map(|(at, found)| name_at(&code[at + found.len()..]));
    renamed.chain([table.to_owned()]).collect()
}

#[test]
fn only_the_record_appends_and_only_a_commit_stores_a_change() {
    for source in sources().iter().filter(|source| source.house() != "record") {
        let code = source.code();
        for forbidden in ["take_numbers", "record::append", "Change {"] {
            assert!(!code.contains(forbidden), "{} has {forbidden}", source.path);
        }
    }
}

#[test]
fn there_are_no_drawers_no_statics_and_no_unfinished_work() {
    for source in sources() {
        let drawer = source.path.split(['/', '.']).find(|part| DRAWERS.contains(part));
        assert!(drawer.is_none(), "{} is a drawer", source.path);
        let code = source.code();
        for forbidden in ["\nstatic ", "\npub static ", "thread_local!", "lazy_static", "LazyLock", "todo!(", "unimplemented!(", "dbg!("] {
            assert!(!code.contains(forbidden), "{} has {forbidden}", source.path);
        }
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{} does not begin with a sentence", source.path);
    }
}

#[test]
fn files_and_functions_are_short() {
    let mut lengths: Vec<(usize, String)> = sources().iter().map(|it| (it.code().lines().count(), it.path.clone())).collect();
    lengths.sort();
    let (longest, name) = lengths.last().unwrap();
    assert!(*longest <= 300, "{name} has {longest} lines");
    let median = lengths[lengths.len() / 2].0;
    assert!(median <= 80, "the median file has {median} lines");
}

#[test]
fn two_houses_do_not_use_each_other() {
    let mut uses = BTreeMap::<String, BTreeSet<String>>::new();
    for source in sources() {
        uses.entry(source.house().to_owned()).or_default().extend(source.uses());
    }
    for (house, used) in &uses {
        for other in used.iter().filter(|other| *other != house) {
            let back = uses.get(other).is_some_and(|theirs| theirs.contains(house));
            assert!(!back, "{house} and {other} use each other");
        }
    }
}

/// utoipa would take one of two schemas with the same name in silence.
#[test]
fn no_two_schemas_have_the_same_name() {
    let mut names = BTreeMap::<String, Vec<String>>::new();
    for source in sources() {
        let code = source.code();
        let marked = code.match_indices("ToSchema)]").chain(code.match_indices("text_enum! {"));
        for (at, _) in marked {
            let rest = &code[at..];
            let declared = ["pub struct ", "pub enum ", "struct "]
                .iter()
                .filter_map(|word| rest.find(word).map(|found| (found, name_at(&rest[found + word.len()..]))));
            if let Some((_, name)) = declared.min() {
                names.entry(name).or_default().push(source.path.clone());
            }
        }
    }
    let twice: Vec<_> = names.iter().filter(|(name, places)| places.len() > 1 && *name != "$name").collect();
    assert!(twice.is_empty(), "{twice:?}");
}
