-- The outbox waits for the sequencer, and the feed has positions from the start. What was
-- in the outbox before, nobody could read; the audit trail names it all.
DROP TABLE event;
DROP TRIGGER audit_is_stamped_once;
DROP TRIGGER IF EXISTS audit_is_frozen;
ALTER TABLE audit DROP COLUMN position;

-- What commits have for others, until it is sequenced.
CREATE TABLE outbox (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  events TEXT NOT NULL CHECK (length(CAST(events AS BLOB)) <= 16777216),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The feed of events. The center is no reference: it may be deleted before.
CREATE TABLE event (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  position INTEGER NOT NULL CHECK (position >= 1),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  subject_version INTEGER CHECK (subject_version >= 1),
  actor_kind TEXT NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  happened_at INTEGER NOT NULL CHECK (happened_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB CHECK (length(center_id) = 16),
  data TEXT NOT NULL CHECK (length(CAST(data AS BLOB)) <= 16777216),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The hash chain over the audit trail.
CREATE TABLE audit_seal (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  number INTEGER NOT NULL CHECK (number >= 1),
  last_position INTEGER NOT NULL CHECK (last_position >= 0),
  entries TEXT NOT NULL CHECK (length(CAST(entries AS BLOB)) <= 16777216),
  digest TEXT NOT NULL CHECK (length(digest) = 64 AND digest NOT GLOB '*[^0-9a-f]*'),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The state of the work in the background: rows of the platform.
CREATE TABLE job (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  holder BLOB NOT NULL CHECK (length(holder) = 16),
  leased_until INTEGER NOT NULL CHECK (leased_until BETWEEN -2208988800000000 AND 253402300799999999),
  runs INTEGER NOT NULL CHECK (runs >= 0),
  failures INTEGER NOT NULL CHECK (failures >= 0),
  succeeded_at INTEGER CHECK (succeeded_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The trail as it is waits to be sealed.
INSERT INTO outbox (organization_id, id, version, created_at, updated_at, events)
SELECT organization_id, id, 1, created_at, created_at, '[]' FROM audit;

-- The holds of all tenants that may have lapsed: of pending appointments alone.
CREATE INDEX appointment_by_hold ON appointment (organization_id, held_until)
  WHERE status = 'pending';
