//! The shapes of selects, without their values: a line of text each, so that those of
//! a run can be kept, and looked at elsewhere.
//!
//! A line names the table, then each condition, the order and how much of it; where a
//! page starts is no part of it:
//! `sale | center_id = | by id | descending | page`.

use crate::{
    model::TABLES,
    ops::page::PageRequest,
    row::{Condition, Direction, Filter, NamedBy, Select, Subject, Table, Value},
};

/// How many rows a select asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One row at most.
    One,
    /// A page, and the row after it that says whether there are more.
    Page,
    /// All that pass, as many as there may be.
    All,
}

impl Extent {
    /// Returns how many rows a select asks for.
    #[must_use]
    pub const fn of(select: &Select) -> Self {
        match select.limit {
            0 | 1 => Self::One,
            limit if limit <= PageRequest::LIMIT_MAX + 1 => Self::Page,
            _ => Self::All,
        }
    }

    const fn limit(self) -> u32 {
        match self {
            Self::One => 1,
            Self::Page => PageRequest::LIMIT_MAX + 1,
            Self::All => Select::LIMIT_MAX,
        }
    }
}

/// The word of each extent.
const EXTENTS: [(Extent, &str); 3] =
    [(Extent::One, "one"), (Extent::Page, "page"), (Extent::All, "all")];

/// Writes what a select asks for as a line.
#[must_use]
pub fn line(select: &Select) -> String {
    let name = |subject| name(select.table, subject);
    let mut words = vec![select.table.name.to_owned()];
    for Filter { subject, condition } in &select.filters {
        let mut word = format!("{} {}", name(*subject), sign(condition));
        if let Condition::NamedBy(named) = condition.meaning() {
            word = format!("{word} {}", naming(named));
        }
        words.push(word);
    }
    words.push(format!("by {}", name(select.order_by)));
    if select.direction == Direction::Descending {
        words.push("descending".to_owned());
    }
    let extent = EXTENTS.iter().find(|(extent, _)| *extent == Extent::of(select));
    words.extend(extent.map(|(_, word)| (*word).to_owned()));
    words.join(" | ")
}

/// Reads a line as a select of the first rows, with values from whoever asks, by table and subject.
///
/// Returns `None` if it is no line of [`line()`].
#[must_use]
pub fn select(line: &str, value: impl Fn(&'static Table, Subject) -> Value) -> Option<Select> {
    let mut words = line.split(" | ");
    let name = words.next()?;
    let table = TABLES.iter().copied().find(|table| table.name == name)?;
    let mut select = Select {
        table,
        filters: Vec::new(),
        order_by: Subject::Id,
        direction: Direction::Ascending,
        after: None,
        skip: 0,
        limit: 0,
    };
    for word in words {
        if let Some((extent, _)) = EXTENTS.iter().find(|(_, other)| *other == word) {
            select.limit = extent.limit();
            continue;
        }
        match word.split_once(' ') {
            None if word == "descending" => select.direction = Direction::Descending,
            Some(("by", name)) => select.order_by = subject(table, name)?,
            Some((name, sign)) => {
                let subject = subject(table, name)?;
                let condition = match sign.strip_prefix("checked ") {
                    Some(inner) => condition(table, subject, inner, &value)?.checked(),
                    None => condition(table, subject, sign, &value)?,
                };
                select.filters.push(Filter { subject, condition });
            }
            None => return None,
        }
    }
    Some(select)
}

fn name(table: &Table, subject: Subject) -> &'static str {
    match subject {
        Subject::Id => "id",
        Subject::Column(position) => table.columns[position].name,
    }
}

fn subject(table: &Table, name: &str) -> Option<Subject> {
    if name == "id" { Some(Subject::Id) } else { table.position(name).map(Subject::Column) }
}

fn sign(condition: &Condition) -> String {
    let sign = match condition {
        Condition::Eq(_) => "=",
        Condition::Lt(_) => "<",
        Condition::Gt(_) => ">",
        Condition::Ge(_) => ">=",
        Condition::In(_) => "in",
        Condition::IsNull => "is null",
        Condition::NamedBy(_) => "named by",
        Condition::Checked(inner) => return format!("checked {}", sign(inner)),
    };
    sign.to_owned()
}

fn condition(
    table: &'static Table,
    about: Subject,
    sign: &str,
    value: &impl Fn(&'static Table, Subject) -> Value,
) -> Option<Condition> {
    if let Some(rest) = sign.strip_prefix("named by ") {
        return named_by(rest, value);
    }
    let value = value(table, about);
    Some(match sign {
        "=" => Condition::Eq(value),
        "<" => Condition::Lt(value),
        ">" => Condition::Gt(value),
        ">=" => Condition::Ge(value),
        // More than one, which is what makes it a set to a planner.
        "in" => Condition::In(vec![value.clone(), value]),
        "is null" => Condition::IsNull,
        _ => return None,
    })
}

/// Writes `guest_term.guest_id: term >=, term <`.
fn naming(named: &NamedBy) -> String {
    let asked = named.filters.iter().map(|Filter { subject, condition }| {
        format!("{} {}", name(named.table, *subject), sign(condition))
    });
    let asked: Vec<String> = asked.collect();
    let by = named.table.columns[named.column].name;
    format!("{}.{by}: {}", named.table.name, asked.join(", "))
}

/// Reads `guest_term.guest_id: term >=, term <`.
fn named_by(text: &str, value: &impl Fn(&'static Table, Subject) -> Value) -> Option<Condition> {
    let (named, filters) = text.split_once(": ")?;
    let (name, column) = named.split_once('.')?;
    let table = TABLES.iter().copied().find(|table| table.name == name)?;
    let filters = filters.split(", ").map(|filter| {
        let (name, sign) = filter.split_once(' ')?;
        let subject = subject(table, name)?;
        Some(Filter { subject, condition: condition(table, subject, sign, value)? })
    });
    let (column, filters) = (table.position(column)?, filters.collect::<Option<_>>()?);
    Some(Condition::NamedBy(NamedBy { table, column, filters }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Query;

    #[test]
    fn a_line_reads_as_the_select_that_it_was_written_of() {
        use crate::model::{Appointment, Audit, Sale};
        let at = crate::conformance::fixture::at(0);
        let appointments = Query::limit(50)
            .ge(Appointment::starts_at(), &at)
            .lt(Appointment::starts_at(), &at)
            .order_by(Appointment::starts_at())
            .descending();
        let mut appointments = appointments.select().clone();
        appointments.after = Some((Value::Time(0), uuid::Uuid::nil()));
        let expected =
            "appointment | starts_at >= | starts_at < | by starts_at | descending | page";
        assert_eq!(line(&appointments), expected);
        let new = Query::limit(1_000).eq(Sale::appointment_id(), &None);
        let wanted = Query::one().ids(&[crate::conformance::fixture::new_id::<Audit>()]);
        let term = crate::model::GuestTerm::term();
        let word = Query::one().ge(term, &"a".to_owned()).lt(term, &"b".to_owned());
        let named = Query::<crate::model::Guest>::limit(50)
            .named_by(crate::model::GuestTerm::guest_id(), &word)
            .eq(crate::model::Guest::email(), &None);
        let mut named = named.select().clone();
        for filter in &mut named.filters {
            filter.condition = filter.condition.clone().checked();
        }
        for select_ in [&appointments, new.select(), wanted.select(), &named] {
            let expected = line(select_);
            let read = select(&expected, |_, _| Value::Int(0)).unwrap();
            assert_eq!(line(&read), expected);
        }
        assert!(select("nothing | page", |_, _| Value::Null).is_none());
        assert!(select("guest | first_name ~ | page", |_, _| Value::Null).is_none());
    }
}
