//! The rules of every table: row-level security by tenant, the role's grants, and
//! the triggers that keep a row's key and count its versions.
//!
//! They follow from the declared tables, as [`freezes`](crate::freezes) do, and are added
//! where they lack whenever a database is brought up to date. Nothing that is there already
//! is made again, since that would lock a table which a server is writing.

use clientline_core::model::TABLES;

/// Adds them to every declared table, in one statement.
pub(crate) fn definition() -> String {
    let names: Vec<String> = TABLES.iter().map(|table| format!("'{}'", table.name)).collect();
    RULES.replace("{tables}", &names.join(", "))
}

const RULES: &str = "
DO $$
DECLARE
  name text;
  rule text;
  condition text;
BEGIN
  FOREACH name IN ARRAY ARRAY[{tables}] LOOP
    IF NOT (SELECT relrowsecurity FROM pg_class WHERE oid = name::regclass) THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    END IF;
    -- Without a tenant nothing is seen: a setting that was never made is null, and one
    -- whose transaction ended is empty.
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = name::regclass) THEN
      EXECUTE format(
        $policy$CREATE POLICY tenant ON %I USING (
          organization_id = nullif(current_setting('app.organization', true), '')::uuid
        )$policy$, name);
    END IF;
    IF NOT has_table_privilege('clientline_app', name, 'SELECT')
      OR NOT has_table_privilege('clientline_app', name, 'INSERT')
      OR NOT has_table_privilege('clientline_app', name, 'UPDATE')
      OR NOT has_table_privilege('clientline_app', name, 'DELETE')
    THEN
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO clientline_app', name);
    END IF;
    -- A row stays the row that it is, and counts how often it was written: whoever
    -- read it can tell that it changed.
    FOR rule, condition IN VALUES
      ('key_never_changes', 'NEW.organization_id <> OLD.organization_id OR NEW.id <> OLD.id'),
      ('version_grows_by_one', 'NEW.version <> OLD.version + 1')
    LOOP
      IF NOT EXISTS (
        SELECT FROM pg_trigger WHERE tgrelid = name::regclass AND tgname = rule
      ) THEN
        EXECUTE format(
          'CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW WHEN (%s)
           EXECUTE FUNCTION clientline_refuse(%L)', rule, name, condition, rule);
      END IF;
    END LOOP;
  END LOOP;
END $$";
