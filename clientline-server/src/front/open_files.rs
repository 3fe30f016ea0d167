//! The system's limit of open files, against how many the process may want.
//!
//! A connection is an open file. When they run out no connection can be accepted, not
//! even of those that there is a place for.

use super::places::ANTEROOM;
use crate::config::Config;

/// Where Linux tells a process its limits; elsewhere nothing is compared.
const LIMITS: &str = "/proc/self/limits";
/// The files that the process holds beside connections: its log, its timers, the files of a
/// database and their journals.
const BESIDE: u64 = 64;

/// Warns if there may be more connections than open files.
pub fn compare(config: &Config) {
    let Ok(limits) = std::fs::read_to_string(LIMITS) else { return };
    let (Some(may), wanted) = (most(&limits), wanted(config)) else { return };
    if may < wanted {
        tracing::warn!(
            may,
            wanted,
            "the system lets this process open fewer files than its connections may need: raise \
             the limit (`ulimit -n`, `LimitNOFILE=`), or lower `--connections`"
        );
    }
}

fn wanted(config: &Config) -> u64 {
    // The page of metrics has a door of its own.
    let doors = 1 + u64::from(config.metrics_listen.is_some());
    // As many readers as cores, where nothing is said.
    let database = config.database_connections.map_or(64, |n| n.get().into());
    doors * (u64::from(config.limits.connections) + u64::from(ANTEROOM)) + database + BESIDE
}

/// The soft limit; none, if there is no limit.
fn most(limits: &str) -> Option<u64> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_read_as_the_system_writes_it() {
        let text = "Limit                     Soft Limit           Hard Limit           Units\n\
                    Max processes             7000                 8000                 processes\n\
                    Max open files            1024                 1048576              files\n";
        assert_eq!(most(text), Some(1024));
        assert_eq!(most(&text.replace("1024  ", "unlimited")), None);
        assert_eq!(most(""), None);
    }

    #[test]
    fn the_usual_limit_of_a_shell_is_less_than_the_usual_connections_may_need() {
        assert!(wanted(&Config::default()) > 1024);
    }
}
