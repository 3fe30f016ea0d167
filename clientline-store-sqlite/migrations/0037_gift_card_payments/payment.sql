(
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
    CHECK (payment_method IN ('cash', 'card', 'online', 'upi', 'bank_transfer', 'cheque', 'guest_credit', 'gift_card')),
  gift_card_id BLOB,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  -- How much of it became the guest's credit: what was beyond the amount due.
  credited INTEGER NOT NULL DEFAULT 0 CHECK (credited >= 0),
  -- How much of it was given back.
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  -- What the smallest coin adds to the invoice, or takes off it, where cash settles it.
  cash_rounding INTEGER NOT NULL DEFAULT 0
    CHECK (cash_rounding BETWEEN -9223372036854775807 AND 9223372036854775807),
  tip INTEGER NOT NULL CHECK (tip >= 0),
  -- Whom the tip is for.
  tips TEXT NOT NULL DEFAULT '[]' CHECK (length(tips) <= 16384 AND json_valid(tips)),
  tendered INTEGER CHECK (tendered >= 0),
  change INTEGER NOT NULL CHECK (change >= 0),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  status TEXT NOT NULL
    CHECK (status IN ('pending', 'completed', 'failed', 'reversed', 'partially_refunded', 'refunded')),
  transaction_no TEXT CHECK (length(transaction_no) BETWEEN 1 AND 40),
  -- The number that the payment system gave, while the payment counts or may come to count: a
  -- charge is recorded once. Of payments that were recorded twice before, the first has it.
  charge_no TEXT CHECK (length(charge_no) BETWEEN 1 AND 40),
  reference_no TEXT CHECK (length(reference_no) BETWEEN 1 AND 40),
  remarks TEXT CHECK (length(remarks) <= 10000),
  payment_date INTEGER CHECK (payment_date BETWEEN -719162 AND 2932896),
  -- Only cash is handed over in excess, and only of cash comes change.
  CHECK ((tendered IS NULL AND change = 0) OR payment_method = 'cash'),
  CHECK (tendered >= amount + change),
  CHECK (credited <= amount),
  -- No more is given back than was given, also by many at once.
  CHECK (CASE status
    WHEN 'refunded' THEN refunded = amount
    WHEN 'partially_refunded' THEN refunded BETWEEN 1 AND amount - 1
    ELSE refunded = 0 END),
  CHECK (cash_rounding = 0 OR payment_method = 'cash'),
  CHECK ((payment_method = 'gift_card') = (gift_card_id IS NOT NULL)),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invoice_id) REFERENCES invoice (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, employee_id) REFERENCES employee (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id)
) STRICT, WITHOUT ROWID

