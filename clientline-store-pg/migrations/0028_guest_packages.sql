-- The packages that guests bought: which sessions are left, what they are worth, and the ledger
-- behind both. Each is never below nothing, also when many take the last session at once: each of
-- them writes the row.
ALTER TABLE invoice
  ADD COLUMN redeemed bigint NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
  DROP CONSTRAINT invoice_check2,
  ADD CONSTRAINT invoice_check2 CHECK (
    balance_due = CASE status WHEN 'void' THEN 0
      ELSE total + cash_rounding - credited - redeemed - total_collection END
  );
ALTER TABLE invoice_item
  ADD COLUMN guest_package_id uuid,
  ADD COLUMN redeemed bigint NOT NULL DEFAULT 0
    CHECK (redeemed >= 0 AND (redeemed = 0 OR guest_package_id IS NOT NULL));

CREATE TABLE guest_package (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_id uuid NOT NULL,
  package_id uuid NOT NULL,
  package_name text COLLATE "C" NOT NULL CHECK (char_length(package_name) BETWEEN 1 AND 200),
  invoice_id uuid NOT NULL,
  invoice_item_id uuid NOT NULL,
  center_id uuid NOT NULL,
  price bigint NOT NULL CHECK (price >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  taxation text COLLATE "C" NOT NULL CHECK (taxation IN ('at_sale', 'at_redemption')),
  services text COLLATE "C" NOT NULL CHECK (char_length(services) <= 16384 AND services::json IS NOT NULL),
  sessions bigint NOT NULL CHECK (sessions BETWEEN 1 AND 2147483647),
  sessions_left bigint NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding bigint NOT NULL CHECK (outstanding >= 0),
  purchased_on date NOT NULL CHECK (purchased_on BETWEEN '0001-01-01' AND '9999-12-31'),
  expires_on date CHECK (expires_on BETWEEN '0001-01-01' AND '9999-12-31'),
  steps bigint NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  CHECK (sessions_left <= sessions),
  CHECK (outstanding <= price),
  CHECK (outstanding = 0 OR sessions_left > 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX guest_package_exists ON guest_package (organization_id, invoice_item_id);
CREATE INDEX guest_package_by_guest ON guest_package (organization_id, guest_id, id);
CREATE INDEX guest_package_by_package ON guest_package (organization_id, package_id, id);
CREATE INDEX guest_package_by_invoice ON guest_package (organization_id, invoice_id, id);
CREATE INDEX guest_package_by_center ON guest_package (organization_id, center_id, id);

CREATE TABLE guest_package_entry (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_package_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  step bigint NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason text COLLATE "C" NOT NULL CHECK (reason IN ('sold', 'redeemed', 'given_back', 'credited', 'voided')),
  service_id uuid,
  redeemed_by uuid,
  sessions bigint NOT NULL CHECK (sessions BETWEEN -2147483647 AND 2147483647),
  amount bigint NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  sessions_left bigint NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding bigint NOT NULL CHECK (outstanding >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_package_id) REFERENCES guest_package (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
);
CREATE UNIQUE INDEX guest_package_step_taken
  ON guest_package_entry (organization_id, guest_package_id, step);
CREATE INDEX guest_package_entry_by_guest_package
  ON guest_package_entry (organization_id, guest_package_id, id);
CREATE INDEX guest_package_entry_by_guest ON guest_package_entry (organization_id, guest_id, id);
CREATE INDEX guest_package_entry_by_service
  ON guest_package_entry (organization_id, service_id, id) WHERE service_id IS NOT NULL;
