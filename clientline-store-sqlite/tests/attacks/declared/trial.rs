//! How a kind of attack is tried on all that it is about.

use std::collections::BTreeSet;

use clientline_core::row::{Row, Table};

use super::{
    super::translated,
    kinds::{Attack, Kind, Way, prepare},
    rows::{Given, Rows, copy, delete, holds, update},
};
use crate::target::Target;

/// The most ways to give a copy keys of its own that are tried.
const COPIES_MAX: usize = 8;

/// A line of the table `WITH`.
type Line = (&'static str, &'static str, &'static str);
/// A line of the table `WRITTEN`: a kind, a table, a column or a constraint, and a test.
type Written = (Kind, &'static str, &'static str, &'static str);

/// Tries a kind of attack on all that it is about.
pub(super) async fn withstands(kind: Kind, with: &[Line], written: &[Written]) {
    let rows = Rows::of_the_scene();
    let mut target = Target::open().await;
    if kind == Kind::Frozen {
        prepare(&mut target).await;
    }
    let (mut faults, mut shown) = (Vec::new(), BTreeSet::new());
    for attack in kind.attacks(&rows) {
        let about = (attack.table.name, attack.about);
        let names = target.columns(attack.table.name).await;
        let trial = Trial { rows: &rows, names: &names, with };
        match trial.run(&mut target, &attack).await {
            Ok(()) => drop(shown.insert(about)),
            Err(Fault::Accepted(text)) => faults.push(format!("was accepted: {text}")),
            Err(Fault::Hidden(seen)) => {
                let is_written = |line: &&Written| line.0 == kind && (line.1, line.2) == about;
                if !written.iter().any(|line| is_written(&line)) {
                    faults.push(format!("{}.{} is not shown: {seen:#?}", about.0, about.1));
                }
            }
        }
    }
    for (of, table, about, test) in written {
        if *of == kind && shown.contains(&(*table, *about)) {
            faults.push(format!("{table}.{about} needs no {test} by hand"));
        }
    }
    println!("{kind:?}: {shown:?}");
    assert!(faults.is_empty(), "{kind:?}: {}", faults.join("\n"));
    assert!(!shown.is_empty(), "{kind:?} attacks nothing");
}

/// Why an attack showed nothing.
enum Fault {
    /// The database let it pass.
    Accepted(String),
    /// Something else refused it, or its right counterpart, on every row.
    Hidden(Vec<String>),
}

struct Trial<'a> {
    rows: &'a Rows,
    names: &'a [String],
    with: &'a [Line],
}

impl Trial<'_> {
    /// Tries an attack on one row after the other.
    async fn run(&self, target: &mut Target, attack: &Attack) -> Result<(), Fault> {
        let mut seen = Vec::new();
        for row in self.rows.of(attack.table) {
            for (wrong, rights) in self.statements(attack, row) {
                let wrong = translated(&wrong);
                match target.trial(&wrong).await {
                    Ok(0) => continue,
                    Ok(_) => return Err(Fault::Accepted(wrong)),
                    Err(refused) => {
                        if !target.blames(&refused, attack.table.name, attack.refusal).await {
                            seen.push(format!("{wrong}: {refused}"));
                            continue;
                        }
                    }
                }
                if rights.is_empty() {
                    return Ok(());
                }
                for right in rights {
                    let right = translated(&right);
                    match target.trial(&right).await {
                        Ok(1) => return Ok(()),
                        other => seen.push(format!("not even {right}: {other:?}")),
                    }
                }
            }
        }
        seen.truncate(3);
        Err(Fault::Hidden(seen))
    }

    /// Writes the statements that try an attack on a row: what is wrong, beside what is right.
    fn statements(&self, attack: &Attack, row: &Row) -> Vec<(String, Vec<String>)> {
        let mut statements = Vec::new();
        let Some(given) = (attack.wrong)(row) else { return statements };
        let fixed = self.fixed(attack, row.table);
        for way in attack.ways {
            match way {
                Way::Update => {
                    let wrong = update(row, &joined(&[&fixed, &given]));
                    let rights = (attack.rights)(self.rows, row).into_iter();
                    let rights = rights.map(|right| update(row, &joined(&[&fixed, &right])));
                    statements.push((wrong, rights.collect()));
                }
                Way::Copy => {
                    for keys in self.keys(attack, row) {
                        let written =
                            |what: Given| copy(self.names, row, &joined(&[&keys, &fixed, &what]));
                        let rights =
                            (attack.rights)(self.rows, row).into_iter().map(|mut right| {
                                // A key of its own goes before what the row holds.
                                right.retain(|name, value| {
                                    name != value || !keys.contains_key(name)
                                });
                                written(right)
                            });
                        let rights = rights.collect();
                        statements.push((written(given.clone()), rights));
                    }
                }
                Way::Delete => statements.push((delete(row), Vec::new())),
            }
        }
        statements
    }

    /// What a statement about a column gives beside it.
    fn fixed(&self, attack: &Attack, table: &Table) -> Given {
        let is_about = |column: &str| match column {
            "" => true,
            // What is frozen is written by itself.
            column => column == attack.about && !attack.is_of_frozen_rows,
        };
        self.beside(table, is_about)
    }

    /// What changes of some columns of a table need beside them.
    fn beside(&self, table: &Table, is_changed: impl Fn(&str) -> bool) -> Given {
        let lines = self.with.iter().filter(|line| line.0 == table.name && is_changed(line.1));
        let sets = lines.flat_map(|line| line.2.split(", "));
        sets.filter_map(|set| set.split_once(" = "))
            .map(|(name, value)| (name, value.to_owned()))
            .collect()
    }

    /// Ways to give a copy of a row keys that no other row has.
    fn keys(&self, attack: &Attack, row: &Row) -> Vec<Given> {
        let table = row.table;
        let constraints = table.constraints.iter();
        let constraints = constraints.filter(|one| one.name != attack.about && holds(one, row));
        let mut ways = vec![Given::new()];
        for constraint in constraints {
            let mut options = Vec::new();
            for &key in constraint.keys {
                let column = &table.columns[key];
                let others = self.rows.others(table, column, &row.values[key]).into_iter();
                options.extend(others.map(|other| (column.name, other)));
            }
            if let Some(span) = constraint.span {
                let later = [span.start, span.end].map(|at| table.columns[at].name);
                for way in &mut ways {
                    way.extend(later.map(|name| (name, format!("{name} + {{300 minutes}}"))));
                }
                continue;
            }
            ways = ways
                .iter()
                .flat_map(|way| {
                    options.iter().map(|(name, value)| {
                        let mut way = way.clone();
                        way.extend(self.beside(table, |column| column == *name));
                        way.insert(name, value.clone());
                        way
                    })
                })
                .take(COPIES_MAX * COPIES_MAX)
                .collect();
        }
        ways
    }
}

/// Joins what is given; what comes later goes before.
fn joined(parts: &[&Given]) -> Given {
    let mut all = Given::new();
    for part in parts {
        all.extend(part.iter().map(|(name, value)| (*name, value.clone())));
    }
    all
}
