//! Two salons in one database: each scope reaches one of them, and nothing of the other.
//!
//! `cargo run --example many_tenants`

use std::sync::Arc;

use clientline::{memory::MemoryStorage, prelude::*};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = ClientLine::new(Arc::new(MemoryStorage::new()));
    let north = salon(&client, "North", "north").await?;
    let south = salon(&client, "South", "south").await?;

    let guest = NewGuest::new(north.1, Name::parse("Ada")?, Name::parse("Reis")?);
    let guest = north.0.run(&Create::<Guest>(guest)).await?;
    println!("North knows {} {}, {}", guest.first_name, guest.last_name, guest.guest_code);

    // The identifier is right, and in South there is no such guest.
    let lost = south.0.run(&Get(guest.id)).await;
    println!("South: {}", lost.err().map_or_else(String::new, |error| error.to_string()));

    // A row of one tenant can't name a row of another.
    let stray = NewGuest::new(north.1, Name::parse("Ben")?, Name::parse("Costa")?);
    let refused = south.0.run(&Create::<Guest>(stray)).await;
    println!("South: {}", refused.err().map_or_else(String::new, |error| error.to_string()));
    Ok(())
}

/// Makes an organization with one center, and returns a scope within it.
async fn salon(
    client: &ClientLine,
    name: &str,
    slug: &str,
) -> Result<(Scope, Id<Center>), Box<dyn std::error::Error>> {
    let new = NewOrganization::new(
        Name::parse(name)?,
        slug.parse()?,
        format!("hello@{slug}.example").parse()?,
        "EUR".parse()?,
        "Europe/Lisbon".parse()?,
    );
    let organization = PlatformScope::trusted(client).create_organization(new).await?;
    let scope = Scope::trusted(client, organization.id.into(), Actor::system());
    let center = NewCenter::new(Name::parse("Main street")?, "Europe/Lisbon".parse()?);
    let center = scope.run(&Create::<Center>(center)).await?;
    Ok((scope, center.id))
}
