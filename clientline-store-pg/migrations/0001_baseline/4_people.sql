-- Who works, what they perform, and who is served.

CREATE TABLE employee (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  employee_code text COLLATE "C" NOT NULL CHECK (char_length(employee_code) BETWEEN 1 AND 40),
  job_code text COLLATE "C" CHECK (char_length(job_code) BETWEEN 1 AND 40),
  designation text COLLATE "C" CHECK (char_length(designation) BETWEEN 1 AND 200),
  department text COLLATE "C" CHECK (char_length(department) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  center_id uuid,
  zone text COLLATE "C" CHECK (char_length(zone) BETWEEN 1 AND 200),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id);

CREATE TABLE provider (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  first_name text COLLATE "C" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 200),
  last_name text COLLATE "C" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 200),
  center_id uuid NOT NULL,
  employee_id uuid,
  specialization text COLLATE "C" CHECK (char_length(specialization) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  services text COLLATE "C" NOT NULL
    CHECK (char_length(services) <= 8192 AND services::json IS NOT NULL),
  color text COLLATE "C" CHECK (color ~ '^#[0-9a-f]{6}$'),
  hours text COLLATE "C"
    CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id);

CREATE TABLE provider_service (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  provider_id uuid NOT NULL,
  service_id uuid NOT NULL,
  duration_minutes bigint CHECK (duration_minutes BETWEEN 1 AND 1440),
  price bigint CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
);
CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);
CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);

CREATE TABLE guest (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  first_name text COLLATE "C" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 200),
  last_name text COLLATE "C" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 200),
  guest_code text COLLATE "C" NOT NULL CHECK (char_length(guest_code) BETWEEN 1 AND 40),
  is_minor boolean NOT NULL,
  middle_name text COLLATE "C" CHECK (char_length(middle_name) BETWEEN 1 AND 200),
  username text COLLATE "C" CHECK (char_length(username) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  home_phone text COLLATE "C" CHECK (char_length(home_phone) BETWEEN 5 AND 21),
  gender text COLLATE "C" CHECK (gender IN ('female', 'male', 'other')),
  date_of_birth date CHECK (date_of_birth BETWEEN '0001-01-01' AND '9999-12-31'),
  nationality text COLLATE "C" CHECK (nationality ~ '^[A-Z]{2}$'),
  language text COLLATE "C" CHECK (char_length(language) BETWEEN 1 AND 40),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  tags text COLLATE "C" NOT NULL CHECK (char_length(tags) <= 16384 AND tags::json IS NOT NULL),
  marketing_consent boolean NOT NULL,
  is_active boolean NOT NULL,
  email_verified_at timestamptz CHECK
    (email_verified_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  erased_at timestamptz
    CHECK (erased_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  -- No reference, as the core declares none of a table to itself.
  merged_into uuid CHECK (merged_into <> id),
  merges bigint NOT NULL CHECK (merges BETWEEN 0 AND 100),
  CHECK (email_verified_at IS NULL OR email IS NOT NULL),
  CHECK (erased_at IS NULL OR NOT is_active),
  CHECK (merged_into IS NULL OR (NOT is_active AND merges = 0)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
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
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_id uuid NOT NULL,
  term text COLLATE "C" NOT NULL CHECK (char_length(term) BETWEEN 1 AND 64),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
);
CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);
CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id) INCLUDE (guest_id);
