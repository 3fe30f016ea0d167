-- Closes of days at the till. A closed day takes no more records of money.
CREATE TABLE day_close (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL CHECK (version >= 1),
  created_at timestamptz NOT NULL
    CHECK (created_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  updated_at timestamptz NOT NULL
    CHECK (updated_at BETWEEN '1900-01-01T00:00:00Z' AND '9999-12-31T23:59:59.999999Z'),
  center_id uuid NOT NULL,
  date date NOT NULL CHECK (date BETWEEN '0001-01-01' AND '9999-12-31'),
  status text COLLATE "C" NOT NULL CHECK (status IN ('closed', 'reopened')),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  opening_float bigint NOT NULL CHECK (opening_float >= 0),
  pay_ins text COLLATE "C" NOT NULL
    CHECK (char_length(pay_ins) <= 16384 AND pay_ins::json IS NOT NULL),
  pay_outs text COLLATE "C" NOT NULL
    CHECK (char_length(pay_outs) <= 16384 AND pay_outs::json IS NOT NULL),
  methods text COLLATE "C" NOT NULL
    CHECK (char_length(methods) <= 16384 AND methods::json IS NOT NULL),
  difference bigint NOT NULL
    CHECK (difference BETWEEN -9223372036854775807 AND 9223372036854775807),
  reason text COLLATE "C" CHECK (char_length(reason) <= 10000),
  reopen_reason text COLLATE "C" CHECK (char_length(reopen_reason) <= 10000),
  CHECK (difference = 0 OR reason IS NOT NULL),
  CHECK (status <> 'reopened' OR reopen_reason IS NOT NULL),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, center_id) REFERENCES center (organization_id, id)
);
CREATE UNIQUE INDEX day_closed ON day_close (organization_id, center_id, date)
  WHERE status = 'closed';
CREATE INDEX day_close_by_center ON day_close (organization_id, center_id, id);
CREATE INDEX day_close_by_day ON day_close (organization_id, date, id);

-- A day is opened again once by each close.
CREATE TRIGGER day_close_is_reopened_once BEFORE UPDATE ON day_close
  FOR EACH ROW WHEN (OLD.status = 'reopened' AND NEW.status <> 'reopened')
  EXECUTE FUNCTION clientline_refuse('day_close_never_changes');

CREATE FUNCTION clientline_keep_day_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM day_close AS c
  WHERE c.organization_id = NEW.organization_id AND c.center_id = NEW.center_id
    AND c.date = NEW.collection_date AND c.status = 'closed';
  IF FOUND THEN
    RAISE EXCEPTION 'day_closed' USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'day_closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER day_takes_no_more BEFORE INSERT ON collection
  FOR EACH ROW EXECUTE FUNCTION clientline_keep_day_closed();
