//! Moving a series: this appointment of it and those that follow, or all that is to come.
//!
//! Each keeps its date, and what was agreed on it. All are read as one scene, judged by the
//! predicate that judges each alone, and written in one commit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    added_later::AddedFromNow,
    agreement::{Moved, Terms},
    appointment_rows::{FurtherLinks, further_links, occupancies, unlink},
    appointments::AppointmentFilter,
    availability::{Availability, BookingTarget, ServiceResources, local_text},
    booking::rules,
    moves::MoveAppointments,
    placement::{NOT_PLACED, Placement},
    reschedule::{Departure, moved_plan, rules_at},
    series_dates::cannot_be_had,
};
use crate::{
    engine::{Conflicts, Env, Operation, Plan, SetAside, View, reading::peek},
    entity::Stored,
    error::{Error, Result},
    model::{
        Appointment, AppointmentSeries, AppointmentSource, Calendar, Occupancy, Permission,
        Provider, Sale,
    },
    ops::billing::{moved_sales::MovedSale, sales::sale_of},
    slots::{BookingRules, Candidate},
    value::{FewIds, Id, LocalTime, Notes, Timestamp},
};

/// Moves what is to come of a series, in one commit: all of it, or nothing. Each appointment keeps
/// its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveSeries {
    /// Which series.
    #[schemars(extend("examples" = ["019aa5b0-7c00-7000-8000-000000000002"]))]
    pub series_id: Uuid,
    /// From this start on; all that is to come, if absent.
    #[serde(default)]
    pub from: Option<Timestamp>,
    /// When they shall start, by the clock on the wall of the center; as they do, if absent.
    #[serde(default)]
    pub time: Option<LocalTime>,
    /// By whom they shall be performed; each as before, if absent.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// Why.
    #[serde(default)]
    pub reason: Option<Notes>,
    /// Move outside hours and notice (managers only).
    #[serde(default, rename = "override")]
    pub override_rules: bool,
}

impl Operation for MoveSeries {
    type Answer = Vec<Stored<Appointment>>;
    const NAME: &'static str = "series_move";
    const NEEDS: Permission = MoveAppointments::NEEDS;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_PLACED, &["too_many_appointments"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        self.check()?;
        let rules = rules(env, AppointmentSource::Desk, self.override_rules)?;
        let (kept, dates) = self.read(env, view).await?;
        let (dates, scene): (Vec<DateToMove>, Vec<Availability>) = dates.into_iter().unzip();
        let found = self.judge(env, rules, &dates, &scene)?;

        let mut changes = env.changes();
        // All are let go of before any is taken anew: they pass over each other's.
        for date in &dates {
            for taken in &date.taken {
                changes.delete(taken);
            }
            unlink(&date.links, &mut changes);
        }
        let (mut moved, mut sales) = (Vec::new(), Vec::new());
        for ((date, availability), candidate) in dates.into_iter().zip(scene).zip(found) {
            let DateToMove { before, starts_at, sale, calendars, .. } = date;
            let placement = self.placement(rules, &before, starts_at);
            let placed = placement.settle(view, availability, candidate, calendars)?;
            let reason = self.reason.as_ref();
            let departure = Departure {
                before: &before,
                starts_at,
                reason,
                agreed: None,
                added: AddedFromNow::AsBefore,
            };
            let after = departure.write(env, &placed, &mut changes)?;
            let sale = sale.filter(|_| after.provider_id != before.provider_id);
            sales.extend(sale.map(|sale| MovedSale::of(&after, sale)));
            moved.push(after);
        }
        // Who performs them is no part of what was planned.
        if let Some(kept) = kept.filter(|_| self.time.is_some()) {
            changes.update(&kept, |kept| {
                for one in &moved {
                    kept.dates.note_move(one);
                }
            });
        }
        let plan = moved_plan(env, view, (moved, sales), changes).await?;
        Ok(plan.setting_aside(SetAside::by(self.override_rules, false)))
    }
}

/// An appointment of a series that is to be moved, with what was read of it.
struct DateToMove {
    before: Stored<Appointment>,
    /// When it shall start.
    starts_at: Timestamp,
    taken: Vec<Stored<Occupancy>>,
    /// What refers to its rooms and providers beside the first ones.
    links: FurtherLinks,
    sale: Option<Stored<Sale>>,
    calendars: Vec<Stored<Calendar>>,
}

/// A series that is to be moved, if what was planned of it is kept, and its appointments, each with
/// what decides about it.
type SeriesToMove = (Option<Stored<AppointmentSeries>>, Vec<(DateToMove, Availability)>);

impl MoveSeries {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(series_id: Uuid) -> Self {
        Self {
            series_id,
            from: None,
            time: None,
            provider_id: None,
            reason: None,
            override_rules: false,
        }
    }

    /// The most appointments that are moved at once.
    const AT_ONCE: usize = 100;

    fn check(&self) -> Result<()> {
        if self.time.is_none() && self.provider_id.is_none() {
            let detail = "Say at what time they start from now on, or who performs them.";
            return Err(Error::invalid("/time", "required", detail));
        }
        if self.time.is_some_and(|time| time.naive().is_none()) {
            let detail = "24:00 is the end of a day; nothing starts then.";
            return Err(Error::invalid("/time", "out_of_range", detail));
        }
        Ok(())
    }

    /// Reads the series, its appointments, and what decides about each, in three round trips.
    async fn read(&self, env: &Env, view: &mut View<'_>) -> Result<SeriesToMove> {
        let (series_id, from) = (Some(self.series_id), self.from);
        let of_series = AppointmentFilter { series_id, from, ..AppointmentFilter::default() };
        let kept = peek(Id::from_uuid(self.series_id));
        let (kept, mut parts) = view.read((kept, of_series.query())).await?;
        parts.retain(|part| part.status.is_to_come() && !part.has_lapsed(env.now()));
        parts.sort_by_key(|part| (part.starts_at, part.id));
        if parts.is_empty() {
            return Err(Error::NotFound { entity: "series" });
        }
        if parts.len() > Self::AT_ONCE {
            let detail = "At most a hundred appointments are moved at once.";
            return Err(Error::conflict("too_many_appointments", detail));
        }
        let targets = parts.iter().map(|part| Ok((self.target(part)?, "/series_id")));
        let targets = targets.collect::<Result<Vec<_>>>()?;
        let taken: Vec<_> = parts.iter().map(|part| occupancies(part)).collect();
        let sales: Vec<_> = parts.iter().map(|part| sale_of(part.id)).collect();
        let links: Vec<_> = parts.iter().map(|part| further_links(part)).collect();
        let (resources, (taken, links, sales)) =
            ServiceResources::read_each(view, &targets, (taken, links, sales)).await?;
        let calendars: Vec<_> = resources.iter().map(ServiceResources::calendars).collect();
        let mut starts = Vec::with_capacity(parts.len());
        for (part, resources) in parts.iter().zip(&resources) {
            starts.push(self.start(part, resources)?);
        }
        let wanted = resources.into_iter().zip(parts.iter().zip(&starts));
        let windows = wanted.map(|(resources, (part, start))| {
            let placement = self.placement(BookingRules::OffGrid, part, *start);
            let window = placement.window(env, &resources);
            (resources, window)
        });
        let (scene, calendars) =
            Availability::read_each(view, windows.collect(), calendars).await?;
        let rows = taken.into_iter().zip(links).zip(sales).zip(calendars);
        let dates = parts.into_iter().zip(starts).zip(rows);
        let dates = dates.map(|((before, starts_at), (((taken, links), sale), calendars))| {
            let calendars = calendars.concat();
            DateToMove { before, starts_at, taken, links, sale, calendars }
        });
        Ok((kept, dates.zip(scene).collect()))
    }

    fn target(&self, part: &Stored<Appointment>) -> Result<BookingTarget> {
        Ok(BookingTarget {
            center: part.center_id,
            service: part.service_id,
            provider: Some(self.provider_id.unwrap_or(part.provider_id)),
            room: None,
            moved: Some(Moved::of(part, Terms::Agreed, None)?),
        })
    }

    /// Returns when an appointment shall start, on its date.
    fn start(&self, part: &Appointment, resources: &ServiceResources) -> Result<Timestamp> {
        let zone = &resources.center.time_zone;
        let Some(time) = self.time.and_then(LocalTime::naive) else { return Ok(part.starts_at) };
        let local = zone.local(part.starts_at).date().and_time(time);
        let out_of_range = |_| Error::invalid("/time", "out_of_range", "The time is out of range.");
        zone.instant(local).map_err(out_of_range)
    }

    /// Asks for the place of one of them.
    fn placement(
        &self,
        rules: BookingRules,
        before: &Appointment,
        starts_at: Timestamp,
    ) -> Placement {
        Placement {
            provider_id: Some(self.provider_id.unwrap_or(before.provider_id)),
            room_id: None,
            further_provider_ids: FewIds::default(),
            starts_at,
            rules: rules_at(rules, before, starts_at),
        }
    }

    /// Judges each of them, and names those for which there is no place.
    fn judge(
        &self,
        env: &Env,
        rules: BookingRules,
        dates: &[DateToMove],
        scene: &[Availability],
    ) -> Result<Vec<Candidate>> {
        let (mut found, mut refused) = (Vec::with_capacity(dates.len()), Vec::new());
        let mut refusal = None;
        for (date, availability) in dates.iter().zip(scene) {
            let placement = self.placement(rules, &date.before, date.starts_at);
            placement.check_offered(&availability.resources)?;
            match placement.judge(env, availability) {
                Ok(candidate) => found.push(candidate),
                Err(why) => {
                    let zone = &availability.resources.center.time_zone;
                    refused.push(local_text(zone, date.starts_at));
                    refusal.get_or_insert(why);
                }
            }
        }
        match refusal {
            Some(refusal) => Err(cannot_be_had(refusal, &refused)),
            None => Ok(found),
        }
    }
}
