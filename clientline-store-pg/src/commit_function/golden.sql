CREATE FUNCTION clientline_commit_HASH(organization uuid, changes jsonb)
RETURNS void LANGUAGE plpgsql AS $commit$
#variable_conflict use_variable
DECLARE
  made_at CONSTANT timestamptz := (changes->>'at')::timestamptz;
  item jsonb;
  row_id uuid;
  row_version bigint;
  found_version bigint;
  row_lock bigint;
  made bigint;
  present bigint;
BEGIN
  -- Whoever sent it does not wait for it any more.
  IF statement_timestamp() > (changes->>'until')::timestamptz THEN
    RAISE EXCEPTION 'came too late' USING ERRCODE = 'CL002';
  END IF;
  PERFORM set_config('app.organization', organization::text, true);

  -- The rows that the plan rests on, in the order in which every commit locks. Each
  -- statement here sees what was committed before it began: so a version is read once
  -- its lock is held, and by a statement of its own.
  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'guards') AS e LOOP
    row_id := (item->>'id')::uuid;
    row_lock := uuid_hash_extended(row_id,
      uuid_hash_extended(organization, hashtextextended(item->>'table', 0)));
    IF (item->'written')::boolean THEN
      PERFORM pg_advisory_xact_lock(row_lock);
    ELSE
      PERFORM pg_advisory_xact_lock_shared(row_lock);
    END IF;
    CASE item->>'table'
WHEN 'chair' THEN
  SELECT t.version INTO found_version FROM chair AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'loan' THEN
  SELECT t.version INTO found_version FROM loan AS t
  WHERE t.organization_id = organization AND t.id = row_id;
    END CASE;
    IF found_version IS DISTINCT FROM (item->'version')::bigint THEN
      RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
    END IF;
  END LOOP;

  IF jsonb_array_length(changes->'deletes') > 0 THEN
    BEGIN
      FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'deletes') AS e LOOP
        row_id := (item->>'id')::uuid;
        row_version := (item->'version')::bigint;
        CASE item->>'table'
WHEN 'chair' THEN
  DELETE FROM chair AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'loan' THEN
  DELETE FROM loan AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
        END CASE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
        END IF;
      END LOOP;
    EXCEPTION WHEN foreign_key_violation THEN
      RAISE EXCEPTION 'still referred to' USING ERRCODE = 'CL001';
    END;
  END IF;

  -- What an update does not name stays as it is.
  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'updates') AS e LOOP
    row_id := (item->>'id')::uuid;
    row_version := (item->'version')::bigint;
    CASE item->>'table'
WHEN 'chair' THEN
  UPDATE chair AS t SET version = t.version + 1, updated_at = made_at, (
    name, is_active
  ) = (
    SELECT
    n.name, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'loan' THEN
  UPDATE loan AS t SET version = t.version + 1, updated_at = made_at, (
    chair_id, starts_at, ends_at
  ) = (
    SELECT
    n.chair_id, n.starts_at, n.ends_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
    END CASE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
    END IF;
  END LOOP;

  FOR item IN SELECT e.value FROM jsonb_array_elements(changes->'inserts') AS e LOOP
    CASE item->>'table'
WHEN 'chair' THEN
  INSERT INTO chair (organization_id, id, version, created_at, updated_at,
    name, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.is_active
  FROM jsonb_populate_recordset(NULL::chair, item->'rows') AS n;
WHEN 'loan' THEN
  INSERT INTO loan (organization_id, id, version, created_at, updated_at,
    chair_id, starts_at, ends_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.chair_id, n.starts_at, n.ends_at
  FROM jsonb_populate_recordset(NULL::loan, item->'rows') AS n
  ON CONFLICT ON CONSTRAINT chair_taken DO NOTHING;
  SELECT count(*) FILTER (WHERE t.xmin = pg_current_xact_id()::xid), count(*)
  INTO made, present
  FROM loan AS t
  WHERE t.organization_id = organization AND t.id = ANY (ARRAY(
    SELECT (e.value->>'id')::uuid FROM jsonb_array_elements(item->'rows') AS e));
  IF made < present THEN
    RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
  END IF;
  IF present < jsonb_array_length(item->'rows') THEN
    RAISE EXCEPTION 'chair_taken' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'chair_taken';
  END IF;
    END CASE;
  END LOOP;
END $commit$
