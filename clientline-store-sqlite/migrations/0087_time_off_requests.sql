-- What was added to an appointment before a step changed that.
ALTER TABLE appointment_change ADD COLUMN add_ons_before TEXT
  CHECK (length(add_ons_before) <= 16384 AND (add_ons_before IS NULL OR json_valid(add_ons_before)));
-- Time off that is asked for: it blocks nothing before it is approved.
CREATE TABLE time_off_request (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  reason TEXT NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes TEXT CHECK (length(notes) <= 10000),
  recurrence TEXT
    CHECK (length(recurrence) <= 8192 AND (recurrence IS NULL OR json_valid(recurrence))),
  status TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'declined')),
  decided_at INTEGER CHECK (decided_at BETWEEN -2208988800000000 AND 253402300799999999),
  answer TEXT CHECK (length(answer) <= 10000),
  blockout_id BLOB CHECK (length(blockout_id) = 16),
  CHECK (ends_at > starts_at),
  CHECK ((status = 'requested') = (decided_at IS NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX time_off_request_by_provider ON time_off_request (organization_id, provider_id, id);
CREATE INDEX time_off_request_by_center ON time_off_request (organization_id, center_id, id);
CREATE INDEX time_off_request_by_end
  ON time_off_request (organization_id, center_id, status, ends_at, id);
