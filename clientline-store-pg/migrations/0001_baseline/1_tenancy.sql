-- Organizations, the directory of them, and their keys.

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
