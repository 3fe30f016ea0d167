-- Rules for every table, and what states them.
--
-- The key is (organization_id, id), and every reference
-- carries the organization too, so that no row can refer to another tenant's:
-- row-level security does not cover references. Every unique and exclusion
-- constraint starts with the organization, so that the schema can be distributed by
-- tenant as it stands. Text is compared byte by byte. Instants are within the years
-- 1900 to 9999, which leaves out the infinite ones, and dates within 1 to 9999; money
-- is in minor units, quantities and rates in ten-thousandths, unit prices in
-- millionths. No column is bounded by less than the core allows, and none is
-- unbounded. Nothing is deleted or set to null along a reference.

-- Equality of identifiers inside an exclusion constraint.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Before release 15, anyone may put objects beside ours, where a statement could find
-- them.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Refuses what fired it. Its argument is the name of the rule.
CREATE FUNCTION clientline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END $$;

-- Refuses an update that changes more than the listed columns. Its first argument is
-- the name of the rule; the others are the columns that may change. A column that is
-- added later is frozen until it is listed.
CREATE FUNCTION clientline_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - TG_ARGV[1:] IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV[1:] THEN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
  END IF;
  RETURN NEW;
END $$;
