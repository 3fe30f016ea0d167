-- What takes time: calendars' overrides and blockouts, appointments, and the
-- one table that keeps time exclusive.

CREATE TABLE hours_override (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  calendar_id uuid NOT NULL,
  date date NOT NULL CHECK (date BETWEEN '0001-01-01' AND '9999-12-31'),
  windows text COLLATE "C" NOT NULL
    CHECK (char_length(windows) <= 4096 AND windows::json IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id)
);
CREATE UNIQUE INDEX hours_override_exists ON hours_override (organization_id, calendar_id, date);
CREATE INDEX hours_override_by_calendar ON hours_override (organization_id, calendar_id, id);

CREATE TABLE blockout (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  calendar_id uuid NOT NULL,
  center_id uuid NOT NULL,
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  ends_at timestamptz NOT NULL
    CHECK (ends_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  reason text COLLATE "C" NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  -- 366 days bound how far back a search for blocked time has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= interval '366 days'),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE INDEX blockout_by_start ON blockout (organization_id, starts_at, id);
CREATE INDEX blockout_by_center ON blockout (organization_id, center_id, id);
CREATE INDEX blockout_by_center_and_start
  ON blockout (organization_id, center_id, starts_at, id, calendar_id, ends_at);
CREATE INDEX blockout_by_calendar ON blockout (organization_id, calendar_id, id);
CREATE INDEX blockout_by_calendar_and_start
  ON blockout (organization_id, calendar_id, starts_at, id, ends_at);

CREATE TABLE appointment (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  service_id uuid NOT NULL,
  provider_id uuid NOT NULL,
  room_id uuid,
  room_unit bigint CHECK (room_unit BETWEEN 1 AND 1000),
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  ends_at timestamptz NOT NULL
    CHECK (ends_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  time_zone text COLLATE "C" NOT NULL CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  local_start text COLLATE "C" NOT NULL CHECK (char_length(local_start) BETWEEN 1 AND 40),
  buffer_before_minutes bigint NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes bigint NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments text COLLATE "C"
    CHECK (segments IS NULL OR char_length(segments) <= 1024 AND segments::json IS NOT NULL),
  status text COLLATE "C" NOT NULL CHECK (status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  held_until timestamptz
    CHECK (held_until BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  internal_notes text COLLATE "C" CHECK (char_length(internal_notes) <= 10000),
  source text COLLATE "C" NOT NULL CHECK (source IN ('desk', 'online', 'api', 'import')),
  series_id uuid,
  cancelled_reason text COLLATE "C" CHECK (char_length(cancelled_reason) <= 10000),
  price bigint NOT NULL CHECK (price >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  steps bigint NOT NULL CHECK (steps >= 1),
  CHECK (ends_at > starts_at AND ends_at - starts_at <= interval '1 day'),
  CHECK ((room_id IS NULL) = (room_unit IS NULL)),
  -- What is pending ends by itself, and nothing else does.
  -- What was not confirmed in time is cancelled, and still says until when it was held.
  CHECK (CASE status WHEN 'pending' THEN held_until IS NOT NULL WHEN 'cancelled' THEN true
    ELSE held_until IS NULL END),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
);
CREATE INDEX appointment_by_start ON appointment (organization_id, starts_at, id);
CREATE INDEX appointment_by_status ON appointment (organization_id, status, starts_at, id);
CREATE INDEX appointment_by_center ON appointment (organization_id, center_id, starts_at, id);
CREATE INDEX appointment_by_guest ON appointment (organization_id, guest_id, starts_at, id);
CREATE INDEX appointment_by_provider ON appointment (organization_id, provider_id, starts_at, id);
CREATE INDEX appointment_by_service ON appointment (organization_id, service_id, id);
CREATE INDEX appointment_by_room ON appointment (organization_id, room_id, starts_at, id);
CREATE INDEX appointment_by_series ON appointment (organization_id, series_id, starts_at, id);

CREATE TABLE appointment_change (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  appointment_id uuid NOT NULL,
  step bigint NOT NULL CHECK (step >= 1),
  from_status text COLLATE "C" CHECK (from_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  to_status text COLLATE "C" NOT NULL CHECK (to_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  actor text COLLATE "C" NOT NULL CHECK (char_length(actor) BETWEEN 1 AND 200),
  reason text COLLATE "C" CHECK (char_length(reason) <= 10000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
);
CREATE INDEX appointment_change_by_appointment
  ON appointment_change (organization_id, appointment_id, step, id);

CREATE TABLE occupancy (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  resource_id uuid NOT NULL,
  unit bigint NOT NULL CHECK (unit BETWEEN 1 AND 1000),
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  ends_at timestamptz NOT NULL
    CHECK (ends_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  held_until timestamptz
    CHECK (held_until BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  -- An empty period overlaps nothing and would slip past the exclusion below.
  -- Four days are the core's Occupancy::MINUTES_MAX, which bounds how far back
  -- a search for what is busy has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= interval '4 days'),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resource_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  CONSTRAINT slot_taken EXCLUDE USING gist (
    organization_id WITH =, resource_id WITH =, unit WITH =, tstzrange(starts_at, ends_at) WITH &&
  )
);
CREATE INDEX occupancy_by_resource
  ON occupancy (organization_id, resource_id, unit, starts_at, ends_at);
-- Every column, so that a search for free times, which reads thousands of rows,
-- looks up none of them.
CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id)
  INCLUDE (resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at);
CREATE INDEX occupancy_by_appointment ON occupancy (organization_id, appointment_id, id);

-- What a visit that was booked without a sign-in is managed by. Its identifiers grow
-- with time, so that the newest are counted from the end of the key.
CREATE TABLE self_booking (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  appointment_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  email text COLLATE "C" NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  mailbox text COLLATE "C" NOT NULL
    CHECK (octet_length(mailbox) <= 254 AND mailbox LIKE '%@_%'),
  manage_hash text COLLATE "C" NOT NULL CHECK (manage_hash ~ '^[0-9a-f]{64}$'),
  confirm_hash text COLLATE "C" CHECK (confirm_hash ~ '^[0-9a-f]{64}$'),
  -- It has the identifier of its visit.
  CHECK (id = appointment_id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
);
CREATE UNIQUE INDEX manage_token_taken ON self_booking (organization_id, manage_hash);
CREATE UNIQUE INDEX confirm_token_taken ON self_booking (organization_id, confirm_hash);
CREATE INDEX self_booking_by_appointment ON self_booking (organization_id, appointment_id, id);
CREATE INDEX self_booking_by_mailbox ON self_booking (organization_id, mailbox, id);
CREATE INDEX self_booking_by_guest ON self_booking (organization_id, guest_id, id);

-- Whoever moves a visit deletes and inserts, in one order, so that rivals don't
-- deadlock over the exclusion.
CREATE TRIGGER occupancy_never_changes BEFORE UPDATE ON occupancy
  FOR EACH ROW EXECUTE FUNCTION clientline_refuse('occupancy_never_changes');

-- What happened stays; only the reason that was given may be erased.
CREATE TRIGGER appointment_change_never_changes BEFORE UPDATE ON appointment_change
  FOR EACH ROW EXECUTE FUNCTION clientline_freeze('appointment_change_never_changes',
    'reason', 'version', 'updated_at');
CREATE TRIGGER appointment_change_reason_only_goes BEFORE UPDATE ON appointment_change
  FOR EACH ROW WHEN (NEW.reason IS NOT NULL)
  EXECUTE FUNCTION clientline_refuse('appointment_change_never_changes');
CREATE TRIGGER appointment_change_stays BEFORE DELETE ON appointment_change
  FOR EACH ROW EXECUTE FUNCTION clientline_refuse('appointment_change_stays');
CREATE TRIGGER appointment_change_stays_whole BEFORE TRUNCATE ON appointment_change
  FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse('appointment_change_stays');
