-- Guests who wait for a time to become free.
CREATE TABLE waitlist_entry (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  service_id uuid NOT NULL,
  first_date date NOT NULL CHECK (first_date BETWEEN '0001-01-01' AND '9999-12-31'),
  last_date date NOT NULL CHECK (last_date BETWEEN '0001-01-01' AND '9999-12-31'),
  provider_id uuid,
  hours text COLLATE "C"
    CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  CHECK (last_date BETWEEN first_date AND first_date + 61),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
);
CREATE INDEX waitlist_entry_by_guest ON waitlist_entry (organization_id, guest_id, id);
CREATE INDEX waitlist_entry_by_center ON waitlist_entry (organization_id, center_id, id);
CREATE INDEX waitlist_entry_by_service ON waitlist_entry (organization_id, service_id, id);
CREATE INDEX waitlist_entry_by_provider ON waitlist_entry (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
