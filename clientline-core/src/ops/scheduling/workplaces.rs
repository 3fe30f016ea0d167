//! Where else a provider works: further centers, each with hours of its own.
//!
//! All of them are said at once. A center at which the provider still has appointments stays among
//! them: without hours, nothing more is booked there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{
        Conflicts, Env, Operation, Plan, View,
        reading::{require, require_version},
        shown_whole,
    },
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{Calendar, Center, EventKind, Occupancy, Permission, Provider, ProviderCenter},
    ops::{resource::must_be_clear, scheduling::calendars::mark},
    row::{Select, Version},
    storage::Key,
    value::{Id, IdList, Timestamp, WeeklyHours},
};

/// A center at which a provider works beside their own, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workplace {
    /// The center.
    pub center_id: Id<Center>,
    /// When the provider works there; without them, never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<WeeklyHours>,
}

/// All centers at which a provider works beside their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workplaces {
    /// The centers, at most 20.
    #[schemars(length(max = 20))]
    pub centers: Vec<Workplace>,
}

shown_whole!(Workplaces);

/// Reads at which centers a provider works beside their own.
#[derive(Clone, Copy, Debug)]
pub struct GetWorkplaces(pub Id<Provider>);

impl Operation for GetWorkplaces {
    type Answer = Workplaces;
    const NAME: &'static str = "provider_centers_get";
    const NEEDS: Permission = Permission::ReadCatalogue;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Workplaces>> {
        let (_, places) = view.read((require(self.0), places_of(self.0))).await?;
        let place = |place: Stored<ProviderCenter>| Workplace {
            center_id: place.center_id,
            hours: place.hours.clone(),
        };
        let centers = places.into_iter().map(place).collect();
        Ok(Plan::read(env, Workplaces { centers }))
    }
}

/// Asks for the further centers of a provider.
fn places_of(provider: Id<Provider>) -> Query<ProviderCenter> {
    Query::limit(IdList::<Center>::LIMIT)
        .eq(ProviderCenter::provider_id(), &provider)
        .order_by(ProviderCenter::center_id())
}

/// Says all centers at which a provider works beside their own.
#[derive(Clone, Debug)]
pub struct SetWorkplaces {
    /// Who.
    pub id: Id<Provider>,
    /// Where.
    pub workplaces: Workplaces,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl SetWorkplaces {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Provider>, workplaces: Workplaces) -> Self {
        Self { id, workplaces, expected: None }
    }

    /// Returns the centers, if they are a list of such.
    fn centers(&self) -> Result<IdList<Center>> {
        let invalid = |code, detail: &str| Err(Error::invalid("/centers", code, detail));
        if self.workplaces.centers.len() > ProviderCenter::MAX {
            return invalid("too_many", "A provider works at 20 further centers at most.");
        }
        let windows = |place: &Workplace| place.hours.clone().unwrap_or_default();
        for (at, place) in self.workplaces.centers.iter().enumerate() {
            must_be_clear(&format!("/centers/{at}/hours"), windows(place).all_windows())?;
        }
        let ids = self.workplaces.centers.iter().map(|place| place.center_id);
        IdList::new(ids.collect()).map_err(|error| Error::value("/centers", &error))
    }
}

impl Operation for SetWorkplaces {
    type Answer = Stored<Provider>;
    const NAME: &'static str = "provider_centers_set";
    const NEEDS: Permission = Permission::WriteCatalogue;
    const CONFLICTS: Conflicts = Conflicts::of(&[&["in_use"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let list = self.centers()?;
        let most = IdList::<Center>::LIMIT;
        let (before, calendar, centers, places) = view
            .read((
                require_version(self.id, self.expected),
                require(Id::<Calendar>::from_uuid(self.id.uuid())),
                Query::<Center>::limit(most).ids(list.as_slice()),
                places_of(self.id),
            ))
            .await?;
        let pointer = |at: usize| format!("/centers/{at}/center_id");
        if let Some(at) = list.as_slice().iter().position(|id| *id == before.center_id) {
            let detail =
                "This is the provider's own center: the hours there are those of the provider.";
            return Err(Error::invalid(&pointer(at), "own_center", detail));
        }
        let is_missing = |id: &Id<Center>| !centers.iter().any(|center| center.id == *id);
        if let Some(at) = list.as_slice().iter().position(is_missing) {
            return Err(Error::missing_reference(&pointer(at), Center::NAME));
        }
        let stays = |place: &&Stored<ProviderCenter>| list.as_slice().contains(&place.center_id);
        let left = places.iter().filter(|place| !stays(place));
        let left: Vec<Id<Center>> = left.map(|place| place.center_id).collect();
        if !left.is_empty() {
            self.must_have_nothing_to_come(view, &left, env.now()).await?;
        }
        let mut changes = env.changes();
        // Whoever books at this moment relies on both.
        mark(&mut changes, &calendar);
        let after = changes.update(&before, |provider| provider.further_center_ids = list);
        for place in &places {
            let said = self.workplaces.centers.iter().find(|one| one.center_id == place.center_id);
            match said {
                Some(one) if one.hours != place.hours => {
                    changes.update(place, |place| place.hours.clone_from(&one.hours));
                }
                Some(_) => {}
                None => changes.delete(place),
            }
        }
        let is_new = |one: &&Workplace| !places.iter().any(|of| of.center_id == one.center_id);
        for one in self.workplaces.centers.iter().filter(is_new) {
            changes.insert(ProviderCenter {
                id: env.new_id(),
                provider_id: self.id,
                center_id: one.center_id,
                hours: one.hours.clone(),
            });
        }
        Ok(Plan::new(after, changes).emit(EventKind::ProviderUpdated, self.id))
    }
}

impl SetWorkplaces {
    /// Checks that nothing is to come at the centers which the provider leaves: whoever books at
    /// the others would not see that the provider is taken there.
    async fn must_have_nothing_to_come(
        &self,
        view: &mut View<'_>,
        left: &[Id<Center>],
        now: Timestamp,
    ) -> Result<()> {
        let since = now.saturating_plus_minutes(-Occupancy::MINUTES_MAX);
        let taken = Query::limit(Select::LIMIT_MAX)
            .any(Occupancy::resource_id(), &[Id::from_uuid(self.id.uuid())])
            .any(Occupancy::unit(), &[1])
            .gt(Occupancy::starts_at(), &since)
            .gt(Occupancy::ends_at(), &now);
        let taken = view.list(&taken).await?;
        if !taken.iter().any(|row| left.contains(&row.center_id)) {
            return Ok(());
        }
        let detail = "The provider has appointments to come at a center that is not among these any \
                      more: leave it there without hours until they are over or moved.";
        Err(Error::conflict("in_use", detail))
    }
}
