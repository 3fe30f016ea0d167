//! Use cases, and the plans that they decide on.

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    engine::{Conflicts, Consistency, Env, Scope, Shown, View},
    entity::{Entity, Stored},
    error::Result,
    model::{EventKind, Permission},
    row::{ChangeSet, Row},
    storage::Key,
    value::Id,
};

/// A use case: a request that knows how to plan itself. What has to be prepared
/// before it is planned is a [`UseCase`] and no operation.
///
/// Planning must not act on the world: the engine may plan the same request
/// several times, and only the last plan is applied.
pub trait Operation: Send + Sync {
    /// The answer to the caller; its JSON form is also what a repeated request
    /// replays.
    type Answer: Shown + Serialize + JsonSchema + Send;
    /// The use case's name in the audit trail, in logs and in metrics.
    const NAME: &'static str;
    /// The permission that the actor's role must have.
    const NEEDS: Permission;
    /// Whether the request or the answer holds a secret. Then nothing of either
    /// is kept for a repeated request, which gets
    /// [`Error::Conflict`](crate::Error::Conflict) `already_done` instead.
    const SECRET: bool = false;
    /// Whether the audit trail names what is changed: everything, but for what
    /// strangers could fill the trail with.
    const AUDITED: bool = true;
    /// The conflicts that it can give. In tests (feature `fixture`) the engine panics at another
    /// one, so that what is not declared is found.
    const CONFLICTS: Conflicts = Conflicts::NONE;
    /// Which state the use case reads. What reads once says so, and so spares a database
    /// over a network two messages.
    const CONSISTENCY: Consistency = Consistency::Snapshot;

    /// The row that the use case writes, as far as the request itself says which.
    /// Those who write one row wait for each other before they plan, since only one of
    /// them could win. Other rows that the plan turns out to write are waited for once
    /// they are known.
    fn exclusive_by(&self) -> Option<Key> {
        None
    }

    /// Reads the view and decides what to change.
    fn plan(
        &self,
        env: &Env,
        view: &mut View<'_>,
    ) -> impl Future<Output = Result<Plan<Self::Answer>>> + Send;
}

/// A use case as the engine runs it: it prepares a request, and plans it with what that gave.
///
/// Every [`Operation`] is one, for which nothing is prepared.
pub trait UseCase: Send + Sync {
    /// As [`Operation::Answer`].
    type Answer: Shown + Serialize + JsonSchema + Send;
    /// The value that preparing gives to planning.
    type Prepared: Send + Sync;
    /// As [`Operation::NAME`].
    const NAME: &'static str;
    /// As [`Operation::NEEDS`].
    const NEEDS: Permission;
    /// As [`Operation::SECRET`].
    const SECRET: bool = false;
    /// As [`Operation::AUDITED`].
    const AUDITED: bool = true;
    /// As [`Operation::CONFLICTS`].
    const CONFLICTS: Conflicts = Conflicts::NONE;
    /// As [`Operation::CONSISTENCY`].
    const CONSISTENCY: Consistency = Consistency::Snapshot;
    /// Whether [`prepare`](Self::prepare) commits something, so that a request that was
    /// made before must be known as such before it.
    const COMMITS_FIRST: bool = false;
    /// Whether [`prepare`](Self::prepare) does anything: then no snapshot stays open
    /// meanwhile.
    const PREPARES: bool = true;

    /// As [`Operation::exclusive_by`].
    fn exclusive_by(&self) -> Option<Key> {
        None
    }

    /// Does what takes long and rests on no snapshot, before one is opened: to
    /// hash a password, above all. It is done once, however often the request is
    /// planned.
    fn prepare(&self, scope: &Scope) -> impl Future<Output = Result<Self::Prepared>> + Send;

    /// Reads the view and decides what to change.
    fn plan(
        &self,
        prepared: &Self::Prepared,
        env: &Env,
        view: &mut View<'_>,
    ) -> impl Future<Output = Result<Plan<Self::Answer>>> + Send;
}

impl<O: Operation> UseCase for O {
    type Answer = O::Answer;
    type Prepared = ();
    const NAME: &'static str = O::NAME;
    const NEEDS: Permission = O::NEEDS;
    const SECRET: bool = O::SECRET;
    const AUDITED: bool = O::AUDITED;
    const CONFLICTS: Conflicts = O::CONFLICTS;
    const CONSISTENCY: Consistency = O::CONSISTENCY;
    const PREPARES: bool = false;

    fn exclusive_by(&self) -> Option<Key> {
        Operation::exclusive_by(self)
    }

    async fn prepare(&self, _scope: &Scope) -> Result<()> {
        Ok(())
    }

    fn plan(
        &self,
        (): &(),
        env: &Env,
        view: &mut View<'_>,
    ) -> impl Future<Output = Result<Plan<Self::Answer>>> + Send {
        Operation::plan(self, env, view)
    }
}

/// The decision of a use case: an answer, and the changes that make it true.
#[derive(Debug)]
pub struct Plan<T> {
    /// The answer to the caller once the changes are applied.
    pub answer: T,
    /// The changes; nothing is committed if there are none.
    pub changes: ChangeSet,
    /// The changes that follow by the organization's own rules, in rows that the actor need
    /// not reach.
    pub(in crate::engine) consequences: Option<ChangeSet>,
    pub(in crate::engine) events: Vec<NewEvent>,
    /// Which rules of the book were set aside, if any were.
    pub(in crate::engine) set_aside: Option<SetAside>,
}

/// Rules of the book that somebody set aside, who may: the audit trail keeps that they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SetAside {
    /// Hours, notice and limits, by an override.
    Override,
    /// That what is past can't be booked: it was written up.
    WrittenUp,
}

impl SetAside {
    /// Returns what a request sets aside.
    pub(crate) fn by(overrides: bool, writes_up: bool) -> Option<Self> {
        let written_up = writes_up.then_some(Self::WrittenUp);
        if overrides { Some(Self::Override) } else { written_up }
    }

    pub(in crate::engine) const fn word(self) -> &'static str {
        match self {
            Self::Override => "override",
            Self::WrittenUp => "written_up",
        }
    }
}

/// Something that will have happened once a plan is applied.
#[derive(Debug)]
pub(in crate::engine) struct NewEvent {
    pub(in crate::engine) kind: EventKind,
    pub(in crate::engine) subject_id: Uuid,
    /// The row as it was, if the plan removes it.
    pub(in crate::engine) removed: Option<Row>,
}

impl<T> Plan<T> {
    /// Decides to change something.
    #[must_use]
    pub const fn new(answer: T, changes: ChangeSet) -> Self {
        Self { answer, changes, consequences: None, events: Vec::new(), set_aside: None }
    }

    /// Notes that rules of the book were set aside, if any were.
    #[must_use]
    pub(crate) fn setting_aside(self, set_aside: Option<SetAside>) -> Self {
        Self { set_aside: set_aside.or(self.set_aside), ..self }
    }

    /// Decides what follows by the organization's own rules, whoever asks: the change is no
    /// act of the actor, who need not reach the rows. It was decided in an
    /// unrestricted view, and writes no row that
    /// [`changes`](field@Self::changes) write.
    #[must_use]
    pub fn follow(mut self, consequences: ChangeSet) -> Self {
        self.consequences
            .get_or_insert_with(|| ChangeSet::new(consequences.at()))
            .absorb(consequences);
        self
    }

    /// Decides to change nothing.
    #[must_use]
    pub fn read(env: &Env, answer: T) -> Self {
        Self::new(answer, env.changes())
    }

    /// Decides the same, and answers what is made of the answer.
    #[must_use]
    pub fn map<U>(self, shown: impl FnOnce(T) -> U) -> Plan<U> {
        let Self { answer, changes, consequences, events, set_aside } = self;
        Plan { answer: shown(answer), changes, consequences, events, set_aside }
    }

    /// Emits an event about a row: puts it into the outbox.
    #[must_use]
    pub fn emit<E: Entity>(self, kind: EventKind, subject: Id<E>) -> Self {
        debug_assert_eq!(kind.subject(), E::NAME, "an event is about a row of its subject");
        self.with_event(NewEvent { kind, subject_id: subject.uuid(), removed: None })
    }

    /// Emits an event about a row that the plan removes: it says what the row was.
    #[must_use]
    pub fn emit_removed<E: Entity>(self, kind: EventKind, subject: &Stored<E>) -> Self {
        debug_assert_eq!(kind.subject(), E::NAME, "an event is about a row of its subject");
        let removed = subject.to_row();
        self.with_event(NewEvent { kind, subject_id: removed.id, removed: Some(removed) })
    }

    fn with_event(mut self, event: NewEvent) -> Self {
        self.events.push(event);
        self
    }
}

impl Key {
    /// The row of an entity.
    #[must_use]
    pub fn row<E: Entity>(id: Id<E>) -> Self {
        Self::of(E::TABLE, id.uuid())
    }
}
