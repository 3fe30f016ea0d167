//! When each service of a visit may begin, whatever becomes of those before it.
//!
//! A service begins when the one before it ends, or once the buffers between the two are over, and
//! some take another time for it than others. So when it begins is known once all before it are
//! placed; but between which starts, and what decides about these, is known before any is. By that
//! a visit is read at once, and not service by service.

use super::placement::Follows;
use crate::{
    engine::{View, reading::peek},
    entity::{Query, Stored},
    error::Result,
    model::{Provider, ProviderService, Service},
    value::{BufferMinutes, Code, Id, Timestamp},
};

/// The most providers who perform a service in an own way.
const PERFORMERS_MAX: u32 = 1_000;

/// A service of a visit that is to be placed.
#[derive(Clone, Copy)]
pub(in crate::ops) struct SpannedService<'a> {
    pub(in crate::ops) service_id: Id<Service>,
    /// By this provider alone.
    pub(in crate::ops) provider_id: Option<Id<Provider>>,
    /// When it starts, if it does not follow the one before.
    pub(in crate::ops) starts_at: Option<Timestamp>,
    /// What is added to it.
    pub(in crate::ops) add_ons: &'a [Code],
}

/// When a service of a visit may begin.
#[derive(Clone, Copy)]
pub(in crate::ops) struct Span {
    /// If nothing comes between the services, and each takes as long as it does with most.
    pub(in crate::ops) usual: Timestamp,
    earliest: Timestamp,
    latest: Timestamp,
    /// The buffer after the one before.
    buffer_after: BufferMinutes,
}

impl Span {
    /// Returns how the service follows the one before, after which so long a buffer was agreed.
    pub(in crate::ops) const fn follows(self, buffer_after: BufferMinutes) -> Follows {
        Follows { buffer_after, within: (self.earliest, self.latest) }
    }

    /// Returns the same, with the buffer that the service before has.
    pub(in crate::ops) const fn foreseen(self) -> Follows {
        self.follows(self.buffer_after)
    }
}

/// Says of each service of a visit when it may begin, by one read: of one that names its start,
/// then.
pub(in crate::ops) async fn spans(
    view: &mut View<'_>,
    starts_at: Timestamp,
    services: &[SpannedService<'_>],
) -> Result<Vec<Span>> {
    let each = services.iter().map(|one| {
        let own = Query::limit(PERFORMERS_MAX).eq(ProviderService::service_id(), &one.service_id);
        (peek(one.service_id), own)
    });
    let found = view.read(each.collect::<Vec<_>>()).await?;
    let at_once = |at: Timestamp| {
        let buffer_after = BufferMinutes::default();
        Span { usual: at, earliest: at, latest: at, buffer_after }
    };
    let mut next = at_once(starts_at);
    let mut is_first = true;
    let span = |(one, (service, own)): (&SpannedService<'_>, (Option<Stored<Service>>, Vec<_>))| {
        let mut span = one.starts_at.map_or(next, at_once);
        // Whether it is there is said once it is booked.
        let Some(service) = service else { return span };
        if one.starts_at.is_none() && !is_first {
            let between = span.buffer_after.get() + service.buffer_before_minutes.get();
            span.latest = span.latest.saturating_plus_minutes(between.into());
        }
        is_first = false;
        let usual = i64::from(service.duration_minutes.get());
        // Whether it has such add-ons is said once it is booked.
        let chosen = service.chosen(one.add_ons).ok().flatten();
        let added = i64::from(chosen.map(|chosen| chosen.added()).unwrap_or_default().minutes());
        let (shortest, longest) = lengths(usual, &own, one.provider_id);
        let (usual, shortest, longest) = (usual + added, shortest + added, longest + added);
        next = Span {
            usual: span.usual.saturating_plus_minutes(usual),
            earliest: span.earliest.saturating_plus_minutes(shortest),
            latest: span.latest.saturating_plus_minutes(longest),
            buffer_after: service.buffer_after_minutes,
        };
        span
    };
    Ok(services.iter().zip(found).map(span).collect())
}

/// The shortest and the longest time in minutes that a service takes with those who may perform it.
fn lengths(
    usual: i64,
    own: &[Stored<ProviderService>],
    provider: Option<Id<Provider>>,
) -> (i64, i64) {
    let own = own.iter().filter(|one| provider.is_none_or(|only| only == one.provider_id));
    let own = own.filter_map(|one| one.duration_minutes.map(|minutes| i64::from(minutes.get())));
    own.fold((usual, usual), |(shortest, longest), own| (shortest.min(own), longest.max(own)))
}
