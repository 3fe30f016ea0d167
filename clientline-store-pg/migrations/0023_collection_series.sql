-- Numbers name the center that gives them: a number alone identifies its document. What was
-- numbered before keeps its number, and has no series. And money that was given back.
ALTER TABLE collection
  ADD COLUMN series text COLLATE "C" CHECK (char_length(series) <= 40),
  DROP CONSTRAINT collection_kind_check,
  ADD CONSTRAINT collection_kind_check CHECK (kind IN ('receipt', 'reversal', 'refund')),
  DROP CONSTRAINT collection_check,
  ADD CONSTRAINT collection_check CHECK (
    CASE kind WHEN 'reversal' THEN amount <= 0 WHEN 'refund' THEN amount < 0 ELSE amount >= 0 END
  ),
  DROP CONSTRAINT collection_collection_no_check1,
  ADD CONSTRAINT collection_number_check CHECK (
    CASE WHEN series IS NULL THEN collection_no ~ '^COLL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$'
    ELSE series ~ '^COLL-.+-[0-9]{4}$' AND left(collection_no, char_length(series)) = series
      AND substr(collection_no, char_length(series) + 1) ~ '^-([0-9]{4}|[1-9][0-9]{4,9})$' END
    AND collection_no !~ '-0000$'
  );
CREATE UNIQUE INDEX collection_number_used
  ON collection (organization_id, series, collection_no);

CREATE OR REPLACE FUNCTION clientline_number_before(number text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
DECLARE
  digits text := substring(number FROM '[0-9]+$');
  before text := (digits::bigint - 1)::text;
BEGIN
  IF before = '0' THEN
    RETURN NULL;
  END IF;
  RETURN left(number, -length(digits)) || lpad(before, greatest(4, length(before)), '0');
END $$;
CREATE OR REPLACE FUNCTION clientline_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  number text := to_jsonb(NEW) ->> TG_ARGV[0];
  named text := to_jsonb(NEW) ->> 'series';
  before text := clientline_number_before(number);
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
