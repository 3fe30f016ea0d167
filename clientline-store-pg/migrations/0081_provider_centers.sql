-- Where else a provider works, beside the own center.
ALTER TABLE provider ADD COLUMN further_center_ids text COLLATE "C" NOT NULL DEFAULT '[]'
  CHECK (char_length(further_center_ids) <= 8192 AND further_center_ids::json IS NOT NULL);
CREATE TABLE provider_center (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  provider_id uuid NOT NULL,
  center_id uuid NOT NULL,
  hours text COLLATE "C"
    CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX provider_center_exists
  ON provider_center (organization_id, provider_id, center_id);
CREATE INDEX provider_center_by_center ON provider_center (organization_id, center_id, id);
