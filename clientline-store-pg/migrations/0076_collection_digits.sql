-- As of an invoice.
ALTER TABLE collection DISABLE TRIGGER USER;
UPDATE collection SET sequence = substr(collection_no, char_length(series) + 2)::bigint
WHERE series IS NOT NULL AND sequence IS NULL;
ALTER TABLE collection ENABLE TRIGGER USER;
ALTER TABLE collection
  DROP CONSTRAINT collection_number_check,
  ADD CONSTRAINT collection_number_check CHECK (
    CASE WHEN series IS NULL
      THEN sequence IS NULL AND collection_no ~ '^COLL-[0-9]{4}-([0-9]{4}|[1-9][0-9]{4,9})$' AND collection_no !~ '-0000$'
    ELSE sequence IS NOT NULL AND series ~ '^[A-Za-z0-9._/-]+$' AND series !~ '^COLL-[0-9]{4}$'
      AND collection_no = series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END
        || lpad(sequence::text, greatest(4, char_length(sequence::text), char_length(collection_no)
          - char_length(series || CASE WHEN right(series, 1) IN ('/', '.') THEN '' ELSE '-' END)), '0') END
  );
DROP INDEX collection_number_used;
CREATE UNIQUE INDEX collection_number_used ON collection (organization_id, series, sequence);

-- What is numbered by a place follows the one before; what names no center says by its text which
-- number that is.
CREATE OR REPLACE FUNCTION clientline_number_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  number text := to_jsonb(NEW) ->> TG_ARGV[0];
  before text := CASE WHEN NEW.series IS NULL THEN clientline_number_before(number) END;
  place bigint :=
    CASE WHEN NEW.sequence > 1 AND NEW.series_start IS NULL THEN NEW.sequence - 1 END;
  follows boolean := before IS NULL AND place IS NULL;
BEGIN
  IF follows THEN
    RETURN NULL;
  ELSIF TG_ARGV[0] = 'invoice_no' AND place IS NOT NULL THEN
    follows := EXISTS (SELECT FROM invoice AS i WHERE i.organization_id = NEW.organization_id
      AND i.series = NEW.series AND i.sequence = place);
  ELSIF TG_ARGV[0] = 'invoice_no' THEN
    follows := EXISTS (SELECT FROM invoice AS i WHERE i.organization_id = NEW.organization_id
      AND i.center_id = NEW.center_id AND i.invoice_no = before);
  ELSIF place IS NOT NULL THEN
    follows := EXISTS (SELECT FROM collection AS c WHERE c.organization_id = NEW.organization_id
      AND c.series = NEW.series AND c.sequence = place);
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
