-- Who signs in, what with, and the sign-ins that last.

CREATE TABLE user_account (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  guest_id BLOB,
  provider_id BLOB,
  employee_id BLOB,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);
CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id);
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id);

CREATE TABLE credential (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  password_hash TEXT CHECK (length(password_hash) <= 255),
  one_time_token_hash TEXT
    CHECK (length(one_time_token_hash) = 64 AND one_time_token_hash NOT GLOB '*[^0-9a-f]*'),
  one_time_expires_at INTEGER
    CHECK (one_time_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  last_login_at INTEGER CHECK (last_login_at BETWEEN -2208988800000000 AND 253402300799999999),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_token_hash);
CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);

CREATE TABLE sign_in_throttle (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  failures INTEGER NOT NULL CHECK (failures >= 1),
  failed_at INTEGER NOT NULL CHECK (failed_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);

CREATE TABLE mac_key (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  secret TEXT NOT NULL CHECK (length(secret) = 64 AND secret NOT GLOB '*[^0-9a-f]*'),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  access_token_hash TEXT NOT NULL
    CHECK (length(access_token_hash) = 64 AND access_token_hash NOT GLOB '*[^0-9a-f]*'),
  access_expires_at INTEGER NOT NULL
    CHECK (access_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  family_hash TEXT NOT NULL CHECK (length(family_hash) = 64 AND family_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_token_hash TEXT NOT NULL
    CHECK (length(refresh_token_hash) = 64 AND refresh_token_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_expires_at INTEGER NOT NULL
    CHECK (refresh_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  spent_token_hash TEXT
    CHECK (length(spent_token_hash) = 64 AND spent_token_hash NOT GLOB '*[^0-9a-f]*'),
  spent_at INTEGER CHECK (spent_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_token_hash);
CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);
CREATE INDEX session_by_user ON session (organization_id, user_id, id);

CREATE TABLE admin_count (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  admins INTEGER NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
