-- The outbox waits for the sequencer, and the feed has positions from the start. What was
-- in the outbox before, nobody could read; the audit trail names it all.
DROP TABLE event;
DROP TRIGGER audit_is_stamped_once ON audit;
ALTER TABLE audit DROP COLUMN position;

-- What commits have for others, until it is sequenced.
CREATE TABLE outbox (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  events text COLLATE "C" NOT NULL CHECK (octet_length(events) <= 16777216),
  PRIMARY KEY (organization_id, id)
);

-- The feed of events. The center is no reference: it may be deleted before.
CREATE TABLE event (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  position bigint NOT NULL CHECK (position >= 1),
  kind text COLLATE "C" NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 200),
  subject text COLLATE "C" NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 200),
  subject_id uuid NOT NULL,
  subject_version bigint CHECK (subject_version >= 1),
  actor_kind text COLLATE "C" NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id uuid NOT NULL,
  operation text COLLATE "C" NOT NULL CHECK (char_length(operation) BETWEEN 1 AND 200),
  happened_at timestamptz NOT NULL
    CHECK (happened_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid,
  data text COLLATE "C" NOT NULL CHECK (octet_length(data) <= 16777216),
  PRIMARY KEY (organization_id, id)
);

-- The hash chain over the audit trail.
CREATE TABLE audit_seal (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  number bigint NOT NULL CHECK (number >= 1),
  last_position bigint NOT NULL CHECK (last_position >= 0),
  entries text COLLATE "C" NOT NULL CHECK (octet_length(entries) <= 16777216),
  digest text COLLATE "C" NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organization_id, id)
);

-- The state of the work in the background: rows of the platform.
CREATE TABLE job (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  holder uuid NOT NULL,
  leased_until timestamptz NOT NULL
    CHECK (leased_until BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  runs bigint NOT NULL CHECK (runs >= 0),
  failures bigint NOT NULL CHECK (failures >= 0),
  succeeded_at timestamptz
    CHECK (succeeded_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);

-- The trail as it is waits to be sealed.
INSERT INTO outbox (organization_id, id, version, created_at, updated_at, events)
SELECT organization_id, id, 1, created_at, created_at, '[]' FROM audit;

-- The holds of all tenants that may have lapsed: of pending appointments alone.
CREATE INDEX appointment_by_hold ON appointment (organization_id, held_until)
  WHERE status = 'pending';

-- The tenants that have work of a kind, after one of them, in their order: those whose first
-- row was written before an instant, or a hold of whom lapsed before it. It sees the rows of
-- all tenants, and answers identifiers of tenants alone.
--
-- It goes from tenant to tenant by the key, and so looks at one row of each that has any.
CREATE FUNCTION clientline_tenants_with(work text, due timestamptz, past uuid, most bigint)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  last_tenant uuid := coalesce(past, nobody);
  last_row uuid :=
    CASE WHEN past IS NULL THEN nobody ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid END;
  found_tenant uuid;
  found_at timestamptz;
  answered bigint := 0;
BEGIN
  IF work = 'lapsed_holds' THEN
    RETURN QUERY SELECT DISTINCT t.organization_id FROM appointment AS t
      WHERE t.status = 'pending' AND t.held_until < due
        AND (past IS NULL OR t.organization_id > past)
      ORDER BY t.organization_id LIMIT most;
    RETURN;
  END IF;
  WHILE answered < most LOOP
    found_tenant := NULL;
    CASE work
      WHEN 'outbox' THEN
        SELECT t.organization_id, t.created_at INTO found_tenant, found_at FROM outbox AS t
        WHERE (t.organization_id, t.id) > (last_tenant, last_row)
        ORDER BY t.organization_id, t.id LIMIT 1;
      WHEN 'idempotency_keys' THEN
        SELECT t.organization_id, t.created_at INTO found_tenant, found_at FROM idempotency AS t
        WHERE (t.organization_id, t.id) > (last_tenant, last_row)
        ORDER BY t.organization_id, t.id LIMIT 1;
      WHEN 'sessions' THEN
        SELECT t.organization_id, t.created_at INTO found_tenant, found_at FROM session AS t
        WHERE (t.organization_id, t.id) > (last_tenant, last_row)
        ORDER BY t.organization_id, t.id LIMIT 1;
      WHEN 'events' THEN
        SELECT t.organization_id, t.created_at INTO found_tenant, found_at FROM event AS t
        WHERE (t.organization_id, t.id) > (last_tenant, last_row)
        ORDER BY t.organization_id, t.id LIMIT 1;
    END CASE;
    EXIT WHEN found_tenant IS NULL;
    IF found_at < due THEN
      RETURN NEXT found_tenant;
      answered := answered + 1;
    END IF;
    last_tenant := found_tenant;
    last_row := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION clientline_tenants_with(text, timestamptz, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clientline_tenants_with(text, timestamptz, uuid, bigint)
  TO clientline_app;

-- The last position in the feed of each of some tenants that have any. It sees the rows of all
-- tenants, and answers numbers alone.
CREATE FUNCTION clientline_last_positions(tenants uuid[])
RETURNS TABLE (tenant uuid, last_position bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  FOREACH tenant IN ARRAY tenants LOOP
    SELECT t.last_position INTO last_position FROM audit_seal AS t
    WHERE t.organization_id = tenant ORDER BY t.id DESC LIMIT 1;
    IF FOUND THEN
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION clientline_last_positions(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION clientline_last_positions(uuid[]) TO clientline_app;
