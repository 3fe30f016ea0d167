//! The storefront of an organization, for those who don't sign in: itself, what it offers,
//! and when that can be had; never who takes the other times.
//!
//! Whoever asks has come by [`ClientLine::public_scope`](crate::ClientLine::public_scope), which
//! lets nobody in where the organization is not open to the public.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{Consistency, Env, Operation, Plan, View, reading::require, shown_whole},
    entity::{Entity as _, Query, Stored},
    error::{Error, Result},
    model::{Center, Organization, Permission, Provider, Service, ServiceVisibility},
    ops::scheduling::{
        slot_formats::{
            NoSlotsReason, SlotFormat, StartCount, StartCounts, StartRange, StartRanges,
        },
        slot_table::Gather,
        slots::{FindSlots, Found},
    },
    slots::{self, Situation},
    value::{
        Active, Code, CountryCode, Currency, DayCount, EmailAddress, Id, Name, Notes, PhoneNumber,
        PriceMode, SlotLimit, Slug, TimeZone, Timestamp, WebOrigins,
    },
};

/// The most centers that are shown of an organization.
const CENTERS_MAX: u32 = 200;

/// Shows an organization and its centers.
#[derive(Clone, Copy, Debug)]
pub struct GetStorefront;

/// An organization, as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Storefront {
    /// The name of the business.
    pub name: Name,
    /// Its short name in addresses.
    pub slug: Slug,
    /// Its telephone number.
    pub phone: Option<PhoneNumber>,
    /// The currency of its prices (ISO 4217).
    pub currency: Currency,
    /// Whether its prices include tax.
    pub price_mode: PriceMode,
    /// For how long an appointment is held that is not confirmed, in minutes.
    pub hold_minutes: u32,
    /// How long before its start an appointment can still be moved or cancelled by who
    /// booked it, in minutes.
    pub change_notice_minutes: u32,
    /// The sites that may show the page on which guests book in a frame of theirs.
    pub embedding_sites: WebOrigins,
    /// Its centers that are in use, the oldest first: the first 200 of them.
    pub centers: Vec<PublicCenter>,
}

/// A center, as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicCenter {
    /// The identifier.
    pub id: Id<Center>,
    /// The name that guests see.
    pub name: Name,
    /// Street and number.
    pub address: Option<Notes>,
    /// City.
    pub city: Option<Name>,
    /// State, province or region.
    pub state: Option<Name>,
    /// Country (ISO 3166-1 alpha-2).
    pub country: Option<CountryCode>,
    /// Telephone number.
    pub phone: Option<PhoneNumber>,
    /// Address for mail.
    pub email: Option<EmailAddress>,
    /// Its time zone (IANA).
    pub time_zone: TimeZone,
}

shown_whole!(Storefront, PublicSlotList);

impl From<Stored<Center>> for PublicCenter {
    fn from(center: Stored<Center>) -> Self {
        let center = center.into_inner();
        Self {
            id: center.id,
            name: center.display_name.unwrap_or(center.name),
            address: center.address,
            city: center.city,
            state: center.state,
            country: center.country,
            phone: center.phone,
            email: center.email,
            time_zone: center.time_zone,
        }
    }
}

impl Operation for GetStorefront {
    type Answer = Storefront;
    const NAME: &'static str = "storefront_get";
    const NEEDS: Permission = Permission::BookOnline;
    const CONSISTENCY: Consistency = Consistency::SingleRead;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Storefront>> {
        let organization = require(Id::<Organization>::from_uuid(env.tenant().0));
        let (organization, centers) =
            view.read((organization, centers_in_use(CENTERS_MAX))).await?;
        let settings = organization.settings.public_booking;
        let answer = Storefront {
            name: organization.name.clone(),
            slug: organization.slug.clone(),
            phone: organization.phone.clone(),
            currency: organization.currency,
            price_mode: organization.price_mode,
            hold_minutes: settings.hold_minutes,
            change_notice_minutes: settings.change_notice_minutes,
            embedding_sites: organization.embedding_sites.clone(),
            centers: centers.into_iter().map(PublicCenter::from).collect(),
        };
        Ok(Plan::read(env, answer))
    }
}

/// Asks for the centers that are in use, the oldest first.
pub(super) fn centers_in_use(limit: u32) -> Query<Center> {
    Query::limit(limit).eq(Center::is_active(), &Active(true))
}

/// Returns the center that is meant: the one that is named, or the only one, of
/// which the first two were read.
///
/// # Errors
///
/// [`Error::Invalid`] if none is named, and there is not exactly one.
pub(super) fn center_meant(
    named: Option<Id<Center>>,
    in_use: Option<&[Stored<Center>]>,
) -> Result<Id<Center>> {
    match (named, in_use.unwrap_or_default()) {
        (Some(named), _) => Ok(named),
        (None, [only]) => Ok(only.id),
        (None, []) => Err(Error::missing_reference("/center_id", "center")),
        (None, _) => {
            let detail = "There are several centers: say which one.";
            Err(Error::invalid("/center_id", "required", detail))
        }
    }
}

impl Service {
    /// Checks that the service may be booked without a sign-in.
    ///
    /// # Errors
    ///
    /// [`Error::Invalid`], as for a service that is not there, if the desk alone books it.
    pub(super) fn must_be_online(&self) -> Result<()> {
        match self.visibility {
            ServiceVisibility::Public | ServiceVisibility::ByLink => Ok(()),
            ServiceVisibility::Desk => Err(Error::missing_reference("/service_id", Self::NAME)),
        }
    }
}

/// Lists the starts at which a service can be booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindPublicSlots {
    /// Which service.
    pub service_id: Id<Service>,
    /// The services that follow it one after the other, with anyone who is free: at most four.
    #[serde(default)]
    #[schemars(length(max = 4))]
    pub further_service_ids: Vec<Id<Service>>,
    /// The codes of what is added to it: at most five.
    #[serde(default)]
    #[schemars(length(max = 5))]
    pub add_ons: Vec<Code>,
    /// Where; not needed while there is only one center.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// Only with this provider, where guests choose.
    #[serde(default)]
    pub provider_id: Option<Id<Provider>>,
    /// The first local day of the center.
    pub date: NaiveDate,
    /// How many days, from that one on.
    #[serde(default)]
    pub days: DayCount,
    /// In which form.
    #[serde(default)]
    pub format: SlotFormat,
    /// How many starts the answer has at most.
    #[serde(default)]
    pub limit: SlotLimit,
    /// The `next_cursor` of the answer before.
    #[serde(default)]
    #[schemars(regex(pattern = r"^-?[0-9]{1,18}$"))]
    pub cursor: Option<String>,
}

/// The starts at which a service can be booked, as the public sees them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicSlotList {
    /// Where.
    pub center_id: Id<Center>,
    /// Which service.
    pub service_id: Id<Service>,
    /// The zone of the local times.
    pub time_zone: TimeZone,
    /// The first day.
    pub date: NaiveDate,
    /// How many days.
    pub days: DayCount,
    /// The starts, earliest first; none, if another format was asked for.
    pub slots: Vec<PublicSlot>,
    /// The stretches of starts, earliest first, if that format was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<Vec<StartRange>>,
    /// How many starts each of the days has, if that format was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Vec<StartCount>>,
    /// Why there is no start at all, if there is none of one service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<NoSlotsReason>,
    /// Where the starts go on, if there are more of them; absent on the last
    /// answer.
    pub next_cursor: Option<String>,
}

/// A start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PublicSlot {
    /// The start.
    pub starts_at: Timestamp,
    /// The start on the wall clock of the center; with its offset from UTC in
    /// an hour that is repeated.
    pub local: String,
    /// How many seats are left with whoever has most of them, if the service is a class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seats_left: Option<u32>,
}

impl Operation for FindPublicSlots {
    type Answer = PublicSlotList;
    const NAME: &'static str = "public_slots_find";
    const NEEDS: Permission = Permission::BookOnline;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<PublicSlotList>> {
        let organization = Id::<Organization>::from_uuid(env.tenant().0);
        let in_use = self.center_id.is_none().then(|| centers_in_use(2));
        let chosen = self.provider_id.map(|_| require(organization));
        let (in_use, organization) = view.read((in_use, chosen)).await?;
        if let Some(organization) = organization {
            organization.settings.public_booking.lets_choose(self.provider_id)?;
        }
        let center = center_meant(self.center_id, in_use.as_deref())?;
        if !self.further_service_ids.is_empty() {
            // Seldom, and large.
            return Ok(Plan::read(env, Box::pin(self.of_visit(env, view, center)).await?));
        }
        let may_be_found = Service::must_be_online;
        let answer = self.answer(env, view, &self.at(center), may_be_found).await?;
        Ok(Plan::read(env, answer))
    }
}

impl FindPublicSlots {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub fn new(service_id: Id<Service>, date: NaiveDate) -> Self {
        Self {
            service_id,
            date,
            further_service_ids: Vec::new(),
            add_ons: Vec::new(),
            center_id: None,
            provider_id: None,
            days: DayCount::default(),
            format: SlotFormat::default(),
            limit: SlotLimit::default(),
            cursor: None,
        }
    }

    /// Asks for what is asked, at a center.
    pub(super) fn at(&self, center: Id<Center>) -> FindSlots {
        FindSlots {
            days: self.days,
            limit: self.limit,
            cursor: self.cursor.clone(),
            provider_id: self.provider_id,
            add_ons: (!self.add_ons.is_empty()).then(|| self.add_ons.clone()),
            ..FindSlots::new(center, self.service_id, self.date)
        }
    }

    /// Answers a search in the form that is asked for.
    pub(super) async fn answer(
        &self,
        env: &Env,
        view: &mut View<'_>,
        find: &FindSlots,
        check: fn(&Service) -> Result<()>,
    ) -> Result<PublicSlotList> {
        let center = find.center_id;
        Ok(match self.format {
            SlotFormat::Slots => {
                let found = find.find::<Vec<PublicSlot>>(env, view, check).await?;
                let (head, slots) = found.split();
                PublicSlotList { slots, ..self.list(center, head) }
            }
            SlotFormat::Ranges => {
                let found = find.find::<StartRanges>(env, view, check).await?;
                let (head, found) = found.split();
                PublicSlotList { ranges: Some(found.ranges), ..self.list(center, head) }
            }
            SlotFormat::Counts => {
                let found = find.find::<StartCounts>(env, view, check).await?;
                let (head, found) = found.split();
                let counts = found.of_days(self.date, self.days);
                PublicSlotList { counts: Some(counts), ..self.list(center, head) }
            }
        })
    }

    /// Makes the answer without any starts.
    fn list(&self, center_id: Id<Center>, found: Found<()>) -> PublicSlotList {
        PublicSlotList {
            center_id,
            service_id: self.service_id,
            time_zone: found.time_zone,
            date: self.date,
            days: self.days,
            slots: Vec::new(),
            ranges: None,
            counts: None,
            reason: found.reason,
            next_cursor: found.next_cursor,
        }
    }
}

impl Gather for Vec<PublicSlot> {
    // Nobody is shown, so that there may be any number of them.
    const OFFERS_MAX: usize = usize::MAX;

    fn new(_: &Situation<'_>) -> Self {
        Self::new()
    }

    fn add(&mut self, slot: &slots::FreeStart<'_>) {
        let local = slot.wall_time().to_string();
        let seats = slot.offered().filter_map(|(provider, _)| slot.seats_left(provider));
        self.push(PublicSlot { starts_at: slot.starts_at, local, seats_left: seats.max() });
    }
}
