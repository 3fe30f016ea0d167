-- What takes time: calendars' overrides and blockouts, appointments, and the
-- one table that keeps time exclusive.

CREATE TABLE hours_override (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  windows TEXT NOT NULL CHECK (length(windows) <= 4096 AND json_valid(windows)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX hours_override_exists ON hours_override (organization_id, calendar_id, date);
CREATE INDEX hours_override_by_calendar ON hours_override (organization_id, calendar_id, id);

CREATE TABLE blockout (
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
  -- 366 days bound how far back a search for blocked time has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 31622400000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX blockout_by_start ON blockout (organization_id, starts_at, id);
CREATE INDEX blockout_by_center ON blockout (organization_id, center_id, id);
CREATE INDEX blockout_by_center_and_start
  ON blockout (organization_id, center_id, starts_at, id, calendar_id, ends_at);
CREATE INDEX blockout_by_calendar ON blockout (organization_id, calendar_id, id);
CREATE INDEX blockout_by_calendar_and_start
  ON blockout (organization_id, calendar_id, starts_at, id, ends_at);

CREATE TABLE appointment (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  provider_id BLOB NOT NULL,
  room_id BLOB,
  room_unit INTEGER CHECK (room_unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  local_start TEXT NOT NULL CHECK (length(local_start) BETWEEN 1 AND 40),
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments TEXT CHECK (length(segments) <= 1024 AND json_valid(segments)),
  status TEXT NOT NULL CHECK (status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999),
  notes TEXT CHECK (length(notes) <= 10000),
  internal_notes TEXT CHECK (length(internal_notes) <= 10000),
  source TEXT NOT NULL CHECK (source IN ('desk', 'online', 'api', 'import')),
  series_id BLOB CHECK (length(series_id) = 16),
  cancelled_reason TEXT CHECK (length(cancelled_reason) <= 10000),
  price INTEGER NOT NULL CHECK (price >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  steps INTEGER NOT NULL CHECK (steps >= 1),
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400000000),
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
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_by_start ON appointment (organization_id, starts_at, id);
CREATE INDEX appointment_by_status ON appointment (organization_id, status, starts_at, id);
CREATE INDEX appointment_by_center ON appointment (organization_id, center_id, starts_at, id);
CREATE INDEX appointment_by_guest ON appointment (organization_id, guest_id, starts_at, id);
CREATE INDEX appointment_by_provider ON appointment (organization_id, provider_id, starts_at, id);
CREATE INDEX appointment_by_service ON appointment (organization_id, service_id, id);
CREATE INDEX appointment_by_room ON appointment (organization_id, room_id, starts_at, id);
CREATE INDEX appointment_by_series ON appointment (organization_id, series_id, starts_at, id);

CREATE TABLE appointment_change (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 1),
  from_status TEXT CHECK (from_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  to_status TEXT NOT NULL CHECK (to_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  reason TEXT CHECK (length(reason) <= 10000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_change_by_appointment
  ON appointment_change (organization_id, appointment_id, step, id);

CREATE TABLE occupancy (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  resource_id BLOB NOT NULL,
  unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  appointment_id BLOB NOT NULL,
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999),
  -- An empty period overlaps nothing and would slip past the trigger below.
  -- Four days are the core's Occupancy::MINUTES_MAX, which bounds how far back
  -- a search for what is busy has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 345600000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resource_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX occupancy_by_resource
  ON occupancy (organization_id, resource_id, unit, starts_at, ends_at);
-- Every column, so that a search for free times, which reads thousands of rows,
-- looks up none of them: measured, it takes half the time.
CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id,
  resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at);
CREATE INDEX occupancy_by_appointment ON occupancy (organization_id, appointment_id, id);

-- What a visit that was booked without a sign-in is managed by. Its identifiers grow
-- with time, so that the newest are counted from the end of the key.
CREATE TABLE self_booking (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  mailbox TEXT NOT NULL CHECK (octet_length(mailbox) <= 254 AND mailbox LIKE '%@_%'),
  manage_hash TEXT NOT NULL CHECK (length(manage_hash) = 64 AND manage_hash NOT GLOB '*[^0-9a-f]*'),
  confirm_hash TEXT CHECK (length(confirm_hash) = 64 AND confirm_hash NOT GLOB '*[^0-9a-f]*'),
  -- It has the identifier of its visit.
  CHECK (id = appointment_id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX manage_token_taken ON self_booking (organization_id, manage_hash);
CREATE UNIQUE INDEX confirm_token_taken ON self_booking (organization_id, confirm_hash);
CREATE INDEX self_booking_by_appointment ON self_booking (organization_id, appointment_id, id);
CREATE INDEX self_booking_by_mailbox ON self_booking (organization_id, mailbox, id);
CREATE INDEX self_booking_by_guest ON self_booking (organization_id, guest_id, id);

-- Periods of one unit that don't overlap end in the order in which they start.
-- So of all the rows that start before the new one ends, the last one ends last,
-- and no other has to be looked at.
CREATE TRIGGER slot_taken BEFORE INSERT ON occupancy BEGIN
  SELECT RAISE(ABORT, 'slot_taken') WHERE (
    SELECT ends_at FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC LIMIT 1
  ) > NEW.starts_at;
END;

-- Whoever moves a visit deletes and inserts; so only one trigger has to look
-- for overlaps.
CREATE TRIGGER occupancy_never_changes BEFORE UPDATE ON occupancy BEGIN
  SELECT RAISE(ABORT, 'occupancy_never_changes');
END;

-- What happened stays; only the reason that was given may be erased.
CREATE TRIGGER appointment_change_never_changes BEFORE UPDATE ON appointment_change
WHEN NEW.reason IS NOT NULL OR
  (OLD.organization_id, OLD.id, OLD.created_at, OLD.appointment_id, OLD.step, OLD.from_status,
   OLD.to_status, OLD.starts_at, OLD.actor)
  IS NOT
  (NEW.organization_id, NEW.id, NEW.created_at, NEW.appointment_id, NEW.step, NEW.from_status,
   NEW.to_status, NEW.starts_at, NEW.actor)
BEGIN
  SELECT RAISE(ABORT, 'appointment_change_never_changes');
END;
CREATE TRIGGER appointment_change_stays BEFORE DELETE ON appointment_change BEGIN
  SELECT RAISE(ABORT, 'appointment_change_stays');
END;
