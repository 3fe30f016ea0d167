//! Invoices as drafts: made, filled by sales, changed and thrown away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    discount_limit::{HandGiven, LIMITED},
    draft::{Draft, NO_DRAFT, NOT_ADDED, draft_of},
    invoice_discounts::given,
    line_sales::{NOT_BILLED, release},
    parties::exemption_of,
    sale_billing::{bill_sale, organization},
};
use crate::{
    billing::{Preview, PreviewRequest, preview},
    engine::{
        Actor, Conflicts, Consistency, Env, Operation, Plan, Shown, View,
        reading::{Required, referred, require, require_version},
        shown_whole,
    },
    entity::{MergePatch, Query, Stored, patch},
    error::{Error, Result},
    model::{
        Center, Employee, EventKind, Guest, Invoice, InvoiceStatus, Organization, Payment,
        Permission, Sale, TaxExemption, WantedDiscounts,
    },
    ops::{catalogue::offers::NOT_GIVEN, people::guest_erase::NOT_CURRENT, resource::Readable},
    row::{ChangeSet, Version},
    storage::Key,
    value::{Id, Notes},
};

impl Readable for Invoice {
    const READS: Permission = Permission::ReadInvoices;
    const FILTERS: &'static [&'static str] =
        &["guest_id", "payer_id", "center_id", "status", "kind"];
    const DAY: Option<&'static str> = Some("invoice_date");
    const CHECKED: &'static [&'static str] = &["kind"];
}

/// Works out totals without storing anything.
#[derive(Clone, Debug)]
pub struct PreviewInvoice(pub PreviewRequest);

shown_whole!(Preview);

impl Operation for PreviewInvoice {
    type Answer = Preview;
    const NAME: &'static str = "invoice_preview";
    const NEEDS: Permission = Permission::DraftInvoices;

    async fn plan(&self, env: &Env, _view: &mut View<'_>) -> Result<Plan<Preview>> {
        let answer = preview(&self.0)
            .map_err(|error| Error::invalid(&error.pointer(), error.code(), error.to_string()))?;
        Ok(Plan::read(env, answer))
    }
}

/// Whom an invoice is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateInvoice {
    /// The guest who is billed.
    pub guest_id: Id<Guest>,
    /// The guest who pays, if it is not the one who is billed.
    #[serde(default)]
    pub payer_id: Option<Id<Guest>>,
    /// The center that bills; the guest's own, if absent.
    #[serde(default)]
    pub center_id: Option<Id<Center>>,
    /// The employee who writes it.
    #[serde(default)]
    pub employee_id: Option<Id<Employee>>,
    /// More about it.
    #[serde(default)]
    pub notes: Option<Notes>,
}

/// Those whom an invoice is between, and the draft that they have already.
struct Parties {
    guest: Stored<Guest>,
    center: Stored<Center>,
    organization: Stored<Organization>,
    draft: Option<Stored<Invoice>>,
}

impl Parties {
    fn exemption(&self) -> Option<TaxExemption> {
        exemption_of(&self.guest, &self.center)
    }
}

impl CreateInvoice {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(guest_id: Id<Guest>) -> Self {
        Self { guest_id, payer_id: None, center_id: None, employee_id: None, notes: None }
    }

    async fn parties(
        &self,
        env: &Env,
        view: &mut View<'_>,
        guest: Required<'_, Guest>,
    ) -> Result<Parties> {
        let (guest, organization) = view.read((guest, require(organization(env)))).await?;
        guest.must_be_current()?;
        let center = self.center_id.unwrap_or(guest.center_id);
        let center = (referred("/center_id", center), draft_of(guest.id, center));
        let (center, draft) = view.read(center).await?;
        Ok(Parties { guest, center, organization, draft })
    }

    /// Makes the draft.
    fn make(
        &self,
        env: &Env,
        changes: &mut ChangeSet,
        parties: &Parties,
        payer_id: Option<Id<Guest>>,
    ) -> Stored<Invoice> {
        let Parties { guest, center, organization, .. } = parties;
        let mut draft = Draft::make(env, changes, guest, center, organization);
        draft.edit(changes, |invoice| {
            invoice.payer_id = payer_id;
            invoice.employee_id = self.employee_id;
            invoice.notes.clone_from(&self.notes);
        });
        draft.invoice().clone()
    }
}

impl Operation for CreateInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_create";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CURRENT, &["invoice_draft_exists"]]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let parties = self.parties(env, view, referred("/guest_id", self.guest_id)).await?;
        if parties.draft.is_some() {
            let detail = "The guest has a draft at this center already.";
            return Err(Error::conflict("invoice_draft_exists", detail));
        }
        let mut changes = env.changes();
        written_by(view, self.employee_id).await?;
        let payer = paid_by(view, self.payer_id, self.guest_id).await?;
        let invoice = self.make(env, &mut changes, &parties, payer);
        let id = invoice.id;
        Ok(Plan::new(invoice, changes).emit(EventKind::InvoiceCreated, id))
    }
}

/// Returns the guest's draft at a center, or makes one: never two. The guest must be there. A draft
/// that is found stays as it is: who pays, who writes it and its notes are for a new one.
#[derive(Clone, Debug)]
pub struct GetOrCreateInvoice(pub CreateInvoice);

/// An invoice that was found or made.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundInvoice {
    /// The invoice.
    #[serde(flatten)]
    pub invoice: Stored<Invoice>,
    /// Whether it was made now.
    pub created: bool,
}

impl Shown for FoundInvoice {
    fn shown_to(self, actor: &Actor) -> Result<Self> {
        Ok(Self { invoice: self.invoice.shown_to(actor)?, created: self.created })
    }
}

impl Operation for GetOrCreateInvoice {
    type Answer = FoundInvoice;
    const NAME: &'static str = "invoice_get_or_create";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_CURRENT]);

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let parties = self.0.parties(env, view, require(self.0.guest_id)).await?;
        written_by(view, self.0.employee_id).await?;
        let payer = paid_by(view, self.0.payer_id, self.0.guest_id).await?;
        if let Some(invoice) = parties.draft.clone() {
            return Box::pin(self.found(env, view, parties.exemption(), invoice)).await;
        }
        let mut changes = env.changes();
        let invoice = self.0.make(env, &mut changes, &parties, payer);
        let id = invoice.id;
        Ok(Plan::new(FoundInvoice { invoice, created: true }, changes)
            .emit(EventKind::InvoiceCreated, id))
    }
}

impl GetOrCreateInvoice {
    /// Returns the draft that is there, with the buyer taxed as is right by now, and with what is left
    /// by now of the deposits and gift cards that it deducts: they may have been paid, or spent.
    async fn found(
        &self,
        env: &Env,
        view: &mut View<'_>,
        exemption: Option<TaxExemption>,
        invoice: Stored<Invoice>,
    ) -> Result<Plan<FoundInvoice>> {
        let id = invoice.id;
        let mut draft = Draft::require(view, require(id)).await?;
        let is_taxed_alike = invoice.tax_exemption == exemption;
        if is_taxed_alike && !draft.deducts() {
            return Ok(Plan::read(env, FoundInvoice { invoice, created: false }));
        }
        let mut changes = env.changes();
        draft.tax_as(view, &mut changes, exemption).await?;
        let saved = draft.save(env, view, &mut changes).await?.invoice().clone();
        if is_taxed_alike && saved.deducted == invoice.deducted {
            return Ok(Plan::read(env, FoundInvoice { invoice, created: false }));
        }
        let invoice = saved;
        Ok(Plan::new(FoundInvoice { invoice, created: false }, changes)
            .emit(EventKind::InvoiceUpdated, id))
    }
}

/// Bills a sale on the guest's draft at the sale's center, making the draft if
/// need be.
#[derive(Clone, Copy, Debug)]
pub struct GenerateInvoice(pub Id<Sale>);

impl Operation for GenerateInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_generate";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NOT_ADDED, NOT_BILLED, NOT_CURRENT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.0))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let sale = view.require(self.0).await?;
        let mut changes = env.changes();
        let invoice = bill_sale(env, view, &mut changes, sale).await?;
        let id = invoice.id;
        Ok(Plan::new(invoice, changes).emit(EventKind::InvoiceUpdated, id))
    }
}

/// Checks that an employee is there, if one is named.
pub(super) async fn written_by(
    view: &mut View<'_>,
    employee_id: Option<Id<Employee>>,
) -> Result<()> {
    if let Some(id) = employee_id {
        view.referred("/employee_id", id).await?;
    }
    Ok(())
}

/// Returns who pays for a guest, if it is another: one to go on with.
async fn paid_by(
    view: &mut View<'_>,
    payer_id: Option<Id<Guest>>,
    guest_id: Id<Guest>,
) -> Result<Option<Id<Guest>>> {
    let other = payer_id.filter(|payer| *payer != guest_id);
    if let Some(id) = other {
        view.referred("/payer_id", id).await?.must_be_current()?;
    }
    Ok(other)
}

/// A change of a draft as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvoiceEdit {
    /// The guest who pays, if it is not the one who is billed.
    pub payer_id: Option<Id<Guest>>,
    /// The employee who writes it.
    pub employee_id: Option<Id<Employee>>,
    /// More about it.
    pub notes: Option<Notes>,
    /// Discounts on the whole invoice, in the order in which they apply.
    pub discounts: WantedDiscounts,
}

patch! {
    InvoicePatch of InvoiceEdit {
        optional {
            payer_id: Option<Id<Guest>>,
            employee_id: Option<Id<Employee>>,
            notes: Option<Notes>,
            discounts: WantedDiscounts,
        }
    }
}

/// Changes a draft as a whole.
#[derive(Clone, Debug)]
pub struct EditInvoice {
    /// Which draft.
    pub id: Id<Invoice>,
    /// The change.
    pub patch: InvoicePatch,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl EditInvoice {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Invoice>, patch: InvoicePatch) -> Self {
        Self { id, patch, expected: None }
    }
}

impl Operation for EditInvoice {
    type Answer = Stored<Invoice>;
    const NAME: &'static str = "invoice_edit";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONSISTENCY: Consistency = Consistency::SingleRead;
    const CONFLICTS: Conflicts = Conflicts::of(&[LIMITED, NOT_CURRENT, NOT_GIVEN, NO_DRAFT]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<Self::Answer>> {
        let mut draft = Draft::require(view, require_version(self.id, self.expected)).await?;
        let before = draft.invoice();
        let mut edit = InvoiceEdit {
            payer_id: before.payer_id,
            employee_id: before.employee_id,
            notes: before.notes.clone(),
            discounts: (&before.discounts).into(),
        };
        self.patch.apply_to(&mut edit)?;
        written_by(view, edit.employee_id).await?;
        edit.payer_id = paid_by(view, edit.payer_id, before.guest_id).await?;
        let discounts = given(env, view, draft.invoice(), edit.discounts).await?;
        let by_hand = HandGiven::before(env, &draft, None)?;
        let mut changes = env.changes();
        draft.edit(&mut changes, |invoice| {
            invoice.payer_id = edit.payer_id;
            invoice.employee_id = edit.employee_id;
            invoice.notes = edit.notes;
            invoice.discounts = discounts;
        });
        let draft = draft.save(env, view, &mut changes).await?;
        if let Some(before) = by_hand {
            before.check(env, view, &draft, None).await?;
        }
        let after = draft.invoice().clone();
        Ok(Plan::new(after, changes).emit(EventKind::InvoiceUpdated, self.id))
    }
}

/// Throws a draft away; its sales wait to be billed again. One that payments name stays as a
/// void invoice without lines and number, and what was paid on it becomes the guest's credit.
#[derive(Clone, Copy, Debug)]
pub struct DeleteInvoice {
    /// Which draft.
    pub id: Id<Invoice>,
    /// The version that the client read, if it says so.
    pub expected: Option<Version>,
}

impl DeleteInvoice {
    /// The request with what it must have; what else it may say is absent.
    #[must_use]
    pub const fn new(id: Id<Invoice>) -> Self {
        Self { id, expected: None }
    }
}

impl Operation for DeleteInvoice {
    type Answer = ();
    const NAME: &'static str = "invoice_delete";
    const NEEDS: Permission = Permission::DraftInvoices;
    const CONFLICTS: Conflicts = Conflicts::of(&[NO_DRAFT, &["in_use"]]);

    fn exclusive_by(&self) -> Option<Key> {
        Some(Key::row(self.id))
    }

    async fn plan(&self, env: &Env, view: &mut View<'_>) -> Result<Plan<()>> {
        let mut draft = Draft::require(view, require_version(self.id, self.expected)).await?;
        let before = draft.invoice().clone();
        let mut changes = env.changes();
        release(env, view, &mut changes, draft.items()).await?;
        draft.empty(&mut changes);
        let payment = Query::one().eq(Payment::invoice_id(), &self.id);
        if view.first(&payment).await?.is_some() {
            let mut emptied = draft.save(env, view, &mut changes).await?;
            emptied.edit(&mut changes, |invoice| invoice.status = InvoiceStatus::Void);
        } else {
            changes.delete(draft.invoice());
        }
        Ok(Plan::new((), changes).emit_removed(EventKind::InvoiceDeleted, &before))
    }
}
