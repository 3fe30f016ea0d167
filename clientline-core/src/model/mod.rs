//! The entities, by area, and the order of their tables.

mod access;
mod billing;
mod blockouts;
mod catalogue;
mod freeze;
mod goods;
mod offers;
mod people;
mod places;
mod row_policy;
mod scheduling;
mod system;
mod tenancy;
mod users;

pub use self::{
    access::{Permission, PermissionSet, Role},
    billing::{
        Collection, CollectionKind, Invoice, InvoiceDiscounts, InvoiceItem, InvoiceStatus, ItemTax,
        ItemTaxes, ItemType, Payment, PaymentMethod, PaymentStatus, Sale, SaleStatus,
    },
    blockouts::{Blockout, BlockoutReason, BlockoutSpan},
    catalogue::{
        BusinessUnit, BusinessUnitPatch, Category, CategoryPatch, NewBusinessUnit, NewCategory,
        NewService, NewTax, Service, ServicePatch, ServiceTax, ServiceVisibility, Tax, TaxPatch,
    },
    freeze::{FREEZES, Freeze, FrozenRows},
    goods::{
        CommissionType, NewPackage, NewProduct, Package, PackageItem, PackageItems, PackagePatch,
        PackageService, Product, ProductPatch, ProductStatus, ProductTax,
    },
    offers::{DiscountType, NewOfferDiscount, OfferDiscount, OfferDiscountPatch, OfferItemType},
    people::{
        Employee, EmployeePatch, Gender, Guest, GuestPatch, GuestTerm, NewEmployee, NewGuest,
        NewProvider, Provider, ProviderPatch, ProviderService,
    },
    places::{
        BookingPolicies, BookingPoliciesPatch, Center, CenterPatch, NewCenter, NewRoom,
        NewRoomCategory, Room, RoomCategory, RoomCategoryPatch, RoomPatch,
    },
    row_policy::{ROW_POLICIES, RowCondition, RowPolicy, Rows, TablePolicy},
    scheduling::{
        Appointment, AppointmentChange, AppointmentSource, AppointmentStatus, Calendar,
        CalendarKind, HoursOverride, Occupancy, OnlineBooking,
    },
    system::{ActorKind, Audit, Counter, Event, Idempotency},
    tenancy::{
        ApiKey, Directory, NewOrganization, Organization, OrganizationPatch, OrganizationSettings,
        OrganizationSettingsPatch, PublicBooking, PublicBookingPatch,
    },
    users::{AdminCount, Credential, MacKey, Session, SignInThrottle, User},
};
use crate::{entity::Entity, row::Table};

/// Every table, ordered so that each refers only to tables before it.
pub const TABLES: &[&Table] = &[
    Organization::TABLE,
    Directory::TABLE,
    ApiKey::TABLE,
    Center::TABLE,
    Calendar::TABLE,
    RoomCategory::TABLE,
    Room::TABLE,
    Tax::TABLE,
    BusinessUnit::TABLE,
    Category::TABLE,
    Service::TABLE,
    ServiceTax::TABLE,
    Product::TABLE,
    ProductTax::TABLE,
    Package::TABLE,
    PackageService::TABLE,
    OfferDiscount::TABLE,
    Employee::TABLE,
    Provider::TABLE,
    ProviderService::TABLE,
    Guest::TABLE,
    GuestTerm::TABLE,
    User::TABLE,
    Credential::TABLE,
    SignInThrottle::TABLE,
    MacKey::TABLE,
    Session::TABLE,
    AdminCount::TABLE,
    HoursOverride::TABLE,
    Blockout::TABLE,
    Appointment::TABLE,
    AppointmentChange::TABLE,
    Occupancy::TABLE,
    OnlineBooking::TABLE,
    Sale::TABLE,
    Invoice::TABLE,
    InvoiceItem::TABLE,
    Payment::TABLE,
    Collection::TABLE,
    Counter::TABLE,
    Idempotency::TABLE,
    Audit::TABLE,
    Event::TABLE,
];
