-- Rules of commission, and what providers earned by them: by each line the sum of its rows.
CREATE TABLE commission_rule (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  commission_type TEXT NOT NULL CHECK (commission_type IN ('percentage', 'fixed')),
  value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 999999999999999999),
  valid_from INTEGER NOT NULL CHECK (valid_from BETWEEN -719162 AND 2932896),
  provider_id BLOB,
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  CHECK (commission_type <> 'percentage' OR value <= 1000000),
  CHECK ((service_id IS NOT NULL) + (product_id IS NOT NULL) + (package_id IS NOT NULL) <= 1),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commission_rule_by_provider ON commission_rule (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
CREATE INDEX commission_rule_by_service ON commission_rule (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;
CREATE INDEX commission_rule_by_product ON commission_rule (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;
CREATE INDEX commission_rule_by_package ON commission_rule (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;

CREATE TABLE commission (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL CHECK (reason IN ('earned', 'taken_back', 'credited')),
  commission_type TEXT NOT NULL CHECK (commission_type IN ('percentage', 'fixed')),
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 999999999999999999),
  base INTEGER NOT NULL CHECK (base BETWEEN -9223372036854775807 AND 9223372036854775807),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  commission_date INTEGER NOT NULL CHECK (commission_date BETWEEN -719162 AND 2932896),
  CHECK (reason = 'earned' AND base >= 0 AND amount >= 0
    OR reason <> 'earned' AND base <= 0 AND amount <= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX commission_step_taken ON commission (organization_id, invoice_item_id, step);
CREATE INDEX commission_by_provider ON commission (organization_id, provider_id, id);
CREATE INDEX commission_by_center ON commission (organization_id, center_id, id);
CREATE INDEX commission_by_invoice ON commission (organization_id, invoice_id, id);
CREATE INDEX commission_by_day ON commission (organization_id, commission_date, id);
