//! The hash chain over the audit trail.
//!
//! Each step of the sequencer seals the audit rows that came next: it lists the identifier and
//! the digest of each, and its own digest is over the digest of the step before, its number, and
//! that list. So nobody can change, remove or insert a row, nor a step, without making every
//! later digest anew; and who kept one of them elsewhere sees that.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    entity::{Entity, Stored},
    model::{Audit, AuditSeal},
    value::{Id, TenantId},
};

/// The digest before the first step.
pub(super) const GENESIS: &str = "";

/// The digest that stands for a row which was gone before it was sealed.
pub(super) const GONE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The hexadecimal digits of an identifier, and of it with a digest.
const ID_DIGITS: usize = 32;
const ENTRY_DIGITS: usize = ID_DIGITS + 64;

const _: () = assert!(Audit::TABLE.columns.len() == 4, "every column of an audit row is sealed");

/// An audit row as a step seals it.
pub(super) struct Entry {
    /// The row.
    pub(super) id: Id<Audit>,
    /// The digest of all that stands in it, in hexadecimal.
    pub(super) digest: String,
}

/// Works out the digest of all that stands in an audit row.
pub(super) fn of_row(tenant: TenantId, audit: &Stored<Audit>) -> String {
    of(&[
        tenant.0.as_bytes(),
        audit.id.uuid().as_bytes(),
        &audit.created_at().micros().to_be_bytes(),
        audit.actor_kind.as_str().as_bytes(),
        audit.actor_id.as_bytes(),
        audit.operation.as_bytes(),
        audit.rows.as_bytes(),
    ])
}

/// Works out the digest of a step.
pub(super) fn of_step(
    tenant: TenantId,
    before: &str,
    number: i64,
    last_position: i64,
    entries: &str,
) -> String {
    of(&[
        before.as_bytes(),
        tenant.0.as_bytes(),
        &number.to_be_bytes(),
        &last_position.to_be_bytes(),
        entries.as_bytes(),
    ])
}

/// SHA-256 over some parts. The length of each comes first, so that no two lists read alike.
fn of(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.finalize().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Writes what a step seals.
pub(super) fn write_entries(entries: &[Entry]) -> String {
    let write =
        |text: String, entry: &Entry| text + &entry.id.uuid().simple().to_string() + &entry.digest;
    entries.iter().fold(String::new(), write)
}

/// Reads what a step seals; `None` if that was tampered with.
pub(super) fn read_entries(seal: &AuditSeal) -> Option<Vec<Entry>> {
    let digits = seal.entries.as_bytes().chunks(ENTRY_DIGITS);
    let entry = |digits: &[u8]| {
        let (id, digest) = digits.split_at_checked(ID_DIGITS)?;
        let id = Id::from_uuid(Uuid::try_parse_ascii(id).ok()?);
        Some(Entry { id, digest: std::str::from_utf8(digest).ok()?.to_owned() })
    };
    digits.map(entry).collect()
}
