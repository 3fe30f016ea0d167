-- An index has no entry of a row whose column is null: nobody looks for those by it. And
-- what no select and no reference to a row that can be deleted needs, is no index.
DROP INDEX online_booking_by_appointment;
DROP INDEX blockout_by_center;
DROP INDEX blockout_by_calendar;
DROP INDEX idempotency_by_expiry;
DROP INDEX audit_by_position;
DROP INDEX audit_without_position;
DROP INDEX event_by_position;
DROP INDEX event_without_position;
DROP INDEX collection_by_number_before;
DROP INDEX service_by_category;
CREATE INDEX service_by_category ON service (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;
DROP INDEX service_by_business_unit;
CREATE INDEX service_by_business_unit ON service (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;
DROP INDEX service_by_room_category;
CREATE INDEX service_by_room_category ON service (organization_id, room_category_id, id)
  WHERE room_category_id IS NOT NULL;
DROP INDEX product_by_category;
CREATE INDEX product_by_category ON product (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;
DROP INDEX product_by_business_unit;
CREATE INDEX product_by_business_unit ON product (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;
DROP INDEX package_by_category;
CREATE INDEX package_by_category ON package (organization_id, category_id, id)
  WHERE category_id IS NOT NULL;
DROP INDEX package_by_business_unit;
CREATE INDEX package_by_business_unit ON package (organization_id, business_unit_id, id)
  WHERE business_unit_id IS NOT NULL;
DROP INDEX package_by_center;
CREATE INDEX package_by_center ON package (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;
DROP INDEX offer_discount_by_service;
CREATE INDEX offer_discount_by_service ON offer_discount (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;
DROP INDEX offer_discount_by_product;
CREATE INDEX offer_discount_by_product ON offer_discount (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;
DROP INDEX offer_discount_by_package;
CREATE INDEX offer_discount_by_package ON offer_discount (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;
DROP INDEX employee_by_center;
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id)
  WHERE center_id IS NOT NULL;
DROP INDEX provider_by_employee;
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;
DROP INDEX guest_by_merged_into;
CREATE INDEX guest_by_merged_into ON guest (organization_id, merged_into, id)
  WHERE merged_into IS NOT NULL;
DROP INDEX guest_by_phone;
CREATE INDEX guest_by_phone ON guest (organization_id, phone, id) WHERE phone IS NOT NULL;
DROP INDEX user_account_by_guest;
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id)
  WHERE guest_id IS NOT NULL;
DROP INDEX user_account_by_provider;
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
DROP INDEX user_account_by_employee;
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;
DROP INDEX credential_token_taken;
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_token_hash)
  WHERE one_time_token_hash IS NOT NULL;
DROP INDEX appointment_by_room;
CREATE INDEX appointment_by_room ON appointment (organization_id, room_id, starts_at, id)
  WHERE room_id IS NOT NULL;
DROP INDEX appointment_by_series;
CREATE INDEX appointment_by_series ON appointment (organization_id, series_id, starts_at, id)
  WHERE series_id IS NOT NULL;
DROP INDEX confirm_token_taken;
CREATE UNIQUE INDEX confirm_token_taken ON online_booking (organization_id, confirm_token_hash)
  WHERE confirm_token_hash IS NOT NULL;
DROP INDEX sale_appointment_taken;
CREATE UNIQUE INDEX sale_appointment_taken ON sale (organization_id, appointment_id)
  WHERE appointment_id IS NOT NULL;
DROP INDEX sale_already_billed;
CREATE UNIQUE INDEX sale_already_billed ON sale (organization_id, invoice_item_id)
  WHERE invoice_item_id IS NOT NULL;
DROP INDEX sale_by_service;
CREATE INDEX sale_by_service ON sale (organization_id, service_id, id) WHERE service_id IS NOT NULL;
DROP INDEX sale_by_product;
CREATE INDEX sale_by_product ON sale (organization_id, product_id, id) WHERE product_id IS NOT NULL;
DROP INDEX sale_by_package;
CREATE INDEX sale_by_package ON sale (organization_id, package_id, id) WHERE package_id IS NOT NULL;
DROP INDEX sale_by_discount;
CREATE INDEX sale_by_discount ON sale (organization_id, discount_id, id)
  WHERE discount_id IS NOT NULL;
DROP INDEX sale_by_provider;
CREATE INDEX sale_by_provider ON sale (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
DROP INDEX invoice_by_employee;
CREATE INDEX invoice_by_employee ON invoice (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;
DROP INDEX invoice_by_payer;
CREATE INDEX invoice_by_payer ON invoice (organization_id, payer_id, id) WHERE payer_id IS NOT NULL;
DROP INDEX invoice_item_by_sale;
CREATE INDEX invoice_item_by_sale ON invoice_item (organization_id, sale_id, id)
  WHERE sale_id IS NOT NULL;
DROP INDEX invoice_item_by_service;
CREATE INDEX invoice_item_by_service ON invoice_item (organization_id, service_id, id)
  WHERE service_id IS NOT NULL;
DROP INDEX invoice_item_by_product;
CREATE INDEX invoice_item_by_product ON invoice_item (organization_id, product_id, id)
  WHERE product_id IS NOT NULL;
DROP INDEX invoice_item_by_package;
CREATE INDEX invoice_item_by_package ON invoice_item (organization_id, package_id, id)
  WHERE package_id IS NOT NULL;
DROP INDEX invoice_item_by_provider;
CREATE INDEX invoice_item_by_provider ON invoice_item (organization_id, provider_id, id)
  WHERE provider_id IS NOT NULL;
DROP INDEX payment_by_appointment;
CREATE INDEX payment_by_appointment ON payment (organization_id, appointment_id, id)
  WHERE appointment_id IS NOT NULL;
DROP INDEX payment_by_employee;
CREATE INDEX payment_by_employee ON payment (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;
DROP INDEX collection_already_reversed;
CREATE UNIQUE INDEX collection_already_reversed ON collection (organization_id, reverses_id)
  WHERE reverses_id IS NOT NULL;
DROP INDEX collection_by_sale;
CREATE INDEX collection_by_sale ON collection (organization_id, sale_id, id)
  WHERE sale_id IS NOT NULL;
DROP INDEX collection_by_employee;
CREATE INDEX collection_by_employee ON collection (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;
DROP INDEX idempotency_by_guest;
CREATE INDEX idempotency_by_guest ON idempotency (organization_id, guest_id, id)
  WHERE guest_id IS NOT NULL;
