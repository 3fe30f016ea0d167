-- Credit notes: what is taken off an issued invoice, by its lines. They are numbered without
-- gaps, as invoices are.
CREATE TABLE credit_note (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  credit_note_no TEXT NOT NULL CHECK (length(credit_note_no) BETWEEN 1 AND 40),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 40),
  before_in_series TEXT AS (
    CASE WHEN CAST(substr(credit_note_no, length(series) + 2) AS INTEGER) > 1 THEN
      series || printf('-%04d', CAST(substr(credit_note_no, length(series) + 2) AS INTEGER) - 1)
    END
  ),
  invoice_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  center_id BLOB NOT NULL,
  employee_id BLOB,
  reason TEXT CHECK (length(reason) <= 10000),
  net INTEGER NOT NULL CHECK (net >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  total INTEGER NOT NULL CHECK (total >= 0),
  cash_rounding INTEGER NOT NULL
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  excess INTEGER NOT NULL CHECK (excess >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  credit_note_date INTEGER NOT NULL CHECK (credit_note_date BETWEEN -719162 AND 2932896),
  CHECK (net + tax = total),
  CHECK (series GLOB 'CN-?*-[0-9][0-9][0-9][0-9]'
    AND CAST(substr(credit_note_no, length(series) + 2) AS INTEGER) >= 1
    AND credit_note_no = series || printf('-%04d', CAST(substr(credit_note_no, length(series) + 2) AS INTEGER))),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES credit_note (organization_id, series, credit_note_no) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credit_note_number_used
  ON credit_note (organization_id, series, credit_note_no);
CREATE INDEX credit_note_by_invoice ON credit_note (organization_id, invoice_id, id);
CREATE INDEX credit_note_by_guest ON credit_note (organization_id, guest_id, id);
CREATE INDEX credit_note_by_center ON credit_note (organization_id, center_id, id);
CREATE INDEX credit_note_by_employee ON credit_note (organization_id, employee_id, id)
  WHERE employee_id IS NOT NULL;

CREATE TABLE credit_note_item (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  credit_note_id BLOB NOT NULL,
  invoice_id BLOB NOT NULL,
  invoice_item_id BLOB NOT NULL,
  item_name TEXT NOT NULL CHECK (length(item_name) BETWEEN 1 AND 200),
  quantity INTEGER CHECK (quantity BETWEEN 1 AND 10000000000),
  net INTEGER NOT NULL CHECK (net >= 0),
  tax INTEGER NOT NULL CHECK (tax >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  taxes TEXT NOT NULL CHECK (length(taxes) <= 16384 AND json_valid(taxes)),
  stock_returned INTEGER NOT NULL CHECK (stock_returned BETWEEN 0 AND 1000000000),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, credit_note_id) REFERENCES credit_note (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, invoice_item_id) REFERENCES invoice_item (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX credit_note_item_by_credit_note
  ON credit_note_item (organization_id, credit_note_id, id);
CREATE INDEX credit_note_item_by_invoice ON credit_note_item (organization_id, invoice_id, id);
CREATE INDEX credit_note_item_by_invoice_item
  ON credit_note_item (organization_id, invoice_item_id, id);
