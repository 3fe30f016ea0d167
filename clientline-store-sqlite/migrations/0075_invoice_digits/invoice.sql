(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  invoice_no TEXT CHECK (length(invoice_no) BETWEEN 1 AND 40),
  -- The number that was given before this one. It must be there when a transaction ends,
  -- so that no number of a series is missing (I17 of the billing rules).
  number_before TEXT AS (
    CASE WHEN series IS NULL AND CAST(substr(invoice_no, 10) AS INTEGER) > 1 THEN
      substr(invoice_no, 1, 9) || printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER) - 1)
    END
  ),
  -- What the number starts with, and with which it is the only one of the organization; none,
  -- if it was given while numbers named no center.
  series TEXT CHECK (length(series) <= 40),
  -- The place of the number in its series, with which it is the only one of that, however many
  -- digits are written.
  sequence INTEGER CHECK (sequence BETWEEN 1 AND 9999999999),
  -- The place at which the series starts, of the first document of one that starts after 1.
  series_start INTEGER CHECK (series_start BETWEEN 2 AND 999999999),
  before_in_series INTEGER AS (CASE WHEN sequence > 1 AND series_start IS NULL THEN sequence - 1 END),
  guest_id BLOB NOT NULL,
  -- Who pays, where it is not the guest that it is made out to.
  payer_id BLOB,
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
  -- What the smallest coin adds where cash settles it, or takes off; no part of the total.
  cash_rounding INTEGER NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  -- What credit notes took off it.
  credited INTEGER NOT NULL DEFAULT 0 CHECK (credited >= 0),
  -- What packages paid, of which sessions were taken for its lines.
  redeemed INTEGER NOT NULL DEFAULT 0 CHECK (redeemed >= 0),
  -- What was paid on it, became the guest's credit since it came to less, and may still be
  -- given back instead.
  refundable INTEGER NOT NULL DEFAULT 0 CHECK (refundable >= 0),
  total_collection INTEGER NOT NULL CHECK (total_collection >= 0),
  balance_due INTEGER NOT NULL CHECK (balance_due >= 0),
  invoice_date INTEGER CHECK (invoice_date BETWEEN -719162 AND 2932896),
  bill_to TEXT CHECK (length(bill_to) <= 10000),
  discounts TEXT NOT NULL CHECK (length(discounts) <= 16384 AND json_valid(discounts)),
  notes TEXT CHECK (length(notes) <= 10000),
  seller TEXT CHECK (length(seller) <= 65536 AND (seller IS NULL OR json_valid(seller))),
  buyer TEXT CHECK (length(buyer) <= 65536 AND (buyer IS NULL OR json_valid(buyer))),
  tax_totals TEXT NOT NULL DEFAULT '[]'
    CHECK (length(tax_totals) <= 262144 AND json_valid(tax_totals)),
  tax_exemption TEXT
    CHECK (length(tax_exemption) <= 16384 AND (tax_exemption IS NULL OR json_valid(tax_exemption))),
  due_on INTEGER CHECK (due_on BETWEEN -719162 AND 2932896),
  payer TEXT CHECK (length(payer) <= 65536 AND (payer IS NULL OR json_valid(payer))),
  kind TEXT NOT NULL DEFAULT 'invoice' CHECK (kind IN ('invoice', 'deposit')),
  -- What deposits took off it, which were invoiced and paid before.
  deducted INTEGER NOT NULL DEFAULT 0 CHECK (deducted >= 0),
  -- How much of a deposit other invoices deducted, and the taxes in that.
  drawn INTEGER NOT NULL DEFAULT 0 CHECK (drawn >= 0),
  drawn_taxes TEXT NOT NULL DEFAULT '[]'
    CHECK (length(drawn_taxes) <= 16384 AND json_valid(drawn_taxes)),
  CHECK (net_invoice_value + tax = total),
  -- Never more than there is, also by many at once; and nothing of what may still change.
  CHECK (credited <= total),
  CHECK (credited = 0 OR status NOT IN ('draft', 'void')),
  -- What the items cost after discounts is the net, or, if prices include tax,
  -- the total (I1 and I4 of the billing rules).
  CHECK (gross_invoice_value - invoice_discount =
    CASE price_mode WHEN 'exclusive' THEN net_invoice_value ELSE total END),
  -- What was withdrawn is owed no more.
  CHECK (balance_due = CASE status WHEN 'void' THEN 0 ELSE total + cash_rounding - credited - redeemed - deducted - total_collection END),
  -- A draft that was thrown away after money was taken on it is void, and has no number.
  CHECK (CASE status WHEN 'draft' THEN invoice_no IS NULL WHEN 'void' THEN true
    ELSE invoice_no IS NOT NULL END),
  CHECK (CASE WHEN series IS NULL THEN sequence IS NULL AND invoice_no GLOB 'INV-[0-9][0-9][0-9][0-9]-[0-9]*'
      AND CAST(substr(invoice_no, 10) AS INTEGER) >= 1
      AND substr(invoice_no, 10) = printf('%04d', CAST(substr(invoice_no, 10) AS INTEGER))
    ELSE sequence IS NOT NULL AND invoice_no IS NOT NULL AND series <> '' AND series NOT GLOB '*[^A-Za-z0-9._/-]*' AND series NOT GLOB 'INV-[0-9][0-9][0-9][0-9]'
      AND invoice_no = series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END
        || printf('%0*d', max(4, length(invoice_no) - length(series || CASE WHEN substr(series, -1) IN ('/', '.') THEN '' ELSE '-' END)), sequence)
    END),
  CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence)),
  CHECK ((invoice_no IS NULL) = (invoice_date IS NULL)),
  -- A deposit is issued as it is made, deducts none, and no more of it is deducted than was paid
  -- and not given back; coins that were not asked for count as paid.
  CHECK (kind <> 'deposit' OR (status <> 'draft' AND deducted = 0)),
  CHECK (drawn = 0 OR kind = 'deposit'),
  CHECK (drawn <= total_collection - cash_rounding OR drawn = 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, payer_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, center_id, number_before)
    REFERENCES invoice (organization_id, center_id, invoice_no) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (organization_id, series, before_in_series)
    REFERENCES invoice (organization_id, series, sequence) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID
