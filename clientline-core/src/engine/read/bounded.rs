//! Pages of a bounded cost, whatever they ask for and however rare it is.
//!
//! An index serves a list by one of its conditions in the list's order. By two or
//! more, it does not: whoever walks the rows of one and drops what does not pass the
//! others may walk to the end. So it is looked first, by the indexes, whether there is
//! a condition that few rows pass: then these are read, and all others are held against
//! them. If there is none, the next [`LOOKED_AT`] rows of one condition are looked at,
//! and the page says where the next one goes on, even if it is not full.

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
}

impl Bounded {
    /// Returns the page if it needs this: not if one index has just its rows, in their
    /// order, as several have them together whose every word is asked for. What leaves out
    /// rows at the start goes on until it has them.
    pub(in crate::engine) fn of(select: &Select) -> Option<Self> {
        let asked = |filter: &&Filter| !is_range(select, filter) && !select.keeps_all(filter);
        let mut asked_of = select.filters.iter().filter(asked);
        let is_plain = match (asked_of.next(), asked_of.next()) {
            (None, _) => true,
            (Some(one), None) => named(one).is_none() && !is_checked(one) && !is_by_day(select),
            _ => false,
        };
        let is_first_come = select.direction == Direction::Ascending || select.skip > 0;
        if is_plain || is_first_come || select.filters.iter().any(|one| is_key(select, one)) {
            return None;
        }
        let all = || select.filters.iter().enumerate();
        let leads = all().filter(|(_, one)| named(one).is_some() || has_index(select, one));
        let has_order = |filter: &Filter| has_index(select, filter) && !is_by_day(select);
        let walked = all().find(|(_, one)| has_order(one)).map(|(at, _)| at);
        Some(Self { select: select.clone(), leads: leads.map(|(at, _)| at).collect(), walked })
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
            (Some(named), _) => {
                let by = named.filters.first().map_or(Subject::Id, |first| first.subject);
                named.select(by)
            }
            // An index has the rows of the condition, but not in the order of their days.
            (None, Some(filter)) if is_by_day(&self.select) => Select {
                filters: vec![filter.clone()],
                order_by: Subject::Id,
                after: None,
                ..self.select.clone()
            },
            (None, _) => {
                let ranges = self.select.filters.iter().filter(|one| is_range(&self.select, one));
                let filters = filter.into_iter().chain(ranges).map(|one| Filter {
                    subject: one.subject,
                    condition: one.condition.meaning().clone(),
                });
                Select { filters: filters.collect(), ..self.select.clone() }
            }
        };
        Select { skip: LOOKED_AT - 1, limit: 1, ..select }
    }

    /// Decides by the edges how to read the page, and where to go on when it is not full.
    pub(in crate::engine) fn decided(self, edges: &[Vec<Row>]) -> (Select, Option<Position>) {
        let few = self.leads.iter().zip(edges).find(|(_, edge)| edge.is_empty());
        if let Some((&lead, _)) = few {
            return (self.led_by(Some(lead)), None);
        }
        let walked = match self.walked {
            Some(walked) => self.leads.iter().position(|&lead| lead == walked),
            None => Some(self.leads.len()),
        };
        let edge = walked.and_then(|at| edges.get(at)?.first());
        let mut select = self.led_by(self.walked);
        let Some(edge) = edge else { return (select, None) };
        let (value, id) = select.place(edge);
        let condition = Condition::Ge(value.clone());
        select.filters.push(Filter { subject: select.order_by, condition });
        // All rows at that instant are looked at.
        let id = if select.order_by == Subject::Id { id } else { Uuid::nil() };
        (select, Some((value, id)))
    }

    /// Has rows found by one filter, or by none, and checked against all others.
    fn led_by(&self, lead: Option<usize>) -> Select {
        let mut select = self.select.clone();
        for (at, filter) in self.select.filters.iter().enumerate() {
            let condition = filter.condition.meaning().clone();
            // Few rows by a condition are looked through for those of the days.
            let has_range = lead.is_none() || !is_by_day(&self.select);
            let is_found = lead == Some(at) || (has_range && is_range(&self.select, filter));
            select.filters[at].condition = if is_found { condition } else { condition.checked() };
        }
        select
    }
}

fn named(filter: &Filter) -> Option<&NamedBy> {
    match filter.condition.meaning() {
        Condition::NamedBy(named) => Some(named),
        _ => None,
    }
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
mod tests {
    use super::*;
    use crate::{
        entity::Query,
        model::{Appointment, AppointmentStatus, Guest, GuestTerm, Sale, SaleStatus},
        value::{Id, Timestamp},
    };

    fn id<E>() -> Id<E> {
        Id::from_uuid(Uuid::from_u128(1))
    }

    fn appointments() -> Query<Appointment> {
        let from = Timestamp::MIN;
        let appointments = Query::limit(50).ge(Appointment::starts_at(), &from);
        appointments.order_by(Appointment::starts_at()).descending()
    }

    /// Which conditions of a select rows are checked by.
    fn checked(select: &Select) -> Vec<bool> {
        let filters = select.filters.iter();
        filters.map(|one| matches!(one.condition, Condition::Checked(_))).collect()
    }

    /// A row at a place.
    fn row(select: &Select) -> Row {
        let mut values = vec![Value::Null; select.table.columns.len()];
        if let Subject::Column(position) = select.order_by {
            values[position] = Value::Time(7);
        }
        let (version, at) = (crate::row::Version(1), Timestamp::MIN);
        let id = Uuid::from_u128(9);
        Row { table: select.table, id, version, created_at: at, updated_at: at, values }
    }

    #[test]
    fn what_one_index_has_in_order_is_read_as_it_is() {
        let of = |select: &Select| Bounded::of(select).is_none();
        assert!(of(appointments().select()));
        assert!(of(appointments().eq(Appointment::center_id(), &id()).select()));
        let both = appointments().eq(Appointment::center_id(), &id());
        let both = both.eq(Appointment::provider_id(), &id());
        assert!(!of(both.select()));
        assert!(of(&Select { skip: 1, ..both.select().clone() }));
        let code = Query::<Guest>::limit(50).descending().eq(Guest::center_id(), &id());
        assert!(of(code.eq(Guest::guest_code(), &"G-1".parse().unwrap()).select()));
    }

    #[test]
    fn a_list_by_day_is_looked_through_by_its_days_unless_a_condition_has_few_rows() {
        let sales = || {
            let day: chrono::NaiveDate = "2027-01-01".parse().unwrap();
            let sales = Query::limit(50).ge(Sale::sale_date(), &day).descending();
            sales.order_by(Sale::sale_date())
        };
        assert!(Bounded::of(sales().select()).is_none());
        let both = sales().eq(Sale::center_id(), &id());
        let bounded = || Bounded::of(both.select()).unwrap();
        let edges = bounded().edges();
        let [Read::Rows(of_center), Read::Rows(of_days)] = &*edges else { panic!("{edges:?}") };
        assert_eq!((of_center.filters.len(), of_center.order_by), (1, Subject::Id));
        assert_eq!((of_days.filters.len(), of_days.order_by), (1, both.select().order_by));
        let mut last = row(both.select());
        if let Subject::Column(at) = both.select().order_by {
            last.values[at] = Value::Date(7);
        }
        let many = || vec![last.clone()];
        let (select, further) = bounded().decided(&[Vec::new(), many()]);
        assert_eq!((checked(&select), further), (vec![true, false], None), "the center has few");
        let (select, further) = bounded().decided(&[many(), Vec::new()]);
        assert_eq!((checked(&select), further), (vec![false, true], None), "these days are few");
        let (select, further) = bounded().decided(&[many(), many()]);
        assert_eq!(checked(&select), [false, true, false]);
        assert_eq!(further, Some((Value::Date(7), Uuid::nil())));
    }

    #[test]
    fn what_no_index_has_is_looked_for_among_the_newest() {
        let sales = Query::<Sale>::limit(50).descending();
        let void = sales.checked_eq(Sale::status(), &SaleStatus::Void);
        let bounded = || Bounded::of(void.select()).unwrap();
        // The whole list is its only edge.
        assert_eq!(bounded().edges().len(), 1);
        let (select, further) = bounded().decided(&[vec![row(void.select())]]);
        assert_eq!(checked(&select), [true, false]);
        assert_eq!(further.map(|(_, id)| id), Some(Uuid::from_u128(9)));
        let of_center = void.eq(Sale::center_id(), &id());
        let bounded = Bounded::of(of_center.select()).unwrap();
        assert_eq!(bounded.edges().len(), 1);
        let (select, _) = bounded.decided(&[Vec::new()]);
        assert_eq!(checked(&select), [true, false]);
    }

    #[test]
    fn every_word_of_a_column_is_no_condition() {
        let all = appointments().any(Appointment::status(), AppointmentStatus::ALL);
        assert!(Bounded::of(all.select()).is_none());
        assert!(Bounded::of(all.eq(Appointment::center_id(), &id()).select()).is_none());
        let some = appointments().any(Appointment::status(), &AppointmentStatus::ALL[1..]);
        assert!(Bounded::of(some.eq(Appointment::center_id(), &id()).select()).is_some());
    }

    #[test]
    fn what_few_rows_pass_leads() {
        let both = appointments().eq(Appointment::center_id(), &id());
        let both = both.eq(Appointment::status(), &AppointmentStatus::Pending);
        let bounded = || Bounded::of(both.select()).unwrap();
        assert_eq!(bounded().edges().len(), 2);
        let many = vec![row(both.select())];
        let (select, further) = bounded().decided(&[many.clone(), Vec::new()]);
        assert_eq!((checked(&select), further), (vec![false, true, false], None));
        let (select, further) = bounded().decided(&[Vec::new(), many]);
        assert_eq!((checked(&select), further), (vec![false, false, true], None));
    }

    #[test]
    fn without_any_such_a_page_ends_at_an_edge_and_goes_on_there() {
        let both = appointments().eq(Appointment::center_id(), &id());
        let both = both.eq(Appointment::status(), &AppointmentStatus::Pending);
        let many = || vec![row(both.select())];
        let (select, further) = Bounded::of(both.select()).unwrap().decided(&[many(), many()]);
        assert_eq!(checked(&select), [false, false, true, false]);
        assert!(matches!(select.filters[3].condition, Condition::Ge(Value::Time(7))));
        assert_eq!(further, Some((Value::Time(7), Uuid::nil())));

        let word = Query::one().ge(GuestTerm::term(), &"a".to_owned());
        let search = Query::<Guest>::limit(50).descending();
        let search = search.named_by(GuestTerm::guest_id(), &word);
        let many = || vec![row(search.select())];
        let bounded = || Bounded::of(search.select()).unwrap();
        // By the word, and by the list of all.
        let (select, further) = bounded().decided(&[many(), many()]);
        assert_eq!(checked(&select), [true, false]);
        assert_eq!(further.map(|(_, id)| id), Some(Uuid::from_u128(9)));
        let (select, further) = bounded().decided(&[many(), Vec::new()]);
        assert_eq!((checked(&select), further), (vec![true], None));
    }
}
