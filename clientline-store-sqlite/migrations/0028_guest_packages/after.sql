-- The packages that guests bought: which sessions are left, what they are worth, and the ledger
-- behind both. Each is never below nothing, also when many take the last session at once: each of
-- them writes the row.
ALTER TABLE invoice_item ADD COLUMN guest_package_id BLOB CHECK (length(guest_package_id) = 16);
ALTER TABLE invoice_item ADD COLUMN redeemed INTEGER NOT NULL DEFAULT 0
  CHECK (redeemed >= 0 AND (redeemed = 0 OR guest_package_id IS NOT NULL));

CREATE TABLE guest_package (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  package_id BLOB NOT NULL,
  package_name TEXT NOT NULL CHECK (length(package_name) BETWEEN 1 AND 200),
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  price INTEGER NOT NULL CHECK (price >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxation TEXT NOT NULL CHECK (taxation IN ('at_sale', 'at_redemption')),
  services TEXT NOT NULL CHECK (length(services) <= 16384 AND json_valid(services)),
  sessions INTEGER NOT NULL CHECK (sessions BETWEEN 1 AND 2147483647),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding INTEGER NOT NULL CHECK (outstanding >= 0),
  purchased_on INTEGER NOT NULL CHECK (purchased_on BETWEEN -719162 AND 2932896),
  expires_on INTEGER CHECK (expires_on BETWEEN -719162 AND 2932896),
  steps INTEGER NOT NULL CHECK (steps BETWEEN 1 AND 2147483647),
  CHECK (sessions_left <= sessions),
  CHECK (outstanding <= price),
  CHECK (outstanding = 0 OR sessions_left > 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_package_exists ON guest_package (organization_id, invoice_item_id);
CREATE INDEX guest_package_by_guest ON guest_package (organization_id, guest_id, id);
CREATE INDEX guest_package_by_package ON guest_package (organization_id, package_id, id);
CREATE INDEX guest_package_by_invoice ON guest_package (organization_id, invoice_id, id);
CREATE INDEX guest_package_by_center ON guest_package (organization_id, center_id, id);

CREATE TABLE guest_package_entry (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_package_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL CHECK (reason IN ('sold', 'redeemed', 'given_back', 'credited', 'voided')),
  service_id BLOB,
  redeemed_by BLOB CHECK (length(redeemed_by) = 16),
  sessions INTEGER NOT NULL CHECK (sessions BETWEEN -2147483647 AND 2147483647),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding INTEGER NOT NULL CHECK (outstanding >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_package_id) REFERENCES guest_package (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_package_step_taken
  ON guest_package_entry (organization_id, guest_package_id, step);
CREATE INDEX guest_package_entry_by_guest_package
  ON guest_package_entry (organization_id, guest_package_id, id);
CREATE INDEX guest_package_entry_by_guest ON guest_package_entry (organization_id, guest_id, id);
CREATE INDEX guest_package_entry_by_service
  ON guest_package_entry (organization_id, service_id, id) WHERE service_id IS NOT NULL;
