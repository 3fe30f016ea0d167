-- Centers, their rooms, and the calendars of what can be booked.

CREATE TABLE center (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  display_name TEXT CHECK (length(display_name) BETWEEN 1 AND 200),
  address TEXT CHECK (length(address) <= 10000),
  city TEXT CHECK (length(city) BETWEEN 1 AND 200),
  state TEXT CHECK (length(state) BETWEEN 1 AND 200),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  tax_number TEXT CHECK (length(tax_number) BETWEEN 1 AND 40),
  hours TEXT CHECK (length(hours) <= 16384 AND json_valid(hours)),
  policies TEXT NOT NULL CHECK (length(policies) <= 1024 AND json_valid(policies)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX center_code_taken ON center (organization_id, code);

CREATE TABLE calendar (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  kind TEXT NOT NULL CHECK (kind IN ('provider', 'room', 'center')),
  center_id BLOB NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_by_center ON calendar (organization_id, center_id, id);

CREATE TABLE room_category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE room (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  room_category_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  description TEXT CHECK (length(description) <= 10000),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  only_one_appointment INTEGER NOT NULL CHECK (only_one_appointment IN (0, 1)),
  can_exceed_capacity INTEGER NOT NULL CHECK (can_exceed_capacity IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX room_code_taken ON room (organization_id, code);
CREATE INDEX room_by_category ON room (organization_id, room_category_id, id);
CREATE INDEX room_by_center ON room (organization_id, center_id, id);
