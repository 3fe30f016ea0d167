-- The database of a release, kept for the tests of later ones, with rows of every table.
-- It was made by the command in clientline-server/tests/http/upgrade/keep.rs, and is not
-- made again: it shows what that release wrote. Who gets in:
-- key: cl_key_01a22132fc13700092d7f86b94a2bf20_a83783b865e78f967b35f305c4feb96e770cea53644a5dbdb91cdaf1d2199cd1_26bb0f16
-- booking: cl_manage_01a22132fc13700092d7f86b94a2bf20_4eee59b1ede8a0dd64fe7ba5cebc1655c533431e3b7966409cac76e423e9b143_50576805

DO $$ BEGIN
  CREATE ROLE clientline_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
SET LOCAL check_function_bodies = false;
SELECT set_config('search_path', '', true);
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
CREATE FUNCTION public.clientline_commit_5e6596639634(organization uuid, changes jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_variable
DECLARE
  made_at CONSTANT timestamptz := (changes->>'at')::timestamptz;
  item jsonb;
  row_id uuid;
  row_version bigint;
  found_version bigint;
  row_lock bigint;
BEGIN
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
WHEN 'organization' THEN
  SELECT t.version INTO found_version FROM organization AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'directory' THEN
  SELECT t.version INTO found_version FROM directory AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'api_key' THEN
  SELECT t.version INTO found_version FROM api_key AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'center' THEN
  SELECT t.version INTO found_version FROM center AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'calendar' THEN
  SELECT t.version INTO found_version FROM calendar AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'room_category' THEN
  SELECT t.version INTO found_version FROM room_category AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'room' THEN
  SELECT t.version INTO found_version FROM room AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'tax' THEN
  SELECT t.version INTO found_version FROM tax AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'business_unit' THEN
  SELECT t.version INTO found_version FROM business_unit AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'category' THEN
  SELECT t.version INTO found_version FROM category AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'service' THEN
  SELECT t.version INTO found_version FROM service AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'service_tax' THEN
  SELECT t.version INTO found_version FROM service_tax AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'product' THEN
  SELECT t.version INTO found_version FROM product AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'product_tax' THEN
  SELECT t.version INTO found_version FROM product_tax AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'package' THEN
  SELECT t.version INTO found_version FROM package AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'package_service' THEN
  SELECT t.version INTO found_version FROM package_service AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'offer_discount' THEN
  SELECT t.version INTO found_version FROM offer_discount AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'employee' THEN
  SELECT t.version INTO found_version FROM employee AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'provider' THEN
  SELECT t.version INTO found_version FROM provider AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'provider_service' THEN
  SELECT t.version INTO found_version FROM provider_service AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'guest' THEN
  SELECT t.version INTO found_version FROM guest AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'guest_term' THEN
  SELECT t.version INTO found_version FROM guest_term AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'user_account' THEN
  SELECT t.version INTO found_version FROM user_account AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'credential' THEN
  SELECT t.version INTO found_version FROM credential AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'sign_in_throttle' THEN
  SELECT t.version INTO found_version FROM sign_in_throttle AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'mac_key' THEN
  SELECT t.version INTO found_version FROM mac_key AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'session' THEN
  SELECT t.version INTO found_version FROM session AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'admin_count' THEN
  SELECT t.version INTO found_version FROM admin_count AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'hours_override' THEN
  SELECT t.version INTO found_version FROM hours_override AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'blockout' THEN
  SELECT t.version INTO found_version FROM blockout AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'appointment' THEN
  SELECT t.version INTO found_version FROM appointment AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'appointment_change' THEN
  SELECT t.version INTO found_version FROM appointment_change AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'occupancy' THEN
  SELECT t.version INTO found_version FROM occupancy AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'online_booking' THEN
  SELECT t.version INTO found_version FROM online_booking AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'sale' THEN
  SELECT t.version INTO found_version FROM sale AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'invoice' THEN
  SELECT t.version INTO found_version FROM invoice AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'invoice_item' THEN
  SELECT t.version INTO found_version FROM invoice_item AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'payment' THEN
  SELECT t.version INTO found_version FROM payment AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'collection' THEN
  SELECT t.version INTO found_version FROM collection AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'counter' THEN
  SELECT t.version INTO found_version FROM counter AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'idempotency' THEN
  SELECT t.version INTO found_version FROM idempotency AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'audit' THEN
  SELECT t.version INTO found_version FROM audit AS t
  WHERE t.organization_id = organization AND t.id = row_id;
WHEN 'event' THEN
  SELECT t.version INTO found_version FROM event AS t
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
WHEN 'organization' THEN
  DELETE FROM organization AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'directory' THEN
  DELETE FROM directory AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'api_key' THEN
  DELETE FROM api_key AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'center' THEN
  DELETE FROM center AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'calendar' THEN
  DELETE FROM calendar AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'room_category' THEN
  DELETE FROM room_category AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'room' THEN
  DELETE FROM room AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'tax' THEN
  DELETE FROM tax AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'business_unit' THEN
  DELETE FROM business_unit AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'category' THEN
  DELETE FROM category AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'service' THEN
  DELETE FROM service AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'service_tax' THEN
  DELETE FROM service_tax AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'product' THEN
  DELETE FROM product AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'product_tax' THEN
  DELETE FROM product_tax AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'package' THEN
  DELETE FROM package AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'package_service' THEN
  DELETE FROM package_service AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'offer_discount' THEN
  DELETE FROM offer_discount AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'employee' THEN
  DELETE FROM employee AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'provider' THEN
  DELETE FROM provider AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'provider_service' THEN
  DELETE FROM provider_service AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'guest' THEN
  DELETE FROM guest AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'guest_term' THEN
  DELETE FROM guest_term AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'user_account' THEN
  DELETE FROM user_account AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'credential' THEN
  DELETE FROM credential AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'sign_in_throttle' THEN
  DELETE FROM sign_in_throttle AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'mac_key' THEN
  DELETE FROM mac_key AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'session' THEN
  DELETE FROM session AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'admin_count' THEN
  DELETE FROM admin_count AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'hours_override' THEN
  DELETE FROM hours_override AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'blockout' THEN
  DELETE FROM blockout AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'appointment' THEN
  DELETE FROM appointment AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'appointment_change' THEN
  DELETE FROM appointment_change AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'occupancy' THEN
  DELETE FROM occupancy AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'online_booking' THEN
  DELETE FROM online_booking AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'sale' THEN
  DELETE FROM sale AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'invoice' THEN
  DELETE FROM invoice AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'invoice_item' THEN
  DELETE FROM invoice_item AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'payment' THEN
  DELETE FROM payment AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'collection' THEN
  DELETE FROM collection AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'counter' THEN
  DELETE FROM counter AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'idempotency' THEN
  DELETE FROM idempotency AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'audit' THEN
  DELETE FROM audit AS t
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'event' THEN
  DELETE FROM event AS t
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
WHEN 'organization' THEN
  UPDATE organization AS t SET version = t.version + 1, updated_at = made_at, (
    name, slug, email, currency, time_zone, phone, address, country, price_mode, settings,
    is_active
  ) = (
    SELECT
    n.name, n.slug, n.email, n.currency, n.time_zone, n.phone, n.address, n.country,
    n.price_mode, n.settings, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'directory' THEN
  UPDATE directory AS t SET version = t.version + 1, updated_at = made_at, (
    slug, email, name, is_active
  ) = (
    SELECT
    n.slug, n.email, n.name, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'api_key' THEN
  UPDATE api_key AS t SET version = t.version + 1, updated_at = made_at, (
    name, role, scopes, token_hash, expires_at, revoked_at
  ) = (
    SELECT
    n.name, n.role, n.scopes, n.token_hash, n.expires_at, n.revoked_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'center' THEN
  UPDATE center AS t SET version = t.version + 1, updated_at = made_at, (
    name, time_zone, code, currency, display_name, address, city, state, country, phone, email,
    tax_number, hours, policies, is_active
  ) = (
    SELECT
    n.name, n.time_zone, n.code, n.currency, n.display_name, n.address, n.city, n.state,
    n.country, n.phone, n.email, n.tax_number, n.hours, n.policies, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'calendar' THEN
  UPDATE calendar AS t SET version = t.version + 1, updated_at = made_at, (
    kind, center_id, revision
  ) = (
    SELECT
    n.kind, n.center_id, n.revision
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'room_category' THEN
  UPDATE room_category AS t SET version = t.version + 1, updated_at = made_at, (
    name, description
  ) = (
    SELECT
    n.name, n.description
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'room' THEN
  UPDATE room AS t SET version = t.version + 1, updated_at = made_at, (
    name, room_category_id, center_id, code, description, capacity, only_one_appointment,
    can_exceed_capacity, is_active
  ) = (
    SELECT
    n.name, n.room_category_id, n.center_id, n.code, n.description, n.capacity,
    n.only_one_appointment, n.can_exceed_capacity, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'tax' THEN
  UPDATE tax AS t SET version = t.version + 1, updated_at = made_at, (
    code, name, rate, compound, is_active
  ) = (
    SELECT
    n.code, n.name, n.rate, n.compound, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'business_unit' THEN
  UPDATE business_unit AS t SET version = t.version + 1, updated_at = made_at, (
    name, code, description, is_active
  ) = (
    SELECT
    n.name, n.code, n.description, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'category' THEN
  UPDATE category AS t SET version = t.version + 1, updated_at = made_at, (
    name, description, is_active
  ) = (
    SELECT
    n.name, n.description, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'service' THEN
  UPDATE service AS t SET version = t.version + 1, updated_at = made_at, (
    name, duration_minutes, price, service_code, currency, description, category_id,
    business_unit_id, buffer_before_minutes, buffer_after_minutes, segments, room_category_id,
    tax_ids, max_guests, is_active
  ) = (
    SELECT
    n.name, n.duration_minutes, n.price, n.service_code, n.currency, n.description,
    n.category_id, n.business_unit_id, n.buffer_before_minutes, n.buffer_after_minutes,
    n.segments, n.room_category_id, n.tax_ids, n.max_guests, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'service_tax' THEN
  UPDATE service_tax AS t SET version = t.version + 1, updated_at = made_at, (
    service_id, tax_id
  ) = (
    SELECT
    n.service_id, n.tax_id
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'product' THEN
  UPDATE product AS t SET version = t.version + 1, updated_at = made_at, (
    name, sale_price, code, currency, color, size, brand, category_id, subcategory,
    business_unit_id, type, mrp, stock, reorder_level, status, tax_ids
  ) = (
    SELECT
    n.name, n.sale_price, n.code, n.currency, n.color, n.size, n.brand, n.category_id,
    n.subcategory, n.business_unit_id, n.type, n.mrp, n.stock, n.reorder_level, n.status,
    n.tax_ids
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'product_tax' THEN
  UPDATE product_tax AS t SET version = t.version + 1, updated_at = made_at, (
    product_id, tax_id
  ) = (
    SELECT
    n.product_id, n.tax_id
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'package' THEN
  UPDATE package AS t SET version = t.version + 1, updated_at = made_at, (
    name, price, items, code, currency, description, type, category_id, business_unit_id,
    center_id, validity_days, booking_start_date, booking_end_date, commission_eligible,
    commission_type, commission_value, commission_factor, tags, is_active
  ) = (
    SELECT
    n.name, n.price, n.items, n.code, n.currency, n.description, n.type, n.category_id,
    n.business_unit_id, n.center_id, n.validity_days, n.booking_start_date, n.booking_end_date,
    n.commission_eligible, n.commission_type, n.commission_value, n.commission_factor, n.tags,
    n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'package_service' THEN
  UPDATE package_service AS t SET version = t.version + 1, updated_at = made_at, (
    package_id, service_id
  ) = (
    SELECT
    n.package_id, n.service_id
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'offer_discount' THEN
  UPDATE offer_discount AS t SET version = t.version + 1, updated_at = made_at, (
    discount_type, discount_value, currency, name, description, item_type, service_id,
    product_id, package_id, valid_from, valid_until, is_active
  ) = (
    SELECT
    n.discount_type, n.discount_value, n.currency, n.name, n.description, n.item_type,
    n.service_id, n.product_id, n.package_id, n.valid_from, n.valid_until, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'employee' THEN
  UPDATE employee AS t SET version = t.version + 1, updated_at = made_at, (
    name, employee_code, job_code, designation, department, email, phone, center_id, zone,
    is_active
  ) = (
    SELECT
    n.name, n.employee_code, n.job_code, n.designation, n.department, n.email, n.phone,
    n.center_id, n.zone, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'provider' THEN
  UPDATE provider AS t SET version = t.version + 1, updated_at = made_at, (
    first_name, last_name, center_id, employee_id, specialization, email, phone, services,
    color, hours, is_active
  ) = (
    SELECT
    n.first_name, n.last_name, n.center_id, n.employee_id, n.specialization, n.email, n.phone,
    n.services, n.color, n.hours, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'provider_service' THEN
  UPDATE provider_service AS t SET version = t.version + 1, updated_at = made_at, (
    provider_id, service_id, duration_minutes, price
  ) = (
    SELECT
    n.provider_id, n.service_id, n.duration_minutes, n.price
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'guest' THEN
  UPDATE guest AS t SET version = t.version + 1, updated_at = made_at, (
    center_id, first_name, last_name, guest_code, is_minor, middle_name, username, email, phone,
    home_phone, gender, date_of_birth, nationality, language, notes, tags, marketing_consent,
    is_active, email_verified_at, erased_at, merged_into, merges
  ) = (
    SELECT
    n.center_id, n.first_name, n.last_name, n.guest_code, n.is_minor, n.middle_name, n.username,
    n.email, n.phone, n.home_phone, n.gender, n.date_of_birth, n.nationality, n.language,
    n.notes, n.tags, n.marketing_consent, n.is_active, n.email_verified_at, n.erased_at,
    n.merged_into, n.merges
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'guest_term' THEN
  UPDATE guest_term AS t SET version = t.version + 1, updated_at = made_at, (
    guest_id, term
  ) = (
    SELECT
    n.guest_id, n.term
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'user_account' THEN
  UPDATE user_account AS t SET version = t.version + 1, updated_at = made_at, (
    name, email, role, phone, guest_id, provider_id, employee_id, is_active
  ) = (
    SELECT
    n.name, n.email, n.role, n.phone, n.guest_id, n.provider_id, n.employee_id, n.is_active
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'credential' THEN
  UPDATE credential AS t SET version = t.version + 1, updated_at = made_at, (
    user_id, password_hash, one_time_token_hash, one_time_expires_at, last_login_at
  ) = (
    SELECT
    n.user_id, n.password_hash, n.one_time_token_hash, n.one_time_expires_at, n.last_login_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'sign_in_throttle' THEN
  UPDATE sign_in_throttle AS t SET version = t.version + 1, updated_at = made_at, (
    bucket, failures, failed_at
  ) = (
    SELECT
    n.bucket, n.failures, n.failed_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'mac_key' THEN
  UPDATE mac_key AS t SET version = t.version + 1, updated_at = made_at, (
    secret
  ) = (
    SELECT
    n.secret
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'session' THEN
  UPDATE session AS t SET version = t.version + 1, updated_at = made_at, (
    user_id, access_token_hash, access_expires_at, family_hash, refresh_token_hash,
    refresh_expires_at, spent_token_hash, spent_at
  ) = (
    SELECT
    n.user_id, n.access_token_hash, n.access_expires_at, n.family_hash, n.refresh_token_hash,
    n.refresh_expires_at, n.spent_token_hash, n.spent_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'admin_count' THEN
  UPDATE admin_count AS t SET version = t.version + 1, updated_at = made_at, (
    admins
  ) = (
    SELECT
    n.admins
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'hours_override' THEN
  UPDATE hours_override AS t SET version = t.version + 1, updated_at = made_at, (
    calendar_id, date, windows
  ) = (
    SELECT
    n.calendar_id, n.date, n.windows
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'blockout' THEN
  UPDATE blockout AS t SET version = t.version + 1, updated_at = made_at, (
    calendar_id, center_id, starts_at, ends_at, reason, notes
  ) = (
    SELECT
    n.calendar_id, n.center_id, n.starts_at, n.ends_at, n.reason, n.notes
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'appointment' THEN
  UPDATE appointment AS t SET version = t.version + 1, updated_at = made_at, (
    center_id, guest_id, service_id, provider_id, room_id, room_unit, starts_at, ends_at,
    time_zone, local_start, buffer_before_minutes, buffer_after_minutes, segments, status,
    held_until, notes, internal_notes, source, series_id, cancelled_reason, price, currency,
    steps
  ) = (
    SELECT
    n.center_id, n.guest_id, n.service_id, n.provider_id, n.room_id, n.room_unit, n.starts_at,
    n.ends_at, n.time_zone, n.local_start, n.buffer_before_minutes, n.buffer_after_minutes,
    n.segments, n.status, n.held_until, n.notes, n.internal_notes, n.source, n.series_id,
    n.cancelled_reason, n.price, n.currency, n.steps
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'appointment_change' THEN
  UPDATE appointment_change AS t SET version = t.version + 1, updated_at = made_at, (
    appointment_id, step, from_status, to_status, starts_at, actor, reason
  ) = (
    SELECT
    n.appointment_id, n.step, n.from_status, n.to_status, n.starts_at, n.actor, n.reason
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'occupancy' THEN
  UPDATE occupancy AS t SET version = t.version + 1, updated_at = made_at, (
    resource_id, unit, starts_at, ends_at, center_id, appointment_id, held_until
  ) = (
    SELECT
    n.resource_id, n.unit, n.starts_at, n.ends_at, n.center_id, n.appointment_id, n.held_until
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'online_booking' THEN
  UPDATE online_booking AS t SET version = t.version + 1, updated_at = made_at, (
    appointment_id, guest_id, email, mailbox, manage_hash, confirm_token_hash
  ) = (
    SELECT
    n.appointment_id, n.guest_id, n.email, n.mailbox, n.manage_hash, n.confirm_token_hash
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'sale' THEN
  UPDATE sale AS t SET version = t.version + 1, updated_at = made_at, (
    sale_no, appointment_id, invoice_item_id, guest_id, center_id, item_type, service_id,
    product_id, package_id, provider_id, quantity, unit_price, discount_id, discount,
    gross_value, discount_value, net_value, currency, status, remarks, sale_date
  ) = (
    SELECT
    n.sale_no, n.appointment_id, n.invoice_item_id, n.guest_id, n.center_id, n.item_type,
    n.service_id, n.product_id, n.package_id, n.provider_id, n.quantity, n.unit_price,
    n.discount_id, n.discount, n.gross_value, n.discount_value, n.net_value, n.currency,
    n.status, n.remarks, n.sale_date
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'invoice' THEN
  UPDATE invoice AS t SET version = t.version + 1, updated_at = made_at, (
    invoice_no, guest_id, center_id, employee_id, status, price_mode, currency,
    gross_invoice_value, invoice_discount, net_invoice_value, tax, total, total_collection,
    balance_due, invoice_date, bill_to, discounts, notes
  ) = (
    SELECT
    n.invoice_no, n.guest_id, n.center_id, n.employee_id, n.status, n.price_mode, n.currency,
    n.gross_invoice_value, n.invoice_discount, n.net_invoice_value, n.tax, n.total,
    n.total_collection, n.balance_due, n.invoice_date, n.bill_to, n.discounts, n.notes
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'invoice_item' THEN
  UPDATE invoice_item AS t SET version = t.version + 1, updated_at = made_at, (
    invoice_id, sale_id, row_num, item_type, service_id, product_id, package_id, item_code,
    item_name, business_unit, category, item_quantity, unit_price, discount, item_discount,
    net_price, tax, currency, taxes, provider_id
  ) = (
    SELECT
    n.invoice_id, n.sale_id, n.row_num, n.item_type, n.service_id, n.product_id, n.package_id,
    n.item_code, n.item_name, n.business_unit, n.category, n.item_quantity, n.unit_price,
    n.discount, n.item_discount, n.net_price, n.tax, n.currency, n.taxes, n.provider_id
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'payment' THEN
  UPDATE payment AS t SET version = t.version + 1, updated_at = made_at, (
    invoice_id, guest_id, center_id, appointment_id, employee_id, payment_method, amount, tip,
    tendered, change, currency, status, transaction_no, reference_no, remarks
  ) = (
    SELECT
    n.invoice_id, n.guest_id, n.center_id, n.appointment_id, n.employee_id, n.payment_method,
    n.amount, n.tip, n.tendered, n.change, n.currency, n.status, n.transaction_no,
    n.reference_no, n.remarks
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'collection' THEN
  UPDATE collection AS t SET version = t.version + 1, updated_at = made_at, (
    collection_no, kind, reverses_id, is_reversed, invoice_id, payment_id, sale_id, guest_id,
    center_id, employee_id, payment_method, amount, currency, collection_date, transaction_no,
    reference_no, remarks
  ) = (
    SELECT
    n.collection_no, n.kind, n.reverses_id, n.is_reversed, n.invoice_id, n.payment_id,
    n.sale_id, n.guest_id, n.center_id, n.employee_id, n.payment_method, n.amount, n.currency,
    n.collection_date, n.transaction_no, n.reference_no, n.remarks
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'counter' THEN
  UPDATE counter AS t SET version = t.version + 1, updated_at = made_at, (
    series, next
  ) = (
    SELECT
    n.series, n.next
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'idempotency' THEN
  UPDATE idempotency AS t SET version = t.version + 1, updated_at = made_at, (
    actor_id, operation, key, fingerprint, answer, guest_id, expires_at
  ) = (
    SELECT
    n.actor_id, n.operation, n.key, n.fingerprint, n.answer, n.guest_id, n.expires_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'audit' THEN
  UPDATE audit AS t SET version = t.version + 1, updated_at = made_at, (
    actor_kind, actor_id, operation, rows, position
  ) = (
    SELECT
    n.actor_kind, n.actor_id, n.operation, n.rows, n.position
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'event' THEN
  UPDATE event AS t SET version = t.version + 1, updated_at = made_at, (
    kind, subject, subject_id, position
  ) = (
    SELECT
    n.kind, n.subject, n.subject_id, n.position
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
WHEN 'organization' THEN
  INSERT INTO organization (organization_id, id, version, created_at, updated_at,
    name, slug, email, currency, time_zone, phone, address, country, price_mode, settings,
    is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.slug, n.email, n.currency, n.time_zone, n.phone, n.address, n.country,
    n.price_mode, n.settings, n.is_active
  FROM jsonb_populate_recordset(NULL::organization, item->'rows') AS n;
WHEN 'directory' THEN
  INSERT INTO directory (organization_id, id, version, created_at, updated_at,
    slug, email, name, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.slug, n.email, n.name, n.is_active
  FROM jsonb_populate_recordset(NULL::directory, item->'rows') AS n;
WHEN 'api_key' THEN
  INSERT INTO api_key (organization_id, id, version, created_at, updated_at,
    name, role, scopes, token_hash, expires_at, revoked_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.role, n.scopes, n.token_hash, n.expires_at, n.revoked_at
  FROM jsonb_populate_recordset(NULL::api_key, item->'rows') AS n;
WHEN 'center' THEN
  INSERT INTO center (organization_id, id, version, created_at, updated_at,
    name, time_zone, code, currency, display_name, address, city, state, country, phone, email,
    tax_number, hours, policies, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.time_zone, n.code, n.currency, n.display_name, n.address, n.city, n.state,
    n.country, n.phone, n.email, n.tax_number, n.hours, n.policies, n.is_active
  FROM jsonb_populate_recordset(NULL::center, item->'rows') AS n;
WHEN 'calendar' THEN
  INSERT INTO calendar (organization_id, id, version, created_at, updated_at,
    kind, center_id, revision)
  SELECT organization, n.id, 1, made_at, made_at,
    n.kind, n.center_id, n.revision
  FROM jsonb_populate_recordset(NULL::calendar, item->'rows') AS n;
WHEN 'room_category' THEN
  INSERT INTO room_category (organization_id, id, version, created_at, updated_at,
    name, description)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.description
  FROM jsonb_populate_recordset(NULL::room_category, item->'rows') AS n;
WHEN 'room' THEN
  INSERT INTO room (organization_id, id, version, created_at, updated_at,
    name, room_category_id, center_id, code, description, capacity, only_one_appointment,
    can_exceed_capacity, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.room_category_id, n.center_id, n.code, n.description, n.capacity,
    n.only_one_appointment, n.can_exceed_capacity, n.is_active
  FROM jsonb_populate_recordset(NULL::room, item->'rows') AS n;
WHEN 'tax' THEN
  INSERT INTO tax (organization_id, id, version, created_at, updated_at,
    code, name, rate, compound, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.code, n.name, n.rate, n.compound, n.is_active
  FROM jsonb_populate_recordset(NULL::tax, item->'rows') AS n;
WHEN 'business_unit' THEN
  INSERT INTO business_unit (organization_id, id, version, created_at, updated_at,
    name, code, description, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.code, n.description, n.is_active
  FROM jsonb_populate_recordset(NULL::business_unit, item->'rows') AS n;
WHEN 'category' THEN
  INSERT INTO category (organization_id, id, version, created_at, updated_at,
    name, description, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.description, n.is_active
  FROM jsonb_populate_recordset(NULL::category, item->'rows') AS n;
WHEN 'service' THEN
  INSERT INTO service (organization_id, id, version, created_at, updated_at,
    name, duration_minutes, price, service_code, currency, description, category_id,
    business_unit_id, buffer_before_minutes, buffer_after_minutes, segments, room_category_id,
    tax_ids, max_guests, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.duration_minutes, n.price, n.service_code, n.currency, n.description,
    n.category_id, n.business_unit_id, n.buffer_before_minutes, n.buffer_after_minutes,
    n.segments, n.room_category_id, n.tax_ids, n.max_guests, n.is_active
  FROM jsonb_populate_recordset(NULL::service, item->'rows') AS n;
WHEN 'service_tax' THEN
  INSERT INTO service_tax (organization_id, id, version, created_at, updated_at,
    service_id, tax_id)
  SELECT organization, n.id, 1, made_at, made_at,
    n.service_id, n.tax_id
  FROM jsonb_populate_recordset(NULL::service_tax, item->'rows') AS n;
WHEN 'product' THEN
  INSERT INTO product (organization_id, id, version, created_at, updated_at,
    name, sale_price, code, currency, color, size, brand, category_id, subcategory,
    business_unit_id, type, mrp, stock, reorder_level, status, tax_ids)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.sale_price, n.code, n.currency, n.color, n.size, n.brand, n.category_id,
    n.subcategory, n.business_unit_id, n.type, n.mrp, n.stock, n.reorder_level, n.status,
    n.tax_ids
  FROM jsonb_populate_recordset(NULL::product, item->'rows') AS n;
WHEN 'product_tax' THEN
  INSERT INTO product_tax (organization_id, id, version, created_at, updated_at,
    product_id, tax_id)
  SELECT organization, n.id, 1, made_at, made_at,
    n.product_id, n.tax_id
  FROM jsonb_populate_recordset(NULL::product_tax, item->'rows') AS n;
WHEN 'package' THEN
  INSERT INTO package (organization_id, id, version, created_at, updated_at,
    name, price, items, code, currency, description, type, category_id, business_unit_id,
    center_id, validity_days, booking_start_date, booking_end_date, commission_eligible,
    commission_type, commission_value, commission_factor, tags, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.price, n.items, n.code, n.currency, n.description, n.type, n.category_id,
    n.business_unit_id, n.center_id, n.validity_days, n.booking_start_date, n.booking_end_date,
    n.commission_eligible, n.commission_type, n.commission_value, n.commission_factor, n.tags,
    n.is_active
  FROM jsonb_populate_recordset(NULL::package, item->'rows') AS n;
WHEN 'package_service' THEN
  INSERT INTO package_service (organization_id, id, version, created_at, updated_at,
    package_id, service_id)
  SELECT organization, n.id, 1, made_at, made_at,
    n.package_id, n.service_id
  FROM jsonb_populate_recordset(NULL::package_service, item->'rows') AS n;
WHEN 'offer_discount' THEN
  INSERT INTO offer_discount (organization_id, id, version, created_at, updated_at,
    discount_type, discount_value, currency, name, description, item_type, service_id,
    product_id, package_id, valid_from, valid_until, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.discount_type, n.discount_value, n.currency, n.name, n.description, n.item_type,
    n.service_id, n.product_id, n.package_id, n.valid_from, n.valid_until, n.is_active
  FROM jsonb_populate_recordset(NULL::offer_discount, item->'rows') AS n;
WHEN 'employee' THEN
  INSERT INTO employee (organization_id, id, version, created_at, updated_at,
    name, employee_code, job_code, designation, department, email, phone, center_id, zone,
    is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.employee_code, n.job_code, n.designation, n.department, n.email, n.phone,
    n.center_id, n.zone, n.is_active
  FROM jsonb_populate_recordset(NULL::employee, item->'rows') AS n;
WHEN 'provider' THEN
  INSERT INTO provider (organization_id, id, version, created_at, updated_at,
    first_name, last_name, center_id, employee_id, specialization, email, phone, services,
    color, hours, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.first_name, n.last_name, n.center_id, n.employee_id, n.specialization, n.email, n.phone,
    n.services, n.color, n.hours, n.is_active
  FROM jsonb_populate_recordset(NULL::provider, item->'rows') AS n;
WHEN 'provider_service' THEN
  INSERT INTO provider_service (organization_id, id, version, created_at, updated_at,
    provider_id, service_id, duration_minutes, price)
  SELECT organization, n.id, 1, made_at, made_at,
    n.provider_id, n.service_id, n.duration_minutes, n.price
  FROM jsonb_populate_recordset(NULL::provider_service, item->'rows') AS n;
WHEN 'guest' THEN
  INSERT INTO guest (organization_id, id, version, created_at, updated_at,
    center_id, first_name, last_name, guest_code, is_minor, middle_name, username, email, phone,
    home_phone, gender, date_of_birth, nationality, language, notes, tags, marketing_consent,
    is_active, email_verified_at, erased_at, merged_into, merges)
  SELECT organization, n.id, 1, made_at, made_at,
    n.center_id, n.first_name, n.last_name, n.guest_code, n.is_minor, n.middle_name, n.username,
    n.email, n.phone, n.home_phone, n.gender, n.date_of_birth, n.nationality, n.language,
    n.notes, n.tags, n.marketing_consent, n.is_active, n.email_verified_at, n.erased_at,
    n.merged_into, n.merges
  FROM jsonb_populate_recordset(NULL::guest, item->'rows') AS n;
WHEN 'guest_term' THEN
  INSERT INTO guest_term (organization_id, id, version, created_at, updated_at,
    guest_id, term)
  SELECT organization, n.id, 1, made_at, made_at,
    n.guest_id, n.term
  FROM jsonb_populate_recordset(NULL::guest_term, item->'rows') AS n;
WHEN 'user_account' THEN
  INSERT INTO user_account (organization_id, id, version, created_at, updated_at,
    name, email, role, phone, guest_id, provider_id, employee_id, is_active)
  SELECT organization, n.id, 1, made_at, made_at,
    n.name, n.email, n.role, n.phone, n.guest_id, n.provider_id, n.employee_id, n.is_active
  FROM jsonb_populate_recordset(NULL::user_account, item->'rows') AS n;
WHEN 'credential' THEN
  INSERT INTO credential (organization_id, id, version, created_at, updated_at,
    user_id, password_hash, one_time_token_hash, one_time_expires_at, last_login_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.user_id, n.password_hash, n.one_time_token_hash, n.one_time_expires_at, n.last_login_at
  FROM jsonb_populate_recordset(NULL::credential, item->'rows') AS n;
WHEN 'sign_in_throttle' THEN
  INSERT INTO sign_in_throttle (organization_id, id, version, created_at, updated_at,
    bucket, failures, failed_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.bucket, n.failures, n.failed_at
  FROM jsonb_populate_recordset(NULL::sign_in_throttle, item->'rows') AS n;
WHEN 'mac_key' THEN
  INSERT INTO mac_key (organization_id, id, version, created_at, updated_at,
    secret)
  SELECT organization, n.id, 1, made_at, made_at,
    n.secret
  FROM jsonb_populate_recordset(NULL::mac_key, item->'rows') AS n;
WHEN 'session' THEN
  INSERT INTO session (organization_id, id, version, created_at, updated_at,
    user_id, access_token_hash, access_expires_at, family_hash, refresh_token_hash,
    refresh_expires_at, spent_token_hash, spent_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.user_id, n.access_token_hash, n.access_expires_at, n.family_hash, n.refresh_token_hash,
    n.refresh_expires_at, n.spent_token_hash, n.spent_at
  FROM jsonb_populate_recordset(NULL::session, item->'rows') AS n;
WHEN 'admin_count' THEN
  INSERT INTO admin_count (organization_id, id, version, created_at, updated_at,
    admins)
  SELECT organization, n.id, 1, made_at, made_at,
    n.admins
  FROM jsonb_populate_recordset(NULL::admin_count, item->'rows') AS n;
WHEN 'hours_override' THEN
  INSERT INTO hours_override (organization_id, id, version, created_at, updated_at,
    calendar_id, date, windows)
  SELECT organization, n.id, 1, made_at, made_at,
    n.calendar_id, n.date, n.windows
  FROM jsonb_populate_recordset(NULL::hours_override, item->'rows') AS n;
WHEN 'blockout' THEN
  INSERT INTO blockout (organization_id, id, version, created_at, updated_at,
    calendar_id, center_id, starts_at, ends_at, reason, notes)
  SELECT organization, n.id, 1, made_at, made_at,
    n.calendar_id, n.center_id, n.starts_at, n.ends_at, n.reason, n.notes
  FROM jsonb_populate_recordset(NULL::blockout, item->'rows') AS n;
WHEN 'appointment' THEN
  INSERT INTO appointment (organization_id, id, version, created_at, updated_at,
    center_id, guest_id, service_id, provider_id, room_id, room_unit, starts_at, ends_at,
    time_zone, local_start, buffer_before_minutes, buffer_after_minutes, segments, status,
    held_until, notes, internal_notes, source, series_id, cancelled_reason, price, currency,
    steps)
  SELECT organization, n.id, 1, made_at, made_at,
    n.center_id, n.guest_id, n.service_id, n.provider_id, n.room_id, n.room_unit, n.starts_at,
    n.ends_at, n.time_zone, n.local_start, n.buffer_before_minutes, n.buffer_after_minutes,
    n.segments, n.status, n.held_until, n.notes, n.internal_notes, n.source, n.series_id,
    n.cancelled_reason, n.price, n.currency, n.steps
  FROM jsonb_populate_recordset(NULL::appointment, item->'rows') AS n;
WHEN 'appointment_change' THEN
  INSERT INTO appointment_change (organization_id, id, version, created_at, updated_at,
    appointment_id, step, from_status, to_status, starts_at, actor, reason)
  SELECT organization, n.id, 1, made_at, made_at,
    n.appointment_id, n.step, n.from_status, n.to_status, n.starts_at, n.actor, n.reason
  FROM jsonb_populate_recordset(NULL::appointment_change, item->'rows') AS n;
WHEN 'occupancy' THEN
  INSERT INTO occupancy (organization_id, id, version, created_at, updated_at,
    resource_id, unit, starts_at, ends_at, center_id, appointment_id, held_until)
  SELECT organization, n.id, 1, made_at, made_at,
    n.resource_id, n.unit, n.starts_at, n.ends_at, n.center_id, n.appointment_id, n.held_until
  FROM jsonb_populate_recordset(NULL::occupancy, item->'rows') AS n
  ON CONFLICT ON CONSTRAINT slot_taken DO NOTHING;
  GET DIAGNOSTICS found_version = ROW_COUNT;
  IF found_version < jsonb_array_length(item->'rows') THEN
    -- A row that another transaction inserted before is this commit, made again.
    IF EXISTS (
      SELECT FROM jsonb_array_elements(item->'rows') AS e
      JOIN occupancy AS t ON t.organization_id = organization AND t.id = (e.value->>'id')::uuid
      WHERE t.xmin <> pg_current_xact_id()::xid
    ) THEN
      RAISE EXCEPTION 'lost a race' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'slot_taken' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'slot_taken';
  END IF;
WHEN 'online_booking' THEN
  INSERT INTO online_booking (organization_id, id, version, created_at, updated_at,
    appointment_id, guest_id, email, mailbox, manage_hash, confirm_token_hash)
  SELECT organization, n.id, 1, made_at, made_at,
    n.appointment_id, n.guest_id, n.email, n.mailbox, n.manage_hash, n.confirm_token_hash
  FROM jsonb_populate_recordset(NULL::online_booking, item->'rows') AS n;
WHEN 'sale' THEN
  INSERT INTO sale (organization_id, id, version, created_at, updated_at,
    sale_no, appointment_id, invoice_item_id, guest_id, center_id, item_type, service_id,
    product_id, package_id, provider_id, quantity, unit_price, discount_id, discount,
    gross_value, discount_value, net_value, currency, status, remarks, sale_date)
  SELECT organization, n.id, 1, made_at, made_at,
    n.sale_no, n.appointment_id, n.invoice_item_id, n.guest_id, n.center_id, n.item_type,
    n.service_id, n.product_id, n.package_id, n.provider_id, n.quantity, n.unit_price,
    n.discount_id, n.discount, n.gross_value, n.discount_value, n.net_value, n.currency,
    n.status, n.remarks, n.sale_date
  FROM jsonb_populate_recordset(NULL::sale, item->'rows') AS n;
WHEN 'invoice' THEN
  INSERT INTO invoice (organization_id, id, version, created_at, updated_at,
    invoice_no, guest_id, center_id, employee_id, status, price_mode, currency,
    gross_invoice_value, invoice_discount, net_invoice_value, tax, total, total_collection,
    balance_due, invoice_date, bill_to, discounts, notes)
  SELECT organization, n.id, 1, made_at, made_at,
    n.invoice_no, n.guest_id, n.center_id, n.employee_id, n.status, n.price_mode, n.currency,
    n.gross_invoice_value, n.invoice_discount, n.net_invoice_value, n.tax, n.total,
    n.total_collection, n.balance_due, n.invoice_date, n.bill_to, n.discounts, n.notes
  FROM jsonb_populate_recordset(NULL::invoice, item->'rows') AS n;
WHEN 'invoice_item' THEN
  INSERT INTO invoice_item (organization_id, id, version, created_at, updated_at,
    invoice_id, sale_id, row_num, item_type, service_id, product_id, package_id, item_code,
    item_name, business_unit, category, item_quantity, unit_price, discount, item_discount,
    net_price, tax, currency, taxes, provider_id)
  SELECT organization, n.id, 1, made_at, made_at,
    n.invoice_id, n.sale_id, n.row_num, n.item_type, n.service_id, n.product_id, n.package_id,
    n.item_code, n.item_name, n.business_unit, n.category, n.item_quantity, n.unit_price,
    n.discount, n.item_discount, n.net_price, n.tax, n.currency, n.taxes, n.provider_id
  FROM jsonb_populate_recordset(NULL::invoice_item, item->'rows') AS n;
WHEN 'payment' THEN
  INSERT INTO payment (organization_id, id, version, created_at, updated_at,
    invoice_id, guest_id, center_id, appointment_id, employee_id, payment_method, amount, tip,
    tendered, change, currency, status, transaction_no, reference_no, remarks)
  SELECT organization, n.id, 1, made_at, made_at,
    n.invoice_id, n.guest_id, n.center_id, n.appointment_id, n.employee_id, n.payment_method,
    n.amount, n.tip, n.tendered, n.change, n.currency, n.status, n.transaction_no,
    n.reference_no, n.remarks
  FROM jsonb_populate_recordset(NULL::payment, item->'rows') AS n;
WHEN 'collection' THEN
  INSERT INTO collection (organization_id, id, version, created_at, updated_at,
    collection_no, kind, reverses_id, is_reversed, invoice_id, payment_id, sale_id, guest_id,
    center_id, employee_id, payment_method, amount, currency, collection_date, transaction_no,
    reference_no, remarks)
  SELECT organization, n.id, 1, made_at, made_at,
    n.collection_no, n.kind, n.reverses_id, n.is_reversed, n.invoice_id, n.payment_id,
    n.sale_id, n.guest_id, n.center_id, n.employee_id, n.payment_method, n.amount, n.currency,
    n.collection_date, n.transaction_no, n.reference_no, n.remarks
  FROM jsonb_populate_recordset(NULL::collection, item->'rows') AS n;
WHEN 'counter' THEN
  INSERT INTO counter (organization_id, id, version, created_at, updated_at,
    series, next)
  SELECT organization, n.id, 1, made_at, made_at,
    n.series, n.next
  FROM jsonb_populate_recordset(NULL::counter, item->'rows') AS n;
WHEN 'idempotency' THEN
  INSERT INTO idempotency (organization_id, id, version, created_at, updated_at,
    actor_id, operation, key, fingerprint, answer, guest_id, expires_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.actor_id, n.operation, n.key, n.fingerprint, n.answer, n.guest_id, n.expires_at
  FROM jsonb_populate_recordset(NULL::idempotency, item->'rows') AS n;
WHEN 'audit' THEN
  INSERT INTO audit (organization_id, id, version, created_at, updated_at,
    actor_kind, actor_id, operation, rows, position)
  SELECT organization, n.id, 1, made_at, made_at,
    n.actor_kind, n.actor_id, n.operation, n.rows, n.position
  FROM jsonb_populate_recordset(NULL::audit, item->'rows') AS n;
WHEN 'event' THEN
  INSERT INTO event (organization_id, id, version, created_at, updated_at,
    kind, subject, subject_id, position)
  SELECT organization, n.id, 1, made_at, made_at,
    n.kind, n.subject, n.subject_id, n.position
  FROM jsonb_populate_recordset(NULL::event, item->'rows') AS n;
    END CASE;
  END LOOP;
END $$;
COMMENT ON FUNCTION public.clientline_commit_5e6596639634(organization uuid, changes jsonb) IS 'Applies a commit; for servers of schema version 1';
CREATE FUNCTION public.clientline_freeze() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF to_jsonb(OLD) - TG_ARGV[1:] IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV[1:] THEN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION public.clientline_keep_issued_items() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  touched invoice_item;
  billed invoice;
BEGIN
  FOREACH touched IN ARRAY CASE TG_OP
    WHEN 'INSERT' THEN ARRAY[NEW]
    WHEN 'DELETE' THEN ARRAY[OLD]
    ELSE ARRAY[OLD, NEW]
  END LOOP
    SELECT * INTO billed FROM invoice AS i
      WHERE i.organization_id = touched.organization_id AND i.id = touched.invoice_id FOR SHARE;
    CONTINUE WHEN NOT FOUND OR billed.status = 'draft';
    IF TG_OP = 'INSERT' AND billed.version = 1 AND billed.created_at = NEW.created_at THEN
      CONTINUE WHEN billed.total >= NEW.net_price + NEW.tax + (
        SELECT coalesce(sum(l.net_price + l.tax), 0) FROM invoice_item AS l
        WHERE l.organization_id = NEW.organization_id AND l.invoice_id = NEW.invoice_id
      );
    END IF;
    RAISE EXCEPTION 'invoice_issued'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_issued';
  END LOOP;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION public.clientline_number_before(number text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT
    AS $$
DECLARE
  digits text := split_part(number, '-', 3);
  before text := (digits::bigint - 1)::text;
BEGIN
  IF before = '0' THEN
    RETURN NULL;
  END IF;
  RETURN left(number, -length(digits)) || lpad(before, greatest(4, length(before)), '0');
END $$;
CREATE FUNCTION public.clientline_number_follows() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  number text := to_jsonb(NEW) ->> TG_ARGV[0];
  before text := clientline_number_before(number);
  follows boolean := before IS NULL;
BEGIN
  IF follows THEN
    RETURN NULL;
  ELSIF TG_ARGV[0] = 'invoice_no' THEN
    follows := EXISTS (SELECT FROM invoice AS i WHERE i.organization_id = NEW.organization_id
      AND i.center_id = NEW.center_id AND i.invoice_no = before);
  ELSE
    follows := EXISTS (SELECT FROM collection AS c WHERE c.organization_id = NEW.organization_id
      AND c.center_id = NEW.center_id AND c.collection_no = before);
  END IF;
  IF NOT follows THEN
    RAISE EXCEPTION '% does not follow any number', number
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[1];
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.clientline_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
END $$;
CREATE TABLE public._sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);
CREATE TABLE public.admin_count (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    admins bigint NOT NULL,
    CONSTRAINT admin_count_admins_check CHECK ((admins >= 0)),
    CONSTRAINT admin_count_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT admin_count_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT admin_count_version_check CHECK ((version >= 1))
);
CREATE TABLE public.api_key (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    scopes text COLLATE pg_catalog."C",
    token_hash text NOT NULL COLLATE pg_catalog."C",
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone,
    CONSTRAINT api_key_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT api_key_expires_at_check CHECK (((expires_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (expires_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT api_key_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT api_key_revoked_at_check CHECK (((revoked_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (revoked_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT api_key_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'staff'::text, 'client'::text]))),
    CONSTRAINT api_key_scopes_check CHECK (((char_length(scopes) <= 4096) AND ((scopes IS NULL) OR ((scopes)::json IS NOT NULL)))),
    CONSTRAINT api_key_token_hash_check CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT api_key_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT api_key_version_check CHECK ((version >= 1))
);
CREATE TABLE public.appointment (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    center_id uuid NOT NULL,
    guest_id uuid NOT NULL,
    service_id uuid NOT NULL,
    provider_id uuid NOT NULL,
    room_id uuid,
    room_unit bigint,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    time_zone text NOT NULL COLLATE pg_catalog."C",
    local_start text NOT NULL COLLATE pg_catalog."C",
    buffer_before_minutes bigint NOT NULL,
    buffer_after_minutes bigint NOT NULL,
    segments text COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    held_until timestamp with time zone,
    notes text COLLATE pg_catalog."C",
    internal_notes text COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    series_id uuid,
    cancelled_reason text COLLATE pg_catalog."C",
    price bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    steps bigint NOT NULL,
    CONSTRAINT appointment_buffer_after_minutes_check CHECK (((buffer_after_minutes >= 0) AND (buffer_after_minutes <= 1440))),
    CONSTRAINT appointment_buffer_before_minutes_check CHECK (((buffer_before_minutes >= 0) AND (buffer_before_minutes <= 1440))),
    CONSTRAINT appointment_cancelled_reason_check CHECK ((char_length(cancelled_reason) <= 10000)),
    CONSTRAINT appointment_check CHECK (((ends_at > starts_at) AND ((ends_at - starts_at) <= '1 day'::interval))),
    CONSTRAINT appointment_check1 CHECK (((room_id IS NULL) = (room_unit IS NULL))),
    CONSTRAINT appointment_check2 CHECK (((status = 'pending'::text) = (held_until IS NOT NULL))),
    CONSTRAINT appointment_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT appointment_ends_at_check CHECK (((ends_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (ends_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_held_until_check CHECK (((held_until >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (held_until <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_internal_notes_check CHECK ((char_length(internal_notes) <= 10000)),
    CONSTRAINT appointment_local_start_check CHECK (((char_length(local_start) >= 1) AND (char_length(local_start) <= 40))),
    CONSTRAINT appointment_notes_check CHECK ((char_length(notes) <= 10000)),
    CONSTRAINT appointment_price_check CHECK ((price >= 0)),
    CONSTRAINT appointment_room_unit_check CHECK (((room_unit >= 1) AND (room_unit <= 1000))),
    CONSTRAINT appointment_segments_check CHECK (((segments IS NULL) OR ((char_length(segments) <= 1024) AND ((segments)::json IS NOT NULL)))),
    CONSTRAINT appointment_source_check CHECK ((source = ANY (ARRAY['desk'::text, 'online'::text, 'api'::text, 'import'::text]))),
    CONSTRAINT appointment_starts_at_check CHECK (((starts_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (starts_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'scheduled'::text, 'confirmed'::text, 'checked_in'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text, 'no_show'::text]))),
    CONSTRAINT appointment_steps_check CHECK ((steps >= 1)),
    CONSTRAINT appointment_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64))),
    CONSTRAINT appointment_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_version_check CHECK ((version >= 1))
);
CREATE TABLE public.appointment_change (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    appointment_id uuid NOT NULL,
    step bigint NOT NULL,
    from_status text COLLATE pg_catalog."C",
    to_status text NOT NULL COLLATE pg_catalog."C",
    starts_at timestamp with time zone NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    reason text COLLATE pg_catalog."C",
    CONSTRAINT appointment_change_actor_check CHECK (((char_length(actor) >= 1) AND (char_length(actor) <= 200))),
    CONSTRAINT appointment_change_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_change_from_status_check CHECK ((from_status = ANY (ARRAY['pending'::text, 'scheduled'::text, 'confirmed'::text, 'checked_in'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text, 'no_show'::text]))),
    CONSTRAINT appointment_change_reason_check CHECK ((char_length(reason) <= 10000)),
    CONSTRAINT appointment_change_starts_at_check CHECK (((starts_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (starts_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_change_step_check CHECK ((step >= 1)),
    CONSTRAINT appointment_change_to_status_check CHECK ((to_status = ANY (ARRAY['pending'::text, 'scheduled'::text, 'confirmed'::text, 'checked_in'::text, 'in_progress'::text, 'completed'::text, 'cancelled'::text, 'no_show'::text]))),
    CONSTRAINT appointment_change_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT appointment_change_version_check CHECK ((version >= 1))
);
CREATE TABLE public.audit (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL COLLATE pg_catalog."C",
    actor_id uuid NOT NULL,
    operation text NOT NULL COLLATE pg_catalog."C",
    rows text NOT NULL COLLATE pg_catalog."C",
    "position" bigint,
    CONSTRAINT audit_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['system'::text, 'api_key'::text, 'user'::text, 'platform'::text, 'public'::text]))),
    CONSTRAINT audit_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT audit_operation_check CHECK (((char_length(operation) >= 1) AND (char_length(operation) <= 200))),
    CONSTRAINT audit_position_check CHECK (("position" >= 1)),
    CONSTRAINT audit_rows_check CHECK ((octet_length(rows) <= 16777216)),
    CONSTRAINT audit_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT audit_version_check CHECK ((version >= 1))
);
CREATE TABLE public.blockout (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    calendar_id uuid NOT NULL,
    center_id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    notes text COLLATE pg_catalog."C",
    CONSTRAINT blockout_check CHECK (((ends_at > starts_at) AND ((ends_at - starts_at) <= '366 days'::interval))),
    CONSTRAINT blockout_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT blockout_ends_at_check CHECK (((ends_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (ends_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT blockout_notes_check CHECK ((char_length(notes) <= 10000)),
    CONSTRAINT blockout_reason_check CHECK ((reason = ANY (ARRAY['break'::text, 'meeting'::text, 'training'::text, 'maintenance'::text, 'vacation'::text, 'other'::text]))),
    CONSTRAINT blockout_starts_at_check CHECK (((starts_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (starts_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT blockout_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT blockout_version_check CHECK ((version >= 1))
);
CREATE TABLE public.business_unit (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT business_unit_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT business_unit_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT business_unit_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT business_unit_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT business_unit_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT business_unit_version_check CHECK ((version >= 1))
);
CREATE TABLE public.calendar (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    center_id uuid NOT NULL,
    revision bigint NOT NULL,
    CONSTRAINT calendar_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT calendar_kind_check CHECK ((kind = ANY (ARRAY['provider'::text, 'room'::text, 'center'::text]))),
    CONSTRAINT calendar_revision_check CHECK ((revision >= 0)),
    CONSTRAINT calendar_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT calendar_version_check CHECK ((version >= 1))
);
CREATE TABLE public.category (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT category_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT category_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT category_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT category_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT category_version_check CHECK ((version >= 1))
);
CREATE TABLE public.center (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    display_name text COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    city text COLLATE pg_catalog."C",
    state text COLLATE pg_catalog."C",
    country text COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    tax_number text COLLATE pg_catalog."C",
    hours text COLLATE pg_catalog."C",
    policies text NOT NULL COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT center_address_check CHECK ((char_length(address) <= 10000)),
    CONSTRAINT center_city_check CHECK (((char_length(city) >= 1) AND (char_length(city) <= 200))),
    CONSTRAINT center_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT center_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT center_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT center_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT center_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
    CONSTRAINT center_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT center_hours_check CHECK (((hours IS NULL) OR ((char_length(hours) <= 16384) AND ((hours)::json IS NOT NULL)))),
    CONSTRAINT center_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT center_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT center_policies_check CHECK (((char_length(policies) <= 1024) AND ((policies)::json IS NOT NULL))),
    CONSTRAINT center_state_check CHECK (((char_length(state) >= 1) AND (char_length(state) <= 200))),
    CONSTRAINT center_tax_number_check CHECK (((char_length(tax_number) >= 1) AND (char_length(tax_number) <= 40))),
    CONSTRAINT center_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64))),
    CONSTRAINT center_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT center_version_check CHECK ((version >= 1))
);
CREATE VIEW public.clientline_schema AS
 SELECT 1 AS version,
    1 AS compatible_from;
CREATE TABLE public.collection (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    collection_no text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    reverses_id uuid,
    is_reversed boolean NOT NULL,
    invoice_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    sale_id uuid,
    guest_id uuid NOT NULL,
    center_id uuid NOT NULL,
    employee_id uuid,
    payment_method text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    collection_date date NOT NULL,
    transaction_no text COLLATE pg_catalog."C",
    reference_no text COLLATE pg_catalog."C",
    remarks text COLLATE pg_catalog."C",
    CONSTRAINT collection_amount_check CHECK (((amount >= '-9223372036854775807'::bigint) AND (amount <= '9223372036854775807'::bigint))),
    CONSTRAINT collection_check CHECK (((kind = 'reversal'::text) = (amount < 0))),
    CONSTRAINT collection_check1 CHECK (((kind = 'reversal'::text) = (reverses_id IS NOT NULL))),
    CONSTRAINT collection_check2 CHECK (((kind = 'receipt'::text) OR (NOT is_reversed))),
    CONSTRAINT collection_collection_date_check CHECK (((collection_date >= '0001-01-01'::date) AND (collection_date <= '9999-12-31'::date))),
    CONSTRAINT collection_collection_no_check CHECK (((char_length(collection_no) >= 1) AND (char_length(collection_no) <= 40))),
    CONSTRAINT collection_collection_no_check1 CHECK (((collection_no ~ '^COLL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'::text) AND (collection_no !~ '-0000$'::text))),
    CONSTRAINT collection_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT collection_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT collection_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'reversal'::text]))),
    CONSTRAINT collection_payment_method_check CHECK ((payment_method = ANY (ARRAY['cash'::text, 'card'::text, 'online'::text, 'upi'::text, 'bank_transfer'::text, 'cheque'::text]))),
    CONSTRAINT collection_reference_no_check CHECK (((char_length(reference_no) >= 1) AND (char_length(reference_no) <= 40))),
    CONSTRAINT collection_remarks_check CHECK ((char_length(remarks) <= 10000)),
    CONSTRAINT collection_transaction_no_check CHECK (((char_length(transaction_no) >= 1) AND (char_length(transaction_no) <= 40))),
    CONSTRAINT collection_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT collection_version_check CHECK ((version >= 1))
);
CREATE TABLE public.counter (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    series text NOT NULL COLLATE pg_catalog."C",
    next bigint NOT NULL,
    CONSTRAINT counter_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT counter_next_check CHECK ((next >= 1)),
    CONSTRAINT counter_series_check CHECK (((char_length(series) >= 1) AND (char_length(series) <= 200))),
    CONSTRAINT counter_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT counter_version_check CHECK ((version >= 1))
);
CREATE TABLE public.credential (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    password_hash text COLLATE pg_catalog."C",
    one_time_token_hash text COLLATE pg_catalog."C",
    one_time_expires_at timestamp with time zone,
    last_login_at timestamp with time zone,
    CONSTRAINT credential_check CHECK ((user_id = id)),
    CONSTRAINT credential_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT credential_last_login_at_check CHECK (((last_login_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (last_login_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT credential_one_time_expires_at_check CHECK (((one_time_expires_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (one_time_expires_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT credential_one_time_token_hash_check CHECK ((one_time_token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT credential_password_hash_check CHECK ((char_length(password_hash) <= 255)),
    CONSTRAINT credential_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT credential_version_check CHECK ((version >= 1))
);
CREATE TABLE public.directory (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    slug text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT directory_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT directory_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT directory_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT directory_slug_check CHECK ((((char_length(slug) >= 1) AND (char_length(slug) <= 63)) AND (slug ~ '^[a-z0-9-]*$'::text))),
    CONSTRAINT directory_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT directory_version_check CHECK ((version >= 1))
);
CREATE TABLE public.employee (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    employee_code text NOT NULL COLLATE pg_catalog."C",
    job_code text COLLATE pg_catalog."C",
    designation text COLLATE pg_catalog."C",
    department text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    center_id uuid,
    zone text COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT employee_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT employee_department_check CHECK (((char_length(department) >= 1) AND (char_length(department) <= 200))),
    CONSTRAINT employee_designation_check CHECK (((char_length(designation) >= 1) AND (char_length(designation) <= 200))),
    CONSTRAINT employee_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT employee_employee_code_check CHECK (((char_length(employee_code) >= 1) AND (char_length(employee_code) <= 40))),
    CONSTRAINT employee_job_code_check CHECK (((char_length(job_code) >= 1) AND (char_length(job_code) <= 40))),
    CONSTRAINT employee_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT employee_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT employee_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT employee_version_check CHECK ((version >= 1)),
    CONSTRAINT employee_zone_check CHECK (((char_length(zone) >= 1) AND (char_length(zone) <= 200)))
);
CREATE TABLE public.event (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    subject text NOT NULL COLLATE pg_catalog."C",
    subject_id uuid NOT NULL,
    "position" bigint,
    CONSTRAINT event_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT event_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 200))),
    CONSTRAINT event_position_check CHECK (("position" >= 1)),
    CONSTRAINT event_subject_check CHECK (((char_length(subject) >= 1) AND (char_length(subject) <= 200))),
    CONSTRAINT event_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT event_version_check CHECK ((version >= 1))
);
CREATE TABLE public.guest (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    center_id uuid NOT NULL,
    first_name text NOT NULL COLLATE pg_catalog."C",
    last_name text NOT NULL COLLATE pg_catalog."C",
    guest_code text NOT NULL COLLATE pg_catalog."C",
    is_minor boolean NOT NULL,
    middle_name text COLLATE pg_catalog."C",
    username text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    home_phone text COLLATE pg_catalog."C",
    gender text COLLATE pg_catalog."C",
    date_of_birth date,
    nationality text COLLATE pg_catalog."C",
    language text COLLATE pg_catalog."C",
    notes text COLLATE pg_catalog."C",
    tags text NOT NULL COLLATE pg_catalog."C",
    marketing_consent boolean NOT NULL,
    is_active boolean NOT NULL,
    email_verified_at timestamp with time zone,
    erased_at timestamp with time zone,
    merged_into uuid,
    merges bigint NOT NULL,
    CONSTRAINT guest_check CHECK ((merged_into <> id)),
    CONSTRAINT guest_check1 CHECK (((email_verified_at IS NULL) OR (email IS NOT NULL))),
    CONSTRAINT guest_check2 CHECK (((erased_at IS NULL) OR (NOT is_active))),
    CONSTRAINT guest_check3 CHECK (((merged_into IS NULL) OR ((NOT is_active) AND (merges = 0)))),
    CONSTRAINT guest_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_date_of_birth_check CHECK (((date_of_birth >= '0001-01-01'::date) AND (date_of_birth <= '9999-12-31'::date))),
    CONSTRAINT guest_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT guest_email_verified_at_check CHECK (((email_verified_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (email_verified_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_erased_at_check CHECK (((erased_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (erased_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_first_name_check CHECK (((char_length(first_name) >= 1) AND (char_length(first_name) <= 200))),
    CONSTRAINT guest_gender_check CHECK ((gender = ANY (ARRAY['female'::text, 'male'::text, 'other'::text]))),
    CONSTRAINT guest_guest_code_check CHECK (((char_length(guest_code) >= 1) AND (char_length(guest_code) <= 40))),
    CONSTRAINT guest_home_phone_check CHECK (((char_length(home_phone) >= 5) AND (char_length(home_phone) <= 21))),
    CONSTRAINT guest_language_check CHECK (((char_length(language) >= 1) AND (char_length(language) <= 40))),
    CONSTRAINT guest_last_name_check CHECK (((char_length(last_name) >= 1) AND (char_length(last_name) <= 200))),
    CONSTRAINT guest_merges_check CHECK (((merges >= 0) AND (merges <= 100))),
    CONSTRAINT guest_middle_name_check CHECK (((char_length(middle_name) >= 1) AND (char_length(middle_name) <= 200))),
    CONSTRAINT guest_nationality_check CHECK ((nationality ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT guest_notes_check CHECK ((char_length(notes) <= 10000)),
    CONSTRAINT guest_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT guest_tags_check CHECK (((char_length(tags) <= 16384) AND ((tags)::json IS NOT NULL))),
    CONSTRAINT guest_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_username_check CHECK (((char_length(username) >= 1) AND (char_length(username) <= 200))),
    CONSTRAINT guest_version_check CHECK ((version >= 1))
);
CREATE TABLE public.guest_term (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    guest_id uuid NOT NULL,
    term text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT guest_term_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_term_term_check CHECK (((char_length(term) >= 1) AND (char_length(term) <= 64))),
    CONSTRAINT guest_term_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT guest_term_version_check CHECK ((version >= 1))
);
CREATE TABLE public.hours_override (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    calendar_id uuid NOT NULL,
    date date NOT NULL,
    windows text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT hours_override_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT hours_override_date_check CHECK (((date >= '0001-01-01'::date) AND (date <= '9999-12-31'::date))),
    CONSTRAINT hours_override_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT hours_override_version_check CHECK ((version >= 1)),
    CONSTRAINT hours_override_windows_check CHECK (((char_length(windows) <= 4096) AND ((windows)::json IS NOT NULL)))
);
CREATE TABLE public.idempotency (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    actor_id uuid NOT NULL,
    operation text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    answer text NOT NULL COLLATE pg_catalog."C",
    guest_id uuid,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT idempotency_answer_check CHECK ((octet_length(answer) <= 16777216)),
    CONSTRAINT idempotency_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT idempotency_expires_at_check CHECK (((expires_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (expires_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT idempotency_fingerprint_check CHECK ((fingerprint ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT idempotency_key_check CHECK (((octet_length(key) >= 1) AND (octet_length(key) <= 255))),
    CONSTRAINT idempotency_operation_check CHECK (((char_length(operation) >= 1) AND (char_length(operation) <= 200))),
    CONSTRAINT idempotency_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT idempotency_version_check CHECK ((version >= 1))
);
CREATE TABLE public.invoice (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    invoice_no text COLLATE pg_catalog."C",
    guest_id uuid NOT NULL,
    center_id uuid NOT NULL,
    employee_id uuid,
    status text NOT NULL COLLATE pg_catalog."C",
    price_mode text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    gross_invoice_value bigint NOT NULL,
    invoice_discount bigint NOT NULL,
    net_invoice_value bigint NOT NULL,
    tax bigint NOT NULL,
    total bigint NOT NULL,
    total_collection bigint NOT NULL,
    balance_due bigint NOT NULL,
    invoice_date date,
    bill_to text COLLATE pg_catalog."C",
    discounts text NOT NULL COLLATE pg_catalog."C",
    notes text COLLATE pg_catalog."C",
    CONSTRAINT invoice_balance_due_check CHECK ((balance_due >= 0)),
    CONSTRAINT invoice_bill_to_check CHECK ((char_length(bill_to) <= 10000)),
    CONSTRAINT invoice_check CHECK (((net_invoice_value + tax) = total)),
    CONSTRAINT invoice_check1 CHECK (((gross_invoice_value - invoice_discount) =
CASE price_mode
    WHEN 'exclusive'::text THEN net_invoice_value
    ELSE total
END)),
    CONSTRAINT invoice_check2 CHECK ((balance_due =
CASE status
    WHEN 'void'::text THEN (0)::bigint
    ELSE (total - total_collection)
END)),
    CONSTRAINT invoice_check3 CHECK (((status = 'draft'::text) = (invoice_no IS NULL))),
    CONSTRAINT invoice_check4 CHECK (((status = 'draft'::text) = (invoice_date IS NULL))),
    CONSTRAINT invoice_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT invoice_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT invoice_discounts_check CHECK (((char_length(discounts) <= 16384) AND ((discounts)::json IS NOT NULL))),
    CONSTRAINT invoice_gross_invoice_value_check CHECK ((gross_invoice_value >= 0)),
    CONSTRAINT invoice_invoice_date_check CHECK (((invoice_date >= '0001-01-01'::date) AND (invoice_date <= '9999-12-31'::date))),
    CONSTRAINT invoice_invoice_discount_check CHECK ((invoice_discount >= 0)),
    CONSTRAINT invoice_invoice_no_check CHECK (((char_length(invoice_no) >= 1) AND (char_length(invoice_no) <= 40))),
    CONSTRAINT invoice_invoice_no_check1 CHECK (((invoice_no ~ '^INV-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'::text) AND (invoice_no !~ '-0000$'::text))),
    CONSTRAINT invoice_net_invoice_value_check CHECK ((net_invoice_value >= 0)),
    CONSTRAINT invoice_notes_check CHECK ((char_length(notes) <= 10000)),
    CONSTRAINT invoice_price_mode_check CHECK ((price_mode = ANY (ARRAY['exclusive'::text, 'inclusive'::text]))),
    CONSTRAINT invoice_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'issued'::text, 'paid'::text, 'void'::text, 'uncollectible'::text]))),
    CONSTRAINT invoice_tax_check CHECK ((tax >= 0)),
    CONSTRAINT invoice_total_check CHECK ((total >= 0)),
    CONSTRAINT invoice_total_collection_check CHECK ((total_collection >= 0)),
    CONSTRAINT invoice_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT invoice_version_check CHECK ((version >= 1))
);
CREATE TABLE public.invoice_item (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    invoice_id uuid NOT NULL,
    sale_id uuid,
    row_num bigint NOT NULL,
    item_type text NOT NULL COLLATE pg_catalog."C",
    service_id uuid,
    product_id uuid,
    package_id uuid,
    item_code text COLLATE pg_catalog."C",
    item_name text NOT NULL COLLATE pg_catalog."C",
    business_unit text COLLATE pg_catalog."C",
    category text COLLATE pg_catalog."C",
    item_quantity bigint NOT NULL,
    unit_price bigint NOT NULL,
    discount text COLLATE pg_catalog."C",
    item_discount bigint NOT NULL,
    net_price bigint NOT NULL,
    tax bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    taxes text NOT NULL COLLATE pg_catalog."C",
    provider_id uuid,
    CONSTRAINT invoice_item_business_unit_check CHECK (((char_length(business_unit) >= 1) AND (char_length(business_unit) <= 200))),
    CONSTRAINT invoice_item_category_check CHECK (((char_length(category) >= 1) AND (char_length(category) <= 200))),
    CONSTRAINT invoice_item_check CHECK (((item_type = 'service'::text) = (service_id IS NOT NULL))),
    CONSTRAINT invoice_item_check1 CHECK (((item_type = 'product'::text) = (product_id IS NOT NULL))),
    CONSTRAINT invoice_item_check2 CHECK (((item_type = 'package'::text) = (package_id IS NOT NULL))),
    CONSTRAINT invoice_item_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT invoice_item_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT invoice_item_discount_check CHECK (((discount IS NULL) OR ((char_length(discount) <= 1024) AND ((discount)::json IS NOT NULL)))),
    CONSTRAINT invoice_item_item_code_check CHECK (((char_length(item_code) >= 1) AND (char_length(item_code) <= 40))),
    CONSTRAINT invoice_item_item_discount_check CHECK ((item_discount >= 0)),
    CONSTRAINT invoice_item_item_name_check CHECK (((char_length(item_name) >= 1) AND (char_length(item_name) <= 200))),
    CONSTRAINT invoice_item_item_quantity_check CHECK (((item_quantity >= 1) AND (item_quantity <= '10000000000'::bigint))),
    CONSTRAINT invoice_item_item_type_check CHECK ((item_type = ANY (ARRAY['service'::text, 'product'::text, 'package'::text]))),
    CONSTRAINT invoice_item_net_price_check CHECK ((net_price >= 0)),
    CONSTRAINT invoice_item_row_num_check CHECK (((row_num >= 1) AND (row_num <= 2147483647))),
    CONSTRAINT invoice_item_tax_check CHECK ((tax >= 0)),
    CONSTRAINT invoice_item_taxes_check CHECK (((char_length(taxes) <= 16384) AND ((taxes)::json IS NOT NULL))),
    CONSTRAINT invoice_item_unit_price_check CHECK (((unit_price >= 0) AND (unit_price <= '1000000000000000'::bigint))),
    CONSTRAINT invoice_item_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT invoice_item_version_check CHECK ((version >= 1))
);
CREATE TABLE public.mac_key (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    secret text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT mac_key_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT mac_key_secret_check CHECK ((secret ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT mac_key_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT mac_key_version_check CHECK ((version >= 1))
);
CREATE TABLE public.occupancy (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    resource_id uuid NOT NULL,
    unit bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    center_id uuid NOT NULL,
    appointment_id uuid NOT NULL,
    held_until timestamp with time zone,
    CONSTRAINT occupancy_check CHECK (((ends_at > starts_at) AND ((ends_at - starts_at) <= '4 days'::interval))),
    CONSTRAINT occupancy_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT occupancy_ends_at_check CHECK (((ends_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (ends_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT occupancy_held_until_check CHECK (((held_until >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (held_until <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT occupancy_starts_at_check CHECK (((starts_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (starts_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT occupancy_unit_check CHECK (((unit >= 1) AND (unit <= 1000))),
    CONSTRAINT occupancy_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT occupancy_version_check CHECK ((version >= 1))
);
CREATE TABLE public.offer_discount (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    discount_type text NOT NULL COLLATE pg_catalog."C",
    discount_value bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    name text COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    item_type text NOT NULL COLLATE pg_catalog."C",
    service_id uuid,
    product_id uuid,
    package_id uuid,
    valid_from date,
    valid_until date,
    is_active boolean NOT NULL,
    CONSTRAINT offer_discount_check CHECK (((discount_type <> 'percentage'::text) OR (discount_value <= 1000000))),
    CONSTRAINT offer_discount_check1 CHECK (((service_id IS NULL) OR (item_type = 'service'::text))),
    CONSTRAINT offer_discount_check2 CHECK (((product_id IS NULL) OR (item_type = 'product'::text))),
    CONSTRAINT offer_discount_check3 CHECK (((package_id IS NULL) OR (item_type = 'package'::text))),
    CONSTRAINT offer_discount_check4 CHECK ((valid_from <= valid_until)),
    CONSTRAINT offer_discount_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT offer_discount_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT offer_discount_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT offer_discount_discount_type_check CHECK ((discount_type = ANY (ARRAY['percentage'::text, 'fixed'::text]))),
    CONSTRAINT offer_discount_discount_value_check CHECK (((discount_value >= 0) AND (discount_value <= '999999999999999999'::bigint))),
    CONSTRAINT offer_discount_item_type_check CHECK ((item_type = ANY (ARRAY['service'::text, 'product'::text, 'package'::text, 'any'::text]))),
    CONSTRAINT offer_discount_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT offer_discount_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT offer_discount_valid_from_check CHECK (((valid_from >= '0001-01-01'::date) AND (valid_from <= '9999-12-31'::date))),
    CONSTRAINT offer_discount_valid_until_check CHECK (((valid_until >= '0001-01-01'::date) AND (valid_until <= '9999-12-31'::date))),
    CONSTRAINT offer_discount_version_check CHECK ((version >= 1))
);
CREATE TABLE public.online_booking (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    appointment_id uuid NOT NULL,
    guest_id uuid NOT NULL,
    email text NOT NULL COLLATE pg_catalog."C",
    mailbox text NOT NULL COLLATE pg_catalog."C",
    manage_hash text NOT NULL COLLATE pg_catalog."C",
    confirm_token_hash text COLLATE pg_catalog."C",
    CONSTRAINT online_booking_check CHECK ((id = appointment_id)),
    CONSTRAINT online_booking_confirm_token_hash_check CHECK ((confirm_token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT online_booking_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT online_booking_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT online_booking_mailbox_check CHECK (((octet_length(mailbox) <= 254) AND (mailbox ~~ '%@_%'::text))),
    CONSTRAINT online_booking_manage_hash_check CHECK ((manage_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT online_booking_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT online_booking_version_check CHECK ((version >= 1))
);
CREATE TABLE public.organization (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    slug text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    time_zone text NOT NULL COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    address text COLLATE pg_catalog."C",
    country text COLLATE pg_catalog."C",
    price_mode text NOT NULL COLLATE pg_catalog."C",
    settings text NOT NULL COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT organization_address_check CHECK ((char_length(address) <= 10000)),
    CONSTRAINT organization_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT organization_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT organization_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT organization_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT organization_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT organization_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT organization_price_mode_check CHECK ((price_mode = ANY (ARRAY['exclusive'::text, 'inclusive'::text]))),
    CONSTRAINT organization_settings_check CHECK (((char_length(settings) <= 1024) AND ((settings)::json IS NOT NULL))),
    CONSTRAINT organization_slug_check CHECK ((((char_length(slug) >= 1) AND (char_length(slug) <= 63)) AND (slug ~ '^[a-z0-9-]*$'::text))),
    CONSTRAINT organization_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64))),
    CONSTRAINT organization_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT organization_version_check CHECK ((version >= 1))
);
CREATE TABLE public.package (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    price bigint NOT NULL,
    items text NOT NULL COLLATE pg_catalog."C",
    code text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    type text COLLATE pg_catalog."C",
    category_id uuid,
    business_unit_id uuid,
    center_id uuid,
    validity_days bigint,
    booking_start_date date,
    booking_end_date date,
    commission_eligible boolean NOT NULL,
    commission_type text COLLATE pg_catalog."C",
    commission_value bigint,
    commission_factor bigint,
    tags text NOT NULL COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT package_booking_end_date_check CHECK (((booking_end_date >= '0001-01-01'::date) AND (booking_end_date <= '9999-12-31'::date))),
    CONSTRAINT package_booking_start_date_check CHECK (((booking_start_date >= '0001-01-01'::date) AND (booking_start_date <= '9999-12-31'::date))),
    CONSTRAINT package_check CHECK ((booking_start_date <= booking_end_date)),
    CONSTRAINT package_check1 CHECK (((commission_type IS NULL) = (commission_value IS NULL))),
    CONSTRAINT package_check2 CHECK (((commission_type <> 'percentage'::text) OR (commission_value <= 1000000))),
    CONSTRAINT package_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT package_commission_factor_check CHECK (((commission_factor >= 0) AND (commission_factor <= 1000000))),
    CONSTRAINT package_commission_type_check CHECK ((commission_type = ANY (ARRAY['percentage'::text, 'fixed'::text]))),
    CONSTRAINT package_commission_value_check CHECK (((commission_value >= 0) AND (commission_value <= '999999999999999999'::bigint))),
    CONSTRAINT package_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT package_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT package_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT package_items_check CHECK (((char_length(items) <= 8192) AND ((items)::json IS NOT NULL))),
    CONSTRAINT package_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT package_price_check CHECK (((price >= 0) AND (price <= '1000000000000000'::bigint))),
    CONSTRAINT package_tags_check CHECK (((char_length(tags) <= 16384) AND ((tags)::json IS NOT NULL))),
    CONSTRAINT package_type_check CHECK (((char_length(type) >= 1) AND (char_length(type) <= 200))),
    CONSTRAINT package_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT package_validity_days_check CHECK (((validity_days >= 1) AND (validity_days <= 3650))),
    CONSTRAINT package_version_check CHECK ((version >= 1))
);
CREATE TABLE public.package_service (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    package_id uuid NOT NULL,
    service_id uuid NOT NULL,
    CONSTRAINT package_service_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT package_service_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT package_service_version_check CHECK ((version >= 1))
);
CREATE TABLE public.payment (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    invoice_id uuid NOT NULL,
    guest_id uuid NOT NULL,
    center_id uuid NOT NULL,
    appointment_id uuid,
    employee_id uuid,
    payment_method text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    tip bigint NOT NULL,
    tendered bigint,
    change bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    transaction_no text COLLATE pg_catalog."C",
    reference_no text COLLATE pg_catalog."C",
    remarks text COLLATE pg_catalog."C",
    CONSTRAINT payment_amount_check CHECK ((amount >= 0)),
    CONSTRAINT payment_change_check CHECK ((change >= 0)),
    CONSTRAINT payment_check CHECK ((((tendered IS NULL) AND (change = 0)) OR (payment_method = 'cash'::text))),
    CONSTRAINT payment_check1 CHECK ((tendered >= (amount + change))),
    CONSTRAINT payment_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT payment_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT payment_payment_method_check CHECK ((payment_method = ANY (ARRAY['cash'::text, 'card'::text, 'online'::text, 'upi'::text, 'bank_transfer'::text, 'cheque'::text]))),
    CONSTRAINT payment_reference_no_check CHECK (((char_length(reference_no) >= 1) AND (char_length(reference_no) <= 40))),
    CONSTRAINT payment_remarks_check CHECK ((char_length(remarks) <= 10000)),
    CONSTRAINT payment_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'completed'::text, 'failed'::text, 'reversed'::text]))),
    CONSTRAINT payment_tendered_check CHECK ((tendered >= 0)),
    CONSTRAINT payment_tip_check CHECK ((tip >= 0)),
    CONSTRAINT payment_transaction_no_check CHECK (((char_length(transaction_no) >= 1) AND (char_length(transaction_no) <= 40))),
    CONSTRAINT payment_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT payment_version_check CHECK ((version >= 1))
);
CREATE TABLE public.product (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    sale_price bigint NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    color text COLLATE pg_catalog."C",
    size text COLLATE pg_catalog."C",
    brand text COLLATE pg_catalog."C",
    category_id uuid,
    subcategory text COLLATE pg_catalog."C",
    business_unit_id uuid,
    type text COLLATE pg_catalog."C",
    mrp bigint,
    stock bigint NOT NULL,
    reorder_level bigint,
    status text NOT NULL COLLATE pg_catalog."C",
    tax_ids text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT product_brand_check CHECK (((char_length(brand) >= 1) AND (char_length(brand) <= 200))),
    CONSTRAINT product_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT product_color_check CHECK (((char_length(color) >= 1) AND (char_length(color) <= 200))),
    CONSTRAINT product_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT product_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT product_mrp_check CHECK (((mrp >= 0) AND (mrp <= '1000000000000000'::bigint))),
    CONSTRAINT product_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT product_reorder_level_check CHECK (((reorder_level >= 0) AND (reorder_level <= 1000000000))),
    CONSTRAINT product_sale_price_check CHECK (((sale_price >= 0) AND (sale_price <= '1000000000000000'::bigint))),
    CONSTRAINT product_size_check CHECK (((char_length(size) >= 1) AND (char_length(size) <= 200))),
    CONSTRAINT product_status_check CHECK ((status = ANY (ARRAY['available'::text, 'out_of_stock'::text, 'discontinued'::text]))),
    CONSTRAINT product_stock_check CHECK (((stock >= 0) AND (stock <= 1000000000))),
    CONSTRAINT product_subcategory_check CHECK (((char_length(subcategory) >= 1) AND (char_length(subcategory) <= 200))),
    CONSTRAINT product_tax_ids_check CHECK (((char_length(tax_ids) <= 8192) AND ((tax_ids)::json IS NOT NULL))),
    CONSTRAINT product_type_check CHECK (((char_length(type) >= 1) AND (char_length(type) <= 200))),
    CONSTRAINT product_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT product_version_check CHECK ((version >= 1))
);
CREATE TABLE public.product_tax (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    product_id uuid NOT NULL,
    tax_id uuid NOT NULL,
    CONSTRAINT product_tax_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT product_tax_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT product_tax_version_check CHECK ((version >= 1))
);
CREATE TABLE public.provider (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    first_name text NOT NULL COLLATE pg_catalog."C",
    last_name text NOT NULL COLLATE pg_catalog."C",
    center_id uuid NOT NULL,
    employee_id uuid,
    specialization text COLLATE pg_catalog."C",
    email text COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    services text NOT NULL COLLATE pg_catalog."C",
    color text COLLATE pg_catalog."C",
    hours text COLLATE pg_catalog."C",
    is_active boolean NOT NULL,
    CONSTRAINT provider_color_check CHECK ((color ~ '^#[0-9a-f]{6}$'::text)),
    CONSTRAINT provider_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT provider_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT provider_first_name_check CHECK (((char_length(first_name) >= 1) AND (char_length(first_name) <= 200))),
    CONSTRAINT provider_hours_check CHECK (((hours IS NULL) OR ((char_length(hours) <= 16384) AND ((hours)::json IS NOT NULL)))),
    CONSTRAINT provider_last_name_check CHECK (((char_length(last_name) >= 1) AND (char_length(last_name) <= 200))),
    CONSTRAINT provider_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT provider_services_check CHECK (((char_length(services) <= 8192) AND ((services)::json IS NOT NULL))),
    CONSTRAINT provider_specialization_check CHECK (((char_length(specialization) >= 1) AND (char_length(specialization) <= 200))),
    CONSTRAINT provider_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT provider_version_check CHECK ((version >= 1))
);
CREATE TABLE public.provider_service (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    provider_id uuid NOT NULL,
    service_id uuid NOT NULL,
    duration_minutes bigint,
    price bigint,
    CONSTRAINT provider_service_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT provider_service_duration_minutes_check CHECK (((duration_minutes >= 1) AND (duration_minutes <= 1440))),
    CONSTRAINT provider_service_price_check CHECK (((price >= 0) AND (price <= '1000000000000000'::bigint))),
    CONSTRAINT provider_service_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT provider_service_version_check CHECK ((version >= 1))
);
CREATE TABLE public.room (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    room_category_id uuid NOT NULL,
    center_id uuid NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    capacity bigint NOT NULL,
    only_one_appointment boolean NOT NULL,
    can_exceed_capacity boolean NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT room_capacity_check CHECK (((capacity >= 1) AND (capacity <= 1000))),
    CONSTRAINT room_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT room_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT room_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT room_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT room_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT room_version_check CHECK ((version >= 1))
);
CREATE TABLE public.room_category (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    CONSTRAINT room_category_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT room_category_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT room_category_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT room_category_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT room_category_version_check CHECK ((version >= 1))
);
CREATE TABLE public.sale (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    sale_no text NOT NULL COLLATE pg_catalog."C",
    appointment_id uuid,
    invoice_item_id uuid,
    guest_id uuid NOT NULL,
    center_id uuid NOT NULL,
    item_type text NOT NULL COLLATE pg_catalog."C",
    service_id uuid,
    product_id uuid,
    package_id uuid,
    provider_id uuid,
    quantity bigint NOT NULL,
    unit_price bigint NOT NULL,
    discount_id uuid,
    discount text COLLATE pg_catalog."C",
    gross_value bigint NOT NULL,
    discount_value bigint NOT NULL,
    net_value bigint NOT NULL,
    currency text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    remarks text COLLATE pg_catalog."C",
    sale_date date NOT NULL,
    CONSTRAINT sale_check CHECK (((gross_value - discount_value) = net_value)),
    CONSTRAINT sale_check1 CHECK (((discount_value = 0) OR (discount IS NOT NULL))),
    CONSTRAINT sale_check2 CHECK (((discount_id IS NULL) OR (discount IS NOT NULL))),
    CONSTRAINT sale_check3 CHECK (((item_type = 'service'::text) = (service_id IS NOT NULL))),
    CONSTRAINT sale_check4 CHECK (((item_type = 'product'::text) = (product_id IS NOT NULL))),
    CONSTRAINT sale_check5 CHECK (((item_type = 'package'::text) = (package_id IS NOT NULL))),
    CONSTRAINT sale_check6 CHECK (((status = 'billed'::text) = (invoice_item_id IS NOT NULL))),
    CONSTRAINT sale_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT sale_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT sale_discount_check CHECK (((discount IS NULL) OR ((char_length(discount) <= 1024) AND ((discount)::json IS NOT NULL)))),
    CONSTRAINT sale_discount_value_check CHECK ((discount_value >= 0)),
    CONSTRAINT sale_gross_value_check CHECK ((gross_value >= 0)),
    CONSTRAINT sale_item_type_check CHECK ((item_type = ANY (ARRAY['service'::text, 'product'::text, 'package'::text]))),
    CONSTRAINT sale_net_value_check CHECK ((net_value >= 0)),
    CONSTRAINT sale_quantity_check CHECK (((quantity >= 1) AND (quantity <= '10000000000'::bigint))),
    CONSTRAINT sale_remarks_check CHECK ((char_length(remarks) <= 10000)),
    CONSTRAINT sale_sale_date_check CHECK (((sale_date >= '0001-01-01'::date) AND (sale_date <= '9999-12-31'::date))),
    CONSTRAINT sale_sale_no_check CHECK (((char_length(sale_no) >= 1) AND (char_length(sale_no) <= 40))),
    CONSTRAINT sale_status_check CHECK ((status = ANY (ARRAY['open'::text, 'billed'::text, 'void'::text]))),
    CONSTRAINT sale_unit_price_check CHECK (((unit_price >= 0) AND (unit_price <= '1000000000000000'::bigint))),
    CONSTRAINT sale_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT sale_version_check CHECK ((version >= 1))
);
CREATE TABLE public.service (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    duration_minutes bigint NOT NULL,
    price bigint NOT NULL,
    service_code text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    description text COLLATE pg_catalog."C",
    category_id uuid,
    business_unit_id uuid,
    buffer_before_minutes bigint NOT NULL,
    buffer_after_minutes bigint NOT NULL,
    segments text COLLATE pg_catalog."C",
    room_category_id uuid,
    tax_ids text NOT NULL COLLATE pg_catalog."C",
    max_guests bigint NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT service_buffer_after_minutes_check CHECK (((buffer_after_minutes >= 0) AND (buffer_after_minutes <= 1440))),
    CONSTRAINT service_buffer_before_minutes_check CHECK (((buffer_before_minutes >= 0) AND (buffer_before_minutes <= 1440))),
    CONSTRAINT service_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT service_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT service_description_check CHECK ((char_length(description) <= 10000)),
    CONSTRAINT service_duration_minutes_check CHECK (((duration_minutes >= 1) AND (duration_minutes <= 1440))),
    CONSTRAINT service_max_guests_check CHECK (((max_guests >= 1) AND (max_guests <= 1000))),
    CONSTRAINT service_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT service_price_check CHECK (((price >= 0) AND (price <= '1000000000000000'::bigint))),
    CONSTRAINT service_segments_check CHECK (((segments IS NULL) OR ((char_length(segments) <= 1024) AND ((segments)::json IS NOT NULL)))),
    CONSTRAINT service_service_code_check CHECK (((char_length(service_code) >= 1) AND (char_length(service_code) <= 40))),
    CONSTRAINT service_tax_ids_check CHECK (((char_length(tax_ids) <= 8192) AND ((tax_ids)::json IS NOT NULL))),
    CONSTRAINT service_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT service_version_check CHECK ((version >= 1))
);
CREATE TABLE public.service_tax (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    service_id uuid NOT NULL,
    tax_id uuid NOT NULL,
    CONSTRAINT service_tax_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT service_tax_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT service_tax_version_check CHECK ((version >= 1))
);
CREATE TABLE public.session (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    access_token_hash text NOT NULL COLLATE pg_catalog."C",
    access_expires_at timestamp with time zone NOT NULL,
    family_hash text NOT NULL COLLATE pg_catalog."C",
    refresh_token_hash text NOT NULL COLLATE pg_catalog."C",
    refresh_expires_at timestamp with time zone NOT NULL,
    spent_token_hash text COLLATE pg_catalog."C",
    spent_at timestamp with time zone,
    CONSTRAINT session_access_expires_at_check CHECK (((access_expires_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (access_expires_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT session_access_token_hash_check CHECK ((access_token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT session_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT session_family_hash_check CHECK ((family_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT session_refresh_expires_at_check CHECK (((refresh_expires_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (refresh_expires_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT session_refresh_token_hash_check CHECK ((refresh_token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT session_spent_at_check CHECK (((spent_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (spent_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT session_spent_token_hash_check CHECK ((spent_token_hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT session_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT session_version_check CHECK ((version >= 1))
);
CREATE TABLE public.sign_in_throttle (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    bucket bigint NOT NULL,
    failures bigint NOT NULL,
    failed_at timestamp with time zone NOT NULL,
    CONSTRAINT sign_in_throttle_bucket_check CHECK (((bucket >= 0) AND (bucket <= 1023))),
    CONSTRAINT sign_in_throttle_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT sign_in_throttle_failed_at_check CHECK (((failed_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (failed_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT sign_in_throttle_failures_check CHECK ((failures >= 1)),
    CONSTRAINT sign_in_throttle_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT sign_in_throttle_version_check CHECK ((version >= 1))
);
CREATE TABLE public.tax (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    code text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    rate bigint NOT NULL,
    compound boolean NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT tax_code_check CHECK (((char_length(code) >= 1) AND (char_length(code) <= 40))),
    CONSTRAINT tax_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT tax_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT tax_rate_check CHECK (((rate >= 0) AND (rate <= 10000000))),
    CONSTRAINT tax_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT tax_version_check CHECK ((version >= 1))
);
CREATE TABLE public.user_account (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    version bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    email text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    phone text COLLATE pg_catalog."C",
    guest_id uuid,
    provider_id uuid,
    employee_id uuid,
    is_active boolean NOT NULL,
    CONSTRAINT user_account_created_at_check CHECK (((created_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (created_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT user_account_email_check CHECK (((octet_length(email) <= 254) AND (email ~~ '_%@_%'::text))),
    CONSTRAINT user_account_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT user_account_phone_check CHECK (((char_length(phone) >= 5) AND (char_length(phone) <= 21))),
    CONSTRAINT user_account_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'manager'::text, 'staff'::text, 'client'::text]))),
    CONSTRAINT user_account_updated_at_check CHECK (((updated_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (updated_at <= '9999-12-31 23:59:59.999999+00'::timestamp with time zone))),
    CONSTRAINT user_account_version_check CHECK ((version >= 1))
);
INSERT INTO public._sqlx_migrations VALUES
	(1, 'baseline', '2026-11-28 08:08:38.881459+00', true, '\xd842dbdc2dd4fd23dc363dae1f96cd4730e8ab30d453722f450c2abdc8bfb28be89a61a17363b9c3522f6bdad16a1524', 124910082);
INSERT INTO public.admin_count VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc13-7000-92d7-f86b94a2bf20', 1, '2026-11-28 08:08:39.880331+00', '2026-11-28 08:08:39.880331+00', 1);
INSERT INTO public.api_key VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc23-7000-8b1a-027391ad609e', 1, '2026-11-28 08:08:39.203393+00', '2026-11-28 08:08:39.203393+00', 'first admin', 'admin', NULL, '4f32b67e6a3bcf59c9912d926787d82059f9c5d3186be1c49420164ec01ba033', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fefc-7000-8b14-1f91bf34ff6b', 1, '2026-11-28 08:08:39.932559+00', '2026-11-28 08:08:39.932559+00', 'Till', 'manager', NULL, '4c2c70cf0fc4f25c05bcad1783245b55be85f76553994285fe68ead3c096bca9', NULL, NULL);
INSERT INTO public.appointment VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7051-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', '01a22132-fc50-702d-947b-232db6c551d3', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 12:15:00+00', '2026-11-16 13:00:00+00', 'Europe/Lisbon', '2026-11-16T12:15', 0, 10, NULL, 'no_show', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7075-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7045-947b-232db6c551d3', '01a22132-fc50-700f-947b-232db6c551d3', '01a22132-fc50-702a-947b-232db6c551d3', '01a22132-fc50-7005-947b-232db6c551d3', 2, '2026-11-16 12:30:00+00', '2026-11-16 13:00:00+00', 'Europe/Lisbon', '2026-11-16T12:30', 0, 5, NULL, 'completed', NULL, NULL, 'Use the mild shampoo', 'import', NULL, NULL, 2400, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', '01a22132-fc50-702d-947b-232db6c551d3', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 14:45:00+00', '2026-11-16 15:30:00+00', 'Europe/Lisbon', '2026-11-16T14:45', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7081-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7057-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', '01a22132-fc50-702d-947b-232db6c551d3', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 16:15:00+00', '2026-11-16 17:00:00+00', 'Europe/Lisbon', '2026-11-16T16:15', 0, 10, NULL, 'completed', NULL, NULL, 'Moved from another day', 'import', NULL, NULL, 2800, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7087-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-704b-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', '01a22132-fc50-702d-947b-232db6c551d3', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 17:45:00+00', '2026-11-16 18:30:00+00', 'Europe/Lisbon', '2026-11-16T17:45', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-fc50-7069-947b-232db6c551d3', '01a22132-fc50-7019-947b-232db6c551d3', '01a22132-fc50-7032-947b-232db6c551d3', '01a22132-fc50-7008-947b-232db6c551d3', 2, '2026-11-17 09:30:00+00', '2026-11-17 10:15:00+00', 'Europe/Berlin', '2026-11-17T10:30', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 5600, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7093-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-700f-947b-232db6c551d3', '01a22132-fc50-7025-947b-232db6c551d3', '01a22132-fc50-7005-947b-232db6c551d3', 2, '2026-11-17 10:00:00+00', '2026-11-17 10:30:00+00', 'Europe/Lisbon', '2026-11-17T10:00', 0, 5, NULL, 'completed', NULL, 'Same as last time', NULL, 'import', NULL, NULL, 2400, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7099-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-703f-947b-232db6c551d3', '01a22132-fc50-700f-947b-232db6c551d3', '01a22132-fc50-702a-947b-232db6c551d3', '01a22132-fc50-7005-947b-232db6c551d3', 3, '2026-11-17 10:00:00+00', '2026-11-17 10:30:00+00', 'Europe/Lisbon', '2026-11-17T10:00', 0, 5, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2400, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7000-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff20-7000-88fb-775390eee4be', '01a22132-fc50-7023-947b-232db6c551d3', '01a22132-fc50-703d-947b-232db6c551d3', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-12-01 11:00:00+00', '2026-12-01 12:00:00+00', 'Europe/Berlin', '2026-12-01T12:00', 10, 15, NULL, 'scheduled', NULL, NULL, NULL, 'desk', NULL, NULL, 7800, 'EUR', 1),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff29-7000-9c43-a017fce7eada', 2, '2026-11-28 08:08:39.977763+00', '2026-11-28 08:08:39.981615+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff20-7000-88fb-775390eee4be', '01a22132-fc50-7023-947b-232db6c551d3', '01a22132-fc50-703d-947b-232db6c551d3', '01a22132-fc50-7009-947b-232db6c551d3', 1, '2026-12-01 13:00:00+00', '2026-12-01 14:00:00+00', 'Europe/Berlin', '2026-12-01T14:00', 10, 15, NULL, 'cancelled', NULL, NULL, NULL, 'desk', NULL, 'Ill', 7800, 'EUR', 2),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7000-a11d-073927fa21fa', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', '01a22132-fc50-7023-947b-232db6c551d3', '01a22132-fc50-703d-947b-232db6c551d3', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-12-01 16:30:00+00', '2026-12-01 17:30:00+00', 'Europe/Berlin', '2026-12-01T17:30', 10, 15, NULL, 'pending', '2026-11-28 08:38:39.985674+00', NULL, NULL, 'online', NULL, NULL, 7800, 'EUR', 1);
INSERT INTO public.appointment_change VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7073-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-706f-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-16 12:15:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7074-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-706f-947b-232db6c551d3', 2, 'scheduled', 'no_show', '2026-11-16 12:15:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7079-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7075-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-16 12:30:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7075-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-16 12:30:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-707b-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-16 14:45:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7080-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-707b-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-16 14:45:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7085-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7081-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-16 16:15:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7086-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7081-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-16 16:15:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7087-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-16 17:45:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7087-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-16 17:45:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7091-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-708d-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-17 09:30:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7092-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-708d-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-17 09:30:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7097-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7093-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-17 10:00:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7098-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7093-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-17 10:00:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7099-947b-232db6c551d3', 1, NULL, 'scheduled', '2026-11-17 10:00:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7099-947b-232db6c551d3', 2, 'scheduled', 'completed', '2026-11-17 10:00:00+00', 'system', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7004-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', '01a22132-ff23-7000-be9b-61d718f1389b', 1, NULL, 'scheduled', '2026-12-01 11:00:00+00', 'api_key:01a22132-fc23-7000-8b1a-027391ad609e', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff29-7004-9c43-a017fce7eada', 1, '2026-11-28 08:08:39.977763+00', '2026-11-28 08:08:39.977763+00', '01a22132-ff29-7000-9c43-a017fce7eada', 1, NULL, 'scheduled', '2026-12-01 13:00:00+00', 'api_key:01a22132-fc23-7000-8b1a-027391ad609e', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff2d-7000-965c-4125e85ea7ab', 1, '2026-11-28 08:08:39.981615+00', '2026-11-28 08:08:39.981615+00', '01a22132-ff29-7000-9c43-a017fce7eada', 2, 'scheduled', 'cancelled', '2026-12-01 13:00:00+00', 'api_key:01a22132-fc23-7000-8b1a-027391ad609e', 'Ill'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7009-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-a11d-073927fa21fa', 1, NULL, 'pending', '2026-12-01 16:30:00+00', 'public', NULL);
INSERT INTO public.audit VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc13-7000-be22-3351dbebffd8', 1, '2026-11-28 08:08:39.187577+00', '2026-11-28 08:08:39.187577+00', 'system', '00000000-0000-0000-0000-000000000000', 'organization_create', '[{"table":"organization","id":"01a22132-fc13-7000-92d7-f86b94a2bf20","change":"insert"}]', NULL),
	('00000000-0000-0000-0000-000000000000', '01a22132-fc1e-7000-b1f4-32571316c97a', 1, '2026-11-28 08:08:39.198634+00', '2026-11-28 08:08:39.198634+00', 'system', '00000000-0000-0000-0000-000000000000', 'directory_enter', '[{"table":"directory","id":"01a22132-fc13-7000-92d7-f86b94a2bf20","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc23-7001-8b1a-027391ad609e', 1, '2026-11-28 08:08:39.203393+00', '2026-11-28 08:08:39.203393+00', 'system', '00000000-0000-0000-0000-000000000000', 'api_key_create', '[{"table":"api_key","id":"01a22132-fc23-7000-8b1a-027391ad609e","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'system', '00000000-0000-0000-0000-000000000000', 'import', '[{"table":"center","id":"01a22132-fc50-7000-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7000-947b-232db6c551d3","change":"insert"},{"table":"center","id":"01a22132-fc50-7001-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7001-947b-232db6c551d3","change":"insert"},{"table":"room_category","id":"01a22132-fc50-7002-947b-232db6c551d3","change":"insert"},{"table":"room_category","id":"01a22132-fc50-7003-947b-232db6c551d3","change":"insert"},{"table":"room_category","id":"01a22132-fc50-7004-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-7005-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7005-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-7006-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7006-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-7007-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7007-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-7008-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7008-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-7009-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7009-947b-232db6c551d3","change":"insert"},{"table":"room","id":"01a22132-fc50-700a-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-700a-947b-232db6c551d3","change":"insert"},{"table":"tax","id":"01a22132-fc50-700b-947b-232db6c551d3","change":"insert"},{"table":"tax","id":"01a22132-fc50-700c-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-700d-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-700e-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-700f-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7010-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7011-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7012-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7013-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7014-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7015-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7016-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7017-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7018-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7019-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-701a-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-701b-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-701c-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-701d-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-701e-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-701f-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7020-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7021-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7022-947b-232db6c551d3","change":"insert"},{"table":"service","id":"01a22132-fc50-7023-947b-232db6c551d3","change":"insert"},{"table":"service_tax","id":"01a22132-fc50-7024-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-7025-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7026-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7027-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7028-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7029-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7025-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-702a-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-702b-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-702c-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-702a-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-702d-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-702e-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-702d-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-702f-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7030-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7031-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-702f-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-7032-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7033-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7034-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7035-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7032-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-7036-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7037-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-7038-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7036-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-7039-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-703a-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-703b-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-703c-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-7039-947b-232db6c551d3","change":"insert"},{"table":"provider","id":"01a22132-fc50-703d-947b-232db6c551d3","change":"insert"},{"table":"provider_service","id":"01a22132-fc50-703e-947b-232db6c551d3","change":"insert"},{"table":"calendar","id":"01a22132-fc50-703d-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-703f-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7040-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7041-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7042-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7043-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7044-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-7045-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7046-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7047-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7048-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7049-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-704a-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-704b-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-704c-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-704d-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-704e-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-704f-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7050-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-7051-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7052-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7053-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7054-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7055-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7056-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-7057-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7058-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7059-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-705a-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-705b-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-705c-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-705d-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-705e-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-705f-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7060-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7061-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7062-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-7063-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7064-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7065-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7066-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7067-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-7068-947b-232db6c551d3","change":"insert"},{"table":"guest","id":"01a22132-fc50-7069-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-706a-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-706b-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-706c-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-706d-947b-232db6c551d3","change":"insert"},{"table":"guest_term","id":"01a22132-fc50-706e-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-706f-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-7072-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7073-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7074-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-7075-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7076-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7077-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-7078-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7079-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-707a-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-707b-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-707c-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-707d-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-707e-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-707f-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7080-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-7081-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7082-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7083-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-7084-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7085-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7086-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-7087-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7088-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7089-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-708a-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-708b-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-708c-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-708d-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-708e-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-708f-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-7090-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7091-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7092-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-7093-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7094-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-7095-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-7096-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7097-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-7098-947b-232db6c551d3","change":"insert"},{"table":"appointment","id":"01a22132-fc50-7099-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-709a-947b-232db6c551d3","change":"insert"},{"table":"occupancy","id":"01a22132-fc50-709b-947b-232db6c551d3","change":"insert"},{"table":"sale","id":"01a22132-fc50-709c-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-709d-947b-232db6c551d3","change":"insert"},{"table":"appointment_change","id":"01a22132-fc50-709e-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-709f-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70a0-947b-232db6c551d3","change":"insert"},{"table":"counter","id":"01a22132-fc50-70a1-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70a2-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70a3-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70a4-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70a5-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70a6-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70a7-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70a8-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70a9-947b-232db6c551d3","change":"insert"},{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70ab-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70ac-947b-232db6c551d3","change":"insert"},{"table":"invoice","id":"01a22132-fc50-70ad-947b-232db6c551d3","change":"insert"},{"table":"invoice_item","id":"01a22132-fc50-70ae-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70af-947b-232db6c551d3","change":"insert"},{"table":"counter","id":"01a22132-fc50-70b0-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70b1-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70b2-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70b3-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70b4-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70b5-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70b6-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70b7-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70b8-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70b9-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70ba-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70bb-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70bc-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70bd-947b-232db6c551d3","change":"insert"},{"table":"payment","id":"01a22132-fc50-70be-947b-232db6c551d3","change":"insert"},{"table":"collection","id":"01a22132-fc50-70bf-947b-232db6c551d3","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc0-7001-8ac1-c2109972e12b', 1, '2026-11-28 08:08:39.616159+00', '2026-11-28 08:08:39.616159+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'business_unit_create', '[{"table":"business_unit","id":"01a22132-fdc0-7000-8ac1-c2109972e12b","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc3-7001-a3cc-2890de6111c4', 1, '2026-11-28 08:08:39.619804+00', '2026-11-28 08:08:39.619804+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'category_create', '[{"table":"category","id":"01a22132-fdc3-7000-a3cc-2890de6111c4","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdd3-7002-b3e4-cf1867c658ce', 1, '2026-11-28 08:08:39.635522+00', '2026-11-28 08:08:39.635522+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'product_create', '[{"table":"product","id":"01a22132-fdd3-7000-b3e4-cf1867c658ce","change":"insert"},{"table":"product_tax","id":"01a22132-fdd3-7001-b3e4-cf1867c658ce","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fde3-7002-9484-7c2fe7e0e9da', 1, '2026-11-28 08:08:39.651894+00', '2026-11-28 08:08:39.651894+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'package_create', '[{"table":"package","id":"01a22132-fde3-7000-9484-7c2fe7e0e9da","change":"insert"},{"table":"package_service","id":"01a22132-fde3-7001-9484-7c2fe7e0e9da","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdea-7001-943e-45bca22b5de3', 1, '2026-11-28 08:08:39.65886+00', '2026-11-28 08:08:39.65886+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'offer_discount_create', '[{"table":"offer_discount","id":"01a22132-fdea-7000-943e-45bca22b5de3","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf0-7001-8108-5e6834faa7a3', 1, '2026-11-28 08:08:39.664302+00', '2026-11-28 08:08:39.664302+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'hours_override_create', '[{"table":"calendar","id":"01a22132-fc50-7001-947b-232db6c551d3","change":"update","fields":["revision"]},{"table":"hours_override","id":"01a22132-fdf0-7000-8108-5e6834faa7a3","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf7-7001-aa6a-89b6411408e2', 1, '2026-11-28 08:08:39.671603+00', '2026-11-28 08:08:39.671603+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'hours_override_create', '[{"table":"calendar","id":"01a22132-fc50-703d-947b-232db6c551d3","change":"update","fields":["revision"]},{"table":"hours_override","id":"01a22132-fdf7-7000-aa6a-89b6411408e2","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdfb-7001-8ab8-2373ea09a300', 1, '2026-11-28 08:08:39.675639+00', '2026-11-28 08:08:39.675639+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'blockout_create', '[{"table":"calendar","id":"01a22132-fc50-703d-947b-232db6c551d3","change":"update","fields":["revision"]},{"table":"blockout","id":"01a22132-fdfb-7000-8ab8-2373ea09a300","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7004-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe05-7000-9aaf-66f7f44cf97b","change":"insert"},{"table":"guest_term","id":"01a22132-fe05-7001-9aaf-66f7f44cf97b","change":"insert"},{"table":"guest_term","id":"01a22132-fe05-7002-9aaf-66f7f44cf97b","change":"insert"},{"table":"guest_term","id":"01a22132-fe05-7003-9aaf-66f7f44cf97b","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe09-7001-9b00-bf767a9fbdc0', 1, '2026-11-28 08:08:39.689619+00', '2026-11-28 08:08:39.689619+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe09-7000-9b00-bf767a9fbdc0","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe0f-7001-bc5e-01c0268e4519', 1, '2026-11-28 08:08:39.695775+00', '2026-11-28 08:08:39.695775+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe0f-7000-bc5e-01c0268e4519","change":"insert"},{"table":"invoice","id":"01a22132-fe09-7000-9b00-bf767a9fbdc0","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe18-7000-9477-27083c13ad16', 1, '2026-11-28 08:08:39.704039+00', '2026-11-28 08:08:39.704039+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_issue', '[{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fe09-7000-9b00-bf767a9fbdc0","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7003-93c4-e3dfbc48bf6d', 1, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.710645+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '[{"table":"payment","id":"01a22132-fe1e-7000-93c4-e3dfbc48bf6d","change":"insert"},{"table":"counter","id":"01a22132-fe1e-7001-93c4-e3dfbc48bf6d","change":"insert"},{"table":"collection","id":"01a22132-fe1e-7002-93c4-e3dfbc48bf6d","change":"insert"},{"table":"invoice","id":"01a22132-fe09-7000-9b00-bf767a9fbdc0","change":"update","fields":["total_collection","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7004-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe25-7000-b04e-871c65e4aaa0","change":"insert"},{"table":"guest_term","id":"01a22132-fe25-7001-b04e-871c65e4aaa0","change":"insert"},{"table":"guest_term","id":"01a22132-fe25-7002-b04e-871c65e4aaa0","change":"insert"},{"table":"guest_term","id":"01a22132-fe25-7003-b04e-871c65e4aaa0","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe28-7001-9c34-30a888953581', 1, '2026-11-28 08:08:39.720865+00', '2026-11-28 08:08:39.720865+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe28-7000-9c34-30a888953581","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe2d-7001-bac1-51c40eb109d9', 1, '2026-11-28 08:08:39.725+00', '2026-11-28 08:08:39.725+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe2d-7000-bac1-51c40eb109d9","change":"insert"},{"table":"invoice","id":"01a22132-fe28-7000-9c34-30a888953581","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe32-7000-b933-77cfde5adefa', 1, '2026-11-28 08:08:39.730655+00', '2026-11-28 08:08:39.730655+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_issue', '[{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fe28-7000-9c34-30a888953581","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe36-7001-a3a7-effc4693c55a', 1, '2026-11-28 08:08:39.734956+00', '2026-11-28 08:08:39.734956+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '[{"table":"payment","id":"01a22132-fe36-7000-a3a7-effc4693c55a","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7004-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe6d-7000-bbe1-eeb48619a827","change":"insert"},{"table":"guest_term","id":"01a22132-fe6d-7001-bbe1-eeb48619a827","change":"insert"},{"table":"guest_term","id":"01a22132-fe6d-7002-bbe1-eeb48619a827","change":"insert"},{"table":"guest_term","id":"01a22132-fe6d-7003-bbe1-eeb48619a827","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe70-7001-a35b-9eca26c1c913', 1, '2026-11-28 08:08:39.792056+00', '2026-11-28 08:08:39.792056+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe70-7000-a35b-9eca26c1c913","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe72-7001-b56e-c9ccbdc45614', 1, '2026-11-28 08:08:39.794635+00', '2026-11-28 08:08:39.794635+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe72-7000-b56e-c9ccbdc45614","change":"insert"},{"table":"invoice","id":"01a22132-fe70-7000-a35b-9eca26c1c913","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe76-7000-9976-68d3e9b3eaf1', 1, '2026-11-28 08:08:39.798273+00', '2026-11-28 08:08:39.798273+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_issue', '[{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fe70-7000-a35b-9eca26c1c913","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7a-7000-91cb-624b41dc0fe4', 1, '2026-11-28 08:08:39.802053+00', '2026-11-28 08:08:39.802053+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_void', '[{"table":"invoice","id":"01a22132-fe70-7000-a35b-9eca26c1c913","change":"update","fields":["status","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7004-9cff-9b72ed1ffff5', 1, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.827131+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe93-7000-9cff-9b72ed1ffff5","change":"insert"},{"table":"guest_term","id":"01a22132-fe93-7001-9cff-9b72ed1ffff5","change":"insert"},{"table":"guest_term","id":"01a22132-fe93-7002-9cff-9b72ed1ffff5","change":"insert"},{"table":"guest_term","id":"01a22132-fe93-7003-9cff-9b72ed1ffff5","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea8-7000-9246-5cee6759537e', 1, '2026-11-28 08:08:39.848543+00', '2026-11-28 08:08:39.848543+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_erase', '[{"table":"guest","id":"01a22132-fea1-7000-9202-0470f5137207","change":"update","fields":["first_name","last_name","guest_code"]},{"table":"guest_term","id":"01a22132-fea1-7001-9202-0470f5137207","change":"delete"},{"table":"guest_term","id":"01a22132-fea1-7002-9202-0470f5137207","change":"delete"},{"table":"guest_term","id":"01a22132-fea1-7003-9202-0470f5137207","change":"delete"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec3-7001-8804-d8da2204fb47', 1, '2026-11-28 08:08:39.875578+00', '2026-11-28 08:08:39.875578+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'user_create', '[{"table":"user_account","id":"01a22132-fec3-7000-8804-d8da2204fb47","change":"insert"},{"table":"credential","id":"01a22132-fec3-7000-8804-d8da2204fb47","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec8-7001-a727-b81afbd9be01', 1, '2026-11-28 08:08:39.880331+00', '2026-11-28 08:08:39.880331+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'user_create', '[{"table":"user_account","id":"01a22132-fec8-7000-a727-b81afbd9be01","change":"insert"},{"table":"credential","id":"01a22132-fec8-7000-a727-b81afbd9be01","change":"insert"},{"table":"admin_count","id":"01a22132-fc13-7000-92d7-f86b94a2bf20","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fee0-7001-a65b-52b13916c74f', 1, '2026-11-28 08:08:39.904225+00', '2026-11-28 08:08:39.904225+00', 'user', '01a22132-fec3-7000-8804-d8da2204fb47', 'session_begin', '[{"table":"credential","id":"01a22132-fec3-7000-8804-d8da2204fb47","change":"update","fields":["last_login_at"]},{"table":"session","id":"01a22132-fee0-7000-a65b-52b13916c74f","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff02-7000-b72a-d06afc2436f8', 1, '2026-11-28 08:08:39.93824+00', '2026-11-28 08:08:39.93824+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'organization_update', '[{"table":"organization","id":"01a22132-fc13-7000-92d7-f86b94a2bf20","change":"update","fields":["settings"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7004-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-ff20-7000-88fb-775390eee4be","change":"insert"},{"table":"guest_term","id":"01a22132-ff20-7001-88fb-775390eee4be","change":"insert"},{"table":"guest_term","id":"01a22132-ff20-7002-88fb-775390eee4be","change":"insert"},{"table":"guest_term","id":"01a22132-ff20-7003-88fb-775390eee4be","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7005-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'appointment_book', '[{"table":"appointment","id":"01a22132-ff23-7000-be9b-61d718f1389b","change":"insert"},{"table":"occupancy","id":"01a22132-ff23-7001-be9b-61d718f1389b","change":"insert"},{"table":"occupancy","id":"01a22132-ff23-7002-be9b-61d718f1389b","change":"insert"},{"table":"sale","id":"01a22132-ff23-7003-be9b-61d718f1389b","change":"insert"},{"table":"appointment_change","id":"01a22132-ff23-7004-be9b-61d718f1389b","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff29-7005-9c43-a017fce7eada', 1, '2026-11-28 08:08:39.977763+00', '2026-11-28 08:08:39.977763+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'appointment_book', '[{"table":"appointment","id":"01a22132-ff29-7000-9c43-a017fce7eada","change":"insert"},{"table":"occupancy","id":"01a22132-ff29-7001-9c43-a017fce7eada","change":"insert"},{"table":"occupancy","id":"01a22132-ff29-7002-9c43-a017fce7eada","change":"insert"},{"table":"sale","id":"01a22132-ff29-7003-9c43-a017fce7eada","change":"insert"},{"table":"appointment_change","id":"01a22132-ff29-7004-9c43-a017fce7eada","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff2d-7001-965c-4125e85ea7ab', 1, '2026-11-28 08:08:39.981615+00', '2026-11-28 08:08:39.981615+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'appointment_status_change', '[{"table":"appointment","id":"01a22132-ff29-7000-9c43-a017fce7eada","change":"update","fields":["status","cancelled_reason","steps"]},{"table":"occupancy","id":"01a22132-ff29-7001-9c43-a017fce7eada","change":"delete"},{"table":"occupancy","id":"01a22132-ff29-7002-9c43-a017fce7eada","change":"delete"},{"table":"sale","id":"01a22132-ff29-7003-9c43-a017fce7eada","change":"update","fields":["status"]},{"table":"appointment_change","id":"01a22132-ff2d-7000-965c-4125e85ea7ab","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7004-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe3b-7000-b4ff-aba8c36bed94","change":"insert"},{"table":"guest_term","id":"01a22132-fe3b-7001-b4ff-aba8c36bed94","change":"insert"},{"table":"guest_term","id":"01a22132-fe3b-7002-b4ff-aba8c36bed94","change":"insert"},{"table":"guest_term","id":"01a22132-fe3b-7003-b4ff-aba8c36bed94","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3f-7001-90db-f33512f93fe6', 1, '2026-11-28 08:08:39.743298+00', '2026-11-28 08:08:39.743298+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe3f-7000-90db-f33512f93fe6","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe43-7001-a424-55f0e102892a', 1, '2026-11-28 08:08:39.74786+00', '2026-11-28 08:08:39.74786+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe43-7000-a424-55f0e102892a","change":"insert"},{"table":"invoice","id":"01a22132-fe3f-7000-90db-f33512f93fe6","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe49-7000-8e3e-18fabed80f53', 1, '2026-11-28 08:08:39.753385+00', '2026-11-28 08:08:39.753385+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_issue', '[{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fe3f-7000-90db-f33512f93fe6","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe4e-7001-b7e1-c5f07cf25f26', 1, '2026-11-28 08:08:39.758651+00', '2026-11-28 08:08:39.758651+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '[{"table":"payment","id":"01a22132-fe4e-7000-b7e1-c5f07cf25f26","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe52-7000-9128-1d2613726c2e', 1, '2026-11-28 08:08:39.762219+00', '2026-11-28 08:08:39.762219+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_conclude', '[{"table":"payment","id":"01a22132-fe4e-7000-b7e1-c5f07cf25f26","change":"update","fields":["status"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7004-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe7d-7000-8e91-8170a9253641","change":"insert"},{"table":"guest_term","id":"01a22132-fe7d-7001-8e91-8170a9253641","change":"insert"},{"table":"guest_term","id":"01a22132-fe7d-7002-8e91-8170a9253641","change":"insert"},{"table":"guest_term","id":"01a22132-fe7d-7003-8e91-8170a9253641","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe81-7001-ad25-00b6e0679b32', 1, '2026-11-28 08:08:39.809704+00', '2026-11-28 08:08:39.809704+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'sale_create', '[{"table":"sale","id":"01a22132-fe81-7000-ad25-00b6e0679b32","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe96-7004-ac97-af5c34b4ccfe', 1, '2026-11-28 08:08:39.830887+00', '2026-11-28 08:08:39.830887+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe96-7000-ac97-af5c34b4ccfe","change":"insert"},{"table":"guest_term","id":"01a22132-fe96-7001-ac97-af5c34b4ccfe","change":"insert"},{"table":"guest_term","id":"01a22132-fe96-7002-ac97-af5c34b4ccfe","change":"insert"},{"table":"guest_term","id":"01a22132-fe96-7003-ac97-af5c34b4ccfe","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe99-7000-b951-2d1e6334f402', 1, '2026-11-28 08:08:39.833358+00', '2026-11-28 08:08:39.833358+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_merge', '[{"table":"guest","id":"01a22132-fe93-7000-9cff-9b72ed1ffff5","change":"update","fields":["merges"]},{"table":"guest","id":"01a22132-fe96-7000-ac97-af5c34b4ccfe","change":"update","fields":["is_active","merged_into"]},{"table":"guest_term","id":"01a22132-fe96-7001-ac97-af5c34b4ccfe","change":"delete"},{"table":"guest_term","id":"01a22132-fe96-7002-ac97-af5c34b4ccfe","change":"delete"},{"table":"guest_term","id":"01a22132-fe96-7003-ac97-af5c34b4ccfe","change":"delete"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-700a-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', 'public', '00000000-0000-0000-0000-000000000000', 'online_booking_create', '[{"table":"guest","id":"01a22132-ff31-7000-b4ef-e0bcf587ba2f","change":"insert"},{"table":"guest_term","id":"01a22132-ff31-7002-b4ef-e0bcf587ba2f","change":"insert"},{"table":"guest_term","id":"01a22132-ff31-7003-b4ef-e0bcf587ba2f","change":"insert"},{"table":"guest_term","id":"01a22132-ff31-7004-b4ef-e0bcf587ba2f","change":"insert"},{"table":"guest_term","id":"01a22132-ff31-7005-b4ef-e0bcf587ba2f","change":"insert"},{"table":"appointment","id":"01a22132-ff31-7000-a11d-073927fa21fa","change":"insert"},{"table":"occupancy","id":"01a22132-ff31-7006-b4ef-e0bcf587ba2f","change":"insert"},{"table":"occupancy","id":"01a22132-ff31-7007-b4ef-e0bcf587ba2f","change":"insert"},{"table":"sale","id":"01a22132-ff31-7008-b4ef-e0bcf587ba2f","change":"insert"},{"table":"appointment_change","id":"01a22132-ff31-7009-b4ef-e0bcf587ba2f","change":"insert"},{"table":"online_booking","id":"01a22132-ff31-7000-a11d-073927fa21fa","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7004-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe56-7000-bdd7-4950c7afcbc2","change":"insert"},{"table":"guest_term","id":"01a22132-fe56-7001-bdd7-4950c7afcbc2","change":"insert"},{"table":"guest_term","id":"01a22132-fe56-7002-bdd7-4950c7afcbc2","change":"insert"},{"table":"guest_term","id":"01a22132-fe56-7003-bdd7-4950c7afcbc2","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe59-7001-af97-359dfc21166a', 1, '2026-11-28 08:08:39.769429+00', '2026-11-28 08:08:39.769429+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe59-7000-af97-359dfc21166a","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe5c-7001-a1ab-7eae08ed265e', 1, '2026-11-28 08:08:39.772373+00', '2026-11-28 08:08:39.772373+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe5c-7000-a1ab-7eae08ed265e","change":"insert"},{"table":"invoice","id":"01a22132-fe59-7000-af97-359dfc21166a","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe60-7000-b765-2b9e0df1d7af', 1, '2026-11-28 08:08:39.776553+00', '2026-11-28 08:08:39.776553+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_issue', '[{"table":"counter","id":"01a22132-fc50-70aa-947b-232db6c551d3","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fe59-7000-af97-359dfc21166a","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe63-7002-bbe5-a66f0d55d9d0', 1, '2026-11-28 08:08:39.779783+00', '2026-11-28 08:08:39.779783+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '[{"table":"payment","id":"01a22132-fe63-7000-bbe5-a66f0d55d9d0","change":"insert"},{"table":"counter","id":"01a22132-fe1e-7001-93c4-e3dfbc48bf6d","change":"update","fields":["next"]},{"table":"collection","id":"01a22132-fe63-7001-bbe5-a66f0d55d9d0","change":"insert"},{"table":"invoice","id":"01a22132-fe59-7000-af97-359dfc21166a","change":"update","fields":["total_collection","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe67-7001-8cc0-04a3ee8b221a', 1, '2026-11-28 08:08:39.783263+00', '2026-11-28 08:08:39.783263+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_reverse', '[{"table":"counter","id":"01a22132-fe1e-7001-93c4-e3dfbc48bf6d","change":"update","fields":["next"]},{"table":"collection","id":"01a22132-fe67-7000-8cc0-04a3ee8b221a","change":"insert"},{"table":"collection","id":"01a22132-fe63-7001-bbe5-a66f0d55d9d0","change":"update","fields":["is_reversed"]},{"table":"payment","id":"01a22132-fe63-7000-bbe5-a66f0d55d9d0","change":"update","fields":["status"]},{"table":"invoice","id":"01a22132-fe59-7000-af97-359dfc21166a","change":"update","fields":["total_collection","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7004-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fe86-7000-a2fc-c7385f0c1588","change":"insert"},{"table":"guest_term","id":"01a22132-fe86-7001-a2fc-c7385f0c1588","change":"insert"},{"table":"guest_term","id":"01a22132-fe86-7002-a2fc-c7385f0c1588","change":"insert"},{"table":"guest_term","id":"01a22132-fe86-7003-a2fc-c7385f0c1588","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe88-7001-a7a5-ebc9839a6df4', 1, '2026-11-28 08:08:39.816119+00', '2026-11-28 08:08:39.816119+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_create', '[{"table":"invoice","id":"01a22132-fe88-7000-a7a5-ebc9839a6df4","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8a-7001-9cb9-c38fdbe2da32', 1, '2026-11-28 08:08:39.818689+00', '2026-11-28 08:08:39.818689+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fe8a-7000-9cb9-c38fdbe2da32","change":"insert"},{"table":"invoice","id":"01a22132-fe88-7000-a7a5-ebc9839a6df4","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8f-7001-ab08-bdc5ed0e88f2', 1, '2026-11-28 08:08:39.823195+00', '2026-11-28 08:08:39.823195+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'employee_create', '[{"table":"employee","id":"01a22132-fe8f-7000-ab08-bdc5ed0e88f2","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea1-7004-9202-0470f5137207', 1, '2026-11-28 08:08:39.841679+00', '2026-11-28 08:08:39.841679+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_create', '[{"table":"guest","id":"01a22132-fea1-7000-9202-0470f5137207","change":"insert"},{"table":"guest_term","id":"01a22132-fea1-7001-9202-0470f5137207","change":"insert"},{"table":"guest_term","id":"01a22132-fea1-7002-9202-0470f5137207","change":"insert"},{"table":"guest_term","id":"01a22132-fea1-7003-9202-0470f5137207","change":"insert"}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea4-7000-83e7-2ac4718f925a', 1, '2026-11-28 08:08:39.844336+00', '2026-11-28 08:08:39.844336+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'guest_erase', '[{"table":"guest","id":"01a22132-fea1-7000-9202-0470f5137207","change":"update","fields":["is_active","erased_at"]}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fefc-7001-8b14-1f91bf34ff6b', 1, '2026-11-28 08:08:39.932559+00', '2026-11-28 08:08:39.932559+00', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', 'key_create', '[{"table":"api_key","id":"01a22132-fefc-7000-8b14-1f91bf34ff6b","change":"insert"}]', NULL);
INSERT INTO public.blockout VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdfb-7000-8ab8-2373ea09a300', 1, '2026-11-28 08:08:39.675639+00', '2026-11-28 08:08:39.675639+00', '01a22132-fc50-703d-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', '2030-01-02 09:00:00+00', '2030-01-02 12:00:00+00', 'training', 'Colours');
INSERT INTO public.business_unit VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc0-7000-8ac1-c2109972e12b', 1, '2026-11-28 08:08:39.616159+00', '2026-11-28 08:08:39.616159+00', 'Hair', 'BU-000001', NULL, true);
INSERT INTO public.calendar VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7000-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'center', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7005-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7007-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7008-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7009-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7025-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7000-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7032-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7036-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7039-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider', '01a22132-fc50-7001-947b-232db6c551d3', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7001-947b-232db6c551d3', 2, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.664302+00', 'center', '01a22132-fc50-7001-947b-232db6c551d3', 1),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703d-947b-232db6c551d3', 3, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.675639+00', 'provider', '01a22132-fc50-7001-947b-232db6c551d3', 2);
INSERT INTO public.category VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc3-7000-a3cc-2890de6111c4', 1, '2026-11-28 08:08:39.619804+00', '2026-11-28 08:08:39.619804+00', 'Care', NULL, true);
INSERT INTO public.center VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7000-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Maré & Linde Chiado', 'Europe/Lisbon', 'LIS', 'EUR', NULL, 'Rua da Rosa 48', 'Lisboa', NULL, 'PT', '+351215550101', 'chiado@mare-linde.example.com', 'PT500000018', '{"weekly":[{"day":"monday","start":"12:00","end":"19:00"},{"day":"tuesday","start":"10:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"19:00"},{"day":"thursday","start":"10:00","end":"20:00"},{"day":"friday","start":"10:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"18:00"}]}', '{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7001-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Maré & Linde Prenzlauer Berg', 'Europe/Berlin', 'BER', 'EUR', NULL, 'Oderberger Straße 23', 'Berlin', NULL, 'DE', '+493055500202', 'berlin@mare-linde.example.com', 'DE100000014', '{"weekly":[{"day":"tuesday","start":"09:00","end":"19:00"},{"day":"wednesday","start":"09:00","end":"19:00"},{"day":"thursday","start":"09:00","end":"20:00"},{"day":"friday","start":"09:00","end":"20:00"},{"day":"saturday","start":"09:00","end":"16:00"}]}', '{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false}', true);
INSERT INTO public.collection VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0001', 'receipt', NULL, false, '01a22132-fc50-709f-947b-232db6c551d3', '01a22132-fc50-70af-947b-232db6c551d3', NULL, '01a22132-fc50-7045-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'card', 2337, 'EUR', '2026-11-16', NULL, 'T-875729', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0002', 'receipt', NULL, false, '01a22132-fc50-70a2-947b-232db6c551d3', '01a22132-fc50-70b2-947b-232db6c551d3', NULL, '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'cash', 1400, 'EUR', '2026-11-16', NULL, NULL, 'Had not more cash along'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0003', 'receipt', NULL, false, '01a22132-fc50-70a2-947b-232db6c551d3', '01a22132-fc50-70b4-947b-232db6c551d3', NULL, '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'card', 2044, 'EUR', '2026-11-16', NULL, 'T-310765', 'The rest'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0004', 'receipt', NULL, false, '01a22132-fc50-70a4-947b-232db6c551d3', '01a22132-fc50-70b6-947b-232db6c551d3', NULL, '01a22132-fc50-7057-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'cash', 1000, 'EUR', '2026-11-16', NULL, NULL, 'Pays the rest next time'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0005', 'receipt', NULL, false, '01a22132-fc50-70a6-947b-232db6c551d3', '01a22132-fc50-70b8-947b-232db6c551d3', NULL, '01a22132-fc50-704b-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'card', 2829, 'EUR', '2026-11-16', NULL, 'T-797513', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70bb-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0006', 'receipt', NULL, false, '01a22132-fc50-70ab-947b-232db6c551d3', '01a22132-fc50-70ba-947b-232db6c551d3', NULL, '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'cash', 1200, 'EUR', '2026-11-17', NULL, NULL, 'Had not more cash along'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70bd-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0007', 'receipt', NULL, false, '01a22132-fc50-70ad-947b-232db6c551d3', '01a22132-fc50-70bc-947b-232db6c551d3', NULL, '01a22132-fc50-703f-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'online', 2952, 'EUR', '2026-11-17', NULL, 'WEB-71380', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70bf-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL-2026-0008', 'receipt', NULL, false, '01a22132-fc50-70ab-947b-232db6c551d3', '01a22132-fc50-70be-947b-232db6c551d3', NULL, '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'card', 1752, 'EUR', '2026-11-17', NULL, 'T-718020', 'The rest'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7002-93c4-e3dfbc48bf6d', 1, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.710645+00', 'COLL-2026-0001', 'receipt', NULL, false, '01a22132-fe09-7000-9b00-bf767a9fbdc0', '01a22132-fe1e-7000-93c4-e3dfbc48bf6d', NULL, '01a22132-fe05-7000-9aaf-66f7f44cf97b', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'card', 100, 'EUR', '2026-11-28', NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe63-7001-bbe5-a66f0d55d9d0', 2, '2026-11-28 08:08:39.779783+00', '2026-11-28 08:08:39.783263+00', 'COLL-2026-0002', 'receipt', NULL, true, '01a22132-fe59-7000-af97-359dfc21166a', '01a22132-fe63-7000-bbe5-a66f0d55d9d0', NULL, '01a22132-fe56-7000-bdd7-4950c7afcbc2', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'card', 100, 'EUR', '2026-11-28', NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe67-7000-8cc0-04a3ee8b221a', 1, '2026-11-28 08:08:39.783263+00', '2026-11-28 08:08:39.783263+00', 'COLL-2026-0003', 'reversal', '01a22132-fe63-7001-bbe5-a66f0d55d9d0', false, '01a22132-fe59-7000-af97-359dfc21166a', '01a22132-fe63-7000-bbe5-a66f0d55d9d0', NULL, '01a22132-fe56-7000-bdd7-4950c7afcbc2', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'card', -100, 'EUR', '2026-11-28', NULL, NULL, NULL);
INSERT INTO public.counter VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV 01a22132-fc50-7000-947b-232db6c551d3 2026', 7),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'COLL 01a22132-fc50-7000-947b-232db6c551d3 2026', 9),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdbb-7000-b55d-3b5f840e3a66', 1, '2026-11-28 08:08:39.611023+00', '2026-11-28 08:08:39.611023+00', 'code BU', 11),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdcc-7000-b703-952d47fa6631', 1, '2026-11-28 08:08:39.628775+00', '2026-11-28 08:08:39.628775+00', 'code P', 11),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fde2-7000-807c-ff6d3e8ead70', 1, '2026-11-28 08:08:39.650482+00', '2026-11-28 08:08:39.650482+00', 'code PK', 11),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc3b-7000-8271-51a469040c75', 2, '2026-11-28 08:08:39.227831+00', '2026-11-28 08:08:39.682744+00', 'code G', 2001),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7001-93c4-e3dfbc48bf6d', 3, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.783263+00', 'COLL 01a22132-fc50-7001-947b-232db6c551d3 2026', 4),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70aa-947b-232db6c551d3', 6, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.798273+00', 'INV 01a22132-fc50-7001-947b-232db6c551d3 2026', 7),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc42-7000-9b13-4f2ab069613e', 2, '2026-11-28 08:08:39.23414+00', '2026-11-28 08:08:39.807993+00', 'code SALE', 2001),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8e-7000-910e-bf3a1b8b3ada', 1, '2026-11-28 08:08:39.822347+00', '2026-11-28 08:08:39.822347+00', 'code E', 11);
INSERT INTO public.credential VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec8-7000-a727-b81afbd9be01', 1, '2026-11-28 08:08:39.880331+00', '2026-11-28 08:08:39.880331+00', '01a22132-fec8-7000-a727-b81afbd9be01', NULL, NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec3-7000-8804-d8da2204fb47', 2, '2026-11-28 08:08:39.875578+00', '2026-11-28 08:08:39.904225+00', '01a22132-fec3-7000-8804-d8da2204fb47', '$argon2id$v=19$m=19456,t=2,p=1$bPP28XSL0qyg6p46+p15TA$BmKvUUnZq6qbWDIQnr9vFqVyxKFE09SjRmHpMhJLTG8', NULL, NULL, '2026-11-28 08:08:39.904225+00');
INSERT INTO public.directory VALUES
	('00000000-0000-0000-0000-000000000000', '01a22132-fc13-7000-92d7-f86b94a2bf20', 1, '2026-11-28 08:08:39.198634+00', '2026-11-28 08:08:39.198634+00', 'atelier', 'atelier@example.com', 'atelier', true);
INSERT INTO public.employee VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8f-7000-ab08-bdc5ed0e88f2', 1, '2026-11-28 08:08:39.823195+00', '2026-11-28 08:08:39.823195+00', 'Kim', 'E-000001', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.event VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc13-7001-be22-3351dbebffd8', 1, '2026-11-28 08:08:39.187577+00', '2026-11-28 08:08:39.187577+00', 'organization.created', 'organization', '01a22132-fc13-7000-92d7-f86b94a2bf20', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc23-7002-8b1a-027391ad609e', 1, '2026-11-28 08:08:39.203393+00', '2026-11-28 08:08:39.203393+00', 'api_key.created', 'api_key', '01a22132-fc23-7000-8b1a-027391ad609e', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'center.created', 'center', '01a22132-fc50-7000-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'center.created', 'center', '01a22132-fc50-7001-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room_category.created', 'room_category', '01a22132-fc50-7002-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room_category.created', 'room_category', '01a22132-fc50-7003-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room_category.created', 'room_category', '01a22132-fc50-7004-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-7005-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-7006-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-7007-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70c9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-7008-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ca-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-7009-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70cb-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'room.created', 'room', '01a22132-fc50-700a-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70cc-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'tax.created', 'tax', '01a22132-fc50-700b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70cd-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'tax.created', 'tax', '01a22132-fc50-700c-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ce-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-700d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70cf-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7011-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7013-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7017-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7019-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-701b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-701d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-701f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7021-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70d9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'service.created', 'service', '01a22132-fc50-7023-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70da-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-7025-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70db-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-702a-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70dc-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-702d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70dd-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-702f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70de-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-7032-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70df-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-7036-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-7039-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'provider.created', 'provider', '01a22132-fc50-703d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-703f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-7045-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-704b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-7051-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-7057-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-705d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-7063-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70e9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'guest.created', 'guest', '01a22132-fc50-7069-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ea-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-706f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70eb-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.no_show', 'appointment', '01a22132-fc50-706f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ec-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-7075-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ed-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-7075-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ee-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-707b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ef-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-707b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-7081-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f1-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-7081-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-7087-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-7087-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-708d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-708d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-7093-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-7093-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.booked', 'appointment', '01a22132-fc50-7099-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70f9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'appointment.completed', 'appointment', '01a22132-fc50-7099-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70fa-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-709f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70fb-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70a0-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70fc-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.updated', 'invoice', '01a22132-fc50-709f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70fd-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-709f-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70fe-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70a2-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ff-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70a3-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7100-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70a2-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7101-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70a4-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7102-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70a5-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7103-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70a4-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7104-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70a6-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7105-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70a7-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7106-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.updated', 'invoice', '01a22132-fc50-70a6-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7107-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70a6-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7108-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70a8-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7109-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70a9-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70a8-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70ab-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70ac-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70ab-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.created', 'invoice', '01a22132-fc50-70ad-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-710f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice_item.added', 'invoice_item', '01a22132-fc50-70ae-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7110-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'invoice.issued', 'invoice', '01a22132-fc50-70ad-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7111-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70af-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7112-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70b2-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7113-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70b4-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7114-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70b6-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7115-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70b8-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7116-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70ba-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7117-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70bc-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7118-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'payment.completed', 'payment', '01a22132-fc50-70be-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc0-7002-8ac1-c2109972e12b', 1, '2026-11-28 08:08:39.616159+00', '2026-11-28 08:08:39.616159+00', 'business_unit.created', 'business_unit', '01a22132-fdc0-7000-8ac1-c2109972e12b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdc3-7002-a3cc-2890de6111c4', 1, '2026-11-28 08:08:39.619804+00', '2026-11-28 08:08:39.619804+00', 'category.created', 'category', '01a22132-fdc3-7000-a3cc-2890de6111c4', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdd3-7003-b3e4-cf1867c658ce', 1, '2026-11-28 08:08:39.635522+00', '2026-11-28 08:08:39.635522+00', 'product.created', 'product', '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fde3-7003-9484-7c2fe7e0e9da', 1, '2026-11-28 08:08:39.651894+00', '2026-11-28 08:08:39.651894+00', 'package.created', 'package', '01a22132-fde3-7000-9484-7c2fe7e0e9da', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdea-7002-943e-45bca22b5de3', 1, '2026-11-28 08:08:39.65886+00', '2026-11-28 08:08:39.65886+00', 'offer_discount.created', 'offer_discount', '01a22132-fdea-7000-943e-45bca22b5de3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf0-7002-8108-5e6834faa7a3', 1, '2026-11-28 08:08:39.664302+00', '2026-11-28 08:08:39.664302+00', 'hours_override.created', 'hours_override', '01a22132-fdf0-7000-8108-5e6834faa7a3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf7-7002-aa6a-89b6411408e2', 1, '2026-11-28 08:08:39.671603+00', '2026-11-28 08:08:39.671603+00', 'hours_override.created', 'hours_override', '01a22132-fdf7-7000-aa6a-89b6411408e2', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdfb-7002-8ab8-2373ea09a300', 1, '2026-11-28 08:08:39.675639+00', '2026-11-28 08:08:39.675639+00', 'blockout.created', 'blockout', '01a22132-fdfb-7000-8ab8-2373ea09a300', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7005-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', 'guest.created', 'guest', '01a22132-fe05-7000-9aaf-66f7f44cf97b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe09-7002-9b00-bf767a9fbdc0', 1, '2026-11-28 08:08:39.689619+00', '2026-11-28 08:08:39.689619+00', 'invoice.created', 'invoice', '01a22132-fe09-7000-9b00-bf767a9fbdc0', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe0f-7002-bc5e-01c0268e4519', 1, '2026-11-28 08:08:39.695775+00', '2026-11-28 08:08:39.695775+00', 'invoice_item.added', 'invoice_item', '01a22132-fe0f-7000-bc5e-01c0268e4519', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe18-7001-9477-27083c13ad16', 1, '2026-11-28 08:08:39.704039+00', '2026-11-28 08:08:39.704039+00', 'invoice.issued', 'invoice', '01a22132-fe09-7000-9b00-bf767a9fbdc0', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7004-93c4-e3dfbc48bf6d', 1, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.710645+00', 'payment.completed', 'payment', '01a22132-fe1e-7000-93c4-e3dfbc48bf6d', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7005-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', 'guest.created', 'guest', '01a22132-fe25-7000-b04e-871c65e4aaa0', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe28-7002-9c34-30a888953581', 1, '2026-11-28 08:08:39.720865+00', '2026-11-28 08:08:39.720865+00', 'invoice.created', 'invoice', '01a22132-fe28-7000-9c34-30a888953581', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe2d-7002-bac1-51c40eb109d9', 1, '2026-11-28 08:08:39.725+00', '2026-11-28 08:08:39.725+00', 'invoice_item.added', 'invoice_item', '01a22132-fe2d-7000-bac1-51c40eb109d9', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe32-7001-b933-77cfde5adefa', 1, '2026-11-28 08:08:39.730655+00', '2026-11-28 08:08:39.730655+00', 'invoice.issued', 'invoice', '01a22132-fe28-7000-9c34-30a888953581', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe36-7002-a3a7-effc4693c55a', 1, '2026-11-28 08:08:39.734956+00', '2026-11-28 08:08:39.734956+00', 'payment.pending', 'payment', '01a22132-fe36-7000-a3a7-effc4693c55a', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7005-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', 'guest.created', 'guest', '01a22132-fe3b-7000-b4ff-aba8c36bed94', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3f-7002-90db-f33512f93fe6', 1, '2026-11-28 08:08:39.743298+00', '2026-11-28 08:08:39.743298+00', 'invoice.created', 'invoice', '01a22132-fe3f-7000-90db-f33512f93fe6', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe43-7002-a424-55f0e102892a', 1, '2026-11-28 08:08:39.74786+00', '2026-11-28 08:08:39.74786+00', 'invoice_item.added', 'invoice_item', '01a22132-fe43-7000-a424-55f0e102892a', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe49-7001-8e3e-18fabed80f53', 1, '2026-11-28 08:08:39.753385+00', '2026-11-28 08:08:39.753385+00', 'invoice.issued', 'invoice', '01a22132-fe3f-7000-90db-f33512f93fe6', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe4e-7002-b7e1-c5f07cf25f26', 1, '2026-11-28 08:08:39.758651+00', '2026-11-28 08:08:39.758651+00', 'payment.pending', 'payment', '01a22132-fe4e-7000-b7e1-c5f07cf25f26', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe52-7001-9128-1d2613726c2e', 1, '2026-11-28 08:08:39.762219+00', '2026-11-28 08:08:39.762219+00', 'payment.failed', 'payment', '01a22132-fe4e-7000-b7e1-c5f07cf25f26', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7005-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', 'guest.created', 'guest', '01a22132-fe56-7000-bdd7-4950c7afcbc2', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe59-7002-af97-359dfc21166a', 1, '2026-11-28 08:08:39.769429+00', '2026-11-28 08:08:39.769429+00', 'invoice.created', 'invoice', '01a22132-fe59-7000-af97-359dfc21166a', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe5c-7002-a1ab-7eae08ed265e', 1, '2026-11-28 08:08:39.772373+00', '2026-11-28 08:08:39.772373+00', 'invoice_item.added', 'invoice_item', '01a22132-fe5c-7000-a1ab-7eae08ed265e', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe60-7001-b765-2b9e0df1d7af', 1, '2026-11-28 08:08:39.776553+00', '2026-11-28 08:08:39.776553+00', 'invoice.issued', 'invoice', '01a22132-fe59-7000-af97-359dfc21166a', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe63-7003-bbe5-a66f0d55d9d0', 1, '2026-11-28 08:08:39.779783+00', '2026-11-28 08:08:39.779783+00', 'payment.completed', 'payment', '01a22132-fe63-7000-bbe5-a66f0d55d9d0', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe67-7002-8cc0-04a3ee8b221a', 1, '2026-11-28 08:08:39.783263+00', '2026-11-28 08:08:39.783263+00', 'payment.reversed', 'payment', '01a22132-fe63-7000-bbe5-a66f0d55d9d0', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7005-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', 'guest.created', 'guest', '01a22132-fe86-7000-a2fc-c7385f0c1588', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe88-7002-a7a5-ebc9839a6df4', 1, '2026-11-28 08:08:39.816119+00', '2026-11-28 08:08:39.816119+00', 'invoice.created', 'invoice', '01a22132-fe88-7000-a7a5-ebc9839a6df4', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8a-7002-9cb9-c38fdbe2da32', 1, '2026-11-28 08:08:39.818689+00', '2026-11-28 08:08:39.818689+00', 'invoice_item.added', 'invoice_item', '01a22132-fe8a-7000-9cb9-c38fdbe2da32', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8f-7002-ab08-bdc5ed0e88f2', 1, '2026-11-28 08:08:39.823195+00', '2026-11-28 08:08:39.823195+00', 'employee.created', 'employee', '01a22132-fe8f-7000-ab08-bdc5ed0e88f2', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea1-7005-9202-0470f5137207', 1, '2026-11-28 08:08:39.841679+00', '2026-11-28 08:08:39.841679+00', 'guest.created', 'guest', '01a22132-fea1-7000-9202-0470f5137207', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea4-7001-83e7-2ac4718f925a', 1, '2026-11-28 08:08:39.844336+00', '2026-11-28 08:08:39.844336+00', 'guest.updated', 'guest', '01a22132-fea1-7000-9202-0470f5137207', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fefc-7002-8b14-1f91bf34ff6b', 1, '2026-11-28 08:08:39.932559+00', '2026-11-28 08:08:39.932559+00', 'api_key.created', 'api_key', '01a22132-fefc-7000-8b14-1f91bf34ff6b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7005-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', 'guest.created', 'guest', '01a22132-fe6d-7000-bbe1-eeb48619a827', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe70-7002-a35b-9eca26c1c913', 1, '2026-11-28 08:08:39.792056+00', '2026-11-28 08:08:39.792056+00', 'invoice.created', 'invoice', '01a22132-fe70-7000-a35b-9eca26c1c913', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe72-7002-b56e-c9ccbdc45614', 1, '2026-11-28 08:08:39.794635+00', '2026-11-28 08:08:39.794635+00', 'invoice_item.added', 'invoice_item', '01a22132-fe72-7000-b56e-c9ccbdc45614', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe76-7001-9976-68d3e9b3eaf1', 1, '2026-11-28 08:08:39.798273+00', '2026-11-28 08:08:39.798273+00', 'invoice.issued', 'invoice', '01a22132-fe70-7000-a35b-9eca26c1c913', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7a-7001-91cb-624b41dc0fe4', 1, '2026-11-28 08:08:39.802053+00', '2026-11-28 08:08:39.802053+00', 'invoice.voided', 'invoice', '01a22132-fe70-7000-a35b-9eca26c1c913', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7005-9cff-9b72ed1ffff5', 1, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.827131+00', 'guest.created', 'guest', '01a22132-fe93-7000-9cff-9b72ed1ffff5', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea8-7001-9246-5cee6759537e', 1, '2026-11-28 08:08:39.848543+00', '2026-11-28 08:08:39.848543+00', 'guest.erased', 'guest', '01a22132-fea1-7000-9202-0470f5137207', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec3-7002-8804-d8da2204fb47', 1, '2026-11-28 08:08:39.875578+00', '2026-11-28 08:08:39.875578+00', 'user_account.created', 'user_account', '01a22132-fec3-7000-8804-d8da2204fb47', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec8-7002-a727-b81afbd9be01', 1, '2026-11-28 08:08:39.880331+00', '2026-11-28 08:08:39.880331+00', 'user_account.created', 'user_account', '01a22132-fec8-7000-a727-b81afbd9be01', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff02-7001-b72a-d06afc2436f8', 1, '2026-11-28 08:08:39.93824+00', '2026-11-28 08:08:39.93824+00', 'organization.updated', 'organization', '01a22132-fc13-7000-92d7-f86b94a2bf20', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7005-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', 'guest.created', 'guest', '01a22132-ff20-7000-88fb-775390eee4be', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7006-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', 'appointment.booked', 'appointment', '01a22132-ff23-7000-be9b-61d718f1389b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff29-7006-9c43-a017fce7eada', 1, '2026-11-28 08:08:39.977763+00', '2026-11-28 08:08:39.977763+00', 'appointment.booked', 'appointment', '01a22132-ff29-7000-9c43-a017fce7eada', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff2d-7002-965c-4125e85ea7ab', 1, '2026-11-28 08:08:39.981615+00', '2026-11-28 08:08:39.981615+00', 'appointment.cancelled', 'appointment', '01a22132-ff29-7000-9c43-a017fce7eada', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7005-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', 'guest.created', 'guest', '01a22132-fe7d-7000-8e91-8170a9253641', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe81-7002-ad25-00b6e0679b32', 1, '2026-11-28 08:08:39.809704+00', '2026-11-28 08:08:39.809704+00', 'sale.created', 'sale', '01a22132-fe81-7000-ad25-00b6e0679b32', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe96-7005-ac97-af5c34b4ccfe', 1, '2026-11-28 08:08:39.830887+00', '2026-11-28 08:08:39.830887+00', 'guest.created', 'guest', '01a22132-fe96-7000-ac97-af5c34b4ccfe', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe99-7001-b951-2d1e6334f402', 1, '2026-11-28 08:08:39.833358+00', '2026-11-28 08:08:39.833358+00', 'guest.merged', 'guest', '01a22132-fe93-7000-9cff-9b72ed1ffff5', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-700b-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', 'appointment.requested', 'appointment', '01a22132-ff31-7000-a11d-073927fa21fa', NULL);
INSERT INTO public.guest VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Rui', 'Coelho', 'G-000001', false, NULL, NULL, 'coelho.rui@example.com', '+351917555427', NULL, 'male', '1967-01-18', NULL, 'pt', NULL, '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7045-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Hugo', 'Reis', 'G-000002', false, NULL, NULL, 'hugo.reis@example.com', '+351936555745', NULL, 'male', '1956-03-03', NULL, 'pt', NULL, '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Matilde', 'Teixeira', 'G-000003', false, NULL, NULL, 'matilde.teixeira@example.com', '+351960555236', NULL, 'female', '1950-07-10', NULL, 'pt', NULL, '[]', true, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7051-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Raquel', 'Machado', 'G-000004', false, NULL, NULL, 'machado.raquel@example.com', '+351920555815', NULL, 'female', NULL, NULL, 'pt', NULL, '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7057-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Maria', 'Leal', 'G-000005', false, NULL, NULL, 'marialeal@example.com', '+351915555526', NULL, 'female', '1971-03-01', NULL, 'pt', NULL, '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'Catarina', 'Ferreira', 'G-000006', false, NULL, NULL, 'c.ferreira@example.com', '+351916555872', NULL, 'female', '1997-08-06', NULL, 'pt', 'Sensitive scalp', '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7063-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7000-947b-232db6c551d3', 'João', 'Pinto', 'G-000007', false, NULL, NULL, 'joaopinto@example.com', '+351932555745', NULL, 'male', '1983-09-26', NULL, 'pt', NULL, '[]', false, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7069-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Agnieszka', 'Hahn', 'G-000008', false, NULL, NULL, 'agnieszka.hahn@example.com', '+4917655519609', NULL, 'female', '1996-04-20', NULL, 'de', NULL, '[]', true, true, '2026-11-28 08:08:39.248543+00', NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7000-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Half', 'G-001001', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7000-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Awaited', 'G-001002', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7000-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Failed', 'G-001003', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7000-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Reversed', 'G-001004', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7000-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Void', 'G-001005', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7000-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Open', 'G-001006', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7000-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Draft', 'G-001007', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7000-9cff-9b72ed1ffff5', 2, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.833358+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Twice', 'G-001008', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 1),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe96-7000-ac97-af5c34b4ccfe', 2, '2026-11-28 08:08:39.830887+00', '2026-11-28 08:08:39.833358+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Twice', 'G-001009', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, NULL, '01a22132-fe93-7000-9cff-9b72ed1ffff5', 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fea1-7000-9202-0470f5137207', 3, '2026-11-28 08:08:39.841679+00', '2026-11-28 08:08:39.848543+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Erased', 'guest', 'G-001011', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, false, NULL, '2026-11-28 08:08:39.844336+00', NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7000-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Ada', 'Booked', 'G-001012', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-fc50-7001-947b-232db6c551d3', 'Rui', 'Melo', 'G-001013', false, NULL, NULL, 'rui@example.com', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', false, true, NULL, NULL, NULL, 0);
INSERT INTO public.guest_term VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7040-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703f-947b-232db6c551d3', '351917555427'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7041-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703f-947b-232db6c551d3', 'coelho'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7042-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703f-947b-232db6c551d3', 'coelho.rui@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7043-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703f-947b-232db6c551d3', 'g-000001'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7044-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703f-947b-232db6c551d3', 'rui'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7046-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7045-947b-232db6c551d3', '351936555745'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7047-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7045-947b-232db6c551d3', 'g-000002'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7048-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7045-947b-232db6c551d3', 'hugo'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7049-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7045-947b-232db6c551d3', 'hugo.reis@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7045-947b-232db6c551d3', 'reis'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-704b-947b-232db6c551d3', '351960555236'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-704b-947b-232db6c551d3', 'g-000003'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-704b-947b-232db6c551d3', 'matilde'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-704f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-704b-947b-232db6c551d3', 'matilde.teixeira@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7050-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-704b-947b-232db6c551d3', 'teixeira'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7052-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7051-947b-232db6c551d3', '351920555815'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7053-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7051-947b-232db6c551d3', 'g-000004'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7054-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7051-947b-232db6c551d3', 'machado'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7055-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7051-947b-232db6c551d3', 'machado.raquel@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7056-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7051-947b-232db6c551d3', 'raquel'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7058-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7057-947b-232db6c551d3', '351915555526'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7059-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7057-947b-232db6c551d3', 'g-000005'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7057-947b-232db6c551d3', 'leal'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7057-947b-232db6c551d3', 'maria'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7057-947b-232db6c551d3', 'marialeal@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-705d-947b-232db6c551d3', '351916555872'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-705f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-705d-947b-232db6c551d3', 'c.ferreira@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7060-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-705d-947b-232db6c551d3', 'catarina'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7061-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-705d-947b-232db6c551d3', 'ferreira'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7062-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-705d-947b-232db6c551d3', 'g-000006'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7064-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7063-947b-232db6c551d3', '351932555745'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7065-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7063-947b-232db6c551d3', 'g-000007'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7066-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7063-947b-232db6c551d3', 'joao'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7067-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7063-947b-232db6c551d3', 'joaopinto@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7068-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7063-947b-232db6c551d3', 'pinto'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7069-947b-232db6c551d3', '4917655519609'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7069-947b-232db6c551d3', 'agnieszka'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7069-947b-232db6c551d3', 'agnieszka.hahn@example.com'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7069-947b-232db6c551d3', 'g-000008'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-706e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7069-947b-232db6c551d3', 'hahn'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7001-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', '01a22132-fe05-7000-9aaf-66f7f44cf97b', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7002-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', '01a22132-fe05-7000-9aaf-66f7f44cf97b', 'g-001001'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe05-7003-9aaf-66f7f44cf97b', 1, '2026-11-28 08:08:39.685454+00', '2026-11-28 08:08:39.685454+00', '01a22132-fe05-7000-9aaf-66f7f44cf97b', 'half'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7001-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', '01a22132-fe25-7000-b04e-871c65e4aaa0', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7002-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', '01a22132-fe25-7000-b04e-871c65e4aaa0', 'awaited'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe25-7003-b04e-871c65e4aaa0', 1, '2026-11-28 08:08:39.717735+00', '2026-11-28 08:08:39.717735+00', '01a22132-fe25-7000-b04e-871c65e4aaa0', 'g-001002'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7001-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', '01a22132-fe3b-7000-b4ff-aba8c36bed94', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7002-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', '01a22132-fe3b-7000-b4ff-aba8c36bed94', 'failed'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3b-7003-b4ff-aba8c36bed94', 1, '2026-11-28 08:08:39.739942+00', '2026-11-28 08:08:39.739942+00', '01a22132-fe3b-7000-b4ff-aba8c36bed94', 'g-001003'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7001-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', '01a22132-fe56-7000-bdd7-4950c7afcbc2', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7002-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', '01a22132-fe56-7000-bdd7-4950c7afcbc2', 'g-001004'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe56-7003-bdd7-4950c7afcbc2', 1, '2026-11-28 08:08:39.76679+00', '2026-11-28 08:08:39.76679+00', '01a22132-fe56-7000-bdd7-4950c7afcbc2', 'reversed'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7001-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', '01a22132-fe6d-7000-bbe1-eeb48619a827', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7002-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', '01a22132-fe6d-7000-bbe1-eeb48619a827', 'g-001005'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe6d-7003-bbe1-eeb48619a827', 1, '2026-11-28 08:08:39.789691+00', '2026-11-28 08:08:39.789691+00', '01a22132-fe6d-7000-bbe1-eeb48619a827', 'void'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7001-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', '01a22132-fe7d-7000-8e91-8170a9253641', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7002-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', '01a22132-fe7d-7000-8e91-8170a9253641', 'g-001006'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe7d-7003-8e91-8170a9253641', 1, '2026-11-28 08:08:39.805797+00', '2026-11-28 08:08:39.805797+00', '01a22132-fe7d-7000-8e91-8170a9253641', 'open'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7001-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', '01a22132-fe86-7000-a2fc-c7385f0c1588', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7002-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', '01a22132-fe86-7000-a2fc-c7385f0c1588', 'draft'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe86-7003-a2fc-c7385f0c1588', 1, '2026-11-28 08:08:39.814122+00', '2026-11-28 08:08:39.814122+00', '01a22132-fe86-7000-a2fc-c7385f0c1588', 'g-001007'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7001-9cff-9b72ed1ffff5', 1, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.827131+00', '01a22132-fe93-7000-9cff-9b72ed1ffff5', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7002-9cff-9b72ed1ffff5', 1, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.827131+00', '01a22132-fe93-7000-9cff-9b72ed1ffff5', 'g-001008'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe93-7003-9cff-9b72ed1ffff5', 1, '2026-11-28 08:08:39.827131+00', '2026-11-28 08:08:39.827131+00', '01a22132-fe93-7000-9cff-9b72ed1ffff5', 'twice'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7001-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', '01a22132-ff20-7000-88fb-775390eee4be', 'ada'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7002-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', '01a22132-ff20-7000-88fb-775390eee4be', 'booked'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff20-7003-88fb-775390eee4be', 1, '2026-11-28 08:08:39.968561+00', '2026-11-28 08:08:39.968561+00', '01a22132-ff20-7000-88fb-775390eee4be', 'g-001012'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7002-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 'g-001013'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7003-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 'melo'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7004-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 'rui'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7005-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 'rui@example.com');
INSERT INTO public.hours_override VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf0-7000-8108-5e6834faa7a3', 1, '2026-11-28 08:08:39.664302+00', '2026-11-28 08:08:39.664302+00', '01a22132-fc50-7001-947b-232db6c551d3', '2030-01-01', '[]'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdf7-7000-aa6a-89b6411408e2', 1, '2026-11-28 08:08:39.671603+00', '2026-11-28 08:08:39.671603+00', '01a22132-fc50-703d-947b-232db6c551d3', '2030-01-01', '[]');
INSERT INTO public.idempotency VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7005-93c4-e3dfbc48bf6d', 1, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.710645+00', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '01a22132-fe09-7000-9b00-bf767a9fbdc0', '9fda60e63c9f4d3ff1620da613294a994ee6e89764e2398363284459d63d10c4', '{"id":"01a22132-fe1e-7000-93c4-e3dfbc48bf6d","invoice_id":"01a22132-fe09-7000-9b00-bf767a9fbdc0","guest_id":"01a22132-fe05-7000-9aaf-66f7f44cf97b","center_id":"01a22132-fc50-7001-947b-232db6c551d3","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"completed","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.710645Z","updated_at":"2026-11-28T08:08:39.710645Z"}', '01a22132-fe05-7000-9aaf-66f7f44cf97b', '2026-11-29 08:08:39.710645+00'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe36-7003-a3a7-effc4693c55a', 1, '2026-11-28 08:08:39.734956+00', '2026-11-28 08:08:39.734956+00', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '01a22132-fe28-7000-9c34-30a888953581', 'ee5c110346bd24cf7990ad66d0d535913054c6e6bbc5e2b26557ff9695ca11ca', '{"id":"01a22132-fe36-7000-a3a7-effc4693c55a","invoice_id":"01a22132-fe28-7000-9c34-30a888953581","guest_id":"01a22132-fe25-7000-b04e-871c65e4aaa0","center_id":"01a22132-fc50-7001-947b-232db6c551d3","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"pending","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.734956Z","updated_at":"2026-11-28T08:08:39.734956Z"}', '01a22132-fe25-7000-b04e-871c65e4aaa0', '2026-11-29 08:08:39.734956+00'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe4e-7003-b7e1-c5f07cf25f26', 1, '2026-11-28 08:08:39.758651+00', '2026-11-28 08:08:39.758651+00', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '01a22132-fe3f-7000-90db-f33512f93fe6', 'fc6ee4eb5ac0b92cc687ee18eff18e1750dfb2c2fec395f3fca217e465f1381d', '{"id":"01a22132-fe4e-7000-b7e1-c5f07cf25f26","invoice_id":"01a22132-fe3f-7000-90db-f33512f93fe6","guest_id":"01a22132-fe3b-7000-b4ff-aba8c36bed94","center_id":"01a22132-fc50-7001-947b-232db6c551d3","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"pending","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.758651Z","updated_at":"2026-11-28T08:08:39.758651Z"}', '01a22132-fe3b-7000-b4ff-aba8c36bed94', '2026-11-29 08:08:39.758651+00'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe63-7004-bbe5-a66f0d55d9d0', 1, '2026-11-28 08:08:39.779783+00', '2026-11-28 08:08:39.779783+00', '01a22132-fc23-7000-8b1a-027391ad609e', 'payment_record', '01a22132-fe59-7000-af97-359dfc21166a', 'f26500eba8c90d5d573caf93a19820d832710897ed719aad28d4b9d259f03cc7', '{"id":"01a22132-fe63-7000-bbe5-a66f0d55d9d0","invoice_id":"01a22132-fe59-7000-af97-359dfc21166a","guest_id":"01a22132-fe56-7000-bdd7-4950c7afcbc2","center_id":"01a22132-fc50-7001-947b-232db6c551d3","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"completed","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.779783Z","updated_at":"2026-11-28T08:08:39.779783Z"}', '01a22132-fe56-7000-bdd7-4950c7afcbc2', '2026-11-29 08:08:39.779783+00');
INSERT INTO public.invoice VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0001', '01a22132-fc50-7045-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'paid', 'exclusive', 'EUR', 2400, 500, 1900, 437, 2337, 2337, 0, '2026-11-16', 'Hugo Reis', '[{"amount":"5"}]', 'Voucher from the street fair'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0002', '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'paid', 'exclusive', 'EUR', 2800, 0, 2800, 644, 3444, 3444, 0, '2026-11-16', 'Catarina Ferreira', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0003', '01a22132-fc50-7057-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 2800, 0, 2800, 644, 3444, 1000, 2444, '2026-11-16', 'Maria Leal', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0004', '01a22132-fc50-704b-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'paid', 'exclusive', 'EUR', 2800, 500, 2300, 529, 2829, 2829, 0, '2026-11-16', 'Matilde Teixeira', '[{"amount":"5"}]', 'Voucher from the street fair'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0001', '01a22132-fc50-7069-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 5600, 0, 5600, 1064, 6664, 0, 6664, '2026-11-17', 'Agnieszka Hahn', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ab-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0005', '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'paid', 'exclusive', 'EUR', 2400, 0, 2400, 552, 2952, 2952, 0, '2026-11-17', 'João Pinto', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ad-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'INV-2026-0006', '01a22132-fc50-703f-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'paid', 'exclusive', 'EUR', 2400, 0, 2400, 552, 2952, 2952, 0, '2026-11-17', 'Rui Coelho', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe09-7000-9b00-bf767a9fbdc0', 4, '2026-11-28 08:08:39.689619+00', '2026-11-28 08:08:39.710645+00', 'INV-2026-0002', '01a22132-fe05-7000-9aaf-66f7f44cf97b', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 100, 1388, '2026-11-28', 'Ada Half', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe28-7000-9c34-30a888953581', 3, '2026-11-28 08:08:39.720865+00', '2026-11-28 08:08:39.730655+00', 'INV-2026-0003', '01a22132-fe25-7000-b04e-871c65e4aaa0', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, '2026-11-28', 'Ada Awaited', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe3f-7000-90db-f33512f93fe6', 3, '2026-11-28 08:08:39.743298+00', '2026-11-28 08:08:39.753385+00', 'INV-2026-0004', '01a22132-fe3b-7000-b4ff-aba8c36bed94', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, '2026-11-28', 'Ada Failed', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe59-7000-af97-359dfc21166a', 5, '2026-11-28 08:08:39.769429+00', '2026-11-28 08:08:39.783263+00', 'INV-2026-0005', '01a22132-fe56-7000-bdd7-4950c7afcbc2', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, '2026-11-28', 'Ada Reversed', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe70-7000-a35b-9eca26c1c913', 4, '2026-11-28 08:08:39.792056+00', '2026-11-28 08:08:39.802053+00', 'INV-2026-0006', '01a22132-fe6d-7000-bbe1-eeb48619a827', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'void', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 0, '2026-11-28', 'Ada Void', '[]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe88-7000-a7a5-ebc9839a6df4', 2, '2026-11-28 08:08:39.816119+00', '2026-11-28 08:08:39.818689+00', NULL, '01a22132-fe86-7000-a2fc-c7385f0c1588', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'draft', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, NULL, NULL, '[]', NULL);
INSERT INTO public.invoice_item VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a0-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-709f-947b-232db6c551d3', '01a22132-fc50-7078-947b-232db6c551d3', 1, 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 500, 1900, 437, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-702a-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a3-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a2-947b-232db6c551d3', '01a22132-fc50-707e-947b-232db6c551d3', 1, 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 0, 2800, 644, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-702d-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a5-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a4-947b-232db6c551d3', '01a22132-fc50-7084-947b-232db6c551d3', 1, 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 0, 2800, 644, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-702d-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a7-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a6-947b-232db6c551d3', '01a22132-fc50-708a-947b-232db6c551d3', 1, 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 500, 2300, 529, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-702d-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70a9-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a8-947b-232db6c551d3', '01a22132-fc50-7090-947b-232db6c551d3', 1, 'service', '01a22132-fc50-7019-947b-232db6c551d3', NULL, NULL, 'B-CUT-W', 'Women''s cut', NULL, NULL, 10000, 56000000, NULL, 0, 5600, 1064, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', '01a22132-fc50-7032-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ac-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70ab-947b-232db6c551d3', '01a22132-fc50-7096-947b-232db6c551d3', 1, 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 0, 2400, 552, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-7025-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ae-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70ad-947b-232db6c551d3', '01a22132-fc50-709c-947b-232db6c551d3', 1, 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 0, 2400, 552, 'EUR', '[{"id":"01a22132-fc50-700b-947b-232db6c551d3","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', '01a22132-fc50-702a-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe0f-7000-bc5e-01c0268e4519', 1, '2026-11-28 08:08:39.695775+00', '2026-11-28 08:08:39.695775+00', '01a22132-fe09-7000-9b00-bf767a9fbdc0', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe2d-7000-bac1-51c40eb109d9', 1, '2026-11-28 08:08:39.725+00', '2026-11-28 08:08:39.725+00', '01a22132-fe28-7000-9c34-30a888953581', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe43-7000-a424-55f0e102892a', 1, '2026-11-28 08:08:39.74786+00', '2026-11-28 08:08:39.74786+00', '01a22132-fe3f-7000-90db-f33512f93fe6', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe5c-7000-a1ab-7eae08ed265e', 1, '2026-11-28 08:08:39.772373+00', '2026-11-28 08:08:39.772373+00', '01a22132-fe59-7000-af97-359dfc21166a', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe72-7000-b56e-c9ccbdc45614', 1, '2026-11-28 08:08:39.794635+00', '2026-11-28 08:08:39.794635+00', '01a22132-fe70-7000-a35b-9eca26c1c913', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe8a-7000-9cb9-c38fdbe2da32', 1, '2026-11-28 08:08:39.818689+00', '2026-11-28 08:08:39.818689+00', '01a22132-fe88-7000-a7a5-ebc9839a6df4', NULL, 1, 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-fc50-700c-947b-232db6c551d3","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL);
INSERT INTO public.mac_key VALUES
	('00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 1, '2026-11-28 08:08:39.883684+00', '2026-11-28 08:08:39.883684+00', 'cab34e3041c657f0ce31b8fc0eb0aa491a7e3c9e959c3c4cb6a203c7f39ed5bb');
INSERT INTO public.occupancy VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7077-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7005-947b-232db6c551d3', 2, '2026-11-16 12:30:00+00', '2026-11-16 13:05:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7075-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7095-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7005-947b-232db6c551d3', 2, '2026-11-17 10:00:00+00', '2026-11-17 10:35:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7093-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7005-947b-232db6c551d3', 3, '2026-11-17 10:00:00+00', '2026-11-17 10:35:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7099-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 14:45:00+00', '2026-11-16 15:40:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-707b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7083-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 16:15:00+00', '2026-11-16 17:10:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7081-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7089-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-16 17:45:00+00', '2026-11-16 18:40:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7087-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7008-947b-232db6c551d3', 2, '2026-11-17 09:30:00+00', '2026-11-17 10:25:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-fc50-708d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7094-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7025-947b-232db6c551d3', 1, '2026-11-17 10:00:00+00', '2026-11-17 10:35:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7093-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7076-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702a-947b-232db6c551d3', 1, '2026-11-16 12:30:00+00', '2026-11-16 13:05:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7075-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702a-947b-232db6c551d3', 1, '2026-11-17 10:00:00+00', '2026-11-17 10:35:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7099-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702d-947b-232db6c551d3', 1, '2026-11-16 14:45:00+00', '2026-11-16 15:40:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-707b-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7082-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702d-947b-232db6c551d3', 1, '2026-11-16 16:15:00+00', '2026-11-16 17:10:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7081-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7088-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702d-947b-232db6c551d3', 1, '2026-11-16 17:45:00+00', '2026-11-16 18:40:00+00', '01a22132-fc50-7000-947b-232db6c551d3', '01a22132-fc50-7087-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7032-947b-232db6c551d3', 1, '2026-11-17 09:30:00+00', '2026-11-17 10:25:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-fc50-708d-947b-232db6c551d3', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7002-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-12-01 10:50:00+00', '2026-12-01 12:15:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff23-7000-be9b-61d718f1389b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7001-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', '01a22132-fc50-703d-947b-232db6c551d3', 1, '2026-12-01 10:50:00+00', '2026-12-01 12:15:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff23-7000-be9b-61d718f1389b', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7007-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-12-01 16:20:00+00', '2026-12-01 17:45:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff31-7000-a11d-073927fa21fa', '2026-11-28 08:38:39.985674+00'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7006-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-fc50-703d-947b-232db6c551d3', 1, '2026-12-01 16:20:00+00', '2026-12-01 17:45:00+00', '01a22132-fc50-7001-947b-232db6c551d3', '01a22132-ff31-7000-a11d-073927fa21fa', '2026-11-28 08:38:39.985674+00');
INSERT INTO public.offer_discount VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdea-7000-943e-45bca22b5de3', 1, '2026-11-28 08:08:39.65886+00', '2026-11-28 08:08:39.65886+00', 'percentage', 100000, 'EUR', 'Spring', NULL, 'any', NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.online_booking VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7000-a11d-073927fa21fa', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', '01a22132-ff31-7000-a11d-073927fa21fa', '01a22132-ff31-7000-b4ef-e0bcf587ba2f', 'rui@example.com', 'rui@example.com', '76699a4df453fded279d6a0f5c711e70df7954baf4a467681f20f645ba932e05', NULL);
INSERT INTO public.organization VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc13-7000-92d7-f86b94a2bf20', 2, '2026-11-28 08:08:39.187577+00', '2026-11-28 08:08:39.93824+00', 'atelier', 'atelier', 'atelier@example.com', 'EUR', 'Europe/Riga', NULL, NULL, NULL, 'exclusive', '{"booking":{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false},"public_booking":{"is_open":true,"hold_minutes":30,"change_notice_minutes":0,"max_per_hour":10000,"max_per_contact":1000}}', true);
INSERT INTO public.package VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fde3-7000-9484-7c2fe7e0e9da', 1, '2026-11-28 08:08:39.651894+00', '2026-11-28 08:08:39.651894+00', 'Ten times', 400000000, '[{"service_id":"01a22132-fc50-7023-947b-232db6c551d3","sessions":10}]', 'PK-000001', 'EUR', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, '[]', true);
INSERT INTO public.package_service VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fde3-7001-9484-7c2fe7e0e9da', 1, '2026-11-28 08:08:39.651894+00', '2026-11-28 08:08:39.651894+00', '01a22132-fde3-7000-9484-7c2fe7e0e9da', '01a22132-fc50-7023-947b-232db6c551d3');
INSERT INTO public.payment VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70af-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-709f-947b-232db6c551d3', '01a22132-fc50-7045-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'card', 2337, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-875729', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b2-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a2-947b-232db6c551d3', '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'cash', 1400, 0, 1400, 0, 'EUR', 'completed', NULL, NULL, 'Had not more cash along'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b4-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a2-947b-232db6c551d3', '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'card', 2044, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-310765', 'The rest'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b6-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a4-947b-232db6c551d3', '01a22132-fc50-7057-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'cash', 1000, 0, 1000, 0, 'EUR', 'completed', NULL, NULL, 'Pays the rest next time'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70b8-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70a6-947b-232db6c551d3', '01a22132-fc50-704b-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'card', 2829, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-797513', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70ba-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70ab-947b-232db6c551d3', '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'cash', 1200, 0, 1200, 0, 'EUR', 'completed', NULL, NULL, 'Had not more cash along'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70bc-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70ad-947b-232db6c551d3', '01a22132-fc50-703f-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'online', 2952, 0, NULL, 0, 'EUR', 'completed', NULL, 'WEB-71380', NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-70be-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-70ab-947b-232db6c551d3', '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', NULL, NULL, 'card', 1752, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-718020', 'The rest'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe1e-7000-93c4-e3dfbc48bf6d', 1, '2026-11-28 08:08:39.710645+00', '2026-11-28 08:08:39.710645+00', '01a22132-fe09-7000-9b00-bf767a9fbdc0', '01a22132-fe05-7000-9aaf-66f7f44cf97b', '01a22132-fc50-7001-947b-232db6c551d3', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'completed', NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe36-7000-a3a7-effc4693c55a', 1, '2026-11-28 08:08:39.734956+00', '2026-11-28 08:08:39.734956+00', '01a22132-fe28-7000-9c34-30a888953581', '01a22132-fe25-7000-b04e-871c65e4aaa0', '01a22132-fc50-7001-947b-232db6c551d3', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'pending', NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe4e-7000-b7e1-c5f07cf25f26', 2, '2026-11-28 08:08:39.758651+00', '2026-11-28 08:08:39.762219+00', '01a22132-fe3f-7000-90db-f33512f93fe6', '01a22132-fe3b-7000-b4ff-aba8c36bed94', '01a22132-fc50-7001-947b-232db6c551d3', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'failed', NULL, NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe63-7000-bbe5-a66f0d55d9d0', 2, '2026-11-28 08:08:39.779783+00', '2026-11-28 08:08:39.783263+00', '01a22132-fe59-7000-af97-359dfc21166a', '01a22132-fe56-7000-bdd7-4950c7afcbc2', '01a22132-fc50-7001-947b-232db6c551d3', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'reversed', NULL, NULL, NULL);
INSERT INTO public.product VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdd3-7000-b3e4-cf1867c658ce', 1, '2026-11-28 08:08:39.635522+00', '2026-11-28 08:08:39.635522+00', 'Oil', 12500000, 'P-000001', 'EUR', NULL, NULL, NULL, '01a22132-fdc3-7000-a3cc-2890de6111c4', NULL, '01a22132-fdc0-7000-8ac1-c2109972e12b', NULL, NULL, 12, NULL, 'available', '["01a22132-fc50-700c-947b-232db6c551d3"]');
INSERT INTO public.product_tax VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fdd3-7001-b3e4-cf1867c658ce', 1, '2026-11-28 08:08:39.635522+00', '2026-11-28 08:08:39.635522+00', '01a22132-fdd3-7000-b3e4-cf1867c658ce', '01a22132-fc50-700c-947b-232db6c551d3');
INSERT INTO public.provider VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7025-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Inês', 'Carvalho', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'Colour', 'ines.carvalho@mare-linde.example.com', '+351912555011', '["01a22132-fc50-700d-947b-232db6c551d3","01a22132-fc50-700f-947b-232db6c551d3","01a22132-fc50-7011-947b-232db6c551d3","01a22132-fc50-7013-947b-232db6c551d3"]', '#b4656f', '{"weekly":[{"day":"tuesday","start":"10:00","end":"13:00"},{"day":"tuesday","start":"14:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"13:00"},{"day":"wednesday","start":"14:00","end":"19:00"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"16:00","end":"20:00"},{"day":"friday","start":"11:00","end":"15:00"},{"day":"friday","start":"16:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"14:00"},{"day":"saturday","start":"15:00","end":"18:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Tomás', 'Figueira', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'Short hair', 'tomas.figueira@mare-linde.example.com', '+351963555012', '["01a22132-fc50-700d-947b-232db6c551d3","01a22132-fc50-700f-947b-232db6c551d3"]', '#3d5a80', '{"weekly":[{"day":"monday","start":"12:00","end":"19:00"},{"day":"tuesday","start":"10:00","end":"13:30"},{"day":"tuesday","start":"14:15","end":"18:00"},{"day":"thursday","start":"12:00","end":"16:00"},{"day":"thursday","start":"16:45","end":"20:00"},{"day":"friday","start":"12:00","end":"16:00"},{"day":"friday","start":"16:45","end":"20:00"},{"day":"saturday","start":"10:00","end":"13:30"},{"day":"saturday","start":"14:15","end":"18:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Beatriz', 'Nogueira', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'Nails', 'beatriz.nogueira@mare-linde.example.com', '+351934555013', '["01a22132-fc50-7015-947b-232db6c551d3"]', '#e0a458', '{"weekly":[{"day":"monday","start":"12:00","end":"15:30"},{"day":"monday","start":"16:15","end":"19:00"},{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"14:45","end":"18:00"},{"day":"thursday","start":"10:00","end":"14:00"},{"day":"thursday","start":"14:45","end":"18:00"},{"day":"friday","start":"10:00","end":"14:00"},{"day":"friday","start":"14:45","end":"18:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Rita', 'Salgado', '01a22132-fc50-7000-947b-232db6c551d3', NULL, 'Skin', 'rita.salgado@mare-linde.example.com', '+351917555014', '["01a22132-fc50-7017-947b-232db6c551d3","01a22132-fc50-7015-947b-232db6c551d3"]', '#6a994e', '{"weekly":[{"day":"tuesday","start":"10:00","end":"14:00"},{"day":"tuesday","start":"15:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"15:00","end":"19:00"},{"day":"friday","start":"13:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"16:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7032-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Jana', 'Vogt', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'Cuts', 'jana.vogt@mare-linde.example.com', '+4915155500121', '["01a22132-fc50-7019-947b-232db6c551d3","01a22132-fc50-701b-947b-232db6c551d3","01a22132-fc50-7021-947b-232db6c551d3"]', '#8e7dbe', '{"weekly":[{"day":"tuesday","start":"09:00","end":"12:30"},{"day":"tuesday","start":"13:15","end":"17:30"},{"day":"wednesday","start":"09:00","end":"12:30"},{"day":"wednesday","start":"13:15","end":"17:30"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"15:45","end":"20:00"},{"day":"friday","start":"09:00","end":"12:30"},{"day":"friday","start":"13:15","end":"17:30"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7036-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Emre', 'Aydın', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'Barbering', 'emre.aydin@mare-linde.example.com', '+4916055500122', '["01a22132-fc50-701b-947b-232db6c551d3","01a22132-fc50-701d-947b-232db6c551d3"]', '#2a9d8f', '{"weekly":[{"day":"tuesday","start":"10:00","end":"14:00"},{"day":"tuesday","start":"15:00","end":"19:00"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"16:00","end":"20:00"},{"day":"friday","start":"11:00","end":"15:00"},{"day":"friday","start":"16:00","end":"20:00"},{"day":"saturday","start":"09:00","end":"12:30"},{"day":"saturday","start":"13:00","end":"16:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7039-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Lukas', 'Brandt', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'Colour', 'lukas.brandt@mare-linde.example.com', '+4917655500123', '["01a22132-fc50-7019-947b-232db6c551d3","01a22132-fc50-701f-947b-232db6c551d3","01a22132-fc50-7021-947b-232db6c551d3"]', '#c8553d', '{"weekly":[{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"14:45","end":"19:00"},{"day":"thursday","start":"10:00","end":"14:00"},{"day":"thursday","start":"14:45","end":"19:00"},{"day":"friday","start":"12:00","end":"16:00"},{"day":"friday","start":"16:45","end":"20:00"},{"day":"saturday","start":"09:00","end":"12:30"},{"day":"saturday","start":"13:00","end":"16:00"}]}', true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Miriam', 'Okafor', '01a22132-fc50-7001-947b-232db6c551d3', NULL, 'Massage', 'miriam.okafor@mare-linde.example.com', '+4915755500124', '["01a22132-fc50-7023-947b-232db6c551d3"]', '#457b9d', '{"weekly":[{"day":"tuesday","start":"12:00","end":"15:00"},{"day":"tuesday","start":"15:45","end":"19:00"},{"day":"wednesday","start":"12:00","end":"15:00"},{"day":"wednesday","start":"15:45","end":"19:00"},{"day":"friday","start":"10:00","end":"13:30"},{"day":"friday","start":"14:15","end":"18:00"}]}', true);
INSERT INTO public.provider_service VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7026-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7025-947b-232db6c551d3', '01a22132-fc50-700d-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7027-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7025-947b-232db6c551d3', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7028-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7025-947b-232db6c551d3', '01a22132-fc50-7011-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7029-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7025-947b-232db6c551d3', '01a22132-fc50-7013-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702a-947b-232db6c551d3', '01a22132-fc50-700d-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702a-947b-232db6c551d3', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-702e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702d-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7030-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702f-947b-232db6c551d3', '01a22132-fc50-7017-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7031-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-702f-947b-232db6c551d3', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7033-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7032-947b-232db6c551d3', '01a22132-fc50-7019-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7034-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7032-947b-232db6c551d3', '01a22132-fc50-701b-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7035-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7032-947b-232db6c551d3', '01a22132-fc50-7021-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7037-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7036-947b-232db6c551d3', '01a22132-fc50-701b-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7038-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7036-947b-232db6c551d3', '01a22132-fc50-701d-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7039-947b-232db6c551d3', '01a22132-fc50-7019-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7039-947b-232db6c551d3', '01a22132-fc50-701f-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7039-947b-232db6c551d3', '01a22132-fc50-7021-947b-232db6c551d3', NULL, NULL),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-703e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-703d-947b-232db6c551d3', '01a22132-fc50-7023-947b-232db6c551d3', NULL, NULL);
INSERT INTO public.room VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7005-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Salon floor', '01a22132-fc50-7002-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'LIS-SALON', 'Three chairs along the window', 3, false, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7006-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Nail bar', '01a22132-fc50-7003-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'LIS-NAILS', NULL, 2, false, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7007-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Sala Azul', '01a22132-fc50-7004-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'LIS-CARE', 'At the end of the corridor', 1, true, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7008-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Salon floor', '01a22132-fc50-7002-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', 'BER-SALON', 'Three chairs; the left one is for barbering', 3, false, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7009-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Lindenzimmer', '01a22132-fc50-7004-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', 'BER-CARE-1', NULL, 1, true, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Hofzimmer', '01a22132-fc50-7004-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', 'BER-CARE-2', 'Quiet, towards the courtyard', 1, true, false, true);
INSERT INTO public.room_category VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7002-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Styling chair', 'A chair with mirror and basin near by'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7003-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Nail table', 'A table for manicures, with extraction'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7004-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Treatment room', 'A closed room with a couch, for skin and body');
INSERT INTO public.sale VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7072-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000001', '01a22132-fc50-706f-947b-232db6c551d3', NULL, '01a22132-fc50-7051-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702d-947b-232db6c551d3', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'void', NULL, '2026-11-16'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7078-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000002', '01a22132-fc50-7075-947b-232db6c551d3', '01a22132-fc50-70a0-947b-232db6c551d3', '01a22132-fc50-7045-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702a-947b-232db6c551d3', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, '2026-11-16'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-707e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000003', '01a22132-fc50-707b-947b-232db6c551d3', '01a22132-fc50-70a3-947b-232db6c551d3', '01a22132-fc50-705d-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702d-947b-232db6c551d3', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, '2026-11-16'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7084-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000004', '01a22132-fc50-7081-947b-232db6c551d3', '01a22132-fc50-70a5-947b-232db6c551d3', '01a22132-fc50-7057-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702d-947b-232db6c551d3', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, '2026-11-16'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-708a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000005', '01a22132-fc50-7087-947b-232db6c551d3', '01a22132-fc50-70a7-947b-232db6c551d3', '01a22132-fc50-704b-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-7015-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702d-947b-232db6c551d3', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, '2026-11-16'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7090-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000006', '01a22132-fc50-708d-947b-232db6c551d3', '01a22132-fc50-70a9-947b-232db6c551d3', '01a22132-fc50-7069-947b-232db6c551d3', '01a22132-fc50-7001-947b-232db6c551d3', 'service', '01a22132-fc50-7019-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-7032-947b-232db6c551d3', 10000, 56000000, NULL, NULL, 5600, 0, 5600, 'EUR', 'billed', NULL, '2026-11-17'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7096-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000007', '01a22132-fc50-7093-947b-232db6c551d3', '01a22132-fc50-70ac-947b-232db6c551d3', '01a22132-fc50-7063-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-7025-947b-232db6c551d3', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, '2026-11-17'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-709c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'SALE-000008', '01a22132-fc50-7099-947b-232db6c551d3', '01a22132-fc50-70ae-947b-232db6c551d3', '01a22132-fc50-703f-947b-232db6c551d3', '01a22132-fc50-7000-947b-232db6c551d3', 'service', '01a22132-fc50-700f-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-702a-947b-232db6c551d3', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, '2026-11-17'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fe81-7000-ad25-00b6e0679b32', 1, '2026-11-28 08:08:39.809704+00', '2026-11-28 08:08:39.809704+00', 'SALE-001001', NULL, NULL, '01a22132-fe7d-7000-8e91-8170a9253641', '01a22132-fc50-7001-947b-232db6c551d3', 'product', NULL, '01a22132-fdd3-7000-b3e4-cf1867c658ce', NULL, NULL, 10000, 12500000, NULL, NULL, 1250, 0, 1250, 'EUR', 'open', NULL, '2026-11-28'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff23-7003-be9b-61d718f1389b', 1, '2026-11-28 08:08:39.971048+00', '2026-11-28 08:08:39.971048+00', 'SALE-001002', '01a22132-ff23-7000-be9b-61d718f1389b', NULL, '01a22132-ff20-7000-88fb-775390eee4be', '01a22132-fc50-7001-947b-232db6c551d3', 'service', '01a22132-fc50-7023-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-703d-947b-232db6c551d3', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'open', NULL, '2026-11-28'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff29-7003-9c43-a017fce7eada', 2, '2026-11-28 08:08:39.977763+00', '2026-11-28 08:08:39.981615+00', 'SALE-001003', '01a22132-ff29-7000-9c43-a017fce7eada', NULL, '01a22132-ff20-7000-88fb-775390eee4be', '01a22132-fc50-7001-947b-232db6c551d3', 'service', '01a22132-fc50-7023-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-703d-947b-232db6c551d3', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'void', NULL, '2026-11-28'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-ff31-7008-b4ef-e0bcf587ba2f', 1, '2026-11-28 08:08:39.985674+00', '2026-11-28 08:08:39.985674+00', 'SALE-001004', '01a22132-ff31-7000-a11d-073927fa21fa', NULL, '01a22132-ff31-7000-b4ef-e0bcf587ba2f', '01a22132-fc50-7001-947b-232db6c551d3', 'service', '01a22132-fc50-7023-947b-232db6c551d3', NULL, NULL, '01a22132-fc50-703d-947b-232db6c551d3', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'open', NULL, '2026-11-28');
INSERT INTO public.service VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Women''s cut and blow-dry', 60, 48000000, 'L-CUT-W', 'EUR', 'Wash, cut and blow-dry', NULL, NULL, 0, 10, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Men''s cut', 30, 24000000, 'L-CUT-M', 'EUR', NULL, NULL, NULL, 0, 5, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7011-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Root colour', 90, 65000000, 'L-COLOUR', 'EUR', 'Up to 3 cm of regrowth', NULL, NULL, 5, 10, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7013-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Balayage', 150, 140000000, 'L-BALAYAGE', 'EUR', 'With toner and blow-dry', NULL, NULL, 10, 15, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7015-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Gel manicure', 45, 28000000, 'L-GEL', 'EUR', NULL, NULL, NULL, 0, 10, NULL, '01a22132-fc50-7003-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7017-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Deep-cleansing facial', 60, 55000000, 'L-FACIAL', 'EUR', 'With extraction and mask', NULL, NULL, 10, 15, NULL, '01a22132-fc50-7004-947b-232db6c551d3', '["01a22132-fc50-700b-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7019-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Women''s cut', 45, 56000000, 'B-CUT-W', 'EUR', 'Wash and cut', NULL, NULL, 0, 10, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Men''s cut', 30, 34000000, 'B-CUT-M', 'EUR', NULL, NULL, NULL, 0, 5, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701d-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Beard trim', 20, 19500000, 'B-BEARD', 'EUR', 'With hot towel', NULL, NULL, 0, 5, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701f-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Full colour', 105, 92000000, 'B-COLOUR', 'EUR', 'Roots to tips, with blow-dry', NULL, NULL, 5, 10, NULL, '01a22132-fc50-7002-947b-232db6c551d3', '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7021-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Colour consultation', 15, 15000000, 'B-CONSULT', 'EUR', 'At the bar, with samples', NULL, NULL, 0, 0, NULL, NULL, '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7023-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'Classic massage', 60, 78000000, 'B-MASSAGE', 'EUR', 'Back, shoulders and legs', NULL, NULL, 10, 15, NULL, '01a22132-fc50-7004-947b-232db6c551d3', '["01a22132-fc50-700c-947b-232db6c551d3"]', 1, true);
INSERT INTO public.service_tax VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-700d-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7010-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-700f-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7012-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7011-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7014-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7013-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7016-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7015-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7018-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7017-947b-232db6c551d3', '01a22132-fc50-700b-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701a-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7019-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-701b-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-701e-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-701d-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7020-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-701f-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7022-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7021-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3'),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-7024-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', '01a22132-fc50-7023-947b-232db6c551d3', '01a22132-fc50-700c-947b-232db6c551d3');
INSERT INTO public.session VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fee0-7000-a65b-52b13916c74f', 1, '2026-11-28 08:08:39.904225+00', '2026-11-28 08:08:39.904225+00', '01a22132-fec3-7000-8804-d8da2204fb47', 'b726eb42466149f873d78da098a0831372ff1cc583f6c096a2b345b76ea460b6', '2026-11-28 08:23:39.904225+00', 'c923324213e8bd9431c3c4a5879668edfacd170c7369e9fe80f5d138826e8fda', '8eee74ab981397c0b045ac2e315ea55e2fdb1ec6f82119a51a2f043c1fbda68d', '2026-12-28 08:08:39.904225+00', NULL, NULL);
INSERT INTO public.sign_in_throttle VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', 'db58d3e0-4ec9-81ac-a31e-699b046a840d', 1, '2026-11-28 08:08:39.928198+00', '2026-11-28 08:08:39.928198+00', 856, 1, '2026-11-28 08:08:39.928198+00');
INSERT INTO public.tax VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700b-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'IVA23', 'IVA 23 %', 230000, false, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fc50-700c-947b-232db6c551d3', 1, '2026-11-28 08:08:39.248543+00', '2026-11-28 08:08:39.248543+00', 'UST19', 'USt. 19 %', 190000, false, true);
INSERT INTO public.user_account VALUES
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec3-7000-8804-d8da2204fb47', 1, '2026-11-28 08:08:39.875578+00', '2026-11-28 08:08:39.875578+00', 'Eva', 'eva@example.com', 'staff', NULL, NULL, NULL, NULL, true),
	('01a22132-fc13-7000-92d7-f86b94a2bf20', '01a22132-fec8-7000-a727-b81afbd9be01', 1, '2026-11-28 08:08:39.880331+00', '2026-11-28 08:08:39.880331+00', 'Bo', 'bo@example.com', 'admin', NULL, NULL, NULL, NULL, true);
ALTER TABLE ONLY public._sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.admin_count
    ADD CONSTRAINT admin_count_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.appointment_change
    ADD CONSTRAINT appointment_change_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.blockout
    ADD CONSTRAINT blockout_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.business_unit
    ADD CONSTRAINT business_unit_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.calendar
    ADD CONSTRAINT calendar_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.category
    ADD CONSTRAINT category_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.center
    ADD CONSTRAINT center_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.counter
    ADD CONSTRAINT counter_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.directory
    ADD CONSTRAINT directory_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.employee
    ADD CONSTRAINT employee_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.guest
    ADD CONSTRAINT guest_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.guest_term
    ADD CONSTRAINT guest_term_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.hours_override
    ADD CONSTRAINT hours_override_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.idempotency
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.mac_key
    ADD CONSTRAINT mac_key_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.occupancy
    ADD CONSTRAINT occupancy_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.offer_discount
    ADD CONSTRAINT offer_discount_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.online_booking
    ADD CONSTRAINT online_booking_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.package
    ADD CONSTRAINT package_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.package_service
    ADD CONSTRAINT package_service_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.product_tax
    ADD CONSTRAINT product_tax_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.provider_service
    ADD CONSTRAINT provider_service_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.room_category
    ADD CONSTRAINT room_category_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.service_tax
    ADD CONSTRAINT service_tax_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.sign_in_throttle
    ADD CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.occupancy
    ADD CONSTRAINT slot_taken EXCLUDE USING gist (organization_id WITH =, resource_id WITH =, unit WITH =, tstzrange(starts_at, ends_at) WITH &&);
ALTER TABLE ONLY public.tax
    ADD CONSTRAINT tax_pkey PRIMARY KEY (organization_id, id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT user_account_pkey PRIMARY KEY (organization_id, id);
CREATE UNIQUE INDEX api_key_taken ON public.api_key USING btree (organization_id, token_hash);
CREATE INDEX appointment_by_center ON public.appointment USING btree (organization_id, center_id, starts_at, id);
CREATE INDEX appointment_by_guest ON public.appointment USING btree (organization_id, guest_id, starts_at, id);
CREATE INDEX appointment_by_provider ON public.appointment USING btree (organization_id, provider_id, starts_at, id);
CREATE INDEX appointment_by_room ON public.appointment USING btree (organization_id, room_id, starts_at, id);
CREATE INDEX appointment_by_series ON public.appointment USING btree (organization_id, series_id, starts_at, id);
CREATE INDEX appointment_by_service ON public.appointment USING btree (organization_id, service_id, id);
CREATE INDEX appointment_by_start ON public.appointment USING btree (organization_id, starts_at, id);
CREATE INDEX appointment_by_status ON public.appointment USING btree (organization_id, status, starts_at, id);
CREATE INDEX appointment_change_by_appointment ON public.appointment_change USING btree (organization_id, appointment_id, step, id);
CREATE INDEX audit_by_actor ON public.audit USING btree (organization_id, actor_id, id);
CREATE INDEX audit_by_operation ON public.audit USING btree (organization_id, operation, id);
CREATE INDEX audit_by_position ON public.audit USING btree (organization_id, "position", id);
CREATE INDEX audit_without_position ON public.audit USING btree (organization_id, id) WHERE ("position" IS NULL);
CREATE INDEX blockout_by_calendar ON public.blockout USING btree (organization_id, calendar_id, id);
CREATE INDEX blockout_by_calendar_and_start ON public.blockout USING btree (organization_id, calendar_id, starts_at, id, ends_at);
CREATE INDEX blockout_by_center ON public.blockout USING btree (organization_id, center_id, id);
CREATE INDEX blockout_by_center_and_start ON public.blockout USING btree (organization_id, center_id, starts_at, id, calendar_id, ends_at);
CREATE INDEX blockout_by_start ON public.blockout USING btree (organization_id, starts_at, id);
CREATE UNIQUE INDEX business_unit_code_taken ON public.business_unit USING btree (organization_id, code);
CREATE INDEX calendar_by_center ON public.calendar USING btree (organization_id, center_id, id);
CREATE UNIQUE INDEX center_code_taken ON public.center USING btree (organization_id, code);
CREATE UNIQUE INDEX collection_already_reversed ON public.collection USING btree (organization_id, reverses_id);
CREATE INDEX collection_by_center ON public.collection USING btree (organization_id, center_id, id);
CREATE INDEX collection_by_employee ON public.collection USING btree (organization_id, employee_id, id);
CREATE INDEX collection_by_guest ON public.collection USING btree (organization_id, guest_id, id);
CREATE INDEX collection_by_invoice ON public.collection USING btree (organization_id, invoice_id, id);
CREATE INDEX collection_by_payment ON public.collection USING btree (organization_id, payment_id, id);
CREATE INDEX collection_by_sale ON public.collection USING btree (organization_id, sale_id, id);
CREATE UNIQUE INDEX collection_number_taken ON public.collection USING btree (organization_id, center_id, collection_no);
CREATE UNIQUE INDEX collection_payment_taken ON public.collection USING btree (organization_id, payment_id) WHERE (kind = 'receipt'::text);
CREATE UNIQUE INDEX confirm_token_taken ON public.online_booking USING btree (organization_id, confirm_token_hash);
CREATE UNIQUE INDEX counter_series_taken ON public.counter USING btree (organization_id, series);
CREATE INDEX credential_by_user ON public.credential USING btree (organization_id, user_id, id);
CREATE UNIQUE INDEX credential_token_taken ON public.credential USING btree (organization_id, one_time_token_hash);
CREATE INDEX employee_by_center ON public.employee USING btree (organization_id, center_id, id);
CREATE UNIQUE INDEX employee_code_taken ON public.employee USING btree (organization_id, employee_code);
CREATE INDEX event_by_position ON public.event USING btree (organization_id, "position", id);
CREATE INDEX event_without_position ON public.event USING btree (organization_id, id) WHERE ("position" IS NULL);
CREATE INDEX guest_by_center ON public.guest USING btree (organization_id, center_id, id);
CREATE INDEX guest_by_email ON public.guest USING btree (organization_id, email, id);
CREATE INDEX guest_by_merged_into ON public.guest USING btree (organization_id, merged_into, id);
CREATE INDEX guest_by_phone ON public.guest USING btree (organization_id, phone, id);
CREATE INDEX guest_by_verified_email ON public.guest USING btree (organization_id, email, id) WHERE (email_verified_at IS NOT NULL);
CREATE UNIQUE INDEX guest_code_taken ON public.guest USING btree (organization_id, guest_code);
CREATE INDEX guest_term_by_term ON public.guest_term USING btree (organization_id, term, id) INCLUDE (guest_id);
CREATE UNIQUE INDEX guest_term_exists ON public.guest_term USING btree (organization_id, guest_id, term);
CREATE INDEX hours_override_by_calendar ON public.hours_override USING btree (organization_id, calendar_id, id);
CREATE UNIQUE INDEX hours_override_exists ON public.hours_override USING btree (organization_id, calendar_id, date);
CREATE INDEX idempotency_by_expiry ON public.idempotency USING btree (organization_id, expires_at, id);
CREATE INDEX idempotency_by_guest ON public.idempotency USING btree (organization_id, guest_id, id);
CREATE UNIQUE INDEX idempotency_key_taken ON public.idempotency USING btree (organization_id, actor_id, operation, key);
CREATE INDEX invoice_by_center ON public.invoice USING btree (organization_id, center_id, id);
CREATE INDEX invoice_by_employee ON public.invoice USING btree (organization_id, employee_id, id);
CREATE INDEX invoice_by_guest ON public.invoice USING btree (organization_id, guest_id, id);
CREATE INDEX invoice_by_status ON public.invoice USING btree (organization_id, status, id);
CREATE UNIQUE INDEX invoice_draft_exists ON public.invoice USING btree (organization_id, center_id, guest_id) WHERE (status = 'draft'::text);
CREATE INDEX invoice_item_by_invoice ON public.invoice_item USING btree (organization_id, invoice_id, id);
CREATE INDEX invoice_item_by_package ON public.invoice_item USING btree (organization_id, package_id, id);
CREATE INDEX invoice_item_by_product ON public.invoice_item USING btree (organization_id, product_id, id);
CREATE INDEX invoice_item_by_provider ON public.invoice_item USING btree (organization_id, provider_id, id);
CREATE INDEX invoice_item_by_sale ON public.invoice_item USING btree (organization_id, sale_id, id);
CREATE INDEX invoice_item_by_service ON public.invoice_item USING btree (organization_id, service_id, id);
CREATE UNIQUE INDEX invoice_number_taken ON public.invoice USING btree (organization_id, center_id, invoice_no);
CREATE UNIQUE INDEX manage_token_taken ON public.online_booking USING btree (organization_id, manage_hash);
CREATE INDEX occupancy_by_appointment ON public.occupancy USING btree (organization_id, appointment_id, id);
CREATE INDEX occupancy_by_center ON public.occupancy USING btree (organization_id, center_id, starts_at, id) INCLUDE (resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at);
CREATE INDEX occupancy_by_resource ON public.occupancy USING btree (organization_id, resource_id, unit, starts_at, ends_at);
CREATE INDEX offer_discount_by_package ON public.offer_discount USING btree (organization_id, package_id, id);
CREATE INDEX offer_discount_by_product ON public.offer_discount USING btree (organization_id, product_id, id);
CREATE INDEX offer_discount_by_service ON public.offer_discount USING btree (organization_id, service_id, id);
CREATE INDEX online_booking_by_appointment ON public.online_booking USING btree (organization_id, appointment_id, id);
CREATE INDEX online_booking_by_guest ON public.online_booking USING btree (organization_id, guest_id, id);
CREATE INDEX online_booking_by_mailbox ON public.online_booking USING btree (organization_id, mailbox, id);
CREATE UNIQUE INDEX organization_email_taken ON public.directory USING btree (organization_id, email);
CREATE UNIQUE INDEX organization_slug_taken ON public.directory USING btree (organization_id, slug);
CREATE INDEX package_by_business_unit ON public.package USING btree (organization_id, business_unit_id, id);
CREATE INDEX package_by_category ON public.package USING btree (organization_id, category_id, id);
CREATE INDEX package_by_center ON public.package USING btree (organization_id, center_id, id);
CREATE UNIQUE INDEX package_code_taken ON public.package USING btree (organization_id, code);
CREATE INDEX package_service_by_package ON public.package_service USING btree (organization_id, package_id, id);
CREATE INDEX package_service_by_service ON public.package_service USING btree (organization_id, service_id, id);
CREATE UNIQUE INDEX package_service_exists ON public.package_service USING btree (organization_id, package_id, service_id);
CREATE INDEX payment_by_appointment ON public.payment USING btree (organization_id, appointment_id, id);
CREATE INDEX payment_by_center ON public.payment USING btree (organization_id, center_id, id);
CREATE INDEX payment_by_employee ON public.payment USING btree (organization_id, employee_id, id);
CREATE INDEX payment_by_guest ON public.payment USING btree (organization_id, guest_id, id);
CREATE INDEX payment_by_invoice ON public.payment USING btree (organization_id, invoice_id, id);
CREATE INDEX product_by_business_unit ON public.product USING btree (organization_id, business_unit_id, id);
CREATE INDEX product_by_category ON public.product USING btree (organization_id, category_id, id);
CREATE UNIQUE INDEX product_code_taken ON public.product USING btree (organization_id, code);
CREATE INDEX product_tax_by_product ON public.product_tax USING btree (organization_id, product_id, id);
CREATE INDEX product_tax_by_tax ON public.product_tax USING btree (organization_id, tax_id, id);
CREATE UNIQUE INDEX product_tax_exists ON public.product_tax USING btree (organization_id, product_id, tax_id);
CREATE INDEX provider_by_center ON public.provider USING btree (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON public.provider USING btree (organization_id, employee_id, id);
CREATE INDEX provider_service_by_provider ON public.provider_service USING btree (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON public.provider_service USING btree (organization_id, service_id, id);
CREATE UNIQUE INDEX provider_service_exists ON public.provider_service USING btree (organization_id, provider_id, service_id);
CREATE INDEX room_by_category ON public.room USING btree (organization_id, room_category_id, id);
CREATE INDEX room_by_center ON public.room USING btree (organization_id, center_id, id);
CREATE UNIQUE INDEX room_code_taken ON public.room USING btree (organization_id, code);
CREATE UNIQUE INDEX sale_already_billed ON public.sale USING btree (organization_id, invoice_item_id);
CREATE UNIQUE INDEX sale_appointment_taken ON public.sale USING btree (organization_id, appointment_id);
CREATE INDEX sale_by_center ON public.sale USING btree (organization_id, center_id, id);
CREATE INDEX sale_by_discount ON public.sale USING btree (organization_id, discount_id, id);
CREATE INDEX sale_by_guest ON public.sale USING btree (organization_id, guest_id, id);
CREATE INDEX sale_by_package ON public.sale USING btree (organization_id, package_id, id);
CREATE INDEX sale_by_product ON public.sale USING btree (organization_id, product_id, id);
CREATE INDEX sale_by_provider ON public.sale USING btree (organization_id, provider_id, id);
CREATE INDEX sale_by_service ON public.sale USING btree (organization_id, service_id, id);
CREATE INDEX sale_by_status ON public.sale USING btree (organization_id, status, id);
CREATE INDEX service_by_business_unit ON public.service USING btree (organization_id, business_unit_id, id);
CREATE INDEX service_by_category ON public.service USING btree (organization_id, category_id, id);
CREATE INDEX service_by_room_category ON public.service USING btree (organization_id, room_category_id, id);
CREATE UNIQUE INDEX service_code_taken ON public.service USING btree (organization_id, service_code);
CREATE INDEX service_tax_by_service ON public.service_tax USING btree (organization_id, service_id, id);
CREATE INDEX service_tax_by_tax ON public.service_tax USING btree (organization_id, tax_id, id);
CREATE UNIQUE INDEX service_tax_exists ON public.service_tax USING btree (organization_id, service_id, tax_id);
CREATE UNIQUE INDEX session_access_taken ON public.session USING btree (organization_id, access_token_hash);
CREATE INDEX session_by_user ON public.session USING btree (organization_id, user_id, id);
CREATE UNIQUE INDEX session_family_taken ON public.session USING btree (organization_id, family_hash);
CREATE INDEX sign_in_throttle_by_bucket ON public.sign_in_throttle USING btree (organization_id, bucket, id);
CREATE UNIQUE INDEX tax_code_taken ON public.tax USING btree (organization_id, code);
CREATE INDEX user_account_by_employee ON public.user_account USING btree (organization_id, employee_id, id);
CREATE INDEX user_account_by_guest ON public.user_account USING btree (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON public.user_account USING btree (organization_id, provider_id, id);
CREATE INDEX user_account_by_role ON public.user_account USING btree (organization_id, role, id);
CREATE UNIQUE INDEX user_email_taken ON public.user_account USING btree (organization_id, email);
CREATE TRIGGER appointment_change_is_frozen BEFORE UPDATE ON public.appointment_change FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('appointment_change_never_changes', 'reason', 'version', 'updated_at');
COMMENT ON TRIGGER appointment_change_is_frozen ON public.appointment_change IS 'CREATE TRIGGER appointment_change_is_frozen BEFORE UPDATE ON appointment_change FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''appointment_change_never_changes'', ''reason'', ''version'', ''updated_at'')';
CREATE TRIGGER appointment_change_reason_only_goes BEFORE UPDATE ON public.appointment_change FOR EACH ROW WHEN ((new.reason IS NOT NULL)) EXECUTE FUNCTION public.clientline_refuse('appointment_change_never_changes');
CREATE TRIGGER appointment_change_stays BEFORE DELETE ON public.appointment_change FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('appointment_change_stays');
COMMENT ON TRIGGER appointment_change_stays ON public.appointment_change IS 'CREATE TRIGGER appointment_change_stays BEFORE DELETE ON appointment_change FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''appointment_change_stays'')';
CREATE TRIGGER appointment_change_stays_whole BEFORE TRUNCATE ON public.appointment_change FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('appointment_change_stays');
COMMENT ON TRIGGER appointment_change_stays_whole ON public.appointment_change IS 'CREATE TRIGGER appointment_change_stays_whole BEFORE TRUNCATE ON appointment_change FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''appointment_change_stays'')';
CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('audit_never_changes', 'position', 'version', 'updated_at');
COMMENT ON TRIGGER audit_is_frozen ON public.audit IS 'CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''audit_never_changes'', ''position'', ''version'', ''updated_at'')';
CREATE TRIGGER audit_is_stamped_once BEFORE UPDATE ON public.audit FOR EACH ROW WHEN (((old."position" IS NOT NULL) OR (new."position" IS NULL))) EXECUTE FUNCTION public.clientline_refuse('audit_never_changes');
CREATE TRIGGER audit_stays BEFORE DELETE ON public.audit FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('audit_stays');
COMMENT ON TRIGGER audit_stays ON public.audit IS 'CREATE TRIGGER audit_stays BEFORE DELETE ON audit FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''audit_stays'')';
CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('audit_stays');
COMMENT ON TRIGGER audit_stays_whole ON public.audit IS 'CREATE TRIGGER audit_stays_whole BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''audit_stays'')';
CREATE TRIGGER collection_is_frozen BEFORE UPDATE ON public.collection FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('collection_never_changes', 'is_reversed', 'transaction_no', 'reference_no', 'remarks', 'version', 'updated_at');
COMMENT ON TRIGGER collection_is_frozen ON public.collection IS 'CREATE TRIGGER collection_is_frozen BEFORE UPDATE ON collection FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''collection_never_changes'', ''is_reversed'', ''transaction_no'', ''reference_no'', ''remarks'', ''version'', ''updated_at'')';
CREATE CONSTRAINT TRIGGER collection_number_follows AFTER INSERT ON public.collection DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.clientline_number_follows('collection_no', 'collection_number_follows');
CREATE TRIGGER collection_reversed_once BEFORE UPDATE ON public.collection FOR EACH ROW WHEN ((old.is_reversed AND (NOT new.is_reversed))) EXECUTE FUNCTION public.clientline_refuse('collection_never_changes');
CREATE TRIGGER collection_stays BEFORE DELETE ON public.collection FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('collection_stays');
COMMENT ON TRIGGER collection_stays ON public.collection IS 'CREATE TRIGGER collection_stays BEFORE DELETE ON collection FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''collection_stays'')';
CREATE TRIGGER collection_stays_whole BEFORE TRUNCATE ON public.collection FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('collection_stays');
COMMENT ON TRIGGER collection_stays_whole ON public.collection IS 'CREATE TRIGGER collection_stays_whole BEFORE TRUNCATE ON collection FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''collection_stays'')';
CREATE TRIGGER counter_is_frozen BEFORE UPDATE ON public.counter FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('counter_only_grows', 'next', 'version', 'updated_at');
COMMENT ON TRIGGER counter_is_frozen ON public.counter IS 'CREATE TRIGGER counter_is_frozen BEFORE UPDATE ON counter FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''counter_only_grows'', ''next'', ''version'', ''updated_at'')';
CREATE TRIGGER counter_only_grows BEFORE UPDATE ON public.counter FOR EACH ROW WHEN ((new.next <= old.next)) EXECUTE FUNCTION public.clientline_refuse('counter_only_grows');
CREATE TRIGGER counter_stays BEFORE DELETE ON public.counter FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('counter_stays');
COMMENT ON TRIGGER counter_stays ON public.counter IS 'CREATE TRIGGER counter_stays BEFORE DELETE ON counter FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''counter_stays'')';
CREATE TRIGGER counter_stays_whole BEFORE TRUNCATE ON public.counter FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('counter_stays');
COMMENT ON TRIGGER counter_stays_whole ON public.counter IS 'CREATE TRIGGER counter_stays_whole BEFORE TRUNCATE ON counter FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''counter_stays'')';
CREATE TRIGGER event_is_frozen BEFORE UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('event_never_changes', 'position', 'version', 'updated_at');
COMMENT ON TRIGGER event_is_frozen ON public.event IS 'CREATE TRIGGER event_is_frozen BEFORE UPDATE ON event FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''event_never_changes'', ''position'', ''version'', ''updated_at'')';
CREATE TRIGGER event_is_stamped_once BEFORE UPDATE ON public.event FOR EACH ROW WHEN (((old."position" IS NOT NULL) OR (new."position" IS NULL))) EXECUTE FUNCTION public.clientline_refuse('event_never_changes');
CREATE TRIGGER event_stays BEFORE DELETE ON public.event FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('event_stays');
COMMENT ON TRIGGER event_stays ON public.event IS 'CREATE TRIGGER event_stays BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''event_stays'')';
CREATE TRIGGER event_stays_whole BEFORE TRUNCATE ON public.event FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('event_stays');
COMMENT ON TRIGGER event_stays_whole ON public.event IS 'CREATE TRIGGER event_stays_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''event_stays'')';
CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON public.invoice FOR EACH ROW WHEN ((old.status <> 'draft'::text)) EXECUTE FUNCTION public.clientline_freeze('invoice_issued', 'status', 'total_collection', 'balance_due', 'version', 'updated_at');
COMMENT ON TRIGGER invoice_is_frozen ON public.invoice IS 'CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON invoice FOR EACH ROW WHEN (OLD.status <> ''draft'') EXECUTE FUNCTION clientline_freeze(''invoice_issued'', ''status'', ''total_collection'', ''balance_due'', ''version'', ''updated_at'')';
CREATE TRIGGER invoice_item_issued BEFORE INSERT OR DELETE OR UPDATE ON public.invoice_item FOR EACH ROW EXECUTE FUNCTION public.clientline_keep_issued_items();
CREATE TRIGGER invoice_item_stays_whole BEFORE TRUNCATE ON public.invoice_item FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('invoice_issued');
CREATE CONSTRAINT TRIGGER invoice_number_follows AFTER INSERT ON public.invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.invoice_no IS NOT NULL)) EXECUTE FUNCTION public.clientline_number_follows('invoice_no', 'invoice_number_follows');
CREATE CONSTRAINT TRIGGER invoice_number_given_follows AFTER UPDATE ON public.invoice DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.invoice_no IS DISTINCT FROM new.invoice_no)) EXECUTE FUNCTION public.clientline_number_follows('invoice_no', 'invoice_number_follows');
CREATE TRIGGER invoice_status_goes_forward BEFORE UPDATE ON public.invoice FOR EACH ROW WHEN (((old.status <> 'draft'::text) AND ((new.status = 'draft'::text) OR ((old.status = 'void'::text) AND (new.status <> 'void'::text))))) EXECUTE FUNCTION public.clientline_refuse('invoice_issued');
CREATE TRIGGER invoice_stays BEFORE DELETE ON public.invoice FOR EACH ROW WHEN ((old.status <> 'draft'::text)) EXECUTE FUNCTION public.clientline_refuse('invoice_issued');
COMMENT ON TRIGGER invoice_stays ON public.invoice IS 'CREATE TRIGGER invoice_stays BEFORE DELETE ON invoice FOR EACH ROW WHEN (OLD.status <> ''draft'') EXECUTE FUNCTION clientline_refuse(''invoice_issued'')';
CREATE TRIGGER invoice_stays_whole BEFORE TRUNCATE ON public.invoice FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('invoice_issued');
COMMENT ON TRIGGER invoice_stays_whole ON public.invoice IS 'CREATE TRIGGER invoice_stays_whole BEFORE TRUNCATE ON invoice FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''invoice_issued'')';
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.admin_count FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.api_key FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.appointment FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.appointment_change FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.audit FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.blockout FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.business_unit FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.calendar FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.category FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.center FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.collection FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.counter FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.credential FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.directory FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.employee FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.event FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.guest FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.guest_term FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.hours_override FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.idempotency FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.invoice FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.invoice_item FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.mac_key FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.occupancy FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.offer_discount FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.online_booking FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.organization FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.package FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.package_service FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.payment FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.product FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.product_tax FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.provider FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.provider_service FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.room FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.room_category FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.sale FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.service FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.service_tax FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.session FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.sign_in_throttle FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.tax FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER key_never_changes BEFORE UPDATE ON public.user_account FOR EACH ROW WHEN (((new.organization_id <> old.organization_id) OR (new.id <> old.id))) EXECUTE FUNCTION public.clientline_refuse('key_never_changes');
CREATE TRIGGER occupancy_is_frozen BEFORE UPDATE ON public.occupancy FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('occupancy_never_changes');
COMMENT ON TRIGGER occupancy_is_frozen ON public.occupancy IS 'CREATE TRIGGER occupancy_is_frozen BEFORE UPDATE ON occupancy FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''occupancy_never_changes'')';
CREATE TRIGGER payment_is_frozen BEFORE UPDATE ON public.payment FOR EACH ROW EXECUTE FUNCTION public.clientline_freeze('payment_never_changes', 'status', 'transaction_no', 'reference_no', 'remarks', 'version', 'updated_at');
COMMENT ON TRIGGER payment_is_frozen ON public.payment IS 'CREATE TRIGGER payment_is_frozen BEFORE UPDATE ON payment FOR EACH ROW EXECUTE FUNCTION clientline_freeze(''payment_never_changes'', ''status'', ''transaction_no'', ''reference_no'', ''remarks'', ''version'', ''updated_at'')';
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON public.payment FOR EACH ROW WHEN (((old.status <> new.status) AND (NOT (((old.status = 'pending'::text) AND (new.status = ANY (ARRAY['completed'::text, 'failed'::text]))) OR ((old.status = 'completed'::text) AND (new.status = 'reversed'::text)))))) EXECUTE FUNCTION public.clientline_refuse('payment_never_changes');
CREATE TRIGGER payment_stays BEFORE DELETE ON public.payment FOR EACH ROW EXECUTE FUNCTION public.clientline_refuse('payment_stays');
COMMENT ON TRIGGER payment_stays ON public.payment IS 'CREATE TRIGGER payment_stays BEFORE DELETE ON payment FOR EACH ROW EXECUTE FUNCTION clientline_refuse(''payment_stays'')';
CREATE TRIGGER payment_stays_whole BEFORE TRUNCATE ON public.payment FOR EACH STATEMENT EXECUTE FUNCTION public.clientline_refuse('payment_stays');
COMMENT ON TRIGGER payment_stays_whole ON public.payment IS 'CREATE TRIGGER payment_stays_whole BEFORE TRUNCATE ON payment FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse(''payment_stays'')';
CREATE TRIGGER sale_is_frozen BEFORE UPDATE ON public.sale FOR EACH ROW WHEN ((old.status = 'billed'::text)) EXECUTE FUNCTION public.clientline_freeze('sale_billed', 'status', 'invoice_item_id', 'guest_id', 'remarks', 'version', 'updated_at');
COMMENT ON TRIGGER sale_is_frozen ON public.sale IS 'CREATE TRIGGER sale_is_frozen BEFORE UPDATE ON sale FOR EACH ROW WHEN (OLD.status = ''billed'') EXECUTE FUNCTION clientline_freeze(''sale_billed'', ''status'', ''invoice_item_id'', ''guest_id'', ''remarks'', ''version'', ''updated_at'')';
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.admin_count FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.api_key FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.appointment FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.appointment_change FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.audit FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.blockout FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.business_unit FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.calendar FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.category FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.center FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.collection FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.counter FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.credential FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.directory FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.employee FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.event FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.guest FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.guest_term FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.hours_override FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.idempotency FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.invoice FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.invoice_item FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.mac_key FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.occupancy FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.offer_discount FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.online_booking FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.organization FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.package FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.package_service FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.payment FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.product FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.product_tax FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.provider FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.provider_service FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.room FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.room_category FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.sale FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.service FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.service_tax FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.session FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.sign_in_throttle FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.tax FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
CREATE TRIGGER version_grows_by_one BEFORE UPDATE ON public.user_account FOR EACH ROW WHEN ((new.version <> (old.version + 1))) EXECUTE FUNCTION public.clientline_refuse('version_grows_by_one');
ALTER TABLE ONLY public.appointment_change
    ADD CONSTRAINT appointment_change_organization_id_appointment_id_fkey FOREIGN KEY (organization_id, appointment_id) REFERENCES public.appointment(organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organization_id_provider_id_fkey FOREIGN KEY (organization_id, provider_id) REFERENCES public.provider(organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organization_id_room_id_fkey FOREIGN KEY (organization_id, room_id) REFERENCES public.room(organization_id, id);
ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.blockout
    ADD CONSTRAINT blockout_organization_id_calendar_id_fkey FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar(organization_id, id);
ALTER TABLE ONLY public.blockout
    ADD CONSTRAINT blockout_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.calendar
    ADD CONSTRAINT calendar_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_employee_id_fkey FOREIGN KEY (organization_id, employee_id) REFERENCES public.employee(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_invoice_id_fkey FOREIGN KEY (organization_id, invoice_id) REFERENCES public.invoice(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_payment_id_fkey FOREIGN KEY (organization_id, payment_id) REFERENCES public.payment(organization_id, id);
ALTER TABLE ONLY public.collection
    ADD CONSTRAINT collection_organization_id_sale_id_fkey FOREIGN KEY (organization_id, sale_id) REFERENCES public.sale(organization_id, id);
ALTER TABLE ONLY public.credential
    ADD CONSTRAINT credential_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES public.user_account(organization_id, id);
ALTER TABLE ONLY public.employee
    ADD CONSTRAINT employee_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.guest
    ADD CONSTRAINT guest_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.guest_term
    ADD CONSTRAINT guest_term_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.hours_override
    ADD CONSTRAINT hours_override_organization_id_calendar_id_fkey FOREIGN KEY (organization_id, calendar_id) REFERENCES public.calendar(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_invoice_id_fkey FOREIGN KEY (organization_id, invoice_id) REFERENCES public.invoice(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_package_id_fkey FOREIGN KEY (organization_id, package_id) REFERENCES public.package(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_product_id_fkey FOREIGN KEY (organization_id, product_id) REFERENCES public.product(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_provider_id_fkey FOREIGN KEY (organization_id, provider_id) REFERENCES public.provider(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_sale_id_fkey FOREIGN KEY (organization_id, sale_id) REFERENCES public.sale(organization_id, id);
ALTER TABLE ONLY public.invoice_item
    ADD CONSTRAINT invoice_item_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_organization_id_employee_id_fkey FOREIGN KEY (organization_id, employee_id) REFERENCES public.employee(organization_id, id);
ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.occupancy
    ADD CONSTRAINT occupancy_organization_id_appointment_id_fkey FOREIGN KEY (organization_id, appointment_id) REFERENCES public.appointment(organization_id, id);
ALTER TABLE ONLY public.occupancy
    ADD CONSTRAINT occupancy_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.occupancy
    ADD CONSTRAINT occupancy_organization_id_resource_id_fkey FOREIGN KEY (organization_id, resource_id) REFERENCES public.calendar(organization_id, id);
ALTER TABLE ONLY public.offer_discount
    ADD CONSTRAINT offer_discount_organization_id_package_id_fkey FOREIGN KEY (organization_id, package_id) REFERENCES public.package(organization_id, id);
ALTER TABLE ONLY public.offer_discount
    ADD CONSTRAINT offer_discount_organization_id_product_id_fkey FOREIGN KEY (organization_id, product_id) REFERENCES public.product(organization_id, id);
ALTER TABLE ONLY public.offer_discount
    ADD CONSTRAINT offer_discount_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.online_booking
    ADD CONSTRAINT online_booking_organization_id_appointment_id_fkey FOREIGN KEY (organization_id, appointment_id) REFERENCES public.appointment(organization_id, id);
ALTER TABLE ONLY public.online_booking
    ADD CONSTRAINT online_booking_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.package
    ADD CONSTRAINT package_organization_id_business_unit_id_fkey FOREIGN KEY (organization_id, business_unit_id) REFERENCES public.business_unit(organization_id, id);
ALTER TABLE ONLY public.package
    ADD CONSTRAINT package_organization_id_category_id_fkey FOREIGN KEY (organization_id, category_id) REFERENCES public.category(organization_id, id);
ALTER TABLE ONLY public.package
    ADD CONSTRAINT package_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.package_service
    ADD CONSTRAINT package_service_organization_id_package_id_fkey FOREIGN KEY (organization_id, package_id) REFERENCES public.package(organization_id, id);
ALTER TABLE ONLY public.package_service
    ADD CONSTRAINT package_service_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_organization_id_appointment_id_fkey FOREIGN KEY (organization_id, appointment_id) REFERENCES public.appointment(organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_organization_id_employee_id_fkey FOREIGN KEY (organization_id, employee_id) REFERENCES public.employee(organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.payment
    ADD CONSTRAINT payment_organization_id_invoice_id_fkey FOREIGN KEY (organization_id, invoice_id) REFERENCES public.invoice(organization_id, id);
ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_organization_id_business_unit_id_fkey FOREIGN KEY (organization_id, business_unit_id) REFERENCES public.business_unit(organization_id, id);
ALTER TABLE ONLY public.product
    ADD CONSTRAINT product_organization_id_category_id_fkey FOREIGN KEY (organization_id, category_id) REFERENCES public.category(organization_id, id);
ALTER TABLE ONLY public.product_tax
    ADD CONSTRAINT product_tax_organization_id_product_id_fkey FOREIGN KEY (organization_id, product_id) REFERENCES public.product(organization_id, id);
ALTER TABLE ONLY public.product_tax
    ADD CONSTRAINT product_tax_organization_id_tax_id_fkey FOREIGN KEY (organization_id, tax_id) REFERENCES public.tax(organization_id, id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.provider
    ADD CONSTRAINT provider_organization_id_employee_id_fkey FOREIGN KEY (organization_id, employee_id) REFERENCES public.employee(organization_id, id);
ALTER TABLE ONLY public.provider_service
    ADD CONSTRAINT provider_service_organization_id_provider_id_fkey FOREIGN KEY (organization_id, provider_id) REFERENCES public.provider(organization_id, id);
ALTER TABLE ONLY public.provider_service
    ADD CONSTRAINT provider_service_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT room_organization_id_room_category_id_fkey FOREIGN KEY (organization_id, room_category_id) REFERENCES public.room_category(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_appointment_id_fkey FOREIGN KEY (organization_id, appointment_id) REFERENCES public.appointment(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_center_id_fkey FOREIGN KEY (organization_id, center_id) REFERENCES public.center(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_discount_id_fkey FOREIGN KEY (organization_id, discount_id) REFERENCES public.offer_discount(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_package_id_fkey FOREIGN KEY (organization_id, package_id) REFERENCES public.package(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_product_id_fkey FOREIGN KEY (organization_id, product_id) REFERENCES public.product(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_provider_id_fkey FOREIGN KEY (organization_id, provider_id) REFERENCES public.provider(organization_id, id);
ALTER TABLE ONLY public.sale
    ADD CONSTRAINT sale_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_organization_id_business_unit_id_fkey FOREIGN KEY (organization_id, business_unit_id) REFERENCES public.business_unit(organization_id, id);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_organization_id_category_id_fkey FOREIGN KEY (organization_id, category_id) REFERENCES public.category(organization_id, id);
ALTER TABLE ONLY public.service
    ADD CONSTRAINT service_organization_id_room_category_id_fkey FOREIGN KEY (organization_id, room_category_id) REFERENCES public.room_category(organization_id, id);
ALTER TABLE ONLY public.service_tax
    ADD CONSTRAINT service_tax_organization_id_service_id_fkey FOREIGN KEY (organization_id, service_id) REFERENCES public.service(organization_id, id);
ALTER TABLE ONLY public.service_tax
    ADD CONSTRAINT service_tax_organization_id_tax_id_fkey FOREIGN KEY (organization_id, tax_id) REFERENCES public.tax(organization_id, id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_organization_id_user_id_fkey FOREIGN KEY (organization_id, user_id) REFERENCES public.user_account(organization_id, id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT user_account_organization_id_employee_id_fkey FOREIGN KEY (organization_id, employee_id) REFERENCES public.employee(organization_id, id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT user_account_organization_id_guest_id_fkey FOREIGN KEY (organization_id, guest_id) REFERENCES public.guest(organization_id, id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT user_account_organization_id_provider_id_fkey FOREIGN KEY (organization_id, provider_id) REFERENCES public.provider(organization_id, id);
ALTER TABLE public.admin_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.api_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.appointment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.appointment_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.blockout ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.business_unit ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.calendar ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.category ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.center ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.collection ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.counter ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.credential ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.directory ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.employee ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.event ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.guest ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.guest_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.hours_override ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.invoice ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.invoice_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.mac_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.occupancy ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.offer_discount ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.online_booking ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.organization ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.package ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.package_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.payment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.product ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.product_tax ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.provider ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.provider_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.room ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.room_category ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sale ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.service ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.service_tax ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.sign_in_throttle ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.tax ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON public.admin_count USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.api_key USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.appointment USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.appointment_change USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.audit USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.blockout USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.business_unit USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.calendar USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.category USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.center USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.collection USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.counter USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.credential USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.directory USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.employee USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.event USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.guest USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.guest_term USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.hours_override USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.idempotency USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.invoice USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.invoice_item USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.mac_key USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.occupancy USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.offer_discount USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.online_booking USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.organization USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.package USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.package_service USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.payment USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.product USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.product_tax USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.provider USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.provider_service USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.room USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.room_category USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.sale USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.service USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.service_tax USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.session USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.sign_in_throttle USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.tax USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
CREATE POLICY tenant ON public.user_account USING ((organization_id = (NULLIF(current_setting('app.organization'::text, true), ''::text))::uuid));
ALTER TABLE public.user_account ENABLE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA public TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.admin_count TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.api_key TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.appointment TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.appointment_change TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.audit TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.blockout TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.business_unit TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.calendar TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.category TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.center TO clientline_app;
GRANT SELECT ON TABLE public.clientline_schema TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.collection TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.counter TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.credential TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.directory TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.employee TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.event TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.guest TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.guest_term TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.hours_override TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.idempotency TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invoice TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.invoice_item TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mac_key TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.occupancy TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.offer_discount TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.online_booking TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.organization TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.package TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.package_service TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.payment TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.product_tax TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.provider TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.provider_service TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.room TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.room_category TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sale TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.service TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.service_tax TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.session TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sign_in_throttle TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.tax TO clientline_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.user_account TO clientline_app;
