-- What is sold, who performs it, and for whom.

CREATE TABLE tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000000),
  compound INTEGER NOT NULL CHECK (compound IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tax_code_taken ON tax (organization_id, code);

CREATE TABLE business_unit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  description TEXT CHECK (length(description) <= 10000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX business_unit_code_taken ON business_unit (organization_id, code);

CREATE TABLE category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  service_code TEXT NOT NULL CHECK (length(service_code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  description TEXT CHECK (length(description) <= 10000),
  category_id BLOB,
  business_unit_id BLOB,
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments TEXT CHECK (length(segments) <= 1024 AND json_valid(segments)),
  room_category_id BLOB,
  tax_ids TEXT NOT NULL CHECK (length(tax_ids) <= 8192 AND json_valid(tax_ids)),
  max_guests INTEGER NOT NULL CHECK (max_guests BETWEEN 1 AND 1000),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX service_code_taken ON service (organization_id, service_code);
CREATE INDEX service_by_category ON service (organization_id, category_id, id);
CREATE INDEX service_by_business_unit ON service (organization_id, business_unit_id, id);
CREATE INDEX service_by_room_category ON service (organization_id, room_category_id, id);

CREATE TABLE service_tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  service_id BLOB NOT NULL,
  tax_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX service_tax_exists ON service_tax (organization_id, service_id, tax_id);
CREATE INDEX service_tax_by_service ON service_tax (organization_id, service_id, id);
CREATE INDEX service_tax_by_tax ON service_tax (organization_id, tax_id, id);

CREATE TABLE product (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  sale_price INTEGER NOT NULL CHECK (sale_price BETWEEN 0 AND 1000000000000000),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  color TEXT CHECK (length(color) BETWEEN 1 AND 200),
  size TEXT CHECK (length(size) BETWEEN 1 AND 200),
  brand TEXT CHECK (length(brand) BETWEEN 1 AND 200),
  category_id BLOB,
  subcategory TEXT CHECK (length(subcategory) BETWEEN 1 AND 200),
  business_unit_id BLOB,
  type TEXT CHECK (length(type) BETWEEN 1 AND 200),
  mrp INTEGER CHECK (mrp BETWEEN 0 AND 1000000000000000),
  stock INTEGER NOT NULL CHECK (stock BETWEEN 0 AND 1000000000),
  reorder_level INTEGER CHECK (reorder_level BETWEEN 0 AND 1000000000),
  status TEXT NOT NULL CHECK (status IN ('available', 'out_of_stock', 'discontinued')),
  tax_ids TEXT NOT NULL CHECK (length(tax_ids) <= 8192 AND json_valid(tax_ids)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX product_code_taken ON product (organization_id, code);
CREATE INDEX product_by_category ON product (organization_id, category_id, id);
CREATE INDEX product_by_business_unit ON product (organization_id, business_unit_id, id);

CREATE TABLE product_tax (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  product_id BLOB NOT NULL,
  tax_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX product_tax_exists ON product_tax (organization_id, product_id, tax_id);
CREATE INDEX product_tax_by_product ON product_tax (organization_id, product_id, id);
CREATE INDEX product_tax_by_tax ON product_tax (organization_id, tax_id, id);

CREATE TABLE package (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  price INTEGER NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  items TEXT NOT NULL CHECK (length(items) <= 8192 AND json_valid(items)),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  description TEXT CHECK (length(description) <= 10000),
  type TEXT CHECK (length(type) BETWEEN 1 AND 200),
  category_id BLOB,
  business_unit_id BLOB,
  center_id BLOB,
  validity_days INTEGER CHECK (validity_days BETWEEN 1 AND 3650),
  booking_start_date INTEGER CHECK (booking_start_date BETWEEN -719162 AND 2932896),
  booking_end_date INTEGER CHECK (booking_end_date BETWEEN -719162 AND 2932896),
  commission_eligible INTEGER NOT NULL CHECK (commission_eligible IN (0, 1)),
  commission_type TEXT CHECK (commission_type IN ('percentage', 'fixed')),
  commission_value INTEGER CHECK (commission_value BETWEEN 0 AND 999999999999999999),
  commission_factor INTEGER CHECK (commission_factor BETWEEN 0 AND 1000000),
  tags TEXT NOT NULL CHECK (length(tags) <= 16384 AND json_valid(tags)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  CHECK (booking_start_date <= booking_end_date),
  CHECK ((commission_type IS NULL) = (commission_value IS NULL)),
  CHECK (commission_type <> 'percentage' OR commission_value <= 1000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX package_code_taken ON package (organization_id, code);
CREATE INDEX package_by_category ON package (organization_id, category_id, id);
CREATE INDEX package_by_business_unit ON package (organization_id, business_unit_id, id);
CREATE INDEX package_by_center ON package (organization_id, center_id, id);

CREATE TABLE package_service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  package_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX package_service_exists
  ON package_service (organization_id, package_id, service_id);
CREATE INDEX package_service_by_package ON package_service (organization_id, package_id, id);
CREATE INDEX package_service_by_service ON package_service (organization_id, service_id, id);

CREATE TABLE offer_discount (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  discount_type TEXT NOT NULL CHECK (discount_type IN ('percentage', 'fixed')),
  discount_value INTEGER NOT NULL CHECK (discount_value BETWEEN 0 AND 999999999999999999),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  name TEXT CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  item_type TEXT NOT NULL CHECK (item_type IN ('service', 'product', 'package', 'any')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  valid_from INTEGER CHECK (valid_from BETWEEN -719162 AND 2932896),
  valid_until INTEGER CHECK (valid_until BETWEEN -719162 AND 2932896),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  CHECK (discount_type <> 'percentage' OR discount_value <= 1000000),
  CHECK (service_id IS NULL OR item_type = 'service'),
  CHECK (product_id IS NULL OR item_type = 'product'),
  CHECK (package_id IS NULL OR item_type = 'package'),
  CHECK (valid_from <= valid_until),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX offer_discount_by_service ON offer_discount (organization_id, service_id, id);
CREATE INDEX offer_discount_by_product ON offer_discount (organization_id, product_id, id);
CREATE INDEX offer_discount_by_package ON offer_discount (organization_id, package_id, id);

CREATE TABLE employee (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  employee_code TEXT NOT NULL CHECK (length(employee_code) BETWEEN 1 AND 40),
  job_code TEXT CHECK (length(job_code) BETWEEN 1 AND 40),
  designation TEXT CHECK (length(designation) BETWEEN 1 AND 200),
  department TEXT CHECK (length(department) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  center_id BLOB,
  zone TEXT CHECK (length(zone) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id);

CREATE TABLE provider (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  center_id BLOB NOT NULL,
  employee_id BLOB,
  specialization TEXT CHECK (length(specialization) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  services TEXT NOT NULL CHECK (length(services) <= 8192 AND json_valid(services)),
  color TEXT CHECK (length(color) = 7 AND color GLOB '#*' AND substr(color, 2) NOT GLOB '*[^0-9a-f]*'),
  hours TEXT CHECK (length(hours) <= 16384 AND json_valid(hours)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id);

CREATE TABLE provider_service (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  provider_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  duration_minutes INTEGER CHECK (duration_minutes BETWEEN 1 AND 1440),
  price INTEGER CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);
CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);

CREATE TABLE guest (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 200),
  last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 200),
  guest_code TEXT NOT NULL CHECK (length(guest_code) BETWEEN 1 AND 40),
  is_minor INTEGER NOT NULL CHECK (is_minor IN (0, 1)),
  middle_name TEXT CHECK (length(middle_name) BETWEEN 1 AND 200),
  username TEXT CHECK (length(username) BETWEEN 1 AND 200),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  home_phone TEXT CHECK (length(home_phone) BETWEEN 5 AND 21),
  gender TEXT CHECK (gender IN ('female', 'male', 'other')),
  date_of_birth INTEGER CHECK (date_of_birth BETWEEN -719162 AND 2932896),
  nationality TEXT CHECK (nationality GLOB '[A-Z][A-Z]'),
  language TEXT CHECK (length(language) BETWEEN 1 AND 40),
  notes TEXT CHECK (length(notes) <= 10000),
  tags TEXT NOT NULL CHECK (length(tags) <= 16384 AND json_valid(tags)),
  marketing_consent INTEGER NOT NULL CHECK (marketing_consent IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  email_verified_at INTEGER
    CHECK (email_verified_at BETWEEN -2208988800000000 AND 253402300799999999),
  erased_at INTEGER CHECK (erased_at BETWEEN -2208988800000000 AND 253402300799999999),
  -- No reference, as the core declares none of a table to itself.
  merged_into BLOB CHECK (length(merged_into) = 16),
  merges INTEGER NOT NULL CHECK (merges BETWEEN 0 AND 100),
  CHECK (email_verified_at IS NULL OR email IS NOT NULL),
  CHECK (erased_at IS NULL OR is_active = 0),
  CHECK (merged_into <> id),
  CHECK (merged_into IS NULL OR (is_active = 0 AND merges = 0)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_code_taken ON guest (organization_id, guest_code);
CREATE INDEX guest_by_center ON guest (organization_id, center_id, id);
CREATE INDEX guest_by_merged_into ON guest (organization_id, merged_into, id);
CREATE INDEX guest_by_email ON guest (organization_id, email, id);
-- By whom an online booking is known: however many guests such bookings leave behind,
-- those whose address was verified are few.
CREATE INDEX guest_by_verified_email ON guest (organization_id, email, id)
  WHERE email_verified_at IS NOT NULL;
CREATE INDEX guest_by_phone ON guest (organization_id, phone, id);

CREATE TABLE guest_term (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_id BLOB NOT NULL,
  term TEXT NOT NULL CHECK (length(term) BETWEEN 1 AND 64),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);
CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id, guest_id);

-- Who signs in, what with, and the sign-ins that last.
CREATE TABLE user_account (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  guest_id BLOB,
  provider_id BLOB,
  employee_id BLOB,
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);
CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id);
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id);

CREATE TABLE credential (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  password_hash TEXT CHECK (length(password_hash) <= 255),
  one_time_hash TEXT CHECK (length(one_time_hash) = 64 AND one_time_hash NOT GLOB '*[^0-9a-f]*'),
  one_time_expires_at INTEGER CHECK (one_time_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  last_login_at INTEGER CHECK (last_login_at BETWEEN -2208988800000000 AND 253402300799999999),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_hash);
CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);

CREATE TABLE sign_in_throttle (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  bucket INTEGER NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  failures INTEGER NOT NULL CHECK (failures >= 1),
  failed_at INTEGER NOT NULL CHECK (failed_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);

CREATE TABLE mac_key (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  secret TEXT NOT NULL CHECK (length(secret) = 64 AND secret NOT GLOB '*[^0-9a-f]*'),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  access_hash TEXT NOT NULL CHECK (length(access_hash) = 64 AND access_hash NOT GLOB '*[^0-9a-f]*'),
  access_expires_at INTEGER NOT NULL CHECK (access_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  family_hash TEXT NOT NULL CHECK (length(family_hash) = 64 AND family_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_hash TEXT NOT NULL CHECK (length(refresh_hash) = 64 AND refresh_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_expires_at INTEGER NOT NULL CHECK (refresh_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  spent_hash TEXT CHECK (length(spent_hash) = 64 AND spent_hash NOT GLOB '*[^0-9a-f]*'),
  spent_at INTEGER CHECK (spent_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_hash);
CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);
CREATE INDEX session_by_user ON session (organization_id, user_id, id);

CREATE TABLE admin_count (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  admins INTEGER NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
