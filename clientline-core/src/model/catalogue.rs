//! What is sold: services, the taxes on them, and how they are sorted.

use super::RoomCategory;
use crate::{
    entity::{entity, word_enum},
    value::{
        Active, BufferMinutes, Capacity, Code, Currency, DurationMinutes, Id, IdList, Name, Notes,
        Segments, TaxRate, UnitPrice,
    },
};

entity! {
    /// A tax on what is sold.
    Tax in "tax", from NewTax, by TaxPatch {
        required {
            /// A short code, unique in the organization.
            code: Code,
            /// What the tax is called on invoices.
            name: Name,
            /// The rate in percent.
            rate: TaxRate,
        }
        optional {
            /// Whether the tax is also charged on the taxes before it.
            compound: bool,
            /// Whether the tax is in use.
            is_active: Active,
        }
    }
    unique tax_code_taken (code);
}

entity! {
    /// A part of the business that revenue is counted for.
    BusinessUnit in "business_unit", from NewBusinessUnit, by BusinessUnitPatch {
        required {
            /// What the unit is called.
            name: Name,
        }
        made {
            /// A short code, unique in the organization.
            code: Code,
        }
        optional {
            /// What it does.
            description: Option<Notes>,
            /// Whether it is in use.
            is_active: Active,
        }
    }
    unique business_unit_code_taken (code);
}

entity! {
    /// A group of things that are sold.
    Category in "category", from NewCategory, by CategoryPatch {
        required {
            /// What the group is called.
            name: Name,
        }
        optional {
            /// What belongs to it.
            description: Option<Notes>,
            /// Whether it is in use.
            is_active: Active,
        }
    }
}

word_enum! {
    /// Who may book a service without a sign-in.
    ServiceVisibility {
        /// Everybody: it is listed at the storefront.
        Public = "public",
        /// Whoever knows its identifier: it is listed nowhere.
        ByLink = "by_link",
        /// Nobody: the desk books it, and online there is no such service.
        Desk = "desk",
    }
}

impl Default for ServiceVisibility {
    /// What says nothing else is offered to all.
    fn default() -> Self {
        Self::Public
    }
}

entity! {
    /// Something that providers do for guests.
    Service in "service", from NewService, by ServicePatch {
        required {
            /// What the service is called.
            name: Name,
            /// How long it takes, without buffers.
            duration_minutes: DurationMinutes,
            /// What it costs.
            price: UnitPrice,
        }
        made {
            /// A short code, unique in the organization.
            service_code: Code,
            /// The currency of the price; the organization's, unless given.
            currency: Currency,
        }
        optional {
            /// What is done.
            description: Option<Notes>,
            /// The group that it belongs to.
            category_id: Option<Id<Category>>,
            /// The part of the business that its revenue is counted for.
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
            /// The taxes on it, in the order in which they are charged.
            tax_ids: IdList<Tax>,
            /// How many guests take part.
            max_guests: Capacity,
            /// Whether it is offered.
            is_active: Active,
            /// Who may book it without a sign-in.
            visibility: ServiceVisibility,
        }
    }
    unique service_code_taken (service_code);
}

entity! {
    /// Says that a service carries a tax: the reference behind
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
