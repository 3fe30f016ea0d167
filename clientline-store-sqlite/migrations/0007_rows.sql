-- A row stays the row that it is, and counts how often it was written: whoever read
-- it can tell that it changed. Every later table needs the same trigger; a test
-- looks for it.

CREATE TRIGGER organization_is_rewritten BEFORE UPDATE ON organization BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER directory_is_rewritten BEFORE UPDATE ON directory BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER api_key_is_rewritten BEFORE UPDATE ON api_key BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER center_is_rewritten BEFORE UPDATE ON center BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER calendar_is_rewritten BEFORE UPDATE ON calendar BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER room_category_is_rewritten BEFORE UPDATE ON room_category BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER room_is_rewritten BEFORE UPDATE ON room BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER tax_is_rewritten BEFORE UPDATE ON tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER business_unit_is_rewritten BEFORE UPDATE ON business_unit BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER category_is_rewritten BEFORE UPDATE ON category BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER service_is_rewritten BEFORE UPDATE ON service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER service_tax_is_rewritten BEFORE UPDATE ON service_tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER product_is_rewritten BEFORE UPDATE ON product BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER product_tax_is_rewritten BEFORE UPDATE ON product_tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER package_is_rewritten BEFORE UPDATE ON package BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER package_service_is_rewritten BEFORE UPDATE ON package_service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER offer_discount_is_rewritten BEFORE UPDATE ON offer_discount BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER employee_is_rewritten BEFORE UPDATE ON employee BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER provider_is_rewritten BEFORE UPDATE ON provider BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER provider_service_is_rewritten BEFORE UPDATE ON provider_service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER guest_is_rewritten BEFORE UPDATE ON guest BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER guest_term_is_rewritten BEFORE UPDATE ON guest_term BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER hours_override_is_rewritten BEFORE UPDATE ON hours_override BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER blockout_is_rewritten BEFORE UPDATE ON blockout BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER appointment_is_rewritten BEFORE UPDATE ON appointment BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER appointment_change_is_rewritten BEFORE UPDATE ON appointment_change BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER occupancy_is_rewritten BEFORE UPDATE ON occupancy BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER self_booking_is_rewritten BEFORE UPDATE ON self_booking BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER sale_is_rewritten BEFORE UPDATE ON sale BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER invoice_is_rewritten BEFORE UPDATE ON invoice BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER invoice_item_is_rewritten BEFORE UPDATE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER payment_is_rewritten BEFORE UPDATE ON payment BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER collection_is_rewritten BEFORE UPDATE ON collection BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER counter_is_rewritten BEFORE UPDATE ON counter BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER idempotency_is_rewritten BEFORE UPDATE ON idempotency BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER audit_is_rewritten BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER event_is_rewritten BEFORE UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER user_account_is_rewritten BEFORE UPDATE ON user_account BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER credential_is_rewritten BEFORE UPDATE ON credential BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER sign_in_throttle_is_rewritten BEFORE UPDATE ON sign_in_throttle BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER mac_key_is_rewritten BEFORE UPDATE ON mac_key BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER session_is_rewritten BEFORE UPDATE ON session BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;

CREATE TRIGGER roster_is_rewritten BEFORE UPDATE ON roster BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
