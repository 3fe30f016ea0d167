-- The further guests whom kept answers are about, by whom these are found once they are erased.
CREATE TABLE idempotency_guest (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  -- No references: the answer may be forgotten before, and the guest deleted.
  answer_id BLOB NOT NULL CHECK (length(answer_id) = 16),
  guest_id BLOB NOT NULL CHECK (length(guest_id) = 16),
  expires_at INTEGER NOT NULL CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_guest_by_guest ON idempotency_guest (organization_id, guest_id, id);
