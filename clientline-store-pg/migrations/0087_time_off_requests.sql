-- What was added to an appointment before a step changed that.
ALTER TABLE appointment_change ADD COLUMN add_ons_before text COLLATE "C"
  CHECK (add_ons_before IS NULL OR char_length(add_ons_before) <= 16384 AND add_ons_before::json IS NOT NULL);
-- Time off that is asked for: it blocks nothing before it is approved.
CREATE TABLE time_off_request (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  provider_id uuid NOT NULL,
  center_id uuid NOT NULL,
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  ends_at timestamptz NOT NULL
    CHECK (ends_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  reason text COLLATE "C" NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  recurrence text COLLATE "C"
    CHECK (recurrence IS NULL OR char_length(recurrence) <= 8192 AND recurrence::json IS NOT NULL),
  status text COLLATE "C" NOT NULL CHECK (status IN ('requested', 'approved', 'declined')),
  decided_at timestamptz
    CHECK (decided_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  answer text COLLATE "C" CHECK (char_length(answer) <= 10000),
  blockout_id uuid,
  CHECK (ends_at > starts_at),
  CHECK ((status = 'requested') = (decided_at IS NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE INDEX time_off_request_by_provider ON time_off_request (organization_id, provider_id, id);
CREATE INDEX time_off_request_by_center ON time_off_request (organization_id, center_id, id);
CREATE INDEX time_off_request_by_end
  ON time_off_request (organization_id, center_id, status, ends_at, id);
