//! The checks of each table, gathered into one.
//!
//! A CHECK is text to the database, which it reads, plans and throws away in each statement
//! that writes: of a booking's commit that was a third. So once a database is up to date,
//! the conditions that the steps have stated are the body of one function for each table,
//! which a session reads once, and one CHECK calls it. It refuses what they refused, and
//! names the same constraint. Before further steps are taken, they are stated one by one
//! again, as the steps know them.

use clientline_core::model::TABLES;

/// Renders the statement that gathers the checks of every declared table.
pub(crate) fn gathered() -> String {
    of_tables(GATHER)
}

/// Renders the statement that states each check by itself.
pub(crate) fn stated_one_by_one() -> String {
    of_tables(STATE)
}

fn of_tables(text: &str) -> String {
    let names: Vec<String> = TABLES.iter().map(|table| format!("'{}'", table.name)).collect();
    text.replace("{tables}", &names.join(", "))
}

/// The conditions are kept as they were in the constraint's comment, by their names. Rows
/// that are there met them; so the constraint holds for every write, and looks through no
/// table.
const GATHER: &str = "
DO $$
DECLARE
  name text;
  gathered text;
  kept jsonb;
  met text;
  broken text;
  parameters text;
  columns text;
BEGIN
  FOREACH name IN ARRAY ARRAY[{tables}] LOOP
    gathered := name || '_is_sound';
    CONTINUE WHEN EXISTS (
      SELECT FROM pg_constraint WHERE conrelid = name::regclass AND conname = gathered
    );
    SELECT jsonb_object_agg(conname, condition),
      string_agg(condition, ' AND ' ORDER BY conname),
      string_agg(format('WHEN %s IS FALSE THEN %L', condition, conname), ' ' ORDER BY conname)
    INTO kept, met, broken
    FROM (
      SELECT conname, '(' || pg_get_expr(conbin, conrelid) || ')' AS condition
      FROM pg_constraint WHERE conrelid = name::regclass AND contype = 'c'
    ) AS checks;
    CONTINUE WHEN kept IS NULL;
    SELECT
      string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', ' ORDER BY attnum),
      string_agg(format('%I', attname), ', ' ORDER BY attnum)
    INTO parameters, columns
    FROM pg_attribute
    WHERE attrelid = name::regclass AND attnum IN (
      SELECT unnest(conkey) FROM pg_constraint
      WHERE conrelid = name::regclass AND contype = 'c'
    );
    EXECUTE format(
      $function$CREATE FUNCTION %I(%s) RETURNS boolean IMMUTABLE LANGUAGE plpgsql AS %L$function$,
      'clientline_' || gathered, parameters, format($body$
DECLARE
  -- By a name that no column has: the conditions would mean this variable.
  clientline_broken text;
BEGIN
  IF (%s) IS NOT FALSE THEN
    RETURN true;
  END IF;
  clientline_broken := CASE %s END;
  RAISE EXCEPTION '%%', clientline_broken
    USING ERRCODE = 'check_violation', CONSTRAINT = clientline_broken, TABLE = %L;
END $body$, met, broken, name));
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I(%s)) NOT VALID, %s',
      name, gathered, 'clientline_' || gathered, columns, (
        SELECT string_agg(format('DROP CONSTRAINT %I', key), ', ' ORDER BY key)
        FROM jsonb_object_keys(kept) AS key
      ));
    EXECUTE format('COMMENT ON CONSTRAINT %I ON %I IS %L', gathered, name, kept::text);
  END LOOP;
END $$";

const STATE: &str = "
DO $$
DECLARE
  name text;
  gathered record;
BEGIN
  FOREACH name IN ARRAY ARRAY[{tables}] LOOP
    FOR gathered IN
      SELECT conname, obj_description(oid, 'pg_constraint')::jsonb AS kept
      FROM pg_constraint
      WHERE conrelid = to_regclass(name) AND contype = 'c' AND conname = name || '_is_sound'
    LOOP
      EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I, %s', name, gathered.conname, (
        SELECT string_agg(
          format('ADD CONSTRAINT %I CHECK %s NOT VALID', key, value), ', ' ORDER BY key)
        FROM jsonb_each_text(gathered.kept)
      ));
      EXECUTE (
        SELECT format('DROP FUNCTION %s', oid::regprocedure) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
          AND proname = 'clientline_' || gathered.conname
      );
    END LOOP;
  END LOOP;
END $$";
