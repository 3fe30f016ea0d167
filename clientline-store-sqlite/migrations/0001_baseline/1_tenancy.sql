-- Organizations, the directory of them, and their keys.
--
-- Rules for every table. STRICT, so that a column holds its type and nothing
-- else. The key is (organization_id, id), and every reference carries the
-- organization too, so that no row can refer to another tenant's. WITHOUT
-- ROWID, since every read comes by the key or by an index that ends in it. The
-- instants are microseconds and the dates days since 1970-01-01, in the range of
-- the years 1900 to 9999 and 1 to 9999; money is in minor units, quantities and
-- rates in ten-thousandths, unit prices in millionths. No column is bounded by
-- less than the core allows, and none is unbounded. Nothing is deleted or set to
-- null along a reference.
--
-- The triggers that keep keys, versions and what is frozen follow from the declared
-- tables, and are put right whenever a file is opened.

CREATE TABLE organization (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  address TEXT CHECK (length(address) <= 10000),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  price_mode TEXT NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  settings TEXT NOT NULL CHECK (length(settings) <= 1024 AND json_valid(settings)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE directory (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX organization_slug_taken ON directory (organization_id, slug);
CREATE UNIQUE INDEX organization_email_taken ON directory (organization_id, email);

CREATE TABLE api_key (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  scopes TEXT CHECK (length(scopes) <= 4096 AND json_valid(scopes)),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64 AND token_hash NOT GLOB '*[^0-9a-f]*'),
  expires_at INTEGER CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  revoked_at INTEGER CHECK (revoked_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX api_key_taken ON api_key (organization_id, token_hash);
