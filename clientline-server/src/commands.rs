//! The commands that do one thing and end. What they print, tokens above all, can
//! be seen there and nowhere else.

use std::net::SocketAddr;

use clientline_core::{
    ClientLine, Error,
    engine::{FirstAdmin, PlatformScope},
    model::{self, OrganizationPatch, Role},
    ops::{
        access::organizations::{ListOrganizations, TenantOrPlatform, UpdateOrganization},
        page::PageRequest,
        scheduling::clock_check,
    },
    value::{Active, Id, Name, TenantId, tzdb_version},
    work::{self, Verified},
};
use clientline_server::{config::NewOrganization, desk};

use crate::CommandResult;

/// Prints what was found to be damaged.
pub(crate) fn doctor(findings: &[String]) -> CommandResult {
    for finding in findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("the database is sound");
        return Ok(());
    }
    Err("the database is damaged: restore a backup".into())
}

/// Prints what in the books does not add up.
pub(crate) fn books(findings: &[String]) -> CommandResult {
    for finding in findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("the books add up");
        return Ok(());
    }
    Err("the books don't add up: their rows were changed by something else".into())
}

/// Prints a key to the platform.
pub(crate) async fn platform_key(client: &ClientLine, name: &str) -> CommandResult {
    let platform = PlatformScope::trusted(client);
    let token = platform.create_platform_key(Name::parse(name)?).await?;
    println!("platform token: {}", token.expose());
    Ok(())
}

/// Makes an organization, and prints how its first admin gets in.
///
/// `reached` is where a server of this configuration is found by a browser.
pub(crate) async fn create(
    client: &ClientLine,
    new: NewOrganization,
    reached: SocketAddr,
) -> CommandResult {
    let NewOrganization {
        slug,
        name,
        email,
        admin_email,
        admin_name,
        price_mode,
        currency,
        time_zone,
    } = new;
    let name = Name::parse(&name)?;
    let mut new = model::NewOrganization::new(
        name.clone(),
        slug.parse()?,
        email.parse()?,
        currency.parse()?,
        time_zone.parse()?,
    );
    new.price_mode = price_mode.parse()?;
    let platform = PlatformScope::trusted(client);
    if let Some(email) = admin_email {
        let name = admin_name.map_or(Ok(name), |name| Name::parse(&name))?;
        let admin = FirstAdmin { name, email: email.parse()? };
        let (_organization, token) = platform.found_organization(new, admin, None).await?;
        println!("set-up token: {}", token.expose());
        println!("desk: http://{reached}{}#/set-up/{}", desk::PAGE, token.expose());
        return Ok(());
    }
    let organization = platform.create_organization(new).await?;
    let tenant = TenantId(organization.id.uuid());
    let token = platform.create_api_key(tenant, Name::parse("first admin")?, Role::Admin).await?;
    println!("admin token: {}", token.expose());
    Ok(())
}

/// Prints every organization: its slug, its name, and whether it is in use.
pub(crate) async fn list(client: &ClientLine) -> CommandResult {
    let platform = PlatformScope::trusted(client);
    let mut page = PageRequest { limit: PageRequest::LIMIT_MAX, ..PageRequest::default() };
    loop {
        let found = ListOrganizations(page.clone()).above(&platform, None).await?;
        for entry in found.items {
            let state = if entry.is_active.0 { "active" } else { "inactive" };
            println!("{}\t{state}\t{}", entry.slug, entry.name);
        }
        match found.next_cursor {
            Some(next) => page.cursor = Some(next),
            None => return Ok(()),
        }
    }
}

/// Verifies the audit trail of one organization, or of the platform and all organizations, and
/// prints of each how far it is sealed, and what was tampered with.
pub(crate) async fn verify_audit(client: &ClientLine, slug: Option<&str>) -> CommandResult {
    let platform = PlatformScope::trusted(client);
    if let Some(slug) = slug {
        let tenant = found(&platform, slug).await?;
        return verdict(verify_trail(client, slug, tenant).await?);
    }
    let mut findings = verify_trail(client, "the platform", TenantId::PLATFORM).await?;
    let mut page = PageRequest { limit: PageRequest::LIMIT_MAX, ..PageRequest::default() };
    loop {
        let found = ListOrganizations(page.clone()).above(&platform, None).await?;
        for entry in found.items {
            let tenant = TenantId(entry.id.uuid());
            findings += verify_trail(client, &entry.slug.to_string(), tenant).await?;
        }
        match found.next_cursor {
            Some(next) => page.cursor = Some(next),
            None => return verdict(findings),
        }
    }
}

/// Verifies one audit trail, prints what was found, and returns how much that was.
async fn verify_trail(client: &ClientLine, name: &str, tenant: TenantId) -> CommandResult<usize> {
    let verified = work::verify(client, tenant).await?;
    for finding in &verified.findings {
        println!("{name}: {finding}");
    }
    let Verified { steps, rows, waiting, digest, findings } = verified;
    println!("{name}: {rows} rows in {steps} steps, {waiting} wait; the last digest is {digest}");
    Ok(findings.len())
}

fn verdict(findings: usize) -> CommandResult {
    if findings == 0 { Ok(()) } else { Err("the audit trail was tampered with".into()) }
}

/// Names the appointments to come, of all organizations, that the clocks have moved.
pub(crate) async fn check_clocks(client: &ClientLine) -> CommandResult {
    let platform = PlatformScope::trusted(client);
    let mut page = PageRequest { limit: PageRequest::LIMIT_MAX, ..PageRequest::default() };
    let (mut appointments, mut moved) = (0, 0);
    loop {
        let found = ListOrganizations(page.clone()).above(&platform, None).await?;
        for entry in found.items {
            let check = clock_check::check_clocks(client, TenantId(entry.id.uuid())).await?;
            for one in &check.moved {
                println!(
                    "{}: appointment {} at {} was agreed for {}, and the clocks of {} show {}",
                    entry.slug, one.id, one.starts_at, one.agreed, one.time_zone, one.shown
                );
            }
            appointments += check.appointments;
            moved += check.moved.len();
        }
        match found.next_cursor {
            Some(next) => page.cursor = Some(next),
            None => break,
        }
    }
    println!(
        "{moved} of {appointments} appointments to come moved by tz database {}",
        tzdb_version()
    );
    if moved == 0 { Ok(()) } else { Err("move them, or tell their guests".into()) }
}

/// Finds an organization by its slug, as it was typed.
pub(crate) async fn found(platform: &PlatformScope, slug: &str) -> CommandResult<TenantId> {
    let known = platform.find(&slug.parse()?).await;
    known.map_err(|error| match error {
        Error::NotFound { .. } => {
            format!("there is no organization `{slug}`; `organization list` names them all").into()
        }
        other => other.into(),
    })
}

/// Lets nobody into an organization any more.
pub(crate) async fn deactivate(client: &ClientLine, slug: &str) -> CommandResult {
    let platform = PlatformScope::trusted(client);
    let id = Id::from_uuid(found(&platform, slug).await?.0);
    let is_active = Active(false).into();
    let patch = OrganizationPatch { is_active, ..OrganizationPatch::default() };
    UpdateOrganization { id, patch, expected: None }.above(&platform, None).await?;
    println!("{slug} is inactive");
    Ok(())
}
