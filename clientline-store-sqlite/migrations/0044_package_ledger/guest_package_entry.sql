(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  guest_package_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 2147483647),
  reason TEXT NOT NULL
    CHECK (reason IN ('sold', 'redeemed', 'given_back', 'credited', 'written_off', 'transferred', 'voided')),
  service_id BLOB,
  redeemed_by BLOB CHECK (length(redeemed_by) = 16),
  sessions INTEGER NOT NULL CHECK (sessions BETWEEN -2147483647 AND 2147483647),
  amount INTEGER NOT NULL CHECK (amount BETWEEN -9223372036854775807 AND 9223372036854775807),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  sessions_left INTEGER NOT NULL CHECK (sessions_left BETWEEN 0 AND 2147483647),
  outstanding INTEGER NOT NULL CHECK (outstanding >= 0),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, guest_package_id) REFERENCES guest_package (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id),
  FOREIGN KEY (organization_id, service_id) REFERENCES service (organization_id, id)
) STRICT, WITHOUT ROWID
