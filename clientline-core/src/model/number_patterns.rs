//! How a center numbers its documents.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    entity::{json_scalar, replaced_whole},
    value::NumberPattern,
};

/// A kind of document that is numbered without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NumberedDocument {
    /// An invoice.
    Invoice,
    /// An invoice of a deposit, which is numbered among the others unless its pattern differs.
    Deposit,
    /// A record of money that came or went.
    Collection,
    /// A credit note.
    CreditNote,
}

impl NumberedDocument {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Invoice, Self::Deposit, Self::Collection, Self::CreditNote];

    /// Returns the word with which its numbers start, unless the center says something else; the
    /// counters of other series are named by it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Invoice | Self::Deposit => "INV",
            Self::Collection => "COLL",
            Self::CreditNote => "CN",
        }
    }

    /// Returns the name of the field of [`NumberPatterns`] that is about it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::Deposit => "deposit",
            Self::Collection => "collection",
            Self::CreditNote => "credit_note",
        }
    }
}

/// How a center writes the numbers of its documents; each by its kind, its code and the year, as
/// `INV-{center}-{year}-{seq}`, if absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NumberPatterns {
    /// Of invoices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice: Option<NumberPattern>,
    /// Of invoices of deposits; as other invoices, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit: Option<NumberPattern>,
    /// Of collections.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<NumberPattern>,
    /// Of credit notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_note: Option<NumberPattern>,
}

impl NumberPatterns {
    /// Returns the pattern of a kind of document, if the center says one: that of invoices for
    /// deposits without one of their own.
    #[must_use]
    pub const fn of(&self, document: NumberedDocument) -> Option<&NumberPattern> {
        match document {
            NumberedDocument::Invoice => self.invoice.as_ref(),
            NumberedDocument::Deposit if self.deposit.is_none() => self.invoice.as_ref(),
            NumberedDocument::Deposit => self.deposit.as_ref(),
            NumberedDocument::Collection => self.collection.as_ref(),
            NumberedDocument::CreditNote => self.credit_note.as_ref(),
        }
    }
}

json_scalar!(NumberPatterns);
replaced_whole!(Box<NumberPatterns>);
