//! Requests about guests: who they are, who they turn out to be, and that they are forgotten.

use clientline::{
    model::{Center, Guest, NewGuest},
    ops::{
        billing::guest_merge::{GuestMerge, MergeGuests},
        people::{
            guest_erase::EraseGuest,
            guest_search::{GetGuestByCode, GuestFilter, ListGuests},
        },
        resource::Create,
    },
};
use serde_json::json;

use super::{Made, catalogue::change, desk::Desk, made};
use crate::act::Alone;

pub(super) async fn new_guest(desk: &mut Desk<'_>) -> Made {
    let center = desk.id().await?;
    let mut new = NewGuest::new(center, desk.chance.name(), desk.chance.name());
    new.notes = desk.chance.notes();
    if desk.slips(10) {
        new.guest_code = Some(desk.chance.code());
    }
    made(Create::<Guest>(new))
}

pub(super) async fn change_guest(desk: &mut Desk<'_>) -> Made {
    let center = desk.id::<Center>().await?;
    let patches = [
        json!({ "email": "Ada@Example.com" }),
        json!({ "notes": desk.chance.notes() }),
        json!({ "first_name": desk.chance.name() }),
        json!({ "center_id": center }),
        json!({ "is_active": desk.chance.percent(85) }),
        json!({ "date_of_birth": "1992-02-29" }),
        json!({ "guest_code": desk.chance.code() }),
    ];
    change::<Guest>(desk, &patches).await
}

pub(super) async fn guest_by_code(desk: &mut Desk<'_>) -> Made {
    let mut code = desk.any::<Guest>().await?.guest_code.clone();
    if desk.slips(10) {
        code = desk.chance.code();
    }
    made(GetGuestByCode(code))
}

pub(super) async fn merge_guests(desk: &mut Desk<'_>) -> Made {
    let (into, from) = (desk.any::<Guest>().await?, desk.any::<Guest>().await?);
    let (id, from) = (desk.or_wrong(into.id).await, desk.or_wrong(from.id).await);
    made(MergeGuests { id, merge: GuestMerge { from }, expected: desk.expected(&into) })
}

pub(super) async fn erase_guest(desk: &mut Desk<'_>) -> Made {
    let guest = desk.any::<Guest>().await?;
    let id = desk.or_wrong(guest.id).await;
    made(Alone(EraseGuest::new(id, desk.expected(&guest))))
}

/// Looks for guests by what is typed of them, or by a field.
pub(super) async fn find_guests(desk: &mut Desk<'_>) -> Made {
    let guest = desk.any::<Guest>().await?;
    let mut filter = GuestFilter::default();
    let typed = |text: &str, chars: i64| -> String {
        text.chars().take(usize::try_from(chars).unwrap()).collect()
    };
    match desk.chance.next() % 5 {
        0 => filter.guest_code = Some(guest.guest_code.clone()),
        1 => (filter.center_id, filter.email) = (desk.id().await, guest.email.clone()),
        2 => filter.q = typed(&guest.first_name, desk.chance.within(1..=3)).parse().ok(),
        3 => filter.q = typed(&guest.guest_code, desk.chance.within(1..=6)).parse().ok(),
        _ => {
            let last = typed(&guest.last_name, desk.chance.within(1..=2));
            filter.q = format!("{last} {}", typed(&guest.first_name, 2)).parse().ok();
        }
    }
    made(ListGuests { filter, page: desk.page() })
}
