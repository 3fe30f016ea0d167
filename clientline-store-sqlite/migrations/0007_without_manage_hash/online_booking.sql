(
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  appointment_id BLOB NOT NULL,
  guest_id BLOB NOT NULL,
  email TEXT NOT NULL CHECK (length(CAST(email AS BLOB)) <= 254 AND email LIKE '_%@_%'),
  mailbox TEXT NOT NULL CHECK (length(CAST(mailbox AS BLOB)) <= 254 AND mailbox LIKE '%@_%'),
  manage_token_hash TEXT NOT NULL
    CHECK (length(manage_token_hash) = 64 AND manage_token_hash NOT GLOB '*[^0-9a-f]*'),
  confirm_token_hash TEXT
    CHECK (length(confirm_token_hash) = 64 AND confirm_token_hash NOT GLOB '*[^0-9a-f]*'),
  -- It has the identifier of its appointment.
  CHECK (id = appointment_id),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id),
  FOREIGN KEY (organization_id, guest_id) REFERENCES guest (organization_id, id)
) STRICT, WITHOUT ROWID
