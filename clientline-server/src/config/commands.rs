//! The commands of the program.

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf};

use clap::{Args, Subcommand};

use super::values::ListenAddress;

/// The command.
#[derive(Debug, Clone, PartialEq, Eq, Default, Subcommand)]
pub enum Command {
    /// Serve the API (what happens without a command)
    #[default]
    Serve,
    /// Bring the tables up to date, and do nothing else
    Migrate,
    /// Look through the whole database for damage, say what is found, and fail if
    /// anything is
    Doctor,
    /// Name the appointments to come that another tz database moved: whose instant is not the
    /// time on the wall that was agreed. Fail if there is any
    TzCheck,
    /// Copy the SQLite database, which may be in use, into a file, and look through the copy
    Backup {
        /// The file to make, or a directory to make one in that is named by the time
        #[arg(value_name = "FILE")]
        to: PathBuf,
        /// How many copies to keep in the directory; older ones are removed
        #[arg(long, value_name = "COUNT")]
        keep: Option<NonZeroUsize>,
    },
    /// Put a copy in the place of the SQLite database, where nothing may be
    Restore {
        /// The copy
        #[arg(value_name = "FILE")]
        from: PathBuf,
    },
    /// Ask a running server whether it is ready, and fail if it is not
    Health {
        /// Where it listens [default: the address that --listen names]
        #[arg(value_name = "ADDRESS:PORT", value_parser = asked)]
        address: Option<SocketAddr>,
    },
    /// Print the configuration that holds, as a file for --config; without secrets
    Config,
    /// Print a key to the platform: to its `/organizations`, and to nothing else
    PlatformKey {
        /// What the key is for
        #[arg(long, default_value = "platform")]
        name: String,
    },
    /// Work on organizations
    #[command(subcommand)]
    Organization(OrganizationCommand),
    /// Work on the audit trail
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Bring an organization's data in from CSV files; rows that are there already stay as
    /// they are, so the same files can be imported again
    Import(ImportArguments),
}

/// What to import, and where to.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ImportArguments {
    /// The slug of the organization
    #[arg(long, value_name = "SLUG")]
    pub organization: String,
    /// The directory with the CSV files (docs/import.md describes them)
    #[arg(value_name = "DIR")]
    pub directory: PathBuf,
    /// Read, check and plan everything, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Name the lines whose rows are there already
    #[arg(long)]
    pub verbose: bool,
    /// Print the report as JSON
    #[arg(long, conflicts_with = "verbose")]
    pub json: bool,
}

/// Commands about the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum AuditCommand {
    /// Hold the audit trail against its seals, name each row that was changed, removed or
    /// inserted, and fail if there is any
    Verify {
        /// The slug of the organization [default: the platform and all organizations]
        #[arg(long, value_name = "SLUG")]
        organization: Option<String>,
    },
}

/// Commands about organizations.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum OrganizationCommand {
    /// Make an organization, and print an API key to it, or with --admin-email a
    /// set-up token for its first admin
    Create(NewOrganization),
    /// List all organizations
    List,
    /// Let nobody into an organization any more
    Deactivate {
        /// The slug of the organization
        slug: String,
    },
}

/// An organization to make, as typed; the core checks each value.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct NewOrganization {
    /// The name in addresses: lower-case letters, digits and hyphens
    #[arg(long)]
    pub slug: String,
    /// The name for people
    #[arg(long)]
    pub name: String,
    /// Where it can be written to
    #[arg(long)]
    pub email: String,
    /// The email address by which the first admin signs in
    #[arg(long, value_name = "EMAIL")]
    pub admin_email: Option<String>,
    /// The name of the first admin [default: that of the organization]
    #[arg(long, value_name = "NAME", requires = "admin_email")]
    pub admin_name: Option<String>,
    /// Whether its prices hold the taxes
    #[arg(long, value_name = "MODE", default_value = "exclusive")]
    pub price_mode: String,
    /// The currency of its prices (ISO 4217)
    #[arg(long, value_name = "CODE")]
    pub currency: String,
    /// The time zone of its first center (IANA), such as Europe/Riga
    #[arg(long, value_name = "ZONE")]
    pub time_zone: String,
}

/// Reads where a server is asked for its health, also as its log names it.
fn asked(text: &str) -> Result<SocketAddr, String> {
    let text = text.strip_prefix("http://").unwrap_or(text);
    let address: ListenAddress = text.trim_end_matches('/').parse()?;
    Ok(address.0)
}
