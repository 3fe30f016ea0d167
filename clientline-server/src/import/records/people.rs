//! Those who serve, and those who are served.

use clientline_core::{
    model::{Center, Gender, NewGuest},
    value::{Code, Color, EmailAddress, Id, LocalWindow, Name, Notes, PhoneNumber, Weekday},
};

use super::super::{
    findings::Noted,
    sheet::{Line, Record},
};
use super::offer::window;

/// A line of `provider_hours.csv`, by the provider's email address.
#[derive(Clone)]
pub(in crate::import) struct ProviderHoursRow {
    pub(in crate::import) provider: EmailAddress,
    pub(in crate::import) window: (Weekday, LocalWindow),
}

impl Record for ProviderHoursRow {
    const FILE: &'static str = "provider_hours.csv";
    const COLUMNS: &'static [&'static str] = &["provider", "day", "start", "end"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (provider, window) = (line.required("provider"), window(line));
        Ok(Self { provider: provider?, window: window? })
    }
}

/// A line of `providers.csv`.
#[derive(Clone)]
pub(in crate::import) struct ProviderRow {
    pub(in crate::import) email: EmailAddress,
    pub(in crate::import) first_name: Name,
    pub(in crate::import) last_name: Name,
    pub(in crate::import) specialization: Option<Name>,
    pub(in crate::import) phone: Option<PhoneNumber>,
    pub(in crate::import) center: Code,
    pub(in crate::import) services: Vec<Code>,
    pub(in crate::import) color: Option<Color>,
}

impl Record for ProviderRow {
    const FILE: &'static str = "providers.csv";
    const COLUMNS: &'static [&'static str] = &[
        "email",
        "first_name",
        "last_name",
        "specialization",
        "phone",
        "center",
        "services",
        "color",
    ];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (first, last) = (line.required("first_name"), line.required("last_name"));
        let (email, center) = (line.required("email"), line.required("center"));
        let (special, phone) = (line.optional("specialization"), line.optional("phone"));
        let (services, color) = (line.several("services"), line.optional("color"));
        Ok(Self {
            email: email?,
            first_name: first?,
            last_name: last?,
            specialization: special?,
            phone: phone?,
            center: center?,
            services: services?,
            color: color?,
        })
    }
}

/// A line of `guests.csv`, without the center, which is named by its code.
#[derive(Clone)]
pub(in crate::import) struct GuestRow {
    pub(in crate::import) center: Code,
    pub(in crate::import) code: Option<Code>,
    pub(in crate::import) first_name: Name,
    pub(in crate::import) last_name: Name,
    pub(in crate::import) email: Option<EmailAddress>,
    pub(in crate::import) phone: Option<PhoneNumber>,
    pub(in crate::import) gender: Option<Gender>,
    pub(in crate::import) date_of_birth: Option<chrono::NaiveDate>,
    pub(in crate::import) language: Option<Code>,
    pub(in crate::import) marketing_consent: bool,
    pub(in crate::import) notes: Option<Notes>,
}

impl Record for GuestRow {
    const FILE: &'static str = "guests.csv";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "first_name",
        "last_name",
        "center",
        "email",
        "phone",
        "gender",
        "date_of_birth",
        "language",
        "marketing_consent",
        "notes",
    ];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (first, last) = (line.required("first_name"), line.required("last_name"));
        let (code, center) = (line.optional("code"), line.required("center"));
        let (email, phone) = (line.optional("email"), line.optional("phone"));
        let gender = line.word("gender", Gender::ALL, Gender::as_str);
        let (born, language) = (line.date("date_of_birth"), line.optional("language"));
        let (consent, notes) = (line.flag("marketing_consent"), line.optional("notes"));
        Ok(Self {
            center: center?,
            code: code?,
            first_name: first?,
            last_name: last?,
            email: email?,
            phone: phone?,
            gender: gender?,
            date_of_birth: born?,
            language: language?,
            marketing_consent: consent?,
            notes: notes?,
        })
    }
}

impl GuestRow {
    /// Returns what a client would give for the guest.
    pub(in crate::import) fn new_guest(&self, center_id: Id<Center>) -> NewGuest {
        NewGuest {
            guest_code: self.code.clone(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            gender: self.gender,
            date_of_birth: self.date_of_birth,
            language: self.language.clone(),
            marketing_consent: self.marketing_consent,
            notes: self.notes.clone(),
            ..NewGuest::new(center_id, self.first_name.clone(), self.last_name.clone())
        }
    }
}
