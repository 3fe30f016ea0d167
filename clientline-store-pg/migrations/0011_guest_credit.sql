-- What guests have to their credit: what was paid beyond what was asked for, and what was paid
-- by it. The balance is the sum of its entries, and never below zero, also when it is spent by
-- many at once: each of them writes the row with the balance.
CREATE TABLE guest_credit (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_id uuid NOT NULL,
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  balance bigint NOT NULL CHECK (balance >= 0),
  steps bigint NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
);
CREATE UNIQUE INDEX guest_credit_exists ON guest_credit (organization_id, guest_id, currency);
CREATE INDEX guest_credit_by_guest ON guest_credit (organization_id, guest_id, id);

CREATE TABLE guest_credit_entry (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_credit_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  step bigint NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason text COLLATE "C" NOT NULL
    CHECK (reason IN ('overpayment', 'overpayment_reversed', 'reduction', 'reduction_reversed', 'payment', 'payment_reversed', 'transfer')),
  amount bigint NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  balance bigint NOT NULL CHECK (balance >= 0),
  invoice_id uuid,
  payment_id uuid,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_credit_id) REFERENCES guest_credit (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
);
CREATE UNIQUE INDEX guest_credit_step_taken
  ON guest_credit_entry (organization_id, guest_credit_id, step);
CREATE INDEX guest_credit_entry_by_guest ON guest_credit_entry (organization_id, guest_id, id);
CREATE INDEX guest_credit_entry_by_guest_credit
  ON guest_credit_entry (organization_id, guest_credit_id, id);
CREATE INDEX guest_credit_entry_by_invoice ON guest_credit_entry (organization_id, invoice_id, id)
  WHERE invoice_id IS NOT NULL;
