-- What the engine keeps: number series, keys of repeated requests, the audit
-- trail and the feed of events.

CREATE TABLE counter (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  series text COLLATE "C" NOT NULL CHECK (char_length(series) BETWEEN 1 AND 200),
  next bigint NOT NULL CHECK (next >= 1),
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX counter_series_taken ON counter (organization_id, series);

CREATE TABLE idempotency (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  actor_id uuid NOT NULL,
  operation text COLLATE "C" NOT NULL CHECK (char_length(operation) BETWEEN 1 AND 200),
  key text COLLATE "C" NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
  fingerprint text COLLATE "C" NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  answer text COLLATE "C" NOT NULL CHECK (octet_length(answer) <= 16777216),
  -- No reference: a guest may be deleted before the key is forgotten.
  guest_id uuid,
  expires_at timestamptz NOT NULL
    CHECK (expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX idempotency_key_taken
  ON idempotency (organization_id, actor_id, operation, key);
CREATE INDEX idempotency_by_guest ON idempotency (organization_id, guest_id, id);
CREATE INDEX idempotency_by_expiry ON idempotency (organization_id, expires_at, id);

CREATE TABLE audit (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  actor_kind text COLLATE "C" NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id uuid NOT NULL,
  operation text COLLATE "C" NOT NULL CHECK (char_length(operation) BETWEEN 1 AND 200),
  rows text COLLATE "C" NOT NULL CHECK (octet_length(rows) <= 16777216),
  position bigint CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_by_position ON audit (organization_id, position, id);
CREATE INDEX audit_by_actor ON audit (organization_id, actor_id, id);
CREATE INDEX audit_by_operation ON audit (organization_id, operation, id);
-- What still waits for its place, in the order in which it came.
CREATE INDEX audit_without_position ON audit (organization_id, id) WHERE position IS NULL;

CREATE TABLE event (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  kind text COLLATE "C" NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 200),
  subject text COLLATE "C" NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 200),
  subject_id uuid NOT NULL,
  position bigint CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX event_by_position ON event (organization_id, position, id);
CREATE INDEX event_without_position ON event (organization_id, id) WHERE position IS NULL;

CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter
  FOR EACH ROW WHEN (NEW.next <= OLD.next)
  EXECUTE FUNCTION clientline_refuse('counter_only_grows');

-- An update is the stamp of the position, and there is one.
CREATE TRIGGER audit_is_stamped_once BEFORE UPDATE ON audit
  FOR EACH ROW WHEN (OLD.position IS NOT NULL OR NEW.position IS NULL)
  EXECUTE FUNCTION clientline_refuse('audit_never_changes');
CREATE TRIGGER event_is_stamped_once BEFORE UPDATE ON event
  FOR EACH ROW WHEN (OLD.position IS NOT NULL OR NEW.position IS NULL)
  EXECUTE FUNCTION clientline_refuse('event_never_changes');
