//! The rows of a small salon to test with: one center, one provider, one room,
//! one guest.

use clientline_core::{
    entity::sample,
    model::{
        ActorKind, Appointment, AppointmentSource, AppointmentStatus, Audit, Calendar,
        CalendarKind, Center, Collection, CollectionKind, Counter, Guest, Idempotency, Invoice,
        InvoiceItem, InvoiceStatus, ItemType, NewCenter, NewGuest, NewProvider, NewRoom,
        NewRoomCategory, NewService, Occupancy, Outbox, Payment, PaymentMethod, PaymentStatus,
        Provider, Room, RoomCategory, Sale, SaleStatus, Service,
    },
    row::ChangeSet,
    value::{Currency, Id, Money, PriceMode, TenantId, Timestamp},
};
use uuid::Uuid;

/// A tenant by a number.
pub(crate) fn tenant(number: u128) -> TenantId {
    TenantId(Uuid::from_u128(number))
}

/// An instant so many minutes after the start of 2027.
pub(crate) fn at(minutes: i64) -> Timestamp {
    "2027-01-01T00:00:00Z".parse::<Timestamp>().unwrap().plus_minutes(minutes).unwrap()
}

/// An identifier by a kind of row and a number.
pub(crate) fn id<E>(kind: u128, number: u128) -> Id<E> {
    Id::from_uuid(Uuid::from_u128(kind << 64 | number))
}

fn euro() -> Currency {
    "EUR".parse().unwrap()
}

/// A series that starts at 1.
pub(crate) fn counter(number: u128, series: &str) -> Counter {
    Counter { id: id(20, number), series: series.to_owned(), next: 1, first_number: 1 }
}

/// The identifiers of the salon's rows.
pub(crate) struct World {
    pub(crate) center: Id<Center>,
    pub(crate) category: Id<RoomCategory>,
    pub(crate) room: Id<Room>,
    pub(crate) service: Id<Service>,
    pub(crate) provider: Id<Provider>,
    pub(crate) guest: Id<Guest>,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::numbered(1)
    }

    /// A salon whose rows have another number than that of [`World::new`].
    pub(crate) fn numbered(number: u128) -> Self {
        Self {
            center: id(1, number),
            category: id(2, number),
            room: id(3, number),
            service: id(4, number),
            provider: id(5, number),
            guest: id(6, number),
        }
    }

    /// All that a booking refers to.
    pub(crate) fn base(&self) -> ChangeSet {
        let mut changes = ChangeSet::new(at(0));
        let name = |text: &str| text.parse().unwrap();
        let zone = "Europe/Lisbon".parse().unwrap();
        let center = NewCenter::new(name("Baixa"), zone);
        changes.insert(Center::from_new(self.center, center, "C-1".parse().unwrap(), euro()));
        changes.insert(RoomCategory::from_new(self.category, NewRoomCategory::new(name("Chair"))));
        let room = NewRoom::new(name("Chairs"), self.category, self.center);
        changes.insert(Room::from_new(self.room, room, "R-1".parse().unwrap()));
        let service =
            NewService::new(name("Cut"), 30_i64.try_into().unwrap(), "45".parse().unwrap());
        let code = "S-1".parse().unwrap();
        changes.insert(Service::from_new(self.service, service, code, euro()));
        let provider = NewProvider::new(name("Ana"), name("Silva"), self.center);
        changes.insert(Provider::from_new(self.provider, provider));
        let guest = NewGuest::new(self.center, name("Rui"), name("Costa"));
        changes.insert(Guest::from_new(self.guest, guest, "G-1".parse().unwrap(), false));
        for (id, kind) in
            [(self.provider.uuid(), CalendarKind::Provider), (self.room.uuid(), CalendarKind::Room)]
        {
            let id = Id::from_uuid(id);
            changes.insert(Calendar { id, kind, center_id: self.center, ..sample() });
        }
        changes
    }

    /// An appointment of half an hour from the given hour on, with all that a booking
    /// writes, and the answer that is kept for a repeated request: seven rows.
    pub(crate) fn booking(&self, number: u128, hour: i64) -> ChangeSet {
        let mut changes = ChangeSet::new(at(0));
        let appointment = self.appointment(number, hour);
        changes.insert(appointment.clone());
        for occupancy in self.occupancies(&appointment) {
            changes.insert(occupancy);
        }
        changes.insert(self.sale(number));
        let audit = Audit {
            id: id(12, number),
            actor_kind: ActorKind::System,
            actor_id: Uuid::nil(),
            operation: "appointment_create".to_owned(),
            rows: "[]".to_owned(),
        };
        changes.insert(audit);
        changes.insert(Outbox { id: id(12, number), events: "[]".to_owned() });
        changes.insert(Idempotency {
            id: id(11, number),
            operation: "appointment_create".to_owned(),
            key: number.to_string(),
            guest_id: Some(self.guest.uuid()),
            ..sample()
        });
        changes
    }

    pub(crate) fn appointment(&self, number: u128, hour: i64) -> Appointment {
        Appointment {
            id: id(10, number),
            center_id: self.center,
            guest_id: self.guest,
            service_id: self.service,
            provider_id: self.provider,
            room_id: Some(self.room),
            room_unit: Some(1),
            starts_at: at(hour * 60),
            ends_at: at(hour * 60 + 30),
            time_zone: "Europe/Lisbon".parse().unwrap(),
            local_start: "2027-01-01T09:00".to_owned(),
            buffer_before_minutes: 0_i64.try_into().unwrap(),
            buffer_after_minutes: 0_i64.try_into().unwrap(),
            status: AppointmentStatus::Scheduled,
            source: AppointmentSource::Desk,
            price: Money::from_minor(4_500, euro()),
            currency: euro(),
            steps: 1,
            booked_by: Some("system".to_owned()),
            ..sample()
        }
    }

    pub(crate) fn occupancies(&self, appointment: &Appointment) -> [Occupancy; 2] {
        let number = appointment.id.uuid().as_u128() & u128::from(u64::MAX);
        [(self.provider.uuid(), 2 * number), (self.room.uuid(), 2 * number + 1)].map(
            |(resource, number)| Occupancy {
                id: id(14, number),
                resource_id: Id::from_uuid(resource),
                unit: 1,
                starts_at: appointment.starts_at,
                ends_at: appointment.ends_at,
                center_id: self.center,
                appointment_id: appointment.id,
                ..sample()
            },
        )
    }

    pub(crate) fn sale(&self, number: u128) -> Sale {
        let price = Money::from_minor(4_500, euro());
        Sale {
            id: id(15, number),
            sale_no: format!("SALE-{number}").parse().unwrap(),
            appointment_id: Some(id(10, number)),
            guest_id: self.guest,
            center_id: self.center,
            item_type: ItemType::Service,
            service_id: Some(self.service),
            provider_id: Some(self.provider),
            quantity: "1".parse().unwrap(),
            unit_price: "45".parse().unwrap(),
            gross_value: price,
            discount_value: Money::from_minor(0, euro()),
            net_value: price,
            currency: euro(),
            status: SaleStatus::Open,
            sale_date: "2027-01-01".parse().unwrap(),
            ..sample()
        }
    }

    /// A draft with one line for the sale of the appointment `number`.
    pub(crate) fn draft(&self, number: u128) -> (Invoice, InvoiceItem) {
        let (zero, price) = (Money::from_minor(0, euro()), Money::from_minor(4_500, euro()));
        let invoice = Invoice {
            id: id(16, number),
            guest_id: self.guest,
            center_id: self.center,
            status: InvoiceStatus::Draft,
            price_mode: PriceMode::Exclusive,
            currency: euro(),
            gross_invoice_value: price,
            invoice_discount: zero,
            net_invoice_value: price,
            tax: zero,
            total: price,
            total_collection: zero,
            balance_due: price,
            ..sample()
        };
        let item = InvoiceItem {
            id: id(17, number),
            invoice_id: invoice.id,
            sale_id: Some(id(15, number)),
            row_num: 1,
            item_type: ItemType::Service,
            service_id: Some(self.service),
            item_name: "Cut".parse().unwrap(),
            item_quantity: "1".parse().unwrap(),
            unit_price: "45".parse().unwrap(),
            item_discount: zero,
            net_price: price,
            tax: zero,
            currency: euro(),
            provider_id: Some(self.provider),
            ..sample()
        };
        (invoice, item)
    }

    /// A payment of all of a draft's invoice, and its collection.
    pub(crate) fn payment(&self, number: u128) -> (Payment, Collection) {
        let (zero, price) = (Money::from_minor(0, euro()), Money::from_minor(4_500, euro()));
        let payment = Payment {
            id: id(18, number),
            invoice_id: id(16, number),
            guest_id: self.guest,
            center_id: self.center,
            payment_method: PaymentMethod::Cash,
            amount: price,
            tip: zero,
            change: zero,
            currency: euro(),
            status: PaymentStatus::Completed,
            ..sample()
        };
        let collection = Collection {
            id: id(19, number),
            collection_no: "COLL-2027-0001".parse().unwrap(),
            kind: CollectionKind::Receipt,
            invoice_id: payment.invoice_id,
            payment_id: payment.id,
            sale_id: Some(id(15, number)),
            guest_id: self.guest,
            center_id: self.center,
            payment_method: payment.payment_method,
            amount: price,
            currency: euro(),
            collection_date: "2027-01-01".parse().unwrap(),
            ..sample()
        };
        (payment, collection)
    }
}
