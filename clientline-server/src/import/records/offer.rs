//! Records of centers, rooms, taxes and services.

use clientline_core::{
    model::{NewCenter, NewRoomCategory, NewTax},
    value::{
        BufferMinutes, Capacity, Code, DurationMinutes, LocalTime, LocalWindow, Name, Notes,
        UnitPrice, Weekday,
    },
};

use super::super::{
    findings::Noted,
    sheet::{Line, Record},
};

/// A line of `centers.csv`.
#[derive(Clone)]
pub(in crate::import) struct CenterRow {
    pub(in crate::import) code: Code,
    pub(in crate::import) new: NewCenter,
}

impl Record for CenterRow {
    const FILE: &'static str = "centers.csv";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "name",
        "time_zone",
        "currency",
        "address",
        "city",
        "country",
        "phone",
        "email",
        "tax_number",
    ];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let code: Result<Code, _> = line.required("code");
        let (name, zone) = (line.required("name"), line.required("time_zone"));
        let (currency, address) = (line.optional("currency"), line.optional("address"));
        let (city, country) = (line.optional("city"), line.optional("country"));
        let (phone, email) = (line.optional("phone"), line.optional("email"));
        let tax_number = line.optional("tax_number");
        let code = code?;
        let new = NewCenter {
            code: Some(code.clone()),
            currency: currency?,
            address: address?,
            city: city?,
            country: country?,
            phone: phone?,
            email: email?,
            tax_number: tax_number?,
            ..NewCenter::new(name?, zone?)
        };
        Ok(Self { code, new })
    }
}

/// A window of weekly hours, and whose it is: a line of `center_hours.csv`, by
/// the center's code.
#[derive(Clone)]
pub(in crate::import) struct CenterHoursRow {
    pub(in crate::import) center: Code,
    pub(in crate::import) window: (Weekday, LocalWindow),
}

impl Record for CenterHoursRow {
    const FILE: &'static str = "center_hours.csv";
    const COLUMNS: &'static [&'static str] = &["center", "day", "start", "end"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (center, window) = (line.required("center"), window(line));
        Ok(Self { center: center?, window: window? })
    }
}

pub(super) fn window(line: &mut Line<'_>) -> Result<(Weekday, LocalWindow), Noted> {
    let day = line.word("day", &Weekday::ALL, weekday);
    let (start, end) = (line.required::<LocalTime>("start"), line.required::<LocalTime>("end"));
    let (day, start, end) = (day?.ok_or_else(|| line.empty("day"))?, start?, end?);
    let window = LocalWindow::new(start, end);
    Ok((day, window.map_err(|error| line.wrong("start", &error))?))
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

/// A line of `room_categories.csv`.
#[derive(Clone)]
pub(in crate::import) struct RoomCategoryRow(pub(in crate::import) NewRoomCategory);

impl Record for RoomCategoryRow {
    const FILE: &'static str = "room_categories.csv";
    const COLUMNS: &'static [&'static str] = &["name", "description"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (name, description) = (line.required("name"), line.optional("description"));
        Ok(Self(NewRoomCategory { description: description?, ..NewRoomCategory::new(name?) }))
    }
}

/// A line of `rooms.csv`.
#[derive(Clone)]
pub(in crate::import) struct RoomRow {
    pub(in crate::import) code: Code,
    pub(in crate::import) name: Name,
    pub(in crate::import) category: Name,
    pub(in crate::import) center: Code,
    pub(in crate::import) capacity: Capacity,
    pub(in crate::import) only_one_appointment: bool,
    pub(in crate::import) description: Option<Notes>,
}

impl Record for RoomRow {
    const FILE: &'static str = "rooms.csv";
    const COLUMNS: &'static [&'static str] =
        &["code", "name", "category", "center", "capacity", "only_one_appointment", "description"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (code, name) = (line.required("code"), line.required("name"));
        let (category, center) = (line.required("category"), line.required("center"));
        let capacity = line.number::<i64>("capacity");
        let only_one_appointment = line.flag("only_one_appointment");
        let description = line.optional("description");
        let capacity = match capacity? {
            None => Capacity::default(),
            Some(units) => Capacity::new(units).map_err(|error| line.wrong("capacity", &error))?,
        };
        Ok(Self {
            code: code?,
            name: name?,
            category: category?,
            center: center?,
            capacity,
            only_one_appointment: only_one_appointment?,
            description: description?,
        })
    }
}

/// A line of `taxes.csv`.
#[derive(Clone)]
pub(in crate::import) struct TaxRow(pub(in crate::import) NewTax);

impl Record for TaxRow {
    const FILE: &'static str = "taxes.csv";
    const COLUMNS: &'static [&'static str] = &["code", "name", "rate", "compound"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (code, name) = (line.required("code"), line.required("name"));
        let (rate, compound) = (line.decimal("rate"), line.flag("compound"));
        let rate = rate?.ok_or_else(|| line.empty("rate"))?;
        Ok(Self(NewTax { compound: compound?, ..NewTax::new(code?, name?, rate) }))
    }
}

/// A line of `services.csv`.
#[derive(Clone)]
pub(in crate::import) struct ServiceRow {
    pub(in crate::import) code: Code,
    pub(in crate::import) name: Name,
    pub(in crate::import) description: Option<Notes>,
    pub(in crate::import) duration_minutes: DurationMinutes,
    pub(in crate::import) buffer_before_minutes: BufferMinutes,
    pub(in crate::import) buffer_after_minutes: BufferMinutes,
    pub(in crate::import) price: UnitPrice,
    pub(in crate::import) room_category: Option<Name>,
    pub(in crate::import) further_room_categories: Vec<Name>,
    pub(in crate::import) taxes: Vec<Code>,
}

impl Record for ServiceRow {
    const FILE: &'static str = "services.csv";
    const COLUMNS: &'static [&'static str] = &[
        "code",
        "name",
        "description",
        "duration_minutes",
        "buffer_before_minutes",
        "buffer_after_minutes",
        "price",
        "room_category",
        "taxes",
    ];
    const FURTHER_COLUMNS: &'static [&'static str] = &["further_room_categories"];

    fn read(line: &mut Line<'_>) -> Result<Self, Noted> {
        let (code, name) = (line.required("code"), line.required("name"));
        let (description, price) = (line.optional("description"), line.decimal("price"));
        let duration = line.number("duration_minutes");
        let before = line.number::<BufferMinutes>("buffer_before_minutes");
        let after = line.number::<BufferMinutes>("buffer_after_minutes");
        let (room_category, taxes) = (line.optional("room_category"), line.several("taxes"));
        let further = line.names("further_room_categories");
        Ok(Self {
            code: code?,
            name: name?,
            description: description?,
            duration_minutes: duration?.ok_or_else(|| line.empty("duration_minutes"))?,
            buffer_before_minutes: before?.unwrap_or_default(),
            buffer_after_minutes: after?.unwrap_or_default(),
            price: price?.ok_or_else(|| line.empty("price"))?,
            room_category: room_category?,
            further_room_categories: further?,
            taxes: taxes?,
        })
    }
}
