//! Brings the guests of another system in: a dry run says what would become of each line, and then
//! they go in by parts, each whole or not at all. The same file twice makes nobody twice.
//!
//! `cargo run --example import`

use std::{collections::HashSet, sync::Arc};

use clientline::{
    engine::{Batch, Conflicts, Env, Plan, Shown, View},
    entity::Query,
    memory::MemoryStorage,
    model::Permission,
    prelude::*,
    row::Select,
    value::EmailAddress,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many lines go in at once: few here, some hundreds for a salon. One question tells those of
/// them that are known, and takes no more than `Select::SET_MAX` addresses.
const PART: usize = 2;

/// What the other system wrote.
const FILE: &str = "\
first name;last name;mail
Ada;Reis;ada@example.com
Ben;Costa;ben@example.com
Eva;Lopes;eva@example.com
Ada;Reis;ada@example.com
";

/// A line of the file. What is read into these types is right by itself.
#[derive(Clone, Debug, Deserialize)]
struct Line {
    #[serde(rename = "first name")]
    first_name: Name,
    #[serde(rename = "last name")]
    last_name: Name,
    mail: EmailAddress,
}

/// A use case of one's own: it plans a part of the file by the engine's use cases.
struct ImportGuests<'a> {
    center: Id<Center>,
    lines: &'a [Line],
    /// Plans as ever, and drops what it planned.
    is_dry: bool,
}

/// What became of the lines.
#[derive(Debug, Default, PartialEq, Serialize, JsonSchema)]
struct Report {
    made: usize,
    known: usize,
}

impl Shown for Report {
    fn shown_to(self, _: &Actor) -> Result<Self, Error> {
        Ok(self)
    }
}

impl Operation for ImportGuests<'_> {
    type Answer = Report;
    const NAME: &'static str = "own_import_guests";
    const NEEDS: Permission = Permission::WriteGuests;
    /// A guest's number may be taken by another who is made meanwhile.
    const CONFLICTS: Conflicts = Create::<Guest>::CONFLICTS;

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Report>, Error> {
        let mut batch = Batch::new(env, view);
        let mails: Vec<_> = self.lines.iter().map(|line| Some(line.mail.clone())).collect();
        let known = Query::<Guest>::limit(Select::LIMIT_MAX).any(Guest::email(), &mails);
        let known = batch.list(&known).await?;
        let mut known: HashSet<_> = known.iter().filter_map(|guest| guest.email.clone()).collect();
        let mut report = Report::default();
        for line in self.lines {
            if !known.insert(line.mail.clone()) {
                report.known += 1;
                continue;
            }
            let names = (line.first_name.clone(), line.last_name.clone());
            let mut guest = NewGuest::new(self.center, names.0, names.1);
            guest.email = Some(line.mail.clone());
            batch.run(env.now(), &Create::<Guest>(guest)).await?;
            report.made += 1;
        }
        Ok(if self.is_dry { Plan::read(env, report) } else { batch.finish(report) })
    }
}

/// Reads all lines, or says of each wrong one what is wrong: then nothing is imported.
fn read(file: &str) -> Result<Vec<Line>, Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(file.as_bytes());
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for line in reader.deserialize() {
        match line {
            Ok(line) => lines.push(line),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

async fn import(
    scope: &Scope,
    center: Id<Center>,
    lines: &[Line],
    is_dry: bool,
) -> Result<Report, Error> {
    let mut all = Report::default();
    for lines in lines.chunks(PART) {
        let part = scope.run(&ImportGuests { center, lines, is_dry }).await?;
        println!("{} lines: {part:?}{}", lines.len(), if is_dry { ", as it would be" } else { "" });
        all = Report { made: all.made + part.made, known: all.known + part.known };
    }
    Ok(all)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let new = NewOrganization::new(
        Name::parse("Atelier")?,
        "atelier".parse()?,
        "hello@example.com".parse()?,
        "EUR".parse()?,
        "Europe/Lisbon".parse()?,
    );
    let organization = PlatformScope::trusted(&client).create_organization(new).await?;
    let scope = Scope::trusted(&client, organization.id.into(), Actor::system());
    let center = NewCenter::new(Name::parse("Baixa")?, "Europe/Lisbon".parse()?);
    let center = scope.run(&Create::<Center>(center)).await?.id;

    let faults = read(&FILE.replace("ben@", "ben at ")).err().unwrap_or_default();
    println!("{faults:?}");
    assert!(faults.len() == 1 && faults[0].contains("line: 3"));

    let lines = read(FILE).map_err(|faults| faults.join("\n"))?;
    // A part that is tried sees nothing of those before it, which were tried as well.
    assert_eq!(import(&scope, center, &lines, true).await?, Report { made: 4, known: 0 });
    assert_eq!(scope.run(&List::<Guest>::new(PageRequest::default())).await?.items.len(), 0);
    assert_eq!(import(&scope, center, &lines, false).await?, Report { made: 3, known: 1 });
    assert_eq!(import(&scope, center, &lines, false).await?, Report { made: 0, known: 4 });
    assert_eq!(scope.run(&List::<Guest>::new(PageRequest::default())).await?.items.len(), 3);
    Ok(())
}
