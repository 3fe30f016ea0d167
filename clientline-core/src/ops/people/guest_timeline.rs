//! A guest's card at once: who they are, when they came and will come, what they bought, what
//! they were billed and what they paid, the newest of each first.
//!
//! Each kind has an order and an index of its own, so each is read as a list of its own; the
//! cursor holds a place in each, and one that has come to its end is read no more. Who may not
//! see a kind gets none of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{guest_export::ItemizedInvoice, guest_records::Parts, merged_guests::tombstones_of};
use crate::{
    engine::{
        Actor, Conflicts, Env, Operation, Plan, Shown, View,
        reading::{Reading, require},
        shown_whole,
    },
    entity::{Entity, Field, Query, Stored},
    error::{Error, Result},
    model::{
        Appointment, Guest, GuestCredit, Invoice, InvoiceItem, InvoiceStatus, Payment, Permission,
        Provider, Sale, Service,
    },
    ops::page,
    value::{Currency, Id, Money, Name},
};

/// The most invoices that are looked at for what is owed, and the most currencies of credit.
const BALANCES_MAX: u32 = 200;

/// Reads what a guest's card shows, page by page. A page whose invoices have more than 20,000
/// lines is refused with `guest_too_large`: a smaller one has fewer.
#[derive(Clone, Debug)]
pub struct ReadGuestTimeline {
    /// Whose card.
    pub id: Id<Guest>,
    /// Which page.
    pub page: TimelinePage,
}

/// Which page of a guest's timeline is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TimelinePage {
    /// How many of each kind the page has at most.
    #[schemars(range(min = 1, max = 200))]
    pub limit: u32,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = r"^(end|-?[0-9]{1,18}\.[0-9a-f]{32})(~(end|[0-9a-f]{32})){3}$"))]
    pub cursor: Option<String>,
}

impl Default for TimelinePage {
    fn default() -> Self {
        Self { limit: Self::LIMIT_DEFAULT, cursor: None }
    }
}

/// A guest, and a page of all that is between them and the organization.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GuestTimeline {
    /// The guest, with the notes for staff.
    pub guest: Stored<Guest>,
    /// What is owed and what the guest has to their credit, by currency; on the first page.
    pub balances: Vec<GuestBalance>,
    /// The appointments, the latest start first; absent for those who may not see any.
    pub appointments: Option<Vec<TimelineAppointment>>,
    /// The sales, newest first; absent for those who may not see any.
    pub sales: Option<Vec<Stored<Sale>>>,
    /// The invoices with their lines, newest first; absent for those who may not see any.
    pub invoices: Option<Vec<ItemizedInvoice>>,
    /// The payments, newest first; absent for those who may not see any.
    pub payments: Option<Vec<Stored<Payment>>>,
    /// Where the next page starts, if any.
    pub next_cursor: Option<String>,
}

/// How a guest stands in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GuestBalance {
    /// The currency.
    pub currency: Currency,
    /// What the guest has to pay of the newest 200 invoices: of those that are issued and not
    /// paid, and that nobody else pays. Absent for those who may not see invoices.
    pub owed: Option<Money>,
    /// What the guest has to their credit. Absent for those who may not see payments.
    pub credit: Option<Money>,
}

/// An appointment with the names that a card shows.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TimelineAppointment {
    /// The appointment.
    #[serde(flatten)]
    pub appointment: Stored<Appointment>,
    /// The name of the service; absent for those who may not see it.
    pub service_name: Option<Name>,
    /// The provider's first and last name; absent for those who may not see them.
    pub provider_name: Option<String>,
}

impl Operation for ReadGuestTimeline {
    type Answer = GuestTimeline;
    const NAME: &'static str = "guest_timeline_read";
    const NEEDS: Permission = Permission::ReadGuests;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["guest_too_large"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<GuestTimeline>> {
        let places = self.page.places()?;
        let lists = Lists { actor: env.actor(), limit: self.page.limit };
        let [appointments, sales, invoices, payments] = &places;

        let asked = Query::limit(1).eq(Appointment::guest_id(), &self.id);
        let asked = asked.order_by(Appointment::starts_at());
        let asked = lists.of(Permission::ReadAppointments, appointments, asked);
        let (appointments, guest) = asked.read(view, require(self.id)).await?;
        let merged = tombstones_of(view, &guest).await?;
        let guests: Vec<Id<Guest>> = merged.iter().map(|one| one.id).chain([self.id]).collect();

        let asked = lists.of(Permission::ReadSales, sales, of_guests(Sale::guest_id(), &guests));
        let (sales, names) = asked.read(view, Names::asked(&appointments)).await?;
        let names = Names::of(names);

        let asked = of_guests(Invoice::guest_id(), &guests);
        let asked = lists.of(Permission::ReadInvoices, invoices, asked);
        let (invoices, ()) = asked.read(view, ()).await?;

        let asked = of_guests(Payment::guest_id(), &guests);
        let asked = lists.of(Permission::ReadPayments, payments, asked);
        let (payments, items) = asked.read(view, items_of(&invoices)).await?;

        let is_first = self.page.cursor.is_none();
        let balances =
            if is_first { balances(env.actor(), view, &guests).await? } else { Vec::new() };
        let next = [&appointments.next, &sales.next, &invoices.next, &payments.next];
        let answer = GuestTimeline {
            guest,
            balances,
            next_cursor: written(next),
            appointments: appointments.rows.map(|rows| names.on(rows)),
            sales: sales.rows,
            invoices: invoices.rows.map(|rows| itemized(rows, items)),
            payments: payments.rows,
        };
        Ok(Plan::read(env, answer))
    }
}

/// How far a kind has been shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Not at all.
    Start,
    /// Up to where its list's cursor says.
    After(String),
    /// To its end.
    End,
}

/// How the end of a kind is written in a cursor.
const END: &str = "end";

impl TimelinePage {
    /// How many of each kind a page has if nothing is said.
    pub const LIMIT_DEFAULT: u32 = 20;
    /// The most of each kind on a page.
    pub const LIMIT_MAX: u32 = 200;

    /// Reads how far each of the four kinds has been shown.
    fn places(&self) -> Result<[Place; 4]> {
        if !(1..=Self::LIMIT_MAX).contains(&self.limit) {
            return Err(Error::invalid("/limit", "out_of_range", "The limit must be 1 to 200."));
        }
        let Some(cursor) = &self.cursor else { return Ok([const { Place::Start }; 4]) };
        let place = |part: &str| match part {
            END => Place::End,
            other => Place::After(other.to_owned()),
        };
        let places: Vec<Place> = cursor.split('~').map(place).collect();
        places.try_into().map_err(|_| {
            let detail = "The cursor must be the one that a page of this timeline ended with.";
            Error::invalid("/cursor", "invalid_cursor", detail)
        })
    }
}

/// Writes how far each kind has been shown, unless all have come to their end.
fn written(next: [&Option<String>; 4]) -> Option<String> {
    next.iter()
        .any(|one| one.is_some())
        .then(|| next.map(|one| one.as_deref().unwrap_or(END)).join("~"))
}

/// Asks for the rows of some guests, newest first.
fn of_guests<E: Entity>(field: Field<E, Id<Guest>>, guests: &[Id<Guest>]) -> Query<E> {
    match guests {
        [guest] => Query::limit(1).eq(field, guest),
        _ => Query::limit(1).any(field, guests),
    }
}

/// The lists of a timeline, for one who sees some of them.
struct Lists<'a> {
    actor: &'a Actor,
    limit: u32,
}

impl Lists<'_> {
    /// Asks for a part of a list, which only those see who have a permission.
    fn of<'p, E: Entity>(
        &self,
        needed: Permission,
        place: &'p Place,
        query: Query<E>,
    ) -> Asked<'p, E> {
        let is_seen = self.actor.must(needed).is_ok();
        let query = (is_seen && *place != Place::End).then(|| query.descending());
        Asked { is_seen, query, limit: self.limit, place }
    }
}

/// A part of a list that is asked for.
struct Asked<'p, E> {
    is_seen: bool,
    query: Option<Query<E>>,
    limit: u32,
    place: &'p Place,
}

/// A part of a list as it was found.
struct Section<E> {
    /// Its rows; none, if they may not be seen.
    rows: Option<Vec<Stored<E>>>,
    /// Where the list goes on.
    next: Option<String>,
}

impl<E: Entity> Asked<'_, E> {
    /// Reads the part, and something else together with it.
    async fn read<R: Reading>(
        self,
        view: &mut View<'_>,
        other: R,
    ) -> Result<(Section<E>, R::Found)> {
        let Some(query) = self.query else {
            let rows = self.is_seen.then(Vec::new);
            return Ok((Section { rows, next: None }, view.read(other).await?));
        };
        let cursor = match self.place {
            Place::After(cursor) => Some(&**cursor),
            Place::Start | Place::End => None,
        };
        let (rows, next, other) = page::read(view, query, self.limit, cursor, other).await?;
        Ok((Section { rows: Some(rows), next }, other))
    }
}

impl<E> Section<E> {
    fn iter(&self) -> impl Iterator<Item = &Stored<E>> {
        self.rows.iter().flatten()
    }
}

/// Asks for the lines of invoices.
fn items_of(invoices: &Section<Invoice>) -> Parts<InvoiceItem> {
    let ids: Vec<Id<Invoice>> = invoices.iter().map(|invoice| invoice.id).collect();
    Parts::of(InvoiceItem::invoice_id(), &ids)
}

/// Puts lines on their invoices, in their order.
fn itemized(
    invoices: Vec<Stored<Invoice>>,
    items: Vec<Stored<InvoiceItem>>,
) -> Vec<ItemizedInvoice> {
    let mut lines: HashMap<Id<Invoice>, Vec<_>> = HashMap::new();
    for item in items {
        lines.entry(item.invoice_id).or_default().push(item);
    }
    let with_items = |invoice: Stored<Invoice>| {
        let mut items = lines.remove(&invoice.id).unwrap_or_default();
        items.sort_by_key(|item| item.row_num);
        ItemizedInvoice { invoice, items }
    };
    invoices.into_iter().map(with_items).collect()
}

/// The names of what appointments are.
struct Names {
    services: HashMap<Id<Service>, Name>,
    providers: HashMap<Id<Provider>, String>,
}

/// Those who are named, as they were found.
type Named = (Vec<Stored<Service>>, Vec<Stored<Provider>>);

impl Names {
    /// Asks for what appointments name.
    fn asked(appointments: &Section<Appointment>) -> (Query<Service>, Query<Provider>) {
        let services: BTreeSet<_> = appointments.iter().map(|one| one.service_id).collect();
        let providers: BTreeSet<_> = appointments.iter().map(|one| one.provider_id).collect();
        (named(services), named(providers))
    }

    fn of((services, providers): Named) -> Self {
        let provider = |one: &Stored<Provider>| format!("{} {}", one.first_name, one.last_name);
        Self {
            services: services.iter().map(|one| (one.id, one.name.clone())).collect(),
            providers: providers.iter().map(|one| (one.id, provider(one))).collect(),
        }
    }

    fn on(&self, appointments: Vec<Stored<Appointment>>) -> Vec<TimelineAppointment> {
        let with_names = |appointment: Stored<Appointment>| TimelineAppointment {
            service_name: self.services.get(&appointment.service_id).cloned(),
            provider_name: self.providers.get(&appointment.provider_id).cloned(),
            appointment,
        };
        appointments.into_iter().map(with_names).collect()
    }
}

fn named<E: Entity>(ids: BTreeSet<Id<E>>) -> Query<E> {
    Query::limit(TimelinePage::LIMIT_MAX).ids(&ids.into_iter().collect::<Vec<_>>())
}

/// Reads how a guest stands in each currency.
async fn balances(
    actor: &Actor,
    view: &mut View<'_>,
    guests: &[Id<Guest>],
) -> Result<Vec<GuestBalance>> {
    let lists = Lists { actor, limit: BALANCES_MAX };
    let invoices = of_guests(Invoice::guest_id(), guests);
    let sees_credits = actor.must(Permission::ReadPayments).is_ok();
    let credits = sees_credits.then(|| match guests {
        [guest] => Query::limit(BALANCES_MAX).eq(GuestCredit::guest_id(), guest),
        _ => Query::limit(BALANCES_MAX).any(GuestCredit::guest_id(), guests),
    });
    let start = Place::Start;
    let invoices = lists.of(Permission::ReadInvoices, &start, invoices);
    let (invoices, credits) = invoices.read(view, credits).await?;

    let mut all = BTreeMap::new();
    let none = |currency: Currency| {
        let nothing = Some(Money::zero(currency));
        GuestBalance {
            currency,
            owed: nothing.filter(|_| invoices.rows.is_some()),
            credit: nothing.filter(|_| sees_credits),
        }
    };
    let is_owed = |one: &&Stored<Invoice>| {
        let is_own = one.payer_id.is_none_or(|payer| guests.contains(&payer));
        is_own && one.status == InvoiceStatus::Issued
    };
    for invoice in invoices.iter().filter(is_owed) {
        let balance = all.entry(invoice.currency).or_insert_with_key(|key| none(*key));
        add(&mut balance.owed, invoice.balance_due)?;
    }
    for credit in credits.iter().flatten() {
        let balance = all.entry(credit.currency).or_insert_with_key(|key| none(*key));
        add(&mut balance.credit, credit.balance)?;
    }
    Ok(all.into_values().collect())
}

fn add(sum: &mut Option<Money>, amount: Money) -> Result<()> {
    let Some(before) = sum else { return Ok(()) };
    let after = before.checked_add(amount);
    *before = after.map_err(|_too_large| {
        Error::conflict("guest_too_large", "What the guest owes is more than can be counted.")
    })?;
    Ok(())
}

shown_whole!(GuestBalance);

impl Shown for GuestTimeline {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self {
            guest: self.guest.shown_to(actor)?,
            balances: self.balances.shown_to(actor)?,
            appointments: self.appointments.shown_to(actor)?,
            sales: self.sales.shown_to(actor)?,
            invoices: self.invoices.shown_to(actor)?,
            payments: self.payments.shown_to(actor)?,
            next_cursor: self.next_cursor,
        })
    }
}

impl Shown for TimelineAppointment {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self { appointment: self.appointment.shown_to(actor)?, ..self })
    }
}
