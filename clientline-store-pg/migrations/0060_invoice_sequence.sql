-- How a center writes the numbers of its documents, the number with which a series starts, and
-- the place of a number in its series, which its text follows from: the text is read no more.
ALTER TABLE center ADD COLUMN number_patterns text COLLATE "C" CHECK (
  number_patterns IS NULL OR char_length(number_patterns) <= 1024 AND number_patterns::json IS NOT NULL
);

ALTER TABLE counter
  ADD COLUMN first_number bigint NOT NULL DEFAULT 1
    CHECK (first_number BETWEEN 1 AND 999999999),
  ADD CONSTRAINT counter_start_check CHECK (first_number <= next);
-- Until its first number is taken, a series may start with another.
DROP TRIGGER counter_only_grows ON counter;
CREATE TRIGGER counter_only_grows BEFORE UPDATE ON counter
  FOR EACH ROW WHEN (
    CASE WHEN NEW.first_number <> OLD.first_number
      THEN OLD.next <> OLD.first_number OR NEW.next <> NEW.first_number
      ELSE NEW.next <= OLD.next END)
  EXECUTE FUNCTION clientline_refuse('counter_only_grows');

-- The number at a place of a series. A series that ends in a slash or a point is followed by the
-- digits, and any other by a hyphen first: so no two places have one number.
CREATE FUNCTION clientline_number(series text, place bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
    || lpad(place::text, greatest(4, char_length(place::text)), '0')
$$;

-- No number is before the one with which its series starts, and the first document of a series
-- that starts later than with 1 says so. Its argument is the word of the document:
-- the counter of a series that doesn't begin with it is named by both.
CREATE FUNCTION clientline_series_starts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  start bigint;
BEGIN
  SELECT c.first_number INTO start FROM counter AS c
  WHERE c.organization_id = NEW.organization_id AND c.series =
    CASE WHEN starts_with(NEW.series, TG_ARGV[0] || '-') THEN NEW.series
      ELSE TG_ARGV[0] || ' ' || NEW.series END;
  IF start > NEW.sequence
    OR (NEW.series_start IS NOT NULL AND NEW.series_start IS DISTINCT FROM start)
  THEN
    RAISE EXCEPTION 'series_start' USING ERRCODE = 'check_violation', CONSTRAINT = 'series_start';
  END IF;
  RETURN NEW;
END $$;

-- What is numbered by an older server has no place of its own; its number says it.
CREATE OR REPLACE FUNCTION clientline_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  number text := to_jsonb(NEW) ->> TG_ARGV[0];
  named text := to_jsonb(NEW) ->> 'series';
  place bigint := to_jsonb(NEW) ->> 'sequence';
  before text := CASE WHEN place IS NULL THEN clientline_number_before(number)
    WHEN place > 1 AND to_jsonb(NEW) ->> 'series_start' IS NULL
      THEN clientline_number(named, place - 1) END;
  follows boolean := before IS NULL;
BEGIN
  IF follows THEN
    RETURN NULL;
  ELSIF TG_ARGV[0] = 'invoice_no' AND named IS NOT NULL THEN
    follows := EXISTS (SELECT FROM invoice AS i WHERE i.organization_id = NEW.organization_id
      AND i.series = named AND i.invoice_no = before);
  ELSIF TG_ARGV[0] = 'invoice_no' THEN
    follows := EXISTS (SELECT FROM invoice AS i WHERE i.organization_id = NEW.organization_id
      AND i.center_id = NEW.center_id AND i.invoice_no = before);
  ELSIF named IS NOT NULL THEN
    follows := EXISTS (SELECT FROM collection AS c WHERE c.organization_id = NEW.organization_id
      AND c.series = named AND c.collection_no = before);
  ELSE
    follows := EXISTS (SELECT FROM collection AS c WHERE c.organization_id = NEW.organization_id
      AND c.center_id = NEW.center_id AND c.collection_no = before);
  END IF;
  IF NOT follows THEN
    RAISE EXCEPTION '% does not follow any number', number
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[1];
  END IF;
  RETURN NULL;
END $$;

ALTER TABLE invoice
  ADD COLUMN sequence bigint CHECK (sequence BETWEEN 1 AND 9999999999),
  ADD COLUMN series_start bigint CHECK (series_start BETWEEN 2 AND 999999999),
  DROP CONSTRAINT invoice_number_check,
  ADD CONSTRAINT invoice_number_check CHECK (
    CASE WHEN series IS NULL
      THEN sequence IS NULL AND invoice_no ~ '^INV-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'
    WHEN sequence IS NULL
      THEN series ~ '^INV-.+-[0-9]{4}$' AND invoice_no IS NOT NULL
        AND left(invoice_no, char_length(series)) = series
        AND substr(invoice_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$'
    ELSE invoice_no IS NOT NULL AND series ~ '^[A-Za-z0-9._/-]+$' AND series !~ '^INV-[0-9]{4}$'
      AND invoice_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
        || lpad(sequence::text, greatest(4, char_length(sequence::text)), '0') END
    AND invoice_no !~ '-0000$'
  ),
  ADD CONSTRAINT invoice_start_check
    CHECK (series_start IS NULL OR (sequence IS NOT NULL AND series_start = sequence));
-- It follows from what was there: the version stays.
ALTER TABLE invoice DISABLE TRIGGER USER;
UPDATE invoice SET sequence = substr(invoice_no, char_length(series) + 2)::bigint
WHERE series IS NOT NULL;
ALTER TABLE invoice ENABLE TRIGGER USER;
CREATE TRIGGER invoice_series_starts BEFORE INSERT ON invoice
  FOR EACH ROW WHEN (NEW.sequence IS NOT NULL)
  EXECUTE FUNCTION clientline_series_starts('INV');
CREATE TRIGGER invoice_given_series_starts BEFORE UPDATE ON invoice
  FOR EACH ROW WHEN (NEW.sequence IS NOT NULL AND OLD.sequence IS DISTINCT FROM NEW.sequence)
  EXECUTE FUNCTION clientline_series_starts('INV');
