-- Who works, what they perform, and who is served.

CREATE TABLE employee (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  employee_code TEXT NOT NULL CHECK (length(employee_code) BETWEEN 1 AND 40),
  job_code TEXT CHECK (length(job_code) BETWEEN 1 AND 40),
  designation TEXT CHECK (length(designation) BETWEEN 1 AND 200),
  department TEXT CHECK (length(department) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  center_id BLOB,
  zone TEXT CHECK (length(zone) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id);

CREATE TABLE provider (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  center_id BLOB NOT NULL,
  employee_id BLOB,
  specialization TEXT CHECK (length(specialization) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  services TEXT NOT NULL CHECK (length(services) <= 8192 AND json_valid(services)),
  color TEXT
    CHECK (length(color) = 7 AND color GLOB '#*' AND substr(color, 2) NOT GLOB '*[^0-9a-f]*'),
  hours TEXT CHECK (length(hours) <= 16384 AND json_valid(hours)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id);

CREATE TABLE provider_service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  duration_minutes INTEGER CHECK (duration_minutes BETWEEN 1 AND 1440),
  price INTEGER CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);
CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);

CREATE TABLE guest (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  guest_code TEXT NOT NULL CHECK (length(guest_code) BETWEEN 1 AND 40),
  is_minor INTEGER NOT NULL CHECK (is_minor IN (0, 1)),
  middle_name TEXT CHECK (length(middle_name) BETWEEN 1 AND 200),
  username TEXT CHECK (length(username) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  home_phone TEXT CHECK (length(home_phone) BETWEEN 5 AND 21),
  gender TEXT CHECK (gender IN ('female', 'male', 'other')),
  date_of_birth INTEGER CHECK (date_of_birth BETWEEN -719162 AND 2932896),
  nationality TEXT CHECK (nationality GLOB '[A-Z][A-Z]'),
  language TEXT CHECK (length(language) BETWEEN 1 AND 40),
  notes TEXT CHECK (length(notes) <= 10000),
  tags TEXT NOT NULL CHECK (length(tags) <= 16384 AND json_valid(tags)),
  marketing_consent INTEGER NOT NULL CHECK (marketing_consent IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  email_verified_at INTEGER
    CHECK (email_verified_at BETWEEN -2208988800000000 AND 253402300799999999),
  erased_at INTEGER CHECK (erased_at BETWEEN -2208988800000000 AND 253402300799999999),
  -- No reference, as the core declares none of a table to itself.
  merged_into BLOB CHECK (length(merged_into) = 16),
  merges INTEGER NOT NULL CHECK (merges BETWEEN 0 AND 100),
  CHECK (email_verified_at IS NULL OR email IS NOT NULL),
  CHECK (erased_at IS NULL OR is_active = 0),
  CHECK (merged_into <> id),
  CHECK (merged_into IS NULL OR (is_active = 0 AND merges = 0)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_code_taken ON guest (organization_id, guest_code);
CREATE INDEX guest_by_center ON guest (organization_id, center_id, id);
CREATE INDEX guest_by_merged_into ON guest (organization_id, merged_into, id);
CREATE INDEX guest_by_email ON guest (organization_id, email, id);
-- By whom an online booking is known: however many guests such bookings leave behind,
-- those whose address was verified are few.
CREATE INDEX guest_by_verified_email ON guest (organization_id, email, id)
  WHERE email_verified_at IS NOT NULL;
CREATE INDEX guest_by_phone ON guest (organization_id, phone, id);

CREATE TABLE guest_term (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  term TEXT NOT NULL CHECK (length(term) BETWEEN 1 AND 64),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);
CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id, guest_id);
