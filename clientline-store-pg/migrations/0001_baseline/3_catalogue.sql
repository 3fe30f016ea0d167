-- What is sold: services, products and packages, with taxes and offers.

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
