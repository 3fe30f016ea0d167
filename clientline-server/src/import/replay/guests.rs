//! Guests: those whom a file brings, and those who are there already.
//!
//! A line is known by its code; without one, by its address for mail and its
//! telephone number; without these, by all its fields. Each guest stands for one
//! line, so that a mother and a child with one address are two on every run.

use std::collections::{HashMap, HashSet};

use clientline_core::{
    entity::{Entity as _, Query, Stored},
    error::Result,
    model::{Guest, NewGuest},
    ops::resource::Create,
    row::Select,
    value::{Code, EmailAddress, Name, PhoneNumber},
};

use super::{
    super::{
        findings::SourceLine,
        records::{AppointmentRow, GuestRow},
        sheet::Placed,
    },
    Outcome, Replay, Stop,
    known::differing,
    taken,
};

/// The guests who are there already, by what lines know them by.
#[derive(Default)]
struct Register {
    guests: Vec<Stored<Guest>>,
    by_code: HashMap<Code, Vec<usize>>,
    by_email: HashMap<EmailAddress, Vec<usize>>,
    by_phone: HashMap<PhoneNumber, Vec<usize>>,
    by_name: HashMap<(Name, Name), Vec<usize>>,
}

impl Register {
    fn of(guests: Vec<Stored<Guest>>) -> Self {
        let mut register = Self::default();
        let mut seen = HashSet::new();
        for guest in guests {
            if !seen.insert(guest.id.uuid()) {
                continue;
            }
            let at = register.guests.len();
            register.by_code.entry(guest.guest_code.clone()).or_default().push(at);
            if let Some(email) = &guest.email {
                register.by_email.entry(email.clone()).or_default().push(at);
            }
            if let Some(phone) = &guest.phone {
                register.by_phone.entry(phone.clone()).or_default().push(at);
            }
            let names = (guest.first_name.clone(), guest.last_name.clone());
            register.by_name.entry(names).or_default().push(at);
            register.guests.push(guest);
        }
        register
    }

    /// Returns those who may be meant by a line.
    fn meant(&self, new: &NewGuest, columns: &[&str]) -> Vec<&Stored<Guest>> {
        let found = match (&new.guest_code, &new.email, &new.phone) {
            (Some(code), ..) => self.by_code.get(code),
            (None, Some(email), _) => self.by_email.get(email),
            (None, None, Some(phone)) => self.by_phone.get(phone),
            (None, None, None) => {
                self.by_name.get(&(new.first_name.clone(), new.last_name.clone()))
            }
        };
        let found = found.into_iter().flatten().map(|&at| &self.guests[at]);
        let is_same = |guest: &&Stored<Guest>| match (&new.guest_code, &new.email, &new.phone) {
            (Some(_), ..) | (None, Some(_), None) => true,
            // A number that one of the two lacks says nothing against it.
            (None, Some(_), Some(phone)) => guest.phone.as_ref().is_none_or(|has| has == phone),
            // A family has one telephone.
            (None, None, Some(_)) => {
                guest.first_name == new.first_name && guest.last_name == new.last_name
            }
            (None, None, None) => differing(columns, new, &**guest).is_empty(),
        };
        found.filter(is_same).collect()
    }
}

impl Replay<'_, '_> {
    pub(super) async fn guests(&mut self, lines: &[Placed<GuestRow>]) -> Result<()> {
        let register = self.register(lines).await?;
        for line in lines {
            let made = self.guest(line.at, &line.row, &register).await;
            let noted = matches!(made, Err(Stop::Noted));
            if let (true, Some(email)) = (noted, &line.row.email) {
                self.failed.insert((Guest::NAME, email.to_string()));
            }
            let code = line.row.code.as_deref().unwrap_or_default();
            self.report.guests += self.settle::<Guest>(line.at, code, made)?;
        }
        Ok(())
    }

    async fn guest(
        &mut self,
        at: SourceLine,
        row: &GuestRow,
        register: &Register,
    ) -> Result<Outcome, Stop> {
        let new = row.new_guest(self.center(at, &row.center).await?);
        let meant = register.meant(&new, at.columns);
        let count = meant.len();
        let free = meant.into_iter().filter(|guest| !self.is_claimed(guest.id.uuid()));
        let nearest = free.min_by_key(|guest| differing(at.columns, &new, &***guest).len());
        if let Some(guest) = nearest {
            self.claimed.insert(guest.id.uuid());
            self.compare(at, &new, &**guest);
            return Ok(Outcome::Known);
        }
        if let Some(code) = &row.code {
            let is_first = self.made.insert((Guest::NAME, code.to_string()));
            if count > 0 || !is_first {
                let detail = taken::<Guest>(code);
                return Err(self.findings.note(at, Some("code"), detail).into());
            }
        }
        let guest = self.run(at, self.now, &Create::<Guest>(new)).await?;
        self.claimed.insert(guest.id.uuid());
        Ok(Outcome::Made)
    }

    /// Reads all who may be meant by the lines, a thousand lines at once.
    async fn register(&mut self, lines: &[Placed<GuestRow>]) -> Result<Register> {
        let mut guests = Vec::new();
        for lines in lines.chunks(Select::SET_MAX) {
            let rows = lines.iter().map(|line| &line.row);
            let codes: Vec<Code> = rows.clone().filter_map(|row| row.code.clone()).collect();
            let uncoded = rows.filter(|row| row.code.is_none());
            let emails: Vec<_> =
                uncoded.clone().filter_map(|row| row.email.clone()).map(Some).collect();
            let unmailed = uncoded.filter(|row| row.email.is_none());
            let phones: Vec<_> =
                unmailed.clone().filter_map(|row| row.phone.clone()).map(Some).collect();
            let nameless = unmailed.filter(|row| row.phone.is_none());
            let names: Vec<Name> = nameless.map(|row| row.last_name.clone()).collect();
            let all = || Query::<Guest>::limit(Select::LIMIT_MAX);
            let queries = [
                (!codes.is_empty()).then(|| all().any(Guest::guest_code(), &codes)),
                (!emails.is_empty()).then(|| all().any(Guest::email(), &emails)),
                (!phones.is_empty()).then(|| all().any(Guest::phone(), &phones)),
                (!names.is_empty()).then(|| Guest::bearing(&names)),
            ];
            for query in queries.iter().flatten() {
                guests.extend(self.batch.list(query).await?);
            }
        }
        Ok(Register::of(guests))
    }

    /// Looks up whom the appointments name, a thousand at once; whom it does not find is
    /// looked up, and complained of, where the line is replayed.
    pub(super) async fn meet(&mut self, lines: &[Placed<AppointmentRow>]) -> Result<()> {
        let names: HashSet<&str> = lines.iter().map(|line| line.row.guest.as_str()).collect();
        let (emails, codes): (Vec<&str>, Vec<&str>) =
            names.into_iter().partition(|name| name.contains('@'));
        let codes: Vec<Code> = codes.into_iter().filter_map(|code| code.parse().ok()).collect();
        for codes in codes.chunks(Select::SET_MAX) {
            let query = Query::limit(Select::LIMIT_MAX).any(Guest::guest_code(), codes);
            for guest in self.batch.list::<Guest>(&query).await? {
                self.known.insert((Guest::NAME, guest.guest_code.to_string()), guest.id.uuid());
            }
        }
        let emails: Vec<Option<EmailAddress>> =
            emails.into_iter().filter_map(|email| email.parse().ok().map(Some)).collect();
        for emails in emails.chunks(Select::SET_MAX) {
            let mut found = HashMap::<String, Vec<_>>::new();
            for guest in self.batch.list(&Guest::known_by_any(emails)).await? {
                if let Some(email) = &guest.email {
                    found.entry(email.to_string()).or_default().push(guest.id.uuid());
                }
            }
            for (email, guests) in found {
                // An address of two says of nobody who they are.
                if let [guest] = guests[..] {
                    self.known.insert((Guest::NAME, email), guest);
                }
            }
        }
        Ok(())
    }
}
