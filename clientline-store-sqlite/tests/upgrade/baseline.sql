-- The database of a release, kept for the tests of later ones, with rows of every table.
-- It was made by the command in clientline-server/tests/http/upgrade/keep.rs, and is not
-- made again: it shows what that release wrote. Who gets in:
-- key: cl_key_01a22132fa85700085fbed3096ce303b_1b1efc2424022487540ae9525859694f59ea6a887feca3c903dab08adfc3f6e4_8bdca9d3
-- booking: cl_manage_01a22132fa85700085fbed3096ce303b_3518ddc82e36be6d73f32cb79a22a4054cc2e7682b6304bf945bb0d95d67e4fe_b6fa5fd3

PRAGMA foreign_keys = OFF;
PRAGMA user_version = 1;
BEGIN;
CREATE TABLE organization (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  address TEXT CHECK (length(address) <= 10000),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  price_mode TEXT NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  settings TEXT NOT NULL CHECK (length(settings) <= 1024 AND json_valid(settings)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE directory (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  slug TEXT NOT NULL CHECK (length(slug) BETWEEN 1 AND 63 AND slug NOT GLOB '*[^a-z0-9-]*'),
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE api_key (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  role TEXT NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  scopes TEXT CHECK (length(scopes) <= 4096 AND json_valid(scopes)),
  token_hash TEXT NOT NULL CHECK (length(token_hash) = 64 AND token_hash NOT GLOB '*[^0-9a-f]*'),
  expires_at INTEGER CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  revoked_at INTEGER CHECK (revoked_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE center (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  display_name TEXT CHECK (length(display_name) BETWEEN 1 AND 200),
  address TEXT CHECK (length(address) <= 10000),
  city TEXT CHECK (length(city) BETWEEN 1 AND 200),
  state TEXT CHECK (length(state) BETWEEN 1 AND 200),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  phone TEXT CHECK (length(phone) BETWEEN 5 AND 21),
  email TEXT CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  tax_number TEXT CHECK (length(tax_number) BETWEEN 1 AND 40),
  hours TEXT CHECK (length(hours) <= 16384 AND json_valid(hours)),
  policies TEXT NOT NULL CHECK (length(policies) <= 1024 AND json_valid(policies)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE calendar (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  kind TEXT NOT NULL CHECK (kind IN ('provider', 'room', 'center')),
  center_id BLOB NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE room_category (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT CHECK (length(description) <= 10000),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE room (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  room_category_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  description TEXT CHECK (length(description) <= 10000),
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 1 AND 1000),
  only_one_appointment INTEGER NOT NULL CHECK (only_one_appointment IN (0, 1)),
  can_exceed_capacity INTEGER NOT NULL CHECK (can_exceed_capacity IN (0, 1)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
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
  color TEXT
    CHECK (length(color) = 7 AND color GLOB '#*' AND substr(color, 2) NOT GLOB '*[^0-9a-f]*'),
  hours TEXT CHECK (length(hours) <= 16384 AND json_valid(hours)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE credential (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  user_id BLOB NOT NULL,
  password_hash TEXT CHECK (length(password_hash) <= 255),
  one_time_token_hash TEXT
    CHECK (length(one_time_token_hash) = 64 AND one_time_token_hash NOT GLOB '*[^0-9a-f]*'),
  one_time_expires_at INTEGER
    CHECK (one_time_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  last_login_at INTEGER CHECK (last_login_at BETWEEN -2208988800000000 AND 253402300799999999),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
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
  access_token_hash TEXT NOT NULL
    CHECK (length(access_token_hash) = 64 AND access_token_hash NOT GLOB '*[^0-9a-f]*'),
  access_expires_at INTEGER NOT NULL
    CHECK (access_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  family_hash TEXT NOT NULL CHECK (length(family_hash) = 64 AND family_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_token_hash TEXT NOT NULL
    CHECK (length(refresh_token_hash) = 64 AND refresh_token_hash NOT GLOB '*[^0-9a-f]*'),
  refresh_expires_at INTEGER NOT NULL
    CHECK (refresh_expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  spent_token_hash TEXT
    CHECK (length(spent_token_hash) = 64 AND spent_token_hash NOT GLOB '*[^0-9a-f]*'),
  spent_at INTEGER CHECK (spent_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE admin_count (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  admins INTEGER NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE hours_override (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  windows TEXT NOT NULL CHECK (length(windows) <= 4096 AND json_valid(windows)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE blockout (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  calendar_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  reason TEXT NOT NULL
    CHECK (reason IN ('break', 'meeting', 'training', 'maintenance', 'vacation', 'other')),
  notes TEXT CHECK (length(notes) <= 10000),
  -- 366 days bound how far back a search for blocked time has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 31622400000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, calendar_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE appointment (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  service_id BLOB NOT NULL,
  provider_id BLOB NOT NULL,
  room_id BLOB,
  room_unit INTEGER CHECK (room_unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  time_zone TEXT NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 64),
  local_start TEXT NOT NULL CHECK (length(local_start) BETWEEN 1 AND 40),
  buffer_before_minutes INTEGER NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes INTEGER NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments TEXT CHECK (length(segments) <= 1024 AND json_valid(segments)),
  status TEXT NOT NULL CHECK (status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999),
  notes TEXT CHECK (length(notes) <= 10000),
  internal_notes TEXT CHECK (length(internal_notes) <= 10000),
  source TEXT NOT NULL CHECK (source IN ('desk', 'online', 'api', 'import')),
  series_id BLOB CHECK (length(series_id) = 16),
  cancelled_reason TEXT CHECK (length(cancelled_reason) <= 10000),
  price INTEGER NOT NULL CHECK (price >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  steps INTEGER NOT NULL CHECK (steps >= 1),
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 86400000000),
  CHECK ((room_id IS NULL) = (room_unit IS NULL)),
  -- What is pending ends by itself, and nothing else does.
  CHECK ((status = 'pending') = (held_until IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, room_id) REFERENCES room (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE appointment_change (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step >= 1),
  from_status TEXT CHECK (from_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  to_status TEXT NOT NULL CHECK (to_status IN
    ('pending', 'scheduled', 'confirmed', 'checked_in', 'in_progress', 'completed', 'cancelled',
     'no_show')),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor TEXT NOT NULL CHECK (length(actor) BETWEEN 1 AND 200),
  reason TEXT CHECK (length(reason) <= 10000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE occupancy (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  resource_id BLOB NOT NULL,
  unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 1000),
  starts_at INTEGER NOT NULL CHECK (starts_at BETWEEN -2208988800000000 AND 253402300799999999),
  ends_at INTEGER NOT NULL CHECK (ends_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  appointment_id BLOB NOT NULL,
  held_until INTEGER
    CHECK (held_until BETWEEN -2208988800000000 AND 253402300799999999),
  -- An empty period overlaps nothing and would slip past the trigger below.
  -- Four days are the core's Occupancy::MINUTES_MAX, which bounds how far back
  -- a search for what is busy has to look.
  CHECK (ends_at > starts_at AND ends_at - starts_at <= 345600000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, resource_id) REFERENCES calendar (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE online_booking (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  email TEXT NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  mailbox TEXT NOT NULL CHECK (octet_length(mailbox) <= 254 AND mailbox LIKE '%@_%'),
  manage_hash TEXT NOT NULL CHECK (length(manage_hash) = 64 AND manage_hash NOT GLOB '*[^0-9a-f]*'),
  confirm_token_hash TEXT
    CHECK (length(confirm_token_hash) = 64 AND confirm_token_hash NOT GLOB '*[^0-9a-f]*'),
  -- It has the identifier of its appointment.
  CHECK (id = appointment_id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE sale (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  sale_no TEXT NOT NULL CHECK (length(sale_no) BETWEEN 1 AND 40),
  appointment_id BLOB,
  -- No reference: the item refers to the sale.
  invoice_item_id BLOB CHECK (length(invoice_item_id) = 16),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  item_type TEXT NOT NULL CHECK (item_type IN ('service', 'product', 'package')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  provider_id BLOB,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000000000),
  unit_price INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount_id BLOB,
  discount TEXT CHECK (length(discount) <= 1024 AND json_valid(discount)),
  gross_value INTEGER NOT NULL CHECK (gross_value >= 0),
  discount_value INTEGER NOT NULL CHECK (discount_value >= 0),
  net_value INTEGER NOT NULL CHECK (net_value >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  status TEXT NOT NULL CHECK (status IN ('open', 'billed', 'void')),
  remarks TEXT CHECK (length(remarks) <= 10000),
  sale_date INTEGER NOT NULL CHECK (sale_date BETWEEN -719162 AND 2932896),
  CHECK (gross_value - discount_value = net_value),
  CHECK (discount_value = 0 OR discount IS NOT NULL),
  CHECK (discount_id IS NULL OR discount IS NOT NULL),
  CHECK ((item_type = 'service') = (service_id IS NOT NULL)),
  CHECK ((item_type = 'product') = (product_id IS NOT NULL)),
  CHECK ((item_type = 'package') = (package_id IS NOT NULL)),
  CHECK ((status = 'billed') = (invoice_item_id IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, discount_id) REFERENCES offer_discount (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE invoice (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_no TEXT CHECK (length(invoice_no) BETWEEN 1 AND 40),
  -- The number that was given before this one. It must be there when a transaction ends,
  -- so that no number of a series is missing (I17 of the billing rules).
  number_before TEXT AS (
    CASE WHEN CAST(substr(invoice_no, 10) AS INTEGER) > 1 THEN
      substr(invoice_no, 1, 9) || printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER) - 1)
    END
  ),
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'paid', 'void', 'uncollectible')),
  price_mode TEXT NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  gross_invoice_value INTEGER NOT NULL CHECK (gross_invoice_value >= 0),
  invoice_discount INTEGER NOT NULL CHECK (invoice_discount >= 0),
  net_invoice_value INTEGER NOT NULL CHECK (net_invoice_value >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  total INTEGER NOT NULL CHECK (total >= 0),
  total_collection INTEGER NOT NULL CHECK (total_collection >= 0),
  balance_due INTEGER NOT NULL CHECK (balance_due >= 0),
  invoice_date INTEGER CHECK (invoice_date BETWEEN -719162 AND 2932896),
  bill_to TEXT CHECK (length(bill_to) <= 10000),
  discounts TEXT NOT NULL CHECK (length(discounts) <= 16384 AND json_valid(discounts)),
  notes TEXT CHECK (length(notes) <= 10000),
  CHECK (net_invoice_value + tax = total),
  -- What the items cost after discounts is the net, or, if prices include tax,
  -- the total (I1 and I4 of the billing rules).
  CHECK (gross_invoice_value - invoice_discount =
    CASE price_mode WHEN 'exclusive' THEN net_invoice_value ELSE total END),
  -- What was withdrawn is owed no more.
  CHECK (balance_due = CASE status WHEN 'void' THEN 0 ELSE total - total_collection END),
  CHECK ((status = 'draft') = (invoice_no IS NULL)),
  CHECK (invoice_no GLOB 'INV-[0-9][0-9][0-9][0-9]-[0-9]*'
    AND CAST(substr(invoice_no, 10) AS INTEGER) >= 1
    AND substr(invoice_no, 10) = printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER))),
  CHECK ((status = 'draft') = (invoice_date IS NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, center_id, number_before)
    REFERENCES invoice (organization_id, center_id, invoice_no) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE invoice_item (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_id BLOB NOT NULL,
  sale_id BLOB,
  row_num INTEGER NOT NULL CHECK (row_num BETWEEN 1 AND 2147483647),
  item_type TEXT NOT NULL CHECK (item_type IN ('service', 'product', 'package')),
  service_id BLOB,
  product_id BLOB,
  package_id BLOB,
  item_code TEXT CHECK (length(item_code) BETWEEN 1 AND 40),
  item_name TEXT NOT NULL CHECK (length(item_name) BETWEEN 1 AND 200),
  business_unit TEXT CHECK (length(business_unit) BETWEEN 1 AND 200),
  category TEXT CHECK (length(category) BETWEEN 1 AND 200),
  item_quantity INTEGER NOT NULL CHECK (item_quantity BETWEEN 1 AND 10000000000),
  unit_price INTEGER NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount TEXT CHECK (length(discount) <= 1024 AND json_valid(discount)),
  item_discount INTEGER NOT NULL CHECK (item_discount >= 0),
  net_price INTEGER NOT NULL CHECK (net_price >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxes TEXT NOT NULL CHECK (length(taxes) <= 16384 AND json_valid(taxes)),
  provider_id BLOB,
  CHECK ((item_type = 'service') = (service_id IS NOT NULL)),
  CHECK ((item_type = 'product') = (product_id IS NOT NULL)),
  CHECK ((item_type = 'package') = (package_id IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, sale_id) REFERENCES sale (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE payment (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  appointment_id BLOB,
  employee_id BLOB,
  payment_method TEXT NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  tip INTEGER NOT NULL CHECK (tip >= 0),
  tendered INTEGER CHECK (tendered >= 0),
  change INTEGER NOT NULL CHECK (change >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  status TEXT NOT NULL CHECK (status IN ('pending', 'completed', 'failed', 'reversed')),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  -- Only cash is handed over in excess, and only of cash comes change.
  CHECK ((tendered IS NULL AND change = 0) OR payment_method = 'cash'),
  CHECK (tendered >= amount + change),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE collection (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  collection_no TEXT NOT NULL CHECK (length(collection_no) BETWEEN 1 AND 40),
  -- As that of an invoice.
  number_before TEXT AS (
    CASE WHEN CAST(substr(collection_no, 11) AS INTEGER) > 1 THEN
      substr(collection_no, 1, 10) || printf('%04d', CAST(substr(collection_no, 11) AS INTEGER) - 1)
    END
  ),
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'reversal')),
  -- No reference, as the core declares none of a table to itself.
  reverses_id BLOB CHECK (length(reverses_id) = 16),
  is_reversed INTEGER NOT NULL CHECK (is_reversed IN (0, 1)),
  invoice_id BLOB NOT NULL,
  payment_id BLOB NOT NULL,
  sale_id BLOB,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  payment_method TEXT NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque')),
  amount INTEGER NOT NULL
    CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  collection_date INTEGER NOT NULL CHECK (collection_date BETWEEN -719162 AND 2932896),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  CHECK (collection_no GLOB 'COLL-[0-9][0-9][0-9][0-9]-[0-9]*'
    AND CAST(substr(collection_no, 11) AS INTEGER) >= 1
    AND substr(collection_no, 11) = printf('%04d', CAST(substr(collection_no, 11) AS INTEGER))),
  CHECK ((kind = 'reversal') = (amount < 0)),
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind = 'receipt' OR is_reversed = 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id),
  FOREIGN KEY (organization_id, sale_id) REFERENCES sale (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, center_id, number_before)
    REFERENCES collection (organization_id, center_id, collection_no) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 200),
  next INTEGER NOT NULL CHECK (next >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  key TEXT NOT NULL CHECK (octet_length(key) BETWEEN 1 AND 255),
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64 AND fingerprint NOT GLOB '*[^0-9a-f]*'),
  answer TEXT NOT NULL CHECK (octet_length(answer) <= 16777216),
  -- No reference: a guest may be deleted before the key is forgotten.
  guest_id BLOB CHECK (length(guest_id) = 16),
  expires_at INTEGER NOT NULL CHECK (expires_at BETWEEN -2208988800000000 AND 253402300799999999),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  actor_kind TEXT NOT NULL
    CHECK (actor_kind IN ('system', 'api_key', 'user', 'platform', 'public')),
  actor_id BLOB NOT NULL CHECK (length(actor_id) = 16),
  operation TEXT NOT NULL CHECK (length(operation) BETWEEN 1 AND 200),
  rows TEXT NOT NULL CHECK (octet_length(rows) <= 16777216),
  position INTEGER CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 200),
  subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 200),
  subject_id BLOB NOT NULL CHECK (length(subject_id) = 16),
  position INTEGER CHECK (position >= 1),
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO organization ("organization_id", "id", "version", "created_at", "updated_at", "name", "slug", "email", "currency", "time_zone", "phone", "address", "country", "price_mode", "settings", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA85700085FBED3096CE303B', 2, 1795853318789770, 1795853319358664, 'atelier', 'atelier', 'atelier@example.com', 'EUR', 'Europe/Riga', NULL, NULL, NULL, 'exclusive', '{"booking":{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false},"public_booking":{"is_open":true,"hold_minutes":30,"change_notice_minutes":0,"max_per_hour":10000,"max_per_contact":1000}}', 1);
INSERT INTO directory ("organization_id", "id", "version", "created_at", "updated_at", "slug", "email", "name", "is_active") VALUES
(X'00000000000000000000000000000000', X'01A22132FA85700085FBED3096CE303B', 1, 1795853318790628, 1795853318790628, 'atelier', 'atelier@example.com', 'atelier', 1);
INSERT INTO api_key ("organization_id", "id", "version", "created_at", "updated_at", "name", "role", "scopes", "token_hash", "expires_at", "revoked_at") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA877000B222734625BB6D97', 1, 1795853318791171, 1795853318791171, 'first admin', 'admin', NULL, '86ee9d963ebf3e7c67ff3d0d980b566358613ea07f88fb83e8809bb3eef0370a', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCBB7000AE2503AE59FBBA8B', 1, 1795853319355398, 1795853319355398, 'Till', 'manager', NULL, '8aae28c7d60bc61aaf3e998b50735abf76471b4741123ca0026a6cb2c56e4053', NULL, NULL);
INSERT INTO center ("organization_id", "id", "version", "created_at", "updated_at", "name", "time_zone", "code", "currency", "display_name", "address", "city", "state", "country", "phone", "email", "tax_number", "hours", "policies", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17000A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Maré & Linde Chiado', 'Europe/Lisbon', 'LIS', 'EUR', NULL, 'Rua da Rosa 48', 'Lisboa', NULL, 'PT', '+351215550101', 'chiado@mare-linde.example.com', 'PT500000018', '{"weekly":[{"day":"monday","start":"12:00","end":"19:00"},{"day":"tuesday","start":"10:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"19:00"},{"day":"thursday","start":"10:00","end":"20:00"},{"day":"friday","start":"10:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"18:00"}]}', '{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17001A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Maré & Linde Prenzlauer Berg', 'Europe/Berlin', 'BER', 'EUR', NULL, 'Oderberger Straße 23', 'Berlin', NULL, 'DE', '+493055500202', 'berlin@mare-linde.example.com', 'DE100000014', '{"weekly":[{"day":"tuesday","start":"09:00","end":"19:00"},{"day":"wednesday","start":"09:00","end":"19:00"},{"day":"thursday","start":"09:00","end":"20:00"},{"day":"friday","start":"09:00","end":"20:00"},{"day":"saturday","start":"09:00","end":"16:00"}]}', '{"min_notice_minutes":0,"max_horizon_days":730,"step_minutes":15,"buffers_within_hours":false}', 1);
INSERT INTO calendar ("organization_id", "id", "version", "created_at", "updated_at", "kind", "center_id", "revision") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17000A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'center', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17001A34D5299B14C9376', 2, 1795853318817635, 1795853319167310, 'center', X'01A22132FAA17001A34D5299B14C9376', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17005A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17006A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17007A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17008A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17009A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17025A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17000A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17032A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17036A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17039A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider', X'01A22132FAA17001A34D5299B14C9376', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703DA34D5299B14C9376', 3, 1795853318817635, 1795853319174713, 'provider', X'01A22132FAA17001A34D5299B14C9376', 2);
INSERT INTO room_category ("organization_id", "id", "version", "created_at", "updated_at", "name", "description") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17002A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Styling chair', 'A chair with mirror and basin near by'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17003A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Nail table', 'A table for manicures, with extraction'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17004A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Treatment room', 'A closed room with a couch, for skin and body');
INSERT INTO room ("organization_id", "id", "version", "created_at", "updated_at", "name", "room_category_id", "center_id", "code", "description", "capacity", "only_one_appointment", "can_exceed_capacity", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17005A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Salon floor', X'01A22132FAA17002A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'LIS-SALON', 'Three chairs along the window', 3, 0, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17006A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Nail bar', X'01A22132FAA17003A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'LIS-NAILS', NULL, 2, 0, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17007A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Sala Azul', X'01A22132FAA17004A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'LIS-CARE', 'At the end of the corridor', 1, 1, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17008A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Salon floor', X'01A22132FAA17002A34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', 'BER-SALON', 'Three chairs; the left one is for barbering', 3, 0, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17009A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Lindenzimmer', X'01A22132FAA17004A34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', 'BER-CARE-1', NULL, 1, 1, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Hofzimmer', X'01A22132FAA17004A34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', 'BER-CARE-2', 'Quiet, towards the courtyard', 1, 1, 0, 1);
INSERT INTO tax ("organization_id", "id", "version", "created_at", "updated_at", "code", "name", "rate", "compound", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'IVA23', 'IVA 23 %', 230000, 0, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'UST19', 'USt. 19 %', 190000, 0, 1);
INSERT INTO business_unit ("organization_id", "id", "version", "created_at", "updated_at", "name", "code", "description", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBEA700092D8B14DBC28CC19', 1, 1795853319146219, 1795853319146219, 'Hair', 'BU-000001', NULL, 1);
INSERT INTO category ("organization_id", "id", "version", "created_at", "updated_at", "name", "description", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF07000ACCD53AA0DFB1E42', 1, 1795853319152549, 1795853319152549, 'Care', NULL, 1);
INSERT INTO service ("organization_id", "id", "version", "created_at", "updated_at", "name", "duration_minutes", "price", "service_code", "currency", "description", "category_id", "business_unit_id", "buffer_before_minutes", "buffer_after_minutes", "segments", "room_category_id", "tax_ids", "max_guests", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Women''s cut and blow-dry', 60, 48000000, 'L-CUT-W', 'EUR', 'Wash, cut and blow-dry', NULL, NULL, 0, 10, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Men''s cut', 30, 24000000, 'L-CUT-M', 'EUR', NULL, NULL, NULL, 0, 5, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17011A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Root colour', 90, 65000000, 'L-COLOUR', 'EUR', 'Up to 3 cm of regrowth', NULL, NULL, 5, 10, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17013A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Balayage', 150, 140000000, 'L-BALAYAGE', 'EUR', 'With toner and blow-dry', NULL, NULL, 10, 15, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17015A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Gel manicure', 45, 28000000, 'L-GEL', 'EUR', NULL, NULL, NULL, 0, 10, NULL, X'01A22132FAA17003A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17017A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Deep-cleansing facial', 60, 55000000, 'L-FACIAL', 'EUR', 'With extraction and mask', NULL, NULL, 10, 15, NULL, X'01A22132FAA17004A34D5299B14C9376', '["01a22132-faa1-700b-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17019A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Women''s cut', 45, 56000000, 'B-CUT-W', 'EUR', 'Wash and cut', NULL, NULL, 0, 10, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Men''s cut', 30, 34000000, 'B-CUT-M', 'EUR', NULL, NULL, NULL, 0, 5, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Beard trim', 20, 19500000, 'B-BEARD', 'EUR', 'With hot towel', NULL, NULL, 0, 5, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Full colour', 105, 92000000, 'B-COLOUR', 'EUR', 'Roots to tips, with blow-dry', NULL, NULL, 5, 10, NULL, X'01A22132FAA17002A34D5299B14C9376', '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17021A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Colour consultation', 15, 15000000, 'B-CONSULT', 'EUR', 'At the bar, with samples', NULL, NULL, 0, 0, NULL, NULL, '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17023A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Classic massage', 60, 78000000, 'B-MASSAGE', 'EUR', 'Back, shoulders and legs', NULL, NULL, 10, 15, NULL, X'01A22132FAA17004A34D5299B14C9376', '["01a22132-faa1-700c-a34d-5299b14c9376"]', 1, 1);
INSERT INTO service_tax ("organization_id", "id", "version", "created_at", "updated_at", "service_id", "tax_id") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1700EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1700DA34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17010A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1700FA34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17012A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17011A34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17014A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17013A34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17016A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17015A34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17018A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17017A34D5299B14C9376', X'01A22132FAA1700BA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17019A34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1701BA34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1701EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1701DA34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17020A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1701FA34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17022A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17021A34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17024A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17023A34D5299B14C9376', X'01A22132FAA1700CA34D5299B14C9376');
INSERT INTO product ("organization_id", "id", "version", "created_at", "updated_at", "name", "sale_price", "code", "currency", "color", "size", "brand", "category_id", "subcategory", "business_unit_id", "type", "mrp", "stock", "reorder_level", "status", "tax_ids") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF370008252C98BF7E65048', 1, 1795853319155944, 1795853319155944, 'Oil', 12500000, 'P-000001', 'EUR', NULL, NULL, NULL, X'01A22132FBF07000ACCD53AA0DFB1E42', NULL, X'01A22132FBEA700092D8B14DBC28CC19', NULL, NULL, 12, NULL, 'available', '["01a22132-faa1-700c-a34d-5299b14c9376"]');
INSERT INTO product_tax ("organization_id", "id", "version", "created_at", "updated_at", "product_id", "tax_id") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF370018252C98BF7E65048', 1, 1795853319155944, 1795853319155944, X'01A22132FBF370008252C98BF7E65048', X'01A22132FAA1700CA34D5299B14C9376');
INSERT INTO package ("organization_id", "id", "version", "created_at", "updated_at", "name", "price", "items", "code", "currency", "description", "type", "category_id", "business_unit_id", "center_id", "validity_days", "booking_start_date", "booking_end_date", "commission_eligible", "commission_type", "commission_value", "commission_factor", "tags", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF77000928DB78192B5F02D', 1, 1795853319159282, 1795853319159282, 'Ten times', 400000000, '[{"service_id":"01a22132-faa1-7023-a34d-5299b14c9376","sessions":10}]', 'PK-000001', 'EUR', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, '[]', 1);
INSERT INTO package_service ("organization_id", "id", "version", "created_at", "updated_at", "package_id", "service_id") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF77001928DB78192B5F02D', 1, 1795853319159282, 1795853319159282, X'01A22132FBF77000928DB78192B5F02D', X'01A22132FAA17023A34D5299B14C9376');
INSERT INTO offer_discount ("organization_id", "id", "version", "created_at", "updated_at", "discount_type", "discount_value", "currency", "name", "description", "item_type", "service_id", "product_id", "package_id", "valid_from", "valid_until", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFB7000A2C66FC2B9701AFF', 1, 1795853319163100, 1795853319163100, 'percentage', 100000, 'EUR', 'Spring', NULL, 'any', NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO employee ("organization_id", "id", "version", "created_at", "updated_at", "name", "employee_code", "job_code", "designation", "department", "email", "phone", "center_id", "zone", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC657000ACC1A171F5209DA1', 1, 1795853319269093, 1795853319269093, 'Kim', 'E-000001', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO provider ("organization_id", "id", "version", "created_at", "updated_at", "first_name", "last_name", "center_id", "employee_id", "specialization", "email", "phone", "services", "color", "hours", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17025A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Inês', 'Carvalho', X'01A22132FAA17000A34D5299B14C9376', NULL, 'Colour', 'ines.carvalho@mare-linde.example.com', '+351912555011', '["01a22132-faa1-700d-a34d-5299b14c9376","01a22132-faa1-700f-a34d-5299b14c9376","01a22132-faa1-7011-a34d-5299b14c9376","01a22132-faa1-7013-a34d-5299b14c9376"]', '#b4656f', '{"weekly":[{"day":"tuesday","start":"10:00","end":"13:00"},{"day":"tuesday","start":"14:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"13:00"},{"day":"wednesday","start":"14:00","end":"19:00"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"16:00","end":"20:00"},{"day":"friday","start":"11:00","end":"15:00"},{"day":"friday","start":"16:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"14:00"},{"day":"saturday","start":"15:00","end":"18:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Tomás', 'Figueira', X'01A22132FAA17000A34D5299B14C9376', NULL, 'Short hair', 'tomas.figueira@mare-linde.example.com', '+351963555012', '["01a22132-faa1-700d-a34d-5299b14c9376","01a22132-faa1-700f-a34d-5299b14c9376"]', '#3d5a80', '{"weekly":[{"day":"monday","start":"12:00","end":"19:00"},{"day":"tuesday","start":"10:00","end":"13:30"},{"day":"tuesday","start":"14:15","end":"18:00"},{"day":"thursday","start":"12:00","end":"16:00"},{"day":"thursday","start":"16:45","end":"20:00"},{"day":"friday","start":"12:00","end":"16:00"},{"day":"friday","start":"16:45","end":"20:00"},{"day":"saturday","start":"10:00","end":"13:30"},{"day":"saturday","start":"14:15","end":"18:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Beatriz', 'Nogueira', X'01A22132FAA17000A34D5299B14C9376', NULL, 'Nails', 'beatriz.nogueira@mare-linde.example.com', '+351934555013', '["01a22132-faa1-7015-a34d-5299b14c9376"]', '#e0a458', '{"weekly":[{"day":"monday","start":"12:00","end":"15:30"},{"day":"monday","start":"16:15","end":"19:00"},{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"14:45","end":"18:00"},{"day":"thursday","start":"10:00","end":"14:00"},{"day":"thursday","start":"14:45","end":"18:00"},{"day":"friday","start":"10:00","end":"14:00"},{"day":"friday","start":"14:45","end":"18:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Rita', 'Salgado', X'01A22132FAA17000A34D5299B14C9376', NULL, 'Skin', 'rita.salgado@mare-linde.example.com', '+351917555014', '["01a22132-faa1-7017-a34d-5299b14c9376","01a22132-faa1-7015-a34d-5299b14c9376"]', '#6a994e', '{"weekly":[{"day":"tuesday","start":"10:00","end":"14:00"},{"day":"tuesday","start":"15:00","end":"19:00"},{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"15:00","end":"19:00"},{"day":"friday","start":"13:00","end":"20:00"},{"day":"saturday","start":"10:00","end":"16:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17032A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Jana', 'Vogt', X'01A22132FAA17001A34D5299B14C9376', NULL, 'Cuts', 'jana.vogt@mare-linde.example.com', '+4915155500121', '["01a22132-faa1-7019-a34d-5299b14c9376","01a22132-faa1-701b-a34d-5299b14c9376","01a22132-faa1-7021-a34d-5299b14c9376"]', '#8e7dbe', '{"weekly":[{"day":"tuesday","start":"09:00","end":"12:30"},{"day":"tuesday","start":"13:15","end":"17:30"},{"day":"wednesday","start":"09:00","end":"12:30"},{"day":"wednesday","start":"13:15","end":"17:30"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"15:45","end":"20:00"},{"day":"friday","start":"09:00","end":"12:30"},{"day":"friday","start":"13:15","end":"17:30"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17036A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Emre', 'Aydın', X'01A22132FAA17001A34D5299B14C9376', NULL, 'Barbering', 'emre.aydin@mare-linde.example.com', '+4916055500122', '["01a22132-faa1-701b-a34d-5299b14c9376","01a22132-faa1-701d-a34d-5299b14c9376"]', '#2a9d8f', '{"weekly":[{"day":"tuesday","start":"10:00","end":"14:00"},{"day":"tuesday","start":"15:00","end":"19:00"},{"day":"thursday","start":"11:00","end":"15:00"},{"day":"thursday","start":"16:00","end":"20:00"},{"day":"friday","start":"11:00","end":"15:00"},{"day":"friday","start":"16:00","end":"20:00"},{"day":"saturday","start":"09:00","end":"12:30"},{"day":"saturday","start":"13:00","end":"16:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17039A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Lukas', 'Brandt', X'01A22132FAA17001A34D5299B14C9376', NULL, 'Colour', 'lukas.brandt@mare-linde.example.com', '+4917655500123', '["01a22132-faa1-7019-a34d-5299b14c9376","01a22132-faa1-701f-a34d-5299b14c9376","01a22132-faa1-7021-a34d-5299b14c9376"]', '#c8553d', '{"weekly":[{"day":"wednesday","start":"10:00","end":"14:00"},{"day":"wednesday","start":"14:45","end":"19:00"},{"day":"thursday","start":"10:00","end":"14:00"},{"day":"thursday","start":"14:45","end":"19:00"},{"day":"friday","start":"12:00","end":"16:00"},{"day":"friday","start":"16:45","end":"20:00"},{"day":"saturday","start":"09:00","end":"12:30"},{"day":"saturday","start":"13:00","end":"16:00"}]}', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'Miriam', 'Okafor', X'01A22132FAA17001A34D5299B14C9376', NULL, 'Massage', 'miriam.okafor@mare-linde.example.com', '+4915755500124', '["01a22132-faa1-7023-a34d-5299b14c9376"]', '#457b9d', '{"weekly":[{"day":"tuesday","start":"12:00","end":"15:00"},{"day":"tuesday","start":"15:45","end":"19:00"},{"day":"wednesday","start":"12:00","end":"15:00"},{"day":"wednesday","start":"15:45","end":"19:00"},{"day":"friday","start":"10:00","end":"13:30"},{"day":"friday","start":"14:15","end":"18:00"}]}', 1);
INSERT INTO provider_service ("organization_id", "id", "version", "created_at", "updated_at", "provider_id", "service_id", "duration_minutes", "price") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17026A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17025A34D5299B14C9376', X'01A22132FAA1700DA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17027A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17025A34D5299B14C9376', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17028A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17025A34D5299B14C9376', X'01A22132FAA17011A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17029A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17025A34D5299B14C9376', X'01A22132FAA17013A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702AA34D5299B14C9376', X'01A22132FAA1700DA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702AA34D5299B14C9376', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1702EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702DA34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17030A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702FA34D5299B14C9376', X'01A22132FAA17017A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17031A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702FA34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17033A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17032A34D5299B14C9376', X'01A22132FAA17019A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17034A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17032A34D5299B14C9376', X'01A22132FAA1701BA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17035A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17032A34D5299B14C9376', X'01A22132FAA17021A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17037A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17036A34D5299B14C9376', X'01A22132FAA1701BA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17038A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17036A34D5299B14C9376', X'01A22132FAA1701DA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17039A34D5299B14C9376', X'01A22132FAA17019A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17039A34D5299B14C9376', X'01A22132FAA1701FA34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17039A34D5299B14C9376', X'01A22132FAA17021A34D5299B14C9376', NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703DA34D5299B14C9376', X'01A22132FAA17023A34D5299B14C9376', NULL, NULL);
INSERT INTO guest ("organization_id", "id", "version", "created_at", "updated_at", "center_id", "first_name", "last_name", "guest_code", "is_minor", "middle_name", "username", "email", "phone", "home_phone", "gender", "date_of_birth", "nationality", "language", "notes", "tags", "marketing_consent", "is_active", "email_verified_at", "erased_at", "merged_into", "merges") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1703FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Rui', 'Coelho', 'G-000001', 0, NULL, NULL, 'coelho.rui@example.com', '+351917555427', NULL, 'male', -1079, NULL, 'pt', NULL, '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17045A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Hugo', 'Reis', 'G-000002', 0, NULL, NULL, 'hugo.reis@example.com', '+351936555745', NULL, 'male', -5052, NULL, 'pt', NULL, '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Matilde', 'Teixeira', 'G-000003', 0, NULL, NULL, 'matilde.teixeira@example.com', '+351960555236', NULL, 'female', -7115, NULL, 'pt', NULL, '[]', 1, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17051A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Raquel', 'Machado', 'G-000004', 0, NULL, NULL, 'machado.raquel@example.com', '+351920555815', NULL, 'female', NULL, NULL, 'pt', NULL, '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17057A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Maria', 'Leal', 'G-000005', 0, NULL, NULL, 'marialeal@example.com', '+351915555526', NULL, 'female', 424, NULL, 'pt', NULL, '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'Catarina', 'Ferreira', 'G-000006', 0, NULL, NULL, 'c.ferreira@example.com', '+351916555872', NULL, 'female', 10079, NULL, 'pt', 'Sensitive scalp', '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17063A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', 'João', 'Pinto', 'G-000007', 0, NULL, NULL, 'joaopinto@example.com', '+351932555745', NULL, 'male', 5016, NULL, 'pt', NULL, '[]', 0, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17069A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17001A34D5299B14C9376', 'Agnieszka', 'Hahn', 'G-000008', 0, NULL, NULL, 'agnieszka.hahn@example.com', '+4917655519609', NULL, 'female', 9606, NULL, 'de', NULL, '[]', 1, 1, 1795853318817635, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70009CD8423A843DED95', 1, 1795853319180139, 1795853319180139, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Half', 'G-001001', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970008DD4350713CA4854', 1, 1795853319193871, 1795853319193871, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Awaited', 'G-001002', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237000BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Failed', 'G-001003', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370009F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Reversed', 'G-001004', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467000B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Void', 'G-001005', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7000938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Open', 'G-001006', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607000888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Draft', 'G-001007', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677000A48D624A013ABBCA', 2, 1795853319271048, 1795853319274840, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Twice', 'G-001008', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC697000BB33EF568E4560B8', 2, 1795853319273082, 1795853319274840, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Twice', 'G-001009', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 0, NULL, NULL, X'01A22132FC677000A48D624A013ABBCA', 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6F7000923149352A674C01', 3, 1795853319279884, 1795853319284370, X'01A22132FAA17001A34D5299B14C9376', 'Erased', 'guest', 'G-001011', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 0, NULL, 1795853319282689, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77000B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, X'01A22132FAA17001A34D5299B14C9376', 'Ada', 'Booked', 'G-001012', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700099FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FAA17001A34D5299B14C9376', 'Rui', 'Melo', 'G-001013', 0, NULL, NULL, 'rui@example.com', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '[]', 0, 1, NULL, NULL, NULL, 0);
INSERT INTO guest_term ("organization_id", "id", "version", "created_at", "updated_at", "guest_id", "term") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17040A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703FA34D5299B14C9376', '351917555427'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17041A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703FA34D5299B14C9376', 'coelho'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17042A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703FA34D5299B14C9376', 'coelho.rui@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17043A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703FA34D5299B14C9376', 'g-000001'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17044A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1703FA34D5299B14C9376', 'rui'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17046A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17045A34D5299B14C9376', '351936555745'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17047A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17045A34D5299B14C9376', 'g-000002'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17048A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17045A34D5299B14C9376', 'hugo'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17049A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17045A34D5299B14C9376', 'hugo.reis@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17045A34D5299B14C9376', 'reis'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1704BA34D5299B14C9376', '351960555236'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1704BA34D5299B14C9376', 'g-000003'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1704BA34D5299B14C9376', 'matilde'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1704FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1704BA34D5299B14C9376', 'matilde.teixeira@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17050A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1704BA34D5299B14C9376', 'teixeira'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17052A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17051A34D5299B14C9376', '351920555815'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17053A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17051A34D5299B14C9376', 'g-000004'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17054A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17051A34D5299B14C9376', 'machado'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17055A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17051A34D5299B14C9376', 'machado.raquel@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17056A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17051A34D5299B14C9376', 'raquel'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17058A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17057A34D5299B14C9376', '351915555526'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17059A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17057A34D5299B14C9376', 'g-000005'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17057A34D5299B14C9376', 'leal'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17057A34D5299B14C9376', 'maria'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17057A34D5299B14C9376', 'marialeal@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1705DA34D5299B14C9376', '351916555872'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1705FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1705DA34D5299B14C9376', 'c.ferreira@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17060A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1705DA34D5299B14C9376', 'catarina'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17061A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1705DA34D5299B14C9376', 'ferreira'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17062A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1705DA34D5299B14C9376', 'g-000006'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17064A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17063A34D5299B14C9376', '351932555745'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17065A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17063A34D5299B14C9376', 'g-000007'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17066A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17063A34D5299B14C9376', 'joao'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17067A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17063A34D5299B14C9376', 'joaopinto@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17068A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17063A34D5299B14C9376', 'pinto'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17069A34D5299B14C9376', '4917655519609'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17069A34D5299B14C9376', 'agnieszka'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17069A34D5299B14C9376', 'agnieszka.hahn@example.com'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17069A34D5299B14C9376', 'g-000008'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17069A34D5299B14C9376', 'hahn'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70019CD8423A843DED95', 1, 1795853319180139, 1795853319180139, X'01A22132FC0C70009CD8423A843DED95', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70029CD8423A843DED95', 1, 1795853319180139, 1795853319180139, X'01A22132FC0C70009CD8423A843DED95', 'g-001001'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70039CD8423A843DED95', 1, 1795853319180139, 1795853319180139, X'01A22132FC0C70009CD8423A843DED95', 'half'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970018DD4350713CA4854', 1, 1795853319193871, 1795853319193871, X'01A22132FC1970008DD4350713CA4854', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970028DD4350713CA4854', 1, 1795853319193871, 1795853319193871, X'01A22132FC1970008DD4350713CA4854', 'awaited'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970038DD4350713CA4854', 1, 1795853319193871, 1795853319193871, X'01A22132FC1970008DD4350713CA4854', 'g-001002'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237001BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, X'01A22132FC237000BDBFAA8C3A2CAC23', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237002BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, X'01A22132FC237000BDBFAA8C3A2CAC23', 'failed'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237003BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, X'01A22132FC237000BDBFAA8C3A2CAC23', 'g-001003'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370019F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, X'01A22132FC3370009F1D04BB92EB7523', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370029F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, X'01A22132FC3370009F1D04BB92EB7523', 'g-001004'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370039F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, X'01A22132FC3370009F1D04BB92EB7523', 'reversed'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467001B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, X'01A22132FC467000B4B0FA012FDE7F30', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467002B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, X'01A22132FC467000B4B0FA012FDE7F30', 'g-001005'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467003B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, X'01A22132FC467000B4B0FA012FDE7F30', 'void'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7001938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, X'01A22132FC5B7000938D3BBE8F14CE5C', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7002938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, X'01A22132FC5B7000938D3BBE8F14CE5C', 'g-001006'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7003938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, X'01A22132FC5B7000938D3BBE8F14CE5C', 'open'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607001888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, X'01A22132FC607000888DD273B24FCCDB', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607002888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, X'01A22132FC607000888DD273B24FCCDB', 'draft'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607003888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, X'01A22132FC607000888DD273B24FCCDB', 'g-001007'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677001A48D624A013ABBCA', 1, 1795853319271048, 1795853319271048, X'01A22132FC677000A48D624A013ABBCA', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677002A48D624A013ABBCA', 1, 1795853319271048, 1795853319271048, X'01A22132FC677000A48D624A013ABBCA', 'g-001008'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677003A48D624A013ABBCA', 1, 1795853319271048, 1795853319271048, X'01A22132FC677000A48D624A013ABBCA', 'twice'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77001B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, X'01A22132FCC77000B098454FFD99E77D', 'ada'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77002B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, X'01A22132FCC77000B098454FFD99E77D', 'booked'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77003B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, X'01A22132FCC77000B098454FFD99E77D', 'g-001012'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700299FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FCD2700099FB025EAF9A2328', 'g-001013'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700399FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FCD2700099FB025EAF9A2328', 'melo'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700499FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FCD2700099FB025EAF9A2328', 'rui'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700599FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FCD2700099FB025EAF9A2328', 'rui@example.com');
INSERT INTO user_account ("organization_id", "id", "version", "created_at", "updated_at", "name", "email", "role", "phone", "guest_id", "provider_id", "employee_id", "is_active") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8C70009E500973C554C5DA', 1, 1795853319308315, 1795853319308315, 'Eva', 'eva@example.com', 'staff', NULL, NULL, NULL, NULL, 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8F70009D32A5029FBBC438', 1, 1795853319311333, 1795853319311333, 'Bo', 'bo@example.com', 'admin', NULL, NULL, NULL, NULL, 1);
INSERT INTO credential ("organization_id", "id", "version", "created_at", "updated_at", "user_id", "password_hash", "one_time_token_hash", "one_time_expires_at", "last_login_at") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8C70009E500973C554C5DA', 2, 1795853319308315, 1795853319329397, X'01A22132FC8C70009E500973C554C5DA', '$argon2id$v=19$m=19456,t=2,p=1$MDZkhB/rQyUSqPwVeZTCdg$00htH6XOXifEKo8C0EAf6xT8+iIFUBM+SiIz/fMXKqI', NULL, NULL, 1795853319329397),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8F70009D32A5029FBBC438', 1, 1795853319311333, 1795853319311333, X'01A22132FC8F70009D32A5029FBBC438', NULL, NULL, NULL, NULL);
INSERT INTO sign_in_throttle ("organization_id", "id", "version", "created_at", "updated_at", "bucket", "failures", "failed_at") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'8664E6C40BC78A5BADB7B64A5C12DB86', 1, 1795853319346710, 1795853319346710, 612, 1, 1795853319346710);
INSERT INTO mac_key ("organization_id", "id", "version", "created_at", "updated_at", "secret") VALUES
(X'00000000000000000000000000000000', X'00000000000000000000000000000000', 1, 1795853319314695, 1795853319314695, 'fcaefc63fac78bcd26d7c0e45cd8942cd501ba5be27e171af55fbbc08ab66438');
INSERT INTO session ("organization_id", "id", "version", "created_at", "updated_at", "user_id", "access_token_hash", "access_expires_at", "family_hash", "refresh_token_hash", "refresh_expires_at", "spent_token_hash", "spent_at") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCA17000879CE18670676F85', 1, 1795853319329397, 1795853319329397, X'01A22132FC8C70009E500973C554C5DA', 'a9e479fdc61d3ff2d100a28fe4a3397e502439e00fe59afa89b98e15bd0ec083', 1795854219329397, '93784e5082c7dcc5371f013218a1697446f911c07a8eec431353067364245119', '01366a4e92c15d023970a020e20ea5e1f2c0f6f98effdb2d590d1863468fc777', 1798445319329397, NULL, NULL);
INSERT INTO admin_count ("organization_id", "id", "version", "created_at", "updated_at", "admins") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA85700085FBED3096CE303B', 1, 1795853319311333, 1795853319311333, 1);
INSERT INTO hours_override ("organization_id", "id", "version", "created_at", "updated_at", "calendar_id", "date", "windows") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFF7000ADC00FEDD65221DB', 1, 1795853319167310, 1795853319167310, X'01A22132FAA17001A34D5299B14C9376', 21915, '[]'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC017000A213529799D0F7F5', 1, 1795853319169953, 1795853319169953, X'01A22132FAA1703DA34D5299B14C9376', 21915, '[]');
INSERT INTO blockout ("organization_id", "id", "version", "created_at", "updated_at", "calendar_id", "center_id", "starts_at", "ends_at", "reason", "notes") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC067000983242F1D86AAB71', 1, 1795853319174713, 1795853319174713, X'01A22132FAA1703DA34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', 1893574800000000, 1893585600000000, 'training', 'Colours');
INSERT INTO appointment ("organization_id", "id", "version", "created_at", "updated_at", "center_id", "guest_id", "service_id", "provider_id", "room_id", "room_unit", "starts_at", "ends_at", "time_zone", "local_start", "buffer_before_minutes", "buffer_after_minutes", "segments", "status", "held_until", "notes", "internal_notes", "source", "series_id", "cancelled_reason", "price", "currency", "steps") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1706FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17051A34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', X'01A22132FAA1702DA34D5299B14C9376', X'01A22132FAA17006A34D5299B14C9376', 2, 1794831300000000, 1794834000000000, 'Europe/Lisbon', '2026-11-16T12:15', 0, 10, NULL, 'no_show', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17075A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17045A34D5299B14C9376', X'01A22132FAA1700FA34D5299B14C9376', X'01A22132FAA1702AA34D5299B14C9376', X'01A22132FAA17005A34D5299B14C9376', 2, 1794832200000000, 1794834000000000, 'Europe/Lisbon', '2026-11-16T12:30', 0, 5, NULL, 'completed', NULL, NULL, 'Use the mild shampoo', 'import', NULL, NULL, 2400, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', X'01A22132FAA1702DA34D5299B14C9376', X'01A22132FAA17006A34D5299B14C9376', 2, 1794840300000000, 1794843000000000, 'Europe/Lisbon', '2026-11-16T14:45', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17081A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17057A34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', X'01A22132FAA1702DA34D5299B14C9376', X'01A22132FAA17006A34D5299B14C9376', 2, 1794845700000000, 1794848400000000, 'Europe/Lisbon', '2026-11-16T16:15', 0, 10, NULL, 'completed', NULL, NULL, 'Moved from another day', 'import', NULL, NULL, 2800, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17087A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA1704BA34D5299B14C9376', X'01A22132FAA17015A34D5299B14C9376', X'01A22132FAA1702DA34D5299B14C9376', X'01A22132FAA17006A34D5299B14C9376', 2, 1794851100000000, 1794853800000000, 'Europe/Lisbon', '2026-11-16T17:45', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2800, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FAA17069A34D5299B14C9376', X'01A22132FAA17019A34D5299B14C9376', X'01A22132FAA17032A34D5299B14C9376', X'01A22132FAA17008A34D5299B14C9376', 2, 1794907800000000, 1794910500000000, 'Europe/Berlin', '2026-11-17T10:30', 0, 10, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 5600, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17093A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA1700FA34D5299B14C9376', X'01A22132FAA17025A34D5299B14C9376', X'01A22132FAA17005A34D5299B14C9376', 2, 1794909600000000, 1794911400000000, 'Europe/Lisbon', '2026-11-17T10:00', 0, 5, NULL, 'completed', NULL, 'Same as last time', NULL, 'import', NULL, NULL, 2400, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17099A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA1703FA34D5299B14C9376', X'01A22132FAA1700FA34D5299B14C9376', X'01A22132FAA1702AA34D5299B14C9376', X'01A22132FAA17005A34D5299B14C9376', 1, 1794909600000000, 1794911400000000, 'Europe/Lisbon', '2026-11-17T10:00', 0, 5, NULL, 'completed', NULL, NULL, NULL, 'import', NULL, NULL, 2400, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700090DC9020295E71A9', 1, 1795853319369148, 1795853319369148, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCC77000B098454FFD99E77D', X'01A22132FAA17023A34D5299B14C9376', X'01A22132FAA1703DA34D5299B14C9376', X'01A22132FAA1700AA34D5299B14C9376', 1, 1796122800000000, 1796126400000000, 'Europe/Berlin', '2026-12-01T12:00', 10, 15, NULL, 'scheduled', NULL, NULL, NULL, 'desk', NULL, NULL, 7800, 'EUR', 1),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCC7000B0F206D3F42370FC', 2, 1795853319372202, 1795853319374319, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCC77000B098454FFD99E77D', X'01A22132FAA17023A34D5299B14C9376', X'01A22132FAA1703DA34D5299B14C9376', X'01A22132FAA1700AA34D5299B14C9376', 1, 1796130000000000, 1796133600000000, 'Europe/Berlin', '2026-12-01T14:00', 10, 15, NULL, 'cancelled', NULL, NULL, NULL, 'desk', NULL, 'Ill', 7800, 'EUR', 2),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD27000A9C5B35EB5A3BEFC', 1, 1795853319378238, 1795853319378238, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCD2700099FB025EAF9A2328', X'01A22132FAA17023A34D5299B14C9376', X'01A22132FAA1703DA34D5299B14C9376', X'01A22132FAA1700AA34D5299B14C9376', 1, 1796142600000000, 1796146200000000, 'Europe/Berlin', '2026-12-01T17:30', 10, 15, NULL, 'pending', 1795855119378238, NULL, NULL, 'online', NULL, NULL, 7800, 'EUR', 1);
INSERT INTO appointment_change ("organization_id", "id", "version", "created_at", "updated_at", "appointment_id", "step", "from_status", "to_status", "starts_at", "actor", "reason") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17073A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1706FA34D5299B14C9376', 1, NULL, 'scheduled', 1794831300000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17074A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1706FA34D5299B14C9376', 2, 'scheduled', 'no_show', 1794831300000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17079A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17075A34D5299B14C9376', 1, NULL, 'scheduled', 1794832200000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17075A34D5299B14C9376', 2, 'scheduled', 'completed', 1794832200000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1707BA34D5299B14C9376', 1, NULL, 'scheduled', 1794840300000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17080A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1707BA34D5299B14C9376', 2, 'scheduled', 'completed', 1794840300000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17085A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17081A34D5299B14C9376', 1, NULL, 'scheduled', 1794845700000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17086A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17081A34D5299B14C9376', 2, 'scheduled', 'completed', 1794845700000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17087A34D5299B14C9376', 1, NULL, 'scheduled', 1794851100000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17087A34D5299B14C9376', 2, 'scheduled', 'completed', 1794851100000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17091A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1708DA34D5299B14C9376', 1, NULL, 'scheduled', 1794907800000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17092A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1708DA34D5299B14C9376', 2, 'scheduled', 'completed', 1794907800000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17097A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17093A34D5299B14C9376', 1, NULL, 'scheduled', 1794909600000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17098A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17093A34D5299B14C9376', 2, 'scheduled', 'completed', 1794909600000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17099A34D5299B14C9376', 1, NULL, 'scheduled', 1794909600000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17099A34D5299B14C9376', 2, 'scheduled', 'completed', 1794909600000000, 'system', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700490DC9020295E71A9', 1, 1795853319369148, 1795853319369148, X'01A22132FCC9700090DC9020295E71A9', 1, NULL, 'scheduled', 1796122800000000, 'api_key:01a22132-fa87-7000-b222-734625bb6d97', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCC7004B0F206D3F42370FC', 1, 1795853319372202, 1795853319372202, X'01A22132FCCC7000B0F206D3F42370FC', 1, NULL, 'scheduled', 1796130000000000, 'api_key:01a22132-fa87-7000-b222-734625bb6d97', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCE700083D3A150A062E7DB', 1, 1795853319374319, 1795853319374319, X'01A22132FCCC7000B0F206D3F42370FC', 2, 'scheduled', 'cancelled', 1796130000000000, 'api_key:01a22132-fa87-7000-b222-734625bb6d97', 'Ill'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700999FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FCD27000A9C5B35EB5A3BEFC', 1, NULL, 'pending', 1796142600000000, 'public', NULL);
INSERT INTO occupancy ("organization_id", "id", "version", "created_at", "updated_at", "resource_id", "unit", "starts_at", "ends_at", "center_id", "appointment_id", "held_until") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17076A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702AA34D5299B14C9376', 1, 1794832200000000, 1794834300000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17075A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17077A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17005A34D5299B14C9376', 2, 1794832200000000, 1794834300000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17075A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702DA34D5299B14C9376', 1, 1794840300000000, 1794843600000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA1707BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17006A34D5299B14C9376', 2, 1794840300000000, 1794843600000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA1707BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17082A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702DA34D5299B14C9376', 1, 1794845700000000, 1794849000000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17081A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17083A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17006A34D5299B14C9376', 2, 1794845700000000, 1794849000000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17081A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17088A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702DA34D5299B14C9376', 1, 1794851100000000, 1794854400000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17087A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17089A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17006A34D5299B14C9376', 2, 1794851100000000, 1794854400000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17087A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17094A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17025A34D5299B14C9376', 1, 1794909600000000, 1794911700000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17093A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17095A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17005A34D5299B14C9376', 2, 1794909600000000, 1794911700000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17093A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1702AA34D5299B14C9376', 1, 1794909600000000, 1794911700000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17099A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17005A34D5299B14C9376', 1, 1794909600000000, 1794911700000000, X'01A22132FAA17000A34D5299B14C9376', X'01A22132FAA17099A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17032A34D5299B14C9376', 1, 1794907800000000, 1794911100000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FAA1708DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA17008A34D5299B14C9376', 2, 1794907800000000, 1794911100000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FAA1708DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700190DC9020295E71A9', 1, 1795853319369148, 1795853319369148, X'01A22132FAA1703DA34D5299B14C9376', 1, 1796122200000000, 1796127300000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCC9700090DC9020295E71A9', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700290DC9020295E71A9', 1, 1795853319369148, 1795853319369148, X'01A22132FAA1700AA34D5299B14C9376', 1, 1796122200000000, 1796127300000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCC9700090DC9020295E71A9', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700699FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FAA1703DA34D5299B14C9376', 1, 1796142000000000, 1796147100000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCD27000A9C5B35EB5A3BEFC', 1795855119378238),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700799FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, X'01A22132FAA1700AA34D5299B14C9376', 1, 1796142000000000, 1796147100000000, X'01A22132FAA17001A34D5299B14C9376', X'01A22132FCD27000A9C5B35EB5A3BEFC', 1795855119378238);
INSERT INTO online_booking ("organization_id", "id", "version", "created_at", "updated_at", "appointment_id", "guest_id", "email", "mailbox", "manage_hash", "confirm_token_hash") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD27000A9C5B35EB5A3BEFC', 1, 1795853319378238, 1795853319378238, X'01A22132FCD27000A9C5B35EB5A3BEFC', X'01A22132FCD2700099FB025EAF9A2328', 'rui@example.com', 'rui@example.com', '1c48c0f26a404e3bb4d5cf6e0e94e28c87ab5b62960038f3a39e07471eaeed6c', NULL);
INSERT INTO sale ("organization_id", "id", "version", "created_at", "updated_at", "sale_no", "appointment_id", "invoice_item_id", "guest_id", "center_id", "item_type", "service_id", "product_id", "package_id", "provider_id", "quantity", "unit_price", "discount_id", "discount", "gross_value", "discount_value", "net_value", "currency", "status", "remarks", "sale_date") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17072A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000001', X'01A22132FAA1706FA34D5299B14C9376', NULL, X'01A22132FAA17051A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, X'01A22132FAA1702DA34D5299B14C9376', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'void', NULL, 20773),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17078A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000002', X'01A22132FAA17075A34D5299B14C9376', X'01A22132FAA170A0A34D5299B14C9376', X'01A22132FAA17045A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, X'01A22132FAA1702AA34D5299B14C9376', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, 20773),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1707EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000003', X'01A22132FAA1707BA34D5299B14C9376', X'01A22132FAA170A3A34D5299B14C9376', X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, X'01A22132FAA1702DA34D5299B14C9376', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, 20773),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17084A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000004', X'01A22132FAA17081A34D5299B14C9376', X'01A22132FAA170A5A34D5299B14C9376', X'01A22132FAA17057A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, X'01A22132FAA1702DA34D5299B14C9376', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, 20773),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1708AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000005', X'01A22132FAA17087A34D5299B14C9376', X'01A22132FAA170A7A34D5299B14C9376', X'01A22132FAA1704BA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, X'01A22132FAA1702DA34D5299B14C9376', 10000, 28000000, NULL, NULL, 2800, 0, 2800, 'EUR', 'billed', NULL, 20773),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17090A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000006', X'01A22132FAA1708DA34D5299B14C9376', X'01A22132FAA170A9A34D5299B14C9376', X'01A22132FAA17069A34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', 'service', X'01A22132FAA17019A34D5299B14C9376', NULL, NULL, X'01A22132FAA17032A34D5299B14C9376', 10000, 56000000, NULL, NULL, 5600, 0, 5600, 'EUR', 'billed', NULL, 20774),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17096A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000007', X'01A22132FAA17093A34D5299B14C9376', X'01A22132FAA170ACA34D5299B14C9376', X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, X'01A22132FAA17025A34D5299B14C9376', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, 20774),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'SALE-000008', X'01A22132FAA17099A34D5299B14C9376', X'01A22132FAA170AEA34D5299B14C9376', X'01A22132FAA1703FA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, X'01A22132FAA1702AA34D5299B14C9376', 10000, 24000000, NULL, NULL, 2400, 0, 2400, 'EUR', 'billed', NULL, 20774),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5D70008AF4FC8134F60903', 1, 1795853319261570, 1795853319261570, 'SALE-001001', NULL, NULL, X'01A22132FC5B7000938D3BBE8F14CE5C', X'01A22132FAA17001A34D5299B14C9376', 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, NULL, 10000, 12500000, NULL, NULL, 1250, 0, 1250, 'EUR', 'open', NULL, 20785),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700390DC9020295E71A9', 1, 1795853319369148, 1795853319369148, 'SALE-001002', X'01A22132FCC9700090DC9020295E71A9', NULL, X'01A22132FCC77000B098454FFD99E77D', X'01A22132FAA17001A34D5299B14C9376', 'service', X'01A22132FAA17023A34D5299B14C9376', NULL, NULL, X'01A22132FAA1703DA34D5299B14C9376', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'open', NULL, 20785),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCC7003B0F206D3F42370FC', 2, 1795853319372202, 1795853319374319, 'SALE-001003', X'01A22132FCCC7000B0F206D3F42370FC', NULL, X'01A22132FCC77000B098454FFD99E77D', X'01A22132FAA17001A34D5299B14C9376', 'service', X'01A22132FAA17023A34D5299B14C9376', NULL, NULL, X'01A22132FAA1703DA34D5299B14C9376', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'void', NULL, 20785),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700899FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, 'SALE-001004', X'01A22132FCD27000A9C5B35EB5A3BEFC', NULL, X'01A22132FCD2700099FB025EAF9A2328', X'01A22132FAA17001A34D5299B14C9376', 'service', X'01A22132FAA17023A34D5299B14C9376', NULL, NULL, X'01A22132FAA1703DA34D5299B14C9376', 10000, 78000000, NULL, NULL, 7800, 0, 7800, 'EUR', 'open', NULL, 20785);
INSERT INTO invoice ("organization_id", "id", "version", "created_at", "updated_at", "invoice_no", "guest_id", "center_id", "employee_id", "status", "price_mode", "currency", "gross_invoice_value", "invoice_discount", "net_invoice_value", "tax", "total", "total_collection", "balance_due", "invoice_date", "bill_to", "discounts", "notes") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1709FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0001', X'01A22132FAA17045A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'paid', 'exclusive', 'EUR', 2400, 500, 1900, 437, 2337, 2337, 0, 20773, 'Hugo Reis', '[{"amount":"5"}]', 'Voucher from the street fair'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0002', X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'paid', 'exclusive', 'EUR', 2800, 0, 2800, 644, 3444, 3444, 0, 20773, 'Catarina Ferreira', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0003', X'01A22132FAA17057A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 2800, 0, 2800, 644, 3444, 1000, 2444, 20773, 'Maria Leal', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0004', X'01A22132FAA1704BA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'paid', 'exclusive', 'EUR', 2800, 500, 2300, 529, 2829, 2829, 0, 20773, 'Matilde Teixeira', '[{"amount":"5"}]', 'Voucher from the street fair'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0001', X'01A22132FAA17069A34D5299B14C9376', X'01A22132FAA17001A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 5600, 0, 5600, 1064, 6664, 0, 6664, 20774, 'Agnieszka Hahn', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170ABA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0005', X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'paid', 'exclusive', 'EUR', 2400, 0, 2400, 552, 2952, 2952, 0, 20774, 'João Pinto', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170ADA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV-2026-0006', X'01A22132FAA1703FA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'paid', 'exclusive', 'EUR', 2400, 0, 2400, 552, 2952, 2952, 0, 20774, 'Rui Coelho', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0E7000A262C2462ED842C4', 4, 1795853319182269, 1795853319190887, 'INV-2026-0002', X'01A22132FC0C70009CD8423A843DED95', X'01A22132FAA17001A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 100, 1388, 20785, 'Ada Half', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1B7000859F486D3813D2C7', 3, 1795853319195340, 1795853319199530, 'INV-2026-0003', X'01A22132FC1970008DD4350713CA4854', X'01A22132FAA17001A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, 20785, 'Ada Awaited', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2770009B5BB97606CE4E29', 3, 1795853319207734, 1795853319210951, 'INV-2026-0004', X'01A22132FC237000BDBFAA8C3A2CAC23', X'01A22132FAA17001A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, 20785, 'Ada Failed', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC357000A2C66354B6D82C0C', 5, 1795853319221091, 1795853319233576, 'INV-2026-0005', X'01A22132FC3370009F1D04BB92EB7523', X'01A22132FAA17001A34D5299B14C9376', NULL, 'issued', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, 20785, 'Ada Reversed', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4B70009ACBEA7BB4234EFD', 4, 1795853319243481, 1795853319256051, 'INV-2026-0006', X'01A22132FC467000B4B0FA012FDE7F30', X'01A22132FAA17001A34D5299B14C9376', NULL, 'void', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 0, 20785, 'Ada Void', '[]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6170009370663BD379D405', 2, 1795853319265558, 1795853319267022, NULL, X'01A22132FC607000888DD273B24FCCDB', X'01A22132FAA17001A34D5299B14C9376', NULL, 'draft', 'exclusive', 'EUR', 1250, 0, 1250, 238, 1488, 0, 1488, NULL, NULL, '[]', NULL);
INSERT INTO invoice_item ("organization_id", "id", "version", "created_at", "updated_at", "invoice_id", "sale_id", "row_num", "item_type", "service_id", "product_id", "package_id", "item_code", "item_name", "business_unit", "category", "item_quantity", "unit_price", "discount", "item_discount", "net_price", "tax", "currency", "taxes", "provider_id") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1709FA34D5299B14C9376', X'01A22132FAA17078A34D5299B14C9376', 1, 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 500, 1900, 437, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA1702AA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A2A34D5299B14C9376', X'01A22132FAA1707EA34D5299B14C9376', 1, 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 0, 2800, 644, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA1702DA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A4A34D5299B14C9376', X'01A22132FAA17084A34D5299B14C9376', 1, 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 0, 2800, 644, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA1702DA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A6A34D5299B14C9376', X'01A22132FAA1708AA34D5299B14C9376', 1, 'service', X'01A22132FAA17015A34D5299B14C9376', NULL, NULL, 'L-GEL', 'Gel manicure', NULL, NULL, 10000, 28000000, NULL, 500, 2300, 529, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA1702DA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A8A34D5299B14C9376', X'01A22132FAA17090A34D5299B14C9376', 1, 'service', X'01A22132FAA17019A34D5299B14C9376', NULL, NULL, 'B-CUT-W', 'Women''s cut', NULL, NULL, 10000, 56000000, NULL, 0, 5600, 1064, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', X'01A22132FAA17032A34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170ACA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170ABA34D5299B14C9376', X'01A22132FAA17096A34D5299B14C9376', 1, 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 0, 2400, 552, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA17025A34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170AEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170ADA34D5299B14C9376', X'01A22132FAA1709CA34D5299B14C9376', 1, 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL, NULL, 'L-CUT-M', 'Men''s cut', NULL, NULL, 10000, 24000000, NULL, 0, 2400, 552, 'EUR', '[{"id":"01a22132-faa1-700b-a34d-5299b14c9376","code":"IVA23","name":"IVA 23 %","rate":"23","compound":false}]', X'01A22132FAA1702AA34D5299B14C9376'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC10700084FCE43881F475E8', 1, 1795853319184415, 1795853319184415, X'01A22132FC0E7000A262C2462ED842C4', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1C7000BBCC8E05C2B7CD78', 1, 1795853319196758, 1795853319196758, X'01A22132FC1B7000859F486D3813D2C7', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC297000BCBEF6BD86280049', 1, 1795853319209152, 1795853319209152, X'01A22132FC2770009B5BB97606CE4E29', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3770008AF190B2194969BF', 1, 1795853319223340, 1795853319223340, X'01A22132FC357000A2C66354B6D82C0C', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC517000B78B9FFB1150440A', 1, 1795853319249032, 1795853319249032, X'01A22132FC4B70009ACBEA7BB4234EFD', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC637000ADF4D761287ABF44', 1, 1795853319267022, 1795853319267022, X'01A22132FC6170009370663BD379D405', NULL, 1, 'product', NULL, X'01A22132FBF370008252C98BF7E65048', NULL, 'P-000001', 'Oil', 'Hair', 'Care', 10000, 12500000, NULL, 0, 1250, 238, 'EUR', '[{"id":"01a22132-faa1-700c-a34d-5299b14c9376","code":"UST19","name":"USt. 19 %","rate":"19","compound":false}]', NULL);
INSERT INTO payment ("organization_id", "id", "version", "created_at", "updated_at", "invoice_id", "guest_id", "center_id", "appointment_id", "employee_id", "payment_method", "amount", "tip", "tendered", "change", "currency", "status", "transaction_no", "reference_no", "remarks") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170AFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA1709FA34D5299B14C9376', X'01A22132FAA17045A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'card', 2337, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-875729', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A2A34D5299B14C9376', X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'cash', 1400, 0, 1400, 0, 'EUR', 'completed', NULL, NULL, 'Had not more cash along'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A2A34D5299B14C9376', X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'card', 2044, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-310765', 'The rest'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A4A34D5299B14C9376', X'01A22132FAA17057A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'cash', 1000, 0, 1000, 0, 'EUR', 'completed', NULL, NULL, 'Pays the rest next time'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170A6A34D5299B14C9376', X'01A22132FAA1704BA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'card', 2829, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-797513', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BAA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170ABA34D5299B14C9376', X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'cash', 1200, 0, 1200, 0, 'EUR', 'completed', NULL, NULL, 'Had not more cash along'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BCA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170ADA34D5299B14C9376', X'01A22132FAA1703FA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'online', 2952, 0, NULL, 0, 'EUR', 'completed', NULL, 'WEB-71380', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, X'01A22132FAA170ABA34D5299B14C9376', X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, NULL, 'card', 1752, 0, NULL, 0, 'EUR', 'completed', NULL, 'T-718020', 'The rest'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167000845265FA12077255', 1, 1795853319190887, 1795853319190887, X'01A22132FC0E7000A262C2462ED842C4', X'01A22132FC0C70009CD8423A843DED95', X'01A22132FAA17001A34D5299B14C9376', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'completed', NULL, NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC217000BECEB4D1E7398B79', 1, 1795853319201268, 1795853319201268, X'01A22132FC1B7000859F486D3813D2C7', X'01A22132FC1970008DD4350713CA4854', X'01A22132FAA17001A34D5299B14C9376', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'pending', NULL, NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2E700082E908E6E75E6BEA', 2, 1795853319214970, 1795853319217413, X'01A22132FC2770009B5BB97606CE4E29', X'01A22132FC237000BDBFAA8C3A2CAC23', X'01A22132FAA17001A34D5299B14C9376', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'failed', NULL, NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3C70009C1BC06E1F036628', 2, 1795853319228879, 1795853319233576, X'01A22132FC357000A2C66354B6D82C0C', X'01A22132FC3370009F1D04BB92EB7523', X'01A22132FAA17001A34D5299B14C9376', NULL, NULL, 'card', 100, 0, NULL, 0, 'EUR', 'reversed', NULL, NULL, NULL);
INSERT INTO collection ("organization_id", "id", "version", "created_at", "updated_at", "collection_no", "kind", "reverses_id", "is_reversed", "invoice_id", "payment_id", "sale_id", "guest_id", "center_id", "employee_id", "payment_method", "amount", "currency", "collection_date", "transaction_no", "reference_no", "remarks") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0001', 'receipt', NULL, 0, X'01A22132FAA1709FA34D5299B14C9376', X'01A22132FAA170AFA34D5299B14C9376', NULL, X'01A22132FAA17045A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'card', 2337, 'EUR', 20773, NULL, 'T-875729', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0002', 'receipt', NULL, 0, X'01A22132FAA170A2A34D5299B14C9376', X'01A22132FAA170B2A34D5299B14C9376', NULL, X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'cash', 1400, 'EUR', 20773, NULL, NULL, 'Had not more cash along'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0003', 'receipt', NULL, 0, X'01A22132FAA170A2A34D5299B14C9376', X'01A22132FAA170B4A34D5299B14C9376', NULL, X'01A22132FAA1705DA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'card', 2044, 'EUR', 20773, NULL, 'T-310765', 'The rest'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0004', 'receipt', NULL, 0, X'01A22132FAA170A4A34D5299B14C9376', X'01A22132FAA170B6A34D5299B14C9376', NULL, X'01A22132FAA17057A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'cash', 1000, 'EUR', 20773, NULL, NULL, 'Pays the rest next time'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0005', 'receipt', NULL, 0, X'01A22132FAA170A6A34D5299B14C9376', X'01A22132FAA170B8A34D5299B14C9376', NULL, X'01A22132FAA1704BA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'card', 2829, 'EUR', 20773, NULL, 'T-797513', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BBA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0006', 'receipt', NULL, 0, X'01A22132FAA170ABA34D5299B14C9376', X'01A22132FAA170BAA34D5299B14C9376', NULL, X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'cash', 1200, 'EUR', 20774, NULL, NULL, 'Had not more cash along'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BDA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0007', 'receipt', NULL, 0, X'01A22132FAA170ADA34D5299B14C9376', X'01A22132FAA170BCA34D5299B14C9376', NULL, X'01A22132FAA1703FA34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'online', 2952, 'EUR', 20774, NULL, 'WEB-71380', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170BFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL-2026-0008', 'receipt', NULL, 0, X'01A22132FAA170ABA34D5299B14C9376', X'01A22132FAA170BEA34D5299B14C9376', NULL, X'01A22132FAA17063A34D5299B14C9376', X'01A22132FAA17000A34D5299B14C9376', NULL, 'card', 1752, 'EUR', 20774, NULL, 'T-718020', 'The rest'),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167002845265FA12077255', 1, 1795853319190887, 1795853319190887, 'COLL-2026-0001', 'receipt', NULL, 0, X'01A22132FC0E7000A262C2462ED842C4', X'01A22132FC167000845265FA12077255', NULL, X'01A22132FC0C70009CD8423A843DED95', X'01A22132FAA17001A34D5299B14C9376', NULL, 'card', 100, 'EUR', 20785, NULL, NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3C70019C1BC06E1F036628', 2, 1795853319228879, 1795853319233576, 'COLL-2026-0002', 'receipt', NULL, 1, X'01A22132FC357000A2C66354B6D82C0C', X'01A22132FC3C70009C1BC06E1F036628', NULL, X'01A22132FC3370009F1D04BB92EB7523', X'01A22132FAA17001A34D5299B14C9376', NULL, 'card', 100, 'EUR', 20785, NULL, NULL, NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4170009CC57C1F0C8C1568', 1, 1795853319233576, 1795853319233576, 'COLL-2026-0003', 'reversal', X'01A22132FC3C70019C1BC06E1F036628', 0, X'01A22132FC357000A2C66354B6D82C0C', X'01A22132FC3C70009C1BC06E1F036628', NULL, X'01A22132FC3370009F1D04BB92EB7523', X'01A22132FAA17001A34D5299B14C9376', NULL, 'card', -100, 'EUR', 20785, NULL, NULL, NULL);
INSERT INTO counter ("organization_id", "id", "version", "created_at", "updated_at", "series", "next") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA9F70008745754488489BFF', 2, 1795853318815415, 1795853319179545, 'code G', 2001),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA0700095F9A49C4F8551DD', 2, 1795853318816975, 1795853319260932, 'code SALE', 2001),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170A1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'INV 01a22132-faa1-7000-a34d-5299b14c9376 2026', 7),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170AAA34D5299B14C9376', 6, 1795853318817635, 1795853319253756, 'INV 01a22132-faa1-7001-a34d-5299b14c9376 2026', 7),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170B0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'COLL 01a22132-faa1-7000-a34d-5299b14c9376 2026', 9),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBE87000B72E29F50D042B79', 1, 1795853319144679, 1795853319144679, 'code BU', 11),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF37000BCB2CD7252C29DD4', 1, 1795853319155408, 1795853319155408, 'code P', 11),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF6700099D9B2442A703BFF', 1, 1795853319158772, 1795853319158772, 'code PK', 11),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167001845265FA12077255', 3, 1795853319190887, 1795853319233576, 'COLL 01a22132-faa1-7001-a34d-5299b14c9376 2026', 4),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC647000A832E65820BAA184', 1, 1795853319268683, 1795853319268683, 'code E', 11);
INSERT INTO idempotency ("organization_id", "id", "version", "created_at", "updated_at", "actor_id", "operation", "key", "fingerprint", "answer", "guest_id", "expires_at") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167005845265FA12077255', 1, 1795853319190887, 1795853319190887, X'01A22132FA877000B222734625BB6D97', 'payment_record', '01a22132-fc0e-7000-a262-c2462ed842c4', '8a1c811404e1152ee6e35f2d67eef52ac17cb392f6ab3d968675efd48aa70377', '{"id":"01a22132-fc16-7000-8452-65fa12077255","invoice_id":"01a22132-fc0e-7000-a262-c2462ed842c4","guest_id":"01a22132-fc0c-7000-9cd8-423a843ded95","center_id":"01a22132-faa1-7001-a34d-5299b14c9376","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"completed","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.190887Z","updated_at":"2026-11-28T08:08:39.190887Z"}', X'01A22132FC0C70009CD8423A843DED95', 1795939719190887),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC217003BECEB4D1E7398B79', 1, 1795853319201268, 1795853319201268, X'01A22132FA877000B222734625BB6D97', 'payment_record', '01a22132-fc1b-7000-859f-486d3813d2c7', '59ea3cde79ca793b3b8c286cfbdb544e270c039c8c27cb4e2712a4b73569b8da', '{"id":"01a22132-fc21-7000-bece-b4d1e7398b79","invoice_id":"01a22132-fc1b-7000-859f-486d3813d2c7","guest_id":"01a22132-fc19-7000-8dd4-350713ca4854","center_id":"01a22132-faa1-7001-a34d-5299b14c9376","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"pending","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.201268Z","updated_at":"2026-11-28T08:08:39.201268Z"}', X'01A22132FC1970008DD4350713CA4854', 1795939719201268),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2E700382E908E6E75E6BEA', 1, 1795853319214970, 1795853319214970, X'01A22132FA877000B222734625BB6D97', 'payment_record', '01a22132-fc27-7000-9b5b-b97606ce4e29', 'ac1b2ccdfe544cd9499625199ea01cd12e062fad1c549e88e4f9d1655df04944', '{"id":"01a22132-fc2e-7000-82e9-08e6e75e6bea","invoice_id":"01a22132-fc27-7000-9b5b-b97606ce4e29","guest_id":"01a22132-fc23-7000-bdbf-aa8c3a2cac23","center_id":"01a22132-faa1-7001-a34d-5299b14c9376","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"pending","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.21497Z","updated_at":"2026-11-28T08:08:39.21497Z"}', X'01A22132FC237000BDBFAA8C3A2CAC23', 1795939719214970),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3C70049C1BC06E1F036628', 1, 1795853319228879, 1795853319228879, X'01A22132FA877000B222734625BB6D97', 'payment_record', '01a22132-fc35-7000-a2c6-6354b6d82c0c', '797cad7befef3c162705c9c8e6690805f1c495dced766716123c4183e6f13968', '{"id":"01a22132-fc3c-7000-9c1b-c06e1f036628","invoice_id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","guest_id":"01a22132-fc33-7000-9f1d-04bb92eb7523","center_id":"01a22132-faa1-7001-a34d-5299b14c9376","appointment_id":null,"employee_id":null,"payment_method":"card","amount":"1.00","tip":"0.00","tendered":null,"change":"0.00","currency":"EUR","status":"completed","transaction_no":null,"reference_no":null,"remarks":null,"version":1,"created_at":"2026-11-28T08:08:39.228879Z","updated_at":"2026-11-28T08:08:39.228879Z"}', X'01A22132FC3370009F1D04BB92EB7523', 1795939719228879);
INSERT INTO audit ("organization_id", "id", "version", "created_at", "updated_at", "actor_kind", "actor_id", "operation", "rows", "position") VALUES
(X'00000000000000000000000000000000', X'01A22132FA8670008A701B9E2D8A2475', 1, 1795853318790628, 1795853318790628, 'system', X'00000000000000000000000000000000', 'directory_enter', '[{"table":"directory","id":"01a22132-fa85-7000-85fb-ed3096ce303b","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA8570009CD8025391424C7B', 1, 1795853318789770, 1795853318789770, 'system', X'00000000000000000000000000000000', 'organization_create', '[{"table":"organization","id":"01a22132-fa85-7000-85fb-ed3096ce303b","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA877001B222734625BB6D97', 1, 1795853318791171, 1795853318791171, 'system', X'00000000000000000000000000000000', 'api_key_create', '[{"table":"api_key","id":"01a22132-fa87-7000-b222-734625bb6d97","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'system', X'00000000000000000000000000000000', 'import', '[{"table":"center","id":"01a22132-faa1-7000-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7000-a34d-5299b14c9376","change":"insert"},{"table":"center","id":"01a22132-faa1-7001-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7001-a34d-5299b14c9376","change":"insert"},{"table":"room_category","id":"01a22132-faa1-7002-a34d-5299b14c9376","change":"insert"},{"table":"room_category","id":"01a22132-faa1-7003-a34d-5299b14c9376","change":"insert"},{"table":"room_category","id":"01a22132-faa1-7004-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-7005-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7005-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-7006-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7006-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-7007-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7007-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-7008-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7008-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-7009-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7009-a34d-5299b14c9376","change":"insert"},{"table":"room","id":"01a22132-faa1-700a-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-700a-a34d-5299b14c9376","change":"insert"},{"table":"tax","id":"01a22132-faa1-700b-a34d-5299b14c9376","change":"insert"},{"table":"tax","id":"01a22132-faa1-700c-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-700d-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-700e-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-700f-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7010-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7011-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7012-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7013-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7014-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7015-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7016-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7017-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7018-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7019-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-701a-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-701b-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-701c-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-701d-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-701e-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-701f-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7020-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7021-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7022-a34d-5299b14c9376","change":"insert"},{"table":"service","id":"01a22132-faa1-7023-a34d-5299b14c9376","change":"insert"},{"table":"service_tax","id":"01a22132-faa1-7024-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-7025-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7026-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7027-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7028-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7029-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7025-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-702a-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-702b-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-702c-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-702a-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-702d-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-702e-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-702d-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-702f-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7030-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7031-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-702f-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-7032-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7033-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7034-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7035-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7032-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-7036-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7037-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-7038-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7036-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-7039-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-703a-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-703b-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-703c-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-7039-a34d-5299b14c9376","change":"insert"},{"table":"provider","id":"01a22132-faa1-703d-a34d-5299b14c9376","change":"insert"},{"table":"provider_service","id":"01a22132-faa1-703e-a34d-5299b14c9376","change":"insert"},{"table":"calendar","id":"01a22132-faa1-703d-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-703f-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7040-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7041-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7042-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7043-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7044-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-7045-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7046-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7047-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7048-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7049-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-704a-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-704b-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-704c-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-704d-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-704e-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-704f-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7050-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-7051-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7052-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7053-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7054-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7055-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7056-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-7057-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7058-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7059-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-705a-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-705b-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-705c-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-705d-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-705e-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-705f-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7060-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7061-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7062-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-7063-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7064-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7065-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7066-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7067-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-7068-a34d-5299b14c9376","change":"insert"},{"table":"guest","id":"01a22132-faa1-7069-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-706a-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-706b-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-706c-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-706d-a34d-5299b14c9376","change":"insert"},{"table":"guest_term","id":"01a22132-faa1-706e-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-706f-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-7072-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7073-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7074-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-7075-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7076-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7077-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-7078-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7079-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-707a-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-707b-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-707c-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-707d-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-707e-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-707f-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7080-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-7081-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7082-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7083-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-7084-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7085-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7086-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-7087-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7088-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7089-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-708a-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-708b-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-708c-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-708d-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-708e-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-708f-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-7090-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7091-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7092-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-7093-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7094-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-7095-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-7096-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7097-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-7098-a34d-5299b14c9376","change":"insert"},{"table":"appointment","id":"01a22132-faa1-7099-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-709a-a34d-5299b14c9376","change":"insert"},{"table":"occupancy","id":"01a22132-faa1-709b-a34d-5299b14c9376","change":"insert"},{"table":"sale","id":"01a22132-faa1-709c-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-709d-a34d-5299b14c9376","change":"insert"},{"table":"appointment_change","id":"01a22132-faa1-709e-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-709f-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70a0-a34d-5299b14c9376","change":"insert"},{"table":"counter","id":"01a22132-faa1-70a1-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70a2-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70a3-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70a4-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70a5-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70a6-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70a7-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70a8-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70a9-a34d-5299b14c9376","change":"insert"},{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70ab-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70ac-a34d-5299b14c9376","change":"insert"},{"table":"invoice","id":"01a22132-faa1-70ad-a34d-5299b14c9376","change":"insert"},{"table":"invoice_item","id":"01a22132-faa1-70ae-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70af-a34d-5299b14c9376","change":"insert"},{"table":"counter","id":"01a22132-faa1-70b0-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70b1-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70b2-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70b3-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70b4-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70b5-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70b6-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70b7-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70b8-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70b9-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70ba-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70bb-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70bc-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70bd-a34d-5299b14c9376","change":"insert"},{"table":"payment","id":"01a22132-faa1-70be-a34d-5299b14c9376","change":"insert"},{"table":"collection","id":"01a22132-faa1-70bf-a34d-5299b14c9376","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBEA700192D8B14DBC28CC19', 1, 1795853319146219, 1795853319146219, 'api_key', X'01A22132FA877000B222734625BB6D97', 'business_unit_create', '[{"table":"business_unit","id":"01a22132-fbea-7000-92d8-b14dbc28cc19","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF07001ACCD53AA0DFB1E42', 1, 1795853319152549, 1795853319152549, 'api_key', X'01A22132FA877000B222734625BB6D97', 'category_create', '[{"table":"category","id":"01a22132-fbf0-7000-accd-53aa0dfb1e42","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF370028252C98BF7E65048', 1, 1795853319155944, 1795853319155944, 'api_key', X'01A22132FA877000B222734625BB6D97', 'product_create', '[{"table":"product","id":"01a22132-fbf3-7000-8252-c98bf7e65048","change":"insert"},{"table":"product_tax","id":"01a22132-fbf3-7001-8252-c98bf7e65048","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF77002928DB78192B5F02D', 1, 1795853319159282, 1795853319159282, 'api_key', X'01A22132FA877000B222734625BB6D97', 'package_create', '[{"table":"package","id":"01a22132-fbf7-7000-928d-b78192b5f02d","change":"insert"},{"table":"package_service","id":"01a22132-fbf7-7001-928d-b78192b5f02d","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFB7001A2C66FC2B9701AFF', 1, 1795853319163100, 1795853319163100, 'api_key', X'01A22132FA877000B222734625BB6D97', 'offer_discount_create', '[{"table":"offer_discount","id":"01a22132-fbfb-7000-a2c6-6fc2b9701aff","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFF7001ADC00FEDD65221DB', 1, 1795853319167310, 1795853319167310, 'api_key', X'01A22132FA877000B222734625BB6D97', 'hours_override_create', '[{"table":"calendar","id":"01a22132-faa1-7001-a34d-5299b14c9376","change":"update","fields":["revision"]},{"table":"hours_override","id":"01a22132-fbff-7000-adc0-0fedd65221db","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC017001A213529799D0F7F5', 1, 1795853319169953, 1795853319169953, 'api_key', X'01A22132FA877000B222734625BB6D97', 'hours_override_create', '[{"table":"calendar","id":"01a22132-faa1-703d-a34d-5299b14c9376","change":"update","fields":["revision"]},{"table":"hours_override","id":"01a22132-fc01-7000-a213-529799d0f7f5","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC067001983242F1D86AAB71', 1, 1795853319174713, 1795853319174713, 'api_key', X'01A22132FA877000B222734625BB6D97', 'blockout_create', '[{"table":"calendar","id":"01a22132-faa1-703d-a34d-5299b14c9376","change":"update","fields":["revision"]},{"table":"blockout","id":"01a22132-fc06-7000-9832-42f1d86aab71","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70049CD8423A843DED95', 1, 1795853319180139, 1795853319180139, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc0c-7000-9cd8-423a843ded95","change":"insert"},{"table":"guest_term","id":"01a22132-fc0c-7001-9cd8-423a843ded95","change":"insert"},{"table":"guest_term","id":"01a22132-fc0c-7002-9cd8-423a843ded95","change":"insert"},{"table":"guest_term","id":"01a22132-fc0c-7003-9cd8-423a843ded95","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0E7001A262C2462ED842C4', 1, 1795853319182269, 1795853319182269, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc0e-7000-a262-c2462ed842c4","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC10700184FCE43881F475E8', 1, 1795853319184415, 1795853319184415, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc10-7000-84fc-e43881f475e8","change":"insert"},{"table":"invoice","id":"01a22132-fc0e-7000-a262-c2462ed842c4","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC127000AA84A7BCF3ED98CC', 1, 1795853319186779, 1795853319186779, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_issue', '[{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fc0e-7000-a262-c2462ed842c4","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167003845265FA12077255', 1, 1795853319190887, 1795853319190887, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_record', '[{"table":"payment","id":"01a22132-fc16-7000-8452-65fa12077255","change":"insert"},{"table":"counter","id":"01a22132-fc16-7001-8452-65fa12077255","change":"insert"},{"table":"collection","id":"01a22132-fc16-7002-8452-65fa12077255","change":"insert"},{"table":"invoice","id":"01a22132-fc0e-7000-a262-c2462ed842c4","change":"update","fields":["total_collection","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970048DD4350713CA4854', 1, 1795853319193871, 1795853319193871, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc19-7000-8dd4-350713ca4854","change":"insert"},{"table":"guest_term","id":"01a22132-fc19-7001-8dd4-350713ca4854","change":"insert"},{"table":"guest_term","id":"01a22132-fc19-7002-8dd4-350713ca4854","change":"insert"},{"table":"guest_term","id":"01a22132-fc19-7003-8dd4-350713ca4854","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1B7001859F486D3813D2C7', 1, 1795853319195340, 1795853319195340, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc1b-7000-859f-486d3813d2c7","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1C7001BBCC8E05C2B7CD78', 1, 1795853319196758, 1795853319196758, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc1c-7000-bbcc-8e05c2b7cd78","change":"insert"},{"table":"invoice","id":"01a22132-fc1b-7000-859f-486d3813d2c7","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1F7000AF65524D74C7E385', 1, 1795853319199530, 1795853319199530, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_issue', '[{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fc1b-7000-859f-486d3813d2c7","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC217001BECEB4D1E7398B79', 1, 1795853319201268, 1795853319201268, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_record', '[{"table":"payment","id":"01a22132-fc21-7000-bece-b4d1e7398b79","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237004BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc23-7000-bdbf-aa8c3a2cac23","change":"insert"},{"table":"guest_term","id":"01a22132-fc23-7001-bdbf-aa8c3a2cac23","change":"insert"},{"table":"guest_term","id":"01a22132-fc23-7002-bdbf-aa8c3a2cac23","change":"insert"},{"table":"guest_term","id":"01a22132-fc23-7003-bdbf-aa8c3a2cac23","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2770019B5BB97606CE4E29', 1, 1795853319207734, 1795853319207734, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc27-7000-9b5b-b97606ce4e29","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC297001BCBEF6BD86280049', 1, 1795853319209152, 1795853319209152, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc29-7000-bcbe-f6bd86280049","change":"insert"},{"table":"invoice","id":"01a22132-fc27-7000-9b5b-b97606ce4e29","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2A7000B98749C0F81184DB', 1, 1795853319210951, 1795853319210951, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_issue', '[{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fc27-7000-9b5b-b97606ce4e29","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2E700182E908E6E75E6BEA', 1, 1795853319214970, 1795853319214970, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_record', '[{"table":"payment","id":"01a22132-fc2e-7000-82e9-08e6e75e6bea","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3170008518706E8CDC3BF8', 1, 1795853319217413, 1795853319217413, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_conclude', '[{"table":"payment","id":"01a22132-fc2e-7000-82e9-08e6e75e6bea","change":"update","fields":["status"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370049F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc33-7000-9f1d-04bb92eb7523","change":"insert"},{"table":"guest_term","id":"01a22132-fc33-7001-9f1d-04bb92eb7523","change":"insert"},{"table":"guest_term","id":"01a22132-fc33-7002-9f1d-04bb92eb7523","change":"insert"},{"table":"guest_term","id":"01a22132-fc33-7003-9f1d-04bb92eb7523","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC357001A2C66354B6D82C0C', 1, 1795853319221091, 1795853319221091, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3770018AF190B2194969BF', 1, 1795853319223340, 1795853319223340, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc37-7000-8af1-90b2194969bf","change":"insert"},{"table":"invoice","id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC39700095CBBC1294483E75', 1, 1795853319225392, 1795853319225392, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_issue', '[{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3C70029C1BC06E1F036628', 1, 1795853319228879, 1795853319228879, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_record', '[{"table":"payment","id":"01a22132-fc3c-7000-9c1b-c06e1f036628","change":"insert"},{"table":"counter","id":"01a22132-fc16-7001-8452-65fa12077255","change":"update","fields":["next"]},{"table":"collection","id":"01a22132-fc3c-7001-9c1b-c06e1f036628","change":"insert"},{"table":"invoice","id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","change":"update","fields":["total_collection","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4170019CC57C1F0C8C1568', 1, 1795853319233576, 1795853319233576, 'api_key', X'01A22132FA877000B222734625BB6D97', 'payment_reverse', '[{"table":"counter","id":"01a22132-fc16-7001-8452-65fa12077255","change":"update","fields":["next"]},{"table":"collection","id":"01a22132-fc41-7000-9cc5-7c1f0c8c1568","change":"insert"},{"table":"collection","id":"01a22132-fc3c-7001-9c1b-c06e1f036628","change":"update","fields":["is_reversed"]},{"table":"payment","id":"01a22132-fc3c-7000-9c1b-c06e1f036628","change":"update","fields":["status"]},{"table":"invoice","id":"01a22132-fc35-7000-a2c6-6354b6d82c0c","change":"update","fields":["total_collection","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467004B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc46-7000-b4b0-fa012fde7f30","change":"insert"},{"table":"guest_term","id":"01a22132-fc46-7001-b4b0-fa012fde7f30","change":"insert"},{"table":"guest_term","id":"01a22132-fc46-7002-b4b0-fa012fde7f30","change":"insert"},{"table":"guest_term","id":"01a22132-fc46-7003-b4b0-fa012fde7f30","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4B70019ACBEA7BB4234EFD', 1, 1795853319243481, 1795853319243481, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc4b-7000-9acb-ea7bb4234efd","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC517001B78B9FFB1150440A', 1, 1795853319249032, 1795853319249032, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc51-7000-b78b-9ffb1150440a","change":"insert"},{"table":"invoice","id":"01a22132-fc4b-7000-9acb-ea7bb4234efd","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC55700097C806CC4AD81BDB', 1, 1795853319253756, 1795853319253756, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_issue', '[{"table":"counter","id":"01a22132-faa1-70aa-a34d-5299b14c9376","change":"update","fields":["next"]},{"table":"invoice","id":"01a22132-fc4b-7000-9acb-ea7bb4234efd","change":"update","fields":["status","invoice_no","invoice_date","bill_to"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC587000BEEC09716D125F25', 1, 1795853319256051, 1795853319256051, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_void', '[{"table":"invoice","id":"01a22132-fc4b-7000-9acb-ea7bb4234efd","change":"update","fields":["status","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7004938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc5b-7000-938d-3bbe8f14ce5c","change":"insert"},{"table":"guest_term","id":"01a22132-fc5b-7001-938d-3bbe8f14ce5c","change":"insert"},{"table":"guest_term","id":"01a22132-fc5b-7002-938d-3bbe8f14ce5c","change":"insert"},{"table":"guest_term","id":"01a22132-fc5b-7003-938d-3bbe8f14ce5c","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5D70018AF4FC8134F60903', 1, 1795853319261570, 1795853319261570, 'api_key', X'01A22132FA877000B222734625BB6D97', 'sale_create', '[{"table":"sale","id":"01a22132-fc5d-7000-8af4-fc8134f60903","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607004888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc60-7000-888d-d273b24fccdb","change":"insert"},{"table":"guest_term","id":"01a22132-fc60-7001-888d-d273b24fccdb","change":"insert"},{"table":"guest_term","id":"01a22132-fc60-7002-888d-d273b24fccdb","change":"insert"},{"table":"guest_term","id":"01a22132-fc60-7003-888d-d273b24fccdb","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6170019370663BD379D405', 1, 1795853319265558, 1795853319265558, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_create', '[{"table":"invoice","id":"01a22132-fc61-7000-9370-663bd379d405","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC637001ADF4D761287ABF44', 1, 1795853319267022, 1795853319267022, 'api_key', X'01A22132FA877000B222734625BB6D97', 'invoice_item_add', '[{"table":"invoice_item","id":"01a22132-fc63-7000-adf4-d761287abf44","change":"insert"},{"table":"invoice","id":"01a22132-fc61-7000-9370-663bd379d405","change":"update","fields":["gross_invoice_value","net_invoice_value","tax","total","balance_due"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC657001ACC1A171F5209DA1', 1, 1795853319269093, 1795853319269093, 'api_key', X'01A22132FA877000B222734625BB6D97', 'employee_create', '[{"table":"employee","id":"01a22132-fc65-7000-acc1-a171f5209da1","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677004A48D624A013ABBCA', 1, 1795853319271048, 1795853319271048, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc67-7000-a48d-624a013abbca","change":"insert"},{"table":"guest_term","id":"01a22132-fc67-7001-a48d-624a013abbca","change":"insert"},{"table":"guest_term","id":"01a22132-fc67-7002-a48d-624a013abbca","change":"insert"},{"table":"guest_term","id":"01a22132-fc67-7003-a48d-624a013abbca","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC697004BB33EF568E4560B8', 1, 1795853319273082, 1795853319273082, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc69-7000-bb33-ef568e4560b8","change":"insert"},{"table":"guest_term","id":"01a22132-fc69-7001-bb33-ef568e4560b8","change":"insert"},{"table":"guest_term","id":"01a22132-fc69-7002-bb33-ef568e4560b8","change":"insert"},{"table":"guest_term","id":"01a22132-fc69-7003-bb33-ef568e4560b8","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6A70008DA24E1B91331742', 1, 1795853319274840, 1795853319274840, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_merge', '[{"table":"guest","id":"01a22132-fc67-7000-a48d-624a013abbca","change":"update","fields":["merges"]},{"table":"guest","id":"01a22132-fc69-7000-bb33-ef568e4560b8","change":"update","fields":["is_active","merged_into"]},{"table":"guest_term","id":"01a22132-fc69-7001-bb33-ef568e4560b8","change":"delete"},{"table":"guest_term","id":"01a22132-fc69-7002-bb33-ef568e4560b8","change":"delete"},{"table":"guest_term","id":"01a22132-fc69-7003-bb33-ef568e4560b8","change":"delete"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6F7004923149352A674C01', 1, 1795853319279884, 1795853319279884, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fc6f-7000-9231-49352a674c01","change":"insert"},{"table":"guest_term","id":"01a22132-fc6f-7001-9231-49352a674c01","change":"insert"},{"table":"guest_term","id":"01a22132-fc6f-7002-9231-49352a674c01","change":"insert"},{"table":"guest_term","id":"01a22132-fc6f-7003-9231-49352a674c01","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC72700092156A9456F4B64B', 1, 1795853319282689, 1795853319282689, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_erase', '[{"table":"guest","id":"01a22132-fc6f-7000-9231-49352a674c01","change":"update","fields":["is_active","erased_at"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC7470008A42A5BADFE41A21', 1, 1795853319284370, 1795853319284370, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_erase', '[{"table":"guest","id":"01a22132-fc6f-7000-9231-49352a674c01","change":"update","fields":["first_name","last_name","guest_code"]},{"table":"guest_term","id":"01a22132-fc6f-7001-9231-49352a674c01","change":"delete"},{"table":"guest_term","id":"01a22132-fc6f-7002-9231-49352a674c01","change":"delete"},{"table":"guest_term","id":"01a22132-fc6f-7003-9231-49352a674c01","change":"delete"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8C70019E500973C554C5DA', 1, 1795853319308315, 1795853319308315, 'api_key', X'01A22132FA877000B222734625BB6D97', 'user_create', '[{"table":"user_account","id":"01a22132-fc8c-7000-9e50-0973c554c5da","change":"insert"},{"table":"credential","id":"01a22132-fc8c-7000-9e50-0973c554c5da","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8F70019D32A5029FBBC438', 1, 1795853319311333, 1795853319311333, 'api_key', X'01A22132FA877000B222734625BB6D97', 'user_create', '[{"table":"user_account","id":"01a22132-fc8f-7000-9d32-a5029fbbc438","change":"insert"},{"table":"credential","id":"01a22132-fc8f-7000-9d32-a5029fbbc438","change":"insert"},{"table":"admin_count","id":"01a22132-fa85-7000-85fb-ed3096ce303b","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCA17001879CE18670676F85', 1, 1795853319329397, 1795853319329397, 'user', X'01A22132FC8C70009E500973C554C5DA', 'session_begin', '[{"table":"credential","id":"01a22132-fc8c-7000-9e50-0973c554c5da","change":"update","fields":["last_login_at"]},{"table":"session","id":"01a22132-fca1-7000-879c-e18670676f85","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCBB7001AE2503AE59FBBA8B', 1, 1795853319355398, 1795853319355398, 'api_key', X'01A22132FA877000B222734625BB6D97', 'key_create', '[{"table":"api_key","id":"01a22132-fcbb-7000-ae25-03ae59fbba8b","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCBE7000B9212957DB9B8F17', 1, 1795853319358664, 1795853319358664, 'api_key', X'01A22132FA877000B222734625BB6D97', 'organization_update', '[{"table":"organization","id":"01a22132-fa85-7000-85fb-ed3096ce303b","change":"update","fields":["settings"]}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77004B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, 'api_key', X'01A22132FA877000B222734625BB6D97', 'guest_create', '[{"table":"guest","id":"01a22132-fcc7-7000-b098-454ffd99e77d","change":"insert"},{"table":"guest_term","id":"01a22132-fcc7-7001-b098-454ffd99e77d","change":"insert"},{"table":"guest_term","id":"01a22132-fcc7-7002-b098-454ffd99e77d","change":"insert"},{"table":"guest_term","id":"01a22132-fcc7-7003-b098-454ffd99e77d","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700590DC9020295E71A9', 1, 1795853319369148, 1795853319369148, 'api_key', X'01A22132FA877000B222734625BB6D97', 'appointment_book', '[{"table":"appointment","id":"01a22132-fcc9-7000-90dc-9020295e71a9","change":"insert"},{"table":"occupancy","id":"01a22132-fcc9-7001-90dc-9020295e71a9","change":"insert"},{"table":"occupancy","id":"01a22132-fcc9-7002-90dc-9020295e71a9","change":"insert"},{"table":"sale","id":"01a22132-fcc9-7003-90dc-9020295e71a9","change":"insert"},{"table":"appointment_change","id":"01a22132-fcc9-7004-90dc-9020295e71a9","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCC7005B0F206D3F42370FC', 1, 1795853319372202, 1795853319372202, 'api_key', X'01A22132FA877000B222734625BB6D97', 'appointment_book', '[{"table":"appointment","id":"01a22132-fccc-7000-b0f2-06d3f42370fc","change":"insert"},{"table":"occupancy","id":"01a22132-fccc-7001-b0f2-06d3f42370fc","change":"insert"},{"table":"occupancy","id":"01a22132-fccc-7002-b0f2-06d3f42370fc","change":"insert"},{"table":"sale","id":"01a22132-fccc-7003-b0f2-06d3f42370fc","change":"insert"},{"table":"appointment_change","id":"01a22132-fccc-7004-b0f2-06d3f42370fc","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCE700183D3A150A062E7DB', 1, 1795853319374319, 1795853319374319, 'api_key', X'01A22132FA877000B222734625BB6D97', 'appointment_status_change', '[{"table":"appointment","id":"01a22132-fccc-7000-b0f2-06d3f42370fc","change":"update","fields":["status","cancelled_reason","steps"]},{"table":"occupancy","id":"01a22132-fccc-7001-b0f2-06d3f42370fc","change":"delete"},{"table":"occupancy","id":"01a22132-fccc-7002-b0f2-06d3f42370fc","change":"delete"},{"table":"sale","id":"01a22132-fccc-7003-b0f2-06d3f42370fc","change":"update","fields":["status"]},{"table":"appointment_change","id":"01a22132-fcce-7000-83d3-a150a062e7db","change":"insert"}]', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700A99FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, 'public', X'00000000000000000000000000000000', 'online_booking_create', '[{"table":"guest","id":"01a22132-fcd2-7000-99fb-025eaf9a2328","change":"insert"},{"table":"guest_term","id":"01a22132-fcd2-7002-99fb-025eaf9a2328","change":"insert"},{"table":"guest_term","id":"01a22132-fcd2-7003-99fb-025eaf9a2328","change":"insert"},{"table":"guest_term","id":"01a22132-fcd2-7004-99fb-025eaf9a2328","change":"insert"},{"table":"guest_term","id":"01a22132-fcd2-7005-99fb-025eaf9a2328","change":"insert"},{"table":"appointment","id":"01a22132-fcd2-7000-a9c5-b35eb5a3befc","change":"insert"},{"table":"occupancy","id":"01a22132-fcd2-7006-99fb-025eaf9a2328","change":"insert"},{"table":"occupancy","id":"01a22132-fcd2-7007-99fb-025eaf9a2328","change":"insert"},{"table":"sale","id":"01a22132-fcd2-7008-99fb-025eaf9a2328","change":"insert"},{"table":"appointment_change","id":"01a22132-fcd2-7009-99fb-025eaf9a2328","change":"insert"},{"table":"online_booking","id":"01a22132-fcd2-7000-a9c5-b35eb5a3befc","change":"insert"}]', NULL);
INSERT INTO event ("organization_id", "id", "version", "created_at", "updated_at", "kind", "subject", "subject_id", "position") VALUES
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA8570019CD8025391424C7B', 1, 1795853318789770, 1795853318789770, 'organization.created', 'organization', X'01A22132FA85700085FBED3096CE303B', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FA877002B222734625BB6D97', 1, 1795853318791171, 1795853318791171, 'api_key.created', 'api_key', X'01A22132FA877000B222734625BB6D97', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'center.created', 'center', X'01A22132FAA17000A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'center.created', 'center', X'01A22132FAA17001A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room_category.created', 'room_category', X'01A22132FAA17002A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room_category.created', 'room_category', X'01A22132FAA17003A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room_category.created', 'room_category', X'01A22132FAA17004A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA17005A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA17006A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA17007A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170C9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA17008A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CAA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA17009A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CBA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'room.created', 'room', X'01A22132FAA1700AA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CCA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'tax.created', 'tax', X'01A22132FAA1700BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CDA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'tax.created', 'tax', X'01A22132FAA1700CA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA1700DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170CFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA1700FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17011A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17013A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17015A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17017A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17019A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA1701BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA1701DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA1701FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17021A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170D9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'service.created', 'service', X'01A22132FAA17023A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DAA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA17025A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DBA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA1702AA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DCA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA1702DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DDA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA1702FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA17032A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170DFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA17036A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA17039A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'provider.created', 'provider', X'01A22132FAA1703DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA1703FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA17045A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA1704BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA17051A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA17057A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA1705DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA17063A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170E9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'guest.created', 'guest', X'01A22132FAA17069A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170EAA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA1706FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170EBA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.no_show', 'appointment', X'01A22132FAA1706FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170ECA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA17075A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170EDA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA17075A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170EEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA1707BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170EFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA1707BA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F0A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA17081A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F1A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA17081A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F2A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA17087A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F3A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA17087A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F4A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA1708DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F5A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA1708DA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F6A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA17093A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F7A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA17093A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F8A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.booked', 'appointment', X'01A22132FAA17099A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170F9A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'appointment.completed', 'appointment', X'01A22132FAA17099A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FAA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA1709FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FBA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170A0A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FCA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.updated', 'invoice', X'01A22132FAA1709FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FDA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA1709FA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FEA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170A2A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA170FFA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170A3A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17100A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170A2A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17101A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170A4A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17102A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170A5A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17103A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170A4A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17104A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170A6A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17105A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170A7A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17106A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.updated', 'invoice', X'01A22132FAA170A6A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17107A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170A6A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17108A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170A8A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17109A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170A9A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710AA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170A8A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710BA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170ABA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710CA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170ACA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710DA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170ABA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710EA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.created', 'invoice', X'01A22132FAA170ADA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA1710FA34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice_item.added', 'invoice_item', X'01A22132FAA170AEA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17110A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'invoice.issued', 'invoice', X'01A22132FAA170ADA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17111A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170AFA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17112A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170B2A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17113A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170B4A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17114A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170B6A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17115A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170B8A34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17116A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170BAA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17117A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170BCA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FAA17118A34D5299B14C9376', 1, 1795853318817635, 1795853318817635, 'payment.completed', 'payment', X'01A22132FAA170BEA34D5299B14C9376', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBEA700292D8B14DBC28CC19', 1, 1795853319146219, 1795853319146219, 'business_unit.created', 'business_unit', X'01A22132FBEA700092D8B14DBC28CC19', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF07002ACCD53AA0DFB1E42', 1, 1795853319152549, 1795853319152549, 'category.created', 'category', X'01A22132FBF07000ACCD53AA0DFB1E42', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF370038252C98BF7E65048', 1, 1795853319155944, 1795853319155944, 'product.created', 'product', X'01A22132FBF370008252C98BF7E65048', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBF77003928DB78192B5F02D', 1, 1795853319159282, 1795853319159282, 'package.created', 'package', X'01A22132FBF77000928DB78192B5F02D', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFB7002A2C66FC2B9701AFF', 1, 1795853319163100, 1795853319163100, 'offer_discount.created', 'offer_discount', X'01A22132FBFB7000A2C66FC2B9701AFF', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FBFF7002ADC00FEDD65221DB', 1, 1795853319167310, 1795853319167310, 'hours_override.created', 'hours_override', X'01A22132FBFF7000ADC00FEDD65221DB', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC017002A213529799D0F7F5', 1, 1795853319169953, 1795853319169953, 'hours_override.created', 'hours_override', X'01A22132FC017000A213529799D0F7F5', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC067002983242F1D86AAB71', 1, 1795853319174713, 1795853319174713, 'blockout.created', 'blockout', X'01A22132FC067000983242F1D86AAB71', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0C70059CD8423A843DED95', 1, 1795853319180139, 1795853319180139, 'guest.created', 'guest', X'01A22132FC0C70009CD8423A843DED95', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC0E7002A262C2462ED842C4', 1, 1795853319182269, 1795853319182269, 'invoice.created', 'invoice', X'01A22132FC0E7000A262C2462ED842C4', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC10700284FCE43881F475E8', 1, 1795853319184415, 1795853319184415, 'invoice_item.added', 'invoice_item', X'01A22132FC10700084FCE43881F475E8', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC127001AA84A7BCF3ED98CC', 1, 1795853319186779, 1795853319186779, 'invoice.issued', 'invoice', X'01A22132FC0E7000A262C2462ED842C4', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC167004845265FA12077255', 1, 1795853319190887, 1795853319190887, 'payment.completed', 'payment', X'01A22132FC167000845265FA12077255', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1970058DD4350713CA4854', 1, 1795853319193871, 1795853319193871, 'guest.created', 'guest', X'01A22132FC1970008DD4350713CA4854', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1B7002859F486D3813D2C7', 1, 1795853319195340, 1795853319195340, 'invoice.created', 'invoice', X'01A22132FC1B7000859F486D3813D2C7', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1C7002BBCC8E05C2B7CD78', 1, 1795853319196758, 1795853319196758, 'invoice_item.added', 'invoice_item', X'01A22132FC1C7000BBCC8E05C2B7CD78', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC1F7001AF65524D74C7E385', 1, 1795853319199530, 1795853319199530, 'invoice.issued', 'invoice', X'01A22132FC1B7000859F486D3813D2C7', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC217002BECEB4D1E7398B79', 1, 1795853319201268, 1795853319201268, 'payment.pending', 'payment', X'01A22132FC217000BECEB4D1E7398B79', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC237005BDBFAA8C3A2CAC23', 1, 1795853319203557, 1795853319203557, 'guest.created', 'guest', X'01A22132FC237000BDBFAA8C3A2CAC23', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2770029B5BB97606CE4E29', 1, 1795853319207734, 1795853319207734, 'invoice.created', 'invoice', X'01A22132FC2770009B5BB97606CE4E29', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC297002BCBEF6BD86280049', 1, 1795853319209152, 1795853319209152, 'invoice_item.added', 'invoice_item', X'01A22132FC297000BCBEF6BD86280049', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2A7001B98749C0F81184DB', 1, 1795853319210951, 1795853319210951, 'invoice.issued', 'invoice', X'01A22132FC2770009B5BB97606CE4E29', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC2E700282E908E6E75E6BEA', 1, 1795853319214970, 1795853319214970, 'payment.pending', 'payment', X'01A22132FC2E700082E908E6E75E6BEA', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3170018518706E8CDC3BF8', 1, 1795853319217413, 1795853319217413, 'payment.failed', 'payment', X'01A22132FC2E700082E908E6E75E6BEA', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3370059F1D04BB92EB7523', 1, 1795853319219593, 1795853319219593, 'guest.created', 'guest', X'01A22132FC3370009F1D04BB92EB7523', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC357002A2C66354B6D82C0C', 1, 1795853319221091, 1795853319221091, 'invoice.created', 'invoice', X'01A22132FC357000A2C66354B6D82C0C', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3770028AF190B2194969BF', 1, 1795853319223340, 1795853319223340, 'invoice_item.added', 'invoice_item', X'01A22132FC3770008AF190B2194969BF', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC39700195CBBC1294483E75', 1, 1795853319225392, 1795853319225392, 'invoice.issued', 'invoice', X'01A22132FC357000A2C66354B6D82C0C', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC3C70039C1BC06E1F036628', 1, 1795853319228879, 1795853319228879, 'payment.completed', 'payment', X'01A22132FC3C70009C1BC06E1F036628', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4170029CC57C1F0C8C1568', 1, 1795853319233576, 1795853319233576, 'payment.reversed', 'payment', X'01A22132FC3C70009C1BC06E1F036628', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC467005B4B0FA012FDE7F30', 1, 1795853319238795, 1795853319238795, 'guest.created', 'guest', X'01A22132FC467000B4B0FA012FDE7F30', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC4B70029ACBEA7BB4234EFD', 1, 1795853319243481, 1795853319243481, 'invoice.created', 'invoice', X'01A22132FC4B70009ACBEA7BB4234EFD', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC517002B78B9FFB1150440A', 1, 1795853319249032, 1795853319249032, 'invoice_item.added', 'invoice_item', X'01A22132FC517000B78B9FFB1150440A', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC55700197C806CC4AD81BDB', 1, 1795853319253756, 1795853319253756, 'invoice.issued', 'invoice', X'01A22132FC4B70009ACBEA7BB4234EFD', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC587001BEEC09716D125F25', 1, 1795853319256051, 1795853319256051, 'invoice.voided', 'invoice', X'01A22132FC4B70009ACBEA7BB4234EFD', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5B7005938D3BBE8F14CE5C', 1, 1795853319259521, 1795853319259521, 'guest.created', 'guest', X'01A22132FC5B7000938D3BBE8F14CE5C', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC5D70028AF4FC8134F60903', 1, 1795853319261570, 1795853319261570, 'sale.created', 'sale', X'01A22132FC5D70008AF4FC8134F60903', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC607005888DD273B24FCCDB', 1, 1795853319264233, 1795853319264233, 'guest.created', 'guest', X'01A22132FC607000888DD273B24FCCDB', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6170029370663BD379D405', 1, 1795853319265558, 1795853319265558, 'invoice.created', 'invoice', X'01A22132FC6170009370663BD379D405', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC637002ADF4D761287ABF44', 1, 1795853319267022, 1795853319267022, 'invoice_item.added', 'invoice_item', X'01A22132FC637000ADF4D761287ABF44', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC657002ACC1A171F5209DA1', 1, 1795853319269093, 1795853319269093, 'employee.created', 'employee', X'01A22132FC657000ACC1A171F5209DA1', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC677005A48D624A013ABBCA', 1, 1795853319271048, 1795853319271048, 'guest.created', 'guest', X'01A22132FC677000A48D624A013ABBCA', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC697005BB33EF568E4560B8', 1, 1795853319273082, 1795853319273082, 'guest.created', 'guest', X'01A22132FC697000BB33EF568E4560B8', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6A70018DA24E1B91331742', 1, 1795853319274840, 1795853319274840, 'guest.merged', 'guest', X'01A22132FC677000A48D624A013ABBCA', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC6F7005923149352A674C01', 1, 1795853319279884, 1795853319279884, 'guest.created', 'guest', X'01A22132FC6F7000923149352A674C01', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC72700192156A9456F4B64B', 1, 1795853319282689, 1795853319282689, 'guest.updated', 'guest', X'01A22132FC6F7000923149352A674C01', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC7470018A42A5BADFE41A21', 1, 1795853319284370, 1795853319284370, 'guest.erased', 'guest', X'01A22132FC6F7000923149352A674C01', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8C70029E500973C554C5DA', 1, 1795853319308315, 1795853319308315, 'user_account.created', 'user_account', X'01A22132FC8C70009E500973C554C5DA', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FC8F70029D32A5029FBBC438', 1, 1795853319311333, 1795853319311333, 'user_account.created', 'user_account', X'01A22132FC8F70009D32A5029FBBC438', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCBB7002AE2503AE59FBBA8B', 1, 1795853319355398, 1795853319355398, 'api_key.created', 'api_key', X'01A22132FCBB7000AE2503AE59FBBA8B', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCBE7001B9212957DB9B8F17', 1, 1795853319358664, 1795853319358664, 'organization.updated', 'organization', X'01A22132FA85700085FBED3096CE303B', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC77005B098454FFD99E77D', 1, 1795853319367267, 1795853319367267, 'guest.created', 'guest', X'01A22132FCC77000B098454FFD99E77D', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCC9700690DC9020295E71A9', 1, 1795853319369148, 1795853319369148, 'appointment.booked', 'appointment', X'01A22132FCC9700090DC9020295E71A9', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCC7006B0F206D3F42370FC', 1, 1795853319372202, 1795853319372202, 'appointment.booked', 'appointment', X'01A22132FCCC7000B0F206D3F42370FC', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCCE700283D3A150A062E7DB', 1, 1795853319374319, 1795853319374319, 'appointment.cancelled', 'appointment', X'01A22132FCCC7000B0F206D3F42370FC', NULL),
(X'01A22132FA85700085FBED3096CE303B', X'01A22132FCD2700B99FB025EAF9A2328', 1, 1795853319378238, 1795853319378238, 'appointment.requested', 'appointment', X'01A22132FCD27000A9C5B35EB5A3BEFC', NULL);
CREATE UNIQUE INDEX organization_slug_taken ON directory (organization_id, slug);
CREATE UNIQUE INDEX organization_email_taken ON directory (organization_id, email);
CREATE UNIQUE INDEX api_key_taken ON api_key (organization_id, token_hash);
CREATE UNIQUE INDEX center_code_taken ON center (organization_id, code);
CREATE INDEX calendar_by_center ON calendar (organization_id, center_id, id);
CREATE UNIQUE INDEX room_code_taken ON room (organization_id, code);
CREATE INDEX room_by_category ON room (organization_id, room_category_id, id);
CREATE INDEX room_by_center ON room (organization_id, center_id, id);
CREATE UNIQUE INDEX tax_code_taken ON tax (organization_id, code);
CREATE UNIQUE INDEX business_unit_code_taken ON business_unit (organization_id, code);
CREATE UNIQUE INDEX service_code_taken ON service (organization_id, service_code);
CREATE INDEX service_by_category ON service (organization_id, category_id, id);
CREATE INDEX service_by_business_unit ON service (organization_id, business_unit_id, id);
CREATE INDEX service_by_room_category ON service (organization_id, room_category_id, id);
CREATE UNIQUE INDEX service_tax_exists ON service_tax (organization_id, service_id, tax_id);
CREATE INDEX service_tax_by_service ON service_tax (organization_id, service_id, id);
CREATE INDEX service_tax_by_tax ON service_tax (organization_id, tax_id, id);
CREATE UNIQUE INDEX product_code_taken ON product (organization_id, code);
CREATE INDEX product_by_category ON product (organization_id, category_id, id);
CREATE INDEX product_by_business_unit ON product (organization_id, business_unit_id, id);
CREATE UNIQUE INDEX product_tax_exists ON product_tax (organization_id, product_id, tax_id);
CREATE INDEX product_tax_by_product ON product_tax (organization_id, product_id, id);
CREATE INDEX product_tax_by_tax ON product_tax (organization_id, tax_id, id);
CREATE UNIQUE INDEX package_code_taken ON package (organization_id, code);
CREATE INDEX package_by_category ON package (organization_id, category_id, id);
CREATE INDEX package_by_business_unit ON package (organization_id, business_unit_id, id);
CREATE INDEX package_by_center ON package (organization_id, center_id, id);
CREATE UNIQUE INDEX package_service_exists
  ON package_service (organization_id, package_id, service_id);
CREATE INDEX package_service_by_package ON package_service (organization_id, package_id, id);
CREATE INDEX package_service_by_service ON package_service (organization_id, service_id, id);
CREATE INDEX offer_discount_by_service ON offer_discount (organization_id, service_id, id);
CREATE INDEX offer_discount_by_product ON offer_discount (organization_id, product_id, id);
CREATE INDEX offer_discount_by_package ON offer_discount (organization_id, package_id, id);
CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id);
CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id);
CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);
CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);
CREATE UNIQUE INDEX guest_code_taken ON guest (organization_id, guest_code);
CREATE INDEX guest_by_center ON guest (organization_id, center_id, id);
CREATE INDEX guest_by_merged_into ON guest (organization_id, merged_into, id);
CREATE INDEX guest_by_email ON guest (organization_id, email, id);
CREATE INDEX guest_by_verified_email ON guest (organization_id, email, id)
  WHERE email_verified_at IS NOT NULL;
CREATE INDEX guest_by_phone ON guest (organization_id, phone, id);
CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);
CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id, guest_id);
CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);
CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id);
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id);
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_token_hash);
CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);
CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);
CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_token_hash);
CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);
CREATE INDEX session_by_user ON session (organization_id, user_id, id);
CREATE UNIQUE INDEX hours_override_exists ON hours_override (organization_id, calendar_id, date);
CREATE INDEX hours_override_by_calendar ON hours_override (organization_id, calendar_id, id);
CREATE INDEX blockout_by_start ON blockout (organization_id, starts_at, id);
CREATE INDEX blockout_by_center ON blockout (organization_id, center_id, id);
CREATE INDEX blockout_by_center_and_start
  ON blockout (organization_id, center_id, starts_at, id, calendar_id, ends_at);
CREATE INDEX blockout_by_calendar ON blockout (organization_id, calendar_id, id);
CREATE INDEX blockout_by_calendar_and_start
  ON blockout (organization_id, calendar_id, starts_at, id, ends_at);
CREATE INDEX appointment_by_start ON appointment (organization_id, starts_at, id);
CREATE INDEX appointment_by_status ON appointment (organization_id, status, starts_at, id);
CREATE INDEX appointment_by_center ON appointment (organization_id, center_id, starts_at, id);
CREATE INDEX appointment_by_guest ON appointment (organization_id, guest_id, starts_at, id);
CREATE INDEX appointment_by_provider ON appointment (organization_id, provider_id, starts_at, id);
CREATE INDEX appointment_by_service ON appointment (organization_id, service_id, id);
CREATE INDEX appointment_by_room ON appointment (organization_id, room_id, starts_at, id);
CREATE INDEX appointment_by_series ON appointment (organization_id, series_id, starts_at, id);
CREATE INDEX appointment_change_by_appointment
  ON appointment_change (organization_id, appointment_id, step, id);
CREATE INDEX occupancy_by_resource
  ON occupancy (organization_id, resource_id, unit, starts_at, ends_at);
CREATE INDEX occupancy_by_center ON occupancy (organization_id, center_id, starts_at, id,
  resource_id, unit, ends_at, appointment_id, held_until, version, created_at, updated_at);
CREATE INDEX occupancy_by_appointment ON occupancy (organization_id, appointment_id, id);
CREATE UNIQUE INDEX manage_token_taken ON online_booking (organization_id, manage_hash);
CREATE UNIQUE INDEX confirm_token_taken ON online_booking (organization_id, confirm_token_hash);
CREATE INDEX online_booking_by_appointment ON online_booking (organization_id, appointment_id, id);
CREATE INDEX online_booking_by_mailbox ON online_booking (organization_id, mailbox, id);
CREATE INDEX online_booking_by_guest ON online_booking (organization_id, guest_id, id);
CREATE TRIGGER slot_taken BEFORE INSERT ON occupancy BEGIN
  SELECT RAISE(ABORT, 'slot_taken') WHERE (
    SELECT ends_at FROM occupancy
    WHERE organization_id = NEW.organization_id AND resource_id = NEW.resource_id
      AND unit = NEW.unit AND starts_at < NEW.ends_at
    ORDER BY starts_at DESC LIMIT 1
  ) > NEW.starts_at;
END;
CREATE TRIGGER appointment_change_reason_only_goes BEFORE UPDATE ON appointment_change
WHEN NEW.reason IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'appointment_change_never_changes');
END;
CREATE UNIQUE INDEX sale_appointment_taken ON sale (organization_id, appointment_id);
CREATE UNIQUE INDEX sale_already_billed ON sale (organization_id, invoice_item_id);
CREATE INDEX sale_by_guest ON sale (organization_id, guest_id, id);
CREATE INDEX sale_by_center ON sale (organization_id, center_id, id);
CREATE INDEX sale_by_status ON sale (organization_id, status, id);
CREATE INDEX sale_by_service ON sale (organization_id, service_id, id);
CREATE INDEX sale_by_product ON sale (organization_id, product_id, id);
CREATE INDEX sale_by_package ON sale (organization_id, package_id, id);
CREATE INDEX sale_by_discount ON sale (organization_id, discount_id, id);
CREATE INDEX sale_by_provider ON sale (organization_id, provider_id, id);
CREATE UNIQUE INDEX invoice_draft_exists ON invoice (organization_id, center_id, guest_id)
  WHERE status = 'draft';
CREATE UNIQUE INDEX invoice_number_taken ON invoice (organization_id, center_id, invoice_no);
CREATE INDEX invoice_by_number_before ON invoice (organization_id, center_id, number_before);
CREATE INDEX invoice_by_guest ON invoice (organization_id, guest_id, id);
CREATE INDEX invoice_by_center ON invoice (organization_id, center_id, id);
CREATE INDEX invoice_by_employee ON invoice (organization_id, employee_id, id);
CREATE INDEX invoice_by_status ON invoice (organization_id, status, id);
CREATE INDEX invoice_item_by_invoice ON invoice_item (organization_id, invoice_id, id);
CREATE INDEX invoice_item_by_sale ON invoice_item (organization_id, sale_id, id);
CREATE INDEX invoice_item_by_service ON invoice_item (organization_id, service_id, id);
CREATE INDEX invoice_item_by_product ON invoice_item (organization_id, product_id, id);
CREATE INDEX invoice_item_by_package ON invoice_item (organization_id, package_id, id);
CREATE INDEX invoice_item_by_provider ON invoice_item (organization_id, provider_id, id);
CREATE INDEX payment_by_invoice ON payment (organization_id, invoice_id, id);
CREATE INDEX payment_by_guest ON payment (organization_id, guest_id, id);
CREATE INDEX payment_by_center ON payment (organization_id, center_id, id);
CREATE INDEX payment_by_appointment ON payment (organization_id, appointment_id, id);
CREATE INDEX payment_by_employee ON payment (organization_id, employee_id, id);
CREATE UNIQUE INDEX collection_number_taken
  ON collection (organization_id, center_id, collection_no);
CREATE INDEX collection_by_number_before ON collection (organization_id, center_id, number_before);
CREATE UNIQUE INDEX collection_payment_taken ON collection (organization_id, payment_id)
  WHERE kind = 'receipt';
CREATE UNIQUE INDEX collection_already_reversed ON collection (organization_id, reverses_id);
CREATE INDEX collection_by_payment ON collection (organization_id, payment_id, id);
CREATE INDEX collection_by_invoice ON collection (organization_id, invoice_id, id);
CREATE INDEX collection_by_sale ON collection (organization_id, sale_id, id);
CREATE INDEX collection_by_guest ON collection (organization_id, guest_id, id);
CREATE INDEX collection_by_center ON collection (organization_id, center_id, id);
CREATE INDEX collection_by_employee ON collection (organization_id, employee_id, id);
CREATE TRIGGER invoice_status_goes_forward BEFORE UPDATE ON invoice
WHEN OLD.status <> 'draft'
  AND (NEW.status = 'draft' OR (OLD.status = 'void' AND NEW.status <> 'void'))
BEGIN
  SELECT RAISE(ABORT, 'invoice_issued');
END;
CREATE TRIGGER invoice_item_inserted_into_issued BEFORE INSERT ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = NEW.organization_id AND id = NEW.invoice_id AND status <> 'draft'
    AND NOT (version = 1 AND created_at = NEW.created_at AND total >= NEW.net_price + NEW.tax + (
      SELECT coalesce(sum(net_price + tax), 0) FROM invoice_item
      WHERE organization_id = NEW.organization_id AND invoice_id = NEW.invoice_id
    ));
END;
CREATE TRIGGER invoice_item_updated_in_issued BEFORE UPDATE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = OLD.organization_id AND id IN (OLD.invoice_id, NEW.invoice_id)
    AND status <> 'draft';
END;
CREATE TRIGGER invoice_item_deleted_from_issued BEFORE DELETE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'invoice_issued') FROM invoice
  WHERE organization_id = OLD.organization_id AND id = OLD.invoice_id AND status <> 'draft';
END;
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
WHEN OLD.status <> NEW.status AND NOT (
  (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
  OR (OLD.status = 'completed' AND NEW.status = 'reversed'))
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;
CREATE TRIGGER collection_reversed_once BEFORE UPDATE ON collection
WHEN OLD.is_reversed > NEW.is_reversed BEGIN
  SELECT RAISE(ABORT, 'collection_never_changes');
END;
CREATE UNIQUE INDEX counter_series_taken ON counter (organization_id, series);
CREATE UNIQUE INDEX idempotency_key_taken
  ON idempotency (organization_id, actor_id, operation, key);
CREATE INDEX idempotency_by_guest ON idempotency (organization_id, guest_id, id);
CREATE INDEX idempotency_by_expiry ON idempotency (organization_id, expires_at, id);
CREATE INDEX audit_by_position ON audit (organization_id, position, id);
CREATE INDEX audit_by_actor ON audit (organization_id, actor_id, id);
CREATE INDEX audit_by_operation ON audit (organization_id, operation, id);
CREATE INDEX audit_without_position ON audit (organization_id, id) WHERE position IS NULL;
CREATE INDEX event_by_position ON event (organization_id, position, id);
CREATE INDEX event_without_position ON event (organization_id, id) WHERE position IS NULL;
CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter WHEN NEW.next <= OLD.next BEGIN
  SELECT RAISE(ABORT, 'counter_only_grows');
END;
CREATE TRIGGER audit_is_stamped_once BEFORE UPDATE ON audit
WHEN OLD.position IS NOT NULL OR NEW.position IS NULL BEGIN
  SELECT RAISE(ABORT, 'audit_never_changes');
END;
CREATE TRIGGER event_is_stamped_once BEFORE UPDATE ON event
WHEN OLD.position IS NOT NULL OR NEW.position IS NULL BEGIN
  SELECT RAISE(ABORT, 'event_never_changes');
END;
CREATE TRIGGER organization_keeps_key_and_version BEFORE UPDATE ON organization BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER directory_keeps_key_and_version BEFORE UPDATE ON directory BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER api_key_keeps_key_and_version BEFORE UPDATE ON api_key BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER center_keeps_key_and_version BEFORE UPDATE ON center BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER calendar_keeps_key_and_version BEFORE UPDATE ON calendar BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER room_category_keeps_key_and_version BEFORE UPDATE ON room_category BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER room_keeps_key_and_version BEFORE UPDATE ON room BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER tax_keeps_key_and_version BEFORE UPDATE ON tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER business_unit_keeps_key_and_version BEFORE UPDATE ON business_unit BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER category_keeps_key_and_version BEFORE UPDATE ON category BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER service_keeps_key_and_version BEFORE UPDATE ON service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER service_tax_keeps_key_and_version BEFORE UPDATE ON service_tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER product_keeps_key_and_version BEFORE UPDATE ON product BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER product_tax_keeps_key_and_version BEFORE UPDATE ON product_tax BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER package_keeps_key_and_version BEFORE UPDATE ON package BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER package_service_keeps_key_and_version BEFORE UPDATE ON package_service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER offer_discount_keeps_key_and_version BEFORE UPDATE ON offer_discount BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER employee_keeps_key_and_version BEFORE UPDATE ON employee BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER provider_keeps_key_and_version BEFORE UPDATE ON provider BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER provider_service_keeps_key_and_version BEFORE UPDATE ON provider_service BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER guest_keeps_key_and_version BEFORE UPDATE ON guest BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER guest_term_keeps_key_and_version BEFORE UPDATE ON guest_term BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER user_account_keeps_key_and_version BEFORE UPDATE ON user_account BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER credential_keeps_key_and_version BEFORE UPDATE ON credential BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER sign_in_throttle_keeps_key_and_version BEFORE UPDATE ON sign_in_throttle BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER mac_key_keeps_key_and_version BEFORE UPDATE ON mac_key BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER session_keeps_key_and_version BEFORE UPDATE ON session BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER admin_count_keeps_key_and_version BEFORE UPDATE ON admin_count BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER hours_override_keeps_key_and_version BEFORE UPDATE ON hours_override BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER blockout_keeps_key_and_version BEFORE UPDATE ON blockout BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER appointment_keeps_key_and_version BEFORE UPDATE ON appointment BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER appointment_change_keeps_key_and_version BEFORE UPDATE ON appointment_change BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER occupancy_keeps_key_and_version BEFORE UPDATE ON occupancy BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER online_booking_keeps_key_and_version BEFORE UPDATE ON online_booking BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER sale_keeps_key_and_version BEFORE UPDATE ON sale BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER invoice_keeps_key_and_version BEFORE UPDATE ON invoice BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER invoice_item_keeps_key_and_version BEFORE UPDATE ON invoice_item BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER payment_keeps_key_and_version BEFORE UPDATE ON payment BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER collection_keeps_key_and_version BEFORE UPDATE ON collection BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER counter_keeps_key_and_version BEFORE UPDATE ON counter BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER idempotency_keeps_key_and_version BEFORE UPDATE ON idempotency BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER audit_keeps_key_and_version BEFORE UPDATE ON audit BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER event_keeps_key_and_version BEFORE UPDATE ON event BEGIN
  SELECT RAISE(ABORT, 'key_never_changes')
  WHERE (NEW.organization_id, NEW.id) IS NOT (OLD.organization_id, OLD.id);
  SELECT RAISE(ABORT, 'version_grows_by_one') WHERE NEW.version <> OLD.version + 1;
END;
CREATE TRIGGER occupancy_is_frozen BEFORE UPDATE ON occupancy
BEGIN SELECT RAISE(ABORT, 'occupancy_never_changes'); END;
CREATE TRIGGER appointment_change_is_frozen BEFORE UPDATE ON appointment_change
WHEN (OLD.created_at, OLD.appointment_id, OLD.step, OLD.from_status, OLD.to_status, OLD.starts_at, OLD.actor)
  IS NOT (NEW.created_at, NEW.appointment_id, NEW.step, NEW.from_status, NEW.to_status, NEW.starts_at, NEW.actor)
BEGIN SELECT RAISE(ABORT, 'appointment_change_never_changes'); END;
CREATE TRIGGER appointment_change_stays BEFORE DELETE ON appointment_change
BEGIN SELECT RAISE(ABORT, 'appointment_change_stays'); END;
CREATE TRIGGER sale_is_frozen BEFORE UPDATE ON sale
WHEN OLD.status = 'billed'
  AND (OLD.created_at, OLD.sale_no, OLD.appointment_id, OLD.center_id, OLD.item_type, OLD.service_id, OLD.product_id, OLD.package_id, OLD.provider_id, OLD.quantity, OLD.unit_price, OLD.discount_id, OLD.discount, OLD.gross_value, OLD.discount_value, OLD.net_value, OLD.currency, OLD.sale_date)
  IS NOT (NEW.created_at, NEW.sale_no, NEW.appointment_id, NEW.center_id, NEW.item_type, NEW.service_id, NEW.product_id, NEW.package_id, NEW.provider_id, NEW.quantity, NEW.unit_price, NEW.discount_id, NEW.discount, NEW.gross_value, NEW.discount_value, NEW.net_value, NEW.currency, NEW.sale_date)
BEGIN SELECT RAISE(ABORT, 'sale_billed'); END;
CREATE TRIGGER invoice_is_frozen BEFORE UPDATE ON invoice
WHEN OLD.status <> 'draft'
  AND (OLD.created_at, OLD.invoice_no, OLD.guest_id, OLD.center_id, OLD.employee_id, OLD.price_mode, OLD.currency, OLD.gross_invoice_value, OLD.invoice_discount, OLD.net_invoice_value, OLD.tax, OLD.total, OLD.invoice_date, OLD.bill_to, OLD.discounts, OLD.notes)
  IS NOT (NEW.created_at, NEW.invoice_no, NEW.guest_id, NEW.center_id, NEW.employee_id, NEW.price_mode, NEW.currency, NEW.gross_invoice_value, NEW.invoice_discount, NEW.net_invoice_value, NEW.tax, NEW.total, NEW.invoice_date, NEW.bill_to, NEW.discounts, NEW.notes)
BEGIN SELECT RAISE(ABORT, 'invoice_issued'); END;
CREATE TRIGGER invoice_stays BEFORE DELETE ON invoice
WHEN OLD.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'invoice_issued'); END;
CREATE TRIGGER payment_is_frozen BEFORE UPDATE ON payment
WHEN (OLD.created_at, OLD.invoice_id, OLD.guest_id, OLD.center_id, OLD.appointment_id, OLD.employee_id, OLD.payment_method, OLD.amount, OLD.tip, OLD.tendered, OLD.change, OLD.currency)
  IS NOT (NEW.created_at, NEW.invoice_id, NEW.guest_id, NEW.center_id, NEW.appointment_id, NEW.employee_id, NEW.payment_method, NEW.amount, NEW.tip, NEW.tendered, NEW.change, NEW.currency)
BEGIN SELECT RAISE(ABORT, 'payment_never_changes'); END;
CREATE TRIGGER payment_stays BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'payment_stays'); END;
CREATE TRIGGER collection_is_frozen BEFORE UPDATE ON collection
WHEN (OLD.created_at, OLD.collection_no, OLD.kind, OLD.reverses_id, OLD.invoice_id, OLD.payment_id, OLD.sale_id, OLD.guest_id, OLD.center_id, OLD.employee_id, OLD.payment_method, OLD.amount, OLD.currency, OLD.collection_date)
  IS NOT (NEW.created_at, NEW.collection_no, NEW.kind, NEW.reverses_id, NEW.invoice_id, NEW.payment_id, NEW.sale_id, NEW.guest_id, NEW.center_id, NEW.employee_id, NEW.payment_method, NEW.amount, NEW.currency, NEW.collection_date)
BEGIN SELECT RAISE(ABORT, 'collection_never_changes'); END;
CREATE TRIGGER collection_stays BEFORE DELETE ON collection
BEGIN SELECT RAISE(ABORT, 'collection_stays'); END;
CREATE TRIGGER counter_is_frozen BEFORE UPDATE ON counter
WHEN (OLD.created_at, OLD.series)
  IS NOT (NEW.created_at, NEW.series)
BEGIN SELECT RAISE(ABORT, 'counter_only_grows'); END;
CREATE TRIGGER counter_stays BEFORE DELETE ON counter
BEGIN SELECT RAISE(ABORT, 'counter_stays'); END;
CREATE TRIGGER audit_is_frozen BEFORE UPDATE ON audit
WHEN (OLD.created_at, OLD.actor_kind, OLD.actor_id, OLD.operation, OLD.rows)
  IS NOT (NEW.created_at, NEW.actor_kind, NEW.actor_id, NEW.operation, NEW.rows)
BEGIN SELECT RAISE(ABORT, 'audit_never_changes'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit_stays'); END;
CREATE TRIGGER event_is_frozen BEFORE UPDATE ON event
WHEN (OLD.created_at, OLD.kind, OLD.subject, OLD.subject_id)
  IS NOT (NEW.created_at, NEW.kind, NEW.subject, NEW.subject_id)
BEGIN SELECT RAISE(ABORT, 'event_never_changes'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'event_stays'); END;
CREATE VIEW clientline_schema AS SELECT 1 AS version, 1 AS compatible_from;
ANALYZE directory;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 ("tbl", "idx", "stat") VALUES
('admin_count', 'admin_count', '10000000 100000 1'),
('api_key', 'api_key_taken', '10000000 100000 1'),
('api_key', 'api_key', '10000000 100000 1'),
('appointment', 'appointment_by_center', '10000000 100000 10000 10 10'),
('appointment', 'appointment_by_guest', '10000000 100000 100 10 10'),
('appointment', 'appointment_by_provider', '10000000 100000 100 10 10'),
('appointment', 'appointment_by_room', '10000000 100000 100 10 10'),
('appointment', 'appointment_by_series', '10000000 100000 100 10 10'),
('appointment', 'appointment_by_service', '10000000 100000 100 10'),
('appointment', 'appointment_by_start', '10000000 100000 100 10'),
('appointment', 'appointment_by_status', '10000000 100000 10000 10 10'),
('appointment', 'appointment', '10000000 100000 1'),
('appointment_change', 'appointment_change_by_appointment', '10000000 100000 100 10 10'),
('appointment_change', 'appointment_change', '10000000 100000 1'),
('audit', 'audit_by_actor', '10000000 100000 100 10'),
('audit', 'audit_by_operation', '10000000 100000 100 10'),
('audit', 'audit_by_position', '10000000 100000 10000 10'),
('audit', 'audit_without_position', '10000000 100000 100'),
('audit', 'audit', '10000000 100000 1'),
('blockout', 'blockout_by_calendar', '10000000 100000 100 10'),
('blockout', 'blockout_by_calendar_and_start', '10000000 100000 100 10 10 10'),
('blockout', 'blockout_by_center', '10000000 100000 10000 10'),
('blockout', 'blockout_by_center_and_start', '10000000 100000 10000 10 10 10 10'),
('blockout', 'blockout_by_start', '10000000 100000 100 10'),
('blockout', 'blockout', '10000000 100000 1'),
('business_unit', 'business_unit_code_taken', '10000000 100000 1'),
('business_unit', 'business_unit', '10000000 100000 1'),
('calendar', 'calendar_by_center', '10000000 100000 10000 10'),
('calendar', 'calendar', '10000000 100000 1'),
('category', 'category', '10000000 100000 1'),
('center', 'center_code_taken', '10000000 100000 1'),
('center', 'center', '10000000 100000 1'),
('collection', 'collection_already_reversed', '10000000 100000 1'),
('collection', 'collection_by_center', '10000000 100000 10000 10'),
('collection', 'collection_by_employee', '10000000 100000 100 10'),
('collection', 'collection_by_guest', '10000000 100000 100 10'),
('collection', 'collection_by_invoice', '10000000 100000 100 10'),
('collection', 'collection_by_number_before', '10000000 100000 10000 10'),
('collection', 'collection_by_payment', '10000000 100000 100 10'),
('collection', 'collection_by_sale', '10000000 100000 100 10'),
('collection', 'collection_number_taken', '10000000 100000 10000 1'),
('collection', 'collection_payment_taken', '10000000 100000 1'),
('collection', 'collection', '10000000 100000 1'),
('counter', 'counter_series_taken', '10000000 100000 1'),
('counter', 'counter', '10000000 100000 1'),
('credential', 'credential_by_user', '10000000 100000 100 10'),
('credential', 'credential_token_taken', '10000000 100000 1'),
('credential', 'credential', '10000000 100000 1'),
('directory', 'organization_email_taken', '10000000 100000 1'),
('directory', 'organization_slug_taken', '10000000 100000 1'),
('directory', 'directory', '10000000 100000 1'),
('employee', 'employee_by_center', '10000000 100000 10000 10'),
('employee', 'employee_code_taken', '10000000 100000 1'),
('employee', 'employee', '10000000 100000 1'),
('event', 'event_by_position', '10000000 100000 10000 10'),
('event', 'event_without_position', '10000000 100000 100'),
('event', 'event', '10000000 100000 1'),
('guest', 'guest_by_center', '10000000 100000 10000 10'),
('guest', 'guest_by_email', '10000000 100000 100 10'),
('guest', 'guest_by_merged_into', '10000000 100000 100 10'),
('guest', 'guest_by_phone', '10000000 100000 100 10'),
('guest', 'guest_by_verified_email', '10000000 100000 100 10'),
('guest', 'guest_code_taken', '10000000 100000 1'),
('guest', 'guest', '10000000 100000 1'),
('guest_term', 'guest_term_by_term', '10000000 100000 100 10 10'),
('guest_term', 'guest_term_exists', '10000000 100000 100 1'),
('guest_term', 'guest_term', '10000000 100000 1'),
('hours_override', 'hours_override_by_calendar', '10000000 100000 100 10'),
('hours_override', 'hours_override_exists', '10000000 100000 100 1'),
('hours_override', 'hours_override', '10000000 100000 1'),
('idempotency', 'idempotency_by_expiry', '10000000 100000 10000 10'),
('idempotency', 'idempotency_by_guest', '10000000 100000 100 10'),
('idempotency', 'idempotency_key_taken', '10000000 100000 100 10 1'),
('idempotency', 'idempotency', '10000000 100000 1'),
('invoice', 'invoice_by_center', '10000000 100000 10000 10'),
('invoice', 'invoice_by_employee', '10000000 100000 100 10'),
('invoice', 'invoice_by_guest', '10000000 100000 100 10'),
('invoice', 'invoice_by_number_before', '10000000 100000 10000 10'),
('invoice', 'invoice_by_status', '10000000 100000 10000 10'),
('invoice', 'invoice_draft_exists', '10000000 100000 10000 1'),
('invoice', 'invoice_number_taken', '10000000 100000 10000 1'),
('invoice', 'invoice', '10000000 100000 1'),
('invoice_item', 'invoice_item_by_invoice', '10000000 100000 100 10'),
('invoice_item', 'invoice_item_by_package', '10000000 100000 100 10'),
('invoice_item', 'invoice_item_by_product', '10000000 100000 100 10'),
('invoice_item', 'invoice_item_by_provider', '10000000 100000 100 10'),
('invoice_item', 'invoice_item_by_sale', '10000000 100000 100 10'),
('invoice_item', 'invoice_item_by_service', '10000000 100000 100 10'),
('invoice_item', 'invoice_item', '10000000 100000 1'),
('mac_key', 'mac_key', '10000000 100000 1'),
('occupancy', 'occupancy_by_appointment', '10000000 100000 100 10'),
('occupancy', 'occupancy_by_center', '10000000 100000 10000 10 10 10 10 10 10 10 10 10 10'),
('occupancy', 'occupancy_by_resource', '10000000 100000 100 10 10 10'),
('occupancy', 'occupancy', '10000000 100000 1'),
('offer_discount', 'offer_discount_by_package', '10000000 100000 100 10'),
('offer_discount', 'offer_discount_by_product', '10000000 100000 100 10'),
('offer_discount', 'offer_discount_by_service', '10000000 100000 100 10'),
('offer_discount', 'offer_discount', '10000000 100000 1'),
('online_booking', 'confirm_token_taken', '10000000 100000 1'),
('online_booking', 'manage_token_taken', '10000000 100000 1'),
('online_booking', 'online_booking_by_appointment', '10000000 100000 100 10'),
('online_booking', 'online_booking_by_guest', '10000000 100000 100 10'),
('online_booking', 'online_booking_by_mailbox', '10000000 100000 100 10'),
('online_booking', 'online_booking', '10000000 100000 1'),
('organization', 'organization', '10000000 100000 1'),
('package', 'package_by_business_unit', '10000000 100000 100 10'),
('package', 'package_by_category', '10000000 100000 100 10'),
('package', 'package_by_center', '10000000 100000 10000 10'),
('package', 'package_code_taken', '10000000 100000 1'),
('package', 'package', '10000000 100000 1'),
('package_service', 'package_service_by_package', '10000000 100000 100 10'),
('package_service', 'package_service_by_service', '10000000 100000 100 10'),
('package_service', 'package_service_exists', '10000000 100000 100 1'),
('package_service', 'package_service', '10000000 100000 1'),
('payment', 'payment_by_appointment', '10000000 100000 100 10'),
('payment', 'payment_by_center', '10000000 100000 10000 10'),
('payment', 'payment_by_employee', '10000000 100000 100 10'),
('payment', 'payment_by_guest', '10000000 100000 100 10'),
('payment', 'payment_by_invoice', '10000000 100000 100 10'),
('payment', 'payment', '10000000 100000 1'),
('product', 'product_by_business_unit', '10000000 100000 100 10'),
('product', 'product_by_category', '10000000 100000 100 10'),
('product', 'product_code_taken', '10000000 100000 1'),
('product', 'product', '10000000 100000 1'),
('product_tax', 'product_tax_by_product', '10000000 100000 100 10'),
('product_tax', 'product_tax_by_tax', '10000000 100000 100 10'),
('product_tax', 'product_tax_exists', '10000000 100000 100 1'),
('product_tax', 'product_tax', '10000000 100000 1'),
('provider', 'provider_by_center', '10000000 100000 10000 10'),
('provider', 'provider_by_employee', '10000000 100000 100 10'),
('provider', 'provider', '10000000 100000 1'),
('provider_service', 'provider_service_by_provider', '10000000 100000 100 10'),
('provider_service', 'provider_service_by_service', '10000000 100000 100 10'),
('provider_service', 'provider_service_exists', '10000000 100000 100 1'),
('provider_service', 'provider_service', '10000000 100000 1'),
('room', 'room_by_category', '10000000 100000 100 10'),
('room', 'room_by_center', '10000000 100000 10000 10'),
('room', 'room_code_taken', '10000000 100000 1'),
('room', 'room', '10000000 100000 1'),
('room_category', 'room_category', '10000000 100000 1'),
('sale', 'sale_already_billed', '10000000 100000 1'),
('sale', 'sale_appointment_taken', '10000000 100000 1'),
('sale', 'sale_by_center', '10000000 100000 10000 10'),
('sale', 'sale_by_discount', '10000000 100000 100 10'),
('sale', 'sale_by_guest', '10000000 100000 100 10'),
('sale', 'sale_by_package', '10000000 100000 100 10'),
('sale', 'sale_by_product', '10000000 100000 100 10'),
('sale', 'sale_by_provider', '10000000 100000 100 10'),
('sale', 'sale_by_service', '10000000 100000 100 10'),
('sale', 'sale_by_status', '10000000 100000 10000 10'),
('sale', 'sale', '10000000 100000 1'),
('service', 'service_by_business_unit', '10000000 100000 100 10'),
('service', 'service_by_category', '10000000 100000 100 10'),
('service', 'service_by_room_category', '10000000 100000 100 10'),
('service', 'service_code_taken', '10000000 100000 1'),
('service', 'service', '10000000 100000 1'),
('service_tax', 'service_tax_by_service', '10000000 100000 100 10'),
('service_tax', 'service_tax_by_tax', '10000000 100000 100 10'),
('service_tax', 'service_tax_exists', '10000000 100000 100 1'),
('service_tax', 'service_tax', '10000000 100000 1'),
('session', 'session_access_taken', '10000000 100000 1'),
('session', 'session_by_user', '10000000 100000 100 10'),
('session', 'session_family_taken', '10000000 100000 1'),
('session', 'session', '10000000 100000 1'),
('sign_in_throttle', 'sign_in_throttle_by_bucket', '10000000 100000 100 10'),
('sign_in_throttle', 'sign_in_throttle', '10000000 100000 1'),
('tax', 'tax', '10000000 100000 1'),
('tax', 'tax_code_taken', '10000000 100000 1'),
('user_account', 'user_account', '10000000 100000 1'),
('user_account', 'user_account_by_employee', '10000000 100000 100 10'),
('user_account', 'user_account_by_guest', '10000000 100000 100 10'),
('user_account', 'user_account_by_provider', '10000000 100000 100 10'),
('user_account', 'user_account_by_role', '10000000 100000 100 10'),
('user_account', 'user_email_taken', '10000000 100000 1');
COMMIT;
