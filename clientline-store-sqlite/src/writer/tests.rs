//! Tests of a group whose transaction can't go on.

use std::sync::atomic::{AtomicUsize, Ordering};

use clientline_core::{model::Counter, row::ChangeSet, value::Id, value::Timestamp};
use rusqlite::hooks::{AuthContext, Authorization};
use uuid::Uuid;

use super::*;
use crate::{
    connect::{Role, connect},
    migrate::migrate,
};

struct File {
    folder: tempfile::TempDir,
    writer: Connection,
}

impl File {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = connect(&folder.path().join("a.db"), Role::Writer).unwrap();
        migrate(&mut writer).unwrap();
        writer.execute_batch("PRAGMA busy_timeout = 0").unwrap();
        Self { folder, writer }
    }

    fn run(&self, text: &str) {
        self.writer.execute_batch(text).unwrap();
    }

    /// Commits these series as one group, and returns the answers.
    fn commit(&self, series: &[&str]) -> Vec<Verdict> {
        let (jobs, answers): (Vec<_>, Vec<_>) = series.iter().map(|name| job(name)).unzip();
        commit_together(&self.writer, jobs.into_iter(), &Trouble::default());
        answers.into_iter().map(|mut answer| answer.try_recv().unwrap()).collect()
    }

    fn count(&self) -> i64 {
        self.writer.query_row("SELECT count(*) FROM counter", [], |row| row.get(0)).unwrap()
    }
}

fn job(name: &str) -> (Job, oneshot::Receiver<Verdict>) {
    let mut changes = ChangeSet::new(Timestamp::from_micros(0).unwrap());
    let mut bytes = [0; 16];
    bytes[..name.len().min(16)].copy_from_slice(&name.as_bytes()[..name.len().min(16)]);
    let id = Id::from_uuid(Uuid::from_bytes(bytes));
    changes.insert(Counter { id, series: name.to_owned(), next: 1, first_number: 1 });
    let (answer, answered) = oneshot::channel();
    let tenant = TenantId(Uuid::from_u128(1));
    (Job { work: Work::Apply(tenant, changes), answer, _turn: turn(tenant) }, answered)
}

fn turn(tenant: TenantId) -> Turn {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    runtime.block_on(Turns::new(NonZeroUsize::MIN).take(tenant, WAIT_MAX)).unwrap()
}

fn all_unavailable(answers: &[Verdict]) -> bool {
    answers.iter().all(|answer| matches!(answer, Err(Error::Unavailable(_))))
}

#[test]
fn a_group_answers_each_for_itself() {
    let file = File::new();
    let answers = file.commit(&["a", "", "b"]);
    assert!(matches!(answers[..], [Ok(()), Err(Error::Rejected(_)), Ok(())]), "{answers:?}");
    assert_eq!(file.count(), 2);
}

#[test]
fn a_commit_compiles_nothing_that_one_before_it_compiled() {
    let file = File::new();
    // Whoever compiles a statement asks whether it may read and write what it names.
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let count = move |_: AuthContext<'_>| {
        counted.fetch_add(1, Ordering::Relaxed);
        Authorization::Allow
    };
    file.writer.authorizer(Some(count)).unwrap();
    let compiled = |series: &[&str]| {
        let before = asked.load(Ordering::Relaxed);
        assert!(file.commit(series).iter().all(Result::is_ok));
        asked.load(Ordering::Relaxed) - before
    };
    assert!(compiled(&["a"]) > 0);
    assert_eq!(compiled(&["b", "c"]), 0);
    file.writer.flush_prepared_statement_cache();
    assert!(compiled(&["d"]) > 0);
}

#[test]
fn what_the_end_of_the_transaction_refuses_takes_nothing_else_with_it() {
    let file = File::new();
    // A reference that is checked at the end of the transaction alone.
    file.run(
        "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;
         CREATE TABLE two (one INTEGER REFERENCES one DEFERRABLE INITIALLY DEFERRED) STRICT;
         CREATE TRIGGER late AFTER INSERT ON counter WHEN NEW.series = 'late' BEGIN
           INSERT INTO two VALUES (1);
         END;",
    );
    let answers = file.commit(&["a", "", "late", "b"]);
    let [Ok(()), Err(Error::Rejected(_)), Err(Error::Rejected(_)), Ok(())] = answers[..] else {
        panic!("{answers:?}")
    };
    assert_eq!(file.count(), 2);
    assert!(matches!(file.commit(&["late"])[..], [Err(Error::Rejected(_))]));
    assert!(matches!(file.commit(&["c"])[..], [Ok(())]));
}

#[test]
fn while_another_process_writes_the_whole_group_is_refused() {
    let file = File::new();
    let other = Connection::open(file.folder.path().join("a.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(all_unavailable(&file.commit(&["a", "b"])));
    other.execute_batch("ROLLBACK").unwrap();
    assert!(matches!(file.commit(&["a", "b"])[..], [Ok(()), Ok(())]));
}

#[test]
fn a_full_disk_is_unavailable_and_leaves_what_was_there() {
    let file = File::new();
    file.run("PRAGMA max_page_count = 1");
    let long: Vec<String> = (0..200).map(|number| format!("{number:0200}")).collect();
    // The identifier is made of the first letters, so they come first.
    let long: Vec<String> = long.iter().map(|name| name.chars().rev().collect()).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let answers = file.commit(&long);
    let full = |answer: &&Verdict| matches!(answer, Err(Error::Unavailable(_)));
    assert!(answers.iter().filter(full).count() > 0, "{answers:?}");
    let kept = answers.iter().filter(|answer| answer.is_ok()).count();
    assert_eq!(usize::try_from(file.count()).unwrap(), kept);
    file.run("PRAGMA max_page_count = 100000");
    assert!(matches!(file.commit(&["a"])[..], [Ok(())]));
}

#[test]
fn whoever_stopped_waiting_before_their_turn_is_left_out() {
    let file = File::new();
    let (queue, jobs) = channel();
    let (gone, answered) = job("gone");
    drop(answered);
    queue.send(gone).unwrap();
    let (waiting, mut answered) = job("waiting");
    queue.send(waiting).unwrap();
    drop(queue);
    work(&file.writer, &jobs, 10, &Trouble::default());
    assert!(matches!(answered.try_recv(), Ok(Ok(()))));
    assert_eq!(file.count(), 1);
}

#[test]
fn what_was_written_is_in_the_file_itself_once_nobody_writes() {
    let file = File::new();
    let (path, copy) = (file.folder.path().join("a.db"), file.folder.path().join("copy.db"));
    let writer = Writer::start(file.writer, Options::default()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let mut changes = ChangeSet::new(Timestamp::from_micros(0).unwrap());
    let id = Id::from_uuid(Uuid::from_u128(7));
    changes.insert(Counter { id, series: "sale".to_owned(), next: 1, first_number: 1 });
    runtime.block_on(writer.commit(TenantId(Uuid::from_u128(1)), changes)).unwrap();
    // A copy of the file alone, as by `cp`, without the log.
    let is_there = || {
        std::fs::copy(&path, &copy).unwrap();
        let copied = Connection::open(&copy).unwrap();
        copied
            .query_row("SELECT count(*) FROM counter", [], |row| row.get::<_, i64>(0))
            .is_ok_and(|count| count == 1)
    };
    let begun = Instant::now();
    while !is_there() {
        assert!(begun.elapsed() < IDLE * 10, "it is in the log alone");
        thread::sleep(IDLE / 10);
    }
}
