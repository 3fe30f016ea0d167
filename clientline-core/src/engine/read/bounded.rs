//! Pages of a bounded cost, whatever they ask for and however rare it is.
//!
//! An index serves a list by one of its conditions in the list's order. By two or
//! more, it does not: whoever walks the rows of one and drops what does not pass the
//! others may walk to the end. So it is looked first, by the indexes, whether there is
//! a condition that few rows pass: then these are read, and all others are held against
//! them. If there is none, the next [`LOOKED_AT`] rows of one condition are looked at,
//! and the page says where the next one goes on, even if it is not full.
//!
//! Rows that others name are walked as well, if those others repeat in a column of the same name
//! what the list is ordered by, and have an index by that: then these are walked, from where the
//! page begins.

use uuid::Uuid;

use crate::row::{
    Condition, Direction, Filter, Kind, NamedBy, Position, Read, Row, Select, Subject, Value,
};

/// How many rows few are, and how many a page looks at. To check 2,000 guests word by word
/// takes SQLite some milliseconds of one core; `benches/lists` measures it.
pub(crate) const LOOKED_AT: u32 = 2_000;

/// A page that more than one condition narrows.
pub(in crate::engine) struct Bounded {
    select: Select,
    /// The positions of the filters that an index finds rows by.
    leads: Vec<usize>,
    /// The one of them in the list's order; the order itself, if there is none.
    walked: Option<usize>,
    /// How many rows it looks at.
    looked_at: u32,
}

impl Bounded {
    /// Returns the page if it needs this: not if one index has just its rows, in their
    /// order, as several have them together whose every word is asked for. What leaves out
    /// rows at the start goes on until it has them.
    pub(in crate::engine) fn of(select: &Select) -> Option<Self> {
        let asked = |filter: &&Filter| !is_range(select, filter) && !select.keeps_all(filter);
        let mut asked_of = select.filters.iter().filter(asked);
        let (first, is_alone) = (asked_of.next(), asked_of.next().is_none());
        let is_plain = first.is_none_or(|one| {
            is_alone && named(one).is_none() && !is_checked(one) && !is_by_day(select)
        });
        let is_first_come = select.direction == Direction::Ascending || select.skip > 0;
        if is_plain || is_first_come || select.filters.iter().any(|one| is_key(select, one)) {
            return None;
        }
        let all = || select.filters.iter().enumerate();
        let leads = all().filter(|(_, one)| named(one).is_some() || has_index(select, one));
        let is_ordered = |filter: &Filter| naming_order(select, filter).is_some();
        let has_order = |filter: &Filter| has_index(select, filter) && !is_by_day(select);
        let walked = all().find(|(_, one)| is_ordered(one));
        let walked = walked.or_else(|| all().find(|(_, one)| has_order(one)));
        // Where nothing else is asked for, all that are named are on the page.
        let looked_at =
            if is_alone && first.is_some_and(is_ordered) { select.limit } else { LOOKED_AT };
        Some(Self {
            select: select.clone(),
            leads: leads.map(|(at, _)| at).collect(),
            walked: walked.map(|(at, _)| at),
            looked_at,
        })
    }

    /// Asks for the last row that would be looked at, by each of the conditions; and in
    /// the whole list, if no condition has its order.
    pub(in crate::engine) fn edges(&self) -> Vec<Read> {
        let whole = self.walked.is_none().then(|| self.edge(None));
        let edges = self.leads.iter().map(|&at| self.edge(Some(at)));
        edges.chain(whole).map(Read::Rows).collect()
    }

    fn edge(&self, lead: Option<usize>) -> Select {
        let filter = lead.map(|at| &self.select.filters[at]);
        let select = match (filter.and_then(named), filter) {
            (Some(named), Some(filter)) => match naming_order(&self.select, filter) {
                Some(order) => {
                    let direction = self.select.direction;
                    Select { direction, ..self.of_page(named, order).select(order) }
                }
                None => {
                    let by = named.filters.first().map_or(Subject::Id, |first| first.subject);
                    named.select(by)
                }
            },
            // An index has the rows of the condition, but not in the order of their days.
            (_, Some(filter)) if is_by_day(&self.select) => Select {
                filters: vec![filter.clone()],
                order_by: Subject::Id,
                after: None,
                ..self.select.clone()
            },
            _ => {
                let ranges = self.select.filters.iter().filter(|one| is_range(&self.select, one));
                let filters = filter.into_iter().chain(ranges).map(|one| Filter {
                    subject: one.subject,
                    condition: one.condition.meaning().clone(),
                });
                Select { filters: filters.collect(), ..self.select.clone() }
            }
        };
        Select { skip: self.looked_at - 1, limit: 1, ..select }
    }

    /// Asks for those of the rows that name others by which these are on the page or after it.
    fn of_page(&self, named: &NamedBy, order: Subject) -> NamedBy {
        let ranges = self.select.filters.iter().filter(|one| is_range(&self.select, one));
        let ranges = ranges.map(|one| one.condition.meaning().clone());
        let conditions = ranges.chain(self.select.after.as_ref().and_then(not_before));
        let further = conditions.map(|condition| Filter { subject: order, condition });
        let filters = named.filters.iter().cloned().chain(further).collect();
        NamedBy { filters, ..named.clone() }
    }

    /// Decides by the edges how to read the page, and where to go on when it is not full.
    pub(in crate::engine) fn decided(self, edges: &[Vec<Row>]) -> (Select, Option<Position>) {
        let few = self.leads.iter().zip(edges).find(|(_, edge)| edge.is_empty());
        if let Some((&lead, _)) = few {
            return (self.led_by(Some(lead), None), None);
        }
        let walked = match self.walked {
            Some(walked) => self.leads.iter().position(|&lead| lead == walked),
            None => Some(self.leads.len()),
        };
        let edge = walked.and_then(|at| edges.get(at)?.first());
        let Some(edge) = edge else { return (self.led_by(self.walked, None), None) };
        let walked = self.walked.map(|at| &self.select.filters[at]);
        let (value, id) = match walked.and_then(|one| naming_order(&self.select, one)) {
            Some(Subject::Column(at)) => (edge.values[at].clone(), edge.id),
            _ => self.select.place(edge),
        };
        // All rows at that instant are looked at.
        let id = if self.select.order_by == Subject::Id { id } else { Uuid::nil() };
        (self.led_by(self.walked, Some(value.clone())), Some((value, id)))
    }

    /// Has rows found by one filter, or by none, down to a value of the order, and checked against
    /// all others.
    fn led_by(&self, lead: Option<usize>, down_to: Option<Value>) -> Select {
        let mut select = self.select.clone();
        let down_to = down_to.map(Condition::Ge);
        let is_named = lead.is_some_and(|at| named(&self.select.filters[at]).is_some());
        // Few rows by a condition are looked through for those of the days.
        let has_range = !is_named && (lead.is_none() || !is_by_day(&self.select));
        let found = |is_found: bool, condition: Condition| {
            if is_found { condition } else { condition.checked() }
        };
        for (at, filter) in self.select.filters.iter().enumerate() {
            let leads = lead == Some(at);
            let condition = match (named(filter), naming_order(&self.select, filter)) {
                (Some(named), Some(order)) if leads => {
                    let mut named = self.of_page(named, order);
                    let down_to = down_to.clone().into_iter();
                    named
                        .filters
                        .extend(down_to.map(|condition| Filter { subject: order, condition }));
                    Condition::NamedBy(named)
                }
                _ => filter.condition.meaning().clone(),
            };
            let is_found = leads || (has_range && is_range(&self.select, filter));
            select.filters[at].condition = found(is_found, condition);
        }
        let subject = select.order_by;
        let down_to = down_to.map(|condition| found(!is_named, condition));
        select.filters.extend(down_to.map(|condition| Filter { subject, condition }));
        select
    }
}

fn named(filter: &Filter) -> Option<&NamedBy> {
    match filter.condition.meaning() {
        Condition::NamedBy(named) => Some(named),
        _ => None,
    }
}

/// The column in which rows that name others repeat what a list of these is ordered by, if they
/// have one.
fn naming_order(select: &Select, filter: &Filter) -> Option<Subject> {
    let Subject::Column(at) = select.order_by else { return None };
    let name = select.table.columns[at].name;
    named(filter)?.table.position(name).map(Subject::Column)
}

/// What a row's value of the order is that is not before a place in a list with the greatest first:
/// less than the value that follows the place's own; or than that one, if all rows that have it are
/// before.
fn not_before((value, id): &Position) -> Option<Condition> {
    if id.is_nil() {
        return Some(Condition::Lt(value.clone()));
    }
    Some(Condition::Lt(match value {
        Value::Time(at) => Value::Time(at.checked_add(1)?),
        Value::Int(number) => Value::Int(number.checked_add(1)?),
        Value::Date(day) => Value::Date(day.checked_add(1)?),
        _ => return None,
    }))
}

/// Whether rows are only held against a filter, since no index has those that pass.
const fn is_checked(filter: &Filter) -> bool {
    matches!(filter.condition, Condition::Checked(_))
}

/// Whether a filter keeps a part of the order.
fn is_range(select: &Select, filter: &Filter) -> bool {
    let meaning = filter.condition.meaning();
    filter.subject == select.order_by
        && matches!(meaning, Condition::Lt(_) | Condition::Gt(_) | Condition::Ge(_))
}

/// Whether a filter keeps so few rows that nothing else matters: by their identifiers, or
/// by what is unique.
fn is_key(select: &Select, filter: &Filter) -> bool {
    match (filter.subject, filter.condition.meaning()) {
        (Subject::Id, Condition::Eq(_) | Condition::In(_)) => true,
        (Subject::Column(column), Condition::Eq(_)) => select
            .table
            .constraints
            .iter()
            .any(|rule| rule.keys == [column] && rule.span.is_none() && rule.when.is_none()),
        _ => false,
    }
}

/// Whether a list is in the order of days, by an index of their own: no condition has its rows
/// in that order.
fn is_by_day(select: &Select) -> bool {
    matches!(select.order_by, Subject::Column(at) if select.table.columns[at].kind == Kind::Date)
}

/// Whether an index has the rows of a filter, in the order of the list unless that is
/// [by day](is_by_day): as each filter of a list has, but for those by which half of the rows
/// would be found, and for those that are only checked.
fn has_index(select: &Select, filter: &Filter) -> bool {
    let Subject::Column(column) = filter.subject else { return false };
    let is_equal = matches!(&filter.condition, Condition::Eq(value) if *value != Value::Null);
    is_equal && select.table.columns[column].kind != Kind::Bool
}

#[cfg(test)]
mod tests;
