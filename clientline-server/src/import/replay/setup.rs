//! The import of what appointments need: places, services and people.

use clientline_core::{
    entity::{Entity, Query},
    error::Result,
    model::{
        Center, Guest, NewProvider, NewRoom, NewService, Provider, Room, RoomCategory, Service, Tax,
    },
    ops::resource::Create,
    value::{IdList, LocalWindow, Weekday, WeeklyHours},
};

use super::{
    super::{
        findings::SourceLine,
        records::{GuestRow, ProviderRow, RoomRow, ServiceRow},
        tables::Tables,
    },
    Replay, Stop,
};

impl Replay<'_, '_> {
    /// Replays everything that does not happen at a time of its own.
    pub(super) async fn setup(&mut self, tables: &Tables) -> Result<()> {
        self.places(tables).await?;
        self.catalogue(tables).await?;
        self.people(tables).await?;
        self.check_owners(tables)
    }

    async fn places(&mut self, tables: &Tables) -> Result<()> {
        for line in &tables.centers {
            let code = &line.row.code;
            let hours = tables.center_hours.iter().filter(|hours| hours.row.center == *code);
            let hours: Vec<_> = hours.map(|hours| hours.row.window).collect();
            let made = match self.hours(line.at, hours) {
                Err(stop) => Err(stop),
                Ok(hours) => {
                    let mut new = line.row.new.clone();
                    new.hours = hours;
                    let same = Query::one().eq(Center::code(), code);
                    self.create(line.at, ("code", code), &same, new).await
                }
            };
            self.report.centers += self.settle::<Center>(code, made)?;
        }
        for line in &tables.room_categories {
            let name = &line.row.0.name;
            let same = Query::<RoomCategory>::one().eq(RoomCategory::name(), name);
            let made = self.create(line.at, ("name", name), &same, line.row.0.clone()).await;
            self.report.room_categories += self.settle::<RoomCategory>(name, made)?;
        }
        for line in &tables.rooms {
            let made = self.room(line.at, &line.row).await;
            self.report.rooms += self.settle::<Room>(&line.row.code, made)?;
        }
        Ok(())
    }

    async fn room(&mut self, at: SourceLine, row: &RoomRow) -> Result<(), Stop> {
        let by_name = Query::limit(2).eq(RoomCategory::name(), &row.category);
        let category = self.refer(at, ("category", &row.category), &by_name).await;
        let center = self.center(at, &row.center).await;
        let new = NewRoom {
            code: Some(row.code.clone()),
            description: row.description.clone(),
            capacity: row.capacity,
            only_one_appointment: row.only_one_appointment,
            ..NewRoom::new(row.name.clone(), category?, center?)
        };
        let same = Query::<Room>::one().eq(Room::code(), &row.code);
        self.create(at, ("code", &row.code), &same, new).await
    }

    async fn catalogue(&mut self, tables: &Tables) -> Result<()> {
        for line in &tables.taxes {
            let code = &line.row.0.code;
            let same = Query::<Tax>::one().eq(Tax::code(), code);
            let made = self.create(line.at, ("code", code), &same, line.row.0.clone()).await;
            self.report.taxes += self.settle::<Tax>(code, made)?;
        }
        for line in &tables.services {
            let made = self.service(line.at, &line.row).await;
            self.report.services += self.settle::<Service>(&line.row.code, made)?;
        }
        Ok(())
    }

    async fn service(&mut self, at: SourceLine, row: &ServiceRow) -> Result<(), Stop> {
        let mut taxes = Vec::with_capacity(row.taxes.len());
        for code in &row.taxes {
            let by_code = Query::limit(2).eq(Tax::code(), code);
            taxes.push(self.refer(at, ("taxes", code), &by_code).await?);
        }
        let room_category_id = match &row.room_category {
            None => None,
            Some(name) => {
                let by_name = Query::limit(2).eq(RoomCategory::name(), name);
                Some(self.refer(at, ("room_category", name), &by_name).await?)
            }
        };
        let new = NewService {
            service_code: Some(row.code.clone()),
            description: row.description.clone(),
            buffer_before_minutes: row.buffer_before_minutes,
            buffer_after_minutes: row.buffer_after_minutes,
            room_category_id,
            tax_ids: self.list(at, "taxes", taxes)?,
            ..NewService::new(row.name.clone(), row.duration_minutes, row.price)
        };
        let same = Query::<Service>::one().eq(Service::service_code(), &row.code);
        self.create(at, ("code", &row.code), &same, new).await
    }

    async fn people(&mut self, tables: &Tables) -> Result<()> {
        for line in &tables.providers {
            let email = &line.row.email;
            let hours = tables.provider_hours.iter().filter(|hours| hours.row.provider == *email);
            let hours: Vec<_> = hours.map(|hours| hours.row.window).collect();
            let made = self.provider(line.at, &line.row, hours).await;
            self.report.providers += self.settle::<Provider>(email, made)?;
        }
        for line in &tables.guests {
            let made = self.guest(line.at, &line.row).await;
            let noted = matches!(made, Err(Stop::Noted));
            if let (true, Some(email)) = (noted, &line.row.email) {
                self.failed.insert((Guest::NAME, email.to_string()));
            }
            let code = line.row.code.as_deref().unwrap_or_default();
            self.report.guests += self.settle::<Guest>(code, made)?;
        }
        Ok(())
    }

    async fn provider(
        &mut self,
        at: SourceLine,
        row: &ProviderRow,
        hours: Vec<(Weekday, LocalWindow)>,
    ) -> Result<(), Stop> {
        let mut services = Vec::with_capacity(row.services.len());
        for code in &row.services {
            let by_code = Query::limit(2).eq(Service::service_code(), code);
            services.push(self.refer(at, ("services", code), &by_code).await?);
        }
        let center = self.center(at, &row.center).await?;
        let new = NewProvider {
            specialization: row.specialization.clone(),
            email: Some(row.email.clone()),
            phone: row.phone.clone(),
            services: self.list(at, "services", services)?,
            color: row.color.clone(),
            hours: self.hours(at, hours)?,
            ..NewProvider::new(row.first_name.clone(), row.last_name.clone(), center)
        };
        let same = Query::<Provider>::one().eq(Provider::email(), &new.email);
        self.create(at, ("email", &row.email), &same, new).await
    }

    async fn guest(&mut self, at: SourceLine, row: &GuestRow) -> Result<(), Stop> {
        let new = row.new_guest(self.center(at, &row.center).await?);
        match &row.code {
            None => self.run(at, self.now, &Create::<Guest>(new)).await.map(drop),
            Some(code) => {
                let same = Query::<Guest>::one().eq(Guest::guest_code(), code);
                self.create(at, ("code", code), &same, new).await
            }
        }
    }

    /// Makes a week of its windows; none at all is no week.
    fn hours(
        &mut self,
        at: SourceLine,
        windows: Vec<(Weekday, LocalWindow)>,
    ) -> Result<Option<WeeklyHours>, Stop> {
        if windows.is_empty() {
            return Ok(None);
        }
        let hours = WeeklyHours::new(windows);
        Ok(Some(hours.map_err(|error| self.findings.note(at, None, error.to_string()))?))
    }

    fn list<E>(
        &mut self,
        at: SourceLine,
        column: &str,
        ids: Vec<clientline_core::value::Id<E>>,
    ) -> Result<IdList<E>, Stop> {
        let list = IdList::new(ids);
        Ok(list.map_err(|error| self.findings.note(at, Some(column), error.to_string()))?)
    }

    /// Notes hours of whoever the files don't make: the hours of what is there
    /// already are not the import's to change.
    fn check_owners(&mut self, tables: &Tables) -> Result<()> {
        for line in &tables.center_hours {
            let owner = &line.row.center;
            if !tables.centers.iter().any(|center| center.row.code == *owner) {
                let detail = format!("There is no line for {owner} in centers.csv.");
                let noted = self.findings.note(line.at, Some("center"), detail);
                self.settle::<Center>(owner, Err(noted.into()))?;
            }
        }
        for line in &tables.provider_hours {
            let owner = &line.row.provider;
            if !tables.providers.iter().any(|provider| provider.row.email == *owner) {
                let detail = format!("There is no line for {owner} in providers.csv.");
                let noted = self.findings.note(line.at, Some("provider"), detail);
                self.settle::<Provider>(owner, Err(noted.into()))?;
            }
        }
        Ok(())
    }
}
