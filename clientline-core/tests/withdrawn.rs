//! What stands on a draft for an appointment that does not take place, whoever says so: the
//! desk, the clock, or the guest by the token that was mailed to them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use clientline_core::{
    Scope,
    conformance::fixture::{World, at, client_after},
    engine::Actor,
    entity::Stored,
    memory::MemoryStorage,
    model::{Appointment, AppointmentStatus, Invoice, Organization, Sale, SaleStatus},
    ops::{
        access::organizations::UpdateOrganization,
        billing::invoices::GenerateInvoice,
        online::{
            book::BookOnline,
            confirm::ConfirmOnlineBooking,
            manage::{CancelOnlineBooking, Cancellation},
        },
        page::PageRequest,
        resource::{Get, List},
        scheduling::{
            appointment_status::ChangeStatus,
            appointments::GetAppointmentSale,
            holds::{LapseHolds, Lapsed, MakeConfirmation},
        },
    },
    storage::Storage,
    value::Id,
};
use serde_json::json;

/// A salon with an appointment that was booked online, and is held.
struct Held {
    world: World,
    appointment: Stored<Appointment>,
    token: String,
    storage: Arc<dyn Storage>,
}

impl Held {
    async fn make() -> Self {
        let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
        let world = World::make(&storage, 1).await;
        let id = Id::<Organization>::from_uuid(world.scope.tenant().0);
        let patch = r#"{"settings":{"public_booking":{"is_open":true}}}"#;
        let patch = serde_json::from_str(patch).unwrap();
        let open = UpdateOrganization { id, patch, expected: None };
        let slug = world.scope.run(&open).await.unwrap().slug.clone();
        let stranger = world.scope.client().public_scope(&slug).await.unwrap();
        let wish = json!({
            "first_name": "Rui", "last_name": "Melo", "email": "rui@example.com",
            "service_id": world.service.id, "starts_at": at(180),
        });
        stranger.run(&BookOnline(serde_json::from_value(wish).unwrap())).await.unwrap();
        let all = List::<Appointment>::new(PageRequest::default());
        let appointment = world.scope.run(&all).await.unwrap().items.pop().unwrap();
        let confirmation = world.scope.run(&MakeConfirmation(appointment.id)).await.unwrap();
        let token = confirmation.confirmation_token.clone();
        Self { world, appointment, token, storage }
    }

    async fn sale(&self) -> Stored<Sale> {
        self.world.scope.run(&GetAppointmentSale(self.appointment.id)).await.unwrap()
    }

    async fn bill(&self) -> Stored<Invoice> {
        let sale = self.sale().await;
        self.world.scope.run(&GenerateInvoice(sale.id)).await.unwrap()
    }

    /// Nothing of it is left on the draft, and nothing of it can be billed.
    async fn is_withdrawn_from(&self, draft: Id<Invoice>) {
        let draft = self.world.scope.run(&Get(draft)).await.unwrap();
        assert_eq!((draft.total.minor(), draft.balance_due.minor()), (0, 0));
        let sale = self.sale().await;
        assert_eq!((sale.status, sale.invoice_item_id), (SaleStatus::Void, None));
        let error = self.world.scope.run(&GenerateInvoice(sale.id)).await.unwrap_err();
        assert_eq!(error.code(), "sale_void");
    }
}

#[tokio::test]
async fn a_no_show_leaves_the_draft() {
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::new());
    let world = World::make(&storage, 1).await;
    let draft = world.billed(0, 0).await;
    assert!(draft.total.minor() > 0);
    let all = List::<Appointment>::new(PageRequest::default());
    let appointment = world.scope.run(&all).await.unwrap().items.pop().unwrap();
    let later = client_after(&storage, 60 * 24 * 365 * 20);
    let later = Scope::trusted(&later, world.scope.tenant(), Actor::system());
    let to = AppointmentStatus::NoShow;
    let missed = ChangeStatus { id: appointment.id, to, reason: None, fee: None, expected: None };
    later.run(&missed).await.unwrap();
    let draft = world.scope.run(&Get(draft.id)).await.unwrap();
    assert_eq!((draft.total.minor(), draft.balance_due.minor()), (0, 0));
    let sale = world.scope.run(&GetAppointmentSale(appointment.id)).await.unwrap();
    assert_eq!((sale.status, sale.invoice_item_id), (SaleStatus::Void, None));
}

#[tokio::test]
async fn what_was_held_and_lapsed_leaves_the_draft() {
    let held = Held::make().await;
    let draft = held.bill().await;
    assert!(draft.total.minor() > 0);
    let later = client_after(&held.storage, 60);
    let later = Scope::trusted(&later, held.world.scope.tenant(), Actor::system());
    assert_eq!(later.run(&LapseHolds).await.unwrap(), Lapsed { appointments: 1 });
    held.is_withdrawn_from(draft.id).await;
}

#[tokio::test]
async fn what_a_guest_cancels_by_their_token_leaves_the_draft() {
    let held = Held::make().await;
    let holder = held.world.scope.client().authenticate(&held.token).await.unwrap();
    holder.run(&ConfirmOnlineBooking).await.unwrap();
    let draft = held.bill().await;
    assert!(draft.total.minor() > 0);
    holder.run(&CancelOnlineBooking(Cancellation::default())).await.unwrap();
    held.is_withdrawn_from(draft.id).await;
}
