(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  reason TEXT NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes TEXT CHECK (length(notes) <= 10000),
  span TEXT NOT NULL DEFAULT 'longer'
    CHECK (span IN ('day', 'longer')) CHECK (span <> 'day' OR ends_at - starts_at <= 86400000000),
  recurrence TEXT
    CHECK (length(recurrence) <= 8192 AND (recurrence IS NULL OR json_valid(recurrence))),
  CHECK (ends_at > starts_at),
  -- What recurs may go on without an end; a slip of the keyboard lasts 366 days at most.
  CHECK (recurrence IS NOT NULL OR ends_at - starts_at <= 31622400000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID
