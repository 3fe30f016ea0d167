-- Who signs in, what with, and the sign-ins that last.

CREATE TABLE user_account (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  email text COLLATE "C" NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  role text COLLATE "C" NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  guest_id uuid,
  provider_id uuid,
  employee_id uuid,
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);
CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id);
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id);

CREATE TABLE credential (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  user_id uuid NOT NULL,
  password_hash text COLLATE "C" CHECK (char_length(password_hash) <= 255),
  one_time_token_hash text COLLATE "C" CHECK (one_time_token_hash ~ '^[0-9a-f]{64}$'),
  one_time_expires_at timestamptz
    CHECK (one_time_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  last_login_at timestamptz
    CHECK (last_login_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
);
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_token_hash);
CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);

CREATE TABLE sign_in_throttle (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  bucket bigint NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  failures bigint NOT NULL CHECK (failures >= 1),
  failed_at timestamptz NOT NULL
    CHECK (failed_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);

CREATE TABLE mac_key (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  secret text COLLATE "C" NOT NULL CHECK (secret ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE session (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  user_id uuid NOT NULL,
  access_token_hash text COLLATE "C" NOT NULL CHECK (access_token_hash ~ '^[0-9a-f]{64}$'),
  access_expires_at timestamptz NOT NULL
    CHECK (access_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  family_hash text COLLATE "C" NOT NULL CHECK (family_hash ~ '^[0-9a-f]{64}$'),
  refresh_token_hash text COLLATE "C" NOT NULL CHECK (refresh_token_hash ~ '^[0-9a-f]{64}$'),
  refresh_expires_at timestamptz NOT NULL
    CHECK (refresh_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  spent_token_hash text COLLATE "C" CHECK (spent_token_hash ~ '^[0-9a-f]{64}$'),
  spent_at timestamptz
    CHECK (spent_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
);
CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_token_hash);
CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);
CREATE INDEX session_by_user ON session (organization_id, user_id, id);

CREATE TABLE admin_count (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  admins bigint NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
);
