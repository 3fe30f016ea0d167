-- The rules of every row, and organizations, the directory of them, keys, centers,
-- and rooms.
--
-- Rules for every table. The key is (organization_id, id), and every reference
-- carries the organization too, so that no row can refer to another tenant's:
-- row-level security does not cover references. Every unique and exclusion
-- constraint starts with the organization, so that the schema can be distributed by
-- tenant as it stands. Text is compared byte by byte. Instants are within the years
-- 1900 to 9999, which leaves out the infinite ones, and dates within 1 to 9999; money
-- is in minor units, quantities and rates in ten-thousandths, unit prices in
-- millionths. No column is bounded by less than the core allows, and none is
-- unbounded. Nothing is deleted or set to null along a reference.

-- Equality of identifiers inside an exclusion constraint.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Before release 15, anyone may put objects beside ours, where a statement could find
-- them.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Refuses what fired it. Its argument is the name of the rule.
CREATE FUNCTION clientline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END $$;

-- Refuses an update that changes more than the listed columns. Its first argument is
-- the name of the rule; the others are the columns that may change. A column that is
-- added later is frozen until it is listed.
CREATE FUNCTION clientline_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - TG_ARGV[1:] IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV[1:] THEN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE organization (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  slug text COLLATE "C" NOT NULL
    CHECK (char_length(slug) BETWEEN 1 AND 63 AND slug ~ '^[a-z0-9-]*$'),
  email text COLLATE "C" NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  time_zone text COLLATE "C" NOT NULL CHECK (char_length(time_zone) BETWEEN 1 AND 64),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  address text COLLATE "C" CHECK (char_length(address) <= 10000),
  country text COLLATE "C" CHECK (country ~ '^[A-Z]{2}$'),
  price_mode text COLLATE "C" NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  settings text COLLATE "C" NOT NULL
    CHECK (char_length(settings) <= 1024 AND settings::json IS NOT NULL),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE directory (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  slug text COLLATE "C" NOT NULL
    CHECK (char_length(slug) BETWEEN 1 AND 63 AND slug ~ '^[a-z0-9-]*$'),
  email text COLLATE "C" NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX organization_slug_taken ON directory (organization_id, slug);
CREATE UNIQUE INDEX organization_email_taken ON directory (organization_id, email);

CREATE TABLE api_key (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  role text COLLATE "C" NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  scopes text COLLATE "C"
    CHECK (char_length(scopes) <= 4096 AND (scopes IS NULL OR scopes::json IS NOT NULL)),
  token_hash text COLLATE "C" NOT NULL CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz
    CHECK (expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  revoked_at timestamptz
    CHECK (revoked_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX api_key_taken ON api_key (organization_id, token_hash);

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
