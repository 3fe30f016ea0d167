-- The role that the application acts as.
--
-- The role owns nothing and can't pass by the policies, so that even a statement that
-- forgot its tenant, or was smuggled in, sees the rows of one tenant at most. It can't
-- log in: whoever the application logs in as takes it on with every connection, and
-- needs no more than membership (GRANT clientline_app TO that_user). The one who
-- migrates gets it here. Security is not forced upon the owner, who dumps and migrates
-- the rows of all tenants.
--
-- What every table needs alike, its policy, grants and triggers, follows from the
-- declared tables, and is put right whenever a database is brought up to date.

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
