//! Books an appointment, lists what is left of the day, and bills it, inside one's own program.
//!
//! `cargo run --example embed`

use std::sync::Arc;

use clientline::{
    prelude::*,
    sqlite::{Options, SqliteStorage},
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let storage = SqliteStorage::open(folder.path().join("salon.db"), Options::default())?;
    let client = ClientLine::new(Arc::new(storage));

    let name = Name::parse;
    let new = NewOrganization::new(
        name("Atelier")?,
        "atelier".parse()?,
        "hello@example.com".parse()?,
        "EUR".parse()?,
        "Europe/Lisbon".parse()?,
    );
    let organization = PlatformScope::trusted(&client).create_organization(new).await?;
    let scope = Scope::trusted(&client, organization.id.into(), Actor::system());

    let center = NewCenter::new(name("Baixa")?, "Europe/Lisbon".parse()?);
    let center = scope.run(&Create::<Center>(center)).await?;
    let mut provider = NewProvider::new(name("Ben")?, name("Costa")?, center.id);
    let morning = LocalWindow::new("09:00".parse()?, "11:00".parse()?)?;
    provider.hours = Some(WeeklyHours::every_day(morning));
    scope.run(&Create::<Provider>(provider)).await?;
    let cut = NewService::new(name("Cut")?, DurationMinutes::new(45)?, "45.00".parse()?);
    let cut = scope.run(&Create::<Service>(cut)).await?;
    let guest = NewGuest::new(center.id, name("Ada")?, name("Reis")?);
    let guest = scope.run(&Create::<Guest>(guest)).await?;

    let tomorrow = chrono::DateTime::from(client.environment().now()).date_naive().succ_opt();
    let date = tomorrow.ok_or("the calendar ends today")?;
    let mut search = FindSlots::new(center.id, cut.id, date);
    search.days = 2.try_into()?;
    let slots = scope.run(&search).await?.slots;
    println!("{} starts are free from {date} on", slots.len());

    let first = slots.first().ok_or("nothing is free")?.starts_at;
    let book = BookAppointment::new(center.id, guest.id, cut.id, first);
    // Sent twice by this key, it is booked once, and answered the same.
    let key = IdempotencyKey::new("booking-1", format!("{book:?}").as_bytes())?;
    let appointment = scope.run_once(&key, &book).await?.into_answer()?;
    println!("{} {} comes at {}", guest.first_name, guest.last_name, appointment.local_start);

    let lost = scope.run(&book).await;
    println!("once more: {}", lost.err().map_or_else(String::new, |error| error.to_string()));
    println!("{} are left", scope.run(&search).await?.slots.len());

    // Its sale was made with it.
    let sale = scope.run(&GetAppointmentSale(appointment.id)).await?;
    let draft = scope.run(&GenerateInvoice(sale.id)).await?;
    let invoice = scope.run(&IssueInvoice::new(draft.id)).await?;
    let due = Amount::try_from(invoice.balance_due)?;
    scope.run(&RecordPayment::towards(invoice.id, PaymentMethod::Card, due)).await?;
    let paid = scope.run(&Get::<Invoice>(invoice.id)).await?;
    println!("an invoice over {} is {}", paid.total, paid.status.as_str());
    Ok(())
}
