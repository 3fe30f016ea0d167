//! Guests, those who serve them, and all who are employed.

use chrono::NaiveDate;

use super::{Center, Service, TaxTreatment, row_policy::row_policy};
use crate::{
    entity::{Query, entity, word_enum},
    row::Select,
    value::{
        Active, Code, Color, CountryCode, DurationMinutes, EmailAddress, ExemptionReason, Id,
        IdList, Name, Notes, PhoneNumber, PostalCode, Priority, Tags, Timestamp, UnitPrice,
        VatNumber, WeeklyHours,
    },
};

word_enum! {
    /// How a guest wishes to be addressed.
    Gender {
        /// As a woman.
        Female = "female",
        /// As a man.
        Male = "male",
        /// In another way.
        Other = "other",
    }
}

entity! {
    /// A person who is served.
    Guest in "guest", from NewGuest, by GuestPatch {
        required {
            /// The center that looks after the guest.
            center_id: Id<Center>,
            /// First name.
            first_name: Name,
            /// Last name.
            last_name: Name,
        }
        made {
            /// A code, unique in the organization.
            guest_code: Code,
            /// Whether the guest was under age when the day of birth was last
            /// given: younger than 18, unless it is said otherwise.
            is_minor: bool,
        }
        optional {
            /// Middle name.
            middle_name: Option<Name>,
            /// The name that the guest goes by.
            username: Option<Name>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Mobile telephone number.
            phone: Option<PhoneNumber>,
            /// Telephone number at home.
            home_phone: Option<PhoneNumber>,
            /// The business for which the guest buys.
            company: Option<Name>,
            /// Street and number.
            address: Option<Notes>,
            /// Postal code.
            postal_code: Option<PostalCode>,
            /// City.
            city: Option<Name>,
            /// State, province or region.
            state: Option<Name>,
            /// Country (ISO 3166-1 alpha-2).
            country: Option<CountryCode>,
            /// How the guest is taxed: exempt by a reason and a certificate, or by themselves
            /// (reverse charge) with a `vat_number`.
            tax_treatment: TaxTreatment,
            /// The reason why the guest is exempt, as invoices say it.
            exemption_reason: Option<ExemptionReason>,
            /// The number of the certificate by which the guest is exempt.
            exemption_certificate: Option<Name>,
            /// How the guest wishes to be addressed.
            gender: Option<Gender>,
            /// Day of birth.
            date_of_birth: Option<NaiveDate>,
            /// Nationality (ISO 3166-1 alpha-2).
            nationality: Option<CountryCode>,
            /// Language that the guest speaks, as a BCP 47 tag.
            language: Option<Code>,
            /// The identifier for value added tax, for invoices to a business.
            vat_number: Option<VatNumber>,
            /// Notes for staff.
            notes: Option<Notes>,
            /// Words to find the guest by.
            tags: Tags,
            /// Whether the guest agreed to be sent advertising.
            marketing_consent: bool,
            /// Whether the guest is served.
            is_active: Active,
        }
        computed {
            /// When it was shown that the address for mail is the guest's: by the desk,
            /// which gave it, or by a token that was mailed there and came back. An
            /// address that nobody has shown to be the guest's is none to know them by.
            email_verified_at: Option<Timestamp>,
            /// When what was known of the guest was erased.
            erased_at: Option<Timestamp>,
            /// The guest that this one was merged into, which is none of those that
            /// were merged themselves. It is no reference in the database, since a
            /// table can't be declared to refer to itself; a guest into whom others
            /// were merged is never deleted.
            merged_into: Option<uuid::Uuid>,
            /// How many guests were merged into this one.
            merges: i32,
        }
    }
    unique guest_code_taken (guest_code);
}

row_policy! { Guest, staff: ALL, client: OWN_GUEST.without(&["notes", "tags"]), public: DECIDING }

impl Guest {
    /// The age, in years, at which nobody is a minor any more.
    pub const ADULT_YEARS: u32 = 18;
    /// The most guests that may be merged into one.
    pub const MERGES_MAX: i32 = 100;

    /// Returns the guest of all who walk in at a center: it has the center's identifier.
    #[must_use]
    pub const fn of_walk_ins(center: Id<Center>) -> Id<Self> {
        Id::from_uuid(center.uuid())
    }

    /// Returns whether it is the guest of all who walk in at a center, and so nobody.
    #[must_use]
    pub fn is_of_walk_ins(&self) -> bool {
        self.id == Self::of_walk_ins(self.center_id)
    }

    /// Asks for the guests that were merged into one.
    pub fn tombstones(guest: Id<Self>) -> Query<Self> {
        Query::limit(Self::MERGES_MAX.unsigned_abs()).eq(Self::merged_into(), &Some(guest.uuid()))
    }

    /// Asks for the guests who are known by an address: those who are served, and
    /// whose address it was shown to be. Two of them tell that the address says of
    /// nobody who they are.
    pub fn known_by(email: &EmailAddress) -> Query<Self> {
        Query::limit(2)
            .eq(Self::email(), &Some(email.clone()))
            .eq(Self::is_active(), &Active(true))
            .ge(Self::email_verified_at(), &Some(Timestamp::MIN))
    }

    /// Asks for the guests who are known by one of some addresses, as
    /// [`known_by`](Self::known_by) does by one.
    pub fn known_by_any(emails: &[Option<EmailAddress>]) -> Query<Self> {
        Query::limit(Select::LIMIT_MAX)
            .any(Self::email(), emails)
            .eq(Self::is_active(), &Active(true))
            .ge(Self::email_verified_at(), &Some(Timestamp::MIN))
    }

    /// Returns whether someone who was born on a day is a minor on another; whose
    /// day of birth is unknown is none.
    #[must_use]
    pub fn is_minor_on(date_of_birth: Option<NaiveDate>, today: NaiveDate) -> bool {
        date_of_birth.is_some_and(|born| {
            today.years_since(born).is_none_or(|years| years < Self::ADULT_YEARS)
        })
    }
}

entity! {
    /// A word that a guest is found by, as it is looked for: in lower case, and
    /// without accents.
    GuestTerm in "guest_term" {
        /// The guest.
        guest_id: Id<Guest>,
        /// The word.
        term: String,
    }
    unique guest_term_exists (guest_id, term);
    part of guest_id;
}

row_policy! { GuestTerm, staff: ALL, client: OWN_GUEST, public: DECIDING }

entity! {
    /// Someone who is employed, whether they serve guests or not.
    Employee in "employee", from NewEmployee, by EmployeePatch {
        required {
            /// The name of the employee.
            name: Name,
        }
        made {
            /// A code, unique in the organization.
            employee_code: Code,
        }
        optional {
            /// The code of the job, as the payroll knows it.
            job_code: Option<Code>,
            /// The job title, as on a business card.
            designation: Option<Name>,
            /// The department.
            department: Option<Name>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Telephone number.
            phone: Option<PhoneNumber>,
            /// Where the employee works.
            center_id: Option<Id<Center>>,
            /// The region, or the part of the center.
            zone: Option<Name>,
            /// Whether the employee works here still.
            is_active: Active,
        }
    }
    unique employee_code_taken (employee_code);
}

row_policy! {
    Employee,
    staff: ALL.without(&[
        "job_code",
        "designation",
        "department",
        "email",
        "phone",
        "center_id",
        "zone",
    ]),
    client: NOTHING,
}

entity! {
    /// Someone who performs services, at one center or several.
    Provider in "provider", from NewProvider, by ProviderPatch {
        required {
            /// First name.
            first_name: Name,
            /// Last name.
            last_name: Name,
            /// Where the provider works.
            center_id: Id<Center>,
        }
        optional {
            /// The employee that the provider is.
            employee_id: Option<Id<Employee>>,
            /// The specialization of the provider.
            specialization: Option<Name>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Telephone number.
            phone: Option<PhoneNumber>,
            /// The services that the provider performs; all, if empty.
            services: IdList<Service>,
            /// The colour of the provider's appointments in a calendar.
            color: Option<Color>,
            /// The place among those whom a guest may have who wants nobody in particular, where
            /// the center's `policies.assignment` is `priority`: the lowest first.
            priority: Option<Priority>,
            /// When the provider works; without them, never.
            hours: Option<WeeklyHours>,
            /// Whether the provider takes bookings.
            is_active: Active,
        }
        computed {
            /// Where else the provider works.
            further_center_ids: IdList<Center>,
        }
    }
}

row_policy! {
    Provider,
    staff: ALL,
    client: ACTIVE.without(&["employee_id", "email", "phone", "priority"]),
    public: DECIDING,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_a_minor_from_their_eighteenth_birthday_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let minor = |born, today| Guest::is_minor_on(Some(day(born)), day(today));
        assert!(minor("2000-02-29", "2018-02-28"));
        assert!(!minor("2000-02-29", "2018-03-01"));
        assert!(!minor("2000-06-15", "2018-06-15"));
        assert!(minor("2000-06-15", "1999-01-01"));
        assert!(!Guest::is_minor_on(None, day("2018-06-15")));
    }
}

entity! {
    /// A service that a provider performs: the reference behind
    /// [`Provider::services`](field@Provider::services), with what differs for
    /// this provider.
    ProviderService in "provider_service" {
        /// The provider.
        provider_id: Id<Provider>,
        /// The service.
        service_id: Id<Service>,
        /// How long this provider takes; the service's own time, if absent.
        duration_minutes: Option<DurationMinutes>,
        /// The price of this provider; the service's own, if absent.
        price: Option<UnitPrice>,
    }
    unique provider_service_exists (provider_id, service_id);
    part of provider_id;
}

row_policy! { ProviderService, staff: ALL, client: ALL, public: DECIDING }
