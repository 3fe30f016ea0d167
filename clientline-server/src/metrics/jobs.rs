//! Figures about the work in the background: how often each job ran, what it did, where it
//! failed, and how long commits wait to be sequenced.

use std::time::Duration;

use clientline_core::{
    Result,
    storage::Work,
    work::{JobObserver, Ran},
};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::BUCKETS;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: &'static str,
}

/// The series of the jobs.
#[derive(Clone, Debug)]
pub struct Jobs {
    runs: Family<Job, Counter>,
    failures: Family<Job, Counter>,
    done: Family<Job, Counter>,
    duration: Family<Job, Histogram>,
    outbox_age: Histogram,
}

impl Jobs {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let (runs, failures, done) = (Family::default(), Family::default(), Family::default());
        let duration: Family<Job, Histogram> =
            Family::new_with_constructor(|| Histogram::new(BUCKETS));
        let outbox_age = Histogram::new(BUCKETS);
        registry.register("job_runs", "Runs of a job that ended", runs.clone());
        let help = "Failures of a job: of a whole run, or for one organization";
        registry.register("job_failures", help, failures.clone());
        registry.register("job_items", "Rows that a job dealt with", done.clone());
        let help = "Time that a run of a job took";
        registry.register_with_unit("job_duration", help, Unit::Seconds, duration.clone());
        let help = "Time from a commit of this process until its events have positions";
        registry.register_with_unit("outbox_age", help, Unit::Seconds, outbox_age.clone());
        Self { runs, failures, done, duration, outbox_age }
    }
}

impl JobObserver for Jobs {
    fn ran(&self, work: Work, ran: &Result<Ran>, took: Duration) {
        let job = Job { job: work.as_str() };
        self.runs.get_or_create(&job).inc();
        self.duration.get_or_create(&job).observe(took.as_secs_f64());
        let Ran { done, failed } = ran.as_ref().map_or(Ran { done: 0, failed: 1 }, |ran| *ran);
        self.done.get_or_create(&job).inc_by(done);
        self.failures.get_or_create(&job).inc_by(failed);
    }

    fn sequenced(&self, commits: u64, took: Duration) {
        self.done.get_or_create(&Job { job: Work::Outbox.as_str() }).inc_by(commits);
        self.outbox_age.observe(took.as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use clientline_core::Error;

    use super::*;
    use crate::metrics::Metrics;

    #[test]
    fn a_job_is_counted_with_what_it_did_and_where_it_failed() {
        let metrics = Metrics::new();
        let (jobs, took) = (metrics.jobs(), Duration::from_millis(3));
        jobs.ran(Work::Sessions, &Ok(Ran { done: 7, failed: 2 }), took);
        jobs.ran(Work::Sessions, &Err(Error::Busy), took);
        jobs.sequenced(4, took);
        let text = metrics.text();
        for line in [
            "clientline_job_runs_total{job=\"sessions\"} 2\n",
            "clientline_job_items_total{job=\"sessions\"} 7\n",
            "clientline_job_items_total{job=\"outbox\"} 4\n",
            "clientline_job_failures_total{job=\"sessions\"} 3\n",
            "clientline_outbox_age_seconds_count 1\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }
}
