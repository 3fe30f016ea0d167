-- Centers, their rooms, and the calendars of what can be booked.

CREATE TABLE center (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  time_zone text COLLATE "C" NOT NULL CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  display_name text COLLATE "C" CHECK (char_length(display_name) BETWEEN 1 AND 200),
  address text COLLATE "C" CHECK (char_length(address) <= 10000),
  city text COLLATE "C" CHECK (char_length(city) BETWEEN 1 AND 200),
  state text COLLATE "C" CHECK (char_length(state) BETWEEN 1 AND 200),
  country text COLLATE "C" CHECK (country ~ '^[A-Z]{2}$'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  tax_number text COLLATE "C" CHECK (char_length(tax_number) BETWEEN 1 AND 40),
  hours text COLLATE "C"
    CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL),
  policies text COLLATE "C" NOT NULL
    CHECK (char_length(policies) <= 1024 AND policies::json IS NOT NULL),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX center_code_taken ON center (organization_id, code);

CREATE TABLE calendar (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('provider', 'room', 'center')),
  center_id uuid NOT NULL,
  revision bigint NOT NULL CHECK (revision >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE INDEX calendar_by_center ON calendar (organization_id, center_id, id);

CREATE TABLE room_category (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE room (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  room_category_id uuid NOT NULL,
  center_id uuid NOT NULL,
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  capacity bigint NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  only_one_appointment boolean NOT NULL,
  can_exceed_capacity boolean NOT NULL,
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX room_code_taken ON room (organization_id, code);
CREATE INDEX room_by_category ON room (organization_id, room_category_id, id);
CREATE INDEX room_by_center ON room (organization_id, center_id, id);
