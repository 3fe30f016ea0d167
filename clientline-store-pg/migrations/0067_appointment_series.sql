-- Series of appointments: the rule as it was given, and what was planned by it.
CREATE TABLE appointment_series (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  appointment_id uuid NOT NULL,
  rule text COLLATE "C" NOT NULL CHECK (char_length(rule) <= 100 AND rule ~ '^FREQ=[DWM]'),
  until date CHECK (until BETWEEN '0001-01-01' AND '9999-12-31'),
  dates text COLLATE "C" NOT NULL
    CHECK (char_length(dates) <= 16384 AND json_array_length(dates::json) <= 60),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, appointment_id) REFERENCES appointment (organization_id, id)
);
