-- Sales, invoices, payments and collections. A rule that one row can break is a
-- CHECK; the sums between rows are the core's.

CREATE TABLE sale (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  sale_no text COLLATE "C" NOT NULL CHECK (char_length(sale_no) BETWEEN 1 AND 40),
  appointment_id uuid,
  -- No reference: the item refers to the sale.
  invoice_item_id uuid,
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  item_type text COLLATE "C" NOT NULL CHECK (item_type IN ('service', 'product', 'package')),
  service_id uuid,
  product_id uuid,
  package_id uuid,
  provider_id uuid,
  quantity bigint NOT NULL CHECK (quantity BETWEEN 1 AND 10000000000),
  unit_price bigint NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount_id uuid,
  discount text COLLATE "C"
    CHECK (discount IS NULL OR char_length(discount) <= 1024 AND discount::json IS NOT NULL),
  gross_value bigint NOT NULL CHECK (gross_value >= 0),
  discount_value bigint NOT NULL CHECK (discount_value >= 0),
  net_value bigint NOT NULL CHECK (net_value >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status text COLLATE "C" NOT NULL CHECK (status IN ('open', 'billed', 'void')),
  remarks text COLLATE "C" CHECK (char_length(remarks) <= 10000),
  sale_date date NOT NULL CHECK (sale_date BETWEEN '0001-01-01' AND '9999-12-31'),
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
);
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
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  invoice_no text COLLATE "C" CHECK (char_length(invoice_no) BETWEEN 1 AND 40),
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  employee_id uuid,
  status text COLLATE "C" NOT NULL
    CHECK (status IN ('draft', 'issued', 'paid', 'void', 'uncollectible')),
  price_mode text COLLATE "C" NOT NULL CHECK (price_mode IN ('exclusive', 'inclusive')),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  gross_invoice_value bigint NOT NULL CHECK (gross_invoice_value >= 0),
  invoice_discount bigint NOT NULL CHECK (invoice_discount >= 0),
  net_invoice_value bigint NOT NULL CHECK (net_invoice_value >= 0),
  tax bigint NOT NULL CHECK (tax >= 0),
  total bigint NOT NULL CHECK (total >= 0),
  total_collection bigint NOT NULL CHECK (total_collection >= 0),
  balance_due bigint NOT NULL CHECK (balance_due >= 0),
  invoice_date date CHECK (invoice_date BETWEEN '0001-01-01' AND '9999-12-31'),
  bill_to text COLLATE "C" CHECK (char_length(bill_to) <= 10000),
  discounts text COLLATE "C" NOT NULL
    CHECK (char_length(discounts) <= 16384 AND discounts::json IS NOT NULL),
  notes text COLLATE "C" CHECK (char_length(notes) <= 10000),
  CHECK (net_invoice_value + tax = total),
  -- What the items cost after discounts is the net, or, if prices include tax,
  -- the total (I1 and I4 of the billing rules).
  CHECK (gross_invoice_value - invoice_discount =
    CASE price_mode WHEN 'exclusive' THEN net_invoice_value ELSE total END),
  -- What was withdrawn is owed no more.
  CHECK (balance_due = CASE status WHEN 'void' THEN 0 ELSE total - total_collection END),
  CHECK ((status = 'draft') = (invoice_no IS NULL)),
  CHECK (invoice_no ~ '^INV-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$' AND invoice_no !~ '-0000$'),
  CHECK ((status = 'draft') = (invoice_date IS NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE UNIQUE INDEX invoice_draft_exists ON invoice (organization_id, center_id, guest_id)
  WHERE status = 'draft';
CREATE UNIQUE INDEX invoice_number_taken ON invoice (organization_id, center_id, invoice_no);
CREATE INDEX invoice_by_guest ON invoice (organization_id, guest_id, id);
CREATE INDEX invoice_by_center ON invoice (organization_id, center_id, id);
CREATE INDEX invoice_by_employee ON invoice (organization_id, employee_id, id);
CREATE INDEX invoice_by_status ON invoice (organization_id, status, id);

CREATE TABLE invoice_item (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  invoice_id uuid NOT NULL,
  sale_id uuid,
  row_num bigint NOT NULL CHECK (row_num BETWEEN 1 AND 2147483647),
  item_type text COLLATE "C" NOT NULL CHECK (item_type IN ('service', 'product', 'package')),
  service_id uuid,
  product_id uuid,
  package_id uuid,
  item_code text COLLATE "C" CHECK (char_length(item_code) BETWEEN 1 AND 40),
  item_name text COLLATE "C" NOT NULL CHECK (char_length(item_name) BETWEEN 1 AND 200),
  business_unit text COLLATE "C" CHECK (char_length(business_unit) BETWEEN 1 AND 200),
  category text COLLATE "C" CHECK (char_length(category) BETWEEN 1 AND 200),
  item_quantity bigint NOT NULL CHECK (item_quantity BETWEEN 1 AND 10000000000),
  unit_price bigint NOT NULL CHECK (unit_price BETWEEN 0 AND 1000000000000000),
  discount text COLLATE "C"
    CHECK (discount IS NULL OR char_length(discount) <= 1024 AND discount::json IS NOT NULL),
  item_discount bigint NOT NULL CHECK (item_discount >= 0),
  net_price bigint NOT NULL CHECK (net_price >= 0),
  tax bigint NOT NULL CHECK (tax >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  taxes text COLLATE "C" NOT NULL CHECK (char_length(taxes) <= 16384 AND taxes::json IS NOT NULL),
  provider_id uuid,
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
);
CREATE INDEX invoice_item_by_invoice ON invoice_item (organization_id, invoice_id, id);
CREATE INDEX invoice_item_by_sale ON invoice_item (organization_id, sale_id, id);
CREATE INDEX invoice_item_by_service ON invoice_item (organization_id, service_id, id);
CREATE INDEX invoice_item_by_product ON invoice_item (organization_id, product_id, id);
CREATE INDEX invoice_item_by_package ON invoice_item (organization_id, package_id, id);
CREATE INDEX invoice_item_by_provider ON invoice_item (organization_id, provider_id, id);

CREATE TABLE payment (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  invoice_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  appointment_id uuid,
  employee_id uuid,
  payment_method text COLLATE "C" NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque')),
  amount bigint NOT NULL CHECK (amount >= 0),
  tip bigint NOT NULL CHECK (tip >= 0),
  tendered bigint CHECK (tendered >= 0),
  change bigint NOT NULL CHECK (change >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  status text COLLATE "C" NOT NULL CHECK (status IN ('pending', 'completed', 'failed', 'reversed')),
  transaction_no text COLLATE "C" CHECK (char_length(transaction_no) BETWEEN 1 AND 40),
  reference_no text COLLATE "C" CHECK (char_length(reference_no) BETWEEN 1 AND 40),
  remarks text COLLATE "C" CHECK (char_length(remarks) <= 10000),
  -- Only cash is handed over in excess, and only of cash comes change.
  CHECK ((tendered IS NULL AND change = 0) OR payment_method = 'cash'),
  CHECK (tendered >= amount + change),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE INDEX payment_by_invoice ON payment (organization_id, invoice_id, id);
CREATE INDEX payment_by_guest ON payment (organization_id, guest_id, id);
CREATE INDEX payment_by_center ON payment (organization_id, center_id, id);
CREATE INDEX payment_by_appointment ON payment (organization_id, appointment_id, id);
CREATE INDEX payment_by_employee ON payment (organization_id, employee_id, id);

CREATE TABLE collection (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  collection_no text COLLATE "C" NOT NULL CHECK (char_length(collection_no) BETWEEN 1 AND 40),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('receipt', 'reversal')),
  -- No reference, as the core declares none of a table to itself.
  reverses_id uuid,
  is_reversed boolean NOT NULL,
  invoice_id uuid NOT NULL,
  payment_id uuid NOT NULL,
  sale_id uuid,
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  employee_id uuid,
  payment_method text COLLATE "C" NOT NULL
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque')),
  amount bigint NOT NULL
    CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  collection_date date NOT NULL CHECK (collection_date BETWEEN '0001-01-01' AND '9999-12-31'),
  transaction_no text COLLATE "C" CHECK (char_length(transaction_no) BETWEEN 1 AND 40),
  reference_no text COLLATE "C" CHECK (char_length(reference_no) BETWEEN 1 AND 40),
  remarks text COLLATE "C" CHECK (char_length(remarks) <= 10000),
  CHECK (collection_no ~ '^COLL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'
    AND collection_no !~ '-0000$'),
  CHECK ((kind = 'reversal') = (amount < 0)),
  CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL)),
  CHECK (kind = 'receipt' OR NOT is_reversed),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id),
  FOREIGN KEY (organization_id, sale_id) REFERENCES sale (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE UNIQUE INDEX collection_number_taken
  ON collection (organization_id, center_id, collection_no);
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
  FOR EACH ROW WHEN (OLD.status <> 'draft'
    AND (NEW.status = 'draft' OR (OLD.status = 'void' AND NEW.status <> 'void')))
  EXECUTE FUNCTION clientline_refuse('invoice_issued');

-- Refuses to touch an item of an invoice that is no draft. It locks the invoice as it
-- looks at it, so that no item slips in while another transaction issues it.
--
-- An import brings an issued invoice in with its items, in one commit: it is then as
-- new as they are, was never changed, and has items up to its total.
CREATE FUNCTION clientline_keep_issued_items() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER invoice_item_issued BEFORE INSERT OR UPDATE OR DELETE ON invoice_item
  FOR EACH ROW EXECUTE FUNCTION clientline_keep_issued_items();
CREATE TRIGGER invoice_item_stays_whole BEFORE TRUNCATE ON invoice_item
  FOR EACH STATEMENT EXECUTE FUNCTION clientline_refuse('invoice_issued');

-- A payment is awaited at first, or there, and may be reversed once.
CREATE TRIGGER payment_status_goes_forward BEFORE UPDATE ON payment
  FOR EACH ROW WHEN (OLD.status <> NEW.status AND NOT (
    (OLD.status = 'pending' AND NEW.status IN ('completed', 'failed'))
    OR (OLD.status = 'completed' AND NEW.status = 'reversed')))
  EXECUTE FUNCTION clientline_refuse('payment_never_changes');

-- A receipt that was reversed stays reversed.
CREATE TRIGGER collection_reversed_once BEFORE UPDATE ON collection
  FOR EACH ROW WHEN (OLD.is_reversed AND NOT NEW.is_reversed)
  EXECUTE FUNCTION clientline_refuse('collection_never_changes');

-- No number of a series is missing (I17 of the billing rules): when a transaction ends,
-- the number before each one that it gave must be there. Its arguments are the column of
-- the number and the name of the rule: a table's own name is another one on each shard.
CREATE FUNCTION clientline_number_before(number text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  digits text := split_part(number, '-', 3);
  before text := (digits::bigint - 1)::text;
BEGIN
  IF before = '0' THEN
    RETURN NULL;
  END IF;
  RETURN left(number, -length(digits)) || lpad(before, greatest(4, length(before)), '0');
END $$;
CREATE FUNCTION clientline_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER invoice_number_follows AFTER INSERT ON invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.invoice_no IS NOT NULL)
  EXECUTE FUNCTION clientline_number_follows('invoice_no', 'invoice_number_follows');
CREATE CONSTRAINT TRIGGER invoice_number_given_follows AFTER UPDATE ON invoice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.invoice_no IS DISTINCT FROM NEW.invoice_no)
  EXECUTE FUNCTION clientline_number_follows('invoice_no', 'invoice_number_follows');
CREATE CONSTRAINT TRIGGER collection_number_follows AFTER INSERT ON collection
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION clientline_number_follows('collection_no', 'collection_number_follows');
