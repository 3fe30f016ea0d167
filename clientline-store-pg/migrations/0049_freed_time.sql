-- Time that became free, until it was offered to those who wait.
CREATE TABLE freed_time (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  starts_at timestamptz NOT NULL
    CHECK (starts_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  minutes bigint NOT NULL CHECK (minutes BETWEEN 1 AND 2147483647),
  after_entry uuid,
  PRIMARY KEY (organization_id, id)
);

-- The tenants that have work of a kind: those with time that became free, too.
CREATE OR REPLACE FUNCTION clientline_tenants_with(work text, due timestamptz, past uuid, most bigint)
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
      WHEN 'freed_times' THEN
        SELECT t.organization_id, t.created_at INTO found_tenant, found_at FROM freed_time AS t
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
