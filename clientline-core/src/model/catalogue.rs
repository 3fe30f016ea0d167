//! The catalogue: services, the taxes on them, and how they are sorted.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AddOns, Center, DepositPolicy, FeePolicy, RoomCategory, ServicePolicies, TaxCategory,
    row_policy::row_policy,
};
use crate::{
    entity::{entity, json_scalar, replaced_whole, word_enum},
    value::{
        Active, BufferMinutes, Capacity, Code, Currency, DurationMinutes, ExemptionCode,
        ExemptionReason, FewIds, FurtherCount, Id, IdList, Name, Notes, Segments, TaxRate,
        UnitPrice, WeeklyHours,
    },
};

entity! {
    /// A tax on what is sold.
    Tax in "tax", from NewTax, by TaxPatch {
        required {
            /// A code, unique in the organization.
            code: Code,
            /// The name of the tax on invoices.
            name: Name,
            /// The rate in percent, before the first of `rates`.
            rate: TaxRate,
        }
        optional {
            /// The rates that take the place of `rate`, each from a day on.
            rates: DatedRates,
            /// The category (EN 16931): standard above a rate of zero, and any other one at zero; by
            /// the rate, if absent: standard or zero.
            category: Option<TaxCategory>,
            /// The reason why it is not charged, as invoices say it: one of the two, or the code,
            /// has to be there if it is neither standard nor zero.
            exemption_reason: Option<ExemptionReason>,
            /// The code of that reason.
            exemption_code: Option<ExemptionCode>,
            /// Whether the tax is also charged on the taxes before it.
            compound: bool,
            /// Whether the tax is in use.
            is_active: Active,
        }
    }
    unique tax_code_taken (code);
}

/// The rates of a tax by the day from which each holds, and by center: 100 at most.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct DatedRates(#[schemars(length(max = 100))] pub Vec<DatedRate>);

/// A rate, and where and from which day it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DatedRate {
    /// The first day on which it holds.
    pub valid_from: NaiveDate,
    /// The rate in percent.
    pub rate: TaxRate,
    /// The center at which it holds; at all without one of their own, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub center_id: Option<Id<Center>>,
}

json_scalar!(DatedRates);
replaced_whole!(Box<WeeklyHours>, DatedRates);
#[cfg(feature = "fixture")]
crate::entity::by_default!(DatedRates);

impl Tax {
    /// The most rates of a tax.
    pub const RATES_MAX: usize = 100;

    /// Returns the rate at a center on a day: that of the day of performance is charged, at the
    /// center that bills. A rate of the center's own that holds by then goes before those of all.
    #[must_use]
    pub fn rate_on(&self, day: NaiveDate, center: Option<Id<Center>>) -> TaxRate {
        let holds = |rate: &&DatedRate| {
            rate.valid_from <= day && (rate.center_id.is_none() || rate.center_id == center)
        };
        let begun = self.rates.0.iter().filter(holds);
        let latest = begun.max_by_key(|rate| (rate.center_id.is_some(), rate.valid_from));
        latest.map_or(self.rate, |rate| rate.rate)
    }

    /// Returns the category at one of its rates.
    #[must_use]
    pub fn category_at(&self, rate: TaxRate) -> TaxCategory {
        self.category.unwrap_or_else(|| TaxCategory::of_rate(rate))
    }
}

row_policy! { Tax, staff: ALL, client: ACTIVE, public: DECIDING }

entity! {
    /// A part of the business that revenue is counted for.
    BusinessUnit in "business_unit", from NewBusinessUnit, by BusinessUnitPatch {
        required {
            /// The name of the unit.
            name: Name,
        }
        made {
            /// A code, unique in the organization.
            code: Code,
        }
        optional {
            /// A description.
            description: Option<Notes>,
            /// Whether it is in use.
            is_active: Active,
        }
    }
    unique business_unit_code_taken (code);
}

row_policy! { BusinessUnit, staff: ALL, client: ACTIVE }

entity! {
    /// A group of things that are sold.
    Category in "category", from NewCategory, by CategoryPatch {
        required {
            /// The name of the group.
            name: Name,
        }
        optional {
            /// A description.
            description: Option<Notes>,
            /// Whether it is in use.
            is_active: Active,
        }
    }
}

row_policy! { Category, staff: ALL, client: ACTIVE }

word_enum! {
    /// The visibility of a service to those who don't sign in.
    ServiceVisibility {
        /// Everybody: it is listed at the storefront.
        Public = "public",
        /// By link: for everybody who knows its identifier; it is listed nowhere.
        ByLink = "by_link",
        /// Nobody: the desk books it, and online there is no such service.
        Desk = "desk",
    }
}

impl Default for ServiceVisibility {
    /// The default: it is offered to all.
    fn default() -> Self {
        Self::Public
    }
}

entity! {
    /// Something that providers do for guests.
    Service in "service", from NewService, by ServicePatch {
        required {
            /// The name of the service.
            name: Name,
            /// How long it takes, without buffers.
            duration_minutes: DurationMinutes,
            /// The price.
            price: UnitPrice,
        }
        made {
            /// A code, unique in the organization.
            service_code: Code,
            /// The currency of the price; the organization's, unless given.
            currency: Currency,
        }
        optional {
            /// A description of the service.
            description: Option<Notes>,
            /// The group that it belongs to.
            category_id: Option<Id<Category>>,
            /// The business unit that its revenue counts for.
            business_unit_id: Option<Id<BusinessUnit>>,
            /// Time that the provider and the room need before it.
            buffer_before_minutes: BufferMinutes,
            /// Time that the provider and the room need after it.
            buffer_after_minutes: BufferMinutes,
            /// The parts that make up its duration, where the provider is free for others
            /// during some of it; with a provider who takes another time for it, it has
            /// none.
            segments: Option<Segments>,
            /// The kind of room that it needs; none, if absent.
            room_category_id: Option<Id<RoomCategory>>,
            /// The further kinds that it needs at the same time, one room of each: a laser, a
            /// chair. None but beside `room_category_id`, and not for a class.
            further_room_category_ids: FewIds<RoomCategory>,
            /// How many providers it needs beside the first one; none for a class.
            further_providers: FurtherCount,
            /// The hours in which alone it is given; whenever anybody works, if absent.
            hours: Option<Box<WeeklyHours>>,
            /// What can be added to it; nothing, if absent.
            add_ons: Option<Box<AddOns>>,
            /// The taxes on it, in the order in which they are charged.
            tax_ids: IdList<Tax>,
            /// How many guests take part at once: the seats of a class, if more than one.
            max_guests: Capacity,
            /// Whether it is offered.
            is_active: Active,
            /// The visibility to those who don't sign in.
            visibility: ServiceVisibility,
            /// What it costs to cancel late, or not to come; what the center says, if absent.
            fees: Option<FeePolicy>,
            /// What is asked for before an appointment; what the center says, if absent.
            deposit: Option<DepositPolicy>,
            /// How early and how late guests book and change it, where that is not as the center
            /// and the organization say.
            policies: Option<ServicePolicies>,
        }
    }
    unique service_code_taken (service_code);
}

row_policy! { Service, staff: ALL, client: ACTIVE, public: DECIDING }

entity! {
    /// A tax on a service: the reference behind
    /// [`Service::tax_ids`](field@Service::tax_ids), so that a tax in use stays.
    ServiceTax in "service_tax" {
        /// The service.
        service_id: Id<Service>,
        /// The tax.
        tax_id: Id<Tax>,
    }
    unique service_tax_exists (service_id, tax_id);
    part of service_id;
}

row_policy! { ServiceTax, staff: ALL, client: DECIDING }
