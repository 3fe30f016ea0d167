CREATE OR REPLACE FUNCTION clientline_commit(organization uuid, changes jsonb)
RETURNS void LANGUAGE plpgsql AS $commit$
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
WHEN 'roster' THEN
  SELECT t.version INTO found_version FROM roster AS t
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
WHEN 'self_booking' THEN
  SELECT t.version INTO found_version FROM self_booking AS t
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
WHEN 'roster' THEN
  DELETE FROM roster AS t
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
WHEN 'self_booking' THEN
  DELETE FROM self_booking AS t
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
    is_active, erased_at, merged_into, merges
  ) = (
    SELECT
    n.center_id, n.first_name, n.last_name, n.guest_code, n.is_minor, n.middle_name, n.username,
    n.email, n.phone, n.home_phone, n.gender, n.date_of_birth, n.nationality, n.language,
    n.notes, n.tags, n.marketing_consent, n.is_active, n.erased_at, n.merged_into, n.merges
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
    user_id, password_hash, one_time_hash, one_time_expires_at, last_login_at
  ) = (
    SELECT
    n.user_id, n.password_hash, n.one_time_hash, n.one_time_expires_at, n.last_login_at
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
    user_id, access_hash, access_expires_at, family_hash, refresh_hash, refresh_expires_at,
    spent_hash, spent_at
  ) = (
    SELECT
    n.user_id, n.access_hash, n.access_expires_at, n.family_hash, n.refresh_hash,
    n.refresh_expires_at, n.spent_hash, n.spent_at
    FROM jsonb_populate_record(t, item->'row') AS n
  )
  WHERE t.organization_id = organization AND t.id = row_id AND t.version = row_version;
WHEN 'roster' THEN
  UPDATE roster AS t SET version = t.version + 1, updated_at = made_at, (
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
WHEN 'self_booking' THEN
  UPDATE self_booking AS t SET version = t.version + 1, updated_at = made_at, (
    appointment_id, guest_id, manage_hash, confirm_hash
  ) = (
    SELECT
    n.appointment_id, n.guest_id, n.manage_hash, n.confirm_hash
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
    is_active, erased_at, merged_into, merges)
  SELECT organization, n.id, 1, made_at, made_at,
    n.center_id, n.first_name, n.last_name, n.guest_code, n.is_minor, n.middle_name, n.username,
    n.email, n.phone, n.home_phone, n.gender, n.date_of_birth, n.nationality, n.language,
    n.notes, n.tags, n.marketing_consent, n.is_active, n.erased_at, n.merged_into, n.merges
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
    user_id, password_hash, one_time_hash, one_time_expires_at, last_login_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.user_id, n.password_hash, n.one_time_hash, n.one_time_expires_at, n.last_login_at
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
    user_id, access_hash, access_expires_at, family_hash, refresh_hash, refresh_expires_at,
    spent_hash, spent_at)
  SELECT organization, n.id, 1, made_at, made_at,
    n.user_id, n.access_hash, n.access_expires_at, n.family_hash, n.refresh_hash,
    n.refresh_expires_at, n.spent_hash, n.spent_at
  FROM jsonb_populate_recordset(NULL::session, item->'rows') AS n;
WHEN 'roster' THEN
  INSERT INTO roster (organization_id, id, version, created_at, updated_at,
    admins)
  SELECT organization, n.id, 1, made_at, made_at,
    n.admins
  FROM jsonb_populate_recordset(NULL::roster, item->'rows') AS n;
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
WHEN 'self_booking' THEN
  INSERT INTO self_booking (organization_id, id, version, created_at, updated_at,
    appointment_id, guest_id, manage_hash, confirm_hash)
  SELECT organization, n.id, 1, made_at, made_at,
    n.appointment_id, n.guest_id, n.manage_hash, n.confirm_hash
  FROM jsonb_populate_recordset(NULL::self_booking, item->'rows') AS n;
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
END $commit$;
