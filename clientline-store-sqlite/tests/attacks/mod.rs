//! Statements that a buggy service might issue, straight at the database and as
//! the application does: the schema must refuse each of them, whatever the code
//! above would have done.
//!
//! Every attack is a test of its own, and runs against both databases: it must be
//! refused by the rule that it names, and the same statement without what is
//! wrong with it must be accepted. Words in braces are written in the words of each
//! database.

mod declared;
mod documents;
mod journals;
mod money;
mod numbers;
mod references;
mod scene;
mod time;
mod values;

pub(crate) use self::scene::scene;
use crate::{
    target::Target,
    world::{id, tenant},
};

/// A statement that must be refused, beside one that must not be.
#[derive(Debug)]
pub(crate) struct Attack {
    table: &'static str,
    wrong: Statement,
    right: Statement,
    refusal: Refusal,
    /// What happens before, rightly.
    before: Option<Statement>,
}

/// What refuses a statement.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    /// The check of a row in which all these words stand.
    Check(&'static str),
    /// The check of an instant, in which this column stands; or that nothing is counted from an
    /// instant beyond all time.
    Instant(&'static str),
    /// A reference from this column to nothing in the tenant.
    Reference(&'static str),
    /// A reference from some other row.
    Referred,
    /// The unique index of this name.
    Unique(&'static str),
    /// The trigger or exclusion of this name.
    Rule(&'static str),
    /// The trigger of one of these names, whichever comes first.
    Rules(&'static str, &'static str),
    /// A column that must have a value.
    Null(&'static str),
    /// The end of the transaction, since the number before a given one is missing.
    Gap,
}

/// A statement about a row of the scene, by its table and number.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    /// Changes the row, and counts its version up unless that is given.
    Update(&'static str, u128, String),
    /// Adds a copy of the row under a new key, with some columns given otherwise.
    Copy(&'static str, u128, Vec<(&'static str, &'static str)>),
    /// Removes the row.
    Delete(&'static str, u128),
}

/// Changes a row of the scene wrongly and rightly.
fn update(table: &'static str, row: u128, wrong: &str, right: &str) -> Attack {
    let [wrong, right] = [wrong, right].map(|set| Statement::Update(table, row, set.to_owned()));
    Attack { table, wrong, right, refusal: Refusal::Check(""), before: None }
}

/// Copies a row of the scene wrongly and rightly.
fn copy(
    table: &'static str,
    row: u128,
    wrong: &[(&'static str, &'static str)],
    right: &[(&'static str, &'static str)],
) -> Attack {
    let [wrong, right] = [wrong, right].map(|given| Statement::Copy(table, row, given.to_vec()));
    Attack { table, wrong, right, refusal: Refusal::Check(""), before: None }
}

/// Removes a row of the scene, while something else may be done with it.
fn delete(table: &'static str, row: u128, right: Statement) -> Attack {
    Attack {
        table,
        wrong: Statement::Delete(table, row),
        right,
        refusal: Refusal::Check(""),
        before: None,
    }
}

/// A change of a row that is none.
fn touch(table: &'static str, row: u128) -> Statement {
    Statement::Update(table, row, "updated_at = updated_at".to_owned())
}

impl Attack {
    /// Says what must refuse the attack.
    fn by(self, refusal: Refusal) -> Self {
        Self { refusal, ..self }
    }

    /// Says what else must be accepted instead.
    fn but(self, right: Statement) -> Self {
        Self { right, ..self }
    }

    /// Says what happens before.
    fn after(self, before: Statement) -> Self {
        Self { before: Some(before), ..self }
    }
}

/// Makes a test of each attack.
macro_rules! attacks {
    ($( $name:ident: $attack:expr, )*) => { $(
        #[tokio::test]
        async fn $name() {
            $crate::attacks::is_withstood($attack).await;
        }
    )* };
}

/// Makes a test of an attack on each column, in a module for its table, and lists
/// the columns.
macro_rules! attacks_on {
    ($attack:ident: $( $table:ident { $( $column:ident $(= $value:expr)? ),* $(,)? } )*) => {
        $( mod $table { $(
            #[tokio::test]
            async fn $column() {
                let (table, column) = (stringify!($table), stringify!($column));
                let value: &[&str] = &[$($value)?];
                let attack = super::$attack(table, column, value.first().copied());
                $crate::attacks::is_withstood(attack).await;
            }
        )* } )*

        const ATTACKED: &[(&str, &str)] = &[$( $(
            (stringify!($table), stringify!($column)),
        )* )*];
    };
}

use {attacks, attacks_on};

/// Runs an attack, and what it is compared with; neither stays.
pub(crate) async fn is_withstood(attack: Attack) {
    let mut target = Target::open().await;
    if let Some(before) = &attack.before {
        let before = text(&mut target, before).await;
        assert_eq!(target.run(&before).await.unwrap(), 1, "{before}");
    }
    let wrong = text(&mut target, &attack.wrong).await;
    match target.attempt(&wrong).await {
        Ok(rows) => panic!("{rows} rows were written by: {wrong}"),
        Err(refused) => {
            let right_reason = target.blames(&refused, attack.table, attack.refusal).await;
            assert!(right_reason, "{wrong}\nwas refused, not by {:?}: {refused:?}", attack.refusal);
        }
    }
    let right = text(&mut target, &attack.right).await;
    match target.attempt(&right).await {
        Ok(rows) => assert_eq!(rows, 1, "{right}"),
        Err(refused) => panic!("{right}\nis nothing wrong: {refused:?}"),
    }
}

/// Writes a statement in the words of a database.
async fn text(target: &mut Target, statement: &Statement) -> String {
    let of_row =
        |table, row| format!("WHERE organization_id = {{mine}} AND id = {{id {table} {row}}}");
    let text = match statement {
        Statement::Delete(table, row) => format!("DELETE FROM {table} {}", of_row(table, *row)),
        Statement::Update(table, row, set) => {
            let counts = if set.contains("version =") { "" } else { ", version = version + 1" };
            format!("UPDATE {table} SET {set}{counts} {}", of_row(table, *row))
        }
        Statement::Copy(table, row, given) => {
            let names = target.columns(table).await;
            let values = names.iter().map(|name| match given.iter().find(|(one, _)| one == name) {
                Some((_, value)) => (*value).to_owned(),
                None if name == "id" => "{new}".to_owned(),
                None if name == "version" => "1".to_owned(),
                None => name.clone(),
            });
            let (values, names) = (values.collect::<Vec<_>>().join(", "), names.join(", "));
            format!(
                "INSERT INTO {table} ({names}) SELECT {values} FROM {table} {}",
                of_row(table, *row)
            )
        }
    };
    translated(&text)
}

/// Writes what stands in braces in the words of a database.
pub(crate) fn translated(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        written.push_str(before);
        let Some((word, behind)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        let words: Vec<&str> = word.split(' ').collect();
        let word = match words.as_slice() {
            ["id", table, row] => Target::id(key(table, row.parse().unwrap())),
            ["theirs", table] => Target::id(key(table, scene::THEIRS)),
            ["the", edge, "of", "time"] => Target::edge(edge).to_owned(),
            ["mine"] => Target::id(tenant(1).0.as_u128()),
            ["other"] => Target::id(tenant(2).0.as_u128()),
            ["date", date] => Target::date(date),
            ["new"] => Target::NEW.to_owned(),
            [number, "microseconds"] => Target::microseconds(number.parse().unwrap()),
            [number, "minutes"] => {
                Target::microseconds(number.parse::<i64>().unwrap() * 60_000_000)
            }
            [number, "letters"] => Target::letters(number.parse().unwrap()),
            _ => format!("{{{word}}}"),
        };
        written.push_str(&word);
        rest = behind;
    }
    written + rest
}

pub(crate) fn key(table: &str, row: u128) -> u128 {
    id::<()>(scene::kind(table), row).uuid().as_u128()
}

/// A refusal's words, for whoever compares them with those of the database.
pub(crate) fn all_words_in(words: &str, text: &str) -> bool {
    words.split(' ').all(|word| text.contains(word))
}
