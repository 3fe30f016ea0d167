(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  windows TEXT NOT NULL CHECK (length(windows) <= 4096 AND json_valid(windows)),
  -- Where the windows are, if not at the center of the calendar.
  center_id BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID
