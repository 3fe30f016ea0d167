-- What is sold, who performs it, and for whom.

CREATE TABLE tax (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  rate bigint NOT NULL CHECK (rate BETWEEN 0 AND 10000000),
  compound boolean NOT NULL,
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX tax_code_taken ON tax (organization_id, code);

CREATE TABLE business_unit (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX business_unit_code_taken ON business_unit (organization_id, code);

CREATE TABLE category (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE service (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  duration_minutes bigint NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  service_code text COLLATE "C" NOT NULL CHECK (char_length(service_code) BETWEEN 1 AND 40),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  category_id uuid,
  business_unit_id uuid,
  buffer_before_minutes bigint NOT NULL CHECK (buffer_before_minutes BETWEEN 0 AND 1440),
  buffer_after_minutes bigint NOT NULL CHECK (buffer_after_minutes BETWEEN 0 AND 1440),
  segments text COLLATE "C"
    CHECK (segments IS NULL OR char_length(segments) <= 1024 AND segments::json IS NOT NULL),
  room_category_id uuid,
  tax_ids text COLLATE "C" NOT NULL
    CHECK (char_length(tax_ids) <= 8192 AND tax_ids::json IS NOT NULL),
  max_guests bigint NOT NULL CHECK (max_guests BETWEEN 1 AND 1000),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, room_category_id) REFERENCES room_category (organization_id, id)
);
CREATE UNIQUE INDEX service_code_taken ON service (organization_id, service_code);
CREATE INDEX service_by_category ON service (organization_id, category_id, id);
CREATE INDEX service_by_business_unit ON service (organization_id, business_unit_id, id);
CREATE INDEX service_by_room_category ON service (organization_id, room_category_id, id);

CREATE TABLE service_tax (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  service_id uuid NOT NULL,
  tax_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
);
CREATE UNIQUE INDEX service_tax_exists ON service_tax (organization_id, service_id, tax_id);
CREATE INDEX service_tax_by_service ON service_tax (organization_id, service_id, id);
CREATE INDEX service_tax_by_tax ON service_tax (organization_id, tax_id, id);

CREATE TABLE product (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  sale_price bigint NOT NULL CHECK (sale_price BETWEEN 0 AND 1000000000000000),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  color text COLLATE "C" CHECK (char_length(color) BETWEEN 1 AND 200),
  size text COLLATE "C" CHECK (char_length(size) BETWEEN 1 AND 200),
  brand text COLLATE "C" CHECK (char_length(brand) BETWEEN 1 AND 200),
  category_id uuid,
  subcategory text COLLATE "C" CHECK (char_length(subcategory) BETWEEN 1 AND 200),
  business_unit_id uuid,
  type text COLLATE "C" CHECK (char_length(type) BETWEEN 1 AND 200),
  mrp bigint CHECK (mrp BETWEEN 0 AND 1000000000000000),
  stock bigint NOT NULL CHECK (stock BETWEEN 0 AND 1000000000),
  reorder_level bigint CHECK (reorder_level BETWEEN 0 AND 1000000000),
  status text COLLATE "C" NOT NULL CHECK (status IN ('available', 'out_of_stock', 'discontinued')),
  tax_ids text COLLATE "C" NOT NULL
    CHECK (char_length(tax_ids) <= 8192 AND tax_ids::json IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id)
);
CREATE UNIQUE INDEX product_code_taken ON product (organization_id, code);
CREATE INDEX product_by_category ON product (organization_id, category_id, id);
CREATE INDEX product_by_business_unit ON product (organization_id, business_unit_id, id);

CREATE TABLE product_tax (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  product_id uuid NOT NULL,
  tax_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, tax_id) REFERENCES tax (organization_id, id)
);
CREATE UNIQUE INDEX product_tax_exists ON product_tax (organization_id, product_id, tax_id);
CREATE INDEX product_tax_by_product ON product_tax (organization_id, product_id, id);
CREATE INDEX product_tax_by_tax ON product_tax (organization_id, tax_id, id);

CREATE TABLE package (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  items text COLLATE "C" NOT NULL CHECK (char_length(items) <= 8192 AND items::json IS NOT NULL),
  code text COLLATE "C" NOT NULL CHECK (char_length(code) BETWEEN 1 AND 40),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  type text COLLATE "C" CHECK (char_length(type) BETWEEN 1 AND 200),
  category_id uuid,
  business_unit_id uuid,
  center_id uuid,
  validity_days bigint CHECK (validity_days BETWEEN 1 AND 3650),
  booking_start_date date CHECK (booking_start_date BETWEEN '0001-01-01' AND '9999-12-31'),
  booking_end_date date CHECK (booking_end_date BETWEEN '0001-01-01' AND '9999-12-31'),
  commission_eligible boolean NOT NULL,
  commission_type text COLLATE "C" CHECK (commission_type IN ('percentage', 'fixed')),
  commission_value bigint CHECK (commission_value BETWEEN 0 AND 999999999999999999),
  commission_factor bigint CHECK (commission_factor BETWEEN 0 AND 1000000),
  tags text COLLATE "C" NOT NULL CHECK (char_length(tags) <= 16384 AND tags::json IS NOT NULL),
  is_active boolean NOT NULL,
  CHECK (booking_start_date <= booking_end_date),
  CHECK ((commission_type IS NULL) = (commission_value IS NULL)),
  CHECK (commission_type <> 'percentage' OR commission_value <= 1000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, category_id) REFERENCES category (organization_id, id),
  FOREIGN KEY (organization_id, business_unit_id) REFERENCES business_unit (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX package_code_taken ON package (organization_id, code);
CREATE INDEX package_by_category ON package (organization_id, category_id, id);
CREATE INDEX package_by_business_unit ON package (organization_id, business_unit_id, id);
CREATE INDEX package_by_center ON package (organization_id, center_id, id);

CREATE TABLE package_service (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  package_id uuid NOT NULL,
  service_id uuid NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
);
CREATE UNIQUE INDEX package_service_exists
  ON package_service (organization_id, package_id, service_id);
CREATE INDEX package_service_by_package ON package_service (organization_id, package_id, id);
CREATE INDEX package_service_by_service ON package_service (organization_id, service_id, id);

CREATE TABLE offer_discount (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  discount_type text COLLATE "C" NOT NULL CHECK (discount_type IN ('percentage', 'fixed')),
  discount_value bigint NOT NULL CHECK (discount_value BETWEEN 0 AND 999999999999999999),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  name text COLLATE "C" CHECK (char_length(name) BETWEEN 1 AND 200),
  description text COLLATE "C" CHECK (char_length(description) <= 10000),
  item_type text COLLATE "C" NOT NULL
    CHECK (item_type IN ('service', 'product', 'package', 'any')),
  service_id uuid,
  product_id uuid,
  package_id uuid,
  valid_from date CHECK (valid_from BETWEEN '0001-01-01' AND '9999-12-31'),
  valid_until date CHECK (valid_until BETWEEN '0001-01-01' AND '9999-12-31'),
  is_active boolean NOT NULL,
  CHECK (discount_type <> 'percentage' OR discount_value <= 1000000),
  CHECK (service_id IS NULL OR item_type = 'service'),
  CHECK (product_id IS NULL OR item_type = 'product'),
  CHECK (package_id IS NULL OR item_type = 'package'),
  CHECK (valid_from <= valid_until),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id),
  FOREIGN KEY (organization_id, product_id) REFERENCES product (organization_id, id),
  FOREIGN KEY (organization_id, package_id) REFERENCES package (organization_id, id)
);
CREATE INDEX offer_discount_by_service ON offer_discount (organization_id, service_id, id);
CREATE INDEX offer_discount_by_product ON offer_discount (organization_id, product_id, id);
CREATE INDEX offer_discount_by_package ON offer_discount (organization_id, package_id, id);

CREATE TABLE employee (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  employee_code text COLLATE "C" NOT NULL CHECK (char_length(employee_code) BETWEEN 1 AND 40),
  job_code text COLLATE "C" CHECK (char_length(job_code) BETWEEN 1 AND 40),
  designation text COLLATE "C" CHECK (char_length(designation) BETWEEN 1 AND 200),
  department text COLLATE "C" CHECK (char_length(department) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  center_id uuid,
  zone text COLLATE "C" CHECK (char_length(zone) BETWEEN 1 AND 200),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX employee_code_taken ON employee (organization_id, employee_code);
CREATE INDEX employee_by_center ON employee (organization_id, center_id, id);

CREATE TABLE provider (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  first_name text COLLATE "C" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 200),
  last_name text COLLATE "C" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 200),
  center_id uuid NOT NULL,
  employee_id uuid,
  specialization text COLLATE "C" CHECK (char_length(specialization) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  services text COLLATE "C" NOT NULL
    CHECK (char_length(services) <= 8192 AND services::json IS NOT NULL),
  color text COLLATE "C" CHECK (color ~ '^#[0-9a-f]{6}$'),
  hours text COLLATE "C"
    CHECK (hours IS NULL OR char_length(hours) <= 16384 AND hours::json IS NOT NULL),
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE INDEX provider_by_center ON provider (organization_id, center_id, id);
CREATE INDEX provider_by_employee ON provider (organization_id, employee_id, id);

CREATE TABLE provider_service (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  provider_id uuid NOT NULL,
  service_id uuid NOT NULL,
  duration_minutes bigint CHECK (duration_minutes BETWEEN 1 AND 1440),
  price bigint CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
);
CREATE UNIQUE INDEX provider_service_exists
  ON provider_service (organization_id, provider_id, service_id);
CREATE INDEX provider_service_by_provider ON provider_service (organization_id, provider_id, id);
CREATE INDEX provider_service_by_service ON provider_service (organization_id, service_id, id);

CREATE TABLE guest (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  first_name text COLLATE "C" NOT NULL CHECK (char_length(first_name) BETWEEN 1 AND 200),
  last_name text COLLATE "C" NOT NULL CHECK (char_length(last_name) BETWEEN 1 AND 200),
  guest_code text COLLATE "C" NOT NULL CHECK (char_length(guest_code) BETWEEN 1 AND 40),
  is_minor boolean NOT NULL,
  middle_name text COLLATE "C" CHECK (char_length(middle_name) BETWEEN 1 AND 200),
  username text COLLATE "C" CHECK (char_length(username) BETWEEN 1 AND 200),
  email text COLLATE "C" CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  home_phone text COLLATE "C" CHECK (char_length(home_phone) BETWEEN 5 AND 21),
  gender text COLLATE "C" CHECK (gender IN ('female', 'male', 'other')),
  date_of_birth date CHECK (date_of_birth BETWEEN '0001-01-01' AND '9999-12-31'),
  nationality text COLLATE "C" CHECK (nationality ~ '^[A-Z]{2}$'),
  language text COLLATE "C" CHECK (char_length(language) BETWEEN 1 AND 40),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  tags text COLLATE "C" NOT NULL CHECK (char_length(tags) <= 16384 AND tags::json IS NOT NULL),
  marketing_consent boolean NOT NULL,
  is_active boolean NOT NULL,
  email_verified_at timestamptz CHECK
    (email_verified_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  erased_at timestamptz
    CHECK (erased_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  -- No reference, as the core declares none of a table to itself.
  merged_into uuid CHECK (merged_into <> id),
  merges bigint NOT NULL CHECK (merges BETWEEN 0 AND 100),
  CHECK (email_verified_at IS NULL OR email IS NOT NULL),
  CHECK (erased_at IS NULL OR NOT is_active),
  CHECK (merged_into IS NULL OR (NOT is_active AND merges = 0)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
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
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  guest_id uuid NOT NULL,
  term text COLLATE "C" NOT NULL CHECK (char_length(term) BETWEEN 1 AND 64),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
);
CREATE UNIQUE INDEX guest_term_exists ON guest_term (organization_id, guest_id, term);
CREATE INDEX guest_term_by_term ON guest_term (organization_id, term, id) INCLUDE (guest_id);

-- Who signs in, what with, and the sign-ins that last.
CREATE TABLE user_account (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  name text COLLATE "C" NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  email text COLLATE "C" NOT NULL CHECK (octet_length(email) <= 254 AND email LIKE '_%@_%'),
  role text COLLATE "C" NOT NULL CHECK (role IN ('admin', 'manager', 'staff', 'client')),
  phone text COLLATE "C" CHECK (char_length(phone) BETWEEN 5 AND 21),
  guest_id uuid,
  provider_id uuid,
  employee_id uuid,
  is_active boolean NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, provider_id) REFERENCES provider (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE UNIQUE INDEX user_email_taken ON user_account (organization_id, email);
CREATE INDEX user_account_by_role ON user_account (organization_id, role, id);
CREATE INDEX user_account_by_guest ON user_account (organization_id, guest_id, id);
CREATE INDEX user_account_by_provider ON user_account (organization_id, provider_id, id);
CREATE INDEX user_account_by_employee ON user_account (organization_id, employee_id, id);

CREATE TABLE credential (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  user_id uuid NOT NULL,
  password_hash text COLLATE "C" CHECK (char_length(password_hash) <= 255),
  one_time_hash text COLLATE "C" CHECK (one_time_hash ~ '^[0-9a-f]{64}$'),
  one_time_expires_at timestamptz
    CHECK (one_time_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  last_login_at timestamptz
    CHECK (last_login_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  CHECK (user_id = id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
);
CREATE UNIQUE INDEX credential_token_taken ON credential (organization_id, one_time_hash);
CREATE INDEX credential_by_user ON credential (organization_id, user_id, id);

CREATE TABLE sign_in_throttle (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  bucket bigint NOT NULL CHECK (bucket BETWEEN 0 AND 1023),
  failures bigint NOT NULL CHECK (failures >= 1),
  failed_at timestamptz NOT NULL
    CHECK (failed_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX sign_in_throttle_by_bucket ON sign_in_throttle (organization_id, bucket, id);

CREATE TABLE mac_key (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  secret text COLLATE "C" NOT NULL CHECK (secret ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE session (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  user_id uuid NOT NULL,
  access_hash text COLLATE "C" NOT NULL CHECK (access_hash ~ '^[0-9a-f]{64}$'),
  access_expires_at timestamptz NOT NULL
    CHECK (access_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  family_hash text COLLATE "C" NOT NULL CHECK (family_hash ~ '^[0-9a-f]{64}$'),
  refresh_hash text COLLATE "C" NOT NULL CHECK (refresh_hash ~ '^[0-9a-f]{64}$'),
  refresh_expires_at timestamptz NOT NULL
    CHECK (refresh_expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  spent_hash text COLLATE "C" CHECK (spent_hash ~ '^[0-9a-f]{64}$'),
  spent_at timestamptz
    CHECK (spent_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, user_id) REFERENCES user_account (organization_id, id)
);
CREATE UNIQUE INDEX session_access_taken ON session (organization_id, access_hash);
CREATE UNIQUE INDEX session_family_taken ON session (organization_id, family_hash);
CREATE INDEX session_by_user ON session (organization_id, user_id, id);

CREATE TABLE admin_count (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  admins bigint NOT NULL CHECK (admins >= 0),
  PRIMARY KEY (organization_id, id)
);
