-- Closes of days at the till. A closed day takes no more records of money.
CREATE TABLE day_close (
  organization_id BLOB NOT NULL CHECK (length(organization_id) = 16),
  id BLOB NOT NULL CHECK (length(id) = 16),
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at INTEGER NOT NULL CHECK (created_at BETWEEN -2208988800000000 AND 253402300799999999),
  updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -2208988800000000 AND 253402300799999999),
  center_id BLOB NOT NULL,
  date INTEGER NOT NULL CHECK (date BETWEEN -719162 AND 2932896),
  status TEXT NOT NULL CHECK (status IN ('closed', 'reopened')),
  currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
  opening_float INTEGER NOT NULL CHECK (opening_float >= 0),
  pay_ins TEXT NOT NULL CHECK (length(pay_ins) <= 16384 AND json_valid(pay_ins)),
  pay_outs TEXT NOT NULL CHECK (length(pay_outs) <= 16384 AND json_valid(pay_outs)),
  methods TEXT NOT NULL CHECK (length(methods) <= 16384 AND json_valid(methods)),
  difference INTEGER NOT NULL
    CHECK (difference BETWEEN -9223372036854775807 AND 9223372036854775807),
  reason TEXT CHECK (length(reason) <= 10000),
  reopen_reason TEXT CHECK (length(reopen_reason) <= 10000),
  CHECK (difference = 0 OR reason IS NOT NULL),
  CHECK (status <> 'reopened' OR reopen_reason IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX day_closed ON day_close (organization_id, center_id, date)
  WHERE status = 'closed';
CREATE INDEX day_close_by_center ON day_close (organization_id, center_id, id);
CREATE INDEX day_close_by_day ON day_close (organization_id, date, id);

-- A day is opened again once by each close.
CREATE TRIGGER day_close_is_reopened_once BEFORE UPDATE ON day_close
WHEN OLD.status = 'reopened' AND NEW.status <> 'reopened'
BEGIN
  SELECT RAISE(ABORT, 'day_close_never_changes');
END;

CREATE TRIGGER day_takes_no_more BEFORE INSERT ON collection
BEGIN
  SELECT RAISE(ABORT, 'day_closed') FROM day_close
  WHERE day_close.organization_id = NEW.organization_id
    AND day_close.center_id = NEW.center_id AND day_close.date = NEW.collection_date
    AND day_close.status = 'closed';
END;
