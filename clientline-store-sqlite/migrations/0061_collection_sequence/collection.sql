(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  collection_no TEXT NOT NULL CHECK (length(collection_no) BETWEEN 1 AND 40),
  -- As that of an invoice.
  number_before TEXT AS (
    CASE WHEN series IS NULL AND CAST(substr(collection_no, 11) AS INTEGER) > 1 THEN
      substr(collection_no, 1, 10) || printf('%04d', CAST(substr(collection_no, 11) AS INTEGER) - 1)
    END
  ),
  -- What the number starts with, and with which it is the only one of the organization; none,
  -- if it was given while numbers named no center.
  series TEXT CHECK (length(series) <= 40),
  -- The place of the number in its series, from which the number follows; none, if it was given
  -- by a server that kept none.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series TEXT AS (
    CASE WHEN sequence IS NULL THEN
      CASE WHEN CAST(substr(collection_no, length(series) + 2) AS INTEGER) > 1 THEN
        series || printf('-%04d', CAST(substr(collection_no, length(series) + 2) AS INTEGER) - 1)
      END
    WHEN sequence > 1 AND series_start IS NULL THEN
      series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END || printf('%04d', sequence - 1)
    END
  ),
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'reversal', 'refund')),
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
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card')),
  amount INTEGER NOT NULL
    CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  collection_date INTEGER NOT NULL CHECK (collection_date BETWEEN -719162 AND 2932896),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  CHECK (CASE WHEN series IS NULL THEN sequence IS NULL AND collection_no GLOB 'COLL-[0-9][0-9][0-9][0-9]-[0-9]*'
      AND CAST(substr(collection_no, 11) AS INTEGER) >= 1
      AND substr(collection_no, 11) = printf('%04d', CAST(substr(collection_no, 11) AS INTEGER))
    WHEN sequence IS NULL THEN series GLOB 'COLL-?*-[0-9][0-9][0-9][0-9]' AND collection_no IS NOT NULL
      AND CAST(substr(collection_no, length(series) + 2) AS INTEGER) >= 1
      AND collection_no = series || printf('-%04d', CAST(substr(collection_no, length(series) + 2) AS INTEGER))
    ELSE collection_no IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*' AND series NOT GLOB 'COLL-[0-9][0-9][0-9][0-9]'
      AND collection_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END || printf('%04d', sequence)
    END),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  -- A tip alone pays nothing of the invoice.
  CHECK (CASE kind WHEN 'reversal' THEN amount <= 0 WHEN 'refund' THEN amount < 0 ELSE amount >= 0 END),
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
    REFERENCES collection (organization_id, center_id, collection_no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES collection (organization_id, series, collection_no) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
