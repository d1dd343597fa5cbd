//! Everything that Hapur is made of may be used by anybody, without the duties of the GPL.
use serde_json::Value;
use std::process::Command;

/// SPDX identifiers that Hapur may depend on. The MPL binds only its own files.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PostgreSQL",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether an SPDX expression leaves a choice that is allowed. `AND` binds more tightly than `OR`; old crates write `/`.
fn allows(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest) && rest.is_empty()
}

fn any(rest: &mut &[&str]) -> bool {
    let mut allowed = all(rest);
    while next_is(rest, "OR") {
        allowed |= all(rest);
    }
    allowed
}

fn all(rest: &mut &[&str]) -> bool {
    let mut allowed = one(rest);
    while next_is(rest, "AND") {
        allowed &= one(rest);
    }
    allowed
}

fn one(rest: &mut &[&str]) -> bool {
    if next_is(rest, "(") {
        let allowed = any(rest);
        return next_is(rest, ")") && allowed;
    }
    let Some((licence, behind)) = rest.split_first() else { return false };
    *rest = behind;
    if !next_is(rest, "WITH") {
        return ALLOWED.contains(licence);
    }
    let Some((exception, behind)) = rest.split_first() else { return false };
    *rest = behind;
    ALLOWED.contains(&format!("{licence} WITH {exception}").as_str())
}

fn next_is(rest: &mut &[&str], word: &str) -> bool {
    let is = rest.first() == Some(&word);
    if is {
        *rest = &rest[1..];
    }
    is
}

#[test]
fn a_licence_is_read_as_spdx_means_it() {
    for fine in ["MIT", "MIT/Apache-2.0", "GPL-3.0 OR MIT", "(MIT OR GPL-2.0) AND Unicode-3.0", "Apache-2.0 WITH LLVM-exception OR GPL-2.0"]
    {
        assert!(allows(fine), "{fine}");
    }
    for bad in ["", "GPL-3.0-only", "MIT AND GPL-3.0", "(MIT", "MIT)", "LGPL-2.1", "AGPL-3.0", "MIT WITH x", "MIT Apache-2.0"] {
        assert!(!allows(bad), "{bad}");
    }
}

#[test]
fn every_dependency_may_be_used_without_the_gpl() {
    let mut cargo = Command::new(env!("CARGO"));
    // Not offline: what is only for other systems is on no machine until cargo is asked about it.
    cargo.args(["metadata", "--locked", "--format-version", "1"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let asked = cargo.output().unwrap();
    assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
    let metadata: Value = serde_json::from_slice(&asked.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 100, "only {} packages", packages.len());
    let offends = |package: &&Value| !package["license"].as_str().is_some_and(allows);
    let named = |package: &Value| format!("{} {}: {}", package["name"], package["version"], package["license"]);
    let offenders: Vec<_> = packages.iter().filter(offends).map(named).collect();
    assert!(offenders.is_empty(), "{offenders:#?}");
}
