//! Another system that keeps up with the book: it reads the feed of events, remembers up to which
//! position it has come, and waits until there is more. Positions are given in the background.
//!
//! `cargo run --example follow_events`

use std::sync::Arc;

use clientline::{memory::MemoryStorage, prelude::*};

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
    let tenant = organization.id.into();
    let scope = Scope::trusted(&client, tenant, Actor::system());
    let runner = Runner::start(client.clone(), Arc::new(()))?;
    let mut last_position = client.feed().watch(tenant);

    let center = NewCenter::new(Name::parse("Baixa")?, "Europe/Lisbon".parse()?);
    let center = scope.run(&Create::<Center>(center)).await?;
    for name in ["Ada", "Ben"] {
        let guest = NewGuest::new(center.id, Name::parse(name)?, Name::parse("Reis")?);
        scope.run(&Create::<Guest>(guest)).await?;
    }

    // What the other system keeps: 0 is before all that ever happened.
    let mut position = 0;
    while position < 3 {
        last_position.changed().await?;
        position = catch_up(&scope, position).await?;
    }
    runner.drain().await;
    Ok(())
}

/// Handles what happened after a position, and returns the one to go on after.
async fn catch_up(scope: &Scope, mut position: i64) -> Result<i64, Error> {
    loop {
        let page = scope.run(&FollowEvents::after(position)).await?;
        for event in &page.items {
            // An event may be handled once more if this program stops right here: so what is done
            // about it has to be the same done twice.
            println!("{}: {} {}", event.position, event.kind, event.subject_id);
        }
        position = page.next_after;
        if position >= page.last_position {
            return Ok(position);
        }
    }
}
