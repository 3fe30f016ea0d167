(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  credit_note_no TEXT NOT NULL CHECK (length(credit_note_no) BETWEEN 1 AND 40),
  series TEXT NOT NULL CHECK (length(series) BETWEEN 1 AND 40),
  -- The place of the number in its series, with which it is the only one of that, however many
  -- digits are written.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series INTEGER AS (CASE WHEN sequence > 1 AND series_start IS NULL THEN sequence - 1 END),
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
  CHECK (sequence IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*'
    AND credit_note_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END
      || printf('%0*d', max(4, length(credit_note_no) - length(series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END)), sequence)),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES credit_note (organization_id, series, sequence) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
