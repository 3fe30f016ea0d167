-- What guests have to their credit: what was paid beyond what was asked for, and what was paid
-- by it. The balance is the sum of its entries, and never below zero, also when it is spent by
-- many at once: each of them writes the row with the balance.
CREATE TABLE guest_credit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_credit_exists ON guest_credit (organization_id, guest_id, currency);
CREATE INDEX guest_credit_by_guest ON guest_credit (organization_id, guest_id, id);

CREATE TABLE guest_credit_entry (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_credit_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('overpayment', 'overpayment_reversed', 'reduction', 'reduction_reversed', 'payment', 'payment_reversed', 'transfer')),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  invoice_id BLOB,
  payment_id BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_credit_id) REFERENCES guest_credit (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_credit_step_taken
  ON guest_credit_entry (organization_id, guest_credit_id, step);
CREATE INDEX guest_credit_entry_by_guest ON guest_credit_entry (organization_id, guest_id, id);
CREATE INDEX guest_credit_entry_by_guest_credit
  ON guest_credit_entry (organization_id, guest_credit_id, id);
CREATE INDEX guest_credit_entry_by_invoice ON guest_credit_entry (organization_id, invoice_id, id)
  WHERE invoice_id IS NOT NULL;
