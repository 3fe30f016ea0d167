//! Planning: the environment of a use case, and its decision.

mod batch;
pub(in crate::engine) mod client;
pub(in crate::engine) mod codes;
mod conflicts;
mod environment;
mod feed;
mod health;
pub(in crate::engine) mod locks;
pub(in crate::engine) mod numbers;
pub(in crate::engine) mod observation;
mod opened;
pub(in crate::engine) mod operation;
mod overlay;
mod recalled;

pub(crate) use self::operation::SetAside;
pub use self::{
    batch::Batch,
    client::{BackgroundWork, ClientLine, Scope},
    conflicts::{ConflictGroup, Conflicts},
    environment::{Env, Environment, SystemEnvironment},
    feed::Feed,
    observation::{Observation, Observer, RunStage},
    operation::{Operation, Plan, UseCase},
};
