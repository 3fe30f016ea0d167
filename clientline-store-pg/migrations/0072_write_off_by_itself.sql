-- When what is left of expired gift cards and packages is written off by itself.
ALTER TABLE center ADD COLUMN write_off_after_days bigint
  CHECK (write_off_after_days BETWEEN 0 AND 3650);
ALTER TABLE gift_card
  ADD COLUMN write_off_after_days bigint CHECK (write_off_after_days BETWEEN 0 AND 3650),
  ADD COLUMN write_off_on date CHECK (write_off_on BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD CONSTRAINT gift_card_write_off_check CHECK (write_off_on IS NULL
    OR (balance > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on));
CREATE INDEX gift_card_to_write_off ON gift_card (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;
ALTER TABLE guest_package
  ADD COLUMN write_off_after_days bigint CHECK (write_off_after_days BETWEEN 0 AND 3650),
  ADD COLUMN write_off_on date CHECK (write_off_on BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD CONSTRAINT guest_package_write_off_check CHECK (write_off_on IS NULL
    OR (sessions_left > 0 AND write_off_after_days IS NOT NULL AND write_off_on > expires_on));
CREATE INDEX guest_package_to_write_off ON guest_package (organization_id, write_off_on)
  WHERE write_off_on IS NOT NULL;

-- The tenants that have work of a kind: those with what is to be written off, too.
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
  IF work = 'expired_prepaid' THEN
    RETURN QUERY SELECT t.organization_id FROM gift_card AS t
      WHERE t.write_off_on <= (due AT TIME ZONE 'UTC')::date
        AND (past IS NULL OR t.organization_id > past)
      UNION SELECT t.organization_id FROM guest_package AS t
      WHERE t.write_off_on <= (due AT TIME ZONE 'UTC')::date
        AND (past IS NULL OR t.organization_id > past)
      ORDER BY 1 LIMIT most;
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
