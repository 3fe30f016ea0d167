(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  gift_card_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('issued', 'redeemed', 'refunded', 'credited', 'written_off', 'voided')),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  balance INTEGER NOT NULL CHECK (balance >= 0),
  payment_id BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, gift_card_id) REFERENCES gift_card (organization_id, id),
  FOREIGN KEY (organization_id, payment_id) REFERENCES payment (organization_id, id)
) STRICT, WITHOUT ROWID
