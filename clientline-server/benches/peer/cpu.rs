//! The CPU time of processes, as the system counts it.

use std::fs;

/// Of whom CPU time is counted.
#[derive(Clone, Debug)]
pub(crate) enum Processes {
    /// One process, with all its threads.
    One(String),
    /// A process and all that it started, those that ended too: a database server, whose
    /// connections are processes.
    Family(String),
    /// Nobody: the database is in the server's own process.
    None,
}

impl Processes {
    /// Returns the CPU time that they took since they began, in milliseconds.
    pub(crate) fn millis(&self) -> u64 {
        match self {
            Self::None => 0,
            Self::One(process) => Stat::of(process).map_or(0, |stat| stat.own),
            Self::Family(first) => {
                let living = fs::read_dir("/proc").unwrap().flatten();
                let names = living.filter_map(|entry| entry.file_name().into_string().ok());
                let stats = names.filter_map(|process| Stat::of(&process));
                let children = stats.filter(|stat| stat.parent == *first).map(|stat| stat.own);
                let first = Stat::of(first).unwrap();
                first.own + first.ended_children + children.sum::<u64>()
            }
        }
    }
}

/// What a process's file of figures says, times in milliseconds.
struct Stat {
    parent: String,
    own: u64,
    ended_children: u64,
}

impl Stat {
    /// How long the unit is that the file counts in: a hundredth of a second on Linux.
    const TICK_MILLIS: u64 = 10;

    fn of(process: &str) -> Option<Self> {
        let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // After the name, which stands in brackets, the third field comes first.
        let (_, rest) = text.rsplit_once(')')?;
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |field: usize| fields.get(field - 3)?.parse::<u64>().ok();
        let time = |user, system| Some((ticks(user)? + ticks(system)?) * Self::TICK_MILLIS);
        let parent = (*fields.get(1)?).to_owned();
        Some(Self { parent, own: time(14, 15)?, ended_children: time(16, 17)? })
    }
}
