-- Sales, invoices, payments and collections. A rule that one row can break is a
-- CHECK; the sums between rows are the core's.

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
CREATE UNIQUE INDEX invoice_draft_exists ON invoice (organization_id, center_id, guest_id)
  WHERE status = 'draft';
CREATE UNIQUE INDEX invoice_number_taken ON invoice (organization_id, center_id, invoice_no);
CREATE INDEX invoice_by_number_before ON invoice (organization_id, center_id, number_before);
CREATE INDEX invoice_by_guest ON invoice (organization_id, guest_id, id);
CREATE INDEX invoice_by_center ON invoice (organization_id, center_id, id);
CREATE INDEX invoice_by_employee ON invoice (organization_id, employee_id, id);
CREATE INDEX invoice_by_status ON invoice (organization_id, status, id);

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
CREATE INDEX invoice_item_by_invoice ON invoice_item (organization_id, invoice_id, id);
CREATE INDEX invoice_item_by_sale ON invoice_item (organization_id, sale_id, id);
CREATE INDEX invoice_item_by_service ON invoice_item (organization_id, service_id, id);
CREATE INDEX invoice_item_by_product ON invoice_item (organization_id, product_id, id);
CREATE INDEX invoice_item_by_package ON invoice_item (organization_id, package_id, id);
CREATE INDEX invoice_item_by_provider ON invoice_item (organization_id, provider_id, id);

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
CREATE INDEX payment_by_invoice ON payment (organization_id, invoice_id, id);
CREATE INDEX payment_by_guest ON payment (organization_id, guest_id, id);
CREATE INDEX payment_by_center ON payment (organization_id, center_id, id);
CREATE INDEX payment_by_appointment ON payment (organization_id, appointment_id, id);
CREATE INDEX payment_by_employee ON payment (organization_id, employee_id, id);

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

-- Beside what is frozen: what was issued is no draft again, and what is void stays void.
CREATE TRIGGER invoice_status_goes_forward BEFORE UPDATE ON invoice
WHEN OLD.status <> 'draft'
  AND (NEW.status = 'draft' OR (OLD.status = 'void' AND NEW.status <> 'void'))
BEGIN
  SELECT RAISE(ABORT, 'invoice_issued');
END;

-- An import brings an issued invoice in with its items, in one commit: it is then
-- as new as they are, was never changed, and has items up to its total.
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

-- A payment is awaited at first, or there, and may be reversed once.
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
WHEN OLD.status <> NEW.status AND NOT (
  (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
  OR (OLD.status = 'completed' AND NEW.status = 'reversed'))
BEGIN
  SELECT RAISE(ABORT, 'payment_never_changes');
END;

-- A receipt that was reversed stays reversed.
CREATE TRIGGER collection_reversed_once BEFORE UPDATE ON collection
WHEN OLD.is_reversed > NEW.is_reversed BEGIN
  SELECT RAISE(ABORT, 'collection_never_changes');
END;
