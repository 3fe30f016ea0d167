//! Figures about the use cases: how often each ran and how it ended, where its time went, and
//! what it lost to.

use clientline_core::engine::{Observation, Observer, RunStage};
use prometheus_client::{
    encoding::EncodeLabelSet,
    metrics::{counter::Counter, family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::BUCKETS;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Operation {
    operation: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Ended {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Stage {
    stage: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Race {
    constraint: &'static str,
}

/// The series of the use cases. Every label is a name of the core: no request can add one.
#[derive(Clone, Debug)]
pub struct Operations {
    duration: Family<Operation, Histogram>,
    ended: Family<Ended, Counter>,
    plans: Family<Operation, Counter>,
    stages: Family<Stage, Histogram>,
    races: Family<Race, Counter>,
}

impl Operations {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let buckets: fn() -> Histogram = || Histogram::new(BUCKETS);
        let duration: Family<Operation, Histogram> = Family::new_with_constructor(buckets);
        let stages: Family<Stage, Histogram> = Family::new_with_constructor(buckets);
        let (ended, plans, races) = (Family::default(), Family::default(), Family::default());
        let help = "Time that a use case took, with all its plans";
        registry.register_with_unit("operation_duration", help, Unit::Seconds, duration.clone());
        let help = "Time in one stage of a use case";
        registry.register_with_unit("operation_stage", help, Unit::Seconds, stages.clone());
        registry.register("operations", "Use cases that ended, by outcome", ended.clone());
        registry.register("operation_plans", "Plans: more than one for each race", plans.clone());
        registry.register("operation_races", "Races that were lost, by rule", races.clone());
        Self { duration, ended, plans, stages, races }
    }
}

impl Observer for Operations {
    fn ended(&self, run: &Observation) {
        let Observation { operation, outcome, .. } = *run;
        let of_operation = Operation { operation };
        self.duration.get_or_create(&of_operation).observe(run.took.as_secs_f64());
        self.plans.get_or_create(&of_operation).inc_by(run.plans.into());
        self.ended.get_or_create(&Ended { operation, outcome }).inc();
        for (stage, took) in RunStage::ALL.into_iter().zip(run.stages) {
            let stage = Stage { stage: stage.as_str() };
            self.stages.get_or_create(&stage).observe(took.as_secs_f64());
        }
        for &constraint in &run.races {
            self.races.get_or_create(&Race { constraint }).inc();
        }
    }
}
