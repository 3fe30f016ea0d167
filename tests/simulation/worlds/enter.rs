//! Entering a world into a storage: all of its rows in one commit.

use clientline::{
    model::{Calendar, CalendarKind, Center, NewOrganization, Organization},
    row::ChangeSet,
    storage::{Result, Storage},
    value::{Id, Name},
};
use uuid::Uuid;

use super::world::World;

/// Writes a world, for a tenant of its own.
pub(super) async fn enter(world: &World, storage: &dyn Storage) -> Result<()> {
    let mut changes = ChangeSet::new(world.now);
    macro_rules! all {
        ($($rows:ident),*) => {$(
            for row in &world.$rows {
                changes.insert(row.clone());
            }
        )*};
    }
    // Only here it is said how long the way between two centers takes.
    let [name, slug, email] = ["Atelier", "atelier", "desk@example.com"];
    let (name, zone) = (Name::parse(name).unwrap(), world.zone().clone());
    let (slug, email) = (slug.parse().unwrap(), email.parse().unwrap());
    let mut new = NewOrganization::new(name, slug, email, "EUR".parse().unwrap(), zone);
    new.settings.travel_minutes = Some(world.travel);
    changes.insert(Organization::from_new(Id::from_uuid(world.tenant.0), new));
    all!(centers);
    let mut calendar = |kind, owner: Uuid, center_id: Id<Center>| {
        changes.insert(Calendar { id: Id::from_uuid(owner), kind, center_id, revision: 0 });
    };
    for center in &world.centers {
        calendar(CalendarKind::Center, center.id.uuid(), center.id);
    }
    for provider in &world.providers {
        calendar(CalendarKind::Provider, provider.id.uuid(), provider.center_id);
    }
    for room in &world.rooms {
        calendar(CalendarKind::Room, room.id.uuid(), room.center_id);
    }
    all!(kinds, rooms, services, further_kinds, providers, performances);
    all!(workplaces, overrides, blockouts, guests, waiting);
    storage.commit(world.tenant, changes).await
}
