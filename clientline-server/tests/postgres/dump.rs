//! A database as a text that makes it, for people to read and for tests to keep.

use std::process::Command;

/// What the text starts with: the role belongs to the server, and no dump of a database
/// has it.
const HEAD: &str = "DO $$ BEGIN
  CREATE ROLE clientline_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
SET LOCAL check_function_bodies = false;
SELECT set_config('search_path', '', true);
";

/// Writes the text, by the server's own program.
pub(crate) fn dump(url: &str) -> String {
    let rows = ["--inserts", "--rows-per-insert=1000", "--no-owner"];
    let dumped = Command::new("pg_dump").args(rows).arg(url).output().unwrap();
    assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
    let text = String::from_utf8(dumped.stdout).unwrap();
    // Settings and notes of one release of the program, and blank lines around them. What
    // stands between two marks is the body of a function, and stays as it is.
    let mut is_body = false;
    let is_ours = |line: &&str| {
        let noise = ["--", "SET ", "SELECT pg_catalog.set_config(", "COMMENT ON EXTENSION", "\\"];
        let is_noise = line.is_empty() || noise.iter().any(|start| line.starts_with(start));
        let is_kept = is_body || !is_noise;
        is_body ^= line.matches("$$").count() % 2 == 1;
        is_kept
    };
    let lines: Vec<&str> = text.lines().filter(is_ours).collect();
    format!("{HEAD}{}\n", lines.join("\n"))
}
