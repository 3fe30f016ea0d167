-- What is sold: services, products and packages, with taxes and offers.

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
