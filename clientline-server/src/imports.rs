//! The command that imports files: what it prints, how far it has come, and how it is
//! stopped.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use clientline_core::{ClientLine, engine::PlatformScope};
use clientline_server::{
    config::ImportArguments,
    front::shutdown_requested,
    import::{self, Mode, Progress, Stage, Watch},
};

use crate::{CommandResult, commands::found};

/// The width of the bar, in characters.
const BAR_WIDTH: usize = 30;

/// Imports a directory into an organization, and prints what it brought.
pub(crate) async fn import(client: &ClientLine, arguments: &ImportArguments) -> CommandResult {
    let tenant = found(&PlatformScope::trusted(client), &arguments.organization).await?;
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
    let watcher = Watcher::start();
    let imported = import::import(client, tenant, &arguments.directory, mode, &watcher).await;
    watcher.end();
    let report = imported?;
    if arguments.json {
        println!("{}", serde_json::to_string(&report)?);
    } else if arguments.verbose {
        println!("{}", report.verbose());
    } else {
        println!("{report}");
    }
    Ok(())
}

/// Shows on standard error how far the import has come, and takes the signals that stop it.
struct Watcher {
    is_stopped: Arc<AtomicBool>,
    is_terminal: bool,
}

impl Watcher {
    fn start() -> Self {
        let is_stopped = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&is_stopped);
        // To the end of the process.
        tokio::spawn(async move {
            // Where no signal can be watched for, each ends the process at once, as the
            // system does it; what was committed before stays whole.
            if let Ok(stopped) = shutdown_requested() {
                stopped.await;
                stop.store(true, Ordering::Relaxed);
                eprintln!("\nstopping once the part under way is finished");
            }
        });
        Self { is_stopped, is_terminal: io::stderr().is_terminal() }
    }

    /// Leaves the line of the bar.
    fn end(&self) {
        if self.is_terminal {
            eprint!("\r\x1b[K");
        }
    }
}

impl Watch for Watcher {
    fn advanced(&self, progress: Progress) {
        let Progress { is_writing, stage, done, lines } = progress;
        let doing = if is_writing { "importing" } else { "checking" };
        let what = match stage {
            Stage::Everything => "everything",
            Stage::Setup => "setup",
            Stage::Guests => "guests",
            Stage::Visits => "appointments",
        };
        if self.is_terminal {
            let filled = (BAR_WIDTH * done).checked_div(lines).unwrap_or_default();
            let bar = format!("{:<BAR_WIDTH$}", "#".repeat(filled));
            eprint!("\r\x1b[K{doing} [{bar}] {done} of {lines} lines, {what}");
            // A bar that can't be shown is nothing to fail for.
            let _ = io::stderr().flush();
        } else {
            eprintln!("{doing}: {done} of {lines} lines, {what}");
        }
    }

    fn is_stopped(&self) -> bool {
        self.is_stopped.load(Ordering::Relaxed)
    }
}
