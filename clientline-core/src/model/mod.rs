//! The entities, by area, and the order of their tables.

mod access;
mod add_ons;
mod assignment_policy;
mod billing;
mod blockouts;
mod catalogue;
mod commissions;
mod credit_notes;
mod day_close;
mod deposit_policy;
mod discounted;
mod event_kind;
mod fee_policy;
mod first_step;
mod freeze;
mod further_providers;
mod gift_card_entries;
mod gift_cards;
mod given_discount;
mod goods;
mod guest_credit;
mod guest_packages;
mod invoice_taxes;
mod language;
mod number_patterns;
mod offers;
mod party;
mod payments;
mod people;
mod places;
mod prior_agreement;
mod room_needs;
mod row_policy;
mod scheduling;
mod series;
mod service_policies;
mod start_hold;
mod system;
mod tax_category;
mod tenancy;
mod time_off;
mod users;
mod waitlist;
mod workplaces;

#[cfg(feature = "engine")]
pub(crate) use self::language::Phrase;
use self::row_policy::Policed;
pub use self::{
    access::{Permission, PermissionSet, Role},
    add_ons::{AddOn, AddOns, Added},
    assignment_policy::AssignmentPolicy,
    billing::{
        Invoice, InvoiceItem, InvoiceKind, InvoiceStatus, ItemTax, ItemTaxes, ItemType, Sale,
        SaleStatus,
    },
    blockouts::{Blockout, BlockoutReason, BlockoutSpan},
    catalogue::{
        BusinessUnit, BusinessUnitPatch, Category, CategoryPatch, DatedRate, DatedRates,
        NewBusinessUnit, NewCategory, NewService, NewTax, Service, ServicePatch, ServiceTax,
        ServiceVisibility, Tax, TaxPatch,
    },
    commissions::{
        Commission, CommissionReason, CommissionRule, CommissionRulePatch, NewCommissionRule,
    },
    credit_notes::{CreditNote, CreditNoteItem},
    day_close::{
        ClosedMethod, ClosedMethods, DayClose, DayCloseStatus, DrawerEntries, DrawerEntry,
    },
    deposit_policy::DepositPolicy,
    event_kind::{EventKind, LifecycleEvents, seen_by},
    fee_policy::{FeePolicy, FeeReason, FeeTaxation},
    freeze::{FREEZES, Freeze, FrozenRows},
    further_providers::AppointmentProvider,
    gift_card_entries::{GiftCardEntry, GiftCardReason},
    gift_cards::GiftCard,
    given_discount::{GivenDiscount, InvoiceDiscounts, WantedDiscount, WantedDiscounts},
    goods::{
        CommissionType, NewPackage, NewProduct, Package, PackageItem, PackageItems, PackagePatch,
        PackageService, Product, ProductPatch, ProductStatus, ProductTax, StockPolicy,
    },
    guest_credit::{GuestCredit, GuestCreditEntry, GuestCreditReason},
    guest_packages::{
        GuestPackage, GuestPackageEntry, GuestPackageReason, GuestPackageService,
        GuestPackageServices, PackageTaxation,
    },
    invoice_taxes::{InvoiceTax, InvoiceTaxes, TaxExemption},
    language::Language,
    number_patterns::{NumberPatterns, NumberedDocument},
    offers::{DiscountType, NewOfferDiscount, OfferDiscount, OfferDiscountPatch, OfferItemType},
    party::Party,
    payments::{
        Collection, CollectionKind, Payment, PaymentMethod, PaymentStatus, ProviderTip,
        ProviderTips,
    },
    people::{
        Employee, EmployeePatch, Gender, Guest, GuestPatch, GuestTerm, NewEmployee, NewGuest,
        NewProvider, Provider, ProviderPatch, ProviderService,
    },
    places::{
        BookingPolicies, BookingPoliciesPatch, Center, CenterPatch, NewCenter, NewRoom,
        NewRoomCategory, Room, RoomCategory, RoomCategoryPatch, RoomPatch,
    },
    prior_agreement::PriorAgreement,
    room_needs::{AppointmentRoom, ServiceRoomCategory},
    row_policy::{RowCondition, RowPolicy, Rows, TablePolicy},
    scheduling::{
        Appointment, AppointmentChange, AppointmentSource, AppointmentStatus, Calendar,
        CalendarKind, HoursOverride, Occupancy, OnlineBooking,
    },
    series::{AppointmentSeries, PlannedDate, PlannedDates},
    service_policies::ServicePolicies,
    start_hold::StartHold,
    system::{
        ActorKind, Audit, AuditSeal, Counter, Event, Idempotency, IdempotencyGuest, Job, Outbox,
    },
    tax_category::{TaxCategory, TaxTreatment},
    tenancy::{
        ApiKey, Directory, GuestChange, NewOrganization, Organization, OrganizationPatch,
        OrganizationSettings, OrganizationSettingsPatch, OwnTimeOff, ProviderChoice, PublicBooking,
        PublicBookingPatch,
    },
    time_off::{TimeOffRequest, TimeOffStatus},
    users::{AdminCount, Credential, MacKey, Session, SignInThrottle, User},
    waitlist::{FreedTime, NewWaitlistEntry, WaitlistEntry, WaitlistEntryPatch, WaitlistStatus},
    workplaces::ProviderCenter,
};
use crate::{entity::Entity, row::Table};

/// Lists the entities.
macro_rules! tables {
    ($($entity:ident,)*) => {
        /// Every table, ordered so that each refers only to tables before it.
        pub const TABLES: &[&Table] = &[$($entity::TABLE),*];

        /// The row policies of every table, in the order of [`TABLES`].
        pub const ROW_POLICIES: &[TablePolicy] = &[$($entity::POLICY),*];

        /// Makes a sample row of every table, in the order of [`TABLES`]. What one refers to
        /// is none of the others.
        #[cfg(feature = "fixture")]
        #[must_use]
        pub fn samples(at: crate::value::Timestamp) -> crate::row::ChangeSet {
            let mut changes = crate::row::ChangeSet::new(at);
            $( changes.insert(crate::entity::sample::<$entity>()); )*
            changes
        }

        /// Returns the JSON schema of every entity, in the order of [`TABLES`].
        #[cfg(feature = "fixture")]
        #[must_use]
        pub fn schemas() -> Vec<schemars::Schema> {
            vec![$( schemars::schema_for!($entity) ),*]
        }
    };
}

tables! {
    Organization,
    Directory,
    ApiKey,
    Center,
    Calendar,
    RoomCategory,
    Room,
    Tax,
    BusinessUnit,
    Category,
    Service,
    ServiceTax,
    Product,
    ProductTax,
    Package,
    PackageService,
    ServiceRoomCategory,
    OfferDiscount,
    Employee,
    Provider,
    ProviderService,
    ProviderCenter,
    Guest,
    GuestTerm,
    User,
    Credential,
    SignInThrottle,
    MacKey,
    Session,
    AdminCount,
    HoursOverride,
    Blockout,
    TimeOffRequest,
    Appointment,
    AppointmentChange,
    AppointmentRoom,
    AppointmentSeries,
    AppointmentProvider,
    Occupancy,
    OnlineBooking,
    StartHold,
    WaitlistEntry,
    FreedTime,
    Sale,
    Invoice,
    InvoiceItem,
    GiftCard,
    Payment,
    Collection,
    CreditNote,
    CreditNoteItem,
    GuestCredit,
    GuestCreditEntry,
    GuestPackage,
    GuestPackageEntry,
    GiftCardEntry,
    DayClose,
    CommissionRule,
    Commission,
    Counter,
    Idempotency,
    IdempotencyGuest,
    Audit,
    Outbox,
    Event,
    AuditSeal,
    Job,
}
