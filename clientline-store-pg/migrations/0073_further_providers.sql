-- Several providers at once: how many services need beside the first one, and whom appointments
-- have beside theirs.
ALTER TABLE service ADD COLUMN further_providers bigint NOT NULL DEFAULT 0
  CHECK (further_providers BETWEEN 0 AND 3),
  ADD CHECK (further_providers = 0 OR max_guests = 1);
ALTER TABLE appointment ADD COLUMN further_provider_ids text COLLATE "C"
  CHECK (further_provider_ids IS NULL
    OR char_length(further_provider_ids) <= 200 AND further_provider_ids::json IS NOT NULL);
CREATE TABLE appointment_provider (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  appointment_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
);
CREATE UNIQUE INDEX appointment_provider_exists
  ON appointment_provider (organization_id, appointment_id, provider_id);
CREATE INDEX appointment_provider_by_provider
  ON appointment_provider (organization_id, provider_id, id);
