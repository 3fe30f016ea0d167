-- Several providers at once: how many services need beside the first one, and whom appointments
-- have beside theirs.
ALTER TABLE service ADD COLUMN further_providers INTEGER NOT NULL DEFAULT 0
  CHECK (further_providers BETWEEN 0 AND 3)
  CHECK (further_providers = 0 OR max_guests = 1);
ALTER TABLE appointment ADD COLUMN further_provider_ids TEXT
  CHECK (length(further_provider_ids) <= 200
    AND (further_provider_ids IS NULL OR json_valid(further_provider_ids)));
CREATE TABLE appointment_provider (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  provider_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX appointment_provider_exists
  ON appointment_provider (organization_id, appointment_id, provider_id);
CREATE INDEX appointment_provider_by_provider
  ON appointment_provider (organization_id, provider_id, id);
