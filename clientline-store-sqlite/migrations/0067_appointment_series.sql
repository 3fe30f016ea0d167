-- Series of appointments: the rule as it was given, and what was planned by it.
CREATE TABLE appointment_series (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  rule TEXT NOT NULL CHECK (length(rule) <= 100 AND rule GLOB 'FREQ=[DWM]*'),
  until INTEGER CHECK (until BETWEEN -719162 AND 2932896),
  dates TEXT NOT NULL CHECK (length(dates) <= 16384 AND json_valid(dates))
    CHECK (json_type(dates) = 'array' AND json_array_length(dates) <= 60),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;
