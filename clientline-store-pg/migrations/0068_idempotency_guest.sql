-- The further guests whom kept answers are about, by whom these are found once they are erased.
CREATE TABLE idempotency_guest (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  -- No references: the answer may be forgotten before, and the guest deleted.
  answer_id uuid NOT NULL,
  guest_id uuid NOT NULL,
  expires_at timestamptz NOT NULL
    CHECK (expires_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX idempotency_guest_by_guest ON idempotency_guest (organization_id, guest_id, id);
