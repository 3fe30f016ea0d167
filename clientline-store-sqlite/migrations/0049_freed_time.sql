-- Time that became free, until it was offered to those who wait.
CREATE TABLE freed_time (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL CHECK (length(center_id) = 16),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 2147483647),
  after_entry BLOB CHECK (length(after_entry) = 16),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
