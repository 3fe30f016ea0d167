-- Gift cards: what is left on them, and the ledger behind it. The balance is the sum of the
-- entries, and never below zero, also when many spend it at once: each of them writes the row.
CREATE TABLE gift_card (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  last_four TEXT NOT NULL CHECK (length(last_four) BETWEEN 1 AND 40),
  value INTEGER NOT NULL CHECK (value >= 0),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  issued_on INTEGER NOT NULL CHECK (issued_on BETWEEN -719162 AND 2932896),
  expires_on INTEGER CHECK (expires_on BETWEEN -719162 AND 2932896),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  CHECK (balance <= value),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX gift_card_code_taken ON gift_card (organization_id, code);
CREATE UNIQUE INDEX gift_card_exists ON gift_card (organization_id, invoice_item_id);
CREATE INDEX gift_card_by_guest ON gift_card (organization_id, guest_id, id);
CREATE INDEX gift_card_by_center ON gift_card (organization_id, center_id, id);
CREATE INDEX gift_card_by_invoice ON gift_card (organization_id, invoice_id, id);

CREATE TABLE gift_card_entry (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  gift_card_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('issued', 'redeemed', 'refunded', 'credited', 'voided')),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  payment_id BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX gift_card_step_taken ON gift_card_entry (organization_id, gift_card_id, step);
CREATE INDEX gift_card_entry_by_gift_card
  ON gift_card_entry (organization_id, gift_card_id, id);
