-- Who may see which rows: the role that the application acts as, and row-level
-- security by tenant on every table.
--
-- The role owns nothing and can't pass by the policies, so that even a statement that
-- forgot its tenant, or was smuggled in, sees the rows of one tenant at most. It can't
-- log in: whoever the application logs in as takes it on with every connection, and
-- needs no more than membership (GRANT clientline_app TO that_user). The one who
-- migrates gets it here. Security is not forced upon the owner, who dumps and migrates
-- the rows of all tenants.
--
-- Every later table needs the same five statements; tests look for them.

DO $$
BEGIN
  -- Roles belong to the server and not to one database: another one may have it, or
  -- be about to make it.
  CREATE ROLE clientline_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'clientline_app', 'MEMBER') THEN
    EXECUTE format('GRANT clientline_app TO %I', current_user);
  END IF;
END $$;

GRANT USAGE ON SCHEMA public TO clientline_app;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'organization', 'directory', 'api_key', 'center', 'calendar', 'room_category', 'room', 'tax',
    'business_unit', 'category', 'service', 'service_tax', 'product', 'product_tax', 'package',
    'package_service', 'offer_discount', 'employee', 'provider',
    'provider_service', 'guest', 'guest_term', 'user_account', 'credential',
    'sign_in_throttle', 'mac_key', 'session',
    'roster', 'hours_override', 'blockout', 'appointment', 'appointment_change',
    'occupancy', 'self_booking', 'sale', 'invoice', 'invoice_item', 'payment', 'collection', 'counter',
    'idempotency', 'audit', 'event'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    -- Without a tenant nothing is seen: a setting that was never made is null, and one
    -- whose transaction ended is empty.
    EXECUTE format(
      $policy$CREATE POLICY tenant ON %I USING (
        organization_id = nullif(current_setting('app.organization', true), '')::uuid
      )$policy$, name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO clientline_app', name);
    -- A row stays the row that it is, and counts how often it was written: whoever
    -- read it can tell that it changed.
    EXECUTE format(
      $trigger$CREATE TRIGGER key_never_changes BEFORE UPDATE ON %I FOR EACH ROW
        WHEN (NEW.organization_id <> OLD.organization_id OR NEW.id <> OLD.id)
        EXECUTE FUNCTION clientline_refuse('key_never_changes')$trigger$, name);
    EXECUTE format(
      $trigger$CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON %I FOR EACH ROW
        WHEN (NEW.version <> OLD.version + 1)
        EXECUTE FUNCTION clientline_refuse('version_grows_by_one')$trigger$, name);
  END LOOP;
END $$;
