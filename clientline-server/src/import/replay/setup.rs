//! The import of what appointments need: places, services and people.

use std::collections::HashMap;

use clientline_core::{
    entity::{Query, Stored},
    error::Result,
    model::{Center, NewProvider, NewRoom, NewService, Provider, Room, RoomCategory, Service, Tax},
    value::{FewIds, IdList, LocalWindow, Weekday, WeeklyHours},
};

use super::{
    super::{
        findings::SourceLine,
        records::{ProviderRow, RoomRow, ServiceRow},
        tables::Tables,
    },
    Outcome, Replay, Stop,
};

impl Replay<'_, '_> {
    /// Replays everything that does not happen at a time of its own.
    pub(super) async fn setup(&mut self, tables: &Tables) -> Result<()> {
        self.places(tables).await?;
        self.catalogue(tables).await?;
        self.providers(tables).await?;
        self.check_owners(tables)
    }

    async fn places(&mut self, tables: &Tables) -> Result<()> {
        let codes: Vec<_> = tables.centers.iter().map(|line| line.row.code.clone()).collect();
        let known = self.named(Center::code(), &codes, |it| Some(it.code.to_string())).await?;
        for line in &tables.centers {
            let code = &line.row.code;
            let hours = tables.center_hours.iter().filter(|hours| hours.row.center == *code);
            let hours: Vec<_> = hours.map(|hours| hours.row.window).collect();
            let made = match self.hours(line.at, hours) {
                Err(stop) => Err(stop),
                Ok(hours) => {
                    let mut new = line.row.new.clone();
                    new.hours = hours;
                    self.create(line.at, ("code", code), &known, new).await
                }
            };
            self.report.centers += self.settle::<Center>(line.at, code, made)?;
        }
        let names: Vec<_> =
            tables.room_categories.iter().map(|line| line.row.0.name.clone()).collect();
        let known =
            self.named(RoomCategory::name(), &names, |it| Some(it.name.to_string())).await?;
        for line in &tables.room_categories {
            let name = &line.row.0.name;
            let made = self.create(line.at, ("name", name), &known, line.row.0.clone()).await;
            self.report.room_categories += self.settle::<RoomCategory>(line.at, name, made)?;
        }
        let codes: Vec<_> = tables.rooms.iter().map(|line| line.row.code.clone()).collect();
        let known = self.named(Room::code(), &codes, |it| Some(it.code.to_string())).await?;
        for line in &tables.rooms {
            let made = self.room(line.at, &line.row, &known).await;
            self.report.rooms += self.settle::<Room>(line.at, &line.row.code, made)?;
        }
        Ok(())
    }

    async fn room(
        &mut self,
        at: SourceLine,
        row: &RoomRow,
        known: &HashMap<String, Stored<Room>>,
    ) -> Result<Outcome, Stop> {
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
        self.create(at, ("code", &row.code), known, new).await
    }

    async fn catalogue(&mut self, tables: &Tables) -> Result<()> {
        let codes: Vec<_> = tables.taxes.iter().map(|line| line.row.0.code.clone()).collect();
        let known = self.named(Tax::code(), &codes, |it| Some(it.code.to_string())).await?;
        for line in &tables.taxes {
            let code = &line.row.0.code;
            let made = self.create(line.at, ("code", code), &known, line.row.0.clone()).await;
            self.report.taxes += self.settle::<Tax>(line.at, code, made)?;
        }
        let codes: Vec<_> = tables.services.iter().map(|line| line.row.code.clone()).collect();
        let known = self
            .named(Service::service_code(), &codes, |it| Some(it.service_code.to_string()))
            .await?;
        for line in &tables.services {
            let made = self.service(line.at, &line.row, &known).await;
            self.report.services += self.settle::<Service>(line.at, &line.row.code, made)?;
        }
        Ok(())
    }

    async fn service(
        &mut self,
        at: SourceLine,
        row: &ServiceRow,
        known: &HashMap<String, Stored<Service>>,
    ) -> Result<Outcome, Stop> {
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
        let column = "further_room_categories";
        let mut further = Vec::with_capacity(row.further_room_categories.len());
        for name in &row.further_room_categories {
            let by_name = Query::limit(2).eq(RoomCategory::name(), name);
            further.push(self.refer(at, (column, name), &by_name).await?);
        }
        let further = FewIds::new(further);
        let further =
            further.map_err(|error| self.findings.note(at, Some(column), error.to_string()))?;
        let new = NewService {
            service_code: Some(row.code.clone()),
            description: row.description.clone(),
            buffer_before_minutes: row.buffer_before_minutes,
            buffer_after_minutes: row.buffer_after_minutes,
            room_category_id,
            further_room_category_ids: further,
            tax_ids: self.list(at, "taxes", taxes)?,
            ..NewService::new(row.name.clone(), row.duration_minutes, row.price)
        };
        self.create(at, ("code", &row.code), known, new).await
    }

    async fn providers(&mut self, tables: &Tables) -> Result<()> {
        let emails: Vec<_> =
            tables.providers.iter().map(|line| Some(line.row.email.clone())).collect();
        let email = |it: &Provider| it.email.as_ref().map(ToString::to_string);
        let known = self.named(Provider::email(), &emails, email).await?;
        for line in &tables.providers {
            let email = &line.row.email;
            let hours = tables.provider_hours.iter().filter(|hours| hours.row.provider == *email);
            let hours: Vec<_> = hours.map(|hours| hours.row.window).collect();
            let made = self.provider(line.at, &line.row, hours, &known).await;
            self.report.providers += self.settle::<Provider>(line.at, email, made)?;
        }
        Ok(())
    }

    async fn provider(
        &mut self,
        at: SourceLine,
        row: &ProviderRow,
        hours: Vec<(Weekday, LocalWindow)>,
        known: &HashMap<String, Stored<Provider>>,
    ) -> Result<Outcome, Stop> {
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
        self.create(at, ("email", &row.email), known, new).await
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
                self.settle::<Center>(line.at, owner, Err(noted.into()))?;
            }
        }
        for line in &tables.provider_hours {
            let owner = &line.row.provider;
            if !tables.providers.iter().any(|provider| provider.row.email == *owner) {
                let detail = format!("There is no line for {owner} in providers.csv.");
                let noted = self.findings.note(line.at, Some("provider"), detail);
                self.settle::<Provider>(line.at, owner, Err(noted.into()))?;
            }
        }
        Ok(())
    }
}
