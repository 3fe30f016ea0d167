//! Where requests are made up: what a client would know, its chance, and its
//! mistakes.

use clientline::{
    entity::{Entity, MergePatch, Query, Stored},
    ops::page::PageRequest,
    row::Version,
    storage::Snapshot,
    strict,
    value::{Id, TenantId, Timestamp},
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{chance::Chance, model::Facts};

/// A start that was listed as free.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Offer {
    pub(crate) tenant: TenantId,
    pub(crate) center: Uuid,
    pub(crate) service: Uuid,
    pub(crate) provider: Uuid,
    pub(crate) starts_at: Timestamp,
}

/// What one request is made up of.
pub(crate) struct Desk<'a> {
    pub(crate) chance: &'a mut Chance,
    pub(crate) now: Timestamp,
    /// The starts that were listed lately, in this tenant.
    pub(crate) offers: Vec<Offer>,
    /// Whether no mistake is made.
    pub(crate) careful: bool,
    /// What is known of the request before it is answered.
    pub(crate) facts: Facts,
    pub(crate) mine: Box<dyn Snapshot>,
    pub(crate) theirs: Box<dyn Snapshot>,
}

impl Desk<'_> {
    /// How many of the newest rows most requests are about.
    pub(super) const NEW: u32 = 25;

    /// Makes a mistake so many times in a hundred.
    pub(crate) const fn slips(&mut self, percent: u64) -> bool {
        !self.careful && self.chance.percent(percent)
    }

    /// One of the tenant's rows, mostly a new one.
    pub(crate) async fn any<E: Entity>(&mut self) -> Option<Stored<E>> {
        let limit = if self.chance.percent(90) { Self::NEW } else { 1_000 };
        let rows = self.list(Query::limit(limit).descending()).await;
        self.chance.pick(&rows).cloned()
    }

    /// One of the rows that a query asks for.
    pub(crate) async fn among<E: Entity>(&mut self, query: Query<E>) -> Option<Stored<E>> {
        let rows = self.list(query).await;
        self.chance.pick(&rows).cloned()
    }

    pub(crate) async fn list<E: Entity>(&mut self, query: Query<E>) -> Vec<Stored<E>> {
        let rows = self.mine.select(query.select()).await.unwrap();
        rows.into_iter().map(|row| Stored::decode(row).unwrap()).collect()
    }

    /// The identifier of one of the tenant's rows; or, now and then, that of
    /// nothing, of another kind of row, or of another tenant's row.
    pub(crate) async fn id<E: Entity>(&mut self) -> Option<Id<E>> {
        let right = self.any::<E>().await?.id();
        Some(self.or_wrong(right).await)
    }

    /// An identifier; or, now and then, a wrong one in its place.
    pub(crate) async fn or_wrong<E: Entity>(&mut self, right: Id<E>) -> Id<E> {
        if !self.slips(3) {
            return right;
        }
        let query = Query::<E>::limit(Self::NEW);
        match self.chance.next() % 3 {
            0 => {
                let mut bytes = [0; 16];
                self.chance.fill(&mut bytes);
                Id::from_uuid(uuid::Builder::from_random_bytes(bytes).into_uuid())
            }
            1 => {
                let rows = self.theirs.select(query.select()).await.unwrap();
                self.chance.pick(&rows).map_or(right, |row| Id::from_uuid(row.id))
            }
            _ => {
                let others = self.list(Query::<clientline::model::Guest>::limit(Self::NEW)).await;
                self.chance.pick(&others).map_or(right, |row| Id::from_uuid(row.id.uuid()))
            }
        }
    }

    /// The version that a client says it read: none, the right one, or an
    /// outdated one.
    pub(crate) fn expected<E: Entity>(&mut self, stored: &Stored<E>) -> Option<Version> {
        self.expected_of(stored.version())
    }

    /// The same, of a row of any kind.
    pub(crate) fn expected_of(&mut self, Version(version): Version) -> Option<Version> {
        match self.chance.next() % 10 {
            0..=6 => None,
            7 if self.slips(30) => Some(Version(version + self.chance.one(&[-1, 1]))),
            _ => Some(Version(version)),
        }
    }

    /// One of some merge patches.
    pub(crate) fn patch<P: MergePatch>(&mut self, patches: &[Json]) -> P {
        let patch = self.chance.one(patches);
        strict::read(patch.clone()).unwrap_or_else(|error| panic!("{patch} is no patch: {error}"))
    }

    /// A page: mostly the first, at times a short, late or impossible one.
    pub(crate) fn page(&mut self) -> PageRequest {
        let (mut page, count) = (PageRequest::default(), self.chance.percent(30));
        page.count = count;
        match self.chance.next() % 10 {
            0 => page.limit = 1,
            1 => page.limit = 3,
            2 => page.skip = 2,
            3 if self.slips(30) => page.limit = 0,
            4 if self.slips(30) => page.cursor = Some("nonsense".to_owned()),
            5 => page.cursor = Some(Uuid::max().simple().to_string()),
            _ => {}
        }
        page
    }

    /// A number of minutes from now, on a quarter of an hour.
    pub(crate) fn soon(&mut self, days: i64) -> Timestamp {
        let quarter = self.chance.within(1..=days * 96) * 15;
        let start = self.now.floor_to_minute();
        let minute = start.micros() / 60_000_000;
        start.saturating_plus_minutes(quarter - minute.rem_euclid(15))
    }
}
