-- Rules of commission, and what providers earned by them: by each line the sum of its rows.
CREATE TABLE commission_rule (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  commission_type text COLLATE "C" NOT NULL
    CHECK (commission_type IN ('percentage', 'fixed')),
  value bigint NOT NULL CHECK (value BETWEEN 0 AND 999999999999999999),
  valid_from date NOT NULL
    CHECK (valid_from BETWEEN '0001-01-01' AND '9999-12-31'),
  provider_id uuid,
  service_id uuid,
  product_id uuid,
  package_id uuid,
  CHECK (commission_type <> 'percentage' OR value <= 1000000),
  CHECK (num_nonnulls(service_id, product_id, package_id) <= 1),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
);
CREATE INDEX commission_rule_by_provider ON commission_rule (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
CREATE INDEX commission_rule_by_service ON commission_rule (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;
CREATE INDEX commission_rule_by_product ON commission_rule (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;
CREATE INDEX commission_rule_by_package ON commission_rule (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;

CREATE TABLE commission (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  provider_id uuid NOT NULL,
  center_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  invoice_item_id uuid NOT NULL,
  step bigint NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason text COLLATE "C" NOT NULL
    CHECK (reason IN ('earned', 'taken_back', 'credited')),
  commission_type text COLLATE "C" NOT NULL
    CHECK (commission_type IN ('percentage', 'fixed')),
  rate bigint NOT NULL CHECK (rate BETWEEN 0 AND 999999999999999999),
  base bigint NOT NULL CHECK (base BETWEEN -9223372036854775807 AND 9223372036854775807),
  amount bigint NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  commission_date date NOT NULL
    CHECK (commission_date BETWEEN '0001-01-01' AND '9999-12-31'),
  CHECK (reason = 'earned' AND base >= 0 AND amount >= 0
    OR reason <> 'earned' AND base <= 0 AND amount <= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
);
CREATE UNIQUE INDEX commission_step_taken ON commission (organization_id, invoice_item_id, step);
CREATE INDEX commission_by_provider ON commission (organization_id, provider_id, id);
CREATE INDEX commission_by_center ON commission (organization_id, center_id, id);
CREATE INDEX commission_by_invoice ON commission (organization_id, invoice_id, id);
CREATE INDEX commission_by_day ON commission (organization_id, commission_date, id);
