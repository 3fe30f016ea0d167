//! Figures that are looked up when somebody fetches them: of the engine and its storage, and
//! of the process.

use std::fs;

use clientline_core::ClientLine;
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::{counter::ConstCounter, gauge::ConstGauge},
};

/// The figures of an engine and its storage.
#[derive(Debug)]
pub(super) struct EngineGauges(pub(super) ClientLine);

impl Collector for EngineGauges {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), std::fmt::Error> {
        for gauge in self.0.gauges() {
            let value = ConstGauge::new(gauge.value);
            let kind = value.metric_type();
            value.encode(encoder.encode_descriptor(gauge.name, gauge.help, None, kind)?)?;
        }
        Ok(())
    }
}

/// The figures of this process that programs of all kinds have, by the names that are usual
/// for them; none where the system has no `/proc`.
#[derive(Debug)]
pub(super) struct Process;

/// How many ticks the second has in `/proc`: on each system that Linux runs on today.
const TICKS: f64 = 100.0;

impl Process {
    fn resident_bytes() -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kibibytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
        kibibytes.checked_mul(1024)
    }

    fn open_files() -> Option<u64> {
        u64::try_from(fs::read_dir("/proc/self/fd").ok()?.count()).ok()
    }

    fn cpu_seconds() -> Option<f64> {
        let stat = fs::read_to_string("/proc/self/stat").ok()?;
        // The name, which stands in parentheses, may hold spaces.
        let (_, fields) = stat.rsplit_once(')')?;
        let mut times = fields.split_whitespace().skip(11);
        let user: u32 = times.next()?.parse().ok()?;
        let system: u32 = times.next()?.parse().ok()?;
        Some((f64::from(user) + f64::from(system)) / TICKS)
    }
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), std::fmt::Error> {
        for (name, help, value) in [
            ("process_resident_memory_bytes", "Memory that is resident", Self::resident_bytes()),
            ("process_open_fds", "Files and sockets that are open", Self::open_files()),
        ] {
            let Some(value) = value else { continue };
            let value = ConstGauge::new(value);
            let kind = value.metric_type();
            value.encode(encoder.encode_descriptor(name, help, None, kind)?)?;
        }
        if let Some(seconds) = Self::cpu_seconds() {
            let value = ConstCounter::new(seconds);
            let (name, help) = ("process_cpu_seconds", "Processor time, of user and system");
            let kind = value.metric_type();
            value.encode(encoder.encode_descriptor(name, help, None, kind)?)?;
        }
        Ok(())
    }
}
