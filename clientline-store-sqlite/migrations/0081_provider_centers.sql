-- Where else a provider works, beside the own center.
ALTER TABLE provider ADD COLUMN further_center_ids TEXT NOT NULL DEFAULT '[]'
  CHECK (length(further_center_ids) <= 8192 AND json_valid(further_center_ids));
CREATE TABLE provider_center (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  hours TEXT CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours))),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX provider_center_exists
  ON provider_center (organization_id, provider_id, center_id);
CREATE INDEX provider_center_by_center ON provider_center (organization_id, center_id, id);
