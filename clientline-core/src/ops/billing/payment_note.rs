//! Notes beside money: on a payment, and on the collection for it. Each keeps its
//! own notes, since the receipt of a collection was handed out as it was.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    engine::{ConflictGroup, Conflicts, Env, Operation, Plan, View},
    entity::{MergePatch, Stored, patch},
    error::Result,
    model::{Collection, EventKind, Payment, Permission},
    ops::resource::Readable,
    row::Version,
    storage::Key,
    value::{Code, Id, Notes},
};

/// A change of the notes on a collection or a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PaymentNote {
    /// The number that the payment system gave.
    pub transaction_no: Option<Code>,
    /// A number of one's own.
    pub reference_no: Option<Code>,
    /// More about it.
    pub remarks: Option<Notes>,
}

patch! {
    PaymentNotePatch of PaymentNote {
        optional {
            transaction_no: Option<Code>,
            reference_no: Option<Code>,
            remarks: Option<Notes>,
        }
    }
}

/// A row that bears a [`PaymentNote`].
pub trait Noted: Readable {
    /// The name of the use case that changes it.
    const EDIT: &'static str;
    /// The event of such a change.
    const EDITED: EventKind;
    /// What another row may have been noted before.
    const TAKEN: ConflictGroup;

    /// Sets what follows from the note.
    fn derive(&mut self) {}

    /// The fields of the note, in its order.
    fn noted(&mut self) -> (&mut Option<Code>, &mut Option<Code>, &mut Option<Notes>);
}

impl Noted for Payment {
    const EDIT: &'static str = "payment_edit";
    const EDITED: EventKind = EventKind::PaymentUpdated;
    const TAKEN: ConflictGroup = &["duplicate"];

    fn derive(&mut self) {
        self.charge_no = self.charge();
    }

    fn noted(&mut self) -> (&mut Option<Code>, &mut Option<Code>, &mut Option<Notes>) {
        (&mut self.transaction_no, &mut self.reference_no, &mut self.remarks)
    }
}

impl Noted for Collection {
    const EDIT: &'static str = "collection_edit";
    const EDITED: EventKind = EventKind::CollectionUpdated;
    const TAKEN: ConflictGroup = &[];

    fn noted(&mut self) -> (&mut Option<Code>, &mut Option<Code>, &mut Option<Notes>) {
        (&mut self.transaction_no, &mut self.reference_no, &mut self.remarks)
    }
}

/// Changes what is noted on a payment or on a collection.
#[derive(Clone, Debug)]
pub struct EditNote<E> {
    /// Which one.
    pub id: Id<E>,
    /// The change.
    pub patch: PaymentNotePatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl<E: Noted> Operation for EditNote<E> {
    type Answer = Stored<E>;
    const NAME: &'static str = E::EDIT;
    const NEEDS: Permission = Permission::RecordPayments;
    const CONFLICTS: Conflicts = Conflicts::of(&[E::TAKEN]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let before = view.require_version(self.id, self.expected).await?;
        let mut bearer = E::clone(&before);
        let (transaction_no, reference_no, remarks) = bearer.noted();
        let mut note = PaymentNote {
            transaction_no: transaction_no.take(),
            reference_no: reference_no.take(),
            remarks: remarks.take(),
        };
        self.patch.apply_to(&mut note)?;
        let mut changes = env.changes();
        let after = changes.update(&before, |bearer| {
            let (transaction_no, reference_no, remarks) = bearer.noted();
            *transaction_no = note.transaction_no;
            *reference_no = note.reference_no;
            *remarks = note.remarks;
            bearer.derive();
        });
        Ok(Plan::new(after, changes).emit(E::EDITED, self.id))
    }
}
