//! How pages are read by several conditions.

use super::*;
use crate::{
    entity::Query,
    model::{
        Appointment, AppointmentRoom, AppointmentStatus, Guest, GuestTerm, Room, Sale, SaleStatus,
    },
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

/// The naming rows' conditions of a page that is found by them.
fn naming(select: &Select) -> Vec<Condition> {
    let named = select.named_by().next().unwrap();
    named.filters.iter().map(|filter| filter.condition.clone()).collect()
}

#[test]
fn rows_that_others_name_in_the_order_of_the_list_are_walked_by_those() {
    let room = id::<Room>();
    let with = Query::one().eq(AppointmentRoom::room_id(), &room);
    let of_room = || appointments().named_by(AppointmentRoom::appointment_id(), &with);
    let bounded = |select: &Select| Bounded::of(select).unwrap();
    let edge = |select: &Select| -> Select {
        let edges = bounded(select).edges();
        let [Read::Rows(edge)] = &*edges else { panic!("{edges:?}") };
        edge.clone()
    };
    let equal = Condition::Eq(Value::Uuid(room.uuid()));
    let mut page = of_room().select().clone();
    let first = edge(&page);
    // As many of these as the page has, since nothing else is asked for.
    assert_eq!((first.table.name, first.skip, first.limit), ("appointment_room", 49, 1));
    assert_eq!(first.direction, Direction::Descending);
    assert_eq!(first.filters.len(), 2);
    // It goes on at a place: with the others of that instant, or after all of them.
    for (id, before) in [(Uuid::from_u128(1), 10), (Uuid::nil(), 9)] {
        page.after = Some((Value::Time(9), id));
        let conditions = edge(&page).filters.into_iter().map(|filter| filter.condition);
        let before = Condition::Lt(Value::Time(before));
        assert_eq!(conditions.skip(2).collect::<Vec<_>>(), [before]);
    }
    let mut last = row(&first);
    last.id = Uuid::from_u128(3);
    let (select, further) = bounded(of_room().select()).decided(&[vec![last.clone()]]);
    assert_eq!(checked(&select), [true, false, true]);
    let min = Condition::Ge(Value::Time(Timestamp::MIN.micros()));
    assert_eq!(naming(&select), [equal.clone(), min.clone(), Condition::Ge(Value::Time(7))]);
    assert_eq!(further, Some((Value::Time(7), Uuid::nil())));
    // If these are few, they are all that is read.
    let (select, further) = bounded(of_room().select()).decided(&[Vec::new()]);
    assert_eq!((checked(&select), further), (vec![true, false], None));
    assert_eq!(naming(&select), [equal, min]);
    // With something else the next of them are looked at, or what there is of the other.
    let both = of_room().eq(Appointment::status(), &AppointmentStatus::Pending);
    let edges = bounded(both.select()).edges();
    let [Read::Rows(by_room), Read::Rows(_)] = &*edges else { panic!("{edges:?}") };
    assert_eq!(by_room.skip, LOOKED_AT - 1);
    let many = || vec![row(both.select())];
    let (select, further) = bounded(both.select()).decided(&[vec![last.clone()], many()]);
    assert_eq!(checked(&select), [true, false, true, true]);
    assert_eq!((naming(&select).len(), further.is_some()), (3, true));
    let (select, further) = bounded(both.select()).decided(&[vec![last], Vec::new()]);
    assert_eq!((checked(&select), further), (vec![false, true, false], None));
}
