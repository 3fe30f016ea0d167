//! The parts in which a large import goes in: each is one commit and stands by
//! itself, so that a second run goes on where the first one ended.
//!
//! First what appointments need, then guests, then visits in the order of time:
//! an invoice with the appointments that it bills and its payments, or an
//! appointment alone. Appointments that take no time any more come before all
//! others, since others may have got their time.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use clientline_core::value::Code;

use super::{
    records::{AppointmentRow, GuestRow, InvoiceRow, PaymentRow},
    sheet::Placed,
    tables::Tables,
};

/// How large parts are.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartSizes {
    /// The most lines that go in at once.
    pub(super) whole_lines: usize,
    /// The most guests of a part, if there are several parts.
    pub(super) guests: usize,
    /// About how many lines of visits a part has: it is planned on one snapshot, and a storage
    /// ends one that is open for too long.
    pub(super) visit_lines: usize,
}

impl PartSizes {
    /// The sizes that imports have; tests of the parts are content with smaller ones.
    pub(super) const USUAL: Self = Self { whole_lines: 5_000, guests: 1_000, visit_lines: 250 };
}

/// The kind of rows in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Everything at once, of few lines.
    Everything,
    /// Centers, rooms, services and providers.
    Setup,
    /// Guests.
    Guests,
    /// Appointments with their invoices and payments.
    Visits,
}

/// Lines that are committed as one.
pub(super) struct Part {
    pub(super) stage: Stage,
    pub(super) tables: Tables,
}

/// Divides the lines; `today` is the day from which those count that name none.
pub(super) fn divide(mut tables: Tables, today: NaiveDate, sizes: PartSizes) -> Vec<Part> {
    if tables.lines() <= sizes.whole_lines {
        return vec![Part { stage: Stage::Everything, tables }];
    }
    let mut guests = std::mem::take(&mut tables.guests);
    // Those with codes come first: a guest without gets one that none of the later parts brings.
    guests.sort_by_key(|line| line.row.code.is_none());
    let visits = visits(&mut tables, today);
    let mut parts = Vec::new();
    if tables.lines() > 0 {
        parts.push(Part { stage: Stage::Setup, tables });
    }
    let mut guests = guests.into_iter().peekable();
    while guests.peek().is_some() {
        let guests = guests.by_ref().take(sizes.guests).collect();
        let tables = Tables { guests, ..Tables::default() };
        parts.push(Part { stage: Stage::Guests, tables });
    }
    let mut filling = Tables::default();
    for visit in visits {
        visit.into_tables(&mut filling);
        if filling.lines() >= sizes.visit_lines {
            parts.push(Part { stage: Stage::Visits, tables: std::mem::take(&mut filling) });
        }
    }
    if filling.lines() > 0 {
        parts.push(Part { stage: Stage::Visits, tables: filling });
    }
    parts
}

/// Lines of which none can go in without the others.
#[derive(Default)]
struct Visit {
    appointments: Vec<Placed<AppointmentRow>>,
    invoices: Vec<Placed<InvoiceRow>>,
    payments: Vec<Placed<PaymentRow>>,
}

impl Visit {
    fn into_tables(self, tables: &mut Tables) {
        tables.appointments.extend(self.appointments);
        tables.invoices.extend(self.invoices);
        tables.payments.extend(self.payments);
    }

    /// Returns the place of the visit: invoices are numbered in the order of their
    /// times.
    fn order(&self, today: NaiveDate) -> (bool, Option<NaiveDateTime>) {
        let made = self.invoices.iter().map(|line| line.row.made);
        let starts = self.appointments.iter().map(|line| line.row.starts);
        let local = |moment: super::moment::Moment| moment.local(today);
        let takes_time = !self.invoices.is_empty()
            || self.appointments.iter().any(|line| line.row.status.occupies());
        (takes_time, made.map(local).min().or_else(|| starts.map(local).min()).flatten())
    }
}

/// Takes the lines of all visits out, in their order.
fn visits(tables: &mut Tables, today: NaiveDate) -> Vec<Visit> {
    let mut together = Together::default();
    let mut of_appointment = HashMap::<Code, usize>::new();
    let mut of_invoice = HashMap::<Code, usize>::new();
    let appointments = std::mem::take(&mut tables.appointments);
    let appointments: Vec<_> = appointments
        .into_iter()
        .map(|line| {
            let key = line.row.reference.clone();
            (*of_appointment.entry(key).or_insert_with(|| together.add()), line)
        })
        .collect();
    let invoices = std::mem::take(&mut tables.invoices);
    let invoices: Vec<_> = invoices
        .into_iter()
        .map(|line| {
            let key = line.row.reference.clone();
            let group = *of_invoice.entry(key).or_insert_with(|| together.add());
            for reference in &line.row.appointments {
                if let Some(&other) = of_appointment.get(reference) {
                    together.join(group, other);
                }
            }
            (group, line)
        })
        .collect();
    let payments = std::mem::take(&mut tables.payments);
    let payments: Vec<_> = payments
        .into_iter()
        .map(|line| {
            let known = of_invoice.get(&line.row.invoice).copied();
            (known.unwrap_or_else(|| together.add()), line)
        })
        .collect();
    let mut visits: Vec<Visit> = Vec::new();
    visits.resize_with(together.0.len(), Visit::default);
    for (group, line) in appointments {
        visits[together.first(group)].appointments.push(line);
    }
    for (group, line) in invoices {
        visits[together.first(group)].invoices.push(line);
    }
    for (group, line) in payments {
        visits[together.first(group)].payments.push(line);
    }
    visits.sort_by_cached_key(|visit| visit.order(today));
    visits
}

/// Groups that may turn out to be one: each names one that came before it, or
/// itself.
#[derive(Default)]
struct Together(Vec<usize>);

impl Together {
    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    fn first(&mut self, mut group: usize) -> usize {
        while self.0[group] != group {
            self.0[group] = self.0[self.0[group]];
            group = self.0[group];
        }
        group
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// The lines that parts before have, by what visits call them.
pub(super) struct Earlier<'t> {
    setup: Option<&'t Tables>,
    guests: HashMap<&'t str, &'t Placed<GuestRow>>,
}

impl<'t> Earlier<'t> {
    /// Collects the setup and the guests of all parts.
    pub(super) fn of(parts: &'t [Part]) -> Self {
        let setup = parts.iter().find(|part| part.stage == Stage::Setup);
        let mut guests = HashMap::new();
        for line in parts.iter().flat_map(|part| &part.tables.guests) {
            let names = [line.row.code.as_deref(), line.row.email.as_deref()];
            guests.extend(names.into_iter().flatten().map(|name| (name, line)));
        }
        Self { setup: setup.map(|part| &part.tables), guests }
    }

    /// Returns what a part needs of those before it, were none of them written.
    pub(super) fn needed_by(&self, part: &Part) -> Tables {
        let mut needed = match self.setup {
            Some(setup) if part.stage != Stage::Setup => setup.clone(),
            _ => Tables::default(),
        };
        let mut seen = std::collections::HashSet::new();
        for line in &part.tables.appointments {
            if let Some(guest) = self.guests.get(line.row.guest.as_str())
                && seen.insert(guest.at.line)
            {
                needed.guests.push((*guest).clone());
            }
        }
        needed
    }
}
