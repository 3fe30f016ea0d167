//! Guests, those who serve them, and all who are employed.

use chrono::NaiveDate;

use super::{Center, Service};
use crate::{
    entity::{entity, word_enum},
    value::{
        Active, Code, Color, CountryCode, EmailAddress, Id, IdList, Name, Notes, PhoneNumber,
        WeeklyHours,
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
    Guest in "guest", from NewGuest {
        required {
            /// The center that looks after the guest.
            center_id: Id<Center>,
            /// First name.
            first_name: Name,
            /// Last name.
            last_name: Name,
        }
        made {
            /// A short code, unique in the organization.
            guest_code: Code,
        }
        optional {
            /// Middle name.
            middle_name: Option<Name>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Mobile telephone number.
            phone: Option<PhoneNumber>,
            /// Telephone number at home.
            home_phone: Option<PhoneNumber>,
            /// How the guest wishes to be addressed.
            gender: Option<Gender>,
            /// Day of birth.
            date_of_birth: Option<NaiveDate>,
            /// Nationality (ISO 3166-1 alpha-2).
            nationality: Option<CountryCode>,
            /// Language that the guest speaks, as a BCP 47 tag.
            language: Option<Code>,
            /// What staff should know.
            notes: Option<Notes>,
            /// Whether the guest agreed to be sent advertising.
            marketing_consent: bool,
            /// Whether the guest is served.
            is_active: Active,
        }
    }
    unique guest_code_taken (guest_code);
}

entity! {
    /// Someone who is employed, whether they serve guests or not.
    Employee in "employee", from NewEmployee {
        required {
            /// What the employee is called.
            name: Name,
        }
        made {
            /// A short code, unique in the organization.
            employee_code: Code,
        }
        optional {
            /// The code of the job, as the payroll knows it.
            job_code: Option<Code>,
            /// What the employee is, as on a business card.
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

entity! {
    /// Someone who performs services, at one center.
    Provider in "provider", from NewProvider {
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
            /// What the provider is best at.
            specialization: Option<Name>,
            /// Address for mail.
            email: Option<EmailAddress>,
            /// Telephone number.
            phone: Option<PhoneNumber>,
            /// The services that the provider performs; all, if empty.
            services: IdList<Service>,
            /// The colour of the provider's appointments in a calendar.
            color: Option<Color>,
            /// When the provider works; without them, never.
            hours: Option<WeeklyHours>,
            /// Whether the provider takes bookings.
            is_active: Active,
        }
    }
}
