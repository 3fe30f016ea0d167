//! The server's process: reads the configuration, opens the store, and does
//! what it was told.

mod backups;
mod commands;
mod health;
mod imports;
mod manager;
mod store;

use std::{
    error::Error,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    process::ExitCode,
};

use clientline_core::{ClientLine, ops::access::first_run::FirstRun, storage, work::Runner};
use clientline_server::{
    config::{self, AuditCommand, Command, Config, ConfigError, OrganizationCommand},
    desk,
    endpoint::Served,
    front::{Ended, Front, Lifecycle, Server, compare_open_files, on_reload, shutdown_requested},
    import,
    inspection::inspect,
    metrics::Metrics,
    quota::Quotas,
    resources::Resources,
    service::{self, Adjustable},
    telemetry::{self, Volume},
};
use mimalloc::MiMalloc;

use self::store::Patience;

/// What allocates. A request's futures and texts are large and live shortly, which costs the
/// system's allocator a quarter of the processor time of a small answer.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

type CommandResult<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

fn main() -> ExitCode {
    let (config, command) = match config::load() {
        Ok(loaded) => loaded,
        // Help and the version are no failures; the parser knows which is which.
        Err(ConfigError::Arguments(asked)) => asked.exit(),
        Err(error) => return failed(&error),
    };
    match start(&config, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&*error),
    }
}

fn failed(error: &(dyn Error + 'static)) -> ExitCode {
    eprintln!("clientline-server: {error}");
    ExitCode::FAILURE
}

fn start(config: &Config, command: Command) -> CommandResult {
    let volume = telemetry::start(config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        // A task may compute for a millisecond: whoever knocks meanwhile is heard
        // after it, and not after 60 more, so that everybody's turn can come.
        .event_interval(1)
        .build()?;
    runtime.block_on(async {
        if config.migrate || command == Command::Migrate {
            store::migrate(config).await.map_err(|error| why(&error))?;
        }
        match command {
            Command::Migrate => {
                println!("the tables of {} are up to date", config.database);
                return Ok(());
            }
            Command::Doctor => {
                let findings = store::inspect(config).await.map_err(|error| why(&error))?;
                commands::doctor(&findings)?;
                let findings = store::examine_books(config).await.map_err(|error| why(&error))?;
                return commands::books(&findings);
            }
            Command::Backup { to, keep } => return backups::back_up(config, &to, keep),
            Command::Restore { from } => return backups::restore(config, &from),
            Command::Config => {
                print!("{}", config::shown(config));
                return Ok(());
            }
            Command::Health { address } => return health::ask(address.unwrap_or(config.listen)),
            _ => {}
        }
        let is_new = store::is_new(config);
        let patience = match command {
            Command::Import(_) => Patience::Import,
            _ => Patience::Request,
        };
        let storage = store::open(config, patience).await.map_err(|error| why(&error))?;
        let client = ClientLine::new(storage);
        match command {
            Command::Serve => serve(config, volume, client, is_new).await,
            Command::PlatformKey { name } => commands::platform_key(&client, &name).await,
            Command::Organization(command) => match command {
                OrganizationCommand::Create(new) => {
                    commands::create(&client, new, reached_at(config.listen)).await
                }
                OrganizationCommand::List => commands::list(&client).await,
                OrganizationCommand::Deactivate { slug } => {
                    commands::deactivate(&client, &slug).await
                }
            },
            Command::Audit(AuditCommand::Verify { organization }) => {
                commands::verify_audit(&client, organization.as_deref()).await
            }
            Command::TzCheck => commands::check_clocks(&client).await,
            Command::Import(arguments) => imports::import(&client, &arguments).await,
            // Done above.
            _ => Ok(()),
        }
    })
}

/// The message when there is no database, with the driver's words: here, on the
/// operator's own terminal, nothing is to be kept from anybody.
fn why(error: &storage::Error) -> Box<dyn Error + Send + Sync> {
    let advice = match error {
        storage::Error::Damaged(said) if said.contains("not a database") => {
            "; name another file, or restore a backup"
        }
        storage::Error::Damaged(_) => "; `clientline-server doctor` says more",
        storage::Error::Unavailable(cause) => of_postgres(&cause.to_string()),
        _ => "",
    };
    format!("{}{advice}", error.with_cause()).into()
}

/// What to do about what PostgreSQL says while it is connected to, or about its silence.
fn of_postgres(said: &str) -> &'static str {
    let is_about = |kind: &str| said.contains(&format!(": {kind} \"")) && said.contains("exist");
    match said {
        said if !said.starts_with("PostgreSQL at ") => "",
        _ if is_about("database") => {
            "; `createdb` makes it, and `clientline-server migrate` its tables"
        }
        _ if is_about("role") => "; `createuser` makes one, or the address names another",
        said if said.contains("authentication") => "; the address holds another password or user",
        _ => "; does it run there, and let this machine in? `psql` tells, with the same address",
    }
}

/// Takes an address, or says what is in the way of that.
async fn bind(address: SocketAddr, front: Front) -> CommandResult<Server> {
    let refused = |error: io::Error| {
        let advice = match error.kind() {
            io::ErrorKind::AddrInUse => "; another program has it, and --listen names another one",
            io::ErrorKind::AddrNotAvailable => "; it is none of this machine's",
            io::ErrorKind::PermissionDenied => "; ports below 1024 need rights of their own",
            _ => "",
        };
        format!("{address} can't be listened on: {error}{advice}")
    };
    Ok(Server::bind(address, front).await.map_err(refused)?)
}

/// Returns the address at which a browser on this machine reaches what listens at another: all
/// of a machine's addresses together are none that a page can be at.
fn reached_at(listening: SocketAddr) -> SocketAddr {
    let loopback = match listening.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(loopback, listening.port())
}

/// Reads the configuration again, and takes what may change while the server runs; one that is
/// wrong changes nothing.
fn read_again(volume: &Volume, adjustable: &Adjustable) {
    match config::load() {
        Ok((config, _command)) => {
            adjustable.adjust(&config);
            match volume.set(config.log_level) {
                Ok(()) => tracing::info!("the configuration was read again"),
                Err(error) => tracing::error!(error, "the level of the log stays"),
            }
        }
        Err(error) => tracing::error!(%error, "the configuration stays as it was"),
    }
}

/// Loads the demo, all of it on one snapshot, which on a busy machine takes longer than a request
/// may.
async fn load_demo(config: &Config, client: &ClientLine) -> CommandResult<import::DemoAccess> {
    let storage = store::open(config, Patience::Import).await.map_err(|error| why(&error))?;
    Ok(import::load_demo(&client.with_storage(storage)).await?)
}

/// Serves until the process is told to stop.
async fn serve(config: &Config, volume: Volume, client: ClientLine, is_new: bool) -> CommandResult {
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        database = %config.database,
        is_new,
        "{}",
        if is_new { "a new database was made" } else { "the database is there" }
    );
    let metrics = Metrics::about(&client);
    let client =
        client.observed_by(metrics.observer()).with_background_work(config.background_work);
    let runner = Runner::start(client.clone(), metrics.jobs())?;
    let life = Lifecycle::new();
    let inspected = client.clone();
    let served = Served { client, life, quotas: Quotas::new(&config.limits) };
    if let Some(address) = config.metrics_listen {
        let door = bind(address, service::metrics(config, &served, &metrics)).await?;
        tracing::info!(address = %door.local_addr()?, "serving metrics");
        // To the end of the process.
        tokio::spawn(door.run(std::future::pending()));
    }
    let adjustable = Adjustable::of(config, &served);
    let (first_run, set_up) =
        if config.demo { (FirstRun::OVER, None) } else { FirstRun::of(&inspected).await? };
    let front = service::guarded_by::<Resources>(&adjustable, config, served, metrics, first_run);
    // To the end of the process.
    tokio::spawn(on_reload(move || read_again(&volume, &adjustable)));
    // Before anybody can know that the server is there: they may stop it at once.
    let stopped = shutdown_requested();
    let door = bind(config.listen, front).await?;
    let address = door.local_addr()?;
    let reached = reached_at(address);
    let demo = if config.demo { Some(load_demo(config, &inspected).await?) } else { None };
    tracing::info!(
        %address,
        page = %format_args!("http://{reached}/"),
        documentation = %format_args!("http://{reached}/docs"),
        "serving"
    );
    manager::tell_ready();
    if let Some(demo) = demo {
        // The one place where the tokens can be seen.
        println!("admin token: {}", demo.key.expose());
        println!("desk: http://{reached}{}#/enter/{}", desk::PAGE, demo.link.token);
    }
    if let Some(token) = set_up {
        println!("set-up: http://{reached}{}#/set-up/{}", desk::PAGE, token.expose());
    }
    compare_open_files(config);
    if config.listen.ip().is_loopback() && config.trusted_proxies.is_empty() {
        tracing::info!(
            "only this machine is listened to: if a proxy on it passes requests on, name it \
             (--trusted-proxies 127.0.0.1/32), or all its clients share the limits of one address"
        );
    }
    tokio::spawn(inspect(inspected));
    let stop = async {
        match stopped {
            Ok(stopped) => stopped.await,
            Err(error) => {
                tracing::error!(%error, "no signal can stop this server");
                std::future::pending::<()>().await;
            }
        }
        manager::tell_stopping();
    };
    match door.run(stop).await {
        Ended::Drained => tracing::info!("every request was answered"),
        Ended::CutOff => tracing::warn!("requests were cut off"),
    }
    runner.drain().await;
    Ok(())
}
