-- Gift cards: what is left on them, and the ledger behind it. The balance is the sum of the
-- entries, and never below zero, also when many spend it at once: each of them writes the row.
ALTER TABLE invoice_item
  DROP CONSTRAINT invoice_item_item_type_check,
  ADD CONSTRAINT invoice_item_item_type_check
    CHECK (item_type IN ('service', 'product', 'package', 'gift_card')),
  ADD COLUMN gift_card_expires_on date
    CHECK (gift_card_expires_on BETWEEN '0001-01-01' AND '9999-12-31');

CREATE TABLE gift_card (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  last_four text COLLATE "C" NOT NULL CHECK (char_length(last_four) BETWEEN 1 AND 40),
  value bigint NOT NULL CHECK (value >= 0),
  balance bigint NOT NULL CHECK (balance >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  invoice_item_id uuid NOT NULL,
  issued_on date NOT NULL CHECK (issued_on BETWEEN '0001-01-01' AND '9999-12-31'),
  expires_on date CHECK (expires_on BETWEEN '0001-01-01' AND '9999-12-31'),
  steps bigint NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  CHECK (balance <= value),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
);
CREATE UNIQUE INDEX gift_card_code_taken ON gift_card (organization_id, code);
CREATE UNIQUE INDEX gift_card_exists ON gift_card (organization_id, invoice_item_id);
CREATE INDEX gift_card_by_guest ON gift_card (organization_id, guest_id, id);
CREATE INDEX gift_card_by_center ON gift_card (organization_id, center_id, id);
CREATE INDEX gift_card_by_invoice ON gift_card (organization_id, invoice_id, id);

CREATE TABLE gift_card_entry (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  gift_card_id uuid NOT NULL,
  step bigint NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason text COLLATE "C" NOT NULL
    CHECK (reason IN ('issued', 'redeemed', 'refunded', 'credited', 'voided')),
  amount bigint NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  balance bigint NOT NULL CHECK (balance >= 0),
  payment_id uuid,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
);
CREATE UNIQUE INDEX gift_card_step_taken ON gift_card_entry (organization_id, gift_card_id, step);
CREATE INDEX gift_card_entry_by_gift_card
  ON gift_card_entry (organization_id, gift_card_id, id);
