-- Guests who wait for a time to become free.
CREATE TABLE waitlist_entry (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  first_date INTEGER NOT NULL CHECK (first_date BETWEEN -719162 AND 2932896),
  last_date INTEGER NOT NULL CHECK (last_date BETWEEN -719162 AND 2932896),
  provider_id BLOB,
  hours TEXT CHECK (length(hours) <= 16384 AND (hours IS NULL OR json_valid(hours))),
  notes TEXT CHECK (length(notes) <= 10000),
  CHECK (last_date BETWEEN first_date AND first_date + 61),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waitlist_entry_by_guest ON waitlist_entry (organization_id, guest_id, id);
CREATE INDEX waitlist_entry_by_center ON waitlist_entry (organization_id, center_id, id);
CREATE INDEX waitlist_entry_by_service ON waitlist_entry (organization_id, service_id, id);
CREATE INDEX waitlist_entry_by_provider ON waitlist_entry (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
