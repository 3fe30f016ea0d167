-- Credit notes: what is taken off an issued invoice, by its lines. They are numbered without
-- gaps, as invoices are.
CREATE TABLE credit_note (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  credit_note_no text COLLATE "C" NOT NULL CHECK (char_length(credit_note_no) BETWEEN 1 AND 40),
  series text COLLATE "C" NOT NULL CHECK (char_length(series) BETWEEN 1 AND 40),
  invoice_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  center_id uuid NOT NULL,
  employee_id uuid,
  reason text COLLATE "C" CHECK (char_length(reason) <= 10000),
  net bigint NOT NULL CHECK (net >= 0),
  tax bigint NOT NULL CHECK (tax >= 0),
  total bigint NOT NULL CHECK (total >= 0),
  cash_rounding bigint NOT NULL
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  excess bigint NOT NULL CHECK (excess >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  credit_note_date date NOT NULL
    CHECK (credit_note_date BETWEEN '0001-01-01' AND '9999-12-31'),
  CHECK (net + tax = total),
  CHECK (series ~ '^CN-.+-[0-9]{4}$' AND left(credit_note_no, char_length(series)) = series
    AND substr(credit_note_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$'
    AND credit_note_no !~ '-0000$'),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id)
);
CREATE UNIQUE INDEX credit_note_number_used
  ON credit_note (organization_id, series, credit_note_no);
CREATE INDEX credit_note_by_invoice ON credit_note (organization_id, invoice_id, id);
CREATE INDEX credit_note_by_guest ON credit_note (organization_id, guest_id, id);
CREATE INDEX credit_note_by_center ON credit_note (organization_id, center_id, id);
CREATE INDEX credit_note_by_employee ON credit_note (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE TABLE credit_note_item (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  credit_note_id uuid NOT NULL,
  invoice_id uuid NOT NULL,
  invoice_item_id uuid NOT NULL,
  item_name text COLLATE "C" NOT NULL CHECK (char_length(item_name) BETWEEN 1 AND 200),
  quantity bigint CHECK (quantity BETWEEN 1 AND 10000000000),
  net bigint NOT NULL CHECK (net >= 0),
  tax bigint NOT NULL CHECK (tax >= 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  taxes text COLLATE "C" NOT NULL CHECK (char_length(taxes) <= 16384 AND taxes::json IS NOT NULL),
  stock_returned bigint NOT NULL CHECK (stock_returned BETWEEN 0 AND 1000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, credit_note_id) REFERENCES credit_note (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
);
CREATE INDEX credit_note_item_by_credit_note
  ON credit_note_item (organization_id, credit_note_id, id);
CREATE INDEX credit_note_item_by_invoice ON credit_note_item (organization_id, invoice_id, id);
CREATE INDEX credit_note_item_by_invoice_item
  ON credit_note_item (organization_id, invoice_item_id, id);

CREATE FUNCTION clientline_credit_note_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := clientline_number_before(NEW.credit_note_no);
BEGIN
  IF before IS NOT NULL AND NOT EXISTS (
    SELECT FROM credit_note AS n WHERE n.organization_id = NEW.organization_id
      AND n.series = NEW.series AND n.credit_note_no = before
  ) THEN
    RAISE EXCEPTION '% does not follow any number', NEW.credit_note_no
      USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_note_number_follows';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER credit_note_number_follows AFTER INSERT ON credit_note
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION clientline_credit_note_follows();
