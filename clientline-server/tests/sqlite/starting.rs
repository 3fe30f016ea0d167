//! Starts that fail: each says in a sentence what is wrong, where, and what to do.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::Stdio,
};

use crate::kit::{Place, program};

/// How a start ends with these arguments, and what it says then.
fn said(place: &Place, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = program(place);
    command.args(arguments).envs(environment.iter().copied());
    let ended = command.output().unwrap();
    assert!(!ended.status.success(), "{arguments:?} starts: {ended:?}");
    String::from_utf8(ended.stderr).unwrap()
}

#[test]
fn a_wrong_file_is_told_by_its_line_and_what_to_write() {
    let place = Place::make();
    for (file, told) in [
        (
            "demo = false\nlistne = \"x\"",
            "wrong.toml, line 2: there is no setting `listne`; is `listen` meant?",
        ),
        (
            "connections = \"many\"",
            "wrong.toml, line 1: `connections` can't be \"many\"; write a whole number from 1 on",
        ),
        (
            "listen = \"127.0.0.1\"",
            "wrong.toml, line 1: `listen`: an address has a port, such as 127.0.0.1:8000",
        ),
        ("[server]", "wrong.toml, line 1: settings stand in no section"),
        ("listen = \"x", "wrong.toml, line 1: this is no TOML"),
    ] {
        fs::write(place.folder().join("wrong.toml"), file).unwrap();
        let said = said(&place, &["--config", "wrong.toml"], &[]);
        assert!(said.starts_with(&format!("clientline-server: {told}")), "{file}: {said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
    let said = said(&place, &["--config", "none.toml"], &[]);
    assert!(
        said.contains("there is no none.toml; `clientline-server config > none.toml`"),
        "{said}"
    );
}

#[test]
fn a_wrong_value_of_the_environment_is_told_with_its_name() {
    let place = Place::make();
    let variable = [("CLIENTLINE_CONNECTIONS", "many")];
    let said = said(&place, &[], &variable);
    assert!(said.contains("write a whole number from 1 on"), "{said}");
    assert!(said.contains("the environment says so, in CLIENTLINE_CONNECTIONS"), "{said}");
}

#[test]
fn an_argument_that_is_wrong_is_not_said_to_be_of_the_environment() {
    let place = Place::make();
    let said = said(&place, &["--connections=none"], &[("CLIENTLINE_CONNECTIONS", "9")]);
    assert!(said.contains("from 1 on") && !said.contains("the environment"), "{said}");
}

#[test]
fn a_place_that_is_no_database_is_told_with_what_to_name() {
    let place = Place::make();
    fs::write(place.folder().join("letter.db"), "Dear Ana,\n".repeat(600)).unwrap();
    fs::write(place.folder().join("address"), "postgres://ana:se@cret@[db").unwrap();
    for (arguments, told) in [
        (&["--database", "sqlite:."][..], ". is a directory; name a file in it, such as sqlite:./"),
        (&["--database", "sqlite:letter.db"], "not a database; name another file, or restore"),
        (&["--database", "sqlite:away/own.db"], "is not there; to make a new database, add"),
        (&["--database", "mysql://db"], "a database is given as `sqlite:<file>` or `postgres://"),
        (&["--database-file", "address"], "write postgres://user:password@host:5432/name"),
        (&["--database", "postgres://ana@127.0.0.1:1/x"], "`psql` tells, with the same address"),
    ] {
        let said = said(&place, arguments, &[]);
        assert!(said.contains(told), "{arguments:?}: {said}");
        assert!(!said.contains("cret"), "{said}");
    }
}

#[test]
fn a_line_of_the_dotenv_file_that_is_none_is_not_repeated() {
    let place = Place::make();
    fs::write(place.folder().join(".env"), "CLIENTLINE_DEMO=false\nPASSWORD=\"sesame\n").unwrap();
    let said = said(&place, &[], &[]);
    assert!(said.contains("each line is NAME=value"), "{said}");
    assert!(!said.contains("sesame"), "{said}");
}

#[test]
fn an_organization_that_is_not_there_is_told_by_its_slug() {
    let place = Place::make();
    for command in [
        &["import", "--organization", "nobody", "."][..],
        &["organization", "deactivate", "nobody"],
    ] {
        let said =
            said(&place, &[&["--database", "sqlite:own.db", "--create"], command].concat(), &[]);
        assert!(
            said.contains("there is no organization `nobody`; `organization list` names"),
            "{said}"
        );
    }
}

#[test]
fn a_server_that_listens_everywhere_is_shown_where_a_browser_reaches_it() {
    let place = Place::make();
    let mut command = program(&place);
    command.args(["--listen", "0.0.0.0:0", "--demo", "--database", "sqlite:own.db"]);
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
    let link = said.nth(1).unwrap().unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(link.starts_with("desk: http://127.0.0.1:"), "{link}");
}
