-- What the engine keeps: number series, keys of repeated requests, the audit
-- trail and the feed of events.

CREATE TABLE counter (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 200),
  next INTEGER NOT NULL CHECK (next >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX counter_series_taken ON counter (organization_id, series);

CREATE TABLE idempotency (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  key TEXT NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64 AND fingerprint NOT GLOB '*[^0-9a-f]*'),
  answer TEXT NOT NULL CHECK (octet_length(answer) <= 16777216),
  -- No reference: a guest may be deleted before the key is forgotten.
  guest_id BLOB CHECK (length(guest_id) = 16),
  expires_at INTEGER NOT NULL CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX idempotency_key_taken
  ON idempotency (organization_id, actor_id, operation, key);
CREATE INDEX idempotency_by_guest ON idempotency (organization_id, guest_id, id);
CREATE INDEX idempotency_by_expiry ON idempotency (organization_id, expires_at, id);

CREATE TABLE audit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_kind TEXT NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  rows TEXT NOT NULL CHECK (octet_length(rows) <= 16777216),
  position INTEGER CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_position ON audit (organization_id, position, id);
CREATE INDEX audit_by_actor ON audit (organization_id, actor_id, id);
CREATE INDEX audit_by_operation ON audit (organization_id, operation, id);
-- What still waits for its place, in the order in which it came.
CREATE INDEX audit_without_position ON audit (organization_id, id) WHERE position IS NULL;

CREATE TABLE event (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  position INTEGER CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_position ON event (organization_id, position, id);
CREATE INDEX event_without_position ON event (organization_id, id) WHERE position IS NULL;

CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter WHEN NEW.next <= OLD.next BEGIN
  SELECT RAISE(ABORT, 'counter_only_grows');
END;

-- An update is the stamp of the position, and there is one.
CREATE TRIGGER audit_is_stamped_once BEFORE UPDATE ON audit
WHEN OLD.position IS NOT NULL OR NEW.position IS NULL BEGIN
  SELECT RAISE(ABORT, 'audit_never_changes');
END;
CREATE TRIGGER event_is_stamped_once BEFORE UPDATE ON event
WHEN OLD.position IS NOT NULL OR NEW.position IS NULL BEGIN
  SELECT RAISE(ABORT, 'event_never_changes');
END;
